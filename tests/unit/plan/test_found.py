"""What rules are told of a tenant: numbers by role, and nothing that was not read whole."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from reconciler.compliance import (
    Code,
    FoundGroup,
    FoundLicence,
    FoundUnit,
    PolicyInput,
    Rule,
    Rulebook,
    TenantSummary,
    Violation,
)
from reconciler.desired.compile import compile_tenant
from reconciler.desired.context import Desired
from reconciler.model.observation import (
    GuardedGroup,
    Listing,
    Observation,
    ObservedGroup,
    ObservedLicence,
)
from reconciler.model.people import Role
from reconciler.model.plan import Level, SchoolPlan
from reconciler.model.resources import GroupType, Holder, Kind, Member, MemberRole, MemberType
from reconciler.plan.build import plan_tenant
from reconciler.plan.prior import PriorState
from reconciler.rules.enforce import RuleContext, apply_rules
from reconciler.rules.found import tenant_summary
from tests.support.schools import context, group_spec, item, person, roster, unit_spec
from tests.support.small import DOMAIN, account, mark, people, seen

PEOPLE = (
    person("head", Role.PRINCIPAL),
    person("ann", Role.TEACHER),
    person("bo", Role.PUPIL, grade=5, graduates=2034),
)
DAY = "2026-11-30"
OUTSIDER = Member(MemberType.EXTERNAL, "stranger@home.example")


class Ids(Code):
    """A rule of the tenant."""

    CLUB = "no-club"


def club(key: str, *members: Member, owners: tuple[str, ...] = ()) -> ObservedGroup:
    """A hand-made group."""
    roles = {MemberRole.MEMBER: frozenset(members), MemberRole.OWNER: people(*owners)}
    return ObservedGroup(
        f"id-{key}", f"{key}@{DOMAIN}", "Иван Петров", "", GroupType.MAIL, members=roles
    )


def observed(*groups: ObservedGroup) -> Observation:
    """The school's accounts and these groups."""
    return seen(*(account(one.sourced_id) for one in PEOPLE), *groups)


def judged(observation: Observation) -> tuple[Desired, SchoolPlan]:
    """The school as desired, and its plan."""
    spec = group_spec("teachers", members=(item(role=Role.TEACHER),))
    desired = compile_tenant([context(roster(*PEOPLE), groups=(spec,))], observation)
    (plan,) = plan_tenant(desired, observation, PriorState(b"a key for tests")).schools
    return desired[0], plan


def summary(observation: Observation) -> TenantSummary:
    """What rules are told."""
    return tenant_summary(*judged(observation), observation, DAY)


def test_a_hand_made_group_is_counted_by_role_and_known_by_its_id() -> None:
    """Its name and address may be a child's, so they are nowhere."""
    told = summary(observed(club("ivan-petrov", *people("bo"), OUTSIDER, owners=("ann",))))
    group = told.groups["id-ivan-petrov"]
    assert (group.people, group.outside) == ({Role.PUPIL: 1, Role.TEACHER: 1}, 1)
    assert (group.run_by, group.owners) == ({Role.TEACHER: 1}, 1)
    text = json.dumps({key: one.to_inputs() for key, one in told.groups.items()})
    assert "Иван" not in text
    assert DOMAIN not in text


def test_pupils_are_found_through_nested_groups() -> None:
    """Round in a circle, too."""
    inner = club("inner", *people("bo"), Member(MemberType.GROUP, f"outer@{DOMAIN}"))
    outer = club("outer", Member(MemberType.GROUP, f"inner@{DOMAIN}"), OUTSIDER)
    told = summary(observed(inner, outer))
    assert (told.groups["id-outer"].people, told.groups["id-outer"].outside) == ({Role.PUPIL: 1}, 1)


def test_a_guest_is_from_outside() -> None:
    """With an account or without."""
    found = observed(club("x", *people("bo", "guest")))
    guests = replace(found, accounts=(*found.accounts, replace(account("guest"), guest=True)))
    assert summary(guests).groups["id-x"].outside == 1


def test_what_is_declared_marked_out_of_scope_or_not_read_is_no_hand_made_group() -> None:
    """The plan speaks of the first two, nobody of the others."""
    ours = replace(club("class"), mark=mark(Kind.GROUP, "class"))
    unread = replace(club("unread"), members=None)
    assert not summary(observed(club("teachers"), ours, unread)).groups


def test_administrators_are_counted_where_all_accounts_were_read() -> None:
    """Suspended ones cannot sign in; whose account one is tells the roster."""
    found = observed()
    head, ann, bo = found.accounts
    accounts = (replace(head, admin=True), replace(ann, admin=True, suspended=True), bo)
    told = summary(replace(found, accounts=accounts))
    assert (told.administrators, told.administrator_roles) == (1, {Role.PRINCIPAL: 1})
    partly = replace(found, accounts=accounts, complete=frozenset({Listing.GROUPS}))
    assert summary(partly).administrators is None


def test_licences_of_suspended_people_are_counted() -> None:
    """Only those of the school's own people, and only from whole listings."""
    found = observed()
    head, ann, bo = found.accounts
    holders = frozenset(Holder(member) for member in people("ann", "bo"))
    full = replace(
        found,
        accounts=(head, replace(ann, suspended=True), bo),
        licences=(ObservedLicence("plus-staff", holders),),
    )
    assert summary(full).suspended_holders == {"plus-staff": 1}
    assert summary(replace(full, complete=frozenset())).suspended_holders == {}


