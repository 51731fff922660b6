# Copyright 2026 The Teiten Authors
# SPDX-License-Identifier: Apache-2.0
"""A service manager's end of NOTIFY_SOCKET: prints each message as one line, after the time on
CLOCK_MONOTONIC in microseconds, until it is killed.   notify_receiver.py SOCKET"""
import os
import socket
import sys
import time

receiver = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
receiver.bind(sys.argv[1])
os.chmod(sys.argv[1], 0o777)
print(time.monotonic_ns() // 1000, "LISTENING", flush=True)
while True:
    message = receiver.recv(4096).decode()
    print(time.monotonic_ns() // 1000, message.replace("\n", "|"), flush=True)
