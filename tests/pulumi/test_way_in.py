"""A project that `init` wrote, in front of the real engine: the commands of its README."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from reconciler.project.kit import Clouds, Kit
from tests.journeys.towns import FIRST, write_town
from tests.pulumi import host
from tests.pulumi.engine import BIN, Engine
from tests.support.sandbox import SandboxProject, invoke, serving

TOWNS = {
    "bulgaria": (Kit.BULGARIA, Clouds.GOOGLE, False),
    "shared": (Kit.GENERIC, Clouds.GOOGLE, True),
    "microsoft": (Kit.GENERIC, Clouds.MICROSOFT, False),
}


@pytest.fixture(params=TOWNS)
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SandboxProject]:
    """A kit's files with the environment that its README makes, and its simulator."""
    root = tmp_path / "town"
    root.mkdir()
    kit, clouds, shared = TOWNS[request.param]
    write_town(root, kit, clouds, shared=shared)
    (root / ".venv").symlink_to(BIN.parent)
    assert invoke(root, ["simulator", "new"]).code == 0
    with serving(root) as sandbox:
        yield sandbox


def test_a_new_project_is_previewed_and_brought_up(
    engine: Engine, town: SandboxProject, tmp_path: Path
) -> None:
    """`stack init`, `preview`, `up`, and nothing is left, for the command line neither."""
    environment = engine.environment(tmp_path / "home")
    path = environment["PATH"].removeprefix(f"{BIN}{os.pathsep}")  # the plugin is found by the file
    if shutil.which(host.NAME) is None:
        path = f"{host.installed(tmp_path / 'bin')}{os.pathsep}{path}"

    def pulumi(*words: str) -> str:
        done = subprocess.run(
            [engine.path, *words, "--non-interactive", "--stack", "sandbox"],
            cwd=town.root,
            env={**environment, "PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
        return done.stdout

    before = town.stack.read_text("utf-8")
    subprocess.run(
        [engine.path, "stack", "init", "sandbox", "--non-interactive"],
        cwd=town.root,
        env={**environment, "PATH": path},
        capture_output=True,
        check=True,
    )
    assert before in town.stack.read_text("utf-8"), "the stack's file keeps what init wrote"
    shown = pulumi("preview")
    assert "reconciler:index:School" in shown
    assert FIRST in shown
    assert "4 to create" in shown
    pulumi("up", "--yes")
    assert town.changes() == []
    pulumi("preview", "--expect-no-changes", "--policy-pack", "policies")
