"""Claims about licences that go with a membership: who loses one, and that guards count it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconciler.model.change import Change, LicenceDelta
from reconciler.model.observation import Listing, Observation, ObservedLicence
from reconciler.model.resources import (
    Declared,
    Holder,
    Kind,
    LicenceAssignment,
    Member,
    MemberRole,
    Membership,
    MemberType,
)
from reconciler.plan.carried import lost_findings, lost_licences
from reconciler.plan.guards import DEFAULTS, guard, guard_input
from reconciler.plan.order import ordered
from reconciler.report.texts import LANGUAGES, Texts
from tests.support.small import (
    DOMAIN,
    TENANT,
    account,
    carried,
    declare,
    declared,
    difference,
    group,
    membership,
    people,
    seen,
    seen_group,
)
from tests.unit.plan.test_plan import PRUNE, school_plan

NAMES = [f"p{n}" for n in range(30)]


def licence_through(product: str, *groups: str, have: tuple[str, ...] = ()) -> ObservedLicence:
    """A product that these groups carry, and who has it so."""
    return replace(carried(product, *groups), inherited=frozenset(have), consumed=len(have))


def planned(there: Observation, *wanted: Declared) -> tuple[Change, ...]:
    """Ordered changes."""
    return ordered(difference(declared(*wanted), there, PRUNE).difference.changes)


def two_leave(*there: object) -> tuple[Observation, tuple[Change, ...]]:
    """p1 and p2 leave `licensed`, p3 stays in it."""
    inside = seen_group("licensed", "p1", "p2", "p3", key="licensed")
    accounts = (account(one) for one in ("p1", "p2", "p3"))
    observed = seen(inside, *accounts, *there)  # type: ignore[arg-type]
    return observed, planned(observed, group("licensed"), membership("licensed", "p3"))


def test_whoever_leaves_a_carrying_group_loses_its_licence_by_a_line_of_its_own() -> None:
    """Of each product that it carries; in both languages, by the group and the product."""
    observed, changes = two_leave(
        licence_through("a1", "licensed", have=("p1", "p2", "p3")),
        licence_through("defender", "licensed", have=("p1",)),
    )
    lost = lost_licences(changes, observed)
    assert {(one.product, one.account) for one in lost} == {
        ("a1", "p1"), ("a1", "p2"), ("defender", "p1"),
    }  # fmt: skip
    found = list(lost_findings(lost, TENANT))
    assert [(one.subject, dict(one.facts)) for one in found] == [
        ("membership/licensed", {"product": "a1", "count": 2, "key": "licensed"}),
        ("membership/licensed", {"product": "defender", "count": 1, "key": "licensed"}),
    ]
    for language in LANGUAGES:
        told = Texts(language).finding(found[0])
        assert "licensed" in told
        assert "a1" in told
        assert "2" in told


def test_whoever_keeps_the_product_by_another_way_loses_none() -> None:
    """Another group that carries it, a direct licence, or none that was ever there."""
    other = seen_group("clubs", "p1")
    both = licence_through("a1", "licensed", "clubs", have=("p1", "p2"))
    observed, changes = two_leave(other, both)
    assert [one.account for one in lost_licences(changes, observed)] == ["p2"]
    observed, changes = two_leave(licence_through("a1", "licensed", have=("p3",)))
    assert lost_licences(changes, observed) == ()
    observed, changes = two_leave(licence_through("a1", "clubs", have=("p1", "p2")))
    assert lost_licences(changes, observed) == ()


def test_whoever_leaves_both_groups_loses_it_once() -> None:
    """Neither is the other way."""
    both = licence_through("a1", "licensed", "clubs", have=("p1",))
    inside = [seen_group(one, "p1", key=one) for one in ("licensed", "clubs")]
    observed = seen(*inside, account("p1"), both)
    wanted = [part for one in ("licensed", "clubs") for part in (group(one), membership(one))]
    assert [one.account for one in lost_licences(planned(observed, *wanted), observed)] == ["p1"]


def test_who_is_no_owner_any_more_and_still_a_member_loses_none() -> None:
    """An owner has nothing through the group; a member has."""
    there = replace(
        seen_group("licensed", key="licensed"),
        members={MemberRole.OWNER: people("p1"), MemberRole.MEMBER: people("p1")},
    )
    observed = seen(there, account("p1"), licence_through("a1", "licensed", have=("p1",)))
    roles = {MemberRole.OWNER: people(), MemberRole.MEMBER: people("p1")}
    wanted = declare("licensed", Membership(f"licensed@{DOMAIN}", roles))
    both = replace(PRUNE, one_role_each=False)
    compared = difference(declared(group("licensed"), wanted), observed, both)
    changes = ordered(compared.difference.changes)
    assert changes
    assert lost_licences(changes, observed) == ()


def test_a_group_that_goes_or_loses_the_licence_takes_it_from_all_in_it() -> None:
    """As an undo may plan it."""
    inside = seen_group("licensed", *NAMES, key="licensed")
    observed = seen(
        inside, *map(account, NAMES), licence_through("a1", "licensed", have=tuple(NAMES))
    )
    holder = Holder(Member(MemberType.GROUP, f"licensed@{DOMAIN}"))
    wanted = declare("a1", LicenceAssignment("a1", ()))
    (made,) = planned(seen(inside, *map(account, NAMES)), group("licensed"), membership("licensed"))
    taken = replace(
        made, address=wanted.address, after=wanted.resource, delta=LicenceDelta((), (holder,))
    )
    assert len(lost_licences((taken,), observed)) == len(NAMES)


def test_where_licences_were_not_listed_the_declared_group_counts() -> None:
    """Nobody knows who has it; that they have is taken for granted."""
    observed, changes = two_leave()
    observed = replace(observed, complete=observed.complete - {Listing.LICENCES})
    holder = Holder(Member(MemberType.GROUP, f"licensed@{DOMAIN}"))
    wanted = LicenceAssignment("a1", (holder,))
    assert len(lost_licences(changes, observed, (wanted,))) == 2


@pytest.mark.parametrize("here", [True, False])
def test_the_guard_of_removed_licences_counts_them(here: bool) -> None:
    """Thirty of thirty; also where nothing of ours was ever there."""
    inside = seen_group("licensed", *NAMES, key="licensed")
    observed = seen(
        inside, *map(account, NAMES), licence_through("a1", "licensed", have=tuple(NAMES))
    )
    plan = school_plan(*planned(observed, group("licensed"), membership("licensed")))
    known = replace(guard_input(plan, observed), remembered=here)
    refused = {one.guard: one.facts for one in guard(plan, known, DEFAULTS)}
    facts = refused["licences-removed-per-school"]
    assert (facts["count"], facts["before"]) == (30, 30)
    assert ("unmanaged-licences-taken" in refused) is not here


def test_a_group_that_carries_nothing_trips_no_guard_of_licences() -> None:
    """Its members are guarded as members."""
    observed, changes = two_leave()
    plan = school_plan(*changes)
    assert guard_input(plan, observed).lost == ()
    assert {change.address.kind for change in changes} == {Kind.MEMBERSHIP}


def test_whose_licence_it_was_the_group_says() -> None:
    """Pupils who left are in no list: in the rollover window the limit of pupils is theirs."""
    inside = seen_group("licensed", *NAMES, key="licensed")
    observed = seen(
        inside, *map(account, NAMES), licence_through("a1", "licensed", have=tuple(NAMES))
    )
    plan = school_plan(*planned(observed, group("licensed"), membership("licensed", *NAMES[6:])))
    known = replace(guard_input(plan, observed), about_pupils=frozenset({plan.changes[0].address}))
    name = "licences-removed-per-school"
    assert name in {one.guard for one in guard(plan, guard_input(plan, observed), DEFAULTS)}
    assert name not in {one.guard for one in guard(plan, known, DEFAULTS)}
