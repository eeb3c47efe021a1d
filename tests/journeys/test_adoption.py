"""A group that was there before is taken over with all who are in it, until its file says more."""

from __future__ import annotations

from typing import Any

from tests.support.sandbox import UNITED, SandboxProject

TEACHERS = f"/admin/directory/v1/groups/teachers@{UNITED}.plovdiv.example/members"

ONE_IS_AN_ADMINISTRATOR = ("--acknowledge", "administrators", "--reason", "no owner any more")
"""Among the strangers who owned the group."""


def keys(sandbox: SandboxProject) -> set[str]:
    """The ids of everybody in the adopted group."""
    return {member["id"] for member in sandbox.listed(UNITED, TEACHERS, "members")}


def strangers(plan: dict[str, Any]) -> dict[str, int]:
    """Undeclared members by group, as the findings tell."""
    (school,) = [one for one in plan["schools"] if one["school"] == UNITED]
    return {
        finding["facts"]["group"]: finding["facts"]["count"]
        for finding in school["findings"]
        if finding["code"] == "undeclared-members"
    }


def test_strangers_of_an_adopted_group_stay_until_the_file_says_remove(
    fresh: SandboxProject,
) -> None:
    """Adoption only adds; `extraMembers: remove` then takes out just those who were told."""
    before = keys(fresh)
    assert {"adopt group/teachers", "update membership/teachers"} <= set(fresh.changes())
    fresh.apply("--tenant", UNITED)
    adopted = keys(fresh)
    assert before <= adopted
    told = strangers(fresh.plan("--tenant", UNITED))
    assert told["teachers"] > 0
    choice = {"groups": {"teachers": {"extraMembers": "remove"}}}
    fresh.edit(fresh.school(UNITED), lambda school: school.update(choice))
    plan = fresh.plan("--tenant", UNITED)
    (change,) = plan["schools"][0]["changes"]
    assert change["delta"] == {"add": 0, "remove": told["teachers"], "change": 0}
    fresh.apply("--tenant", UNITED, *ONE_IS_AN_ADMINISTRATOR)
    assert len(keys(fresh)) == len(adopted) - told["teachers"]
    assert fresh.changes("--tenant", UNITED) == []


def test_keep_settles_it_the_other_way(sandbox: SandboxProject) -> None:
    """`extraMembers: keep`: they stay and are not told any more."""
    assert "teachers" in strangers(sandbox.plan())
    choice = {"groups": {"teachers": {"extraMembers": "keep"}}}
    sandbox.edit(sandbox.school(UNITED), lambda school: school.update(choice))
    plan = sandbox.plan("--tenant", UNITED)
    assert plan["schools"][0]["changes"] == []
    assert "teachers" not in strangers(plan)


def test_licences_beyond_the_audience_go_only_where_pruning_is_allowed(
    sandbox: SandboxProject,
) -> None:
    """Two are held by others: the one on the roster loses it, whom no roster names keeps it."""
    assert beyond(sandbox) == 2
    wanted = {"allow": {"licences": ["create", "update", "adopt", "prune"]}}
    sandbox.edit(sandbox.school(UNITED), lambda school: school.update(wanted))
    plan = sandbox.plan("--tenant", UNITED)
    (change,) = plan["schools"][0]["changes"]
    assert (change["address"].rpartition("/")[2], change["delta"]["remove"]) == ("plus-staff", 1)
    sandbox.apply("--tenant", UNITED)
    assert beyond(sandbox) == 1
    assert sandbox.changes("--tenant", UNITED) == []


def beyond(sandbox: SandboxProject) -> int:
    """Licences that are held outside the audience, as the finding tells."""
    (school,) = sandbox.plan("--tenant", UNITED)["schools"]
    (told,) = [f for f in school["findings"] if f["code"] == "licences-beyond"]
    count: int = told["facts"]["count"]
    return count
