# Copyright 2026 The Teiten Authors
# SPDX-License-Identifier: Apache-2.0
"""Stops one thread of a process, the others go on; it goes on when this ends, and this ends with it.
freeze_thread.py PID NAME"""
import ctypes
import os
import sys
import time

PTRACE_SEIZE, PTRACE_INTERRUPT, WALL = 0x4206, 0x4207, 0x40000000
libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
libc.ptrace.restype = ctypes.c_long


def ptrace(request, thread):
    if libc.ptrace(request, thread, None, None) < 0:
        sys.exit("ptrace: " + os.strerror(ctypes.get_errno()))


tasks = "/proc/" + sys.argv[1] + "/task"
found = [t for t in os.listdir(tasks) if open(tasks + "/" + t + "/comm").read().strip() == sys.argv[2]]
if len(found) != 1:
    sys.exit("%d threads are called %s" % (len(found), sys.argv[2]))
ptrace(PTRACE_SEIZE, int(found[0]))
ptrace(PTRACE_INTERRUPT, int(found[0]))
os.waitpid(int(found[0]), WALL)
print(time.monotonic_ns() // 1000, flush=True)
# A traced thread that was killed holds its process up until somebody has seen its end.
os.waitpid(int(found[0]), WALL)
