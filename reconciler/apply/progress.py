"""Callbacks of a run for whoever shows its progress."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reconciler.model.plan import Outcome


@dataclass(frozen=True, slots=True)
class ProgressReporter:
    """Called as a run goes on, from several threads; none of them may raise."""

    on_observed: Callable[[str], None] = lambda _alias: None
    """A tenant was observed, or could not be."""
    on_outcome: Callable[[Outcome], None] = lambda _outcome: None
    """A change has its outcome."""
    sleep: Callable[[float], None] = lambda _seconds: None
    """Waits so many seconds before a written tenant is observed again."""
