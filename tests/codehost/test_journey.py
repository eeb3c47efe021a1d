"""A change's whole way on a real code host, by the real workflow, from a branch to the tenants."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.codehost.conftest import on_both
from tests.codehost.town import Town
from tests.journeys.books import halve, rows
from tests.journeys.books import rewrite as keep_rows
from tests.support.sandbox import GOOGLE, MICROSOFT, UNITED, rewrite

pytestmark = on_both

GUARD = "members-removed-per-group"
REASON = "only the seventh grade has licences from now on"


def edit_three(clone: Path) -> None:
    """A unit more in two schools; in the pilot school a group loses most of its members."""
    unit = {"library": {"name": {"bg": "Библиотека", "en": "Library"}}}
    for school in (GOOGLE, UNITED):
        rewrite(clone / "schools" / f"{school}.yaml", lambda data: data.update(orgUnits=unit))

    def narrow(data: dict[str, dict[str, dict[str, object]]]) -> None:
        data["groups"]["licensed-pupils"]["members"] = [{"role": "pupil", "grade": 7}]

    rewrite(clone / "schools" / f"{MICROSOFT}.yaml", narrow)


def asked(comment: str) -> Iterator[dict[str, str]]:
    """The rows of the comment's decisions, as the manual job takes them."""
    begin = comment.index("<!-- reconciler:decisions -->")
    table = comment[begin : comment.index("<!-- /reconciler:decisions -->")]
    for guard, fingerprint, number in re.findall(r"\| `([^`]+)` \| `([^`]+)` \| (\d+) \|", table):
        yield {"guard": guard, "fingerprint": fingerprint, "number": number, "reason": REASON}


def test_from_a_branch_to_the_tenants(town: Town) -> None:
    """Comment, refusal, agreement, merge, apply by wave, outcome."""
    number = town.propose("three-schools", edit_three)
    head = town.git("rev-parse", "HEAD")
    planned = town.job("pull_request_target", "plan", town.pull_event(number))
    assert planned.code == 0, planned.out
    assert "3 of 3 schools" in planned.out  # the whole of it stands in the job's output
    comment = town.comment(number)
    assert all(school in comment for school in (GOOGLE, UNITED, MICROSOFT))
    assert town.statuses(head) == {"reconciler/plan (sandbox)": "failure"}
    decisions = list(asked(comment))
    assert f"{GUARD}:{MICROSOFT}" in {one["guard"] for one in decisions}
    assert town.sandbox.writes() == []

    for decision in decisions:
        agreed = town.job("workflow_dispatch", "decide", {"inputs": decision}, **decision)
        assert agreed.code == 0, agreed.out
    assert town.statuses(head) == {"reconciler/plan (sandbox)": "success"}
    assert REASON in town.comment(number)
    assert town.sandbox.writes() == []

    merged = town.merge(number)
    pushed = town.job("push", "all", {"after": merged})  # act runs what it needs: pilot first
    assert pushed.code == 0, pushed.out
    comment = town.comment(number)
    assert "Nothing is left" in comment
    assert town.statuses(merged) == {"reconciler/apply (sandbox)": "success"}


def the_issue(town: Town) -> str:
    """What stands in the open issue; '' where there is none. Fails where there are two."""
    found = town.ask("GET", "/issues?state=open&type=issues")
    assert len(found) <= 1, [one["title"] for one in found]
    return str(found[0]["body"]) if found else ""


def test_every_morning(town: Town) -> None:
    """A new list is applied; a hand in a tenant is told, and kept on a branch; guards hold."""
    school = GOOGLE
    drop_a_pupil(town.sandbox.rosters / school)
    town.sandbox.forget_log()
    morning = town.job("schedule", "roster", {})
    assert morning.code == 0, morning.out
    assert any(one.startswith("DELETE") for one in town.sandbox.writes())
    assert the_issue(town) == ""
    assert town.statuses(town.main())["reconciler/roster (sandbox)"] == "success"

    group = f"/admin/directory/v1/groups/teachers@{UNITED}.plovdiv.example"
    town.sandbox.call(UNITED, "PUT", group, {"name": "Teachers, by hand"})
    town.sandbox.forget_log()
    morning = town.job("schedule", "roster", {})
    assert morning.code == 0, morning.out
    assert town.sandbox.writes() == []
    assert "Teachers, by hand" in the_issue(town)
    assert f"To keep it in `{UNITED}`" in the_issue(town)

    kept = town.job("workflow_dispatch", "keep", {"inputs": {"keep": UNITED}}, keep=UNITED)
    assert kept.code == 0, kept.out
    town.git("fetch", "-q", "origin")
    edit = town.git("diff", "origin/main", f"origin/reconciler/keep-{UNITED}", "--stat=200")
    assert edit.splitlines()[0].split("|")[0].strip() == f"schools/{UNITED}.yaml"
    assert "Teachers, by hand" in town.git(
        "diff", "origin/main", f"origin/reconciler/keep-{UNITED}"
    )
    assert town.sandbox.writes() == []

    halve(town.sandbox.rosters / school)
    morning = town.job("schedule", "roster", {})
    assert morning.code == 0, morning.out
    assert town.sandbox.writes() == []
    issue = the_issue(town)
    assert f"--acknowledge members-removed-per-school:{school}" in issue
    assert "Teachers, by hand" in issue


def drop_a_pupil(folder: Path) -> None:
    """The last pupil of the list leaves the school."""
    people = [row for row in rows(folder / "users.csv") if row["grades"]]
    gone = people[-1]["sourcedId"]
    keep_rows(folder / "users.csv", lambda row: row["sourcedId"] != gone)
    keep_rows(folder / "enrollments.csv", lambda row: row["userSourcedId"] != gone)
