# Two waits on one asyncio loop, together. Each notes its start and its end; the rest follows from these four notes.
import asyncio
import sys
import threading
import time

import stage

notes = []  # (wait, "starts" or "ends", when, on which thread)


async def wait(who, end):
    notes.append((who, "starts", time.monotonic_ns(), threading.get_ident()))
    # Both ends are counted from one common start, so that their order does not depend on when each wait began.
    loop = asyncio.get_running_loop()
    alarm = loop.create_future()
    loop.call_at(end, alarm.set_result, None)
    await alarm
    notes.append((who, "ends", time.monotonic_ns(), threading.get_ident()))


async def main(a_ms, b_ms):
    start = asyncio.get_running_loop().time()
    await asyncio.gather(wait("a", start + a_ms / 1000), wait("b", start + b_ms / 1000))


a_ms, b_ms = int(sys.argv[1]), int(sys.argv[2])
began = time.monotonic_ns()
asyncio.run(main(a_ms, b_ms))

in_flight = most = overlap = 0
for (_, what, at, _), following in zip(notes, notes[1:] + [None]):
    in_flight += 1 if what == "starts" else -1
    most = max(most, in_flight)
    if in_flight == 2:
        overlap += following[2] - at
ended = {who: at for who, what, at, _ in notes if what == "ends"}
for who, what, at, _ in notes:
    stage.mark("thread", "note", who.upper(), at)
    if what == "starts":
        stage.span(who, "await", at, ended[who])
wall = notes[-1][2] - began
stage.obs("max_waits_in_flight", most)
stage.obs("start_order", " ".join(who.upper() for who, what, _, _ in notes if what == "starts"))
stage.obs("end_order", " ".join(who.upper() for who, what, _, _ in notes if what == "ends"))
stage.obs("trace", ["%s-%s" % (who, what) for who, what, _, _ in notes])
stage.obs("threads", len({thread for _, _, _, thread in notes}))
stage.obs("overlap_ms", round(overlap / 1e6, 3))
stage.obs("wall_over_sum", round(wall / 1e6 / (a_ms + b_ms), 4))
stage.obs("wall_ms", round(wall / 1e6, 3))
