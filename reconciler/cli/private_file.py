"""A file that holds people's names: for its writer alone, and out of Git's and CI's reach."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from reconciler.cli.exits import CliCode
from reconciler.errors import Fault, RefusedError

MODE = 0o600


def require_private(path: Path, environment: Mapping[str, str]) -> None:
    """RefusedError where CI is set, or where Git would take the file into a repository."""
    if environment.get("CI"):
        raise RefusedError([Fault(CliCode.REVEAL_IN_CI)])
    folder = path.resolve().parent
    inside = _git(folder, "rev-parse", "--is-inside-work-tree")
    if inside is None:
        if any((one / ".git").exists() for one in (folder, *folder.parents)):
            raise RefusedError([Fault(CliCode.REVEAL_IN_GIT, None, {"file": str(path)})])
        return
    if inside.returncode == 0 and inside.stdout.strip() == "true":
        ignored = _git(folder, "check-ignore", "--quiet", str(path.resolve()))
        if ignored is None or ignored.returncode != 0:
            raise RefusedError([Fault(CliCode.REVEAL_IN_GIT, None, {"file": str(path)})])


def _git(folder: Path, *words: str) -> subprocess.CompletedProcess[str] | None:
    """What git answers; None where there is no git."""
    try:
        return subprocess.run(  # noqa: S603 - no shell, and words of our own
            ["git", "-C", str(folder), *words],  # noqa: S607 - whichever git is on the path
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return None


def write_private(path: Path, text: str) -> None:
    """A new file that nobody else can read; an OSError where there is one already.

    What cannot be written whole is taken away again.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, MODE)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            os.fchmod(file.fileno(), MODE)
            file.write(text)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
