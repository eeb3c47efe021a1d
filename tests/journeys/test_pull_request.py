"""Pull requests: what they change and what was pending, from one look, as the base allows."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.support.sandbox import GOOGLE, MICROSOFT, SandboxProject, rewrite, school_of

GROUPS = "/admin/directory/v1/groups"


@pytest.fixture
def branch(sandbox: SandboxProject, tmp_path: Path) -> Path:
    """A pull request's files, still as the base's: no list, no key, no ledger."""
    folder = tmp_path / "branch"
    shutil.copytree(sandbox.root, folder, ignore=shutil.ignore_patterns(".sandbox", ".git"))
    return folder


def edit(branch: Path, name: str, change: Any) -> Path:
    """Rewrites one of the pull request's files."""
    path = branch / name
    rewrite(path, change)
    return path


def line_of(path: Path, text: str) -> int:
    """The first line with a text."""
    lines = path.read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def narrow(school: dict[str, Any]) -> None:
    """Only the sixth grade's first class stays among the teachers' group's members."""
    school.setdefault("groups", {})["teachers"] = {"members": [{"role": "principal"}]}


def test_a_change_by_the_file_names_its_line_and_not_the_roster(
    sandbox: SandboxProject, branch: Path
) -> None:
    """An audience that a pull request narrows is the file's doing; only its lines are named."""
    path = edit(branch, f"schools/{GOOGLE}.yaml", narrow)
    plan = sandbox.plan("--head", str(branch))
    (change,) = school_of(plan, GOOGLE)["changes"]
    assert change["address"].endswith("membership/teachers")
    assert [one["kind"] for one in change["triggers"]] == ["proposed"]
    (trigger,) = change["triggers"]
    written = path.read_text("utf-8").splitlines()[trigger["place"]["line"] - 1]
    assert trigger["place"]["file"] == f"schools/{GOOGLE}.yaml"
    assert "members" in written or "principal" in written
    comment = sandbox.run("plan", "--head", str(branch), "--format", "md").out
    assert f"schools/{GOOGLE}.yaml:{trigger['place']['line']}" in comment
    assert "roster" not in comment.split("Pending anyway")[0]


def test_what_was_pending_is_one_folded_line(sandbox: SandboxProject, branch: Path) -> None:
    """A hand in the tenant is pending with and without the pull request."""
    sandbox.call(GOOGLE, "PUT", f"{GROUPS}/teachers@{GOOGLE}.plovdiv.example", {"name": "By hand"})
    edit(branch, f"schools/{GOOGLE}.yaml", narrow)
    run = sandbox.run("plan", "--head", str(branch), "--format", "md")
    proposed, _, pending = run.out.partition("Pending anyway")
    assert "1 change in 1 school" in pending
    assert re.search(r"by hand in a tenant: 1 \(.*[0-9a-f]{8}, \d\d\.\d\d\.20\d\d\)", pending)
    assert "By hand" not in proposed


def test_a_pull_request_that_keeps_what_a_hand_did_settles_it(
    sandbox: SandboxProject, branch: Path
) -> None:
    """The file says what the tenant already has: merged, nothing differs."""
    sandbox.call(GOOGLE, "PUT", f"{GROUPS}/teachers@{GOOGLE}.plovdiv.example", {"name": "By hand"})

    def keep(school: dict[str, Any]) -> None:
        names = {"bg": "By hand", "en": "By hand"}
        school.setdefault("groups", {})["teachers"] = {"name": names}

    edit(branch, f"schools/{GOOGLE}.yaml", keep)
    run = sandbox.run("plan", "--head", str(branch), "--format", "md")
    assert run.code == 0, run.err
    assert "1 change that is pending today becomes unnecessary" in run.out
    assert "Merging changes nothing" in run.out


def test_both_sides_are_planned_from_one_look(sandbox: SandboxProject, branch: Path) -> None:
    """The tenants are asked exactly as often as for one plan."""
    edit(branch, f"schools/{GOOGLE}.yaml", narrow)
    sandbox.forget_log()
    sandbox.plan("--school", GOOGLE)
    once = len(sandbox.log(GOOGLE))
    sandbox.forget_log()
    sandbox.run("plan", "--school", GOOGLE, "--head", str(branch))
    assert len(sandbox.log(GOOGLE)) == once
    assert not [write for write in sandbox.writes() if "token" not in write and "auth" not in write]


def _git(root: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@a.example", *words],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


@pytest.fixture
def repository(sandbox: SandboxProject) -> SandboxProject:
    """The municipality in Git, its lists and keys ignored; the branch `main` is the base."""
    (sandbox.root / ".gitignore").write_text(".sandbox\n", "utf-8")
    _git(sandbox.root, "init", "--quiet", "--initial-branch=main")
    _git(sandbox.root, "add", ".")
    _git(sandbox.root, "commit", "--quiet", "-m", "base")
    return sandbox


def test_a_branch_is_planned_against_a_revision_of_its_repository(
    repository: SandboxProject,
) -> None:
    """`--base main` in the branch and `--head branch` on main say the same."""
    _git(repository.root, "switch", "--quiet", "-c", "branch")
    repository.edit(repository.school(GOOGLE), narrow)
    _git(repository.root, "commit", "--quiet", "-am", "narrow")
    ours = repository.plan("--base", "main")
    _git(repository.root, "switch", "--quiet", "main")
    theirs = repository.plan("--head", "branch")
    assert ours["schools"] == theirs["schools"]
    assert school_of(ours, GOOGLE)["changes"][0]["triggers"][0]["kind"] == "proposed"


@pytest.mark.parametrize("name", ["simulator.address", "ledger.sqlite", "rosters/x.csv"])
def test_lists_keys_and_addresses_of_a_branch_are_not_used(
    repository: SandboxProject, name: str
) -> None:
    """Put under Git by the branch, they would be the pull request's own."""
    _git(repository.root, "switch", "--quiet", "-c", "branch")
    path = repository.root / ".sandbox" / name
    path.parent.mkdir(exist_ok=True)
    path.touch()
    _git(repository.root, "add", "-f", f".sandbox/{name}")
    run = repository.run("plan", "--base", "main")
    assert (run.code, run.out) == (1, "")
    assert "is tracked by Git" in run.err


def test_a_revision_that_is_none_is_one_clear_error(repository: SandboxProject) -> None:
    """A name that Git does not know, or that looks like an option of Git's."""
    for name in ("no-such-branch", "--output=/tmp/x"):
        run = repository.run("plan", f"--base={name}")
        assert (run.code, run.out) == (1, "")
        assert f"{name} is neither a folder nor a commit" in run.err


def test_a_plan_of_a_pull_request_is_applied_after_the_merge(
    sandbox: SandboxProject, branch: Path
) -> None:
    """What was approved on the pull request is what main plans once it is merged."""
    edit(branch, f"schools/{MICROSOFT}.yaml", narrow)
    out = sandbox.root / "plan.json"
    run = sandbox.run("plan", "--head", str(branch), "--out", str(out), "--format", "md")
    assert run.code in (2, 3), run.err
    shutil.copy(branch / f"schools/{MICROSOFT}.yaml", sandbox.school(MICROSOFT))
    fresh = sandbox.plan()
    approved = json.loads(out.read_text("utf-8"))
    assert fresh["fingerprint"] == approved["fingerprint"]
