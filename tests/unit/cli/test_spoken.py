"""Help in Bulgarian: whole, and in step with the options."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from reconciler.cli.ci import ci
from reconciler.cli.people import people
from reconciler.cli.roster import roster
from reconciler.cli.spoken import FOLDER
from reconciler.roster.mapping import RosterMapping, read_mapping
from tests.support.sandbox import invoke

SPOKEN: dict[tuple[str, ...], click.Command] = {
    ("people",): people,
    ("roster", "check"): roster.commands["check"],
    **{("ci", name): command for name, command in ci.commands.items()},
}


@pytest.mark.parametrize("words", SPOKEN, ids=" ".join)
@pytest.mark.parametrize("how", [("--lang", "bg"), ("--lang=bg",), ()])
def test_help_is_given_in_bulgarian(
    words: tuple[str, ...],
    how: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By --lang or by the environment; every option has its line."""
    monkeypatch.setenv("RECONCILER_LANG", "en" if how else "bg")
    run = invoke(tmp_path, (*words, *how, "--help"))
    assert (run.code, run.out.split(" ")[0]) == (0, "Употреба:")
    options = [name for one in SPOKEN[words].params for name in one.opts if name.startswith("--")]
    assert [name for name in (*options, "--help") if f"  {name} " not in run.out] == []
    assert max(map(len, run.out.splitlines())) <= 80


@pytest.mark.parametrize("words", SPOKEN, ids=" ".join)
def test_help_is_given_in_english(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the environment says, where it is asked for."""
    monkeypatch.setenv("RECONCILER_LANG", "bg")
    assert invoke(tmp_path, (*words, "--lang", "en", "--help")).out.startswith("Usage:")


def test_the_sample_in_the_help_can_be_used() -> None:
    """Whoever copies it has a roster.yaml."""
    text = (FOLDER / "roster-check.bg.txt").read_text("utf-8")
    lines = text[text.index("    schoolYear") : text.index("  Ролите са")].splitlines()
    sample = "\n".join(line[4:] for line in lines)
    assert isinstance(read_mapping(sample, "roster.yaml"), RosterMapping)
