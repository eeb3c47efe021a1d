"""The commands as people type them, with the project's own program, pack and plugin folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pulumi import host
from tests.pulumi.engine import BIN, Engine
from tests.pulumi.stack import Front
from tests.support.sandbox import GOOGLE, REPOSITORY

Pulumi = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def pulumi(engine: Engine, front: Front, tmp_path: Path) -> Pulumi:
    """`pulumi` in a clone after `make install`."""
    environment = installed(engine, front, tmp_path / "bin")

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [engine.path, *words, "--non-interactive", "--stack", "sandbox"],
            cwd=front.sandbox.root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def installed(engine: Engine, front: Front, folder: Path) -> dict[str, str]:
    """The environment of `pulumi` after `make install`: its stack is there, and PATH alone is set.

    The folder is for a stand-in of the language host, where there is none.
    """
    root = front.sandbox.root
    for part in ("stacks", "policies"):
        shutil.copytree(REPOSITORY / part, root / part, dirs_exist_ok=True, ignore=STACKS)
    (root / ".venv").symlink_to(BIN.parent)
    environment = engine.environment(root.parent / "home")
    path = environment["PATH"].removeprefix(f"{BIN}{os.pathsep}")  # the plugin is found by the file
    if shutil.which(host.NAME) is None:
        path = f"{host.installed(folder)}{os.pathsep}{path}"
    return {**environment, "PATH": path}


STACKS = shutil.ignore_patterns("Pulumi.*.yaml", "__pycache__")


def test_preview_and_up_with_the_policy_pack(pulumi: Pulumi, front: Front) -> None:
    """A change is shown, judged by the city's rules, and carried out."""
    front.sandbox.edit(front.sandbox.school(GOOGLE), lambda data: data.update(groups=CLUB))
    shown = pulumi("preview", "--diff", "--json")
    assert shown.returncode == 0, shown.stderr
    steps = {s["op"]: s["urn"] for s in json.loads(shown.stdout)["steps"] if s["op"] != "same"}
    assert list(steps) == ["update"]
    done = pulumi("up", "--yes", "--policy-pack", "policies")
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    assert "two-owners" in done.stdout
    assert front.sandbox.changes() == []


CLUB = {"chess": {"name": "Шах", "members": [{"role": "teacher"}]}}


def test_a_school_is_imported_by_its_id(pulumi: Pulumi, front: Front) -> None:
    """It is read as its tenant has it, and nothing is written."""
    front.sandbox.forget_log()
    name = "taken-in"
    words = ("import", "--yes", "--protect=false", "--generate-code=false")
    done = pulumi(*words, "reconciler:index:School", name, f"{GOOGLE}/{GOOGLE}")
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    taken = front.schools()[name]
    assert taken["outputs"]["pending"] == 0
    assert taken["outputs"]["groups"] == taken["inputs"]["groups"]
    assert len(taken["inputs"]["groups"]) > 10
    assert front.sandbox.writes() == []


def test_an_import_reads_what_has_any_name(pulumi: Pulumi, front: Front) -> None:
    """What the file adopts is there under its own name, and waits for its mark."""
    group = f"5.klas_2019@{GOOGLE}.plovdiv.example"
    body = {"email": group, "name": "Пети клас"}
    front.sandbox.call(GOOGLE, "POST", "/admin/directory/v1/groups", body)
    front.sandbox.edit(
        front.sandbox.school(GOOGLE),
        lambda data: data.setdefault("groups", {}).update({"old-fifth": {"adopt": group}}),
    )
    front.sandbox.forget_log()
    words = ("import", "--yes", "--protect=false", "--generate-code=false")
    done = pulumi(*words, "reconciler:index:School", "taken-in", f"{GOOGLE}/{GOOGLE}")
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    taken = front.schools()["taken-in"]
    assert taken["outputs"]["pending"] == 1
    assert taken["inputs"]["groups"]["old-fifth"]["address"] == group
    assert "old-fifth" not in taken["outputs"]["groups"]
    assert front.sandbox.writes() == []
