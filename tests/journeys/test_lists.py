"""Lists as schools have them: a broken one, a broken row, and a teacher who is a parent."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.books import Row, rows
from tests.support.sandbox import GOOGLE, MICROSOFT, UNITED, SandboxProject, school_of

TWO = "one@family.example, two@family.example"
INVALID = {
    "method": "POST",
    "route": "members",
    "times": 1,
    "do": "status",
    "status": 400,
    "body": {"error": {"code": 400, "errors": [{"reason": "invalid"}], "message": "Invalid Input"}},
}


def _users(sandbox: SandboxProject, school: str) -> Path:
    return sandbox.rosters / school / "users.csv"


def edit_rows(path: Path, change: Callable[[Row], Row]) -> None:
    """Rewrites each row."""
    changed = [change(row) for row in rows(path)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(changed[0]))
        writer.writeheader()
        writer.writerows(changed)


def _members(sandbox: SandboxProject, group: str) -> set[str]:
    found = sandbox.listed(GOOGLE, f"/admin/directory/v1/groups/{group}/members", "members")
    return {one["email"] for one in found}


def first_class(sandbox: SandboxProject) -> tuple[list[Row], str]:
    """The pupils of one class of the school on Google who have a parent, and its cohort."""
    folder = sandbox.rosters / GOOGLE
    enrolled: dict[str, set[str]] = {}
    for row in rows(folder / "enrollments.csv"):
        if row["role"] == "student":
            enrolled.setdefault(row["classSourcedId"], set()).add(row["userSourcedId"])
    name = {row["sourcedId"]: row["title"] for row in rows(folder / "classes.csv")}
    one = min(enrolled, key=lambda klass: name[klass])
    users = {row["sourcedId"]: row for row in rows(folder / "users.csv")}
    agents = [
        users[pupil]
        for pupil in sorted(enrolled[one])
        if (agent := users[pupil]["agentSourcedIds"]) and "@" in users[agent]["email"]
    ]
    year = {row["schoolYear"] for row in rows(folder / "academicSessions.csv")}.pop()
    letter = {"а": "a", "б": "b", "в": "v"}[name[one][-1]]
    cohort = f"{int(year) + 12 - int(agents[0]['grades'])}{letter}"
    return agents, cohort


def test_one_broken_list_stops_its_own_school_alone(sandbox: SandboxProject) -> None:
    """Exit code 1, named by file and row; the neighbours' changes are carried out."""
    orgs = sandbox.rosters / GOOGLE / "academicSessions.csv"
    orgs.write_text(orgs.read_text("utf-8").replace("schoolYear,", "schoolyears,", 2), "utf-8")
    unit = {"library": {"name": {"bg": "Библиотека", "en": "Library"}}}
    for school in (UNITED, MICROSOFT):
        sandbox.edit(sandbox.school(school), lambda data: data.update({"orgUnits": unit}))
    sandbox.forget_log()
    applied = sandbox.run("apply", "--yes")
    assert applied.code == 1
    assert f"{GOOGLE}/academicSessions.csv:2:5: " in applied.err
    assert [entry for entry in sandbox.log(GOOGLE) if entry["method"] != "GET"] == []
    plan = sandbox.plan()
    assert school_of(plan, UNITED)["changes"] == []
    assert school_of(plan, MICROSOFT)["changes"] == []
    assert school_of(plan, GOOGLE)["unknown"]
    newest = sandbox.run("history").out.splitlines()[1].split()[0]
    for language, told in (("en", "as far as it could be read"), ("bg", "доколкото е прочетено")):
        history = sandbox.run("history", "show", newest, "--lang", language).out
        assert [told in line for line in history.splitlines() if GOOGLE in line] == [True]
        assert [told in line for line in history.splitlines() if UNITED in line] == [False]


