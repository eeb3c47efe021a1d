"""Claims about groups that carry licences: nobody leaves one before the other licence is there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconciler.diff.policy import LicenceRule, SchoolPolicy
from reconciler.model.change import Action, MembershipDelta
from reconciler.model.observation import Listing, ObservedLicence
from reconciler.model.resources import Declared, Holder, Kind, LicenceAssignment, Member, MemberType
from reconciler.report.texts import LANGUAGES, Language, Texts
from tests.support.small import (
    DOMAIN,
    POLICY,
    account,
    carried,
    declare,
    declared,
    difference,
    group,
    licence,
    membership,
    seen,
    seen_group,
    seen_licence,
    told,
)

RULE = LicenceRule(purchased=None, ceiling=None, fill=False, automatic=False, family="office")
FAMILY = replace(POLICY, licences={"a1": RULE, "a3": RULE}, rostered=frozenset({"ann", "bob"}))
PEOPLE = (account("ann"), account("bob"))


def through(product: str, *groups: str) -> Declared:
    """A licence that groups carry."""
    holders = (Holder(Member(MemberType.GROUP, f"{one}@{DOMAIN}")) for one in groups)
    return declare(product, LicenceAssignment(product, tuple(holders)))


def leaving(
    there: tuple[ObservedLicence, ...],
    *wanted: Declared,
    inside: tuple[str, ...] = (),
    policy: SchoolPolicy = FAMILY,
) -> tuple[set[str], list[str]]:
    """Who is taken out of `old`, where ann leaves it for `new`, and the findings' codes."""
    groups = (seen_group("old", "ann", "bob", key="old"), seen_group("new", *inside, key="new"))
    observed = seen(*PEOPLE, *groups, *there)
    mine = (group("old"), group("new"), membership("old", "bob"), membership("new", "ann"))
    compared = difference(declared(*mine, *wanted), observed, policy).difference
    removed = {
        entry.member.ref
        for change in compared.changes
        if change.address.key == "old" and isinstance(change.delta, MembershipDelta)
        for entry in change.delta.remove
    }
    return removed, [finding.code.value for finding in compared.findings]


@pytest.mark.parametrize(
    ("wanted", "there"),
    [
        ((through("a1", "old", "new"),), (carried("a1", "old", "new"),)),
        (
            (through("a1", "old"), through("a3", "new")),
            (carried("a1", "old"), carried("a3", "new")),
        ),
    ],
)
def test_nobody_leaves_a_carrier_before_she_is_in_the_other_one(
    wanted: tuple[Declared, ...], there: tuple[ObservedLicence, ...]
) -> None:
    """Of one product or of two of a family; once she is there and it carries, she leaves."""
    assert leaving(there, *wanted) == (set(), ["leaves-after-licence"])
    removed, codes = leaving(there, *wanted, inside=("ann",))
    assert removed == {"ann"}
    assert "leaves-after-licence" not in codes


def test_a_group_that_is_to_carry_one_must_carry_it_first() -> None:
    """Being in it is not enough."""
    wanted, there = through("a1", "old", "new"), carried("a1", "old")
    removed, codes = leaving((there,), wanted, inside=("ann",))
    assert (removed, "leaves-after-licence" in codes) == (set(), True)


def test_a_licence_of_her_own_must_be_there_first() -> None:
    """From a group to a direct licence of the family."""
    wanted = (through("a1", "old"), licence("a3", "ann"))
    assert leaving((carried("a1", "old"), seen_licence("a3")), *wanted)[0] == set()
    assert leaving((carried("a1", "old"), seen_licence("a3", "ann")), *wanted)[0] == {"ann"}


def test_who_should_have_none_leaves() -> None:
    """The file says so, and guards count it."""
    assert leaving((carried("a1", "old"),), through("a1", "old"))[0] == {"ann"}


def test_a_group_that_carries_nothing_is_left_as_ever() -> None:
    """So are all groups on Google, which has no licences through groups."""
    assert leaving((carried("a1", "new"),), through("a1", "new"))[0] == {"ann"}


def test_while_licences_are_not_listed_nobody_who_should_have_one_leaves() -> None:
    """What is there is not known."""
    groups = (seen_group("old", "ann", "bob", key="old"), seen_group("new", "ann", key="new"))
    observed = seen(*PEOPLE, *groups, missing=(Listing.LICENCES,))
    mine = (group("old"), group("new"), membership("old", "bob"), membership("new", "ann"))
    compared = difference(declared(*mine, through("a1", "old", "new")), observed, FAMILY)
    assert told(compared) == []


def test_a_carrier_is_not_deleted_while_it_carries() -> None:
    """Graph refuses it, and its members would lose what they have: somebody takes it off first."""
    policy = replace(FAMILY, prune=frozenset({Kind.GROUP}))
    groups = [seen_group("old", "ann", key="old"), seen_group("new", "ann", key="new")]
    wanted = declared(group("new"), membership("new", "ann"), through("a1", "new"))
    both = difference(wanted, seen(*PEOPLE, *groups, carried("a1", "old", "new")), policy)
    assert told(both) == []
    assert "carries-licences" in [finding.code for finding in both.difference.findings]
    ready = difference(wanted, seen(*PEOPLE, *groups, carried("a1", "new")), policy)
    assert [c.action for c in ready.difference.changes] == [Action.DELETE]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_finding_says_what_to_do(language: Language) -> None:
    """In both languages, and without naming anybody."""
    wanted = declared(
        group("old"),
        group("new"),
        membership("old"),
        membership("new", "ann"),
        through("a1", "old", "new"),
    )
    groups = (seen_group("old", "ann", key="old"), seen_group("new", key="new"))
    compared = difference(wanted, seen(*PEOPLE, *groups, carried("a1", "old", "new")), FAMILY)
    (finding,) = [f for f in compared.difference.findings if f.code == "leaves-after-licence"]
    text = Texts(language).finding(finding)
    assert "old" in text
    assert "ann" not in text
    assert ("plan again" if language == "en" else "нов план") in text
