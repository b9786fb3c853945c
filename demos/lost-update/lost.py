# Two Python threads add to one number, with a gap between load and store.
import sys
import threading
import time

import stage

value = 0
drawn = []  # what a picture will show; written down when all is over


def load(worker):
    draw("t%d" % (worker + 1), "load", value)
    return value


def store(worker, new):
    global value
    value = new
    draw("t%d" % (worker + 1), "store", new)
    draw("value", "note", new)


def draw(lane, kind, number):
    if stage.TRACED:
        drawn.append((lane, kind, str(number), time.monotonic_ns()))


gap = threading.Barrier(2)


def meet_in_the_gap(worker):
    seen = load(worker)
    gap.wait()  # both have loaded now, and none has stored
    store(worker, seen + 1)


def sleep_in_the_gap(worker):
    for _ in range(n):
        seen = load(worker)
        time.sleep(0)  # lets go of the GIL: the other thread may run
        store(worker, seen + 1)


def plain(_):
    global value
    for _ in range(MANY):
        value += 1


def run_both(body):
    """Runs `body` in two threads that start together; the final value of the shared number."""
    global value
    value = 0
    stage.together(body)
    return value


n = int(sys.argv[1])
MANY = 5000
stage.obs("gil_enabled", stage.GIL)
stage.obs("forced_final", run_both(meet_in_the_gap))
stage.obs("lost_gap", 2 * n - run_both(sleep_in_the_gap))
stage.obs("lost_plain", 2 * MANY - run_both(plain))
for what in drawn:
    stage.mark(*what)
