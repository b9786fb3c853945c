# A coroutine driven by hand, and a generator: no event loop, no input or output.
import inspect
import sys
import time
import types

import stage

suspensions = int(sys.argv[1])
moments = []  # every entry and every exit of the routine


def moment():
    moments.append(time.monotonic_ns())


@types.coroutine
def pause():
    """Says "not yet" to whoever drives the coroutine."""
    moment()
    yield "not yet"
    moment()
    stage.linger(0.0005)


async def count(n):
    moment()
    stage.linger(0.0005)
    total = 1
    for _ in range(n):
        await pause()
        total += 2
    moment()
    return total


async def ask(n):
    return await count(n)  # the value of the await is what the other coroutine returned


def numbers(n):
    moment()
    stage.linger(0.0005)
    total = 1
    for _ in range(n):
        moment()
        yield total
        moment()
        stage.linger(0.0005)
        total += 2
    moment()
    return total


def drive(cell, routine, step, state):
    """Enters the routine again and again until it returns; reports how often that was, and in which states it was seen."""
    stage.CELL, states, entries = cell, [state(routine)], 0
    stage.obs("ran_before_first_entry", len(moments))
    while True:
        begun = time.monotonic_ns()
        stage.linger(0.0005)
        stage.span("caller", "run", begun, time.monotonic_ns())
        entries += 1
        try:
            step(routine)
        except StopIteration as end:
            stage.obs("value", end.value)
            break
        if state(routine) != states[-1]:
            states.append(state(routine))
    stage.obs("entries", entries)
    stage.obs("exits", len(moments) // 2)
    stage.obs("states", [seen.split("_")[1].lower() for seen in states + [state(routine)]])
    draw()


def draw():
    for number, (entered, left) in enumerate(zip(moments[::2], moments[1::2])):
        stage.span("routine", "run", entered, left)
        stage.mark("routine", "note", str(number % 10), entered)
    for left, entered in zip(moments[1::2], moments[2::2]):
        stage.span("routine", "await", left, entered)
    moments.clear()


coroutine = ask(suspensions)
stage.obs("call_returned", type(coroutine).__name__)
drive("py", coroutine, lambda routine: routine.send(None), inspect.getcoroutinestate)
drive("generator", numbers(suspensions), next, inspect.getgeneratorstate)
loop_running = "asyncio" in sys.modules and sys.modules["asyncio"]._get_running_loop() is not None
stage.obs("event_loops", int(loop_running))
