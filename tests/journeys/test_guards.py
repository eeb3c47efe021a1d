"""Guards: what would take too much away needs a person's word, and holds nobody else back."""

from __future__ import annotations

import os
import shutil
import time
from datetime import timedelta

import yaml

from tests.journeys.books import halve, rewrite, rows
from tests.support.sandbox import GOOGLE, MICROSOFT, UNITED, Town, school_of, told


def edit_library(town: Town, school: str) -> None:
    """A difference at a school that needs nobody."""
    unit = {"library": {"name": {"bg": "Библиотека", "en": "Library"}}}
    town.edit(town.school(school), lambda data: data.update({"orgUnits": unit}))


def swap(town: Town, one: str, other: str) -> None:
    """Puts each school's roster in the other's place, under the code that is looked for there."""
    aside = town.rosters / "aside"
    (town.rosters / one).rename(aside)
    (town.rosters / other).rename(town.rosters / one)
    aside.rename(town.rosters / other)
    codes = {school: code_of(town, school) for school in (one, other)}
    for school, found in ((one, codes[other]), (other, codes[one])):
        orgs = town.rosters / school / "orgs.csv"
        orgs.write_text(orgs.read_text("utf-8").replace(found, codes[school]), "utf-8")


def code_of(town: Town, school: str) -> str:
    """A school's NEISPUO code."""
    return str(yaml.safe_load(town.school(school).read_text("utf-8"))["facts"]["neispuo"])


def test_a_halved_roster_is_refused_with_its_numbers_and_others_go_on(town: Town) -> None:
    """Exit 3, nothing is written at that school, and the neighbour's change is carried out."""
    halve(town.rosters / GOOGLE)
    edit_library(town, UNITED)
    refusals = school_of(town.plan(), GOOGLE)["refusals"]
    (whole,) = [one for one in refusals if one["guard"] == "members-removed-per-school"]
    assert whole["facts"]["count"] > whole["facts"]["before"] * 0.1
    town.forget_log()
    applied = town.run("apply", "--yes")
    assert applied.code == 3
    assert f"members-removed-per-school:{GOOGLE}" in applied.out
    assert [entry for entry in town.log(GOOGLE) if entry["method"] != "GET"] == []
    assert school_of(town.plan(), UNITED)["changes"] == []


REASON = ("--reason", "a journey")


def guards_of(town: Town, school: str, *words: str) -> set[str]:
    """The guards that say no to a school."""
    return {one["guard"] for one in school_of(town.plan(*words), school)["refusals"]}


def test_a_guard_that_is_acknowledged_lets_its_school_go(town: Town) -> None:
    """By each guard's name, for one school: the wrong name or school changes nothing."""
    halve(town.rosters / GOOGLE)
    names = guards_of(town, GOOGLE)
    assert names == {"members-removed-per-group", "members-removed-per-school", "roster-shrunk"}
    elsewhere = [word for name in names for word in ("--acknowledge", f"{name}:{UNITED}")]
    assert town.run("apply", "--yes", *elsewhere, *REASON).code == 3
    one = ("--acknowledge", "members-removed-per-group")
    assert town.run("apply", "--yes", *one, *REASON).code == 3
    here = [word for name in names for word in ("--acknowledge", f"{name}:{GOOGLE}")]
    town.apply(*here, *REASON)
    assert town.changes() == []


def test_pupils_out_of_their_classes_are_told_apart_from_pupils_who_left(town: Town) -> None:
    """An export without its enrolments has everybody, and nobody in a class."""
    enrolments = town.rosters / GOOGLE / "enrollments.csv"
    pupils = {row["userSourcedId"] for row in rows(enrolments) if row["role"] == "student"}
    gone = set(sorted(pupils)[::8])
    rewrite(enrolments, lambda row: row["userSourcedId"] not in gone)
    assert "roster-partial" in guards_of(town, GOOGLE)
    assert "roster-shrunk" not in guards_of(town, GOOGLE)


def test_two_exports_that_changed_places_are_noticed(town: Town) -> None:
    """Each school's people were another's at the last apply: whoever they are, it is told."""
    swap(town, GOOGLE, UNITED)
    for school in (GOOGLE, UNITED):
        assert "people-between-schools" in guards_of(town, school)


