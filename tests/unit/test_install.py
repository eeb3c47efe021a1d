"""What `make install` shows: one line, and everything where it fails."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import ROOT

SAYS = "echo 'Collecting a'; echo 'Collecting b'; echo 'Installing collected packages'; exit "


@pytest.mark.parametrize(
    ("code", "out", "err"),
    [
        (0, "   2 packages\n", ""),
        (3, "", "Collecting a\nCollecting b\nInstalling collected packages\n"),
    ],
)
def test_pip_is_one_line_unless_it_fails(code: int, out: str, err: str, tmp_path: Path) -> None:
    """Its exit code is kept, so that make stops."""
    lock = tmp_path / "requirements.lock"
    lock.write_text("a==1 \\\n    --hash=sha256:0\nb==2 \\\n    --hash=sha256:1\n", "utf-8")
    words = [ROOT / ".ci" / "packages", lock, "sh", "-c", f"{SAYS}{code}"]
    done = subprocess.run(
        [sys.executable, *map(str, words)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (code, out, err)


def test_make_installs_by_it() -> None:
    """With the lock that it counts."""
    (line,) = [
        one
        for one in (ROOT / "Makefile").read_text("utf-8").splitlines()
        if "-r requirements.lock" in one
    ]
    assert ".ci/packages requirements.lock $(BIN)/python -m pip install" in line
