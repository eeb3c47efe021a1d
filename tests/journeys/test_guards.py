"""Guards: what would take too much away needs a person's word, and holds nobody else back."""

from __future__ import annotations

import os
import shutil
import time
from datetime import timedelta

import yaml

from tests.journeys.books import halve, rewrite, rows
from tests.support.sandbox import GOOGLE, MICROSOFT, UNITED, SandboxProject, school_of, told


def edit_library(sandbox: SandboxProject, school: str) -> None:
    """A difference at a school that needs nobody."""
    unit = {"library": {"name": {"bg": "Библиотека", "en": "Library"}}}
    sandbox.edit(sandbox.school(school), lambda data: data.update({"orgUnits": unit}))


def swap(sandbox: SandboxProject, one: str, other: str) -> None:
    """Puts each school's roster in the other's place, under the code that is looked for there."""
    aside = sandbox.rosters / "aside"
    (sandbox.rosters / one).rename(aside)
    (sandbox.rosters / other).rename(sandbox.rosters / one)
    aside.rename(sandbox.rosters / other)
    codes = {school: code_of(sandbox, school) for school in (one, other)}
    for school, found in ((one, codes[other]), (other, codes[one])):
        orgs = sandbox.rosters / school / "orgs.csv"
        orgs.write_text(orgs.read_text("utf-8").replace(found, codes[school]), "utf-8")


def code_of(sandbox: SandboxProject, school: str) -> str:
    """A school's NEISPUO code."""
    return str(yaml.safe_load(sandbox.school(school).read_text("utf-8"))["facts"]["neispuo"])


def test_a_halved_roster_is_refused_with_its_numbers_and_others_go_on(
    sandbox: SandboxProject,
) -> None:
    """Exit 3, nothing is written at that school, and the neighbour's change is carried out."""
    halve(sandbox.rosters / GOOGLE)
    edit_library(sandbox, UNITED)
    refusals = school_of(sandbox.plan(), GOOGLE)["refusals"]
    (whole,) = [one for one in refusals if one["guard"] == "members-removed-per-school"]
    assert whole["facts"]["count"] > whole["facts"]["before"] * 0.1
    sandbox.forget_log()
    applied = sandbox.run("apply", "--yes")
    assert applied.code == 3
    assert f"members-removed-per-school:{GOOGLE}" in applied.out
    assert f"Refused, and nothing of it was applied: {GOOGLE}." in applied.out
    assert [entry for entry in sandbox.log(GOOGLE) if entry["method"] != "GET"] == []
    assert school_of(sandbox.plan(), UNITED)["changes"] == []


def test_a_refused_run_ends_by_saying_that_nothing_was_applied(one_school: SandboxProject) -> None:
    """The plan counts what it refuses among its changes, so its figures must not be the end."""
    halve(one_school.rosters / GOOGLE)
    for words, ending in (
        (("apply", "--yes"), "Nothing was applied; each refusal above says what to do."),
        (("apply", "--yes", "--lang", "bg"), "Нищо не е приложено; "),
        (("apply", "--expect", "0000-0000"), "Nothing was applied; "),
        (("forget", "--tenant", GOOGLE, "--yes"), "Nothing was applied; "),
    ):
        one_school.forget_log()
        refused = one_school.run(*words)
        assert (refused.code, one_school.writes()) == (3, [])
        assert ending in refused.out


REASON = ("--reason", "a journey")


def guards_of(sandbox: SandboxProject, school: str, *words: str) -> set[str]:
    """The guards that say no to a school."""
    return {one["guard"] for one in school_of(sandbox.plan(*words), school)["refusals"]}


def test_a_guard_that_is_acknowledged_lets_its_school_go(sandbox: SandboxProject) -> None:
    """By each guard's name, for one school: the wrong name or school changes nothing."""
    halve(sandbox.rosters / GOOGLE)
    names = guards_of(sandbox, GOOGLE)
    assert names == {"members-removed-per-group", "members-removed-per-school", "roster-shrunk"}
    elsewhere = [word for name in names for word in ("--acknowledge", f"{name}:{UNITED}")]
    assert sandbox.run("apply", "--yes", *elsewhere, *REASON).code == 3
    one = ("--acknowledge", "members-removed-per-group")
    assert sandbox.run("apply", "--yes", *one, *REASON).code == 3
    here = [word for name in names for word in ("--acknowledge", f"{name}:{GOOGLE}")]
    sandbox.apply(*here, *REASON)
    assert sandbox.changes() == []


def test_pupils_out_of_their_classes_are_told_apart_from_pupils_who_left(
    sandbox: SandboxProject,
) -> None:
    """An export without its enrolments has everybody, and nobody in a class."""
    enrolments = sandbox.rosters / GOOGLE / "enrollments.csv"
    pupils = {row["userSourcedId"] for row in rows(enrolments) if row["role"] == "student"}
    gone = set(sorted(pupils)[::8])
    rewrite(enrolments, lambda row: row["userSourcedId"] not in gone)
    assert "roster-partial" in guards_of(sandbox, GOOGLE)
    assert "roster-shrunk" not in guards_of(sandbox, GOOGLE)


def test_two_exports_that_changed_places_are_noticed(sandbox: SandboxProject) -> None:
    """Each school's people were another's at the last apply: whoever they are, it is told."""
    swap(sandbox, GOOGLE, UNITED)
    for school in (GOOGLE, UNITED):
        assert "people-between-schools" in guards_of(sandbox, school)


