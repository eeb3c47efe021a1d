"""What may happen between a plan and its merge: each ends in one state, and is told."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reconciler.codehost.model import HostKind
from tests.codehost.conftest import on_both
from tests.codehost.test_journey import asked
from tests.codehost.town import Town
from tests.support.sandbox import GOOGLE, UNITED

pytestmark = on_both

APPLY = "reconciler/apply (sandbox)"
PLAN = "reconciler/plan (sandbox)"


def clubs(*schools: str, name: str) -> Callable[[Path], None]:
    """A group more at the end of each school's file, of the principal alone."""

    def edit(clone: Path) -> None:
        principal = "[{role: principal}]"
        club = (
            f"  {name}: {{name: {{bg: Клуб, en: Club}}, members: {principal}, owners: {principal}}}"
        )
        for school in schools:
            path = clone / "schools" / f"{school}.yaml"
            text = path.read_text("utf-8")
            head = "" if "\ngroups:" in text else "\ngroups:\n"
            path.write_text(f"{text}{head}{club}\n", "utf-8")

    return edit


@pytest.fixture(autouse=True)
def _at_rest(town: Town) -> Iterator[None]:
    """Each test starts with a code host that answers."""
    yield
    town.proxy.trouble = lambda _method, _path: None


def planned(town: Town, name: str, *schools: str) -> int:
    """A pull request with its plan in the comment."""
    number = town.propose(name, clubs(*schools, name=name))
    assert town.plan(number).code == 0
    return number


def library(*schools: str) -> Callable[[Path], None]:
    """A unit more, written at another place of the files than the clubs."""

    def edit(clone: Path) -> None:
        for school in schools:
            path = clone / "schools" / f"{school}.yaml"
            head, layout, rest = path.read_text("utf-8").partition("layout: ")
            name, _, rest = rest.partition("\n")
            unit = "orgUnits:\n  library: {name: {bg: Библиотека, en: Library}}"
            path.write_text(f"{head}{layout}{name}\n\n{unit}\n{rest}", "utf-8")

    return edit


def test_two_pull_requests_at_once(town: Town) -> None:
    """The base moved under the second: what both touch is planned anew, the rest is applied."""
    other = town.propose("library", library(GOOGLE, UNITED))
    one = planned(town, "chess", GOOGLE)
    assert town.plan(other).code == 0
    first = town.merge(one)
    merged = town.merge(other)
    assert town.apply(merged).code == 0
    comment = town.comment(other)
    assert f"| all | `{UNITED}` | 1 applied |" in comment
    assert f"| all | `{GOOGLE}` | `school-not-as-approved` |" in comment
    assert "What is left, planned anew" in comment
    assert town.statuses(merged) == {APPLY: "failure"}

    assert town.apply(first).code == 0  # the first one's job comes late
    assert re.search(rf"\| all \| `{GOOGLE}` \| \d applied \|", town.comment(one))
    assert "What is left" not in town.comment(one)
    assert "main has moved on since" in town.comment(one)

    for decision in asked(comment):
        assert decision["guard"] == f"school-not-as-approved:{GOOGLE}"
        given = [word for key, value in decision.items() for word in (f"--{key}", value)]
        stale = town.ci("workflow_dispatch", {}, merged, "acknowledge", *given)
        assert stale.code == 0, stale.out
    again = town.ci("workflow_dispatch", {}, merged, "apply", "--number", str(other))
    assert again.code == 0, again.out
    (fresh,) = asked(town.comment(other))  # for the late job has changed the school meanwhile
    given = [word for key, value in fresh.items() for word in (f"--{key}", value)]
    assert town.ci("workflow_dispatch", {}, merged, "acknowledge", *given).code == 0
    again = town.ci("workflow_dispatch", {}, merged, "apply", "--number", str(other))
    assert "Nothing is left" in town.comment(other)


def test_a_forced_push_between_plan_and_merge_approves_nothing(town: Town) -> None:
    """What was read is not what was merged."""
    number = planned(town, "robots", GOOGLE)
    clubs(GOOGLE, name="rockets")(town.clone)
    town.commit("robots", force=True)
    merged = town.merge(number)
    before = town.sandbox.writes()
    assert town.apply(merged).code == 0
    assert town.sandbox.writes() == before
    comment = town.comment(number)
    assert "no plan of the merged commit stands here" in comment
    assert f"school-not-as-approved:{GOOGLE}" in comment
    assert town.statuses(merged) == {APPLY: "failure"}


def test_a_branch_pushed_back_after_its_merge_approves_nothing(town: Town) -> None:
    """Gitea tells a merged branch's newest commit: here the one that was planned, not merged."""
    number = planned(town, "reading", GOOGLE)
    planned_commit = town.git("rev-parse", "HEAD")
    clubs(GOOGLE, name="writing")(town.clone)
    town.commit("reading", force=True)
    merged = town.merge(number)
    town.git("push", "-q", "--force", "origin", f"{planned_commit}:reading")
    town.await_branch("reading", planned_commit)
    assert town.ask("GET", f"/pulls/{number}")["head"]["sha"] == planned_commit
    before = town.sandbox.writes()
    assert town.apply(merged).code == 0
    assert town.sandbox.writes() == before
    assert f"school-not-as-approved:{GOOGLE}" in town.comment(number)
    assert town.statuses(merged) == {APPLY: "failure"}


