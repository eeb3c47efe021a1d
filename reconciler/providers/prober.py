"""What a vendor's probe promises, and what both vendors' probes keep.

Premise: a probe writes to a real tenant. So everything that it makes carries its own mark from the
request that makes it, has a name that nothing else has, and is deleted only after it was read again
and found to carry that mark. A probe that was killed leaves such things, and the next one takes
them away before it begins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from reconciler.model.mark import Mark
from reconciler.model.probe import PROBE, Assumption, Exchange, ProbeAnswer, ProbeResult
from reconciler.model.resources import Kind
from reconciler.providers.base import VendorCode

FILE = "reconciler doctor --probe"
"""What an administrator reads in the description of a thing that a probe made."""
PAUSES = (1, 2, 4, 8, 15, 30)
"""Seconds between two looks for what was written."""
_Seen = TypeVar("_Seen")
_PERHAPS_MADE = frozenset(
    {VendorCode.ALREADY, VendorCode.CONFLICT, VendorCode.UNAVAILABLE}
    | {VendorCode.UNKNOWN_ANSWER, VendorCode.MALFORMED}
)
Guard = Callable[[], None]
"""Called before each request that writes; raises where nothing more may be sent."""


class Prober(Protocol):
    """Proves a vendor's assumptions in one tenant."""

    def probe(self, guard: Guard) -> ProbeResult:
        """Makes a unit and groups, looks, and takes them away again, whatever was refused.

        What `guard` raises ends it at once: what was made stays for the next probe to take away.
        """

    def close(self) -> None:
        """Lets connections go."""


def may_exist(code: VendorCode | None) -> bool:
    """Whether a thing that was asked for may be there: made, there already, or without an answer.

    A vendor shows it only after a while, so that a look at once would take it for gone.
    """
    return code is None or code in _PERHAPS_MADE


def nobody_watches() -> None:
    """The guard of a probe that has not begun."""


def probe_mark(municipality: str, kind: Kind, key: str) -> Mark:
    """The mark of a thing that a probe makes."""
    return Mark(municipality, PROBE, kind, key)


@dataclass(slots=True)
class ProbeNotes:
    """The answers and requests of one probe so far."""

    sleep: Callable[[float], None]
    answers: list[ProbeAnswer] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    asked: Assumption = Assumption.REMOVED
    """The assumption that requests are sent for just now."""

    @contextmanager
    def about(self, assumption: Assumption) -> Iterator[None]:
        """Requests within belong to this assumption."""
        before, self.asked = self.asked, assumption
        try:
            yield
        finally:
            self.asked = before

    def request(self, method: str, route: str, status: int, word: str) -> None:
        """Notes a request and what came of it."""
        self.exchanges.append(Exchange(self.asked, method, route, status, word))

    def answer(self, holds: bool | None, words: str = "", seconds: int = -1) -> None:
        """The answer to what is asked just now."""
        self.answers.append(ProbeAnswer(self.asked, holds, seconds, words))

    def seen(
        self, look: Callable[[], _Seen], found: Callable[[_Seen], bool], *, patient: bool
    ) -> tuple[_Seen, int]:
        """What a look shows, at once or within a minute, and the seconds that it took."""
        waited, shown = 0, look()
        for pause in PAUSES if patient else ():
            if found(shown):
                break
            self.sleep(pause)
            waited, shown = waited + pause, look()
        return shown, waited

    def within(self, look: Callable[[], bool | None]) -> tuple[bool | None, int]:
        """Looks again and again, for a minute, until it is true; and the seconds that it took."""
        return self.seen(look, bool, patient=True)

    def answer_within(self, look: Callable[[], bool | None]) -> None:
        """The answer is what `within` sees, with its seconds."""
        seen, seconds = self.within(look)
        self.answer(seen, seconds=seconds)

    def result(self) -> ProbeResult:
        """Everything; an assumption that was not reached could not be asked."""
        return ProbeResult(tuple(self.answers), tuple(self.exchanges))
