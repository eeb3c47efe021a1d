"""A tenant changed by hand: the next plan is exactly that, and applying puts it back."""

from __future__ import annotations

from collections.abc import Callable

from tests.support.sandbox import GOOGLE, MICROSOFT, Town

DOMAIN = f"{GOOGLE}.plovdiv.example"
DIRECTORY = "/admin/directory/v1"
GROUPS = f"{DIRECTORY}/groups"
UNITS = f"{DIRECTORY}/customer/my_customer/orgunits"
SOLD = "/apps/licensing/v1/product/101031/sku/1010310009"
GRAPH_UNITS = "/v1.0/directory/administrativeUnits"
Deed = Callable[[Town], object]


def change_a_setting(town: Town) -> None:
    """Anybody may write to the teachers."""
    body = {"whoCanPostMessage": "ANYONE_CAN_POST"}
    town.call(GOOGLE, "PATCH", f"/groups/v1/groups/teachers@{DOMAIN}", body)


def remove_a_member(town: Town) -> None:
    """A pupil is not in the class's group any more."""
    group = f"{GROUPS}/class-2036a@{DOMAIN}/members"
    pupil = next(one for one in town.listed(GOOGLE, group, "members") if one["role"] == "MEMBER")
    town.call(GOOGLE, "DELETE", f"{group}/{pupil['id']}")


def add_a_stranger(town: Town) -> None:
    """Somebody from outside reads what the staff writes."""
    body = {"email": "stranger@post.example"}
    town.call(GOOGLE, "POST", f"{GROUPS}/staff@{DOMAIN}/members", body)


def rename_a_unit(town: Town) -> None:
    """The teachers' unit is called otherwise."""
    town.call(GOOGLE, "PATCH", f"{UNITS}/staff/teachers", {"name": "lecturers"})


def move_a_user(town: Town) -> None:
    """A pupil is back in the root."""
    path = f"{DIRECTORY}/users?customer=my_customer&query=orgUnitPath=/pupils/2036"
    users = town.listed(GOOGLE, path.partition("&query")[0], "users")
    pupil = next(user for user in users if user["orgUnitPath"] == "/pupils/2036")
    town.call(GOOGLE, "PUT", f"{DIRECTORY}/users/{pupil['id']}", {"orgUnitPath": "/"})


def take_a_licence(town: Town) -> None:
    """A teacher who should have a licence has none."""
    teacher = certified_teacher(town)
    town.call(GOOGLE, "DELETE", f"{SOLD}/user/{teacher}")


def certified_teacher(town: Town) -> str:
    """The address of a member of 'certified'."""
    group = f"{GROUPS}/certified@{DOMAIN}/members"
    return str(town.listed(GOOGLE, group, "members")[0]["email"])


def make_a_group(town: Town) -> None:
    """A group that nobody declared."""
    town.call(GOOGLE, "POST", GROUPS, {"email": f"chess@{DOMAIN}", "name": "Шах"})


DEEDS: list[tuple[Deed, list[str]]] = [
    (change_a_setting, ["update group/teachers"]),
    (remove_a_member, ["update membership/class-2036a"]),
    (add_a_stranger, ["update membership/staff"]),
    (rename_a_unit, ["update orgunit/staff/teachers"]),
    (move_a_user, ["update placement/pupils/2036"]),
    (take_a_licence, ["update licence/plus-staff"]),
    (make_a_group, []),
]


def test_what_is_changed_by_hand_on_google_is_exactly_what_the_plan_shows(one: Town) -> None:
    """Deed after deed the plan grows by that deed's change alone; applied, nothing is left."""
    expected: list[str] = []
    unmanaged = one.plan()["schools"][0]["unmanaged"]["group"]
    for deed, changes in DEEDS:
        deed(one)
        expected += changes
        assert one.changes() == sorted(expected), deed.__doc__
    assert one.plan()["schools"][0]["unmanaged"]["group"] == unmanaged + 1
    one.apply()
    assert one.changes() == []


