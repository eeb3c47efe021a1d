"""What no plan does, in whatever world."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings

from reconciler.model.change import Action, Change, LicenceDelta, MembershipDelta, PlacementDelta
from reconciler.model.limits import Cost
from reconciler.model.mark import Mark
from reconciler.model.observation import Listing
from reconciler.model.plan import Plan, SchoolPlan
from reconciler.model.resources import Kind, MemberType, Placement
from reconciler.plan.approve import approve
from reconciler.plan.consent import Consent
from reconciler.plan.guards import DEFAULTS, PER_GROUP, PER_SCHOOL
from tests.properties import EXAMPLES
from tests.support.observed_strategies import MUNICIPALITY
from tests.support.worlds import GUARDS, World, unrefused, worlds

LIMITS = {**DEFAULTS, **GUARDS}
GONE = (Action.DELETE, Action.FORGET)
NEEDS = {
    Kind.ORG_UNIT: {Listing.UNITS},
    Kind.GROUP: {Listing.GROUPS},
    Kind.MEMBERSHIP: {Listing.GROUPS, Listing.ACCOUNTS},
    Kind.PLACEMENT: {Listing.UNITS, Listing.ACCOUNTS},
    Kind.LICENCE: {Listing.LICENCES, Listing.ACCOUNTS},
}


def changes(world: World) -> Iterator[tuple[SchoolPlan, Change]]:
    """Every change that is planned."""
    for plan in world.plan():
        for change in plan.changes:
            yield plan, change


def marks(world: World) -> dict[str, Mark | None]:
    """The marks of what is there, by id."""
    units = {unit.id: unit.mark for unit in world.seen.units}
    return units | {group.id: group.mark for group in world.seen.groups}


def owned(mark: Mark | None, school: str) -> bool:
    """Whether a mark is this school's."""
    return mark is not None and (mark.municipality, mark.school) == (MUNICIPALITY, school)


@settings(max_examples=EXAMPLES)
@given(worlds(complete=False))
def test_what_was_not_listed_whole_loses_nothing(world: World) -> None:
    """No change at all is planned of a kind whose listing is incomplete."""
    for _, change in changes(world):
        assert NEEDS[change.address.kind] <= world.seen.complete
        if change.action is Action.DELETE and change.address.kind is Kind.ORG_UNIT:
            assert Listing.ACCOUNTS in world.seen.complete


@settings(max_examples=EXAMPLES)
@given(worlds(complete=False))
def test_members_that_were_not_read_are_not_written(world: World) -> None:
    """A group whose members are unknown keeps them."""
    unread = {group.id for group in world.seen.groups if group.members is None}
    for _, change in changes(world):
        if change.address.kind is Kind.MEMBERSHIP and change.target is not None:
            assert change.target.id not in unread


@settings(max_examples=EXAMPLES)
@given(worlds(complete=False))
def test_only_what_carries_our_mark_is_changed(world: World) -> None:
    """Without it a thing is adopted or left alone; another's is never touched."""
    known = marks(world)
    adopted: set[str] = set()
    for plan, change in changes(world):
        if change.target is None:
            continue
        mark = known[change.target.id]
        if change.action is Action.ADOPT:
            assert mark is None
            adopted.add(change.target.id)
        elif change.action in GONE:
            assert owned(mark, plan.school)
        else:
            assert owned(mark, plan.school) or change.target.id in adopted


@settings(max_examples=EXAMPLES)
@given(worlds())
def test_nothing_is_deleted_that_may_not_be_pruned(world: World) -> None:
    """Deleting is off unless the school's file allows it for the kind."""
    prune = {school.manifest.id: school.manifest.prune for school in world.schools}
    for plan, change in changes(world):
        if change.action is Action.DELETE:
            assert change.address.kind in prune[plan.school]
        if isinstance(change.delta, LicenceDelta) and (change.delta.remove or change.delta.swap):
            assert Kind.LICENCE in prune[plan.school]


@settings(max_examples=EXAMPLES)
@given(worlds())
def test_accounts_that_no_roster_names_keep_their_unit_and_licences(world: World) -> None:
    """An account is a person's by the roster's id or by its address; else it is nobody's."""
    people = world.people()
    mails = {p.email for school in world.schools if school.roster for p in school.roster.people}
    strangers = {
        account.id
        for account in world.seen.accounts
        if account.person_id not in people and account.address not in mails
    }
    for _, change in changes(world):
        if isinstance(change.delta, PlacementDelta):
            assert not strangers & {move.account for move in change.delta.moves}
        if isinstance(change.delta, LicenceDelta):
            assert not strangers & {h.member.ref for h in (*change.delta.add, *change.delta.remove)}
            assert not strangers & {swap.holder.member.ref for swap in change.delta.swap}


