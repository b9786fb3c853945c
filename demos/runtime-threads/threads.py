# How many threads Python has: one loop with many tasks, one call handed to a thread, and threads of `threading`.
import asyncio
import os
import sys
import threading
import time

import stage


def threads():
    """The threads of this process, as the kernel lists them."""
    count = len(os.listdir("/proc/self/task"))
    stage.mark("threads", "note", str(count))
    return count


# asyncio.to_thread, which Python 3.8 does not have yet
to_thread = getattr(asyncio, "to_thread", lambda body: asyncio.get_running_loop().run_in_executor(None, body))


async def loop(tasks):
    ran_on, gate = set(), asyncio.Event()

    async def wait_at_the_gate():
        ran_on.add(threading.get_ident())
        await gate.wait()
        ran_on.add(threading.get_ident())

    waiting = [asyncio.ensure_future(wait_at_the_gate()) for _ in range(tasks)]
    await asyncio.sleep(0)  # each of them has its first turn
    stage.obs("loop_threads", threads())
    gate.set()
    await asyncio.gather(*waiting)
    stage.obs("ran_on", len(ran_on))

    helper = await to_thread(threading.get_ident)
    stage.obs("after_to_thread", threads())
    stage.obs("to_thread_elsewhere", helper not in ran_on)


def real_threads(count):
    known, barrier = [], threading.Barrier(count + 1)

    def thread():
        known.append(threading.get_native_id())
        barrier.wait()  # now all are there
        barrier.wait()  # and now all may go

    started = [threading.Thread(target=thread) for _ in range(count)]
    for t in started:
        t.start()
    barrier.wait()
    threads()
    listed = os.listdir("/proc/self/task")
    stage.obs("native_in_proc", sum(str(native) in listed for native in known))
    barrier.wait()
    for t in started:
        t.join()


tasks, count = int(sys.argv[1]), int(sys.argv[2])
begun = time.monotonic_ns()
asyncio.run(loop(tasks))
real_threads(count)
stage.span("thread", "run", begun, time.monotonic_ns())
