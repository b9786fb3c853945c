"""Two threads hash long data, which is done in C."""

import hashlib
import sys
import threading

import compute
import stage

ENOUGH = 1000  # steps of Python code that count as having got on


def in_two_threads():
    """Both use up the same CPU time, hashing."""
    data = bytes(256 * 1024)
    probes = compute.burn(lambda: hashlib.sha256(data).digest())
    stage.obs("cpu_over_wall", compute.cpu_over_wall(probes), "hash")
    for lane, probe in zip(("t1", "t2"), probes):
        probe.health(lane, "hash")
        stage.span(lane, "run", probe.t0, probe.t1, "hash")


def beside_python_code():
    """Steps of Python code in this thread while another is inside one long hash; 0 if the hash kept the GIL, or was too quick."""
    data, inside, steps = bytes(16 * 1024 * 1024), [False], 0

    def hash_once():
        inside[0] = True
        hashlib.sha256(data).digest()
        inside[0] = False

    before = sys.getswitchinterval()
    sys.setswitchinterval(60)  # nobody is told to let go of the GIL: who lets go does it of its own accord
    thread = threading.Thread(target=hash_once, daemon=True)
    thread.start()
    while inside[0] and steps < ENOUGH:
        steps += 1
    thread.join()
    sys.setswitchinterval(before)
    stage.obs("python_steps", steps, "hash")
