"""How often Python's collector of cycles looks through what a process holds.

Premise: a run builds some millions of small objects that stay until it ends. At the interpreter's
own thresholds the collector walks them over and over: a quarter of the processor time of a plan of
52 schools (9.0 and 6.8 s, measured 2026-12-01; the memory is the same).

Rule: each process of ours asks for it once, before anything else is imported.
"""

from __future__ import annotations

import gc

_NEW_OBJECTS = 50_000
"""So many more objects than before, and the youngest are looked through; Python has 700."""


def collect_seldom() -> None:
    """Sets the thresholds of this process."""
    gc.set_threshold(_NEW_OBJECTS, 10, 10)
