"""What Google does beyond its documents, each by its name, on and off."""

from __future__ import annotations

from typing import Any

import pytest

from reconciler.simulator.google import GoogleTenant
from reconciler.simulator.google.behaviours import BEHAVIOURS
from reconciler.simulator.switches import Switches
from tests.simulator.google.local import plain

GROUPS = "/admin/directory/v1/groups"
EMPTY = f"{GROUPS}/empty@small.example"
MEMBERS = f"{EMPTY}/members"


def switch(tenant: GoogleTenant, **chosen: Any) -> None:
    """Switches behaviours; _ stands for -."""
    named = {name.replace("_", "-"): value for name, value in chosen.items()}
    tenant.switches = Switches(BEHAVIOURS, named)


def add(tenant: GoogleTenant, address: str, at: str = MEMBERS, role: str = "MEMBER") -> int:
    """The status of an insert."""
    return plain(tenant, "POST", at, {"email": address, "role": role})[0]


def listed(tenant: GoogleTenant, at: str = MEMBERS) -> list[str]:
    """The addresses on a members list."""
    return [one["email"] for one in plain(tenant, "GET", at)[1].get("members", ())]


@pytest.mark.parametrize(
    "again", ["mariapetrova@gmail.com", "Maria.Petrova@GMAIL.com", "m.ariapetrova@googlemail.com"]
)
def test_another_spelling_of_a_gmail_address_is_the_same_member(
    tenant: GoogleTenant, again: str
) -> None:
    """409, the list keeps the first spelling, and any spelling removes."""
    assert add(tenant, "maria.petrova@gmail.com") == 200
    assert add(tenant, again) == 409
    assert listed(tenant) == ["maria.petrova@gmail.com"]
    assert plain(tenant, "DELETE", f"{MEMBERS}/{again}")[0] == 204
    assert listed(tenant) == []


def test_dots_count_everywhere_but_at_gmail(tenant: GoogleTenant) -> None:
    """Other providers' addresses are told apart by every dot."""
    assert [add(tenant, f"{local}@mail.example") for local in ("a.b", "ab")] == [200, 200]


def test_gmail_identity_can_be_switched_off(tenant: GoogleTenant) -> None:
    """Then addresses are compared as text."""
    switch(tenant, gmail_identity=False)
    assert [add(tenant, f"{local}@gmail.com") for local in ("a.b", "ab")] == [200, 200]


def test_gmail_identity_outlives_a_restart(tenant: GoogleTenant) -> None:
    """The index of mailboxes is made anew from what was saved."""
    add(tenant, "a.b@gmail.com")
    again = GoogleTenant.from_json(tenant.to_json())
    assert add(again, "ab@gmail.com") == 409


def test_a_tagged_gmail_address_is_nobody(tenant: GoogleTenant) -> None:
    """404 on insert; elsewhere a tag is part of the address."""
    assert add(tenant, "maria+5a@gmail.com") == 404
    assert add(tenant, "maria+5a@mail.example") == 200
    switch(tenant, gmail_tag_refused=False)
    assert add(tenant, "maria+5a@gmail.com") == 200


def made(tenant: GoogleTenant, address: str = "new@small.example") -> str:
    """The path of a group that is made now."""
    assert plain(tenant, "POST", GROUPS, {"email": address})[0] == 200
    return f"{GROUPS}/{address}"


def reason(answer: tuple[int, Any]) -> tuple[int, str]:
    """Status and reason of a refusal."""
    return answer[0], answer[1]["error"]["errors"][0]["reason"]


def test_settings_of_a_new_group_are_refused_at_first(tenant: GoogleTenant) -> None:
    """400 and 404 by turns, then they are there; old groups' are at once."""
    switch(tenant, group_settings_late={"tries": 3})
    made(tenant)
    path = "/groups/v1/groups/new@small.example"
    tried = [plain(tenant, "PATCH", path, {"whoCanJoin": "INVITED_CAN_JOIN"}) for _ in range(4)]
    assert [reason(one) for one in tried[:3]] == [
        *((400, "invalidArgument"), (404, "notFound"), (400, "invalidArgument"))
    ]
    assert tried[3][1]["whoCanJoin"] == "INVITED_CAN_JOIN"
    assert plain(tenant, "GET", "/groups/v1/groups/empty@small.example")[0] == 200


def test_settings_of_a_new_group_are_refused_for_some_seconds(tenant: GoogleTenant) -> None:
    """By the simulator's clock."""
    switch(tenant, group_settings_late={"tries": 0, "seconds": 30})
    tenant.now = 1000.0
    made(tenant)
    statuses = []
    for now in (1000.0, 1029.0, 1030.0):
        tenant.now = now
        statuses.append(plain(tenant, "GET", "/groups/v1/groups/new@small.example")[0])
    assert statuses[2] == 200
    assert all(status >= 400 for status in statuses[:2])


def test_a_new_group_cannot_join_another_at_once(tenant: GoogleTenant) -> None:
    """404 memberKey once, then it can."""
    switch(tenant, new_group_as_member_late=True)
    made(tenant)
    answer = plain(tenant, "POST", MEMBERS, {"email": "new@small.example", "role": "MEMBER"})
    assert answer[1]["error"]["message"] == "Resource Not Found: memberKey"
    assert add(tenant, "new@small.example") == 200


def test_an_external_id_is_not_replaced_in_one_call(tenant: GoogleTenant) -> None:
    """400; adding first and removing then works."""
    switch(tenant, external_ids_not_replaced=True)
    old, new = ({"namespace": "n", "id": ident} for ident in ("old", "new"))
    assert plain(tenant, "PATCH", EMPTY, {"externalIds": [old]})[0] == 200
    assert reason(plain(tenant, "PATCH", EMPTY, {"externalIds": [new]})) == (400, "invalid")
    assert plain(tenant, "GET", EMPTY)[1]["externalIds"] == [old]
    for ids in ([old, new], [new]):
        assert plain(tenant, "PATCH", EMPTY, {"externalIds": ids})[0] == 200
    switch(tenant)
    assert plain(tenant, "PATCH", EMPTY, {"externalIds": [old]})[0] == 200


@pytest.mark.parametrize("role", ["OWNER", "MANAGER"])
def test_a_group_owns_and_manages_nothing(tenant: GoogleTenant, role: str) -> None:
    """400 memberKey on insert and on a change of role."""
    teachers = "teachers@small.example"
    refused = plain(tenant, "POST", MEMBERS, {"email": teachers, "role": role})
    assert (refused[0], refused[1]["error"]["message"]) == (400, "Invalid Input: memberKey")
    assert add(tenant, teachers) == 200
    assert plain(tenant, "PATCH", f"{MEMBERS}/{teachers}", {"role": role})[0] == 400
    switch(tenant, groups_own_no_groups=False)
    assert plain(tenant, "PATCH", f"{MEMBERS}/{teachers}", {"role": role})[0] == 200
