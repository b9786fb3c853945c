# The same callbacks on Python's asyncio.
import asyncio
import os
import selectors
import sys
import time

import stage

first, second = (int(ms) / 1000 for ms in sys.argv[1:3])
trace, running, deepest = [], 0, 0
os_events = empty_wake_ups = 0


class Watched(selectors.DefaultSelector):
    """What asyncio asks the kernel: which files are ready, and how long to wait for one."""

    def select(self, timeout=None):
        global os_events, empty_wake_ups
        begun = time.monotonic_ns()
        events = super().select(timeout)
        os_events += len(events)
        if timeout is None or timeout > 0:
            empty_wake_ups += not events
            stage.span("loop", "blocked", begun, time.monotonic_ns())
        return events


def run(name, sign, body=None):
    global running, deepest
    running += 1
    deepest = max(deepest, running)
    begun = time.monotonic_ns()
    trace.append(name)
    stage.mark("loop", "note", sign)
    stage.linger(0.001)
    if body:
        body()
    stage.span("loop", "run", begun, time.monotonic_ns())
    running -= 1


def start():
    now = loop.time()
    loop.call_at(now + first, run, "t1", "1", stop_after_six)
    loop.call_at(now + second, run, "t2", "2", stop_after_six)
    loop.call_soon(run, "a", "A")
    loop.call_soon(run, "b", "B")
    os.write(writer, b"!")


def stop_after_six():
    if len(trace) == 6:
        loop.stop()


def read_pipe():
    loop.remove_reader(reader)
    os.read(reader, 1)


stage.CELL = "asyncio"
loop = asyncio.SelectorEventLoop(Watched())
reader, writer = os.pipe()
loop.add_reader(reader, run, "pipe", "P", read_pipe)
loop.call_soon(run, "start", "S", start)
loop.run_forever()
loop.close()
stage.obs("trace", trace)
stage.obs("timers", [name for name in trace if name.startswith("t")])
stage.obs("deepest", deepest)
stage.obs("callbacks", len(trace))
stage.obs("os_events", os_events)
stage.obs("empty_wake_ups", empty_wake_ups)