def test_who_holds_licences_is_counted_by_role() -> None:
    """Of the school's own people; nothing from a listing that was not read whole."""
    found = observed()
    holders = frozenset(Holder(member) for member in people("ann", "bo", "stranger"))
    full = replace(found, licences=(ObservedLicence("plus-staff", holders),))
    told = summary(full).licences["plus-staff"]
    assert (told.people, told.sku) == ({Role.TEACHER: 1, Role.PUPIL: 1}, "2")
    assert summary(replace(full, complete=frozenset({Listing.ACCOUNTS}))).licences == {}


def test_guests_among_administrators_are_counted() -> None:
    """A suspended one cannot sign in."""
    found = observed()
    guest = replace(account("guest"), guest=True, admin=True)
    with_guest = replace(found, accounts=(*found.accounts, guest))
    assert summary(with_guest).administrator_guests == 1
    away = replace(found, accounts=(*found.accounts, replace(guest, suspended=True)))
    assert summary(away).administrator_guests == 0


def test_accounts_with_a_parents_address_are_counted() -> None:
    """A teacher who is a parent is a teacher; a guest has no account of the school's."""
    mother = person("mother", Role.PARENT, email=f"mother@{DOMAIN}")
    found = observed()
    hers = replace(account("m1"), address=f"mother@{DOMAIN}")
    observation = replace(found, accounts=(*found.accounts, hers))
    desired, plan = judged(observation)
    assert desired.context.roster is not None
    listed = replace(desired.context.roster, people=(*desired.context.roster.people, mother))
    asked = replace(desired, context=replace(desired.context, roster=listed))
    assert tenant_summary(asked, plan, observation, DAY).parent_accounts == 1
    both = replace(mother, roles=frozenset({Role.PARENT, Role.TEACHER}))
    taught = replace(listed, people=(*desired.context.roster.people, both))
    teacher = replace(asked, context=replace(asked.context, roster=taught))
    assert tenant_summary(teacher, plan, observation, DAY).parent_accounts == 0
    guests = replace(found, accounts=(*found.accounts, replace(hers, guest=True)))
    assert tenant_summary(asked, plan, guests, DAY).parent_accounts == 0


def test_who_is_in_a_declared_unit_is_counted() -> None:
    """Whoever they are: those who left stand in no list any more."""
    unit = unit_spec("leavers")
    found = observed()
    gone = replace(account("old"), places=("/leavers",))
    locked = replace(account("older"), places=("/leavers",), suspended=True)
    holders = frozenset(Holder(member) for member in people("older", "bo"))
    full = replace(
        found,
        accounts=(*found.accounts, gone, locked),
        licences=(ObservedLicence("plus-staff", holders),),
    )
    desired = compile_tenant([context(roster(*PEOPLE), units=(unit,))], full)
    (plan,) = plan_tenant(desired, full, PriorState(b"a key for tests")).schools
    told = tenant_summary(desired[0], plan, full, DAY).units["leavers"]
    assert (told.active, told.holders) == (1, {"plus-staff": 1})
    partly = replace(full, complete=frozenset({Listing.LICENCES}))
    assert tenant_summary(desired[0], plan, partly, DAY).units == {}


def test_a_group_that_roles_can_be_given_to_is_told() -> None:
    """Entra says so of each group."""
    group = replace(club("x", *people("bo")), guarded=GuardedGroup.ROLE_ASSIGNABLE)
    assert summary(observed(group)).groups["id-x"].for_roles
    assert not summary(observed(club("x"))).groups["id-x"].for_roles


def test_what_rules_are_told_travels_through_pulumi_unchanged() -> None:
    """Every number of it."""
    told = TenantSummary(
        groups={"x": FoundGroup({Role.PUPIL: 2}, 1, for_roles=True)},
        administrators=3,
        administrator_guests=1,
        parent_accounts=2,
        licences={"plus": FoundLicence("1010310009", {Role.PUPIL: 1})},
        units={"leavers": FoundUnit(2, {"plus": 1}), "staff": FoundUnit()},
    )
    assert TenantSummary.from_inputs(json.loads(json.dumps(told.to_inputs()))) == told


def test_the_age_of_a_roster_is_in_days() -> None:
    """Where its day is known."""
    desired, plan = judged(observed())
    assert desired.context.roster is not None
    old = replace(desired.context.roster, exported="2026-10-01")
    aged = replace(desired, context=replace(desired.context, roster=old))
    assert tenant_summary(aged, plan, observed(), DAY).roster_age == 60
    assert tenant_summary(aged, plan, observed(), "").roster_age is None


@pytest.mark.parametrize("level", list(Level))
def test_what_only_the_tenant_shows_never_refuses_a_school(level: Level) -> None:
    """Whatever its level: no file can put it right. Nor does it stand in one."""

    def check(subject: PolicyInput) -> list[Violation]:
        groups = subject.seen.groups if subject.seen else {}
        return [Violation(f"group/#{key}", {"id": key}) for key in groups]

    book = Rulebook((Rule(Ids.CLUB, check, observed=True),), {"no-club": level})
    observation = observed(club("x", *people("bo"), OUTSIDER))
    desired, plan = judged(observation)
    (told,) = apply_rules([plan], [desired], RuleContext(book, DAY, observation))
    (finding,) = [one for one in told.findings if one.code == "no-club"]
    assert (finding.level, finding.place, finding.observed) == (Level.ADVISORY, None, True)
    assert told.refusals == plan.refusals
