"""Where a run tells how far it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reconciler.model.plan import Outcome


@dataclass(frozen=True, slots=True)
class ProgressReporter:
    """Where progress is told: tenants that were looked at, and outcomes."""

    looked: Callable[[str], None] = lambda _alias: None
    done: Callable[[Outcome], None] = lambda _outcome: None
    wait: Callable[[float], None] = lambda _seconds: None