@settings(max_examples=EXAMPLES)
@given(worlds())
def test_administrators_are_never_moved(world: World) -> None:
    """Whatever the roster says they are."""
    admins = {account.id for account in world.seen.accounts if account.admin}
    for _, change in changes(world):
        if isinstance(change.delta, PlacementDelta):
            assert not admins & {move.account for move in change.delta.moves}


@settings(max_examples=EXAMPLES)
@given(worlds())
def test_suspended_accounts_keep_what_they_have_and_get_no_licence(world: World) -> None:
    """Suspension is not leaving."""
    suspended = {account.id for account in world.seen.accounts if account.suspended}
    for _, change in changes(world):
        if isinstance(change.delta, MembershipDelta):
            removed = {entry.member for entry in change.delta.remove}
            assert not suspended & {m.ref for m in removed if m.type is MemberType.ACCOUNT}
        if isinstance(change.delta, LicenceDelta):
            assert not suspended & {holder.member.ref for holder in change.delta.add}
            assert not suspended & {swap.holder.member.ref for swap in change.delta.swap}


@settings(max_examples=EXAMPLES)
@given(worlds())
def test_whoever_is_moved_ends_in_one_unit_of_the_school(world: World) -> None:
    """One place each: the one that the change names, and no other that its school declares."""
    plans = unrefused(world.plan())
    after = world.after(tuple(change for plan in plans for change in plan.changes))
    places = {account.id: account.places for account in after.accounts}
    paths = {
        school.manifest.id: {school.path(unit.key) for unit in school.manifest.units}
        for school in world.schools
    }
    for plan in plans:
        for change in plan.changes:
            if isinstance(change.delta, PlacementDelta) and isinstance(change.after, Placement):
                for move in change.delta.moves:
                    assert paths[plan.school] & set(places[move.account]) == {change.after.path}


@settings(max_examples=EXAMPLES)
@given(worlds())
def test_no_two_changes_move_one_account(world: World) -> None:
    """Nobody is pulled in two directions, not even by two schools."""
    moved = [
        move.account
        for _, change in changes(world)
        if isinstance(change.delta, PlacementDelta)
        for move in change.delta.moves
    ]
    assert len(moved) == len(set(moved))


@settings(max_examples=EXAMPLES)
@given(worlds())
def test_what_is_approved_without_a_word_removes_no_more_than_the_guards_allow(
    world: World,
) -> None:
    """approve() leaves a school out that would lose too many, in one group or in all."""
    plan = Plan(
        stack="tests",
        municipality=MUNICIPALITY,
        waves=("pilot",),
        schools=world.plan(),
        failures=(),
        seats=(),
        cost=Cost(0, 0, 0, unlimited=False),
        year=2027,
        fingerprint="",
    )
    there = {group.id: group.members or {} for group in world.seen.groups}
    for school in approve(plan, Consent()).approved.schools:
        total = 0
        for change in school.changes:
            if not isinstance(change.delta, MembershipDelta) or change.target is None:
                continue
            removed = len(change.delta.remove)
            before = sum(map(len, there[change.target.id].values()))
            assert _within(PER_GROUP, removed, before)
            total += removed
        held = sum(
            len(members)
            for group in world.seen.groups
            if owned(group.mark, school.school)
            for members in (group.members or {}).values()
        )
        assert _within(PER_SCHOOL, total, held)
        for kind, name in ((Kind.GROUP, "groups"), (Kind.ORG_UNIT, "units")):
            deleted = _count(school, kind, Action.DELETE)
            assert deleted <= (LIMITS[f"{name}-removed-per-school"].count or 0)
        _assert_licences_within(school)


def _count(school: SchoolPlan, kind: Kind, action: Action) -> int:
    return sum(c.address.kind is kind and c.action is action for c in school.changes)


def _assert_licences_within(school: SchoolPlan) -> None:
    """Of all products together, out of what the school's people hold."""
    removed = before = 0
    for change in school.changes:
        delta = change.delta
        if isinstance(delta, LicenceDelta):
            removed += len(delta.remove)
            # who is switched is in one total more and in another one less
            before += (change.total or 0) - len(delta.add) + len(delta.remove)
    assert _within("licences-removed-per-school", removed, before)


def _within(name: str, removed: int, before: int) -> bool:
    limit = LIMITS[name]
    assert limit.share is not None
    return removed < limit.at_least or removed * 100 <= limit.share * before
