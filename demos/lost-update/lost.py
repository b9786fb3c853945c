# Two Python threads add to one number, with a gap between load and store.
import sys
import threading
import time

import stage

value = 0


def run_both(body):
    """Runs `body` in two threads that start together; the final value of the shared number."""
    global value
    value = 0
    stage.together(lambda _: body())
    return value


gap = threading.Barrier(2)


def meet_in_the_gap():
    global value
    seen = value
    gap.wait()  # both have loaded now, and none has stored
    value = seen + 1


def sleep_in_the_gap(n):
    global value
    for _ in range(n):
        seen = value
        time.sleep(0)  # lets go of the GIL: the other thread may run
        value = seen + 1


def plain(n):
    global value
    for _ in range(n):
        value += 1


n = int(sys.argv[1])
many = 5000
stage.obs("gil_enabled", stage.GIL)
stage.obs("forced_final", run_both(meet_in_the_gap))
stage.obs("lost_gap", 2 * n - run_both(lambda: sleep_in_the_gap(n)))
stage.obs("lost_plain", 2 * many - run_both(lambda: plain(many)))
