"""The vendor's clock, as the head of any answer has it, and how far this machine's is off."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import httpx

from reconciler.model.checkup import Check, CheckCode, CheckState, Fixer

MOST_SECONDS = 120
"""Both vendors refuse what is signed more than some minutes off; Google's page on JWTs, 2026-11."""
_TIMEOUT = 20.0


def vendor_date(url: str) -> float | None:
    """Unix seconds of the answer at an address, whatever it answers; None where none came."""
    try:
        told = httpx.head(url, timeout=_TIMEOUT, follow_redirects=False).headers.get("date", "")
        return parsedate_to_datetime(told).timestamp()
    except (httpx.HTTPError, ValueError, TypeError):
        return None


@dataclass(frozen=True, slots=True)
class ClockDeps:
    """What reaches outside the process; tests inject their own."""

    ours: Callable[[], float] = time.time
    theirs: Callable[[str], float | None] = vendor_date


def clock_check(url: str, deps: ClockDeps) -> Check:
    """Whether this machine's clock is near enough to the vendor's."""
    theirs = deps.theirs(url)
    if theirs is None:
        return Check(CheckCode.CLOCK, CheckState.UNKNOWN, Fixer.CITY)
    off = round(abs(deps.ours() - theirs))
    state = CheckState.OK if off <= MOST_SECONDS else CheckState.MISSING
    return Check(CheckCode.CLOCK, state, Fixer.CITY, {"seconds": off, "most": MOST_SECONDS})
