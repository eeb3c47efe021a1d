"""Microsoft as the people who use it report: each behaviour switched on, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from reconciler.cli.sandbox import Sandbox
from reconciler.diff.policy import DiffCode
from reconciler.errors import TenantError
from reconciler.model.change import Change
from reconciler.model.observation import Listing
from reconciler.model.resources import (
    Declared,
    Group,
    GroupType,
    MemberRole,
    Membership,
    OrgUnit,
    Placement,
    ResourceSet,
)
from reconciler.model.states import Outcome, Result
from reconciler.model.tenant import Vendor
from tests.contract.vendors import ProviderHarness
from tests.support.small import (
    DOMAIN,
    declare,
    declared,
    difference,
    group,
    licence,
    membership,
    people,
    unit,
)

ALIAS = Vendor.MICROSOFT.value
Switch = Callable[..., None]
LEAST = (
    "User.Read.All",
    "GroupMember.Read.All",
    "AdministrativeUnit.Read.All",
    "LicenseAssignment.Read.All",
    "RoleManagement.Read.Directory",
)
"""What docs/operations.md says that the reader needs."""


@pytest.fixture
def microsoft(simulator: Sandbox) -> Iterator[ProviderHarness]:
    """Microsoft's tenant as its seed says."""
    made = ProviderHarness(Vendor.MICROSOFT, simulator)
    yield made
    made.box.ask("PUT", f"tenants/{ALIAS}/behaviour", {})
    made.provider.close()


@pytest.fixture
def switch(microsoft: ProviderHarness) -> Switch:
    """Switches behaviours on, with their parameters."""

    def on(**behaviours: Any) -> None:
        named = {name.replace("_", "-"): value for name, value in behaviours.items()}
        answer = microsoft.box.ask("PUT", f"tenants/{ALIAS}/behaviour", {"behaviours": named})
        assert answer is None or "error" not in answer, answer

    return on


def call(microsoft: ProviderHarness, method: str, path: str, body: Any = None) -> Any:
    """A call behind everybody's back."""
    asked = {"method": method, "path": f"/v1.0/{path}", "body": body}
    answer = microsoft.box.ask("POST", f"tenants/{ALIAS}/call", asked)
    assert answer["status"] < 300, answer
    return answer["body"]


def security(key: str, *, previously: tuple[str, ...] = ()) -> Declared:
    """A declared security group."""
    thing = Group(f"{key}@{DOMAIN}", "Група", GroupType.SECURITY)
    return declare(key, thing, previously=previously)


def led(key: str, owner: str, *ids: str) -> Declared:
    """Members and their owner, who is one of them, as compiling has it."""
    roles = {MemberRole.OWNER: people(owner), MemberRole.MEMBER: people(owner, *ids)}
    return declare(key, Membership(f"{key}@{DOMAIN}", roles))


def results(done: list[Outcome]) -> set[Result]:
    """What became of all."""
    return {one.result for one in done}


def findings(microsoft: ProviderHarness, wanted: ResourceSet) -> set[str]:
    """The codes of what comparing finds."""
    compared = difference(wanted, microsoft.look(), microsoft.policy)
    return {one.code.value for one in compared.difference.findings}


def row(microsoft: ProviderHarness, key: str) -> dict[str, Any]:
    """A group as Graph has it, by its nickname."""
    found = call(
        microsoft,
        "GET",
        "groups?$select=id,mail,visibility,uniqueName,resourceBehaviorOptions,mailNickname",
    )
    (only,) = [one for one in found["value"] if one["mailNickname"] == key]
    return dict(only)


def planned(changes: tuple[Change, ...]) -> list[str]:
    """Every change as 'action kind/key'."""
    return [f"{one.action} {one.address.kind}/{one.address.key}" for one in changes]


def test_a_group_is_made_with_its_owner_and_what_only_a_new_one_can_be_told(
    microsoft: ProviderHarness,
) -> None:
    """In one request: at no moment is it open, without an owner, or a sender of welcome mails."""
    settings: dict[str, str | bool] = {"join": "invited", "post": "members", "listed": False}
    made = declare("teachers", Group(f"teachers@{DOMAIN}", "Учители", settings=settings))
    anna, boris = microsoft.ids["anna"], microsoft.ids["boris"]
    wanted = declared(made, led("teachers", anna, boris))
    microsoft.box.ask("DELETE", "requests")
    assert results(microsoft.do(microsoft.changes(wanted))) == {Result.APPLIED}
    seen = row(microsoft, "teachers")
    assert seen["visibility"] == "Private"
    assert sorted(seen["resourceBehaviorOptions"]) == [
        "AllowOnlyMembersToPost",
        "HideGroupInOutlook",
        "WelcomeEmailDisabled",
    ]
    assert not [one for one in microsoft.log() if one["route"].endswith("owners/$ref")]
    owners = call(microsoft, "GET", f"groups/{seen['id']}/owners")["value"]
    assert [one["id"] for one in owners] == [anna]
    assert microsoft.changes(wanted) == ()
    assert findings(microsoft, wanted) == set()


