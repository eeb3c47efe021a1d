"""Who counts as an administrator, and what only others may change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reconciler.errors import TenantError
from reconciler.model.observation import GuardedGroup, GuardedUnit, Scope
from reconciler.model.resources import Kind
from tests.unit.providers.microsoft.fakes import DENIED, DOMAIN, Reply, Seen, described, error
from tests.unit.providers.microsoft.test_observe import Directory, group, look, user

ASSIGNED = "/roleManagement/directory/roleAssignments"
ELIGIBLE = "/roleManagement/directory/roleEligibilityScheduleInstances"
BIN = "/directory/deletedItems/microsoft.graph.group"
UNITS = "/directory/administrativeUnits"
UNLICENSED = error(400, "AadPremiumLicenseRequired", "The tenant needs Entra ID P2.")
PEOPLE = [user("anna"), user("boris"), user("vera"), user("goran")]
NARROW = Scope(roots=frozenset({"/ours"}), addresses=frozenset({"ours-*"}))


class Answers(Directory):
    """A directory of which some paths give another answer, whatever is in them."""

    def __init__(self, lists: dict[str, list[dict[str, Any]]], instead: dict[str, Reply]) -> None:
        super().__init__({"/users": PEOPLE, **lists})
        self.instead = instead

    def __call__(self, call: Seen) -> Reply:
        """Answers one call."""
        return self.instead.get(call.path) or super().__call__(call)


def admins(folder: Path, lists: dict[str, list[dict[str, Any]]], **instead: Reply) -> set[str]:
    """Ids of those who count as administrators."""
    named = {"eligible": ELIGIBLE, "assigned": ASSIGNED, "members": "/groups/r/members"}
    answers = Answers(lists, {named[name]: reply for name, reply in instead.items()})
    seen, _ = look(answers, folder, NARROW)
    return {account.id for account in seen.accounts if account.admin}


def principal(one: str, number: int = 0) -> dict[str, Any]:
    """One assignment as listed."""
    return {"id": f"a{number}", "principalId": one}


def test_who_administers_a_unit_alone_is_an_administrator(tmp_path: Path) -> None:
    """No role of the tenant shows it."""
    assert admins(tmp_path, {ASSIGNED: [principal("anna")]}) == {"anna"}


def test_who_may_become_an_administrator_is_one(tmp_path: Path) -> None:
    """Even while the role is not active."""
    lists = {ELIGIBLE: [principal("boris")], ASSIGNED: [principal("anna")]}
    assert admins(tmp_path, lists) == {"anna", "boris"}


@pytest.mark.parametrize("route", [ASSIGNED, ELIGIBLE])
def test_a_group_s_role_is_its_members_role_in_scope_or_not(tmp_path: Path, route: str) -> None:
    """Only a role-assignable group can have one, and its members are always read."""
    lists = {
        "/groups": [group("r", isAssignableToRole=True), group("s", isAssignableToRole=True)],
        "/groups/r/members": [{"id": "vera"}],
        "/groups/s/members": [{"id": "goran"}],
        route: [principal("r")],
    }
    assert admins(tmp_path, lists) == {"vera"}


def test_a_tenant_without_the_premium_licence_has_nobody_who_is_eligible(tmp_path: Path) -> None:
    """The refusal means none; it is no fault."""
    assert admins(tmp_path, {ASSIGNED: [principal("anna")]}, eligible=UNLICENSED) == {"anna"}


@pytest.mark.parametrize(
    "instead", [{"assigned": DENIED}, {"eligible": DENIED}, {"assigned": UNLICENSED}]
)
def test_administrators_that_could_not_be_listed_stop_the_tenant(
    tmp_path: Path, instead: dict[str, Reply]
) -> None:
    """Nobody is taken for one who is none."""
    with pytest.raises(TenantError):
        admins(tmp_path, {}, **instead)


def test_a_role_assignable_group_that_could_not_be_read_stops_the_tenant(tmp_path: Path) -> None:
    """Its members may be administrators, whether it is known to have a role yet or not."""
    lists = {"/groups": [group("r", isAssignableToRole=True)], ASSIGNED: [principal("r")]}
    with pytest.raises(TenantError):
        admins(tmp_path, lists, members=DENIED)


def test_a_principal_that_may_be_an_unlisted_group_stops_the_tenant(tmp_path: Path) -> None:
    """While the groups are not all known; a known user or one that is no group does not."""
    broken: dict[str, Reply] = {"/groups": DENIED}
    with pytest.raises(TenantError):
        look(Answers({ASSIGNED: [principal("stranger")]}, broken), tmp_path)
    seen, _ = look(Answers({ASSIGNED: [principal("anna")]}, broken), tmp_path)
    assert {account.id for account in seen.accounts if account.admin} == {"anna"}
    assert admins(tmp_path, {ASSIGNED: [principal("an app")]}) == set()


def test_a_restricted_unit_out_of_scope_still_guards_what_is_in_it(tmp_path: Path) -> None:
    """Accounts and groups; units in scope that others govern are told too."""
    lists: dict[str, list[dict[str, Any]]] = {
        UNITS: [
            {"id": "safe", "displayName": "vip", "isMemberManagementRestricted": True},
            {"id": "rule", "displayName": "ours/staff", "membershipType": "Dynamic"},
        ],
        f"{UNITS}/safe/members": [{"id": "anna"}, {"id": "g"}],
        "/groups": [group("g", mailNickname="ours-5a"), group("h", mailNickname="ours-5b")],
    }
    seen, _ = look(Answers(lists, {}), tmp_path, NARROW)
    assert {account.id for account in seen.accounts if account.restricted} == {"anna"}
    assert {one.id: one.guarded for one in seen.groups} == {"g": GuardedGroup.RESTRICTED, "h": None}
    assert [(unit.path, unit.guarded) for unit in seen.units] == [
        ("/ours/staff", GuardedUnit.DYNAMIC)
    ]


def test_the_recycle_bin_tells_what_could_be_restored(tmp_path: Path) -> None:
    """By mark and by every address; what could not be read is not taken for empty."""
    row = {
        "id": "gone",
        "mailNickname": "club",
        "mail": f"Club@{DOMAIN}",
        "deletedDateTime": "2026-11-20T08:00:00Z",
        "description": described(Kind.GROUP, "club"),
    }
    seen, _ = look(Answers({BIN: [row]}, {}), tmp_path)
    (deleted,) = seen.deleted_groups or ()
    assert deleted.addresses == {f"club@{DOMAIN}"}
    assert deleted.deleted == "2026-11-20"
    assert deleted.mark is not None
    seen, _ = look(Answers({}, {BIN: DENIED}), tmp_path)
    assert seen.deleted_groups is None
    assert seen.faults == ()
