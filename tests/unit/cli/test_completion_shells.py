"""Completion in the shells themselves: installed by the one command, then the Tab key pressed."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reconciler.cli.completion import SHELLS
from tests.support.sandbox import REPOSITORY

TYPED, COMPLETED = "reconciler plan --school ou-geo", "ou-geo-milev"
SECONDS = 60.0


@pytest.fixture(params=SHELLS)
def shell(request: pytest.FixtureRequest) -> str:
    """A shell that is on this machine."""
    name: str = request.param
    if shutil.which(name) is None:
        pytest.skip(f"there is no {name} here")
    return name


def environment(home: Path) -> dict[str, str]:
    """Somebody's own, with the command on PATH and nothing else of ours."""
    path = f"{Path(sys.executable).parent}{os.pathsep}/usr/bin{os.pathsep}/bin"
    return {"HOME": str(home), "PATH": path, "TERM": "xterm", "LANG": "C.UTF-8"}


def installed(shell: str, home: Path) -> None:
    """`reconciler completion SHELL`, as help says."""
    words = [str(Path(sys.executable).parent / "reconciler"), "completion", shell]
    subprocess.run(words, env=environment(home), check=True, capture_output=True)


def test_the_tab_key_completes_a_schools_name(shell: str, tmp_path: Path) -> None:
    """In a new shell of each kind, in the project's folder."""
    installed(shell, tmp_path)
    if shell == "fish":
        assert COMPLETED in asked_of_fish(tmp_path)
    else:
        assert f"{TYPED.removesuffix('ou-geo')}{COMPLETED}" in pressed(shell, tmp_path)


def test_nothing_is_completed_where_nothing_was_installed(shell: str, tmp_path: Path) -> None:
    """So that the claim above is about our script."""
    if shell == "zsh":
        (tmp_path / ".zshrc").touch()  # else zsh asks a new user questions
    shown = asked_of_fish(tmp_path) if shell == "fish" else pressed(shell, tmp_path, seconds=3)
    assert COMPLETED not in shown


def asked_of_fish(home: Path) -> str:
    """What fish would offer; it has a command for that."""
    done = subprocess.run(
        ["fish", "--command", f"complete --do-complete '{TYPED}'"],
        cwd=REPOSITORY,
        env=environment(home),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def pressed(shell: str, home: Path, seconds: float = SECONDS) -> str:
    """What a terminal shows after the words and a Tab, until the whole name is there."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(REPOSITORY)
        os.execvpe(shell, [shell, "-i"], environment(home))
    try:
        shown = read(terminal, 3, ("$ ", "% ", "# "))
        os.write(terminal, f"{TYPED}\t".encode())
        return shown + read(terminal, seconds, (COMPLETED,))
    finally:
        os.close(terminal)
        os.waitpid(child, 0)


def read(terminal: int, seconds: float, until: tuple[str, ...]) -> str:
    """What is shown, without what moves the cursor, until one of the texts is there."""
    ends, shown = time.monotonic() + seconds, ""
    while time.monotonic() < ends and not any(text in shown for text in until):
        if select.select([terminal], [], [], 0.1)[0]:
            shown += os.read(terminal, 4096).decode(errors="replace")
    return shown
