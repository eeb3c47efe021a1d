"""A pull request's files as its merge would have them, out of Git and as data."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from reconciler.codehost import checkout
from reconciler.codehost.checkout import merged_files
from reconciler.codehost.codes import CodeHostCode, CodeHostError
from reconciler.codehost.job import CiJob, JobEvent
from reconciler.codehost.model import HostKind


def git(where: Path, *words: str) -> str:
    """Git, as a person."""
    named = ("-c", "user.name=clerk", "-c", "user.email=clerk@x.example")
    done = subprocess.run(
        ["git", *named, *words], cwd=where, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


class City:
    """A repository, a clone of it with main checked out, and a pull request in it."""

    def __init__(self, folder: Path) -> None:
        self.origin, self.job = folder / "origin.git", folder / "job"
        self.person = folder / "person"
        git(folder, "init", "-q", "--bare", "-b", "main", str(self.origin))
        git(folder, "init", "-q", "-b", "main", str(self.person))
        git(self.person, "remote", "add", "origin", str(self.origin))
        (self.person / "schools").mkdir()
        self.write("a.yaml", "one\n\n\n\n\nlast\n")
        self.commit("main")
        git(folder, "clone", "-q", str(self.origin), str(self.job))

    def write(self, name: str, text: str) -> None:
        """A file of a school."""
        (self.person / "schools" / name).write_text(text, "utf-8")

    def commit(self, *refs: str) -> str:
        """Commits all and pushes."""
        git(self.person, "add", "-A")
        git(self.person, "commit", "-q", "-m", "x")
        git(self.person, "push", "-q", "--force", "origin", *(f"HEAD:{ref}" for ref in refs))
        return git(self.person, "rev-parse", "HEAD")

    def propose(self, edit: Callable[[Path], object], kind: HostKind = HostKind.GITHUB) -> CiJob:
        """A commit on a branch of its own."""
        git(self.person, "checkout", "-q", "-B", "proposed", "origin/main")
        edit(self.person / "schools")
        ref = "refs/merge-requests/7/head" if kind is HostKind.GITLAB else "refs/pull/7/head"
        head = self.commit(ref)
        return CiJob(kind, "https://x", "t0ken", "o/n", JobEvent.PROPOSED, head, 7, "", None)

    def move_main(self, text: str) -> None:
        """Main goes on, and the job has it."""
        git(self.person, "checkout", "-q", "main")
        self.write("a.yaml", text)
        self.commit("main")
        git(self.job, "pull", "-q")


@pytest.fixture
def city(tmp_path: Path) -> City:
    """One school."""
    return City(tmp_path)


def refused(city: City, job: CiJob, into: Path) -> CodeHostCode:
    """The code of the only fault."""
    with pytest.raises(CodeHostError) as caught:
        merged_files(job, 7, city.job, into)
    (fault,) = caught.value.faults
    assert isinstance(fault.code, CodeHostCode)
    return fault.code


@pytest.mark.parametrize("kind", HostKind)
def test_the_merge_is_planned_and_not_the_branch(
    city: City, tmp_path: Path, kind: HostKind
) -> None:
    """What the base has since is in it; the job's own folder stays as it was."""
    job = city.propose(lambda schools: (schools / "a.yaml").write_text("ONE\n\n\n\n\nlast\n"), kind)
    city.move_main("one\n\n\n\n\nLAST\n")
    files = merged_files(job, 7, city.job, tmp_path / "into")
    assert (files / "schools" / "a.yaml").read_text("utf-8") == "ONE\n\n\n\n\nLAST\n"
    assert git(city.job, "status", "--porcelain") == ""
    assert (city.job / "schools" / "a.yaml").read_text("utf-8") == "one\n\n\n\n\nLAST\n"


def test_a_conflict_needs_a_person(city: City, tmp_path: Path) -> None:
    """No plan is made of a guess."""
    job = city.propose(lambda schools: (schools / "a.yaml").write_text("mine\n"))
    city.move_main("theirs\n")
    assert refused(city, job, tmp_path / "into") is CodeHostCode.CONFLICTS


def test_a_commit_that_was_pushed_over_is_not_planned(city: City, tmp_path: Path) -> None:
    """The newer push has a job of its own."""
    job = city.propose(lambda schools: (schools / "a.yaml").write_text("first\n"))
    city.propose(lambda schools: (schools / "a.yaml").write_text("second\n"))
    assert refused(city, job, tmp_path / "into") is CodeHostCode.MOVED_ON


def test_a_repository_that_may_not_be_read_is_told(city: City, tmp_path: Path) -> None:
    """By the ref, without the token."""
    job = city.propose(lambda schools: (schools / "a.yaml").write_text("first\n"))
    git(city.job, "remote", "set-url", "origin", str(tmp_path / "nowhere.git"))
    assert refused(city, job, tmp_path / "into") is CodeHostCode.NO_COMMITS


def test_a_link_stays_a_link_that_leads_nowhere(city: City, tmp_path: Path) -> None:
    """So that it is told as one, and what it leads to is never read."""
    job = city.propose(lambda schools: (schools / "b.yaml").symlink_to("/proc/self/environ"))
    files = merged_files(job, 7, city.job, tmp_path / "into")
    link = files / "schools" / "b.yaml"
    assert link.is_symlink()
    assert not link.exists()


def test_hooks_and_filters_of_a_pull_request_do_not_run(city: City, tmp_path: Path) -> None:
    """Attributes name drivers; nothing in the job's own settings defines one."""
    stolen = tmp_path / "stolen"

    def evil(schools: Path) -> None:
        root = schools.parent
        (root / ".gitattributes").write_text("* filter=evil merge=evil export-subst\n")
        hook = root / ".git-hooks" / "post-checkout"
        hook.parent.mkdir()
        hook.write_text(f"#!/bin/sh\ntouch {stolen}\n")
        hook.chmod(0o755)

    merged_files(city.propose(evil), 7, city.job, tmp_path / "into")
    assert not stolen.exists()


def test_a_tree_that_is_too_large_is_not_unpacked(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit is told."""
    monkeypatch.setattr(checkout, "BIGGEST", 1000)
    job = city.propose(lambda schools: (schools / "a.yaml").write_text("x" * 5000))
    assert refused(city, job, tmp_path / "into") is CodeHostCode.TOO_LARGE


def test_a_shallow_clone_is_made_whole(city: City, tmp_path: Path) -> None:
    """A merge needs the commit that both sides come from."""
    job = city.propose(lambda schools: (schools / "a.yaml").write_text("ONE\n\n\n\n\nlast\n"))
    city.move_main("one\n\n\n\n\nLAST\n")
    city.move_main("one\n\n\n\n\nLAST!\n")
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{city.origin}", str(shallow))
    files = merged_files(job, 7, shallow, tmp_path / "into")
    assert (files / "schools" / "a.yaml").read_text("utf-8") == "ONE\n\n\n\n\nLAST!\n"