def graph(town: Town, method: str, path: str, body: object = None) -> dict[str, object]:
    """A Graph call in the Microsoft tenant."""
    answer = town.call(MICROSOFT, method, f"/v1.0{path}", body)
    return answer or {}


def group_id(town: Town, nickname: str) -> str:
    """A group's id by its nickname."""
    groups = town.listed(MICROSOFT, "/v1.0/groups?$top=999", "value")
    return next(str(group["id"]) for group in groups if group["mailNickname"] == nickname)


def unit_id(town: Town, path: str) -> str:
    """A unit's id by its name."""
    units = town.listed(MICROSOFT, f"{GRAPH_UNITS}?$top=999", "value")
    return next(str(unit["id"]) for unit in units if unit["displayName"] == path)


def first_in(town: Town, path: str) -> str:
    """The id of a list's first entry."""
    return str(town.listed(MICROSOFT, f"/v1.0{path}", "value")[0]["id"])


def rename_a_graph_group(town: Town) -> None:
    """A group's display name."""
    graph(town, "PATCH", f"/groups/{group_id(town, 'teachers')}", {"displayName": "Даскали"})


def remove_a_graph_member(town: Town) -> None:
    """A pupil leaves the class."""
    group = f"/groups/{group_id(town, 'class-2036a')}/members"
    graph(town, "DELETE", f"{group}/{first_in(town, group)}/$ref")


def add_a_graph_stranger(town: Town) -> None:
    """An administrator joins the certified teachers."""
    users = town.listed(MICROSOFT, "/v1.0/users?$top=999", "value")
    admin = next(user["id"] for user in users if user["userPrincipalName"].startswith("backup-"))
    link = {"@odata.id": f"https://graph.example/v1.0/directoryObjects/{admin}"}
    graph(town, "POST", f"/groups/{group_id(town, 'certified')}/members/$ref", link)


def rename_a_graph_unit(town: Town) -> None:
    """A unit is called otherwise."""
    body = {"displayName": "staff/lecturers"}
    graph(town, "PATCH", f"/directory/administrativeUnits/{unit_id(town, 'staff/teachers')}", body)


def take_a_graph_user_out(town: Town) -> None:
    """A pupil is in no unit any more."""
    unit = f"/directory/administrativeUnits/{unit_id(town, 'pupils/2036')}/members"
    graph(town, "DELETE", f"{unit}/{first_in(town, unit)}/$ref")


def take_a_graph_licence(town: Town) -> None:
    """A certified teacher loses the licence."""
    user = first_in(town, f"/groups/{group_id(town, 'certified')}/members")
    skus = town.listed(MICROSOFT, "/v1.0/subscribedSkus", "value")
    sku = next(one["skuId"] for one in skus if one["skuPartNumber"] == "M365EDU_A3_FACULTY")
    body = {"addLicenses": [], "removeLicenses": [sku]}
    graph(town, "POST", f"/users/{user}/assignLicense", body)


def make_a_graph_group(town: Town) -> None:
    """A group that nobody declared."""
    body = {
        "displayName": "Шах",
        "mailNickname": "chess",
        "mailEnabled": False,
        "securityEnabled": True,
    }
    graph(town, "POST", "/groups", body)


GRAPH_DEEDS: list[tuple[Deed, list[str]]] = [
    (rename_a_graph_group, ["update group/teachers"]),
    (remove_a_graph_member, ["update membership/class-2036a"]),
    (add_a_graph_stranger, ["update membership/certified"]),
    (rename_a_graph_unit, ["update orgunit/staff/teachers"]),
    (take_a_graph_user_out, ["update placement/pupils/2036"]),
    (take_a_graph_licence, ["update licence/a3-staff"]),
    (make_a_graph_group, []),
]


def test_what_is_changed_by_hand_on_microsoft_is_exactly_what_the_plan_shows(town: Town) -> None:
    """The same deeds in the other vendor's words."""
    expected: list[str] = []
    for deed, changes in GRAPH_DEEDS:
        deed(town)
        expected += changes
        assert town.changes("--tenant", MICROSOFT) == sorted(expected), deed.__doc__
    town.apply()
    assert town.changes() == []
