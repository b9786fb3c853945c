# The same three tasks on Python's asyncio. Task a wakes task c and then gives way. Who runs next?
import asyncio
import time
import types

import stage

trace, running, nested = [], 0, 0


@types.coroutine
def stepwise(name, coroutine):
    """Passes everything on, and counts the steps that begin while another task's step runs."""
    global running, nested
    while True:
        nested += running
        running += 1
        begun = time.monotonic_ns()
        try:
            wish = coroutine.send(None)
        except StopIteration:
            return
        finally:
            running -= 1
            stage.span(name, "run", begun, time.monotonic_ns())
        yield wish


def write(letter):
    trace.append(letter)
    stage.mark("thread", "note", letter)
    stage.linger(0.0005)


async def a(woken):
    write("a")
    woken.set_result(None)
    await asyncio.sleep(0)
    write("a")


async def b():
    write("b")
    await asyncio.sleep(0)
    write("b")


async def c(woken):
    await woken
    write("c")


async def task(name, coroutine):
    await stepwise(name, coroutine)


async def three_tasks():
    woken = asyncio.get_running_loop().create_future()
    await asyncio.gather(task("c", c(woken)), task("a", a(woken)), task("b", b()))


stage.CELL = "py_tasks"
asyncio.run(three_tasks())
stage.obs("trace", trace)
stage.obs("steps_inside_another", nested)