def test_a_setting_that_only_a_new_group_takes_is_a_finding_later(
    microsoft: ProviderHarness,
) -> None:
    """Nothing is sent that is refused for ever."""
    microsoft.do(microsoft.changes(declared(group("teachers"))))
    strict = declare("teachers", Group(f"teachers@{DOMAIN}", "Група", settings={"post": "members"}))
    assert microsoft.changes(declared(strict)) == ()
    assert findings(microsoft, declared(strict)) == {DiffCode.SETTING_AT_CREATION.value}


def test_a_key_that_was_renamed_away_can_be_declared_again(microsoft: ProviderHarness) -> None:
    """Its unique name stays with the renamed group; the next group of the key gets another one."""
    microsoft.do(microsoft.changes(declared(security("robotics"))))
    renamed = security("robots", previously=("robotics",))
    microsoft.do(microsoft.changes(declared(renamed)))
    wanted = declared(security("robots"), security("robotics"))
    assert results(microsoft.do(microsoft.changes(wanted))) == {Result.APPLIED}
    assert row(microsoft, "robotics")["uniqueName"].endswith(".robotics_2")
    assert microsoft.changes(wanted) == ()


@pytest.mark.parametrize("make", [security, group])
def test_a_key_whose_group_lies_in_the_recycle_bin_can_be_declared_again(
    microsoft: ProviderHarness, switch: Switch, make: Callable[..., Declared]
) -> None:
    """The plan says that the deleted one could be restored; the new one has another unique name."""
    switch(unique_name_kept_by_deleted=True)
    wanted = declared(make("robotics"))
    microsoft.do(microsoft.changes(wanted))
    microsoft.do(microsoft.changes(declared()))
    assert findings(microsoft, wanted) == {DiffCode.GROUP_IN_BIN.value}
    assert results(microsoft.do(microsoft.changes(wanted))) == {Result.APPLIED}
    assert row(microsoft, "robotics")["uniqueName"].endswith(".robotics_2")
    assert microsoft.changes(wanted) == ()


def test_a_group_whose_mail_address_stays_behind_says_so_before_and_after(
    microsoft: ProviderHarness,
) -> None:
    """Graph renames it and leaves its address; a later group of the first name is refused."""
    microsoft.do(microsoft.changes(declared(group("robotics"))))
    renamed = declared(group("robots", previously=("robotics",)))
    assert findings(microsoft, renamed) == {DiffCode.MAIL_STAYS.value}
    microsoft.do(microsoft.changes(renamed))
    assert row(microsoft, "robots")["mail"] == f"robotics@{DOMAIN}"
    assert DiffCode.MAIL_STAYS.value in findings(microsoft, declared(group("robots")))
    again = declared(group("robots"), group("robotics"))
    compared = difference(again, microsoft.look(), microsoft.policy).difference
    assert [one.guard for one in compared.refusals] == ["address-in-use"]


@pytest.mark.parametrize(
    "behaviour",
    [
        {"new_group_source_missing": {"tries": 2.0}},
        {"new_object_values_invalid": {"tries": 2.0}},
        {"concurrency_violation": {"share": 0.4}},
        {"one_assign_a_user": True},
        {"empty_description_filled": True},
    ],
    ids=lambda behaviour: next(iter(behaviour)),
)
def test_a_first_rollout_gets_through(
    microsoft: ProviderHarness, switch: Switch, behaviour: dict[str, Any]
) -> None:
    """Units, groups in groups, owners, licences: done, and nothing is left."""
    switch(**behaviour)
    anna, boris, goran = (microsoft.ids[name] for name in ("anna", "boris", "goran"))
    wanted = declared(
        unit("staff"),
        declare("staff", Placement("/staff", frozenset({anna, boris}))),
        group("teachers"),
        led("teachers", anna, boris),
        security("pupils"),
        membership("pupils", goran),
        licence("plus", goran, anna),
    )
    assert results(microsoft.do(microsoft.changes(wanted))) == {Result.APPLIED}
    assert microsoft.changes(wanted) == ()


def restricted(microsoft: ProviderHarness, name: str, *ids: str) -> str:
    """A restricted unit with these in it."""
    body = {"displayName": name, "isMemberManagementRestricted": True}
    made: str = call(microsoft, "POST", "directory/administrativeUnits", body)["id"]
    for one in ids:
        link = {"@odata.id": f"https://graph.microsoft.com/v1.0/directoryObjects/{one}"}
        call(microsoft, "POST", f"directory/administrativeUnits/{made}/members/$ref", link)
    return made


