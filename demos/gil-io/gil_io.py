"""Does a Python thread that waits stand in the way of the others?

Threads wait in three ways: for a byte on a pipe, for another program, in time.sleep. In the first two nothing is left to the
clock: the main thread first sees all of them asleep in the system call, then runs Python code of its own (watch.py), and
only then is the byte written and the program let go.

Deliberately missing: threads that compute. That is another question, see the demo gil-cpu.
"""

import concurrent.futures
import os
import subprocess
import threading
import time

import stage
import watch

COUNT = stage.PARAMS.get("threads", 2)
NAP = stage.PARAMS.get("sleep_ms", 30) / 1000


def bytes_on_pipes():
    """Threads made with threading.Thread, each in os.read on an empty pipe."""
    pipes = [os.pipe() for _ in range(COUNT)]
    waiters = watch.Waiters("read", "read", lambda number: os.read(pipes[number][0], 1))
    threads = [threading.Thread(target=waiters.wait, args=(number,)) for number in range(COUNT)]
    for thread in threads:
        thread.start()
    waiters.look_and_work(COUNT)
    for _, end in pipes:
        os.write(end, b"!")
    for thread in threads:
        thread.join()
    waiters.tell()


def other_programs():
    """Threads of a ThreadPoolExecutor, each waiting for a program to end (`cat`, which ends with its input)."""
    programs = [subprocess.Popen(["cat"], stdin=subprocess.PIPE) for _ in range(COUNT)]
    waiters = watch.Waiters("program", "wait4", lambda number: programs[number].wait())
    with concurrent.futures.ThreadPoolExecutor(COUNT) as pool:
        for number in range(COUNT):
            pool.submit(waiters.wait, number)
        waiters.look_and_work(COUNT)
        for program in programs:
            program.stdin.close()
    waiters.tell()


def naps():
    """Threads in time.sleep. They wake up by themselves, so here only their own notes speak."""
    waiters = watch.Waiters("sleep", "nanosleep", lambda _: time.sleep(NAP))
    begun = time.monotonic()
    stage.together(waiters.wait, COUNT)
    wall = time.monotonic() - begun
    stage.obs("waits_in_flight", waiters.most_in_flight(), "sleep")
    stage.obs("wall_over_sum", round(wall / (COUNT * NAP), 3), "sleep")
    stage.obs("wall_ms", round(wall * 1000, 1), "sleep")


if __name__ == "__main__":
    stage.begin("gil-io", stage.usable_cpus())
    stage.obs("gil_enabled", stage.GIL)
    bytes_on_pipes()
    other_programs()
    naps()
    stage.end()
