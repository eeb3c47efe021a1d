"""`people`: counts by default, and a list with names for who creates accounts, kept private."""

from __future__ import annotations

import csv
import subprocess
from pathlib import Path

import pytest

from reconciler.cli.people_list import ENTRA
from tests.journeys.books import rows
from tests.support.sandbox import GOOGLE, MICROSOFT, SandboxProject

ONE = ("people", "--without-account", "--reveal")


@pytest.fixture(autouse=True)
def _own_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)


def _nobody_has(sandbox: SandboxProject, tenant: str, count: int = 3) -> list[str]:
    """Deletes the accounts of some pupils; their roster ids."""
    users = rows(sandbox.rosters / tenant / "users.csv")
    pupils = [row for row in users if row["role"] == "student"]
    gone: list[str] = []
    for row in pupils:
        if len(gone) == count:
            break
        address = f"/admin/directory/v1/users/{row['email']}"
        if tenant == MICROSOFT:
            address = f"/v1.0/users/{row['email']}"
        try:
            sandbox.call(tenant, "DELETE", address)
        except Exception:  # noqa: BLE001 - somebody who had no account anyway
            continue
        gone.append(row["sourcedId"])
    return gone


def test_people_are_counted_and_not_named(fresh: SandboxProject) -> None:
    """All four questions, by role and class; exit code 2 while somebody waits."""
    answer = fresh.run("people", "--school", GOOGLE)
    assert answer.code == 2, answer.err
    for word in ("without an account", "without a licence", "not certain", "the plan moves"):
        assert word in answer.out
    names = {row["familyName"] for row in rows(fresh.rosters / GOOGLE / "users.csv")}
    assert not [name for name in names if name in answer.out + answer.err]


def test_a_list_for_gam_is_private_and_has_every_name(
    sandbox: SandboxProject, tmp_path: Path
) -> None:
    """0600; the address is the roster's, and no password stands in it."""
    gone = set(_nobody_has(sandbox, GOOGLE))
    out = tmp_path / "new.csv"
    answer = sandbox.run(*ONE, "--school", GOOGLE, "--out", str(out))
    assert answer.code == 2, answer.err
    assert "password random" in answer.out
    assert out.stat().st_mode & 0o777 == 0o600
    listed = {row["sourcedId"]: row for row in rows(out)}
    assert gone <= set(listed)
    users = {row["sourcedId"]: row for row in rows(sandbox.rosters / GOOGLE / "users.csv")}
    for one in gone:
        assert listed[one]["givenName"] == users[one]["givenName"]
        assert listed[one]["familyName"] == users[one]["familyName"]
        assert listed[one]["primaryEmail"] == users[one]["email"].lower()
        assert listed[one]["orgUnitPath"].startswith("/")
    again = sandbox.run(*ONE, "--school", GOOGLE, "--out", str(out))
    assert again.code == 1


def test_a_list_for_entra_has_its_headings_and_no_password(
    sandbox: SandboxProject, tmp_path: Path
) -> None:
    """The version above the headings, and an empty column that the command speaks of."""
    gone = _nobody_has(sandbox, MICROSOFT)
    out = tmp_path / "new.csv"
    answer = sandbox.run(*ONE, "--school", MICROSOFT, "--out", str(out))
    assert "none is made here" in answer.out
    with out.open(encoding="utf-8", newline="") as file:
        version, head, *people = list(csv.reader(file))
    assert version == ["version:v1.0"]
    assert tuple(head) == ENTRA
    assert len(people) >= len(gone)
    assert {row[2] for row in people} == {""}
    assert all(len(row) == len(ENTRA) and row[0] for row in people)


def test_names_are_refused_in_ci_and_in_git(
    sandbox: SandboxProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 3, and no file; a file that Git ignores is its writer's business."""
    words = (*ONE, "--school", GOOGLE, "--out")
    subprocess.run(["git", "init", "-q", str(tmp_path / "repo")], check=True)
    inside = tmp_path / "repo" / "new.csv"
    refused = sandbox.run(*words, str(inside))
    assert refused.code == 3
    assert "lies in a Git work tree" in refused.err
    assert not inside.exists()
    (tmp_path / "repo" / ".gitignore").write_text("*.csv\n")
    assert sandbox.run(*words, str(inside)).code in (0, 2)
    assert inside.exists()
    monkeypatch.setenv("CI", "true")
    outside = tmp_path / "ci.csv"
    assert sandbox.run(*words, str(outside)).code == 3
    assert not outside.exists()


def test_a_list_is_of_one_school_and_one_question(sandbox: SandboxProject, tmp_path: Path) -> None:
    """And never without --reveal, or without a file."""
    out = str(tmp_path / "new.csv")
    for words in (
        ("people", "--reveal", "--out", out),
        ("people", "--without-account", "--reveal", "--out", out),
        ("people", "--without-account", "--school", GOOGLE, "--reveal"),
        ("people", "--without-account", "--school", GOOGLE, "--out", out),
    ):
        answer = sandbox.run(*words)
        assert answer.code == 1
        assert "of one school and one question" in answer.err
    assert not Path(out).exists()
