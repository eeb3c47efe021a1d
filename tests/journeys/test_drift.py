"""What others change in a tenant is told as drift, with who did it; what we want is not."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.journeys.test_behind_our_back import DEEDS, DOMAIN, GROUPS, change_a_setting
from tests.journeys.test_broken_vendor import fault
from tests.support.sandbox import GOOGLE, MICROSOFT, Run, Town, school_of

ADMINISTRATOR = f"it-admin@{DOMAIN}"
"""Whoever calls a vendor through the simulator's own API."""


def drift(town: Town, *words: str) -> tuple[Run, dict[str, Any]]:
    """The command's end, and what it told."""
    run = town.run("drift", "--format", "json", *words)
    assert run.out, run.err
    return run, json.loads(run.out)


def told(data: dict[str, Any]) -> dict[str, list[str]]:
    """'kind/key' → what drifted."""
    return {
        change["address"].split("/", 2)[2]: change["drifted"]
        for school in data["schools"]
        for change in school["changes"]
    }


def test_a_tenant_that_nobody_touched_has_no_drift(one: Town) -> None:
    """Right after an apply that left nothing open."""
    run, data = drift(one)
    assert (run.code, data["schools"], data["no_baseline"]) == (0, [], [])


def test_every_deed_behind_our_back_is_drift(one: Town) -> None:
    """Each one by what it changed, and all of it gone after the next apply."""
    for deed, _ in DEEDS:
        deed(one)
    run, data = drift(one)
    assert run.code == 2, run.err
    assert told(data) == {
        "group/teachers": ["settings.post"],
        "orgunit/staff/teachers": ["path"],
        "membership/class-2036a": ["−1"],
        "membership/staff": ["+1"],
        "placement/pupils/2036": ["−1"],
        "licence/plus-staff": ["−1"],
    }
    assert {one["origin"] for one in school_of(one.plan(), GOOGLE)["changes"]} == {"drift"}
    one.apply()
    assert drift(one)[0].code == 0


def test_what_the_manifest_wants_is_no_drift(one: Town) -> None:
    """A new declaration beside a deed of others: each is told as what it is."""
    change_a_setting(one)
    one.edit(
        one.school(GOOGLE),
        lambda data: data.setdefault("groups", {}).update(chess={"name": "Шах", "members": []}),
    )
    origins = {
        change["address"].split("/", 2)[2]: change["origin"]
        for change in school_of(one.plan(), GOOGLE)["changes"]
    }
    assert origins == {"group/teachers": "drift", "group/chess": "wanted"}
    assert told(drift(one)[1]) == {"group/teachers": ["settings.post"]}


def test_a_group_that_others_deleted_is_gone_in_drift(one: Town) -> None:
    """With all of its members."""
    one.call(GOOGLE, "DELETE", f"{GROUPS}/class-2036a@{DOMAIN}")
    found = told(drift(one)[1])
    assert found["group/class-2036a"] == []
    assert found["membership/class-2036a"][0].startswith("−")


def test_an_administrator_is_a_pseudonym_unless_revealed(one: Town) -> None:
    """And our own writes are nobody's deed."""
    change_a_setting(one)
    (deed,) = drift(one)[1]["schools"][0]["changes"][0]["deeds"]
    assert re.fullmatch(r"[0-9a-f]{8}", deed["who"])
    assert (deed["person"], deed["event"]) == (True, "CHANGE_GROUP_SETTING")
    assert ADMINISTRATOR not in one.run("drift").out
    assert f"administrator {ADMINISTRATOR}" in one.run("drift", "--reveal").out


def test_drift_is_told_where_the_log_cannot_be_read(one: Town) -> None:
    """What drifted is known, who did it is not, and the exit code says that something is wrong."""
    change_a_setting(one)
    one.disturb(GOOGLE, fault("GET", "reports/v1", status=403))
    run, data = drift(one)
    one.disturb(GOOGLE)
    assert (run.code, told(data)) == (1, {"group/teachers": ["settings.post"]})
    assert data["schools"][0]["changes"][0]["deeds"] is None
    assert [one["tenant"] for one in data["no_log"]] == [GOOGLE]


def test_without_a_baseline_nothing_is_called_drift(fresh: Town) -> None:
    """Before the first whole apply nobody can tell; the schools are named."""
    run, data = drift(fresh)
    assert (run.code, data["schools"], len(data["no_baseline"])) == (0, [], 3)


def test_drift_on_microsoft_is_told_alike(town: Town) -> None:
    """Somebody is let into a group of a school there."""
    groups = town.listed(MICROSOFT, "/v1.0/groups", "value")
    teachers = next(one for one in groups if one["mailNickname"] == "teachers")
    users = town.listed(MICROSOFT, "/v1.0/users", "value")
    members = town.listed(MICROSOFT, f"/v1.0/groups/{teachers['id']}/members", "value")
    stranger = next(one for one in users if one["id"] not in {m["id"] for m in members})
    body = {"@odata.id": f"https://graph.microsoft.com/v1.0/directoryObjects/{stranger['id']}"}
    town.call(MICROSOFT, "POST", f"/v1.0/groups/{teachers['id']}/members/$ref", body)
    run, data = drift(town, "--school", MICROSOFT)
    assert (run.code, told(data)) == (2, {"membership/teachers": ["+1"]})
    (deed,) = data["schools"][0]["changes"][0]["deeds"]
    assert (deed["person"], deed["event"]) == (True, "Add member to group")
