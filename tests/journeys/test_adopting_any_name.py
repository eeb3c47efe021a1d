"""Units and groups of any name are taken over where they are, and nobody in them moves."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.sandbox import GOOGLE, MICROSOFT, SandboxProject

DIRECTORY = "/admin/directory/v1"
UNITS = f"{DIRECTORY}/customer/my_customer/orgunits"
AU = "/v1.0/directory/administrativeUnits"
KINDS = ("--kind", "orgunit", "--kind", "group", "--tenant")


def google_state(sandbox: SandboxProject) -> dict[str, Any]:
    """Units, groups with their members, and where everybody is."""
    groups = sandbox.listed(GOOGLE, f"{DIRECTORY}/groups?customer=my_customer", "groups")
    units = sandbox.call(GOOGLE, "GET", f"{UNITS}?type=all")["organizationUnits"]
    users = sandbox.listed(GOOGLE, f"{DIRECTORY}/users?customer=my_customer", "users")
    return {
        "units": {one["orgUnitId"]: one for one in units},
        "groups": {one["id"]: one for one in groups},
        "places": {one["id"]: one["orgUnitPath"] for one in users},
        "members": {
            one["id"]: sandbox.listed(GOOGLE, f"{DIRECTORY}/groups/{one['id']}/members", "members")
            for one in groups
        },
    }


def without_marks(state: dict[str, Any]) -> dict[str, Any]:
    """The same without what carries our mark at Google, and etags."""
    units = {
        ident: {
            **{key: value for key, value in one.items() if key not in ("etag", "description")},
            "label": one.get("description", "").partition("[reconciler ")[0].strip(),
        }
        for ident, one in state["units"].items()
    }
    groups = {
        ident: {key: value for key, value in one.items() if key not in ("etag", "externalIds")}
        for ident, one in state["groups"].items()
    }
    members = {
        ident: sorted((one["id"], one["role"]) for one in found)
        for ident, found in state["members"].items()
    }
    return {"units": units, "groups": groups, "members": members, "places": state["places"]}


def by_hand(sandbox: SandboxProject) -> None:
    """A unit in a unit with a pupil in it, and a group, called as people call them."""
    for parent, name in (("/", "Ученици (стари)"), ("/Ученици (стари)", "Пети клас")):
        body = {"name": name, "parentOrgUnitPath": parent, "description": "на ръка"}
        sandbox.call(GOOGLE, "POST", UNITS, body)
    users = sandbox.listed(GOOGLE, f"{DIRECTORY}/users?customer=my_customer", "users")
    pupil = next(user for user in users if not user["isAdmin"])
    place = {"orgUnitPath": "/Ученици (стари)/Пети клас"}
    sandbox.call(GOOGLE, "PUT", f"{DIRECTORY}/users/{pupil['id']}", place)
    group = {"email": f"5.klas_2019@{GOOGLE}.plovdiv.example", "name": "Пети клас"}
    sandbox.call(GOOGLE, "POST", f"{DIRECTORY}/groups", group)


def adopting(school: dict[str, Any]) -> None:
    """The school's file takes all three over, and nothing of its layout."""
    school["orgUnits"] = {
        "old": {
            "adopt": "/Ученици (стари)",
            "orgUnits": {"fifth": {"adopt": "/Ученици (стари)/Пети клас"}},
        }
    }
    school["groups"] = {"old-fifth": {"adopt": f"5.klas_2019@{GOOGLE}.plovdiv.example"}}


MINE = ("adopt group/old-fifth", "adopt orgunit/old", "adopt orgunit/old/fifth")


