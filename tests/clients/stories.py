"""Lists of commands with the answers that are expected: commands/CLIENT.yaml, story by story.

A story is a list of commands that run in order on tenants as they were seeded. A command is
`run`, and says what has to come: `code` (0 unless told), and one at least of

- `json`: what it printed; an object may hold more than is expected, a list as many as expected;
- `rows`: the same of a printed table (CSV);
- `lines`: every line that it printed;
- `says`: texts that stand in what it printed or complained of;
- `silent: true`: it printed nothing.

`keep` puts values of what it printed aside, for `{NAME}` in later commands and answers.
"""

from __future__ import annotations

import csv
import io
import json
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.clients.sessions import Session
from tests.clients.world import Done

FOLDER = Path(__file__).parent / "commands"
_EXPECTATIONS = frozenset({"json", "rows", "lines", "says", "silent"})
_KNOWN = _EXPECTATIONS | {"run", "code", "keep"}


@dataclass(frozen=True, slots=True)
class Command:
    """One command and what is expected of it."""

    words: str
    expected: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Story:
    """Commands that run in order."""

    client: str
    name: str
    commands: tuple[Command, ...]

    def __str__(self) -> str:
        return f"{self.client}: {self.name}"


@dataclass(slots=True)
class Values:
    """What earlier commands of a story kept."""

    kept: dict[str, str] = field(default_factory=dict)

    def filled(self, value: Any) -> Any:
        """The value with each {NAME} in its texts replaced."""
        if isinstance(value, str):
            for name, text in self.kept.items():
                value = value.replace(f"{{{name}}}", text)
            return value
        if isinstance(value, list):
            return [self.filled(one) for one in value]
        if isinstance(value, dict):
            return {name: self.filled(one) for name, one in value.items()}
        return value


def stories(client: str) -> Iterator[Story]:
    """The client's stories; ValueError for a command that expects nothing."""
    text = (FOLDER / f"{client}.yaml").read_text(encoding="utf-8")
    for name, rows in yaml.safe_load(text).items():
        yield Story(client, name, tuple(_command(name, row) for row in rows))


def tell(story: Story, session: Session) -> None:
    """Runs a story; fails with the first command whose answer is another."""
    values = Values()
    for command in story.commands:
        words = values.filled(command.words)
        done = session.run(*shlex.split(words))
        wrong = list(_differences(values.filled(dict(command.expected)), done))
        assert not wrong, "\n".join([f"{story}: {words}", *wrong, done.out, done.err])
        for name, path in command.expected.get("keep", {}).items():
            values.kept[name] = str(_at(json.loads(done.out), path))


def _command(story: str, row: Mapping[str, Any]) -> Command:
    expected = {name: value for name, value in row.items() if name != "run"}
    if not row.keys() <= _KNOWN or not row.keys() & _EXPECTATIONS:
        raise ValueError(f"{story}: {row}: a command and one of {sorted(_EXPECTATIONS)}")
    return Command(row["run"], expected)


def _differences(expected: Mapping[str, Any], done: Done) -> Iterator[str]:
    code = expected.get("code", 0)
    if done.code != code:
        yield f"exit code {done.code}, expected {code}"
        return
    if "json" in expected:
        yield from _unlike(expected["json"], json.loads(done.out), "answer")
    if "rows" in expected:
        rows = list(csv.DictReader(io.StringIO(done.out)))
        yield from _unlike(expected["rows"], rows, "rows")
    if "lines" in expected:
        yield from _unlike(expected["lines"], done.out.splitlines(), "lines")
    if expected.get("silent") and done.out.strip():
        yield "printed something, expected nothing"
    says = expected.get("says", [])
    for text in [says] if isinstance(says, str) else says:
        if text not in done.out + done.err:
            yield f"does not say {text!r}"


def _unlike(expected: Any, found: Any, where: str) -> Iterator[str]:
    if isinstance(expected, dict) and isinstance(found, dict):
        for name, value in expected.items():
            yield from _unlike(value, found.get(name, "nothing"), f"{where}.{name}")
    elif isinstance(expected, list) and isinstance(found, list):
        if len(expected) != len(found):
            yield f"{where}: {len(found)} entries, expected {len(expected)}"
        for number, (one, other) in enumerate(zip(expected, found, strict=False)):
            yield from _unlike(one, other, f"{where}[{number}]")
    elif expected != found:
        yield f"{where}: {found!r}, expected {expected!r}"


def _at(data: Any, path: str) -> Any:
    for part in path.split("."):
        data = data[int(part)] if isinstance(data, list) else data[part]
    return data
