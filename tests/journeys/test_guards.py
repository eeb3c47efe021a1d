"""Guards: what would take too much away needs a person's word, and holds nobody else back."""

from __future__ import annotations

import shutil

from tests.journeys.books import halve
from tests.support.sandbox import GOOGLE, MICROSOFT, UNITED, Town, school_of, told


def edit_another(town: Town) -> None:
    """A difference at another school."""
    unit = {"library": {"name": {"bg": "Библиотека", "en": "Library"}}}
    town.edit(town.school(UNITED), lambda school: school.update({"orgUnits": unit}))


def test_a_halved_roster_is_refused_with_its_numbers_and_others_go_on(town: Town) -> None:
    """Exit 3, nothing is written at that school, and the neighbour's change is carried out."""
    halve(town.rosters / GOOGLE)
    edit_another(town)
    refusals = school_of(town.plan(), GOOGLE)["refusals"]
    (whole,) = [one for one in refusals if one["guard"] == "members-removed-per-school"]
    assert whole["facts"]["removed"] > whole["facts"]["before"] * 0.1
    town.forget_log()
    applied = town.run("apply", "--yes")
    assert applied.code == 3
    assert f"members-removed-per-school:{GOOGLE}" in applied.out
    assert [entry for entry in town.log(GOOGLE) if entry["method"] != "GET"] == []
    assert school_of(town.plan(), UNITED)["changes"] == []


def test_a_guard_that_is_acknowledged_lets_its_school_go(town: Town) -> None:
    """By the guard's name, for one school: the wrong name or school changes nothing."""
    halve(town.rosters / GOOGLE)
    names = {one["guard"] for one in school_of(town.plan(), GOOGLE)["refusals"]}
    assert names == {"members-removed-per-group", "members-removed-per-school"}
    elsewhere = [word for name in names for word in ("--acknowledge", f"{name}:{UNITED}")]
    assert town.run("apply", "--yes", *elsewhere).code == 3
    assert town.run("apply", "--yes", "--acknowledge", "members-removed-per-group").code == 3
    here = [word for name in names for word in ("--acknowledge", f"{name}:{GOOGLE}")]
    town.apply(*here)
    assert town.changes() == []


def test_a_roster_that_is_missing_makes_its_people_unknown_and_removes_nobody(town: Town) -> None:
    """The school's audiences cannot be worked out; what needs no people is as declared."""
    shutil.rmtree(town.rosters / MICROSOFT)
    plan = town.plan()
    school = school_of(plan, MICROSOFT)
    kinds = {one["address"].split("/")[2] for one in school["unknown"]}
    assert {"membership", "placement", "licence"} <= kinds
    assert told(plan) == []


def test_a_group_with_the_mark_of_another_municipality_is_refused(one: Town) -> None:
    """Whose object it is stands on the object."""
    address = f"chess@{GOOGLE}.plovdiv.example"
    mark = {"namespace": "system/external", "id": f"varna/{GOOGLE}/group/chess"}
    body = {"email": address, "externalIds": [mark]}
    one.call(GOOGLE, "POST", "/admin/directory/v1/groups", body)
    chess = {"chess": {"name": {"bg": "Шах", "en": "Chess"}, "members": [{"role": "teacher"}]}}
    one.edit(one.school(GOOGLE), lambda school: school.update({"groups": chess}))
    (school,) = one.plan()["schools"]
    (refusal,) = school["refusals"]
    assert "varna" in refusal["text"]
    one.forget_log()
    assert one.run("apply", "--yes").code == 3
    acknowledged = one.run("apply", "--yes", "--acknowledge", refusal["guard"])
    assert (acknowledged.code, "names no guard" in acknowledged.err) == (1, True)
    assert one.writes() == []
