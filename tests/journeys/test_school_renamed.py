"""A school gets another id: all that carries the old one stays its own, on both vendors."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.support.sandbox import GOOGLE, MICROSOFT, SandboxProject, school_of
from tests.support.sandbox import told as changes_of

LISTINGS = {
    GOOGLE: (
        ("/admin/directory/v1/groups?customer=my_customer&maxResults=200", "groups"),
        ("/admin/directory/v1/customer/my_customer/orgunits?type=all", "organizationUnits"),
    ),
    MICROSOFT: (
        ("/v1.0/groups?$top=999", "value"),
        ("/v1.0/directory/administrativeUnits?$top=999", "value"),
    ),
}
NEW = {GOOGLE: "ou-milev", MICROSOFT: "ou-pelin"}
MARK = re.compile(r"plovdiv/([a-z-]+)/(?:group|orgunit)/")


def marks(sandbox: SandboxProject, tenant: str) -> dict[str, str]:
    """Vendor's id of each group and unit that has a mark → the school that the mark names."""
    things = [
        one for path, items in LISTINGS[tenant] for one in sandbox.listed(tenant, path, items)
    ]
    found = {str(one.get("id") or one["orgUnitId"]): MARK.search(json.dumps(one)) for one in things}
    return {ident: mark[1] for ident, mark in found.items() if mark is not None}


def rename(sandbox: SandboxProject, old: str, new: str, **more: Any) -> None:
    """The school's file, its id and its scope, as a person would."""
    sandbox.school(old).rename(sandbox.school(new))
    sandbox.edit(sandbox.school(new), lambda data: data.update(id=new, **more))
    sandbox.edit(
        sandbox.municipality, lambda data: data["scopes"].update({new: data["scopes"].pop(old)})
    )


@pytest.mark.parametrize(("old", "new"), NEW.items())
def test_a_renamed_school_keeps_everything_and_its_marks_follow(
    sandbox: SandboxProject, old: str, new: str
) -> None:
    """Only marks are rewritten, every id stays, and then the earlier id is not needed any more."""
    before = marks(sandbox, old)
    assert set(before.values()) == {old}
    rename(sandbox, old, new, previously=[old])
    plan = sandbox.plan()
    school = school_of(plan, new)
    assert plan["refusals"] == school["refusals"] == []
    assert {(c["action"], c["origin"]) for c in school["changes"]} == {("update", "wanted")}
    fields = [field for change in school["changes"] for field in change["fields"]]
    assert {(f["name"], f["before"], f["after"]) for f in fields} == {("school", old, new)}
    assert len(school["changes"]) == len(before) == sum(len(s["changes"]) for s in plan["schools"])
    sandbox.apply()
    assert marks(sandbox, old) == dict.fromkeys(before, new)
    told = school_of(sandbox.plan(), new)
    assert told["changes"] == []
    assert "previously-spent" in {finding["code"] for finding in told["findings"]}
    sandbox.edit(sandbox.school(new), lambda data: data.pop("previously"))
    plan = sandbox.plan()
    assert (plan["refusals"], changes_of(plan)) == ([], [])


def test_the_baseline_of_the_earlier_id_is_still_the_schools(one_school: SandboxProject) -> None:
    """Drift is told as such in the same plan, and the ledger knows no school that vanished."""
    group = "/admin/directory/v1/groups/teachers@ou-geo-milev.plovdiv.example"
    one_school.call(GOOGLE, "PATCH", group, {"name": "Чуждо"})
    rename(one_school, GOOGLE, NEW[GOOGLE], previously=[GOOGLE])
    run = one_school.run("drift", "--format", "json")
    told = json.loads(run.out)
    (school,) = told["schools"]
    (change,) = school["changes"]
    assert change["address"] == f"{GOOGLE}/{NEW[GOOGLE]}/group/teachers"
    assert (change["origin"], change["drifted"]) == ("both", ["name"])
    assert told["no_baseline"] == []


def test_an_undone_rename_brings_the_old_marks_back(sandbox: SandboxProject) -> None:
    """On both vendors; with the commit reverted, everything is as it was, and an undo is undone."""
    before = {old: marks(sandbox, old) for old in NEW}
    for old, new in NEW.items():
        rename(sandbox, old, new, previously=[old])
    sandbox.apply()
    undo(sandbox)
    assert {old: marks(sandbox, old) for old in NEW} == before
    assert len(sandbox.changes()) == sum(map(len, before.values()))
    undo(sandbox)
    assert {old: set(marks(sandbox, old).values()) for old in NEW} == {
        o: {n} for o, n in NEW.items()
    }
    undo(sandbox)
    for old, new in NEW.items():
        rename(sandbox, new, old)
        sandbox.edit(sandbox.school(old), lambda data: data.pop("previously"))
    plan = sandbox.plan()
    assert (plan["refusals"], changes_of(plan)) == ([], [])


def undo(sandbox: SandboxProject) -> None:
    """Undoes the newest run; fails unless everything was done and seen."""
    told = json.loads(sandbox.run("history", "--format", "json", "--limit", "1").out)
    run = sandbox.run("undo", str(told["runs"][0]["run"]), "--yes", "--reason", "a wrong id")
    assert run.code == 0, f"{run.out[-3000:]}\n{run.err}"


def test_without_previously_a_renamed_school_has_vanished(one_school: SandboxProject) -> None:
    """So that a slip in a file's name stops everything before it is forgotten."""
    rename(one_school, GOOGLE, NEW[GOOGLE])
    plan = one_school.plan()
    assert [refusal["guard"] for refusal in plan["refusals"]] == ["school-vanished"]
    refused = school_of(plan, NEW[GOOGLE])["refusals"]
    assert "marked-by-another" in {refusal["guard"] for refusal in refused}
