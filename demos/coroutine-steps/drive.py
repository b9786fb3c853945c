# Enters a coroutine or a generator step by step, and notes what is seen of it from outside.
import inspect
import sys
import time

import stage

moments = []  # every entry and every exit of the routine


def moment():
    moments.append(time.monotonic_ns())


def drive(cell, routine, step, state):
    """Enters the routine again and again until it returns; reports how often that was, and in which states it was seen."""
    stage.CELL, states, entries, loops = cell, [state(routine)], 0, 0
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
        loops = max(loops, event_loops())
        if state(routine) != states[-1]:
            states.append(state(routine))
    stage.obs("entries", entries)
    stage.obs("exits", len(moments) // 2)
    stage.obs("states", [seen.split("_")[1].lower() for seen in states + [state(routine)]])
    draw()
    return loops


def event_loops():
    """How many event loops run in this thread now."""
    return int("asyncio" in sys.modules and sys.modules["asyncio"]._get_running_loop() is not None)


def draw():
    for number, (entered, left) in enumerate(zip(moments[::2], moments[1::2])):
        stage.span("routine", "run", entered, left)
        stage.mark("routine", "note", str(number % 10), entered)
    for left, entered in zip(moments[1::2], moments[2::2]):
        stage.span("routine", "await", left, entered)
    moments.clear()
