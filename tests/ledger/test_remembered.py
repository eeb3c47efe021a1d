"""Baselines, and findings over time."""

from __future__ import annotations

from dataclasses import fields, replace

from reconciler.ledger.findings import FindingRecord, FoundFinding
from reconciler.ledger.ledger import Ledger
from reconciler.model.baseline import Baseline
from reconciler.model.held import RememberedRefusal
from reconciler.model.plan import Level
from reconciler.model.resources import Address, Kind
from tests.ledger.given import Clock, school, start
from tests.support.refs import ref

FIRST, SECOND, THIRD = (f"2026-11-24T08:0{minute}:00.000Z" for minute in range(3))
NO_ACCOUNT = FoundFinding(ref("ou-a", "t-a"), "no-account", "", Level.ADVISORY)
SEATS = FoundFinding(ref("ou-a", "t-a"), "seats-short", "licence/a3", Level.MANDATORY)
ELSEWHERE = FoundFinding(ref("ou-b", "t-b"), "no-account", "", Level.ADVISORY)


def record(found: FoundFinding, first: str, last: str, gone: str | None = None) -> FindingRecord:
    """As the ledger keeps it."""
    key = found.key
    return FindingRecord(
        key.tenant, key.school, key.code, key.subject, found.level, first, last, gone
    )


def test_a_baseline_comes_back_as_it_was_kept(ledger: Ledger) -> None:
    """By school and tenant; another stack has its own."""
    log = ledger.begin(start())
    kept = Baseline(
        school="ou-a",
        tenant="t-a",
        run=log.number,
        at=FIRST,
        fields={"group/teachers": {"name": "digest"}},
        sets={"membership/teachers": frozenset({"p1", "p2"})},
        people={"p1": "teacher"},
        classes=frozenset({"5а"}),
        year=2027,
        dated="2026-11-20",
    )
    assert all(getattr(kept, one.name) for one in fields(Baseline)), "a field is not tried here"
    log.baseline(kept, "sandbox")
    assert ledger.baselines("sandbox") == {ref("ou-a", "t-a"): kept}
    assert ledger.baselines("plovdiv") == {}


def test_a_later_baseline_takes_the_place_of_an_earlier_one(ledger: Ledger) -> None:
    """Of the same school in the same tenant only."""
    log = ledger.begin(start())
    first = Baseline("ou-a", "t-a", log.number, FIRST)
    shared = replace(first, tenant="shared")
    second = replace(first, at=SECOND, classes=frozenset({"6а"}))
    for baseline in (first, shared, second):
        log.baseline(baseline, "sandbox")
    assert ledger.baselines("sandbox") == {
        ref("ou-a", "t-a"): second,
        ref("ou-a", "shared"): shared,
    }


def test_a_finding_keeps_the_day_on_which_it_was_first_seen(ledger: Ledger, clock: Clock) -> None:
    """And is gone since the first run that looked and did not see it."""
    for found in ([NO_ACCOUNT, SEATS], [SEATS], []):
        log = ledger.begin(start())
        log.school(school())
        log.findings(found)
        clock.pass_by(60)
    assert ledger.findings("sandbox") == (
        record(NO_ACCOUNT, FIRST, FIRST, SECOND),
        record(SEATS, FIRST, SECOND, THIRD),
    )
    assert ledger.findings("plovdiv") == ()


def test_a_finding_that_comes_back_is_the_same_one(ledger: Ledger, clock: Clock) -> None:
    """It is no longer gone, and may be more serious than before."""
    worse = NO_ACCOUNT._replace(level=Level.MANDATORY)
    for found in ([NO_ACCOUNT], [], [worse]):
        log = ledger.begin(start())
        log.school(school())
        log.findings(found)
        clock.pass_by(60)
    assert ledger.findings("sandbox") == (record(worse, FIRST, THIRD),)


def test_a_run_says_nothing_of_schools_that_it_did_not_look_at(
    ledger: Ledger, clock: Clock
) -> None:
    """Not seen is not gone."""
    ledger.begin(start()).findings([NO_ACCOUNT, ELSEWHERE])
    clock.pass_by(60)
    narrow = ledger.begin(start())
    narrow.school(school())
    narrow.findings([])
    assert [known.gone_at for known in ledger.findings("sandbox")] == [SECOND, None]


def test_a_finding_that_is_told_twice_is_one(ledger: Ledger) -> None:
    """Facts may differ, the subject does not."""
    ledger.begin(start()).findings([SEATS, SEATS])
    assert len(ledger.findings("sandbox")) == 1


def test_what_a_vendor_refused_is_kept_by_school_and_kind(ledger: Ledger) -> None:
    """A later run takes the place of what was known of its own schools, and of its kinds alone."""
    log = ledger.begin(start())
    plus = Address("t-a", "ou-a", Kind.LICENCE, "plus")
    parents = plus._replace(kind=Kind.MEMBERSHIP, key="parents")
    elsewhere = plus._replace(school="ou-b")
    rows = [
        RememberedRefusal(one, "subject", "inputs", "invalid", 2, "2026-11-24", "2026-12-01")
        for one in (plus, parents, elsewhere)
    ]
    schools = {ref("ou-a", "t-a"), ref("ou-b", "t-a")}
    log.remember(schools, (), rows)
    assert ledger.vendor_refusals("sandbox", {}) == {one.address: (one,) for one in rows}
    assert ledger.vendor_refusals("plovdiv", {}) == {}
    log.remember({ref("ou-a", "t-a")}, {Kind.LICENCE}, [])
    assert set(ledger.vendor_refusals("sandbox", {})) == {parents, elsewhere}
    renamed = ledger.vendor_refusals("sandbox", {"ou-b": "ou-c"})
    assert plus._replace(school="ou-c") in renamed
