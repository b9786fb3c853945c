"""Does a second Python thread help with computing?

Three things are tried in a real Python: two threads, two processes (the control), two threads that hash in C. Proof of
running at the same instant is a hand-shake: two sides pass a ball to and fro, and a hand-over that needed no context
switch needed two CPUs at once. Not seeing that proves nothing, so "they take turns" is never concluded from silence:
it rests on the interpreter's own word about its lock (GIL), on the voluntary context switches of threads that only
compute (each hand-over waits on the lock), and on the processes, which show that this machine could do better.

Standard library only; Python 3.8 and newer, with a GIL or without. The report is described in docs/demo-contract.md.
"""

import hashlib
import json
import mmap
import os
import sys
import threading
import time

TRIAL_START = int(time.monotonic() * 1e9)
TRACE = os.environ.get("TTL_TRACE") == "1"
LAST_CALL = time.monotonic() + int(os.environ.get("TTL_DEADLINE_MS", "8000")) / 1000 - 0.5
PARAMS = {"alternations": 10, "trials": 4, "limit_s": 3.0, **json.loads(os.environ.get("TTL_PARAMS", "{}"))}

ROUNDS = 300  # hand-overs of one hand-shake
PROOF = 10  # a margin from here on is a proof, so no further trial is needed
GAP_NS = 1_000_000  # a computing thread that was silent for longer than this had to wait

BURN_NS = 24_000_000  # CPU time of each thread where a fixed amount of work is compared
SHORTEST_NS = 10_000_000  # a shorter stretch is too short to compare CPU time and time

gil_enabled = getattr(sys, "_is_gil_enabled", lambda: True)()


# --- the report ------------------------------------------------------------------------------------------------------


def say(**line):
    data = (json.dumps(line, ensure_ascii=False) + "\n").encode()
    try:
        os.write(1, data)
    except OSError:
        pass  # nobody listens any more


def obs(name, value):
    say(k="obs", name=name, val=value)


def skip(what, en, ko, cell=None):
    say(k="skip", what=what, why={"en": en, "ko": ko}, **({"cell": cell} if cell else {}))


def span(cell, lane, state, t0, t1):
    if TRACE:
        say(k="span", cell=cell, lane=lane, st=state, t0=t0 - TRIAL_START, t1=t1 - TRIAL_START)


def hand(cell, lane, t):
    if TRACE:
        say(k="mark", cell=cell, lane=lane, kind="hand", name="", t=t - TRIAL_START)


def limit(seconds):
    """A moment to give up: so many seconds from now, and always before the end of the trial."""
    return min(time.monotonic() + seconds, LAST_CALL)


# --- measuring one thread, from inside -------------------------------------------------------------------------------


def switches():
    """Voluntary and involuntary context switches of the calling thread so far."""
    usage = resource.getrusage(resource.RUSAGE_THREAD)
    return usage.ru_nvcsw, usage.ru_nivcsw


def run_delay():
    """How long the calling thread was runnable without a CPU, in nanoseconds; nothing where the kernel does not tell."""
    try:
        with open("/proc/thread-self/schedstat") as file:
            return int(file.read().split()[1])
    except (OSError, IndexError):
        return None


class Probe:
    """Time, CPU time, run delay and switches of the calling thread between `with` and its end."""

    def __enter__(self):
        delay, (vol, invol) = run_delay(), switches()
        self.begin = (delay, vol, invol)
        self.t0, self.cpu = time.monotonic_ns(), time.thread_time_ns()
        return self

    def __exit__(self, *_):
        self.cpu, self.t1 = time.thread_time_ns() - self.cpu, time.monotonic_ns()
        (vol, invol), delay = switches(), run_delay()
        self.nvcsw, self.nivcsw = vol - self.begin[1], invol - self.begin[2]
        self.delay = None if None in (delay, self.begin[0]) else delay - self.begin[0]

    def health(self, cell, lane):
        line = dict(wall_ns=self.t1 - self.t0, cpu_ns=self.cpu, nvcsw=self.nvcsw, nivcsw=self.nivcsw)
        if self.delay is not None:
            line["delay_ns"] = self.delay
        say(k="health", cell=cell, lane=lane, **line)


def report_cpu_over_wall(cell, probes):
    wall = max(p.t1 for p in probes) - min(p.t0 for p in probes)
    if wall >= SHORTEST_NS:
        obs(cell + ".cpu_over_wall", round(sum(p.cpu for p in probes) / wall, 3))