def test_a_roster_that_nobody_exported_lately_changes_nobody(one: Town) -> None:
    """What needs no people goes on; as soon as a member would change, the age is told."""
    long_ago = time.time() - timedelta(days=40).total_seconds()
    for file in (one.rosters / GOOGLE).iterdir():
        os.utime(file, (long_ago, long_ago))
    edit_library(one, GOOGLE)
    assert guards_of(one, GOOGLE) == set()
    chess = {"chess": {"name": {"bg": "Шах", "en": "Chess"}, "members": [{"role": "teacher"}]}}
    one.edit(one.school(GOOGLE), lambda school: school.update({"groups": chess}))
    assert guards_of(one, GOOGLE) == {"roster-stale"}


def test_a_school_whose_file_is_gone_stops_everything_until_somebody_says_why(town: Town) -> None:
    """Nobody forgets a school by deleting a file."""
    edit_library(town, UNITED)
    town.school(GOOGLE).unlink()
    town.edit(town.municipality, lambda data: data["scopes"].pop(GOOGLE))
    town.edit(town.stack, lambda data: data["config"]["reconciler:tenants"].pop(GOOGLE))
    town.forget_log()
    applied = town.run("apply", "--yes")
    assert (applied.code, f"school-vanished: {GOOGLE}" in applied.out) == (3, True)
    assert town.writes() == []
    # an approval that is void agrees to nothing: the school is still missed afterwards
    assert town.run("apply", "--expect", "0000-0000").code == 3
    assert town.run("apply", "--yes").code == 3
    elsewhere = ("--acknowledge", f"school-vanished:{UNITED}", *REASON)
    assert town.run("apply", "--yes", *elsewhere).code == 3
    town.apply("--acknowledge", f"school-vanished:{GOOGLE}", *REASON)
    assert town.writes() != []


def test_a_promotion_within_the_rollover_window_trips_no_guard(town: Town) -> None:
    """Previewed for September: of the guards only a roster's age may speak, for it is of today."""
    town.next_year()
    plan = town.plan("--at", "2027-09-20")
    told = {one["guard"] for school in plan["schools"] for one in school["refusals"]}
    assert told <= {"roster-stale"}
    assert sum(len(school["changes"]) for school in plan["schools"]) > 0


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
    acknowledged = one.run("apply", "--yes", "--acknowledge", refusal["guard"], *REASON)
    assert (acknowledged.code, "there is no guard" in acknowledged.err) == (1, True)
    assert one.writes() == []


def leave(town: Town, school: str, count: int) -> None:
    """So many pupils of one class drop out of the school's enrolments and lists."""
    enrolments = town.rosters / school / "enrollments.csv"
    found = [row for row in rows(enrolments) if row["role"] == "student"]
    in_class = found[0]["classSourcedId"]
    gone = {row["userSourcedId"] for row in found if row["classSourcedId"] == in_class}
    left = set(sorted(gone)[:count])
    rewrite(enrolments, lambda row: row["userSourcedId"] not in left)
    rewrite(town.rosters / school / "users.csv", lambda row: row["sourcedId"] not in left)


def test_pupils_who_leave_a_few_at_a_time_are_refused_like_many_at_once(town: Town) -> None:
    """Each run passes alone; together they are over the limit, until somebody agrees."""
    per_group = "members-removed-per-group"
    for _ in range(8):
        leave(town, GOOGLE, 2)
        refused = guards_of(town, GOOGLE)
        if per_group in refused:
            break
        assert refused == set()
        town.apply()
    assert per_group in refused
    facts = next(
        one["facts"]
        for one in school_of(town.plan(), GOOGLE)["refusals"]
        if one["guard"] == per_group
    )
    assert facts["recent"] > 0
    acknowledged = [word for name in refused for word in ("--acknowledge", f"{name}:{GOOGLE}")]
    town.apply(*acknowledged, *REASON)
    leave(town, GOOGLE, 1)
    assert per_group not in guards_of(town, GOOGLE)


def test_a_municipality_may_let_its_guards_forget(town: Town) -> None:
    """`within: 0 days`: each run stands alone, as it says."""
    town.edit(town.municipality, lambda data: data["guards"].update({"within": "0 days"}))
    for _ in range(4):
        leave(town, GOOGLE, 2)
        town.apply()
