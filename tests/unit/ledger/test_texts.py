"""What the ledger's faults say, in both languages."""

from __future__ import annotations

import pytest

from reconciler.errors import Facts, Fault
from reconciler.ledger import LedgerCode
from reconciler.report.texts import Language, Texts

HELD: Facts = {
    "count": 1,
    "tenant": "ou-a",
    "who": "operator",
    "host": "ci-1",
    "run": 12,
    "since": "2026-11-24T08:00Z",
    "until": "2026-11-24T08:01Z",
}
ENGLISH = """\
the lease on "ou-a" is held by operator on ci-1 since 2026-11-24T08:00Z (run 12)
  wait until that run ends; if it was killed, its lease expires at 2026-11-24T08:01Z"""
BULGARIAN = """\
в „ou-a“ в момента записва operator (ci-1), от 2026-11-24T08:00Z (изпълнение 12)
  изчакайте края му; ако вече не работи, правото му на запис изтича в 2026-11-24T08:01Z"""


@pytest.mark.parametrize(("language", "text"), [("en", ENGLISH), ("bg", BULGARIAN)])
def test_a_held_lease_says_who_since_when_and_how_long(language: Language, text: str) -> None:
    """With the run where there is one already."""
    told = Texts(language).fault(Fault(LedgerCode.LEASE_HELD, None, HELD))
    assert told == text
    early = Texts(language).fault(Fault(LedgerCode.LEASE_HELD, None, {**HELD, "run": 0}))
    assert "12" not in early.splitlines()[0]


@pytest.mark.parametrize("language", ["en", "bg"])
@pytest.mark.parametrize("code", LedgerCode)
def test_every_fault_says_what_to_do(language: Language, code: LedgerCode) -> None:
    """From the facts that it is raised with."""
    facts = {"url": "u", "why": "w", "version": "v", "found": "f", "municipality": "m"}
    facts |= {"reason": "r", "newest": "3"}
    told = Texts(language).fault(Fault(code, None, {**HELD, **facts, "key": "k"}))
    assert len(told.splitlines()) == 2