def two_threads(body):
    """Runs `body(side)` in two threads that start together."""
    start, results = threading.Barrier(2), [None, None]

    def thread(side):
        start.wait()
        results[side] = body(side)

    threads = [threading.Thread(target=thread, args=(side,), daemon=True) for side in (0, 1)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return results


# --- two threads compute ---------------------------------------------------------------------------------------------


def alternate(wanted):
    """Two threads compute until each has seen the other advance `wanted` times (and 20 ms have passed)."""
    # A list of its own for each side, because without a GIL every store takes the lock of its list.
    progress, seen, last = ([0], [0]), ([0], [0]), limit(PARAMS["limit_s"])
    earliest = time.monotonic() + 0.02

    def compute(side):
        mine, my_seen, other, other_seen = progress[side], seen[side], progress[1 - side], seen[1 - side]
        known, stretches = 0, []
        with Probe() as probe:
            stretch = [probe.t0, probe.t0]
            while True:
                for _ in range(200):
                    pass  # bytecode, and nothing else
                mine[0] += 1
                now_there = other[0]
                if now_there != known:
                    known = now_there
                    my_seen[0] += 1
                if TRACE:
                    now = time.monotonic_ns()
                    if now - stretch[1] > GAP_NS:
                        stretches.append(stretch)
                        stretch = [now, now]
                    stretch[1] = now
                clock = time.monotonic()
                if clock > last or (clock > earliest and min(my_seen[0], other_seen[0]) >= wanted):
                    break
        return probe, stretches + [stretch]

    return two_threads(compute), min(seen[0][0], seen[1][0])


def threads_compute():
    results, seen = alternate(PARAMS["alternations"])
    probes = [probe for probe, _ in results]
    obs("thread.alternations", seen)
    if seen:
        obs("thread.nvcsw_per_alternation", round(sum(p.nvcsw for p in probes) / seen, 3))
    report_cpu_over_wall("thread", probes)
    for lane, (probe, stretches) in zip(("t1", "t2"), results):
        probe.health("thread", lane)
        for stretch, following in zip(stretches, stretches[1:] + [None]):
            span("thread", lane, "run", *stretch)
            if following:
                span("thread", lane, "blocked" if gil_enabled else "ready", stretch[1], following[0])
                hand("thread", lane, following[0])


def burn(interval_ms):
    """Voluntary switches while two threads each use the same CPU time, with this switch interval."""
    before, last = sys.getswitchinterval(), limit(1)
    sys.setswitchinterval(interval_ms / 1000)

    def compute(_side):
        with Probe() as probe:
            end = time.thread_time_ns() + BURN_NS
            while time.thread_time_ns() < end and time.monotonic() < last:
                pass
        return probe

    probes = two_threads(compute)
    sys.setswitchinterval(before)
    if min(p.cpu for p in probes) >= BURN_NS:
        obs("thread.switches_at_%d_ms" % interval_ms, sum(p.nvcsw for p in probes))


# --- the hand-shake --------------------------------------------------------------------------------------------------


def play(side, ball, cpu, last):
    """Passes the ball whenever it is here, by spinning only. How often this side had it, and when it played."""
    os.sched_setaffinity(threading.get_native_id(), {cpu})
    passes, other, begun = 0, 1 - side, time.monotonic_ns()
    while passes < ROUNDS // 2 and not ball[1]:
        if ball[0] == side:
            ball[0] = other
            passes += 1
        elif time.monotonic() > last:
            break
    ball[1] = 1  # the game is over for both
    return passes, begun, time.monotonic_ns()


def threads_shake(cpus, last):
    """The margin of two threads: hand-overs that no context switch explains."""
    ball, both_out = [0, 0], threading.Barrier(2)
    everything = os.sched_getaffinity(0)

    def side(number):
        before = sum(switches())
        passes, _, _ = play(number, ball, cpus[number], last)
        both_out.wait()  # so that the switch after the last pass is counted too
        return passes, sum(switches()) - before

    results = two_threads(side)
    os.sched_setaffinity(0, everything)
    return sum(passes for passes, _ in results) - 1 - sum(switched for _, switched in results)


READY, OUT, DONE, RESULT = 0, 2, 4, 8  # where the two processes leave word for each other, side by side


def processes_shake(cpus, last):
    """The same with two processes and shared memory; also when each played. Nothing if one did not finish."""
    memory = mmap.mmap(-1, 4096)
    ball, board = memoryview(memory)[:2], memoryview(memory)[64:].cast("q")
    children = []
    for side in (0, 1):
        pid = os.fork()
        if pid == 0:
            try:
                play_in_child(side, cpus[side], ball, board, last)
            finally:
                os._exit(0)
        children.append(pid)
    for pid in children:
        while os.waitpid(pid, os.WNOHANG)[0] == 0:
            if time.monotonic() > last + 0.3:
                os.kill(pid, 9)
            time.sleep(0.0005)
    if not (board[DONE] and board[DONE + 1]):
        return None, []
    (passes, switched, *one), (more_passes, more_switched, *two) = board[8:12].tolist(), board[12:16].tolist()
    return passes + more_passes - 1 - switched - more_switched, [one, two]


def play_in_child(side, cpu, ball, board, last):
    def meet(slot):
        board[slot + side] = 1
        while not board[slot + 1 - side]:
            if time.monotonic() > last + 0.1:
                return False
            time.sleep(0.0002)
        return True

    if meet(READY):
        before = sum(switches())
        passes, begun, ended = play(side, ball, cpu, last)
        if meet(OUT):  # so that the switch after the last pass is counted too
            result = passes, sum(switches()) - before, begun, ended
            for offset, number in enumerate(result):
                board[RESULT + 4 * side + offset] = number
            board[DONE + side] = 1


def processes_compute(cpus):
    best = None
    for _ in range(PARAMS["trials"]):
        margin, stretches = processes_shake(cpus, limit(0.4))
        if margin is not None:
            best = margin if best is None else max(best, margin)
            for lane, stretch in zip(("p1", "p2"), stretches):
                span("process", lane, "run", *stretch)
        if best is not None and best >= PROOF:
            break
    if best is not None:
        obs("process.margin", best)


def threads_in_parallel(cpus):
    best = None
    for _ in range(PARAMS["trials"]):
        # With a GIL every hand-over takes a switch interval, so a longer game would show nothing more.
        margin = threads_shake(cpus, limit(0.03 if gil_enabled else 0.4))
        best = margin if best is None else max(best, margin)
        if best >= PROOF:
            break
    obs("thread.margin", best)


# --- hashing in C ----------------------------------------------------------------------------------------------------


def threads_hash():
    """Two threads hash until each has used up its CPU time."""
    data, last = bytes(256 * 1024), limit(1)

    def hash_it(_side):
        with Probe() as probe:
            end = time.thread_time_ns() + BURN_NS
            while time.thread_time_ns() < end and time.monotonic() < last:
                hashlib.sha256(data).digest()
        return probe

    probes = two_threads(hash_it)
    report_cpu_over_wall("hash", probes)
    for lane, probe in zip(("t1", "t2"), probes):
        probe.health("hash", lane)
        span("hash", lane, "run", probe.t0, probe.t1)


# --- the whole -------------------------------------------------------------------------------------------------------


def usable_cpus():
    """CPUs of the affinity mask, cut by the quota of the control group."""
    count = len(os.sched_getaffinity(0))
    try:
        with open("/sys/fs/cgroup/cpu.max") as file:
            quota, period = file.read().split()
        return max(1, min(count, -(-int(quota) // int(period))))
    except (OSError, ValueError):
        return count  # no control group, or no limit


def main():
    import sysconfig

    obs("gil_enabled", gil_enabled)
    obs("build_free_threaded", bool(sysconfig.get_config_var("Py_GIL_DISABLED")))
    obs("python_version", ".".join(map(str, sys.version_info[:3])))
    obs("usable_cpus", usable_cpus())
    cpus = sorted(os.sched_getaffinity(0))[:2]
    enough_cpus = usable_cpus() >= 2
    if enough_cpus:
        processes_compute(cpus)  # first: a process that has threads should not fork
    threads_compute()
    burn(interval_ms=5)
    burn(interval_ms=50)
    if enough_cpus:
        threads_in_parallel(cpus)
        threads_hash()
    else:
        for cell in ("process", "hash"):
            skip("two CPUs", "this process may use only one CPU", "이 프로세스는 CPU를 하나만 쓸 수 있습니다", cell)


if __name__ == "__main__":
    say(k="hello", v=1, demo="gil-cpu", params=PARAMS, cpus=usable_cpus())
    if sys.implementation.name != "cpython" or sys.version_info < (3, 8):
        skip(
            "CPython 3.8 or newer",
            "not applicable: this is not CPython 3.8 or newer, and the question is about its lock",
            "해당 없음: CPython 3.8 이상이 아니며, 이 물음은 CPython의 잠금에 대한 것입니다",
        )
    else:
        import resource

        main()
    say(k="end", ok=True)
