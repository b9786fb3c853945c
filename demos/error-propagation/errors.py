# Where an exception goes: five ways to start something that fails, and who hears of it.
import asyncio
import concurrent.futures
import contextlib
import gc
import threading

import stage


class Oops(Exception):
    pass


def fail():
    stage.mark("callee", "note", "x", cell=cell)
    raise Oops


async def fail_later():
    await asyncio.sleep(0)
    fail()


@contextlib.contextmanager
def listening(name, state="await"):
    """The caller's side of a cell: whether an exception arrives there."""
    global cell
    cell, heard = name, False
    with stage.drawn("caller", state, name):
        try:
            yield
        except Oops:
            heard = True
            stage.mark("caller", "event", cell=name)
    stage.obs("heard", heard, name)


async def tasks():
    with listening("py_await"):
        await fail_later()

    go = asyncio.Event()
    sibling = asyncio.ensure_future(go.wait())
    with listening("gather"):
        await asyncio.gather(fail_later(), sibling)
    stage.obs("sibling_left_running", not sibling.done(), "gather")
    go.set()
    stage.obs("sibling_finished", await sibling, "gather")

    log = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: log.append(context["message"]))
    with listening("forgotten"):
        forgotten = asyncio.ensure_future(fail_later())
        while not forgotten.done():
            await asyncio.sleep(0)
    stage.obs("logged_at_once", bool(log), "forgotten")
    del forgotten
    gc.collect()  # the last reference is gone: now the loop writes a line into its log
    stage.obs("logged_at_the_end", any("never retrieved" in line for line in log), "forgotten")


def threads():
    hooked, lock = [], threading.Lock()
    threading.excepthook = lambda args: hooked.append(args.exc_type)

    def fail_under_a_lock():
        with lock:
            fail()

    with listening("join", "blocked"):
        thread = threading.Thread(target=fail_under_a_lock)
        thread.start()
        thread.join()
    stage.obs("hook_called", hooked == [Oops], "join")
    stage.obs("lock_is_free", lock.acquire(False), "join")

    with listening("future", "blocked"), concurrent.futures.ThreadPoolExecutor(1) as pool:
        pool.submit(fail).result()


asyncio.run(tasks())
threads()
