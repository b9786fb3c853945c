"""Two threads compute, in Python code and nothing else."""

import sys
import time

import stage

GAP_NS = 1_000_000  # a computing thread that was silent for longer than this had to wait
BURN_NS = 24_000_000  # CPU time of each thread where a fixed amount of work is compared
SHORTEST_NS = 10_000_000  # a shorter stretch is too short to compare CPU time and time


def alternate(wanted, limit_s):
    """Two threads compute until each has seen the other advance `wanted` times (and 20 ms have passed)."""
    # A list of its own for each side, because without a GIL every store takes the lock of its list.
    progress, seen, last = ([0], [0]), ([0], [0]), stage.limit(limit_s)
    earliest = time.monotonic() + 0.02

    def compute(side):
        mine, my_seen, other, other_seen = progress[side], seen[side], progress[1 - side], seen[1 - side]
        known, stretches = 0, []
        with stage.Probe() as probe:
            stretch = [probe.t0, probe.t0]
            while True:
                for _ in range(200):
                    pass  # bytecode, and nothing else
                mine[0] += 1
                now_there = other[0]
                if now_there != known:
                    known = now_there
                    my_seen[0] += 1
                if stage.TRACED:
                    now = time.monotonic_ns()
                    if now - stretch[1] > GAP_NS:
                        stretches.append(stretch)
                        stretch = [now, now]
                    stretch[1] = now
                clock = time.monotonic()
                if clock > last or (clock > earliest and min(my_seen[0], other_seen[0]) >= wanted):
                    break
        return probe, stretches + [stretch]

    return stage.together(compute), min(seen[0][0], seen[1][0])


def draw(lane, stretches):
    """The stretches in which a thread got on; in between it waited for the lock, or without a lock for a CPU."""
    for stretch, following in zip(stretches, stretches[1:] + [None]):
        stage.span(lane, "run", *stretch, "thread")
        if following:
            stage.span(lane, "blocked" if stage.GIL else "ready", stretch[1], following[0], "thread")
            stage.mark(lane, "hand", "", following[0], "thread")


def burn(body, seconds=1.0):
    """Two threads call `body` again and again until each has used up the same CPU time."""
    last = stage.limit(seconds)

    def compute(_side):
        with stage.Probe() as probe:
            end = time.thread_time_ns() + BURN_NS
            while time.thread_time_ns() < end and time.monotonic() < last:
                body()
        return probe

    return stage.together(compute)


def switches_at(interval_ms):
    """Voluntary switches in the same computation with this switch interval; nothing if it was cut short."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(interval_ms / 1000)
    probes = burn(lambda: None)
    sys.setswitchinterval(before)
    return sum(probe.nvcsw for probe in probes) if min(probe.cpu for probe in probes) >= BURN_NS else None


def cpu_over_wall(probes):
    """CPU time of all threads divided by the time that passed."""
    wall = max(probe.t1 for probe in probes) - min(probe.t0 for probe in probes)
    return round(sum(probe.cpu for probe in probes) / wall, 3) if wall >= SHORTEST_NS else None
