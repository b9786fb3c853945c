# What is written and what happens: the same waits in a synchronous and in an asynchronous Python program.
import asyncio
import sys
import time

import stage

unit = int(sys.argv[1]) / 1000
lines = []  # (line, when)


def write(line):
    lines.append((line, time.monotonic_ns()))


def wait(number):
    write(number + "-starts")
    time.sleep(unit)  # the thread sleeps, and everything below has to wait
    write(number + "-ends")


def synchronous():
    write("a")
    wait("1")
    wait("2")
    write("b")


async def task(number, end):
    write(number + "-starts")
    await until(end)  # this task pauses, and the thread is free
    write(number + "-ends")


async def asynchronous(first, second):
    write("a")
    start = asyncio.get_running_loop().time()
    await asyncio.gather(task("1", start + first), task("2", start + second))
    write("b")


async def until(end):
    """Like asyncio.sleep, but up to a moment, so that both waits can be counted from one start."""
    loop = asyncio.get_running_loop()
    alarm = loop.create_future()
    loop.call_at(end, alarm.set_result, None)
    await alarm


def report(cell, state):
    """Tells and draws what was written, and begins a new page."""
    names, at = [line for line, _ in lines], dict(lines)
    before_first_end = names[: min(names.index("1-ends"), names.index("2-ends"))]
    stage.obs("trace", names, cell)
    stage.obs("last", names[-1], cell)
    stage.obs("begun_before_first_end", sum(name.endswith("-starts") for name in before_first_end), cell)
    stage.obs("own_order_kept", all(names.index(n + "-starts") < names.index(n + "-ends") for n in "12"), cell)
    if state == "await":
        stage.span("main", state, at["a"], at["b"], cell)
    stage.mark("main", "note", "A", at["a"], cell)
    stage.mark("main", "note", "B", at["b"], cell)
    for n in "12":
        stage.span("t" + n, state, at[n + "-starts"], at[n + "-ends"], cell)
    lines.clear()


synchronous()
report("py_sync", "blocked")
asyncio.run(asynchronous(unit, unit))
report("py_equal", "await")
asyncio.run(asynchronous(2 * unit, unit))
report("py_longer", "await")
