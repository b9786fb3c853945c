"""The stage, in Python: what a Python part of a demo stands on, so that the part itself is only what a learner wants to read.

It speaks the language of docs/demo-contract.md. A script inside a built-in demo says `import stage` and reports observations of
the cell it was started for; a demo that is a Python program of its own calls `begin` and `end` around everything.

Standard library only; Python 3.8 and newer, with a GIL or without. Deliberately missing: verdicts.
"""

import contextlib
import json
import os
import sys
import threading
import time

if sys.version_info < (3, 8):
    sys.stderr.write("Python 3.8 or newer is needed\n")
    sys.exit(75)

TRACED = os.environ.get("TTL_TRACE") == "1"
PARAMS = json.loads(os.environ.get("TTL_PARAMS") or "{}")
START_NS = int(os.environ.get("TTL_START_NS") or time.monotonic_ns())  # times of the report count from here
CELL = os.environ.get("TTL_CELL", "")  # the cell of a script inside a built-in demo
LAST_CALL = time.monotonic() + int(os.environ.get("TTL_DEADLINE_MS", "5000")) / 1000 - 0.5

# Whether this interpreter lets only one thread run bytecode at a time; other implementations are not CPython and have no say.
GIL = getattr(sys, "_is_gil_enabled", lambda: True)() and sys.implementation.name == "cpython"


# What to say, in both languages, where two CPUs are needed.
ONE_CPU = (
    "this process may use only one CPU; give it a second one (affinity, quota)",
    "이 프로세스는 CPU를 하나만 쓸 수 있습니다. CPU를 하나 더 허락하세요(affinity, quota)",
)


def say(**line):
    """Writes one line of the report with one call, so that lines of several threads do not mix."""
    try:
        os.write(1, (json.dumps(line, ensure_ascii=False) + "\n").encode())
    except OSError:
        pass  # nobody listens any more


def begin(demo, cpus):
    """First line of a program of its own."""
    say(k="hello", v=1, demo=demo, params=PARAMS, cpus=cpus)


def end(ok=True):
    """Last line of a program of its own."""
    say(k="end", ok=ok)


def obs(name, value, cell=None):
    """An observation of a cell; None, what could not be observed, is left out."""
    cell = CELL if cell is None else cell
    if value is not None:
        say(k="obs", name=cell + "." + name if cell else name, val=value)


def skip(what, en, ko, cell=None, name=None):
    """Something is missing here: claims about the cell, or about one observation of it, are unavailable."""
    cell = CELL if cell is None else cell
    where = {"cell": cell} if cell else {}
    if name:
        where["name"] = cell + "." + name if cell else name
    say(k="skip", what=what, why={"en": en, "ko": ko}, **where)


def span(lane, state, t0, t1, cell=None):
    """A stretch of a lane, between two values of time.monotonic_ns(); only a traced trial draws."""
    if TRACED:
        say(k="span", cell=CELL if cell is None else cell, lane=lane, st=state, t0=max(t0 - START_NS, 0), t1=max(t1 - START_NS, 0))


@contextlib.contextmanager
def drawn(lane, state, cell=None):
    """A stretch of a lane, from the beginning of a `with` to its end."""
    begun = time.monotonic_ns()
    try:
        yield
    finally:
        span(lane, state, begun, time.monotonic_ns(), cell)


def mark(lane, kind, name="", t=None, cell=None):
    """An instant on a lane; now, unless another value of time.monotonic_ns() is given."""
    if TRACED:
        t = (time.monotonic_ns() if t is None else t) - START_NS
        say(k="mark", cell=CELL if cell is None else cell, lane=lane, kind=kind, name=name, t=max(t, 0))


def linger(seconds):
    """Makes a step of microseconds long enough to be seen: a drawn one spins for so long, a quiet one goes on at once."""
    last = time.monotonic() + seconds
    while TRACED and time.monotonic() < last:
        pass


