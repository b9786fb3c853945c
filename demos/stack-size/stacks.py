# The stack of a Python thread: as the C library gives it, and as large as was asked for.
import os
import platform
import sys
import threading

import stage

try:
    import ctypes
except ImportError:
    ctypes = None


def my_stack():
    """First address and size of the stack of the calling thread, as the C library knows them."""
    libc = ctypes.CDLL(None)
    libc.pthread_self.restype = ctypes.c_void_p
    attributes, start, size = ctypes.create_string_buffer(256), ctypes.c_void_p(), ctypes.c_size_t()
    libc.pthread_getattr_np(ctypes.c_void_p(libc.pthread_self()), attributes)
    libc.pthread_attr_getstack(attributes, ctypes.byref(start), ctypes.byref(size))
    libc.pthread_attr_destroy(attributes)
    return start.value, size.value


def touched(start, size):
    """KiB of it that have ever been touched: the pages that are in memory (bit 63) or swapped out (bit 62)."""
    page = os.sysconf("SC_PAGESIZE")
    try:
        with open("/proc/self/pagemap", "rb") as pages:
            pages.seek(start // page * 8)
            entries = memoryview(pages.read(size // page * 8)).cast("Q")
    except OSError:
        return None
    return sum(entry >> 62 != 0 for entry in entries) * page // 1024 or None


def thread(name):
    start, size = my_stack()
    found[name] = size // 1024, touched(start, size)
    both.wait()  # a thread that ends would leave its stack to the other


found, both = {}, threading.Barrier(2)
if ctypes is None or platform.libc_ver()[0] != "glibc":
    stage.skip("glibc", "this Python has no `ctypes` or another C library than glibc; name one that has both with TTL_PYTHON",
               "이 Python에는 `ctypes`가 없거나 C 라이브러리가 glibc가 아닙니다. 둘 다 갖춘 Python을 TTL_PYTHON으로 지정하세요")
else:
    threads = []
    for name, asked in ("default", 0), ("asked", int(sys.argv[1]) * 1024):  # 0: no wish
        threading.stack_size(asked)
        threads.append(threading.Thread(target=thread, args=[name]))
        threads[-1].start()
    for t in threads:
        t.join()
    stage.obs("reserved_kib", found["default"][0])
    stage.obs("touched_kib", found["default"][1])
    stage.obs("asked_kib", found["asked"][0])
