"""`simulator env` and `simulator exec`: strange commands run as if the vendors were here."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.simulator.core.world import write_seeds
from tests.support.sandbox import REPOSITORY, invoke

WORDS = """
import os, ssl, sys, urllib.request
url = "https://login.microsoftonline.com/common/discovery/instance"
with urllib.request.urlopen(url) as answer:
    assert answer.status == 200
assert os.environ["NO_PROXY"] == ""
sys.exit(int(sys.argv[1]))
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A project whose simulator was started as `simulator start` starts it."""
    root = tmp_path_factory.mktemp("project")
    (root / "Pulumi.yaml").touch()
    (root / ".sandbox" / "tenants").mkdir(parents=True)
    write_seeds(root / ".sandbox" / "tenants")
    # A process of its own, as in life: what it starts is not a child of the tests.
    paths = os.pathsep.join([str(REPOSITORY), os.environ.get("PYTHONPATH", "")])
    started = [sys.executable, "-m", "reconciler.cli", "simulator", "start"]
    subprocess.run(started, cwd=root, env={**os.environ, "PYTHONPATH": paths}, check=True)
    yield root
    assert invoke(root, ["simulator", "stop"]).code == 0


@pytest.mark.parametrize("code", [0, 7])
def test_a_command_runs_inside_and_ends_as_it_ends(project: Path, code: int) -> None:
    """It reaches the vendor's host, trusts its certificate, and its exit code is ours."""
    words = [sys.executable, "-c", WORDS, str(code)]
    assert invoke(project, ["simulator", "exec", "--", *words]).code == code


def test_a_command_that_a_signal_ended_is_told_as_shells_tell_it(project: Path) -> None:
    """128 and the number of the signal."""
    assert invoke(project, ["simulator", "exec", "--", "sh", "-c", "kill -TERM $$"]).code == 143


def test_a_command_that_is_none_is_told(project: Path) -> None:
    """127, and a sentence that names it."""
    run = invoke(project, ["simulator", "exec", "--lang", "en", "--", "no-such-command"])
    assert (run.code, run.err) == (127, 'The command "no-such-command" could not be run.\n')


def test_a_shell_can_take_the_variables_over(project: Path) -> None:
    """`eval` of what is printed is enough."""
    printed = invoke(project, ["simulator", "env"])
    assert printed.code == 0
    command = f"{printed.out}\nexec {shlex.join([sys.executable, '-c', WORDS, '5'])}"
    assert subprocess.run(["sh", "-c", command], check=False).returncode == 5


def test_the_variables_come_with_who_may_sign_in(project: Path) -> None:
    """Each application by name and id with its roles, as comments, in both languages."""
    for language, word in (("en", "any secret"), ("bg", "каква да е парола")):
        printed = invoke(project, ["simulator", "env", "--lang", language]).out.splitlines()
        told = [line for line in printed if not line.startswith("export ")]
        assert all(line.startswith("# ") for line in told)
        (writer,) = (line for line in told if "writer" in line)
        assert "0d5c8a10-0000-4000-8000-000000000002" in writer
        assert word in writer
        assert "Group.ReadWrite.All" in writer


def test_without_a_simulator_nothing_is_run(tmp_path: Path) -> None:
    """A fault, so that no command leaves for the real vendors by mistake."""
    (tmp_path / "Pulumi.yaml").touch()
    run = invoke(tmp_path, ["simulator", "exec", "--lang", "en", "--", "touch", "left"])
    assert (run.code, (tmp_path / "left").exists()) == (1, False)
    assert "the simulator is not running" in run.err


def test_tls_in_the_foreground_wants_a_place_for_its_certificate(tmp_path: Path) -> None:
    """Without one nobody could trust it: a word on how to call it, and no start."""
    words = ["simulator", "serve", "--seeds", str(tmp_path), "--tls-port", "0"]
    run = invoke(tmp_path, words)
    assert (run.code, "TLS needs a file" in run.err) == (1, True)