def usable_cpus():
    """CPUs of the affinity mask, cut by the quota of the control group."""
    count = len(os.sched_getaffinity(0))
    try:
        with open("/sys/fs/cgroup/cpu.max") as file:
            quota, period = file.read().split()
        return max(1, min(count, -(-int(quota) // int(period))))
    except (OSError, ValueError):
        return count  # no control group, or no limit


def limit(seconds):
    """A moment to give up, on the clock of time.monotonic(): so many seconds from now, and always before the end of the trial."""
    return min(time.monotonic() + seconds, LAST_CALL)


def together(body, count=2):
    """Runs `body(number)` in so many threads that start together; what each returned."""
    start, results = threading.Barrier(count), [None] * count

    def thread(number):
        start.wait()
        results[number] = body(number)

    threads = [threading.Thread(target=thread, args=(number,), daemon=True) for number in range(count)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return results


def switches():
    """Voluntary and involuntary context switches of the calling thread so far."""
    import resource

    usage = resource.getrusage(resource.RUSAGE_THREAD)
    return usage.ru_nvcsw, usage.ru_nivcsw


def run_delay():
    """How long the calling thread was runnable without a CPU, in nanoseconds; nothing where the kernel does not tell."""
    try:
        with open("/proc/thread-self/schedstat") as file:
            return int(file.read().split()[1])
    except (OSError, IndexError):
        return None


def written():
    """Bytes that the calling thread has handed to `write` so far; nothing where the kernel does not count."""
    try:
        with open("/proc/thread-self/io") as file:
            return int(next(line for line in file if line.startswith("wchar:")).split()[1])
    except (OSError, StopIteration):
        return None


class Probe:
    """Time, CPU time, run delay and switches of the calling thread between `with` and its end."""

    def __enter__(self):
        self._delay, self._switches = run_delay(), switches()
        self.t0, self.cpu = time.monotonic_ns(), time.thread_time_ns()
        return self

    def __exit__(self, *_):
        self.cpu, self.t1 = time.thread_time_ns() - self.cpu, time.monotonic_ns()
        (vol, invol), delay = switches(), run_delay()
        self.nvcsw, self.nivcsw = vol - self._switches[0], invol - self._switches[1]
        self.delay = None if None in (delay, self._delay) else delay - self._delay

    def health(self, lane, cell=None):
        line = dict(wall_ns=self.t1 - self.t0, cpu_ns=self.cpu, nvcsw=self.nvcsw, nivcsw=self.nivcsw)
        if self.delay is not None:
            line["delay_ns"] = self.delay
        say(k="health", cell=CELL if cell is None else cell, lane=lane, **line)


# The names of the calls that a demo waits to see, by number, as far as they are the same everywhere.
CALLS = {
    "x86_64": {0: "read", 35: "nanosleep", 230: "nanosleep", 202: "futex", 232: "epoll_wait", 281: "epoll_wait", 270: "select", 23: "select", 61: "wait4", 247: "waitid"},
    "aarch64": {63: "read", 101: "nanosleep", 115: "nanosleep", 98: "futex", 22: "epoll_wait", 72: "select", 260: "wait4", 95: "waitid"},
}.get(os.uname().machine, {})


def asleep_in(native_id):
    """The call in which a thread of this process is asleep; "" when it is awake, "some call" when that cannot be named."""
    task = "/proc/self/task/%d/" % native_id
    try:
        with open(task + "stat") as file:
            if file.read().rpartition(")")[2].split()[0] != "S":
                return ""
        with open(task + "syscall") as file:
            number = file.read().split()[0]
        return "" if number == "running" else CALLS.get(int(number), "some call")
    except (OSError, ValueError, IndexError):
        return ""


def until_asleep(native_id, call, last):
    """Waits until a thread was seen asleep in `call` three times in a row; False when it is time to give up."""
    seen = 0
    while seen < 3:
        if time.monotonic() > last:
            return False
        seen = seen + 1 if asleep_in(native_id) in (call, "some call") else 0
        time.sleep(0.0001)
    return True
