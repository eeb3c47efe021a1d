"""The emergency stop, on both databases."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reconciler.errors import FrozenError
from reconciler.ledger import LedgerCode
from reconciler.ledger.freezes import FreezeOrder
from reconciler.ledger.ledger import Ledger
from reconciler.ledger.runs import RunLog
from tests.ledger.given import TENANT, Clock, group

ORDER = FreezeOrder("mayor", "desk-1", "pupils lost their mail")


def test_a_run_that_goes_on_sends_nothing_more(ledger: Ledger, begin: Callable[[], RunLog]) -> None:
    """Its next word to the journal is refused, with who stopped it, since when and why."""
    log, wanted = begin(), group("teachers")
    log.intend(TENANT, [wanted])
    ledger.freeze(ORDER)
    acts: tuple[Callable[[], None], ...] = (
        lambda: log.sending(TENANT, [wanted.address]),
        lambda: log.intend(TENANT, [group("pupils")]),
    )
    for act in acts:
        with pytest.raises(FrozenError) as caught:
            act()
        fault = caught.value.faults[0]
        assert fault.code is LedgerCode.FROZEN
        assert fault.facts == {
            "who": "mayor",
            "since": "2026-11-24 08:00",
            "until": "none",
            "reason": "pupils lost their mail",
        }
    assert [entry.state for entry in ledger.entries(log.number)] == ["intended"]


def test_lifting_it_lets_the_run_go_on_and_both_are_kept(
    ledger: Ledger, begin: Callable[[], RunLog], clock: Clock
) -> None:
    """Two people may stop it; one word lifts both, and the history has who did what and why."""
    log = begin()
    ledger.freeze(ORDER)
    ledger.freeze(FreezeOrder("head", "desk-2", "exams"))
    clock.pass_by(60)
    assert [freeze.who for freeze in ledger.freezes()] == ["mayor", "head"]
    assert ledger.unfreeze(FreezeOrder("it-desk", "desk-3", "it was the list")) == 2
    assert ledger.freezes() == ()
    log.intend(TENANT, [group("teachers")])
    kept = ledger.freezes(lifted=True)
    assert [(one.who, one.lifted_by, one.lifted_reason) for one in kept] == [
        ("mayor", "it-desk", "it was the list"),
        ("head", "it-desk", "it was the list"),
    ]
    assert {one.lifted for one in kept} == {"2026-11-24T08:01:00.000Z"}
    assert ledger.unfreeze(ORDER) == 0


def test_it_holds_through_its_last_day_and_no_longer(ledger: Ledger, clock: Clock) -> None:
    """The day is the ledger's own, in UTC."""
    ledger.freeze(FreezeOrder("mayor", "desk-1", "exams", "2026-11-25"))
    clock.pass_by(39 * 3600)
    assert len(ledger.freezes()) == 1, "23:00 on the last day"
    clock.pass_by(2 * 3600)
    assert ledger.freezes() == ()
    assert ledger.freezes(lifted=True)[0].lifted is None
