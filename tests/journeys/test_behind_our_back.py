"""A tenant changed by hand: the next plan is exactly that, and applying puts it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.support.sandbox import GOOGLE, MICROSOFT, SandboxProject

DOMAIN = f"{GOOGLE}.plovdiv.example"
DIRECTORY = "/admin/directory/v1"
GROUPS = f"{DIRECTORY}/groups"
UNITS = f"{DIRECTORY}/customer/my_customer/orgunits"
SOLD = "/apps/licensing/v1/product/101031/sku/1010310009"
GRAPH_UNITS = "/v1.0/directory/administrativeUnits"
Deed = Callable[[SandboxProject], object]


def change_a_setting(sandbox: SandboxProject) -> None:
    """Anybody may write to the teachers."""
    body = {"whoCanPostMessage": "ANYONE_CAN_POST"}
    sandbox.call(GOOGLE, "PATCH", f"/groups/v1/groups/teachers@{DOMAIN}", body)


def remove_a_member(sandbox: SandboxProject) -> None:
    """A pupil is not in the class's group any more."""
    group = f"{GROUPS}/class-2036a@{DOMAIN}/members"
    pupil = next(one for one in sandbox.listed(GOOGLE, group, "members") if one["role"] == "MEMBER")
    sandbox.call(GOOGLE, "DELETE", f"{group}/{pupil['id']}")


def add_a_stranger(sandbox: SandboxProject) -> None:
    """Somebody from outside reads what the staff writes."""
    body = {"email": "stranger@post.example"}
    sandbox.call(GOOGLE, "POST", f"{GROUPS}/staff@{DOMAIN}/members", body)


def rename_a_unit(sandbox: SandboxProject) -> None:
    """The teachers' unit is called otherwise."""
    sandbox.call(GOOGLE, "PATCH", f"{UNITS}/staff/teachers", {"name": "lecturers"})


def move_a_user(sandbox: SandboxProject) -> None:
    """A pupil is back in the root."""
    path = f"{DIRECTORY}/users?customer=my_customer&query=orgUnitPath=/pupils/2036"
    users = sandbox.listed(GOOGLE, path.partition("&query")[0], "users")
    pupil = next(user for user in users if user["orgUnitPath"] == "/pupils/2036")
    sandbox.call(GOOGLE, "PUT", f"{DIRECTORY}/users/{pupil['id']}", {"orgUnitPath": "/"})


def take_a_licence(sandbox: SandboxProject) -> None:
    """A teacher who should have a licence has none."""
    teacher = certified_teacher(sandbox)
    sandbox.call(GOOGLE, "DELETE", f"{SOLD}/user/{teacher}")


def certified_teacher(sandbox: SandboxProject) -> str:
    """The address of a member of 'certified'."""
    group = f"{GROUPS}/certified@{DOMAIN}/members"
    return str(sandbox.listed(GOOGLE, group, "members")[0]["email"])


def make_a_group(sandbox: SandboxProject) -> None:
    """A group that nobody declared."""
    sandbox.call(GOOGLE, "POST", GROUPS, {"email": f"chess@{DOMAIN}", "name": "Шах"})


DEEDS: list[tuple[Deed, list[str]]] = [
    (change_a_setting, ["update group/teachers"]),
    (remove_a_member, ["update membership/class-2036a"]),
    (add_a_stranger, ["update membership/staff"]),
    (rename_a_unit, ["update orgunit/staff/teachers"]),
    (move_a_user, ["update placement/pupils/2036"]),
    (take_a_licence, ["update licence/plus-staff"]),
    (make_a_group, []),
]


def test_what_is_changed_by_hand_on_google_is_exactly_what_the_plan_shows(
    one_school: SandboxProject,
) -> None:
    """Deed after deed the plan grows by that deed's change alone; applied, nothing is left."""
    expected: list[str] = []
    unmanaged = one_school.plan()["schools"][0]["unmanaged"]["group"]
    for deed, changes in DEEDS:
        deed(one_school)
        expected += changes
        assert one_school.changes() == sorted(expected), deed.__doc__
    assert one_school.plan()["schools"][0]["unmanaged"]["group"] == unmanaged + 1
    one_school.apply()
    assert one_school.changes() == []


def graph(
    sandbox: SandboxProject, method: str, path: str, body: object = None
) -> dict[str, object]:
    """A Graph call in the Microsoft tenant."""
    answer = sandbox.call(MICROSOFT, method, f"/v1.0{path}", body)
    return answer or {}


def group_id(sandbox: SandboxProject, nickname: str) -> str:
    """A group's id by its nickname."""
    groups = sandbox.listed(MICROSOFT, "/v1.0/groups?$top=999", "value")
    return next(str(group["id"]) for group in groups if group["mailNickname"] == nickname)


def unit_id(sandbox: SandboxProject, path: str) -> str:
    """A unit's id by its name."""
    units = sandbox.listed(MICROSOFT, f"{GRAPH_UNITS}?$top=999", "value")
    return next(str(unit["id"]) for unit in units if unit["displayName"] == path)


