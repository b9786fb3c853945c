"""Does a second Python thread help with computing?

Three things are tried in a real Python: two threads, two processes (the control), two threads that hash in C. Proof of
running at the same instant is a hand-shake: two sides pass a ball to and fro, and a hand-over that needed no context
switch needed two CPUs at once. Not seeing that proves nothing, so "they take turns" is never concluded from silence:
it rests on the interpreter's own word about its lock (GIL), on the voluntary context switches of threads that only
compute (each hand-over waits on the lock), and on the processes, which show that this machine could do better.

The threads are in compute.py and hashing.py. Standard library only; Python 3.8 and newer, with a GIL or without.
"""

import os
import sys
import sysconfig

import compute
import hashing
import shake
import stage

PARAMS = {"alternations": 10, "trials": 4, "limit_s": 3.0, **stage.PARAMS}


def the_interpreter():
    """What it says about itself."""
    stage.obs("gil_enabled", stage.GIL)
    stage.obs("build_free_threaded", bool(sysconfig.get_config_var("Py_GIL_DISABLED")))
    stage.obs("python_version", ".".join(map(str, sys.version_info[:3])))
    stage.obs("usable_cpus", stage.usable_cpus())


def processes_in_parallel(cpus):
    """The control: two processes, each with an interpreter of its own."""
    margin, stretches = shake.best_of(PARAMS["trials"], lambda: shake.processes(cpus, stage.limit(0.4)))
    stage.obs("margin", margin, "process")
    for lane, stretch in zip(("p1", "p2"), stretches):
        stage.span(lane, "run", *stretch, "process")


def threads_compute():
    """Two threads that only compute: they get on in turns, or not."""
    results, seen = compute.alternate(PARAMS["alternations"], PARAMS["limit_s"])
    stage.obs("alternations", seen, "thread")
    if seen:
        stage.obs("nvcsw_per_alternation", round(sum(probe.nvcsw for probe, _ in results) / seen, 3), "thread")
    stage.obs("cpu_over_wall", compute.cpu_over_wall([probe for probe, _ in results]), "thread")
    for lane, (probe, stretches) in zip(("t1", "t2"), results):
        probe.health(lane, "thread")
        compute.draw(lane, stretches)
    for interval_ms in (5, 50):
        stage.obs("switches_at_%d_ms" % interval_ms, compute.switches_at(interval_ms), "thread")


def threads_in_parallel(cpus):
    """The same hand-shake as above, between two threads."""
    # With a GIL every hand-over takes a switch interval, so a longer game would show nothing more.
    seconds = 0.03 if stage.GIL else 0.4
    stage.obs("margin", shake.best_of(PARAMS["trials"], lambda: shake.threads(cpus, stage.limit(seconds)))[0], "thread")


def main():
    the_interpreter()
    if stage.usable_cpus() < 2:
        threads_compute()
        for cell, name in (("process", None), ("hash", None), ("thread", "margin")):
            stage.skip("two CPUs", *stage.ONE_CPU, cell, name)
        return
    cpus = sorted(os.sched_getaffinity(0))[:2]
    processes_in_parallel(cpus)  # first: a process that has threads should not fork
    threads_compute()
    threads_in_parallel(cpus)
    hashing.in_two_threads()
    hashing.beside_python_code()


if __name__ == "__main__":
    stage.begin("gil-cpu", stage.usable_cpus())
    if sys.implementation.name == "cpython":
        main()
    else:
        stage.skip(
            "CPython",
            "not applicable: this is not CPython, and the question is about its lock",
            "해당 없음: CPython이 아니며, 이 물음은 CPython의 잠금에 대한 것입니다",
        )
    stage.end()