def test_a_comment_deleted_by_hand_approves_nothing(town: Town) -> None:
    """Nobody can know any more what stood there; a fresh plan takes its place."""
    number = planned(town, "radio", UNITED)
    for comment in town.ask("GET", f"/issues/{number}/comments"):
        town.ask("DELETE", f"/issues/comments/{comment['id']}")
    merged = town.merge(number)
    before = town.sandbox.writes()
    assert town.apply(merged).code == 0
    assert town.sandbox.writes() == before
    assert "no plan of the merged commit stands here" in town.comment(number)


def test_an_altered_comment_approves_nothing(town: Town) -> None:
    """One digit of the hidden line."""
    number = planned(town, "rowing", UNITED)
    (comment,) = town.ask("GET", f"/issues/{number}/comments")
    body = str(comment["body"])
    at = body.index("<!-- reconciler:record ") + 60
    body = body[:at] + ("A" if body[at] != "A" else "B") + body[at + 1 :]
    town.ask("PATCH", f"/issues/comments/{comment['id']}", {"body": body}, "jobs")
    assert town.apply(town.merge(number)).code == 0
    assert "no plan of the merged commit stands here" in town.comment(number)


def test_a_host_that_answers_502_for_a_while(town: Town) -> None:
    """Reads and writes: one comment, the right status."""
    left = [502, 504, 502, 503]
    town.proxy.trouble = lambda _method, _path: (left.pop(), {}) if left else None
    number = planned(town, "sailing", GOOGLE)
    assert left == []
    assert "sailing" in town.comment(number)


def test_a_rate_limit_is_waited_for(town: Town) -> None:
    """As the host asks."""
    left = [(429, {"Retry-After": "1"}), (429, {"Retry-After": "1"})]
    town.proxy.trouble = lambda _method, _path: left.pop() if left else None
    number = planned(town, "skating", GOOGLE)
    assert left == []
    assert "skating" in town.comment(number)


def test_a_host_that_is_away_is_told_and_the_job_run_again_goes_on(town: Town) -> None:
    """The job fails and says so; nothing was applied, and the second run does it."""
    number = planned(town, "swimming", GOOGLE)
    merged = town.merge(number)
    limit = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(time.time()) + 3600)}
    town.proxy.trouble = lambda _method, _path: (403, limit)
    before = town.sandbox.writes()
    failed = town.apply(merged)
    assert failed.code == 1
    assert "takes no more requests for now" in failed.out
    assert town.sandbox.writes() == before
    town.proxy.trouble = lambda _method, _path: None
    assert town.apply(merged).code == 0
    assert town.statuses(merged) in ({APPLY: "success"}, {APPLY: "failure"})
    assert f"`{GOOGLE}`" in town.comment(number)


def test_an_apply_that_is_cut_off_is_told_and_goes_on(town: Town) -> None:
    """A runner's SIGTERM in the middle: the comment says so, and the same job again finishes."""
    number = planned(town, "tennis", GOOGLE, UNITED)
    merged = town.merge(number)
    slow = {"method": "POST", "route": ".", "times": 100_000, "do": "delay", "seconds": 1.0}
    for school in (GOOGLE, UNITED):
        town.sandbox.disturb(school, slow)
    town.sandbox.forget_log()
    process = subprocess.Popen(
        [sys.executable, "-m", "reconciler.cli", "ci", "apply"],
        cwd=town.at(merged),
        env=town.environment("push", {}, merged),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    end = time.monotonic() + 120
    while time.monotonic() < end and not town.sandbox.writes():
        time.sleep(0.02)
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=120)
    for school in (GOOGLE, UNITED):
        town.sandbox.disturb(school)
    assert process.returncode == 130, out
    assert "Applying was stopped" in town.comment(number)
    assert town.statuses(merged) == {APPLY: "error"}
    again = town.apply(merged)
    assert again.code == 0, again.out
    assert f"`{UNITED}`" in town.comment(number)


def test_a_queued_commit_is_planned_once_and_applied(town: Town) -> None:
    """GitHub's merge queue: the plan is of the queue's commit, and that commit becomes main's."""
    number = town.propose("garden", clubs(UNITED, name="garden"))
    queue, event = town.queue(number, "garden")
    queued = town.git("rev-parse", "HEAD")
    if town.jobs is HostKind.GITHUB:  # Gitea has no queue, so its workflow has no such event
        planned = town.job("merge_group", "plan", event, branch=queue)
    else:
        planned = town.ci("merge_group", event, queued, "plan")
    assert planned.code == 0, planned.out
    assert "this pull request changes 1 of 3 schools" in town.comment(number)
    assert town.statuses(queued) == {PLAN: "success"}

    town.git("push", "-q", "origin", "HEAD:main")
    town.await_branch("main", queued)
    town.ask("PATCH", "", {"allow_manual_merge": True})
    town.ask("POST", f"/pulls/{number}/merge", {"Do": "manually-merged", "MergeCommitID": queued})
    assert town.apply(queued).code == 0
    assert re.search(rf"\| all \| `{UNITED}` \| \d applied \|", town.comment(number))
    assert town.statuses(queued)[APPLY] == "success"
