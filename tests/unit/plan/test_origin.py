"""Claims about drift: told apart from what is wanted, field by field and member by member."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from reconciler.desired.context import Desired
from reconciler.diff.policy import SchoolPolicy
from reconciler.drift.baseline import baseline_of
from reconciler.drift.cause import BaselineContext, with_causes
from reconciler.model.change import Action, Change, ChangeCause
from reconciler.model.observation import Account, Observation, ObservedGroup
from reconciler.model.resources import (
    Declared,
    Group,
    Kind,
    Member,
    MemberRole,
    Membership,
    MemberType,
)
from reconciler.plan.fingerprint import school_fingerprint
from reconciler.plan.order import ordered
from tests.support.small import (
    DOMAIN,
    POLICY,
    SCHOOL,
    TENANT,
    account,
    declare,
    difference,
    group,
    licence,
    members,
    membership,
    people,
    seen,
    seen_group,
    seen_licence,
    seen_unit,
    unit,
    with_licence,
)
from tests.unit.plan.test_baseline import AT, desired, keyed, placed

Told = dict[str, tuple[str, tuple[str, ...]]]
PRUNE = replace(POLICY, prune=frozenset(Kind))


@dataclass(frozen=True)
class World:
    """What was declared at the baseline, what is now, and what the tenant holds."""

    then: Desired
    now: Desired
    there: Observation
    policy: SchoolPolicy = POLICY

    def changes(self) -> tuple[Change, ...]:
        """The plan's changes with their origins."""
        return with_causes(self.planned(), self.now, self.past())

    def planned(self) -> tuple[Change, ...]:
        """The same without."""
        found = difference(self.now.resources, self.there, self.policy)
        return ordered(found.difference.changes)

    def past(self, *unfinished: str) -> BaselineContext:
        """What is remembered."""
        return BaselineContext(baseline_of(self.then, 1, AT, keyed), frozenset(unfinished), keyed)

    def told(self) -> Told:
        """'kind/key' → origin and what drifted."""
        return {
            f"{one.address.kind}/{one.address.key}": (one.origin.value, one.drifted)
            for one in self.changes()
        }


def still(*items: Declared, there: tuple[object, ...], policy: SchoolPolicy = POLICY) -> World:
    """A declaration that stood still."""
    return World(desired(*items), desired(*items), seen(*there), policy)  # type: ignore[arg-type]


def moved(
    then: tuple[Declared, ...],
    now: tuple[Declared, ...],
    *there: object,
    policy: SchoolPolicy = POLICY,
) -> World:
    """A declaration that moved."""
    return World(desired(*then), desired(*now), seen(*there), policy)  # type: ignore[arg-type]


def accounts(*names: str) -> tuple[Account, ...]:
    """Accounts that are there."""
    return tuple(map(account, names))


def test_without_a_baseline_everything_is_wanted() -> None:
    """Nobody can say what the tenant was like."""
    world = still(group("g"), there=())
    (change,) = with_causes(world.planned(), world.now, BaselineContext(None, frozenset(), keyed))
    assert (change.origin, change.drifted) == (ChangeCause.CONFIG, ())


def test_what_an_earlier_run_tried_is_unfinished() -> None:
    """With and without a baseline, whatever else could be said of it."""
    world = still(group("g"), there=())
    address = f"{TENANT}/{SCHOOL}/group/g"
    for past in (world.past(address), BaselineContext(None, frozenset({address}), keyed)):
        (change,) = with_causes(world.planned(), world.now, past)
        assert change.origin is ChangeCause.UNFINISHED


def test_a_group_that_was_deleted_behind_our_back_is_drift() -> None:
    """And so are its members, who went with it."""
    world = still(group("g"), membership("g", "x", "y"), there=accounts("x", "y"))
    assert world.told() == {"group/g": ("drift", ()), "membership/g": ("drift", ("−2",))}


def test_a_new_declaration_is_wanted() -> None:
    """The baseline did not have it."""
    world = moved((), (group("g"), membership("g", "x")), *accounts("x"))
    assert world.told() == {"group/g": ("wanted", ()), "membership/g": ("wanted", ())}


def test_a_field_that_others_changed_is_drift() -> None:
    """What is declared of it is what it was."""
    world = still(group("g", "Група"), there=(seen_group("g", key="g", name="Чуждо"),))
    assert world.told() == {"group/g": ("drift", ("name",))}


def test_a_field_whose_declaration_moved_is_wanted() -> None:
    """The tenant is as the baseline left it."""
    world = moved(
        (group("g", "Старо"),), (group("g", "Ново"),), seen_group("g", key="g", name="Старо")
    )
    assert world.told() == {"group/g": ("wanted", ())}


