"""What each change follows from: a line, a list, a day, a school year, a hand; never a guess."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.journeys.books import rewrite, rows
from tests.support.sandbox import GOOGLE, SandboxProject, school_of

GROUPS = "/admin/directory/v1/groups"
Trigger = Mapping[str, Any]


def triggers(sandbox: SandboxProject, *words: str) -> dict[str, list[Trigger]]:
    """'kind/key' → what the school's changes follow from."""
    school = school_of(sandbox.plan("--school", GOOGLE, *words), GOOGLE)
    return {change["address"].split("/", 2)[2]: change["triggers"] for change in school["changes"]}


def kinds(found: list[Trigger]) -> list[str]:
    """The kinds of some triggers."""
    return [one["kind"] for one in found]


def narrow(school: dict[str, Any]) -> None:
    """Only the principal stays in the teachers' group."""
    school.setdefault("groups", {})["teachers"] = {"members": [{"role": "principal"}]}


def lose_teacher(sandbox: SandboxProject) -> None:
    """The first teacher of the list leaves it."""
    folder = sandbox.rosters / GOOGLE
    gone = next(r["sourcedId"] for r in rows(folder / "users.csv") if r["role"] == "teacher")
    rewrite(folder / "users.csv", lambda row: row["sourcedId"] != gone)
    rewrite(folder / "enrollments.csv", lambda row: row["userSourcedId"] != gone)


def test_an_audience_that_a_file_narrows_is_the_files_line(one_school: SandboxProject) -> None:
    """Merged and planned without a base: the file again, and not the roster."""
    one_school.edit(one_school.school(GOOGLE), narrow)
    (trigger,) = triggers(one_school)["membership/teachers"]
    lines = one_school.school(GOOGLE).read_text("utf-8").splitlines()
    assert trigger["kind"] == "file"
    assert trigger["place"]["file"] == f"schools/{GOOGLE}.yaml"
    assert "principal" in lines[trigger["place"]["line"] - 1]
    run = one_school.run("plan", "--school", GOOGLE)
    (line,) = [one for one in run.out.splitlines() if "~ members teachers" in one]
    assert f"schools/{GOOGLE}.yaml:{trigger['place']['line']}" in line
    assert "roster" not in line
    why = one_school.run("why", f"{GOOGLE}/{GOOGLE}/membership/teachers")
    assert f"schools/{GOOGLE}.yaml:{trigger['place']['line']}" in why.out.splitlines()[-1]


def test_who_left_the_list_is_the_list_with_a_role_and_a_count(one_school: SandboxProject) -> None:
    """One teacher fewer, in every group and unit that teachers are in."""
    lose_teacher(one_school)
    found = triggers(one_school)
    assert found
    for name, some in found.items():
        assert kinds(some) == ["roster"], name
    (trigger,) = found["membership/teachers"]
    assert (trigger["facts"]["added"], trigger["facts"]["removed"]) == (0, 1)
    assert "−1" in trigger["text"]


def test_a_file_and_a_list_are_both_told(one_school: SandboxProject) -> None:
    """The audience is narrower and somebody left as well: each has its trigger."""
    lose_teacher(one_school)
    one_school.edit(one_school.school(GOOGLE), narrow)
    found = triggers(one_school)["membership/teachers"]
    assert sorted(kinds(found)) == ["file", "roster"]


def test_a_new_class_of_pupils_names_the_class(one_school: SandboxProject) -> None:
    """A pupil of one class leaves: the trigger of its group says which class."""
    folder = one_school.rosters / GOOGLE
    (klass, *_) = [r for r in rows(folder / "classes.csv") if r["classType"] == "homeroom"]
    in_class = [
        r
        for r in rows(folder / "enrollments.csv")
        if r["classSourcedId"] == klass["sourcedId"] and r["role"] == "student"
    ]
    gone = in_class[0]["userSourcedId"]
    rewrite(folder / "users.csv", lambda row: row["sourcedId"] != gone)
    rewrite(folder / "enrollments.csv", lambda row: row["userSourcedId"] != gone)
    found = triggers(one_school)
    named = {one["facts"].get("class") for some in found.values() for one in some}
    assert klass["title"] in named
    assert {kind for some in found.values() for kind in kinds(some)} == {"roster"}


def test_a_hand_in_the_tenant_is_a_hand(one_school: SandboxProject) -> None:
    """Which field, and nothing of a file or list."""
    address = f"teachers@{GOOGLE}.plovdiv.example"
    one_school.call(GOOGLE, "PUT", f"{GROUPS}/{address}", {"name": "By hand"})
    (trigger,) = triggers(one_school)["group/teachers"]
    assert (trigger["kind"], trigger["facts"]) == ("hand", {"how": "changed", "what": "name"})


def test_moving_up_is_the_school_year(one_school: SandboxProject) -> None:
    """A class group's new name follows from the year of the lists, not from a file."""
    one_school.next_year()
    found = triggers(one_school)
    renamed = [some for name, some in found.items() if name.startswith("group/class-")]
    assert renamed
    assert {kind for some in renamed for kind in kinds(some)} <= {"year", "file"}
    assert any(kinds(some) == ["year"] for some in renamed)
    assert "program" not in {kind for some in found.values() for kind in kinds(some)}


def test_an_entry_that_begins_is_its_day(one_school: SandboxProject) -> None:
    """The file stood there at the last apply; the day alone is new."""

    def later(school: dict[str, Any]) -> None:
        school.setdefault("groups", {})["spring"] = {
            "name": {"bg": "Пролет", "en": "Spring"},
            "members": [{"role": "teacher"}],
            "effective": {"from": "2027-02-01"},
        }

    one_school.edit(one_school.school(GOOGLE), later)
    one_school.apply()
    found = triggers(one_school, "--at", "2027-02-03")
    for name in ("group/spring", "membership/spring"):
        (trigger,) = found[name]
        assert (trigger["kind"], trigger["facts"]["day"]) == ("day", "2027-02-01")


def test_a_school_that_was_never_applied_says_so(fresh: SandboxProject) -> None:
    """Nothing is known of before: neither a file nor a list is blamed."""
    found = triggers(fresh)
    assert {kind for some in found.values() for kind in kinds(some)} == {"first"}