def test_what_a_restricted_unit_keeps_from_us_is_left_alone(microsoft: ProviderHarness) -> None:
    """A group and its members, an account's licence, and the unit: findings in place of 403."""
    anna, vera = microsoft.ids["anna"], microsoft.ids["vera"]
    first = declared(group("teachers"), membership("teachers", anna))
    microsoft.do(microsoft.changes(first))
    restricted(microsoft, "vip", row(microsoft, "teachers")["id"], vera)
    named = declare("teachers", Group(f"teachers@{DOMAIN}", "Друго име"))
    wanted = declared(
        named,
        membership("teachers", anna, vera),
        declare("vip", OrgUnit("/vip", "Пазени")),
        declare("vip", Placement("/vip", frozenset({anna}))),
        licence("plus", vera, microsoft.ids["goran"]),
    )
    assert microsoft.changes(wanted) == ()
    assert findings(microsoft, wanted) == {
        DiffCode.GROUP_RESTRICTED.value,
        DiffCode.UNIT_RESTRICTED.value,
        DiffCode.ACCOUNT_RESTRICTED.value,
    }


def test_a_unit_with_a_rule_is_left_alone(microsoft: ProviderHarness) -> None:
    """Neither adopted nor filled."""
    body = {"displayName": "staff", "membershipType": "Dynamic"}
    rule = {
        "membershipRule": '(user.givenName -eq "Anna")',
        "membershipRuleProcessingState": "On",
    }
    call(microsoft, "POST", "directory/administrativeUnits", body | rule)
    anna, boris = microsoft.ids["anna"], microsoft.ids["boris"]
    place = declare("staff", Placement("/staff", frozenset({anna, boris})))
    wanted = declared(unit("staff"), place)
    assert microsoft.changes(wanted) == ()
    assert findings(microsoft, wanted) == {DiffCode.UNIT_DYNAMIC.value}


def test_who_administers_a_unit_alone_counts_as_an_administrator(
    microsoft: ProviderHarness, switch: Switch
) -> None:
    """With or without the licence for those who are only eligible."""
    made = call(microsoft, "POST", "directory/administrativeUnits", {"displayName": "north"})
    roles = call(microsoft, "GET", "roleManagement/directory/roleDefinitions")["value"]
    body = {
        "principalId": microsoft.ids["vera"],
        "roleDefinitionId": roles[0]["id"],
        "directoryScopeId": f"/administrativeUnits/{made['id']}",
    }
    call(microsoft, "POST", "roleManagement/directory/roleAssignments", body)
    for premium in (False, True):
        switch(no_premium_licence=premium)
        (vera,) = [one for one in microsoft.look().accounts if one.id == microsoft.ids["vera"]]
        assert vera.admin


def test_the_least_permissions_of_the_reader_are_enough(simulator: Sandbox) -> None:
    """Everything is listed; only the recycle bin wants more, and the plan says so."""
    full = ProviderHarness(Vendor.MICROSOFT, simulator)
    full.do(full.changes(declared(group("teachers"), led("teachers", full.ids["anna"]))))
    seen, expected = look_as(full, *LEAST), full.look()
    full.provider.close()
    assert seen.complete == frozenset(Listing)
    assert seen.faults == ()
    assert seen.deleted_groups is None
    assert (seen.accounts, seen.units, seen.groups, seen.licences) == (
        expected.accounts,
        expected.units,
        expected.groups,
        expected.licences,
    )
    compared = difference(declared(group("choir"), group("new")), seen, full.policy).difference
    assert DiffCode.BIN_NOT_READ.value in {one.code.value for one in compared.findings}


@pytest.mark.parametrize("left_out", LEAST)
def test_none_of_the_reader_s_permissions_can_be_left_out(
    microsoft: ProviderHarness, left_out: str
) -> None:
    """The tenant is not planned, or what could not be read is not taken for gone."""
    granted = [one for one in LEAST if one != left_out]
    if left_out in ("User.Read.All", "RoleManagement.Read.Directory"):
        with pytest.raises(TenantError) as caught:
            look_as(microsoft, *granted)
        faults = caught.value.faults
    else:
        seen = look_as(microsoft, *granted)
        assert seen.complete < frozenset(Listing)
        faults = seen.faults
    assert {fault.code.value for fault in faults} == {"forbidden"}


def look_as(microsoft: ProviderHarness, *roles: str) -> Any:
    """What an application sees that was granted these roles alone."""
    microsoft.reader = "+".join(roles)
    microsoft.renew()
    try:
        return microsoft.look()
    finally:
        microsoft.reader = "reader"
        microsoft.renew()
