"""What a vendor keeps from us, or cannot do later: findings in place of changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconciler.diff.policy import DiffCode, SchoolPolicy
from reconciler.model.observation import (
    Account,
    DeletedGroup,
    GuardedUnit,
    Observation,
    ObservedGroup,
)
from reconciler.model.resources import Declared, Group, Kind, Placement, ResourceSet
from reconciler.report.texts import LANGUAGES, Texts
from tests.support.small import (
    DOMAIN,
    POLICY,
    account,
    declare,
    declared,
    difference,
    group,
    licence,
    mark,
    membership,
    seen,
    seen_group,
    seen_licence,
    seen_unit,
    told,
    unit,
    with_licence,
)

FLAT = replace(POLICY, units_nest=False, one_role_each=False, prune=frozenset(Kind))


def found(wanted: ResourceSet, there: Observation, policy: SchoolPolicy = FLAT) -> dict[str, int]:
    """The findings by code, with their counts where they count; each can be told in both."""
    result = difference(wanted, there, policy).difference
    for finding in result.findings:
        assert all(Texts(language).finding(finding) for language in LANGUAGES)
    return {one.code.value: int(one.facts.get("count", 0)) for one in result.findings}


def strict(**settings: str | bool) -> Declared:
    """A declared group with settings."""
    return declare("g", Group(f"g@{DOMAIN}", "Група", settings=settings))


def guest(name: str) -> Account:
    """Somebody of another organization."""
    return replace(account(name), guest=True)


def test_guests_stay_in_groups_that_we_made() -> None:
    """Everybody else whom the file does not name leaves."""
    there = seen(seen_group("g", "x", "y", "z", key="g"), account("x"), account("y"), guest("z"))
    wanted = declared(group("g"), membership("g", "x"))
    assert found(wanted, there) == {"guests-stay": 1}
    (change,) = difference(wanted, there, FLAT).difference.changes
    assert [entry.member.ref for entry in change.delta.remove] == ["y"]  # type: ignore[union-attr]


@pytest.mark.parametrize("guarded", GuardedUnit)
def test_a_unit_that_others_govern_is_neither_changed_nor_filled_nor_emptied(
    guarded: GuardedUnit,
) -> None:
    """By its name or by our mark; who moves to another unit stays in it besides."""
    units = (
        replace(seen_unit("/vip", "Друго", key="vip"), guarded=guarded),
        seen_unit("/staff", key="staff"),
    )
    there = seen(*units, account("x", "/vip"), account("y", "/staff"))
    wanted = declared(
        unit("vip"),
        unit("staff"),
        declare("vip", Placement("/vip", frozenset({"y"}))),
        declare("staff", Placement("/staff", frozenset({"x"}))),
    )
    assert found(wanted, there) == {f"unit-{guarded}": 0}
    (change,) = difference(wanted, there, FLAT).difference.changes
    (move,) = change.delta.moves  # type: ignore[union-attr]
    assert (move.account, move.out_of) == ("x", ())


def test_a_restricted_account_keeps_the_licence_that_it_has() -> None:
    """It gets none, loses none, and no plans of it are switched."""
    policy = replace(with_licence("a3"), prune=frozenset(Kind), rostered=frozenset({"x", "y", "z"}))
    kept = replace(account("x"), restricted=True)
    without = replace(account("y"), restricted=True)
    there = seen(kept, without, account("z"), seen_licence("a3", "x"))
    assert found(declared(licence("a3", "y", "z")), there, policy)["account-restricted"] == 1
    (change,) = difference(declared(licence("a3", "y", "z")), there, policy).difference.changes
    delta = change.delta
    assert [holder.member.ref for holder in delta.add] == ["z"]  # type: ignore[union-attr]
    assert not delta.remove  # type: ignore[union-attr]


def test_a_setting_that_only_a_new_group_takes_is_no_change() -> None:
    """A new group gets it; of one that was made without it, it is counted."""
    policy = replace(FLAT, at_creation=frozenset({"post"}))
    wanted = declared(strict(post="members", join="invited"))
    there = replace(seen_group("g", key="g"), settings={"post": "domain", "join": "invited"})
    assert told(difference(wanted, seen(there), policy)) == []
    assert found(wanted, seen(there), policy) == {"setting-at-creation": 1}
    (change,) = difference(wanted, seen(), policy).difference.changes
    assert isinstance(change.after, Group)
    assert change.after.settings["post"] == "members"


def mailed(mail: str | None, *aliases: str) -> ObservedGroup:
    """Our group, whose mail goes elsewhere."""
    return replace(
        seen_group("g", key="g"), mail=mail, aliases=frozenset(f"{one}@{DOMAIN}" for one in aliases)
    )


def test_mail_that_does_not_follow_is_told_until_somebody_mends_it() -> None:
    """The declared address among the group's own is enough."""
    wanted = declared(group("g"))
    assert found(wanted, seen(mailed(f"old@{DOMAIN}"))) == {"mail-stays": 0}
    assert found(wanted, seen(mailed(f"old@{DOMAIN}", "g"))) == {}
    assert found(wanted, seen(mailed(f"g@{DOMAIN}"))) == {}
    assert found(wanted, seen(mailed(None))) == {}


def deleted(local: str, key: str | None = None) -> DeletedGroup:
    """A group in the recycle bin."""
    whose = mark(Kind.GROUP, key) if key else None
    return DeletedGroup(frozenset({f"{local}@{DOMAIN}"}), "2026-11-20", whose)


@pytest.mark.parametrize(
    ("bins", "codes"),
    [
        ((), {}),
        ((deleted("g"),), {DiffCode.GROUP_IN_BIN.value: 0}),
        ((deleted("other", "g"),), {DiffCode.GROUP_IN_BIN.value: 0}),
        ((deleted("other", "h"), deleted("x")), {}),
        (None, {DiffCode.BIN_NOT_READ.value: 1}),
    ],
)
def test_a_new_group_that_could_be_restored_is_told(
    bins: tuple[DeletedGroup, ...] | None, codes: dict[str, int]
) -> None:
    """By key or address; of one that is there nothing is said."""
    wanted = declared(group("g"))
    assert found(wanted, replace(seen(), deleted_groups=bins)) == codes
    there = seen(seen_group("g", key="g"))
    assert found(wanted, replace(there, deleted_groups=bins)) == {}