def test_a_field_that_both_sides_changed_is_both() -> None:
    """The declaration moved, and what stands there is not what the baseline left either."""
    world = moved(
        (group("g", "Старо"),), (group("g", "Ново"),), seen_group("g", key="g", name="Чуждо")
    )
    assert world.told() == {"group/g": ("both", ("name",))}


def with_setting(name: str, **settings: str | bool) -> Declared:
    """A group with settings."""
    return declare("g", Group(f"g@{DOMAIN}", name, settings=settings))


def there_with(**settings: str | bool) -> ObservedGroup:
    """The same group as it is."""
    return replace(seen_group("g", key="g", name="Старо"), settings=settings)


def test_one_field_wanted_and_another_drifted_are_both() -> None:
    """Only the drifted one is named."""
    world = moved(
        (with_setting("Старо", outsiders=False),),
        (with_setting("Ново", outsiders=False),),
        there_with(outsiders=True),
    )
    assert world.told() == {"group/g": ("both", ("settings.outsiders",))}


def test_a_setting_that_is_declared_for_the_first_time_is_wanted() -> None:
    """Nobody managed it before."""
    world = moved(
        (with_setting("Старо"),),
        (with_setting("Старо", outsiders=False),),
        there_with(outsiders=True),
    )
    assert world.told() == {"group/g": ("wanted", ())}


def test_a_unit_that_was_moved_or_described_anew_is_drift() -> None:
    """Field by field, as with groups."""
    world = still(unit("a"), there=(seen_unit("/b", "Друго", key="a"),))
    assert world.told() == {"orgunit/a": ("drift", ("path", "label"))}


def test_a_mark_that_was_taken_off_is_drift() -> None:
    """The object is there and does not say whose it is."""
    world = still(group("g"), there=(seen_group("g"),))
    assert world.told() == {"group/g": ("drift", ("mark",))}


def test_adopting_what_is_declared_anew_is_wanted() -> None:
    """It never had our mark."""
    assert moved((), (group("g"),), seen_group("g")).told() == {"group/g": ("wanted", ())}


def test_a_rename_is_wanted_and_its_other_fields_are_compared_under_the_old_key() -> None:
    """The baseline knows the thing by its earlier key."""
    old, new = group("old"), group("new", previously=("old",))
    assert moved((old,), (new,), seen_group("old", key="old")).told() == {
        "group/new": ("wanted", ())
    }
    strange = seen_group("old", key="old", name="Чуждо")
    assert moved((old,), (new,), strange).told() == {"group/new": ("both", ("name",))}


def test_a_mark_that_was_set_back_to_an_earlier_key_is_drift() -> None:
    """The baseline had the new key already."""
    new = group("new", previously=("old",))
    assert still(new, there=(seen_group("new", key="old"),)).told() == {
        "group/new": ("drift", ("key",))
    }


def test_members_are_told_apart_one_by_one() -> None:
    """One taken out by others, one declared anew, one let in by others, one dropped."""
    world = moved(
        (group("g"), membership("g", "x", "w")),
        (group("g"), membership("g", "x", "y")),
        seen_group("g", "z", "w", key="g"),
        *accounts("x", "y", "z", "w"),
    )
    assert world.told() == {"membership/g": ("both", ("+1 −1",))}


def test_members_whom_others_changed_alone_are_drift() -> None:
    """Nothing of it was declared."""
    world = still(
        group("g"),
        membership("g", "x"),
        there=(seen_group("g", "z", key="g"), *accounts("x", "z")),
    )
    assert world.told() == {"membership/g": ("drift", ("+1 −1",))}


def test_dropping_somebody_is_wanted() -> None:
    """The baseline had him and the declaration has not."""
    world = moved(
        (group("g"), membership("g", "x", "y")),
        (group("g"), membership("g", "x")),
        seen_group("g", "x", "y", key="g"),
        *accounts("x", "y"),
    )
    assert world.told() == {"membership/g": ("wanted", ())}


def test_members_of_a_role_that_is_managed_anew_are_wanted() -> None:
    """A role that nobody managed could not drift."""
    only_owners = declare("g", Membership(f"g@{DOMAIN}", {MemberRole.OWNER: people("x")}))
    both = declare(
        "g",
        Membership(f"g@{DOMAIN}", {MemberRole.OWNER: people("x"), **members()}),
    )
    there = replace(
        seen_group("g", key="g"),
        members={MemberRole.OWNER: people("x"), MemberRole.MEMBER: people("z")},
    )
    world = moved((group("g"), only_owners), (group("g"), both), there, *accounts("x", "z"))
    assert world.told() == {"membership/g": ("wanted", ())}


