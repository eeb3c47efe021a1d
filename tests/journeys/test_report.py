"""Reports over days: each apply keeps one, and a stored one is shown without asking a tenant."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from reconciler.reportfile.file import read_report
from tests.journeys.books import rows
from tests.journeys.test_behind_our_back import change_a_setting
from tests.six_wrongs import found_in, make
from tests.support.sandbox import GOOGLE, REPOSITORY, UNITED, SandboxProject, serving


def test_an_apply_keeps_the_report_of_its_day(fresh: SandboxProject) -> None:
    """And --on shows it, with the simulator's log as it was."""
    fresh.apply()
    asked = len(fresh.log(GOOGLE))
    run = fresh.run("report", "--on", "2099-01-01", "--format", "json")
    assert run.code == 0
    assert len(fresh.log(GOOGLE)) == asked
    stored = read_report(run.out, "stored")
    assert {school.state.value for school in stored.schools} == {"converged"}
    assert all(school.applied for school in stored.schools)
    assert stored.day in run.err


def test_a_day_before_the_first_report_is_told(still: SandboxProject) -> None:
    """With the way to have one."""
    run = still.run("report", "--on", "2001-01-01")
    assert (run.code, run.out) == (1, "")
    assert "--keep" in run.err


@pytest.mark.parametrize("option", ["--on", "--since"])
def test_a_day_that_is_none_is_a_fault(still: SandboxProject, option: str) -> None:
    """It would compare as a text, and find the wrong report."""
    run = still.run("report", option, "yesterday")
    assert (run.code, run.out) == (1, "")
    assert "yesterday" in run.err


def test_a_report_of_one_school_is_not_kept_as_the_citys(one_school: SandboxProject) -> None:
    """What was not looked at would count as gone."""
    before = one_school.run("report", "--on", "2099-01-01", "--format", "json").out
    one_school.edit(one_school.school(GOOGLE), lambda data: data["name"].update(en="Another name"))
    one_school.run("report", "--school", GOOGLE, "--keep")
    assert one_school.run("report", "--on", "2099-01-01", "--format", "json").out == before
    one_school.run("report", "--keep")
    assert one_school.run("report", "--on", "2099-01-01", "--format", "json").out != before


def test_drift_is_on_the_page_since_the_day_it_was_seen(sandbox: SandboxProject) -> None:
    """A setting changed by hand stands in the report as drift."""
    change_a_setting(sandbox)
    run = sandbox.run("report", "--format", "json", "--keep")
    assert run.code == 2
    school = next(one for one in json.loads(run.out)["schools"] if one["id"] == GOOGLE)
    assert school["state"] == "differs"
    assert [(one["key"], one["origin"]) for one in school["differences"]] == [("teachers", "drift")]


def test_six_wrongs_stand_in_the_report(tmp_path: Path) -> None:
    """As `make demo` makes and shows them."""
    report = make(tmp_path / "town")
    assert [name for name, found in found_in(report).items() if not found] == []
    page = (report / "schools" / f"{GOOGLE}.bg.html").read_text("utf-8")
    assert "В облака на училището е променено ръчно: името на имейл групата „Учители“." in page
    assert (report / f"{UNITED}.bg.pdf").exists()


def test_a_hand_made_group_with_pupils_and_a_stranger_is_told(one_school: SandboxProject) -> None:
    """Though no file names it: a finding with an office and a day, without its name, no refusal."""
    domain = f"{GOOGLE}.plovdiv.example"
    hers = {"email": f"ivan-petrov@{domain}", "name": "Приятели на Иван Петров"}
    one_school.call(GOOGLE, "POST", "/admin/directory/v1/groups", hers)
    pupil = one_school.listed(
        GOOGLE, f"/admin/directory/v1/groups/class-2034a@{domain}/members", "members"
    )[0]
    for email in (pupil["email"], "stranger@elsewhere.example"):
        path = f"/admin/directory/v1/groups/ivan-petrov@{domain}/members"
        one_school.call(GOOGLE, "POST", path, {"email": email, "role": "MEMBER"})
    shutil.copytree(REPOSITORY / "policies", one_school.root / "policies")
    run = one_school.run("report", "--format", "json")
    assert run.code == 0
    assert "ivan" not in run.out
    assert "Иван" not in run.out
    (school,) = json.loads(run.out)["schools"]
    (found,) = [one for one in school["items"] if one["code"] == "found-groups-closed"]
    assert (found["level"], found["office"]) == ("advisory", "administrator")
    assert found["due"]
    assert one_school.run("check").code == 0
    assert not one_school.plan()["schools"][0]["refusals"]


def test_no_person_of_any_roster_is_in_any_format(tmp_path: Path) -> None:
    """Names, addresses, user names and ids of everybody in every list; the lists are not empty."""
    town = tmp_path / "town"
    report = make(town)
    texts = {str(file.relative_to(report)): _readable(file) for file in _files(report)}
    assert {Path(name).suffix for name in texts} == {".html", ".pdf", ".xlsx", ".json"}
    with serving(town) as sandbox:
        texts |= {form: sandbox.run("report", "--format", form).out for form in FORMS}
    assert all(texts.values())
    people = [one for file in (town / ".sandbox/rosters").glob("*/users.csv") for one in rows(file)]
    assert len(people) > 500
    private = {
        value
        for one in people
        for value in (
            one["sourcedId"],
            one["username"],
            one["email"],
            f"{one['givenName']} {one['familyName']}",
            one["identifier"],
            one["phone"],
            one["sms"],
        )
        if value.strip()
    }
    accounts = sorted(private)
    for name, text in texts.items():
        assert [one for one in accounts if one in text] == [], name


FORMS = ("md", "csv", "sarif", "json")


def _files(report: Path) -> list[Path]:
    return [file for file in sorted(report.rglob("*")) if file.is_file()]


def _readable(file: Path) -> str:
    """What a reader of a file can find in it, also in its parts and its metadata."""
    data = file.read_bytes()
    if file.suffix == ".xlsx":
        with ZipFile(file) as book:
            return "\n".join(book.read(one).decode("utf-8", "replace") for one in book.namelist())
    if file.suffix == ".pdf":
        reader = PdfReader(file)
        pages = "\n".join(page.extract_text() for page in reader.pages)
        return f"{pages}\n{reader.metadata}"
    return data.decode("utf-8")


def test_a_table_on_standard_output_is_a_table(sandbox: SandboxProject) -> None:
    """Line ends and the mark of the order of bytes are no characters to escape."""
    out = sandbox.run("report", "--format", "csv").out
    rows = list(csv.reader(io.StringIO(out)))
    assert len(rows) > 1
    assert len({len(row) for row in rows}) == 1
    assert "\\u" not in out
    assert "\r" not in out
