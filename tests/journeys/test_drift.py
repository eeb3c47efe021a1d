"""What others change in a tenant is told as drift, with who did it; what we want is not."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.journeys.test_behind_our_back import DEEDS, DOMAIN, GROUPS, change_a_setting
from tests.journeys.test_broken_vendor import fault
from tests.support.sandbox import GOOGLE, MICROSOFT, Run, SandboxProject, school_of

ADMINISTRATOR = f"it-admin@{DOMAIN}"
"""Whoever calls a vendor through the simulator's own API."""


def drift(sandbox: SandboxProject, *words: str) -> tuple[Run, dict[str, Any]]:
    """The command's end, and what it told."""
    run = sandbox.run("drift", "--format", "json", *words)
    assert run.out, run.err
    return run, json.loads(run.out)


def told(data: dict[str, Any]) -> dict[str, list[str]]:
    """'kind/key' → what drifted."""
    return {
        change["address"].split("/", 2)[2]: change["drifted"]
        for school in data["schools"]
        for change in school["changes"]
    }


def test_a_tenant_that_nobody_touched_has_no_drift(one_school: SandboxProject) -> None:
    """Right after an apply that left nothing open."""
    run, data = drift(one_school)
    assert (run.code, data["schools"], data["no_baseline"]) == (0, [], [])


def test_every_deed_behind_our_back_is_drift(one_school: SandboxProject) -> None:
    """Each one by what it changed, and all of it gone after the next apply."""
    for deed, _ in DEEDS:
        deed(one_school)
    run, data = drift(one_school)
    assert run.code == 2, run.err
    assert told(data) == {
        "group/teachers": ["settings.post"],
        "orgunit/staff/teachers": ["path"],
        "membership/class-2036a": ["−1"],
        "membership/staff": ["+1"],
        "placement/pupils/2036": ["−1"],
        "licence/plus-staff": ["−1"],
    }
    assert {row["origin"] for row in school_of(one_school.plan(), GOOGLE)["changes"]} == {"drift"}
    one_school.apply()
    assert drift(one_school)[0].code == 0


def test_what_the_manifest_wants_is_no_drift(one_school: SandboxProject) -> None:
    """A new declaration beside a deed of others: each is told as what it is."""
    change_a_setting(one_school)
    one_school.edit(
        one_school.school(GOOGLE),
        lambda data: data.setdefault("groups", {}).update(chess={"name": "Шах", "members": []}),
    )
    origins = {
        change["address"].split("/", 2)[2]: change["origin"]
        for change in school_of(one_school.plan(), GOOGLE)["changes"]
    }
    assert origins == {"group/teachers": "drift", "group/chess": "wanted"}
    assert told(drift(one_school)[1]) == {"group/teachers": ["settings.post"]}


def test_a_group_that_others_deleted_is_gone_in_drift(one_school: SandboxProject) -> None:
    """With all of its members."""
    one_school.call(GOOGLE, "DELETE", f"{GROUPS}/class-2036a@{DOMAIN}")
    found = told(drift(one_school)[1])
    assert found["group/class-2036a"] == []
    assert found["membership/class-2036a"][0].startswith("−")


def test_an_administrator_is_a_pseudonym_unless_revealed(one_school: SandboxProject) -> None:
    """And our own writes are nobody's deed."""
    change_a_setting(one_school)
    (deed,) = drift(one_school)[1]["schools"][0]["changes"][0]["deeds"]
    assert re.fullmatch(r"[0-9a-f]{8}", deed["who"])
    assert (deed["person"], deed["event"]) == (True, "CHANGE_GROUP_SETTING")
    assert ADMINISTRATOR not in one_school.run("drift").out
    assert f"administrator {ADMINISTRATOR}" in one_school.run("drift", "--reveal").out


def test_drift_is_told_where_the_log_cannot_be_read(one_school: SandboxProject) -> None:
    """What drifted is known, who did it is not, and the exit code says that something is wrong."""
    change_a_setting(one_school)
    one_school.disturb(GOOGLE, fault("GET", "reports/v1", status=403))
    run, data = drift(one_school)
    one_school.disturb(GOOGLE)
    assert (run.code, told(data)) == (1, {"group/teachers": ["settings.post"]})
    assert data["schools"][0]["changes"][0]["deeds"] is None
    assert [row["tenant"] for row in data["no_log"]] == [GOOGLE]


def test_without_a_baseline_nothing_is_called_drift(fresh: SandboxProject) -> None:
    """Before the first whole apply nobody can tell; the schools are named."""
    run, data = drift(fresh)
    assert (run.code, data["schools"], len(data["no_baseline"])) == (0, [], 3)


def test_drift_on_microsoft_is_told_alike(sandbox: SandboxProject) -> None:
    """Somebody is let into a group of a school there."""
    groups = sandbox.listed(MICROSOFT, "/v1.0/groups", "value")
    teachers = next(one for one in groups if one["mailNickname"] == "teachers")
    users = sandbox.listed(MICROSOFT, "/v1.0/users", "value")
    members = sandbox.listed(MICROSOFT, f"/v1.0/groups/{teachers['id']}/members", "value")
    stranger = next(one for one in users if one["id"] not in {m["id"] for m in members})
    body = {"@odata.id": f"https://graph.microsoft.com/v1.0/directoryObjects/{stranger['id']}"}
    sandbox.call(MICROSOFT, "POST", f"/v1.0/groups/{teachers['id']}/members/$ref", body)
    run, data = drift(sandbox, "--school", MICROSOFT)
    assert (run.code, told(data)) == (2, {"membership/teachers": ["+1"]})
    (deed,) = data["schools"][0]["changes"][0]["deeds"]
    assert (deed["person"], deed["event"]) == (True, "Add member to group")