def test_a_roster_that_nobody_exported_lately_changes_nobody(one_school: SandboxProject) -> None:
    """What needs no people goes on; as soon as a member would change, the age is told."""
    long_ago = time.time() - timedelta(days=40).total_seconds()
    for file in (one_school.rosters / GOOGLE).iterdir():
        os.utime(file, (long_ago, long_ago))
    edit_library(one_school, GOOGLE)
    assert guards_of(one_school, GOOGLE) == set()
    chess = {"chess": {"name": {"bg": "Шах", "en": "Chess"}, "members": [{"role": "teacher"}]}}
    one_school.edit(one_school.school(GOOGLE), lambda school: school.update({"groups": chess}))
    assert guards_of(one_school, GOOGLE) == {"roster-stale"}


def test_a_school_whose_file_is_gone_stops_everything_until_somebody_says_why(
    sandbox: SandboxProject,
) -> None:
    """Nobody forgets a school by deleting a file."""
    edit_library(sandbox, UNITED)
    sandbox.school(GOOGLE).unlink()
    sandbox.edit(sandbox.municipality, lambda data: data["scopes"].pop(GOOGLE))
    sandbox.edit(sandbox.stack, lambda data: data["config"]["reconciler:tenants"].pop(GOOGLE))
    sandbox.forget_log()
    applied = sandbox.run("apply", "--yes")
    assert (applied.code, f"school-vanished: {GOOGLE}" in applied.out) == (3, True)
    assert sandbox.writes() == []
    # an approval that is void agrees to nothing: the school is still missed afterwards
    assert sandbox.run("apply", "--expect", "0000-0000").code == 3
    assert sandbox.run("apply", "--yes").code == 3
    elsewhere = ("--acknowledge", f"school-vanished:{UNITED}", *REASON)
    assert sandbox.run("apply", "--yes", *elsewhere).code == 3
    sandbox.apply("--acknowledge", f"school-vanished:{GOOGLE}", *REASON)
    assert sandbox.writes() != []


def test_a_promotion_within_the_rollover_window_trips_no_guard(sandbox: SandboxProject) -> None:
    """Previewed for September: of the guards only a roster's age may speak, for it is of today."""
    sandbox.next_year()
    plan = sandbox.plan("--at", "2027-09-20")
    told = {one["guard"] for school in plan["schools"] for one in school["refusals"]}
    assert told <= {"roster-stale"}
    assert sum(len(school["changes"]) for school in plan["schools"]) > 0


def test_a_roster_that_is_missing_makes_its_people_unknown_and_removes_nobody(
    sandbox: SandboxProject,
) -> None:
    """The school's audiences cannot be worked out; what needs no people is as declared."""
    shutil.rmtree(sandbox.rosters / MICROSOFT)
    plan = sandbox.plan()
    school = school_of(plan, MICROSOFT)
    kinds = {one["address"].split("/")[2] for one in school["unknown"]}
    assert {"membership", "placement", "licence"} <= kinds
    assert told(plan) == []


def test_a_group_with_the_mark_of_another_municipality_is_refused(
    one_school: SandboxProject,
) -> None:
    """Whose object it is stands on the object."""
    address = f"chess@{GOOGLE}.plovdiv.example"
    mark = {"namespace": "system/external", "id": f"varna/{GOOGLE}/group/chess"}
    body = {"email": address, "externalIds": [mark]}
    one_school.call(GOOGLE, "POST", "/admin/directory/v1/groups", body)
    chess = {"chess": {"name": {"bg": "Шах", "en": "Chess"}, "members": [{"role": "teacher"}]}}
    one_school.edit(one_school.school(GOOGLE), lambda school: school.update({"groups": chess}))
    (school,) = one_school.plan()["schools"]
    (refusal,) = school["refusals"]
    assert "varna" in refusal["text"]
    one_school.forget_log()
    assert one_school.run("apply", "--yes").code == 3
    acknowledged = one_school.run("apply", "--yes", "--acknowledge", refusal["guard"], *REASON)
    assert (acknowledged.code, "there is no guard" in acknowledged.err) == (1, True)
    assert one_school.writes() == []


def leave(sandbox: SandboxProject, school: str, count: int) -> None:
    """So many pupils of one class drop out of the school's enrolments and lists."""
    enrolments = sandbox.rosters / school / "enrollments.csv"
    found = [row for row in rows(enrolments) if row["role"] == "student"]
    in_class = found[0]["classSourcedId"]
    gone = {row["userSourcedId"] for row in found if row["classSourcedId"] == in_class}
    left = set(sorted(gone)[:count])
    rewrite(enrolments, lambda row: row["userSourcedId"] not in left)
    rewrite(sandbox.rosters / school / "users.csv", lambda row: row["sourcedId"] not in left)


def test_pupils_who_leave_a_few_at_a_time_are_refused_like_many_at_once(
    sandbox: SandboxProject,
) -> None:
    """Each run passes alone; together they are over the limit, until somebody agrees."""
    per_group = "members-removed-per-group"
    for _ in range(8):
        leave(sandbox, GOOGLE, 2)
        refused = guards_of(sandbox, GOOGLE)
        if per_group in refused:
            break
        assert refused == set()
        sandbox.apply()
    assert per_group in refused
    facts = next(
        one["facts"]
        for one in school_of(sandbox.plan(), GOOGLE)["refusals"]
        if one["guard"] == per_group
    )
    assert facts["recent"] > 0
    acknowledged = [word for name in refused for word in ("--acknowledge", f"{name}:{GOOGLE}")]
    sandbox.apply(*acknowledged, *REASON)
    leave(sandbox, GOOGLE, 1)
    assert per_group not in guards_of(sandbox, GOOGLE)


def test_a_municipality_may_let_its_guards_forget(sandbox: SandboxProject) -> None:
    """`within: 0 days`: each run stands alone, as it says."""
    sandbox.edit(sandbox.municipality, lambda data: data["guards"].update({"within": "0 days"}))
    for _ in range(4):
        leave(sandbox, GOOGLE, 2)
        sandbox.apply()