def test_strangers_whom_the_file_now_removes_are_wanted() -> None:
    """`extraMembers` moved, not the tenant."""
    world = moved(
        (group("g"), membership("g", "x", extra="keep")),
        (group("g"), membership("g", "x", extra="remove")),
        seen_group("g", "x", "z", key="g"),
        *accounts("x", "z"),
    )
    assert world.told() == {"membership/g": ("wanted", ())}


def test_a_role_that_others_changed_is_drift() -> None:
    """Somebody made an owner a member."""
    owned = declare("g", Membership(f"g@{DOMAIN}", {MemberRole.OWNER: people("x")}))
    world = still(group("g"), owned, there=(seen_group("g", "x", key="g"), *accounts("x")))
    assert world.told() == {"membership/g": ("drift", ("~1",))}


def test_a_nested_group_that_is_renamed_and_dropped_at_once_is_wanted() -> None:
    """It is known by its present address as well as by the planned one."""
    inside = Member(MemberType.GROUP, f"old@{DOMAIN}")
    holds = declare("g", Membership(f"g@{DOMAIN}", {MemberRole.MEMBER: frozenset({inside})}))
    there = replace(seen_group("g", key="g"), members={MemberRole.MEMBER: frozenset({inside})})
    world = moved(
        (group("g"), group("old"), holds),
        (group("g"), group("new", previously=("old",)), membership("g")),
        there,
        seen_group("old", key="old"),
    )
    assert world.told() == {"group/new": ("wanted", ()), "membership/g": ("wanted", ())}


def test_whom_others_moved_out_of_a_unit_is_drift_and_newcomers_are_wanted() -> None:
    """One stood there at the baseline, the other did not."""
    there = (seen_unit("/a", key="a"), account("x", "/"), account("y", "/"))
    drifted = still(unit("a"), placed("a", "x"), there=there)
    assert drifted.told() == {"placement/a": ("drift", ("−1",))}
    both = moved((unit("a"), placed("a", "x")), (unit("a"), placed("a", "x", "y")), *there)
    assert both.told() == {"placement/a": ("both", ("−1",))}


def test_a_licence_that_others_took_or_gave_is_drift() -> None:
    """One lost it, another got it who was in the roster all the time."""
    policy = replace(
        with_licence("plus-staff"),
        prune=frozenset({Kind.LICENCE}),
        rostered=frozenset({"x", "z"}),
    )
    prune = frozenset({Kind.LICENCE})
    state = desired(licence("plus-staff", "x"), rostered=("x", "z"), prune=prune)
    there = seen(seen_licence("plus-staff", "z", purchased=9), *accounts("x", "z"))
    assert World(state, state, there, policy).told() == {
        "licence/plus-staff": ("drift", ("+1 −1",))
    }
    newcomer = replace(state, rostered=frozenset({"x"}))
    assert World(newcomer, state, there, policy).told() == {"licence/plus-staff": ("both", ("−1",))}


@pytest.mark.parametrize("action", [Action.FORGET, Action.DELETE])
def test_what_is_dropped_is_wanted_and_what_came_back_is_drift(action: Action) -> None:
    """A group with our mark that neither side declares was not there at the baseline."""
    policy = PRUNE if action is Action.DELETE else POLICY
    there = seen_group("g", key="g")
    assert moved((group("g"),), (), there, policy=policy).told() == {"group/g": ("wanted", ())}
    assert moved((), (), there, policy=policy).told() == {"group/g": ("drift", ())}


def test_a_unit_that_waited_until_it_was_empty_is_wanted() -> None:
    """It was dropped before the baseline and could not go then."""
    world = moved((), (), seen_unit("/a", key="a"), policy=PRUNE)
    assert world.told() == {"orgunit/a": ("wanted", ())}


def test_what_the_file_allows_only_now_is_wanted() -> None:
    """The rule moved: creating was not allowed when the baseline was made."""
    forbidden = desired(group("g"), allow={Kind.GROUP: frozenset({Action.UPDATE})})
    assert World(forbidden, desired(group("g")), seen()).told() == {"group/g": ("wanted", ())}


def test_origins_change_neither_order_nor_fingerprint() -> None:
    """Where a difference comes from is no part of what is consented to."""
    world = still(group("g"), membership("g", "x"), unit("a"), there=accounts("x"))
    planned, told = world.planned(), world.changes()
    assert school_fingerprint(told, b"key") == school_fingerprint(planned, b"key")
    assert {change.origin for change in told} == {ChangeCause.DRIFT}
