"""A pull request that wants the job's secrets, or to allow itself something, gets neither."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.support.sandbox import GOOGLE, REPOSITORY, Run, SandboxProject, rewrite

CANARY = "canary-5f0c9a17e2"
"""What an attacker wants: it stands in the job's environment and in a file beside the clone."""
EVIL = """
import os, pathlib
pathlib.Path(os.environ["HIT"]).write_text(os.environ["JOB_SECRET"])
print(os.environ["JOB_SECRET"])
RULES = ()
"""
WAYS = (
    ("plan", "--format", "md"),
    ("plan", "--format", "json"),
    ("check", "--declared", "--format", "md"),
    ("check", "--declared", "--format", "json"),
)


def _said_besides(run: Run) -> list[str]:
    """What stands on standard output but faults: nothing as text, one document as JSON."""
    if not run.out:
        return []
    told = json.loads(run.out)
    return [] if told["schema"] == "faults" and told["answer"] is None else [run.out]


@pytest.fixture
def trusted(
    still: SandboxProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> SandboxProject:
    """The base, with the city's rules; a secret in the environment of whatever runs here."""
    shutil.copytree(REPOSITORY / "policies", still.root / "policies", dirs_exist_ok=True)
    monkeypatch.setenv("JOB_SECRET", CANARY)
    monkeypatch.setenv("HIT", str(tmp_path / "hit"))
    still.forget_log()
    return still


@pytest.fixture
def branch(trusted: SandboxProject, tmp_path: Path) -> Path:
    """The pull request's files, as yet the base's."""
    folder = tmp_path / "branch"
    shutil.copytree(trusted.root, folder, ignore=shutil.ignore_patterns(".sandbox"))
    return folder


@pytest.fixture
def secret_file(tmp_path: Path) -> Path:
    """A file beside the clone, which is YAML and holds the secret."""
    path = tmp_path / "credentials.yaml"
    path.write_text(f"token: {CANARY}\nother: on\n", "utf-8")
    return path


def attacked(trusted: SandboxProject, branch: Path) -> list[Run]:
    """Every way of looking at the pull request; nothing leaks in any, and nothing is written."""
    runs = [trusted.run(*way, "--head", str(branch)) for way in WAYS]
    for run in runs:
        assert CANARY not in run.out
        assert CANARY not in run.err
        assert "Traceback" not in run.err
    assert not (branch.parent / "hit").exists()
    sent = trusted.ask("GET", "requests")["requests"]
    assert CANARY not in json.dumps(sent, ensure_ascii=False)
    assert not [one for one in sent if one["method"] != "GET" and not _reads(one)]
    return runs


def _reads(entry: dict[str, Any]) -> bool:
    """Signing in, and batches, whose inner calls stand in the log by themselves."""
    return any(word in entry["route"] for word in ("token", "batch"))


def test_rules_and_build_files_of_a_pull_request_are_not_run(
    trusted: SandboxProject, branch: Path
) -> None:
    """New Python, changed Python, a Makefile, a package of ours: told or left alone, never run."""
    (branch / "policies" / "evil.py").write_text(EVIL, "utf-8")
    (branch / "policies" / "pupils.py").write_text(EVIL, "utf-8")
    (branch / "policies" / "__init__.py").write_text(EVIL, "utf-8")
    (branch / "stacks" / "__main__.py").write_text(EVIL, "utf-8")
    (branch / "reconciler").mkdir()
    (branch / "reconciler" / "__init__.py").write_text(EVIL, "utf-8")
    (branch / "sitecustomize.py").write_text(EVIL, "utf-8")
    (branch / "Makefile").write_text("plan validate:\n\techo $$JOB_SECRET > $$HIT\n", "utf-8")
    plan, _, declared, _ = attacked(trusted, branch)
    for run in (plan, declared):
        assert "This pull request allows more" in run.out
        assert "policies/evil.py: code of rules" in run.out.replace("\\", "")
        assert "policies/pupils.py: code of rules" in run.out.replace("\\", "")


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)
)


