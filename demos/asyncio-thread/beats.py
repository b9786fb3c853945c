# The heart is a task like any other: it beats only when the thread of the loop is free for it.
import asyncio
import os
import threading
import time

import stage

BEAT = stage.PARAMS["beat_ms"] / 1000
SLEEP = stage.PARAMS["sleep_ms"] / 1000
BEATS = stage.PARAMS["beats"]

# asyncio.to_thread, which Python 3.8 does not have yet
to_thread = getattr(asyncio, "to_thread", lambda body: asyncio.get_running_loop().run_in_executor(None, body))


class Heart:
    def __init__(self, cell):
        self.beats, self.cell = 0, cell
        self.task = asyncio.ensure_future(self.beat())

    async def beat(self):
        while True:
            await asyncio.sleep(BEAT)
            self.beats += 1
            stage.mark("heart", "beat", cell=self.cell)

    async def more(self, count):
        """Waits for so many more beats, and says how many there were: fewer when it is time to give up."""
        before, last = self.beats, stage.limit(1.5)
        with stage.drawn("loop", "await", self.cell):
            while self.beats < before + count and time.monotonic() < last:
                await asyncio.sleep(0.001)
        return self.beats - before


async def during_time_sleep(cell):
    heart = Heart(cell)
    stage.obs("before", await heart.more(2), cell)
    so_far = heart.beats
    with stage.drawn("loop", "blocked", cell):
        time.sleep(SLEEP)  # keeps the thread: nothing else runs on it
    stage.obs("beats", heart.beats - so_far, cell)
    stage.obs("after", await heart.more(2), cell)


async def during_asyncio_sleep(cell):
    heart, last = Heart(cell), stage.limit(1.5)
    with stage.drawn("loop", "await", cell):
        while heart.beats < BEATS and time.monotonic() < last:
            await asyncio.sleep(SLEEP)  # gives the thread away
    stage.obs("beats", heart.beats, cell)


async def during_to_thread(cell):
    """The call blocks until somebody writes into the pipe, and that happens only after so many beats."""
    reader, writer = os.pipe()

    def blocking_call():
        with stage.drawn("worker", "blocked", cell):
            os.read(reader, 1)
        return threading.get_ident()

    call, heart = asyncio.ensure_future(to_thread(blocking_call)), Heart(cell)
    beats = await heart.more(BEATS)
    returned_early = call.done()
    os.write(writer, b"x")
    thread = await call
    stage.obs("beats", beats, cell)
    stage.obs("returned_before_data", returned_early, cell)
    stage.obs("other_thread", thread != threading.get_ident(), cell)

