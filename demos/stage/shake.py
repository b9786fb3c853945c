"""The hand-shake, in Python: a proof that two sides ran at the same instant, without asking a clock.

Two sides, threads or processes, each pinned to a CPU of its own, pass a ball to and fro by spinning only. On one CPU, or
under a lock that only one of them can hold, a hand-over takes at least one context switch; so hand-overs minus all
switches, the margin, is above 0 only if both ran at once. Load can only lower it: not seeing a proof proves nothing.

Standard library only; used together with stage.py.
"""

import mmap
import os
import threading
import time

import stage

ROUNDS = 300  # hand-overs of one game
PROOF = 10  # a margin from here on is a proof, so no further game is needed


def best_of(games, game):
    """The best margin of several games, and when each side played in it; no further game after a proof."""
    best = None, []
    for _ in range(games):
        margin, stretches = game()
        if margin is not None and (best[0] is None or margin > best[0]):
            best = margin, stretches
        if best[0] is not None and best[0] >= PROOF:
            break
    return best


def play(side, ball, cpu, last):
    """Passes the ball whenever it is here. How often this side had it, and when it played."""
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


def threads(cpus, last):
    """A game of two threads: its margin, and when each played."""
    ball, both_out = [0, 0], threading.Barrier(2)
    everything = os.sched_getaffinity(0)

    def side(number):
        before = sum(stage.switches())
        passes, begun, ended = play(number, ball, cpus[number], last)
        both_out.wait()  # so that the switch after the last pass is counted too
        return passes, sum(stage.switches()) - before, (begun, ended)

    results = stage.together(side)
    os.sched_setaffinity(0, everything)
    margin = sum(passes - switched for passes, switched, _ in results) - 1
    return margin, [stretch for _, _, stretch in results]


READY, OUT, DONE, RESULT = 0, 2, 4, 8  # where two processes leave word for each other, side by side


def processes(cpus, last):
    """A game of two forked processes with shared memory: its margin, and when each played. Nothing if one did not finish."""
    memory = mmap.mmap(-1, 4096)
    ball, board = memoryview(memory)[:2], memoryview(memory)[64:].cast("q")
    children = []
    for side in (0, 1):
        pid = os.fork()
        if pid == 0:
            try:
                _play_in_child(side, cpus[side], ball, board, last)
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
    results = [board[RESULT + 4 * side : RESULT + 4 * side + 4].tolist() for side in (0, 1)]
    return sum(passes - switched for passes, switched, _, _ in results) - 1, [(t0, t1) for _, _, t0, t1 in results]


def _play_in_child(side, cpu, ball, board, last):
    def meet(slot):
        board[slot + side] = 1
        while not board[slot + 1 - side]:
            if time.monotonic() > last + 0.1:
                return False
            time.sleep(0.0002)
        return True

    if meet(READY):
        before = sum(stage.switches())
        passes, begun, ended = play(side, ball, cpu, last)
        if meet(OUT):  # so that the switch after the last pass is counted too
            for offset, number in enumerate((passes, sum(stage.switches()) - before, begun, ended)):
                board[RESULT + 4 * side + offset] = number
            board[DONE + side] = 1