def test_one_broken_row_takes_nothing_from_anybody(sandbox: SandboxProject) -> None:
    """A parent's cell holds two addresses: nobody leaves that class's parents, others come."""
    pupils, cohort = first_class(sandbox)
    broken, leaver, comer = pupils[0], pupils[1], pupils[2]
    users = {row["sourcedId"]: row for row in rows(_users(sandbox, GOOGLE))}
    old = users[broken["agentSourcedIds"]]["email"].casefold()
    left = users[leaver["agentSourcedIds"]]["email"].casefold()
    new = "new.parent@family.example"

    def change(row: Row) -> Row:
        if row["sourcedId"] == broken["agentSourcedIds"]:
            return {**row, "email": TWO}
        if row["sourcedId"] == leaver["agentSourcedIds"]:
            return {**row, "email": ""}
        if row["sourcedId"] == comer["agentSourcedIds"]:
            return {**row, "email": new}
        return row

    edit_rows(_users(sandbox, GOOGLE), change)
    (group,) = [
        one["email"]
        for one in sandbox.listed(
            GOOGLE, "/admin/directory/v1/groups?customer=my_customer", "groups"
        )
        if cohort in one["email"] and "parents" in one["email"]
    ]
    before = _members(sandbox, group)
    plan = school_of(sandbox.plan(), GOOGLE)
    held = [one for one in plan["findings"] if one["code"] == "held-back"]
    assert held
    assert all("users.csv:" in one["facts"]["rows"] for one in held)
    assert [one["code"] for one in plan["findings"]].count("roster-bad-address") == 1
    key = f"parents-{cohort}"
    for language, told in (("en", "nobody is taken out of it"), ("bg", "никой не се премахва")):
        why = sandbox.run("why", f"{GOOGLE}/{GOOGLE}/membership/{key}", "--lang", language)
        assert why.code == 0, why.err
        assert told in why.out
        row = held[0]["facts"]["rows"]
        assert f"{GOOGLE}/{row}" in why.out or row in why.out
        assert not [one for one in (old, left, new, broken["sourcedId"]) if one in why.out]
    applied = sandbox.run("apply", "--yes")
    assert applied.code == 0, applied.out + applied.err
    assert {old, left} <= before
    assert _members(sandbox, group) == before | {new}

    def mend(row: Row) -> Row:
        return {**row, "email": old} if row["email"] == TWO else row

    edit_rows(_users(sandbox, GOOGLE), mend)
    assert sandbox.run("apply", "--yes").code == 0
    assert left not in _members(sandbox, group)
    assert old in _members(sandbox, group)


def test_a_teacher_who_is_a_parent_is_a_teacher(sandbox: SandboxProject) -> None:
    """Her address stands twice in the list; she keeps her groups and is among the parents."""
    pupils, _ = first_class(sandbox)
    teacher = next(
        row
        for row in rows(_users(sandbox, GOOGLE))
        if row["role"] == "teacher" and "@" in row["email"]
    )
    own = teacher["email"]

    def change(row: Row) -> Row:
        return {**row, "email": own} if row["sourcedId"] == pupils[0]["agentSourcedIds"] else row

    findings = {one["code"] for one in school_of(sandbox.plan(), GOOGLE)["findings"]}
    edit_rows(_users(sandbox, GOOGLE), change)
    plan = school_of(sandbox.plan(), GOOGLE)
    assert {one["code"] for one in plan["findings"]} <= findings
    changes = sandbox.changes()
    assert changes
    assert all("parents" in change for change in changes), changes
    assert sandbox.run("apply", "--yes").code == 0
    assert school_of(sandbox.plan(), GOOGLE)["changes"] == []


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "but for people whom the vendor refused"), ("bg", "без отказаните от доставчика")],
)
def test_a_person_whom_the_vendor_refuses_stops_no_wave(
    sandbox: SandboxProject, language: str, told: str
) -> None:
    """Exit code 2, the next wave goes on, and ledger and history say so; then it is tried again."""
    sandbox.edit(sandbox.school(GOOGLE), lambda data: data.update(wave="pilot"))
    unit = {"library": {"name": {"bg": "Библиотека", "en": "Library"}}}
    sandbox.edit(sandbox.school(UNITED), lambda data: data.update(orgUnits=unit))
    pupils, _ = first_class(sandbox)
    parent = pupils[0]["agentSourcedIds"]
    new = {"email": "new@family.example"}
    edit_rows(_users(sandbox, GOOGLE), lambda row: row | new if row["sourcedId"] == parent else row)
    sandbox.disturb(GOOGLE, INVALID)
    applied = sandbox.run("apply", "--yes", "--lang", language)
    assert applied.code == 2, applied.out + applied.err
    assert told in applied.out
    assert "family.example" not in applied.out + applied.err
    assert sandbox.changes("--school", UNITED) == []
    history = sandbox.run("history")
    assert "done, but not for everybody" in history.out
    assert "people-refused" in sandbox.run("history", "findings").out
    sandbox.disturb(GOOGLE)
    sandbox.apply()
    assert "people-refused" not in sandbox.run("history", "findings").out