@pytest.mark.parametrize(
    "text", [BOMB, "x: " + "[" * 5000, "x: 1\n" * 400_000, "!!python/object/apply:os.system [id]"]
)
def test_a_file_that_would_take_the_machine_is_one_clear_fault(
    trusted: SandboxProject, branch: Path, text: str
) -> None:
    """References that multiply, endless depth, size, Python's own tags."""
    (branch / "schools" / "bomb.yaml").write_text(text, "utf-8")
    for run in attacked(trusted, branch):
        assert run.code == 1
        assert "schools/bomb.yaml:" in run.err
        assert _said_besides(run) == []


@pytest.fixture
def other_host() -> Iterator[tuple[str, list[str]]]:
    """A host of the attacker's, and what it was asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(500)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def test_a_stack_of_a_pull_request_is_not_used(
    trusted: SandboxProject, branch: Path, other_host: tuple[str, list[str]]
) -> None:
    """Another host, other rosters, another key file: told, and used after the merge alone."""
    address, asked = other_host

    def point(data: dict[str, Any]) -> None:
        for tenant in data["config"]["reconciler:tenants"].values():
            tenant["endpoint"] = address
        data["config"]["reconciler:pseudonymKey"] = "../../hit"
        data["config"]["reconciler:ledger"] = f"sqlite:///{branch.parent}/hit"

    rewrite(branch / "stacks" / "Pulumi.sandbox.yaml", point)
    plan, _, declared, _ = attacked(trusted, branch)
    assert asked == []
    for run in (plan, declared):
        assert run.code in (0, 3), run.err
        assert "Pulumi.sandbox.yaml: the stack" in run.out.replace("\\", "")


@pytest.mark.parametrize(
    "place",
    [
        "schools/evil.yaml",
        "schools/layouts/evil.yaml",
        "policies/waivers.yaml",
        "policies/levels.yaml",
    ],
)
def test_a_link_to_a_file_outside_is_not_followed(
    trusted: SandboxProject, branch: Path, secret_file: Path, place: str
) -> None:
    """Neither its text nor what is wrong with it is told; only that it is a link."""
    path = branch / place
    path.unlink(missing_ok=True)
    path.symlink_to(secret_file)
    for run in attacked(trusted, branch):
        assert (run.code, _said_besides(run)) == (1, [])
        assert f"{place}:1:1: this is a link" in run.err
        assert "token" not in run.err + run.out


@pytest.mark.parametrize("folder", ["schools", "schools/layouts", "policies", "stacks"])
def test_a_folder_that_leads_outside_is_not_followed(
    trusted: SandboxProject, branch: Path, secret_file: Path, folder: str
) -> None:
    """A whole folder by a link, to where the secret lies."""
    shutil.rmtree(branch / folder)
    (branch / folder).symlink_to(secret_file.parent)
    for run in attacked(trusted, branch):
        assert (run.code, _said_besides(run)) == (1, [])
        assert "credentials" not in run.err + run.out


def test_a_manifest_that_asks_for_the_environment_gets_text(
    trusted: SandboxProject, branch: Path
) -> None:
    """Whatever looks like a placeholder is shown as it was written."""
    spellings = "$JOB_SECRET $(env) %JOB_SECRET% <<JOB_SECRET>> `env` !ENV"

    def name(data: dict[str, Any]) -> None:
        data.setdefault("groups", {})["teachers"] = {"name": {"bg": spellings, "en": "x"}}

    rewrite(branch / "schools" / f"{GOOGLE}.yaml", name)
    _, planned, _, _ = attacked(trusted, branch)
    (school,) = [one for one in json.loads(planned.out)["schools"] if one["school"] == GOOGLE]
    assert [one["after"] for one in school["changes"][0]["fields"]] == [spellings]
    spellings = "${JOB_SECRET} {{ env.JOB_SECRET }}"
    rewrite(branch / "schools" / f"{GOOGLE}.yaml", name)
    for run in attacked(trusted, branch):
        assert run.code == 1
        assert "nothing fills in the braces" in run.err


def _open_to_outsiders(branch: Path) -> None:
    def loosen(data: dict[str, Any]) -> None:
        groups = data.setdefault("groups", {})
        groups["pupils"] = {"settings": {"outsiders": True, "post": "members", "join": "invited"}}

    rewrite(branch / "schools" / f"{GOOGLE}.yaml", loosen)


def _waive(branch: Path) -> None:
    waiver = {
        "rule": "pupil-groups-closed",
        "school": GOOGLE,
        "reason": "ours",
        "owner": "us",
        "until": "2099-01-01",
    }
    rewrite(branch / "policies" / "waivers.yaml", lambda data: data.update(waivers=[waiver]))


def _soften(branch: Path) -> None:
    level = {"pupil-groups-closed": "advisory"}
    rewrite(branch / "policies" / "levels.yaml", lambda data: data["levels"].update(level))


@pytest.mark.parametrize(
    ("allow", "told"),
    [
        (_waive, f"a waiver of pupil-groups-closed for {GOOGLE}, until 2099-01-01"),
        (_soften, "rule pupil-groups-closed: mandatory → "),
    ],
)
def test_nobody_waives_or_weakens_a_rule_for_himself(
    trusted: SandboxProject, branch: Path, allow: Callable[[Path], None], told: str
) -> None:
    """The breach still stops the school, and the comment begins with what was weakened."""
    _open_to_outsiders(branch)
    allow(branch)
    runs = attacked(trusted, branch)
    assert [run.code for run in runs] == [3, 3, 3, 3]
    plan, _, declared, _ = (run.out.replace("\\", "") for run in runs)
    assert told in plan
    assert told in declared
    first = next(line for line in plan.splitlines() if line.startswith(">"))
    assert "This pull request allows more" in first
    assert "mandatory-rules" in runs[1].out
    assert "After the merge it lets through 1 breach of this plan" in plan
    assert told in runs[1].err


def test_nobody_raises_the_limit_that_would_stop_him(trusted: SandboxProject, branch: Path) -> None:
    """Removals beyond the base's limit are refused, whatever municipality.yaml of the head says."""

    def raise_limits(data: dict[str, Any]) -> None:
        data["guards"]["members-removed-per-group"] = {"share": "100 %"}
        data["guards"]["members-removed-per-school"] = {"share": "100 %"}
        data["guards"]["within"] = "0 days"

    def empty(data: dict[str, Any]) -> None:
        data.setdefault("groups", {})["teachers"] = {"members": []}

    rewrite(branch / "schools" / "municipality.yaml", raise_limits)
    rewrite(branch / "schools" / f"{GOOGLE}.yaml", empty)
    plan, data, _, _ = attacked(trusted, branch)
    assert (plan.code, data.code) == (3, 3)
    assert "limit of the guard members-removed-per-group" in plan.out.replace("\\", "")
    assert f"members-removed-per-group:{GOOGLE}" in plan.out


def test_nobody_widens_his_own_scope(trusted: SandboxProject, branch: Path) -> None:
    """What lies outside the base's scope is a fault, though the head's scope would allow it."""
    scope = {"orgUnits": "/", "addresses": "*", "products": ["plus-staff"]}

    def narrow(data: dict[str, Any]) -> None:
        data["scopes"][GOOGLE] = {GOOGLE: scope}

    def widen(data: dict[str, Any]) -> None:
        data["scopes"][GOOGLE] = {GOOGLE: {**scope, "products": ["plus-staff", "plus-pupils"]}}

    def use(data: dict[str, Any]) -> None:
        data.setdefault("licences", {})["plus-pupils"] = {"for": [{"role": "pupil"}]}

    base = trusted.municipality.read_text("utf-8")
    rewrite(trusted.municipality, narrow)
    try:
        rewrite(branch / "schools" / "municipality.yaml", widen)
        rewrite(branch / "schools" / f"{GOOGLE}.yaml", use)
        for run in attacked(trusted, branch):
            assert run.code == 1
            assert "may not declare" in run.err
        run = trusted.run("plan", "--head", str(branch))
        assert f"widens the scope of {GOOGLE}" in run.err
    finally:
        trusted.municipality.write_text(base, "utf-8")