def test_at_google_nothing_but_marks_is_written_and_undo_takes_them_off(
    fresh: SandboxProject,
) -> None:
    """Path, description, members and people stay; drift is put back with its capitals."""
    by_hand(fresh)
    fresh.edit(fresh.school(GOOGLE), adopting)
    fresh.edit(fresh.school(GOOGLE), lambda school: school.update(layout="nothing"))
    layout = fresh.root / "schools" / "layouts" / "nothing.yaml"
    head = "apiVersion: reconciler/v1\nkind: Layout\nid: nothing\n"
    layout.write_text(f"{head}name: {{bg: Нищо, en: Nothing}}\ngrades: 1-12\n", "utf-8")
    before = google_state(fresh)
    assert tuple(fresh.changes("--tenant", GOOGLE)) == MINE
    fresh.apply("--tenant", GOOGLE)
    adopted = google_state(fresh)
    assert without_marks(adopted) == without_marks(before)
    assert adopted["units"] != before["units"]
    assert fresh.changes("--tenant", GOOGLE) == []
    (fifth,) = [u for u in adopted["units"].values() if u["name"] == "Пети клас"]
    ident = fifth["orgUnitId"]
    fresh.call(GOOGLE, "PUT", f"{UNITS}/{ident}", {"name": "Друго"})
    assert fresh.changes("--tenant", GOOGLE) == ["update orgunit/old/fifth"]
    fresh.apply("--tenant", GOOGLE)
    assert google_state(fresh)["units"][ident]["orgUnitPath"] == "/Ученици (стари)/Пети клас"
    for run in ("2", "1"):
        undone = fresh.run("undo", run, "--yes")
        assert undone.code == 0, undone.out + undone.err
        if run == "2":
            fresh.call(GOOGLE, "PUT", f"{UNITS}/{ident}", {"name": "Пети клас"})
    after = google_state(fresh)
    assert [u.get("description") for u in after["units"].values()] == [
        u.get("description") for u in before["units"].values()
    ]
    assert without_marks(after) == without_marks(before)
    assert not any(one.get("externalIds") for one in after["groups"].values())


def test_without_the_line_the_unit_is_renamed_with_all_who_are_in_it(
    fresh: SandboxProject,
) -> None:
    """So a hand-made unit comes to the layout's name by two edits and without a move."""
    by_hand(fresh)
    fresh.edit(fresh.school(GOOGLE), adopting)
    fresh.apply(*KINDS, GOOGLE)
    before = google_state(fresh)

    def renamed(school: dict[str, Any]) -> None:
        del school["orgUnits"]["old"]["adopt"]
        del school["orgUnits"]["old"]["orgUnits"]["fifth"]["adopt"]
        school["orgUnits"]["old"]["name"] = "на ръка"
        school["orgUnits"]["old"]["orgUnits"]["fifth"]["name"] = "на ръка"

    fresh.edit(fresh.school(GOOGLE), renamed)
    assert fresh.changes(*KINDS, GOOGLE) == ["update orgunit/old", "update orgunit/old/fifth"]
    fresh.apply(*KINDS, GOOGLE)
    moved = {ident for ident, path in before["places"].items() if path.startswith("/Ученици (")}
    after = google_state(fresh)["places"]
    assert {after[ident] for ident in moved} == {"/old/fifth"}
    others = before["places"].keys() - moved
    assert moved
    assert {after[ident] == before["places"][ident] for ident in others} == {True}


@pytest.mark.parametrize("kind", ["security", "mail"])
def test_at_microsoft_too(fresh: SandboxProject, kind: str) -> None:
    """A unit without a slash, and a group of either type."""
    unit = fresh.call(MICROSOFT, "POST", AU, {"displayName": "Пети клас", "description": "на ръка"})
    nick = "Klas5_old"
    body = {
        "displayName": "Пети клас",
        "mailNickname": nick,
        "mailEnabled": kind == "mail",
        "securityEnabled": kind == "security",
        "groupTypes": ["Unified"] if kind == "mail" else [],
    }
    group = fresh.call(MICROSOFT, "POST", "/v1.0/groups", body)

    def adopts(school: dict[str, Any]) -> None:
        school["orgUnits"] = {"fifth": {"adopt": {MICROSOFT: "/Пети клас"}}}
        adopt = f"{nick}@{MICROSOFT}.plovdiv.example"
        school["groups"]["old-fifth"] = {"adopt": adopt, "type": kind}

    fresh.edit(fresh.school(MICROSOFT), adopts)
    changes = set(fresh.changes(*KINDS, MICROSOFT))
    assert {"adopt group/old-fifth", "adopt orgunit/fifth"} <= changes
    fresh.apply(*KINDS, MICROSOFT)
    assert fresh.changes(*KINDS, MICROSOFT) == []
    now = fresh.call(MICROSOFT, "GET", f"{AU}/{unit['id']}")
    assert now["displayName"] == "Пети клас"
    assert now["description"].startswith("на ръка\n[reconciler adopted ")
    there = fresh.call(MICROSOFT, "GET", f"/v1.0/groups/{group['id']}")
    assert (there["displayName"], there["mailNickname"]) == ("Пети клас", nick)
