# Two waits on one asyncio loop, together. Prints every start and end with its time and its thread.
import asyncio
import json
import sys
import threading
import time

notes = []


def note(who, starts):
    notes.append({"who": who, "starts": starts, "at": time.monotonic_ns(), "thread": threading.get_ident()})


async def wait(who, end):
    note(who, True)
    # Both ends are counted from one common start, so that their order does not depend on when each wait began.
    loop = asyncio.get_running_loop()
    alarm = loop.create_future()
    loop.call_at(end, alarm.set_result, None)
    await alarm
    note(who, False)


async def main(a_ms, b_ms):
    start = asyncio.get_running_loop().time()
    await asyncio.gather(wait("a", start + a_ms / 1000), wait("b", start + b_ms / 1000))


if sys.version_info < (3, 8):
    sys.exit("Python 3.8 or newer is needed")
began = time.monotonic_ns()
asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
print(json.dumps({"notes": [dict(n, at=n["at"] - began) for n in notes]}))
