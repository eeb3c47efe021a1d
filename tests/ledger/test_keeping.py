"""Old payloads go and counts stay; another key reads everything that the old one wrote."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from reconciler.errors import LedgerError
from reconciler.ledger import LedgerCode
from reconciler.ledger.findings import FoundFinding
from reconciler.ledger.ledger import Ledger, open_ledger
from reconciler.ledger.reports import StoredReport
from reconciler.model.baseline import Baseline
from reconciler.model.change import Action, Change, FieldChange, Reason, ReasonCode, Target
from reconciler.model.keep import Cutoffs, Keep, Period
from reconciler.model.plan import Level
from reconciler.model.resources import Address, Group, Kind
from reconciler.model.school import SchoolRef
from reconciler.model.states import RunState
from tests.ledger.given import (
    PARENT,
    TENANT,
    Clock,
    claim,
    group,
    keyring,
    outcome,
    parents,
    school,
    start,
)

NEW = b"another key, of thirty-two bytes and more"
REF = SchoolRef(school="ou-a", tenant=TENANT)
YEAR = 366 * 24 * 3600


def renamed() -> Change:
    """A group that got another key."""
    address = Address(TENANT, "ou-a", Kind.GROUP, "robots")
    made = Group("robots@ou-a.example", "Роботи")
    fields = (FieldChange("key", "robotics", "robots"), FieldChange("name", "Клуб", "Роботи"))
    return Change(
        address,
        Action.UPDATE,
        made,
        Reason(ReasonCode.DECLARED),
        target=Target("G-7", "robotics@ou-a.example", ""),
        fields=fields,
    )


def run_of(ledger: Ledger, *changes: Change) -> int:
    """A run that did all of them, and let go of the tenant."""
    with ledger.lease(claim()) as lease:
        log = ledger.begin(start(), lease)
        log.intend(TENANT, changes)
        log.sending(TENANT, [change.address for change in changes])
        for change in changes:
            log.outcome(outcome(change))
        log.flush(TENANT)
        log.school(school())
        log.end(RunState.DONE)
    return log.number


@pytest.mark.parametrize(
    ("written", "day", "before"),
    [
        ("400 days", "2026-11-30", "2025-10-26"),
        ("3 years", "2026-11-30", "2023-11-30"),
        ("1 year", "2028-02-29", "2027-02-28"),
        ("18 months", "2026-05-31", "2024-11-30"),
        ("1 month", "2026-01-31", "2025-12-31"),
    ],
)
def test_a_period_goes_back_by_the_calendar(written: str, day: str, before: str) -> None:
    """The last of a month where the day does not exist."""
    assert Period.of(written).before(day) == before
    assert Keep(journal=Period.of(written)).until(day) == Cutoffs(journal=before)


def test_of_an_old_run_counts_and_digests_stay(ledger: Ledger, clock: Clock) -> None:
    """Its members, values and vendor ids are gone; a newer run is whole."""
    old = run_of(ledger, group("teachers"), parents())
    before = ledger.entries(old)
    clock.pass_by(2 * YEAR)
    new = run_of(ledger, parents())
    cutoffs = Cutoffs(journal="2027-11-01")
    assert ledger.to_prune(cutoffs).journal == 2
    assert ledger.prune(cutoffs).journal == 2
    after = ledger.entries(old)
    assert [one.pruned for one in after] == [True, True]
    assert [(one.address, one.state, one.done, one.wanted) for one in after] == [
        (one.address, one.state, one.done, one.wanted) for one in before
    ]
    assert all(one.change.delta is None and one.change.after is None for one in after)
    assert {one.external_id for one in after} == {None}
    assert [one.change for one in ledger.entries(new)] == [parents()]
    assert ledger.run(old).schools == (school(),)
    assert ledger.to_prune(cutoffs).any is False


def test_a_former_key_is_still_known(ledger: Ledger, clock: Clock) -> None:
    """Nothing but the journal knows what a unit was called."""
    run_of(ledger, renamed())
    known = ledger.former_keys("sandbox", {})
    clock.pass_by(2 * YEAR)
    ledger.prune(Cutoffs(journal="2028-01-01"))
    assert ledger.former_keys("sandbox", {}) == known
    assert known


def test_a_run_that_goes_on_is_not_pruned(ledger: Ledger) -> None:
    """However old the cut-off says it is."""
    with ledger.lease(claim()) as lease:
        log = ledger.begin(start(), lease)
        log.intend(TENANT, [parents()])
        log.flush(TENANT)
        assert ledger.prune(Cutoffs(journal="2099-01-01")).journal == 0


def test_a_finding_that_is_long_gone_forgets_of_whom_it_was(ledger: Ledger, clock: Clock) -> None:
    """Rule, school and days stay, also of two that were alike."""
    found = [FoundFinding(REF, "no-account", one, Level.ADVISORY) for one in ("1a2b", "3c4d")]
    for seen in (found, found[:0]):
        log = ledger.begin(start())
        log.school(school())
        log.findings(seen)
        log.end(RunState.DONE)
    clock.pass_by(2 * YEAR)
    open_one = ledger.findings("sandbox")
    ledger.prune(Cutoffs(findings="2028-01-01"))
    left = ledger.findings("sandbox")
    assert [(one.code, one.first_seen, one.gone_at) for one in left] == [
        (one.code, one.first_seen, one.gone_at) for one in open_one
    ]
    assert len(left) == 2
    assert all(one.gone_at and one.subject.startswith("pruned/") for one in left)


def test_an_old_report_is_a_count_and_a_digest(ledger: Ledger) -> None:
    """--on does not find it any more, and finds the newer one."""
    data = json.dumps({"schools": [{"state": "converged"}, {"state": "refused"}]})
    ledger.save_report("sandbox", StoredReport("2023-01-01", data))
    ledger.save_report("sandbox", StoredReport("2026-01-01", data))
    assert ledger.prune(Cutoffs(reports="2024-01-01")).reports == 1
    assert ledger.report_on("sandbox", "2025-01-01") is None
    assert ledger.report_days("sandbox") == ("2026-01-01",)
    assert ledger.report_on("sandbox", "2026-02-01") is not None


def test_what_was_taken_out_lies_in_no_page_of_the_file(tmp_path: Path, clock: Clock) -> None:
    """SQLite would only mark it as free."""
    file = tmp_path / "ledger.sqlite"
    with open_ledger(f"sqlite:///{file}", keyring(), clock=clock) as opened:
        run_of(opened, renamed())
        clock.pass_by(2 * YEAR)
        opened.prune(Cutoffs(journal="2028-01-01"))
    kept = b"".join(one.read_bytes() for one in tmp_path.iterdir())
    assert "Роботи".encode() not in kept
    assert b"robotics" in kept


def test_a_new_key_reads_what_the_old_one_wrote(ledger: Ledger, url: str, clock: Clock) -> None:
    """And the old one opens nothing any more."""
    number = run_of(ledger, parents(), group("teachers"))
    new = keyring(NEW)
    assert ledger.rekey(new, {}) == 1
    with open_ledger(url, new, clock=clock) as opened:
        assert [one.change for one in opened.entries(number)] == [parents(), group("teachers")]
    with pytest.raises(LedgerError) as caught:
        open_ledger(url, keyring(), clock=clock)
    assert caught.value.faults[0].code == LedgerCode.OTHER_KEY


def test_people_of_the_last_apply_are_known_by_the_new_key(
    ledger: Ledger, url: str, clock: Clock
) -> None:
    """Who is in no list any more still counts; what cannot be turned round is dropped."""
    old, new = keyring(), keyring(NEW)
    ids = ("p1", "p2")
    baseline = Baseline(
        "ou-a",
        TENANT,
        1,
        "2026-11-24T08:00:00.000Z",
        fields={"group/teachers": {"name": "digest"}},
        sets={"membership/teachers": frozenset({"pseudonym"})},
        people={old.pseudonym(one): "pupil" for one in ids},
        year=2027,
    )
    run = run_of(ledger, group("teachers"))
    log = ledger.begin(start())
    log.baseline(replace(baseline, run=run), "sandbox")
    log.end(RunState.DONE)
    ledger.rekey(new, {old.pseudonym("p1"): new.pseudonym("p1")})
    with open_ledger(url, new, clock=clock) as opened:
        (left,) = opened.baselines("sandbox").values()
    assert (left.fields, left.sets, left.year) == ({}, {}, 2027)
    assert len(left.people) == 2
    assert new.pseudonym("p1") in left.people
    assert not set(left.people) & {old.pseudonym(one) for one in ids}


def test_no_new_key_while_a_run_holds_a_tenant(ledger: Ledger) -> None:
    """It would go on writing with the old one."""
    run_of(ledger, parents())
    with ledger.lease(claim()), pytest.raises(LedgerError) as caught:
        ledger.rekey(keyring(NEW), {})
    assert caught.value.faults[0].code == LedgerCode.REKEY_HELD
    assert PARENT not in str(caught.value)


def test_a_rekey_that_fails_changes_nothing(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One transaction."""
    number = run_of(ledger, parents())

    def broken(*_: object) -> str:
        raise RuntimeError

    monkeypatch.setattr("reconciler.ledger.rekeying._renamed", broken)
    monkeypatch.setattr("reconciler.ledger.rekeying.delete", broken)
    with pytest.raises(RuntimeError):
        ledger.rekey(keyring(NEW), {})
    assert [one.change for one in ledger.entries(number)] == [parents()]
    with ledger._store.reading() as connection:
        (key_id,) = connection.execute(text("SELECT key_id FROM owner")).one()
    assert key_id == keyring().key_id
