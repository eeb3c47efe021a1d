"""Where a command prints to: closed, full, without our letters; one fault, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
START = "from reconciler.cli.entry import main; main()"


def started(words: str, language: str, redirect: str = "", **more: str) -> tuple[int, str, str]:
    """A command as a shell starts it; its exit code and both streams."""
    command = f'"{sys.executable}" -c "{START}" {words} {redirect}'
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "RECONCILER_LANG": language, **more},
        capture_output=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize(
    ("redirect", "problem"),
    [
        (">&-", "Bad file descriptor"),
        (">/dev/full", "No space left on device"),
        ("> >(exit)", "Broken pipe"),
    ],
)
def test_an_output_that_takes_nothing_is_one_fault(redirect: str, problem: str) -> None:
    """Whoever asked would otherwise believe that it was said; exit 1 and no traceback."""
    code, out, err = started("show ou-geo-milev", "en", redirect)
    assert (code, out) == (1, "")
    assert err.startswith(f"standard output takes nothing more: {problem}\n")
    assert err.endswith("one fault\n")


def test_an_error_output_that_is_closed_ends_nothing() -> None:
    """There is nobody to tell."""
    code, out, _ = started("validate", "en", "2>&-")
    assert (code, "no fault" in out) == (0, True)


@pytest.mark.parametrize("words", ["show ou-geo-milev", "people --help", "validate"])
def test_a_terminal_without_our_letters_is_written_to(words: str) -> None:
    """They are printed as their code; click writes its help as UTF-8."""
    ascii_only = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "PYTHONCOERCECLOCALE": "0"}
    code, out, err = started(words, "bg", **ascii_only)
    assert code == 0
    assert ("\\u04" in out) is ("help" not in words)
    assert "Traceback" not in err


def test_words_that_were_typed_are_quoted_harmlessly() -> None:
    """Click's own errors, too: a job's words may be a branch's name."""
    code, _, err = started("validate $'\\e[8m\\u202e'", "en")
    assert code == 1
    assert "\x1b" not in err
    assert "\u202e" not in err
    assert "⟨U+202E⟩" in err
