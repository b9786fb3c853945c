"""How much does a bounded queue take before whoever puts has to wait?

The producer puts until the queue says that it is full; only then is the consumer let in. So the order of
events follows from the program and not from a clock, and a busy machine cannot change it.
"""

import json
import os
import queue
import threading
import time

PARAMS = {"room": 3, **json.loads(os.environ.get("TTL_PARAMS") or "{}")}
TRACED = os.environ.get("TTL_TRACE") == "1"
START = time.monotonic_ns()
PATIENCE = int(os.environ.get("TTL_DEADLINE_MS") or 5000) / 2000  # seconds; then we give up and say nothing

line = queue.Queue(maxsize=PARAMS["room"])
full = threading.Event()
events, came_out, spans = [], [], []


def say(**fields):
    """One line of the report; see docs/demo-contract.md."""
    os.write(1, (json.dumps(fields) + "\n").encode())


def span(lane, state, since):
    spans.append(dict(k="span", cell="queue", lane=lane, st=state, t0=since, t1=time.monotonic_ns() - START))
    return spans[-1]["t1"]


def produce():
    n, at = 0, time.monotonic_ns() - START
    try:
        while n < 1000:
            line.put_nowait(n)
            n += 1
    except queue.Full:
        events.append("full")
    say(k="obs", name="queue.taken", val=n)
    at = span("producer", "work", at)
    full.set()
    line.put(n, timeout=PATIENCE)  # asleep until the consumer has made room
    events.append("put")
    span("producer", "blocked", at)


def consume():
    at = time.monotonic_ns() - START
    full.wait(PATIENCE)
    at = span("consumer", "blocked", at)
    events.append("take")
    came_out.append(line.get(timeout=PATIENCE))
    producer.join(PATIENCE)
    while not line.empty():
        came_out.append(line.get_nowait())
    span("consumer", "work", at)


say(k="hello", v=1, demo="@NAME@", params=PARAMS, cpus=os.cpu_count())
producer, consumer = threading.Thread(target=produce), threading.Thread(target=consume)
consumer.start(), producer.start()
producer.join(), consumer.join()
say(k="obs", name="queue.events", val=events)
say(k="obs", name="queue.in_order", val=came_out == sorted(came_out))
for each in spans if TRACED else []:
    say(**each)
say(k="end", ok=True)
