"""A school gets another id: all that carries the old one stays its own, on both vendors."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.support.sandbox import GOOGLE, MICROSOFT, Town, school_of
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


def marks(town: Town, tenant: str) -> dict[str, str]:
    """Vendor's id of each group and unit that has a mark → the school that the mark names."""
    things = [one for path, items in LISTINGS[tenant] for one in town.listed(tenant, path, items)]
    found = {str(one.get("id") or one["orgUnitId"]): MARK.search(json.dumps(one)) for one in things}
    return {ident: mark[1] for ident, mark in found.items() if mark is not None}


def rename(town: Town, old: str, new: str, **more: Any) -> None:
    """The school's file, its id and its scope, as a person would."""
    town.school(old).rename(town.school(new))
    town.edit(town.school(new), lambda data: data.update(id=new, **more))
    town.edit(town.municipality, lambda data: data["scopes"].update({new: data["scopes"].pop(old)}))


@pytest.mark.parametrize(("old", "new"), NEW.items())
def test_a_renamed_school_keeps_everything_and_its_marks_follow(
    town: Town, old: str, new: str
) -> None:
    """Only marks are rewritten, every id stays, and then the earlier id is not needed any more."""
    before = marks(town, old)
    assert set(before.values()) == {old}
    rename(town, old, new, previously=[old])
    plan = town.plan()
    school = school_of(plan, new)
    assert plan["refusals"] == school["refusals"] == []
    assert {(c["action"], c["origin"]) for c in school["changes"]} == {("update", "wanted")}
    fields = [field for change in school["changes"] for field in change["fields"]]
    assert {(f["name"], f["before"], f["after"]) for f in fields} == {("school", old, new)}
    assert len(school["changes"]) == len(before) == sum(len(s["changes"]) for s in plan["schools"])
    town.apply()
    assert marks(town, old) == dict.fromkeys(before, new)
    told = school_of(town.plan(), new)
    assert told["changes"] == []
    assert "previously-spent" in {finding["code"] for finding in told["findings"]}
    town.edit(town.school(new), lambda data: data.pop("previously"))
    plan = town.plan()
    assert (plan["refusals"], changes_of(plan)) == ([], [])


def test_the_baseline_of_the_earlier_id_is_still_the_schools(one: Town) -> None:
    """Drift is told as such in the same plan, and the ledger knows no school that vanished."""
    group = "/admin/directory/v1/groups/teachers@ou-geo-milev.plovdiv.example"
    one.call(GOOGLE, "PATCH", group, {"name": "Чуждо"})
    rename(one, GOOGLE, NEW[GOOGLE], previously=[GOOGLE])
    run = one.run("drift", "--format", "json")
    told = json.loads(run.out)
    (school,) = told["schools"]
    (change,) = school["changes"]
    assert change["address"] == f"{GOOGLE}/{NEW[GOOGLE]}/group/teachers"
    assert (change["origin"], change["drifted"]) == ("both", ["name"])
    assert told["no_baseline"] == []


def test_an_undone_rename_brings_the_old_marks_back(town: Town) -> None:
    """On both vendors; with the commit reverted, everything is as it was, and an undo is undone."""
    before = {old: marks(town, old) for old in NEW}
    for old, new in NEW.items():
        rename(town, old, new, previously=[old])
    town.apply()
    undo(town)
    assert {old: marks(town, old) for old in NEW} == before
    assert len(town.changes()) == sum(map(len, before.values()))
    undo(town)
    assert {old: set(marks(town, old).values()) for old in NEW} == {o: {n} for o, n in NEW.items()}
    undo(town)
    for old, new in NEW.items():
        rename(town, new, old)
        town.edit(town.school(old), lambda data: data.pop("previously"))
    plan = town.plan()
    assert (plan["refusals"], changes_of(plan)) == ([], [])


def undo(town: Town) -> None:
    """Undoes the newest run; fails unless everything was done and seen."""
    told = json.loads(town.run("history", "--format", "json", "--limit", "1").out)
    run = town.run("undo", str(told["runs"][0]["run"]), "--yes", "--reason", "a wrong id")
    assert run.code == 0, f"{run.out[-3000:]}\n{run.err}"


def test_without_previously_a_renamed_school_has_vanished(one: Town) -> None:
    """So that a slip in a file's name stops everything before it is forgotten."""
    rename(one, GOOGLE, NEW[GOOGLE])
    plan = one.plan()
    assert [refusal["guard"] for refusal in plan["refusals"]] == ["school-vanished"]
    refused = school_of(plan, NEW[GOOGLE])["refusals"]
    assert "marked-by-another" in {refusal["guard"] for refusal in refused}
