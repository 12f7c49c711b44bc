"""Measures processes: time by a monotonic clock from start to end, and peak memory as the kernel has it."""

import json
import os
import subprocess
import time
from collections import namedtuple

Usage = namedtuple("Usage", "seconds megabytes")


class Failed(Exception):
    """A process that did not end well, with the last of what it said."""


def run(command):
    """Runs a program to its end, what it prints going to a file that is read only if it fails."""
    from places import work

    log = work("log")
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
        (os.POSIX_SPAWN_DUP2, 1, 2),
    ]
    start = time.monotonic()
    pid = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
    _, status, usage = os.wait4(pid, 0)
    seconds = time.monotonic() - start
    if status != 0:
        with open(log, encoding="utf-8", errors="replace") as file:
            raise Failed(f"{os.path.basename(command[0])}: {file.read()[-300:].strip()}")
    return Usage(seconds, usage.ru_maxrss * (1 if os.uname().sysname == "Linux" else 1 / 1024) / 1024)


def inside(command):
    """What a program measured of itself: the median of its repetitions, and the bytes it made, if any."""
    result = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if result.returncode != 0:
        raise Failed(f"{os.path.basename(command[0])}: {result.stderr[-300:].strip()}")
    answer = json.loads(result.stdout)
    return median(answer["seconds"]), answer.get("bytes")


def median(values):
    values = sorted(values)
    middle = len(values) // 2
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2
