"""Names a process, and says whether one of that name has died: never wrong, often unsure."""

from __future__ import annotations

import os
from pathlib import Path

_PROC = Path("/proc")
_BOOT = _PROC / "sys" / "kernel" / "random" / "boot_id"
_STARTED = 19
"""The field of /proc/<pid>/stat after the command's ')', counted from 0: ticks since boot."""


def current_process() -> str:
    """Boot, namespace of process ids, id, start; '' on a system that does not tell these."""
    place, started = _place(), _started(os.getpid())
    return f"{place} {os.getpid()} {started}" if place and started else ""


def is_dead(name: str) -> bool:
    """Whether a process by that name ran where this one can see it, and runs no more."""
    place, _, rest = name.rpartition(" ")[0].rpartition(" ")
    if not place or place != _place():
        return False
    return _started(int(rest)) != name.rpartition(" ")[2]


def _place() -> str:
    """Where process ids mean the same as here."""
    try:
        namespace = (_PROC / "self" / "ns" / "pid").readlink()
        return f"{_BOOT.read_text('ascii').strip()}:{namespace.name}"
    except OSError:
        return ""


def _started(pid: int) -> str:
    """When it started; '' where there is no such process."""
    try:
        stat = (_PROC / str(pid) / "stat").read_text("utf-8", "replace")
    except OSError:
        return ""
    state, *rest = stat.rpartition(")")[2].split()
    return "" if state == "Z" else rest[_STARTED - 1]
