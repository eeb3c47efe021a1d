"""What a person asked of one run, typed: the options that commands share, under their own names."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from reconciler.project.open import TargetArgs


@dataclass(frozen=True, slots=True)
class RunOptions:
    """The options of `plan`, `apply`, `undo`, `drift`, `check`, `report` and `why`.

    A command that lacks one leaves it at the default, which means: not asked for.
    """

    day: str = ""
    """ISO day of --at; '': today."""
    targets: TargetArgs = field(default_factory=TargetArgs)
    retry: bool = False
    """Whether what a vendor refused for good is tried again."""
    reveal: bool = False
    explain_requests: bool = False
    acknowledged: tuple[str, ...] = ()
    """Guards' names, or NAME:SCHOOL."""
    reason: str = ""
    lease_wait: float = 0.0
    """Seconds."""
    yes: bool = False
    expected: str | None = None
    """The fingerprint of --expect."""
    plan_file: Path | None = None
    until: str | None = None
    """The wave of --until-wave."""
    pause: bool = False
    as_if: str | None = None
    """The mode of --as-if."""

    @classmethod
    def of(cls, given: dict[str, Any]) -> RunOptions:
        """From what click parsed; TypeError for a name that is no option: a mistake of ours."""
        names = {one.name for one in fields(TargetArgs)}
        targets = TargetArgs(**{name: given[name] for name in names & given.keys()})
        rest = {name: value for name, value in given.items() if name not in names}
        return cls(targets=targets, **rest)
