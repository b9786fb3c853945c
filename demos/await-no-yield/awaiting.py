# Two tasks on one asyncio loop write letters, with an await after each letter. Does the other one get a turn there?
import asyncio
import sys
import time
import types

import stage

rounds = int(sys.argv[1])
letters, resumptions = [], {}


async def nothing():
    pass


async def a_result_that_is_there():
    result = asyncio.get_running_loop().create_future()
    result.set_result(None)
    await result


async def give_way():
    await asyncio.sleep(0)


async def write(letter, pause):
    for _ in range(rounds):
        letters.append((letter, time.monotonic_ns()))
        stage.linger(0.0005)
        await pause()


@types.coroutine
def counted(letter, coroutine):
    """Passes everything on, and counts how often the loop resumes the coroutine."""
    while True:
        resumptions[letter] = resumptions.get(letter, 0) + 1
        begun = time.monotonic_ns()
        try:
            wish = coroutine.send(None)
        except StopIteration:
            return
        finally:
            stage.span(letter, "run", begun, time.monotonic_ns())
        yield wish


async def task(letter, pause):
    await counted(letter, write(letter, pause))


async def both(pause):
    await asyncio.gather(task("a", pause), task("b", pause))


for cell, pause in (("py_noop", nothing), ("py_done", a_result_that_is_there), ("py_turn", give_way)):
    stage.CELL = cell
    letters.clear()
    resumptions.clear()
    asyncio.run(both(pause))
    trace = [letter for letter, _ in letters]
    stage.obs("trace", trace)
    stage.obs("changes", sum(one != other for one, other in zip(trace, trace[1:])))
    stage.obs("polls_per_task", sum(resumptions.values()) // 2)
    for letter, at in letters:
        stage.mark("thread", "note", letter, at)
