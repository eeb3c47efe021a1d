"""What the journal knows of the names that things had before."""

from __future__ import annotations

from collections.abc import Callable

from reconciler.ledger.ledger import Ledger
from reconciler.ledger.runs import RunLog
from reconciler.model.change import Action, Change, FieldChange, Reason, ReasonCode, Target
from reconciler.model.resources import Address, Group, Kind, OrgUnit
from reconciler.model.school import SchoolRef
from reconciler.model.states import Result
from tests.ledger.given import TENANT, outcome

Begin = Callable[[], RunLog]
REF = SchoolRef(school="ou-a", tenant=TENANT)


def renamed(kind: Kind, old: str, new: str, ident: str = "id-1") -> Change:
    """A unit or group whose mark takes another key."""
    after = Group(f"{new}@ou-a.example", new) if kind is Kind.GROUP else OrgUnit(f"/{new}", new)
    return Change(
        Address(TENANT, "ou-a", kind, new),
        Action.UPDATE,
        after,
        Reason(ReasonCode.RENAMED, {"previously": old}),
        target=Target(ident, f"{old}@ou-a.example", "", adopted=False),
        fields=(FieldChange("key", old, new),),
    )


def carried_out(log: RunLog, change: Change, result: Result = Result.APPLIED) -> None:
    """One change with its outcome."""
    log.intend(TENANT, [change])
    log.outcome(outcome(change, result))
    log.flush(TENANT)


def test_every_name_of_a_thing_is_known_by_its_id(ledger: Ledger, begin: Begin) -> None:
    """Of groups and units alike, over all runs, however the renames ended."""
    carried_out(begin(), renamed(Kind.GROUP, "robotics", "robots"))
    carried_out(begin(), renamed(Kind.GROUP, "robots", "makers"), Result.UNKNOWN)
    carried_out(begin(), renamed(Kind.ORG_UNIT, "staff", "team"))
    assert ledger.former_keys("sandbox", {})[REF] == {
        (Kind.GROUP, "id-1"): frozenset({"robotics", "robots"}),
        (Kind.ORG_UNIT, "id-1"): frozenset({"staff"}),
    }


def test_other_changes_and_stacks_tell_nothing(ledger: Ledger, begin: Begin) -> None:
    """A new address under the same key is no rename of the key."""
    change = renamed(Kind.GROUP, "robotics", "robots")
    fields = (FieldChange("address", "key@ou-a.example", "robots@ou-a.example"),)
    carried_out(
        begin(),
        Change(change.address, Action.UPDATE, change.after, change.reason, change.target, fields),
    )
    assert ledger.former_keys("sandbox", {}) == {}
    carried_out(begin(), change)
    assert ledger.former_keys("plovdiv", {}) == {}


def test_the_names_follow_a_school_that_gets_another_id(ledger: Ledger, begin: Begin) -> None:
    """They are looked up under the school's id of today."""
    carried_out(begin(), renamed(Kind.GROUP, "robotics", "robots"))
    (ref,) = ledger.former_keys("sandbox", {"ou-a": "ou-new"})
    assert ref.school == "ou-new"
