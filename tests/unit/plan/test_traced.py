"""Claims about the names that a vendor's log is asked for."""

from __future__ import annotations

from reconciler.drift.subjects import AuditSubjects
from reconciler.model.change import Change
from reconciler.model.observation import Observation
from tests.support.small import (
    DOMAIN,
    account,
    declared,
    group,
    membership,
    seen,
    seen_group,
    seen_unit,
    unit,
)
from tests.unit.plan.test_baseline import placed
from tests.unit.plan.test_plan import changes

THERE = (account("x"), seen_unit("/a", "Друго", key="a"), seen_group("g", "x", key="g", name="-"))


def subjects(change: Change, there: Observation) -> set[str]:
    """What is asked for."""
    return set(AuditSubjects.of(there).subjects(change))


def test_each_kind_is_asked_for_by_everything_that_a_log_may_call_it() -> None:
    """Ids, addresses and paths; whoever is placed by his own account."""
    wanted = declared(unit("a"), group("g"), membership("g"), placed("a", "x"))
    planned = changes(wanted, *THERE)
    told = {change.address.kind.value: subjects(change, seen(*THERE)) for change in planned}
    assert told == {
        "orgunit": {"id:/a", "/a"},
        "group": {"id:g", f"g@{DOMAIN}"},
        "membership": {"id:g", f"g@{DOMAIN}"},
        "placement": {"/a", "id:/a", "x", f"x@{DOMAIN}"},
    }


def test_a_group_that_is_gone_is_asked_for_by_its_address() -> None:
    """There is no id any more."""
    (change,) = changes(declared(group("g")))
    assert subjects(change, seen()) == {f"g@{DOMAIN}"}
