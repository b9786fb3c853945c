"""Threads that wait, and the main thread that looks at them and works meanwhile."""

import os
import threading
import time

import stage

ENOUGH = 1000  # steps of Python code that the main thread does while the others wait
HOLD_NS = 3_000_000  # and for how long at least, which only gives the picture some width


class Waiters:
    """Threads that wait in the same system call."""

    def __init__(self, cell, call, body):
        self.cell, self.call, self.body = cell, call, body
        self.ids, self.notes, self.seen = [], [], {}  # ids in the kernel; +1 when a wait begins, -1 when it ends
        self.released = self.returned_early = False

    def wait(self, number):
        """What each of the threads does."""
        self.ids.append(threading.get_native_id())
        begun = time.monotonic_ns()
        self.notes.append(+1)
        self.body(number)
        self.notes.append(-1)
        self.returned_early |= not self.released
        stage.span("t%d" % (number + 1), "blocked", begun, time.monotonic_ns(), self.cell)

    def most_in_flight(self):
        return max(sum(self.notes[: end + 1]) for end in range(len(self.notes)))

    def look_and_work(self, count):
        """The main thread: sees all of them asleep, then runs Python code, then lets them go."""
        last, steps = stage.limit(1.5), 0
        while len(self.notes) < count and time.monotonic() < last:
            time.sleep(0.0001)
        if len(self.notes) == count and all(stage.until_asleep(thread, self.call, last) for thread in self.ids):
            begun = time.monotonic_ns()
            while steps < ENOUGH or time.monotonic_ns() < begun + HOLD_NS:
                steps += 1  # Python code, while the others are inside their call
            stage.span("main", "work", begun, time.monotonic_ns(), self.cell)
            asleep = [stage.asleep_in(thread) for thread in self.ids]
            kernel_threads = len(set(os.listdir("/proc/self/task")) & {str(thread) for thread in self.ids})
            self.seen = dict(python_steps=min(steps, ENOUGH), waits_in_flight=sum(self.notes), kernel_threads=kernel_threads)
            self.seen.update(asleep=len([call for call in asleep if call]))
            if set(asleep) == {self.call}:
                self.seen.update(seen_asleep_in=self.call)
        stage.mark("main", "data", "", cell=self.cell)
        self.released = True

    def tell(self):
        """Where they were not seen asleep in time nothing is claimed."""
        if self.seen:
            self.seen.update(returned_early=self.returned_early)
        for name, value in self.seen.items():
            stage.obs(name, value, self.cell)
