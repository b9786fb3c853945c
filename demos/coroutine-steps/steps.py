# A coroutine driven by hand, and a generator: no event loop, no input or output.
# This text is run right behind drive.py: `moment` notes an entry or an exit, `drive` enters again and again.
import inspect
import sys
import types

import stage

suspensions = int(sys.argv[1])


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


coroutine = ask(suspensions)
stage.obs("call_returned", type(coroutine).__name__)
loops = drive("py", coroutine, lambda routine: routine.send(None), inspect.getcoroutinestate)
loops = max(loops, drive("generator", numbers(suspensions), next, inspect.getgeneratorstate))
stage.obs("event_loops", loops)
