# The same in Python: to a thread, to a process by pickle, to a process by shared memory.
import mmap
import multiprocessing
import queue
import sys
import threading
import time

import stage

size = int(sys.argv[1]) * 1024 * 1024
data = bytearray(size)


if stage.written() is None:
    stage.skip(
        "/proc/thread-self/io",
        "this system does not count the bytes that a thread writes; run `ttl` on an ordinary Linux kernel",
        "이 시스템은 스레드가 쓰는 바이트를 세지 않습니다. 일반 Linux 커널에서 실행하세요",
    )
    sys.exit()


def passed(way, hand_over, answer):
    """Hands something over and waits for the answer; reports the bytes and the answer."""
    before, begun = stage.written(), time.monotonic_ns()
    hand_over()
    count = stage.written() - before
    said = answer()
    stage.span(way, "flight", begun, time.monotonic_ns())
    stage.obs(way + "_bytes", count)
    return said


# To a thread: it gets the object itself.
there, back = queue.SimpleQueue(), queue.SimpleQueue()
threading.Thread(target=lambda: back.put(there.get() is data)).start()
stage.obs("thread_same_object", passed("thread", lambda: there.put(data), back.get))

# To processes: `shared` is memory that both have, as in multiprocessing.shared_memory, only without a name.
shared = mmap.mmap(-1, size)
ours, theirs = multiprocessing.Pipe()


def child():
    copy = theirs.recv()  # unpickled: an object of its own
    copy[0] = 7
    theirs.send(len(copy))
    theirs.recv()  # nothing but a word
    shared[0] = 7
    theirs.send(len(shared))


process = multiprocessing.get_context("fork").Process(target=child)
process.start()
arrived = passed("pickle", lambda: ours.send(data), ours.recv)
stage.obs("pickle_change_seen", arrived == size and data[0] == 7)
arrived = passed("shared", lambda: ours.send("look"), ours.recv)
stage.obs("shared_change_seen", arrived == size and shared[0] == 7)
process.join()
