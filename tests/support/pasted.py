"""A document's blocks, and a shell into which they are pasted as they stand.

Premise: a newcomer copies a block, with all its lines, into a terminal, and types what is asked.

Rule: a `sh` block is what is pasted, a `text` block right after it what it prints ('…' stands for
anything), a `yaml` block what goes into a file. One bash reads them from a terminal of its own, so
that variables, the folder and `$?` are kept, and a command that asks finds somebody there.
"""

from __future__ import annotations

import os
import pty
import select
import subprocess
import termios
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests.docs import Document

END = "\x1e"
"""What the shell prints after each block."""
SECONDS = 300.0
"""So long a block may take on a busy machine; one that asks what nobody answers takes for ever."""


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its first line's number, and what stands in it."""

    line: int
    language: str
    text: str
    prints: tuple[str, ...] | None = None
    """What the `text` block after it says; None: there is none."""


def blocks(document: Document, heading: str) -> list[Block]:
    """The blocks under a heading of the second level, in order."""
    found: list[Block] = []
    for number, language, lines in _fenced(document, heading):
        if language == "text" and found:
            found[-1] = Block(found[-1].line, found[-1].language, found[-1].text, tuple(lines))
        else:
            found.append(Block(number, language, "\n".join(lines)))
    assert found, f"nothing is under {heading}"
    return found


def _fenced(document: Document, heading: str) -> Iterator[tuple[int, str, list[str]]]:
    lines: list[str] = []
    inside, started, of = False, 0, ""
    for number, language, line in document.fences():
        if line.startswith("## ") and not language:
            inside = line == f"## {heading}"
        elif language == "fence":
            if lines and inside:
                yield started, of, lines
            lines = []
        elif language:
            started, of = (number, language) if not lines else (started, of)
            lines.append(line)


@dataclass(frozen=True, slots=True)
class Shell:
    """A bash that reads from a terminal; what it and its commands print is one stream."""

    terminal: int
    output: IO[bytes]

    def paste(self, text: str, *typed: str) -> list[str]:
        """Pastes a block, then types lines for whoever asks; the printed lines."""
        for line in (*text.split("\n"), *typed, f"printf '{END}\\n'"):
            os.write(self.terminal, f"{line}\n".encode())
        ends, printed = time.monotonic() + SECONDS, ""
        while not printed.endswith(f"{END}\n"):
            left = max(0.0, ends - time.monotonic())
            ready = select.select([self.output], [], [], left)[0]
            data = os.read(self.output.fileno(), 65536) if ready else b""
            assert data, f"the shell waits or has ended\n{printed}"
            printed += data.decode(errors="replace")
        return printed.removesuffix(f"{END}\n").splitlines()


@contextmanager
def shell(folder: Path, environment: Mapping[str, str]) -> Iterator[Shell]:
    """A shell that starts in a folder."""
    ours, theirs = pty.openpty()
    quiet = termios.tcgetattr(theirs)
    quiet[3] &= ~termios.ECHO
    termios.tcsetattr(theirs, termios.TCSANOW, quiet)
    with subprocess.Popen(
        ["bash", "--noprofile", "--norc", "-s"],
        cwd=folder,
        env={**environment, "PYTHONUNBUFFERED": "1"},  # both streams in the order of their lines
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        os.close(theirs)
        assert process.stdout is not None
        try:
            yield Shell(ours, process.stdout)
        finally:
            process.kill()
            os.close(ours)


def plain_environment(**more: str) -> dict[str, str]:
    """A person's own, without settings of ours."""
    kept = ("PATH", "HOME", "TMPDIR", "LANG")
    return {name: os.environ[name] for name in kept if name in os.environ} | more