def first_in(sandbox: SandboxProject, path: str) -> str:
    """The id of a list's first entry."""
    return str(sandbox.listed(MICROSOFT, f"/v1.0{path}", "value")[0]["id"])


def rename_a_graph_group(sandbox: SandboxProject) -> None:
    """A group's display name."""
    graph(sandbox, "PATCH", f"/groups/{group_id(sandbox, 'teachers')}", {"displayName": "Даскали"})


def remove_a_graph_member(sandbox: SandboxProject) -> None:
    """A pupil leaves the class."""
    group = f"/groups/{group_id(sandbox, 'class-2036a')}/members"
    graph(sandbox, "DELETE", f"{group}/{first_in(sandbox, group)}/$ref")


def add_a_graph_stranger(sandbox: SandboxProject) -> None:
    """An administrator joins the certified teachers."""
    users = sandbox.listed(MICROSOFT, "/v1.0/users?$top=999", "value")
    admin = next(user["id"] for user in users if user["userPrincipalName"].startswith("backup-"))
    link = {"@odata.id": f"https://graph.example/v1.0/directoryObjects/{admin}"}
    graph(sandbox, "POST", f"/groups/{group_id(sandbox, 'certified')}/members/$ref", link)


def rename_a_graph_unit(sandbox: SandboxProject) -> None:
    """A unit is called otherwise."""
    body = {"displayName": "staff/lecturers"}
    graph(
        sandbox,
        "PATCH",
        f"/directory/administrativeUnits/{unit_id(sandbox, 'staff/teachers')}",
        body,
    )


def take_a_graph_user_out(sandbox: SandboxProject) -> None:
    """A pupil is in no unit any more."""
    unit = f"/directory/administrativeUnits/{unit_id(sandbox, 'pupils/2036')}/members"
    graph(sandbox, "DELETE", f"{unit}/{first_in(sandbox, unit)}/$ref")


def take_a_graph_licence(sandbox: SandboxProject) -> None:
    """A certified teacher loses the licence."""
    user = first_in(sandbox, f"/groups/{group_id(sandbox, 'certified')}/members")
    skus = sandbox.listed(MICROSOFT, "/v1.0/subscribedSkus", "value")
    sku = next(one["skuId"] for one in skus if one["skuPartNumber"] == "M365EDU_A3_FACULTY")
    body = {"addLicenses": [], "removeLicenses": [sku]}
    graph(sandbox, "POST", f"/users/{user}/assignLicense", body)


def make_a_graph_group(sandbox: SandboxProject) -> None:
    """A group that nobody declared."""
    body = {
        "displayName": "Шах",
        "mailNickname": "chess",
        "mailEnabled": False,
        "securityEnabled": True,
    }
    graph(sandbox, "POST", "/groups", body)


GRAPH_DEEDS: list[tuple[Deed, list[str]]] = [
    (rename_a_graph_group, ["update group/teachers"]),
    (remove_a_graph_member, ["update membership/class-2036a"]),
    (add_a_graph_stranger, ["update membership/certified"]),
    (rename_a_graph_unit, ["update orgunit/staff/teachers"]),
    (take_a_graph_user_out, ["update placement/pupils/2036"]),
    (take_a_graph_licence, ["update licence/a3-staff"]),
    (make_a_graph_group, []),
]


def test_what_is_changed_by_hand_on_microsoft_is_exactly_what_the_plan_shows(
    sandbox: SandboxProject,
) -> None:
    """The same deeds in the other vendor's words."""
    expected: list[str] = []
    for deed, changes in GRAPH_DEEDS:
        deed(sandbox)
        expected += changes
        assert sandbox.changes("--tenant", MICROSOFT) == sorted(expected), deed.__doc__
    sandbox.apply()
    assert sandbox.changes() == []


def test_a_member_that_was_never_there_has_not_drifted(sandbox: SandboxProject) -> None:
    """A group waits for a member that is ignored, and says so; later nobody took it out.

    On Microsoft a group has the people of a nested one, and never the group itself.
    """
    vendor = GOOGLE
    club = {"name": "Клуб", "members": [{"role": "teacher"}, {"group": "later"}]}
    settings = {"post": "members", "join": "invited", "seeMembers": "members", "outsiders": False}

    def edit(data: dict[str, Any]) -> None:
        groups = data.setdefault("groups", {})
        groups["club"] = club | {"settings": settings}
        groups["later"] = {"name": "После", "members": [], "settings": dict(settings)}
        data["ignore"] = ["groups/later"]

    sandbox.edit(sandbox.school(vendor), edit)
    plan = sandbox.run("plan", "--school", vendor)
    assert 'one group that "club" has as a member is not in the tenant' in plan.out, plan.err
    sandbox.apply("--school", vendor)
    sandbox.edit(sandbox.school(vendor), lambda data: data.pop("ignore"))
    drift = sandbox.run("drift", "--school", vendor)
    assert "in the tenant" not in drift.out
    assert drift.code == 0
    sandbox.apply("--school", vendor)
    assert sandbox.changes("--school", vendor) == []
