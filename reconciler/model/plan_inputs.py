"""What a plan was made from: digests, a day and a key's name, all of which may go public."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlanInputs:
    """What a plan was made from, so that apply can say what changed since."""

    day: str = ""
    """ISO date that it was planned for."""
    manifests: str = ""
    """Digest of the manifests and the layouts."""
    rosters: tuple[tuple[str, str], ...] = ()
    """School → digest of its roster."""
    key_id: str = ""
    """Names the pseudonym key without telling it."""
