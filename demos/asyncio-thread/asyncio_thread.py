# One asyncio loop, one thread: who runs where, and what the thread does while every task waits. `beats.py` is the second half.
import asyncio
import os
import threading
import time

import beats
import stage


async def gathered(cell):
    """Two tasks take steps; each step notes the thread that runs it."""
    steps = []

    async def walk(name):
        for number in (1, 2, 3):
            steps.append((name + str(number), threading.get_ident()))
            stage.mark("loop", "note", name, cell=cell)
            await asyncio.sleep(0)  # the other one's turn

    await asyncio.gather(walk("A"), walk("B"))
    stage.obs("order", [step for step, _ in steps], cell)
    stage.obs("threads", len({thread for _, thread in steps}), cell)


async def idle(cell):
    """One task awaits data, another one runs meanwhile. Then nobody has anything to do."""
    loop, loop_thread = asyncio.get_running_loop(), threading.get_native_id()
    data, seen, ran_before_data = loop.create_future(), [], []

    def bring():  # a thread from outside: the data comes only when the loop's thread was seen asleep
        if stage.until_asleep(loop_thread, "epoll_wait", stage.limit(1.5)):
            seen.append(stage.asleep_in(loop_thread))
            with stage.drawn("loop", "blocked", cell):
                time.sleep(0.005)  # it sleeps on; so that a picture shows it
        stage.mark("data", "data", cell=cell)
        loop.call_soon_threadsafe(data.set_result, None)

    async def wait_for_data():
        with stage.drawn("waiting", "await", cell):
            await data

    async def other():
        ran_before_data.append(not data.done())
        stage.mark("other", "note", "B", cell=cell)

    threading.Thread(target=bring).start()
    await asyncio.gather(wait_for_data(), other())
    if seen:
        stage.obs("other_ran", ran_before_data[0], cell)
        stage.obs("asleep_in", seen[0] or "some call", cell)


stage.begin("asyncio-thread", len(os.sched_getaffinity(0)))
for part, cell in [
    (gathered, "gather"),
    (idle, "idle"),
    (beats.during_time_sleep, "sleep"),
    (beats.during_asyncio_sleep, "await"),
    (beats.during_to_thread, "thread"),
]:
    asyncio.run(part(cell))
stage.end()
