"""What was renamed away and is declared again under its first key: `git revert` of a rename."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconciler.diff.policy import SchoolPolicy
from reconciler.model.resources import Kind
from tests.support.small import (
    POLICY,
    declared,
    difference,
    group,
    membership,
    seen,
    seen_group,
    seen_unit,
    told,
    unit,
)


def knowing(kind: Kind, external_id: str, *keys: str) -> SchoolPolicy:
    """A policy whose ledger has the earlier keys of one object."""
    return replace(POLICY, former={(kind, external_id): frozenset(keys)})


def test_the_journal_tells_which_group_is_renamed_back() -> None:
    """Its members stay, and nothing is made or dropped."""
    policy = knowing(Kind.GROUP, "id:robots", "robotics")
    there = seen(seen_group("robots", "p1", key="robots"))
    wanted = declared(group("robotics"), membership("robotics", "p1"))
    compared = difference(wanted, there, policy)
    assert told(compared) == ["update group/robotics"]
    (change,) = compared.difference.changes
    assert change.reason.facts == {"previously": "robots"}
    assert {field.name for field in change.fields} == {"address", "key"}


def test_the_journal_tells_which_unit_is_renamed_back() -> None:
    """A unit has no alias anywhere; those below it are found in the same way."""
    policy = replace(
        POLICY,
        former={
            (Kind.ORG_UNIT, "id:/team"): frozenset({"staff"}),
            (Kind.ORG_UNIT, "id:/team/teachers"): frozenset({"staff/teachers"}),
        },
    )
    units = (seen_unit("/team", key="team"), seen_unit("/team/teachers", key="team/teachers"))
    compared = difference(declared(unit("staff"), unit("staff/teachers")), seen(*units), policy)
    assert told(compared) == ["update orgunit/staff", "update orgunit/staff/teachers"]


def test_a_group_that_is_declared_is_not_renamed_back() -> None:
    """Somebody declares both: the earlier key means a new group now."""
    policy = knowing(Kind.GROUP, "id:robots", "robotics")
    there = seen(seen_group("robots", key="robots"))
    compared = difference(declared(group("robotics"), group("robots")), there, policy)
    assert told(compared) == ["create group/robotics"]


def test_two_that_had_the_key_are_refused_and_neither_goes() -> None:
    """The refusal has the lines to choose from."""
    former = {(Kind.GROUP, f"id:{one}"): frozenset({"robotics"}) for one in ("robots", "clubs")}
    there = seen(seen_group("robots", key="robots"), seen_group("clubs", key="clubs"))
    compared = difference(declared(group("robotics")), there, replace(POLICY, former=former))
    assert told(compared) == []
    (refusal,) = compared.difference.refusals
    assert refusal.guard == "renamed-unclear"
    assert refusal.facts["lines"] == "`previously: [clubs]` / `previously: [robots]`"


@pytest.mark.parametrize("first", ["robotics", "tinkers"])
def test_one_that_two_entries_may_mean_is_refused(first: str) -> None:
    """It was called both at a time, and both are declared: neither is guessed."""
    policy = knowing(Kind.GROUP, "id:robots", "robotics", "tinkers")
    other = "tinkers" if first == "robotics" else "robotics"
    there = seen(seen_group("robots", key="robots"))
    compared = difference(declared(group(first), group(other)), there, policy)
    assert told(compared) == []
    assert [one.guard for one in compared.difference.refusals] == ["renamed-unclear"] * 2


def test_what_waits_for_its_first_day_is_not_renamed_back() -> None:
    """Its key is declared, though not today."""
    policy = replace(
        knowing(Kind.GROUP, "id:robots", "robotics"), later=frozenset({(Kind.GROUP, "robots")})
    )
    there = seen(seen_group("robots", key="robots"))
    assert told(difference(declared(group("robotics")), there, policy)) == ["create group/robotics"]
