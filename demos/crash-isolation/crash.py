# A Python thread that raises, and a Python process that crashes.
import os
import signal
import threading
import time

import stage

hooked = []
threading.excepthook = lambda args: hooked.append(args.exc_type.__name__)  # instead of writing a traceback


def beats(lane):
    for _ in range(3 if stage.TRACED else 0):  # only something to see
        begun = time.monotonic_ns()
        time.sleep(0.001)
        stage.span(lane, "run", begun, time.monotonic_ns())
        stage.mark(lane, "beat")


def faulty():
    beats("faulty")
    stage.mark("faulty", "event", "ValueError")
    raise ValueError("out of luck")


# The exception ends its thread and nothing else. `join` comes back as if nothing had happened.
thread = threading.Thread(target=faulty)
thread.start()
stage.mark("main", "call", "join")
try:
    thread.join()
    join_raises = False
except ValueError:
    join_raises = True
stage.mark("main", "return", "join")
stage.obs("join_raises", join_raises)
stage.obs("hook_called", hooked == ["ValueError"])
beats("main")

# A crash is something else: it ends the whole process, here a forked child.
child = os.fork()
if child == 0:
    beats("child")
    stage.mark("child", "event", "SIGABRT")
    os.abort()
_, status = os.waitpid(child, 0)
stage.mark("main", "return", "waitpid")
stage.obs("child_ended_by", signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else "exit")
beats("main")
stage.obs("main_goes_on", True)
