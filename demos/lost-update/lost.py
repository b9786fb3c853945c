# Two Python threads add to one number, with a gap between load and store. Prints what was lost.
import json
import sys
import threading
import time

if sys.version_info < (3, 8):
    sys.exit("Python 3.8 or newer is needed")

value = 0


def run_both(body):
    """Runs `body` in two threads that start together; the final value of the shared number."""
    global value
    value = 0
    start = threading.Barrier(2)

    def thread():
        start.wait()
        body()

    threads = [threading.Thread(target=thread, daemon=True) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
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
print(json.dumps({
    "gil_enabled": getattr(sys, "_is_gil_enabled", lambda: True)() and sys.implementation.name == "cpython",
    "forced_final": run_both(meet_in_the_gap),
    "lost_gap": 2 * n - run_both(lambda: sleep_in_the_gap(n)),
    "lost_plain": 2 * many - run_both(lambda: plain(many)),
}))
