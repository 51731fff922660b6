# Copyright 2026 The Teiten Authors
# SPDX-License-Identifier: Apache-2.0
"""Runs a command under the system call filters of a systemd unit, made as systemd makes them:
SystemCallFilter=, SystemCallErrorNumber=EPERM, SystemCallArchitectures=native and
RestrictAddressFamilies=.   seccomp.py UNIT COMMAND..."""
import ctypes
import os
import socket
import subprocess
import sys

ALLOW, EPERM, EAFNOSUPPORT, NOT_EQUAL, EQUAL = 0x7FFF0000, 0x00050001, 0x00050061, 1, 4


def settings(unit, key):
    return [l.split("=", 1)[1].strip() for l in open(unit) if l.startswith(key + "=")]


def calls(name):
    """The system calls of a set, those of the sets in it too."""
    if not name.startswith("@"):
        return {name}
    text = subprocess.run(
        ["systemd-analyze", "syscall-filter", "--no-pager", name], capture_output=True, text=True, check=True
    ).stdout
    found = set()
    for line in text.splitlines():
        word = line.strip()
        if line.startswith(" ") and word and not word.startswith("#") and word != name:
            found |= calls(word)
    return found


allowed = calls("@default")
for line in settings(sys.argv[1], "SystemCallFilter"):
    for word in line.lstrip("~").split():
        allowed = allowed - calls(word) if line.startswith("~") else allowed | calls(word)

lib = ctypes.CDLL("libseccomp.so.2")
lib.seccomp_init.restype = ctypes.c_void_p


class Comparison(ctypes.Structure):
    _fields_ = [("arg", ctypes.c_uint), ("op", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64)]


def load(default, rules):
    context = ctypes.c_void_p(lib.seccomp_init(ctypes.c_uint32(default)))
    for action, call, comparisons in rules:
        number = lib.seccomp_syscall_resolve_name(call.encode())
        if number < 0:
            continue  # not on this machine
        array = (Comparison * len(comparisons))(*comparisons)
        status = lib.seccomp_rule_add_array(
            context, ctypes.c_uint32(action), number, len(comparisons), array
        )
        if status != 0:
            sys.exit("seccomp rule %s: %d" % (call, status))
    if lib.seccomp_load(context) != 0:
        sys.exit("the filter cannot be loaded")


families = [getattr(socket, f) for l in settings(sys.argv[1], "RestrictAddressFamilies") for f in l.split()]
refused = [f for f in range(0, 46) if f not in families]
load(ALLOW, [(EAFNOSUPPORT, "socket", [Comparison(0, EQUAL, f, 0)]) for f in refused])
# The last one, for it forbids to load another.
load(EPERM, [(ALLOW, call, []) for call in sorted(allowed)])
os.execvp(sys.argv[2], sys.argv[2:])
