"""What a shell completes, and how it learns to."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import click
import pytest

from reconciler.cli import names
from reconciler.cli.main import cli
from tests.support.sandbox import REPOSITORY, invoke
from tests.unit.cli.test_spoken import COMMANDS

COMPLETED = {
    "--school": "schools",
    "--only": "schools",
    "--tenant": "tenants",
    "--wave": "waves",
    "--until-wave": "waves",
    "--stack": "stacks",
    "--acknowledge": "guards",
    "run": "runs",
    "old": "schools",
    "gone": "schools",
    "into": "schools",
}
"""Options and arguments that take a name."""
NEW = {("init", "--school")}
"""Where the name is one that there is not yet."""


def offered(folder: Path, *words: str) -> list[str]:
    """What a shell would offer for the last word."""
    done = subprocess.run(
        [sys.executable, "-m", "reconciler.cli"],
        cwd=folder,
        env={
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": str(REPOSITORY),
            "_RECONCILER_COMPLETE": "bash_complete",
            "COMP_WORDS": " ".join(("reconciler", *words)),
            "COMP_CWORD": str(len(words)),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return [line.partition(",")[2] for line in done.stdout.splitlines()]


def test_every_option_and_argument_with_a_name_completes_it() -> None:
    """A command that comes later, too."""
    for words, command in COMMANDS.items():
        for param in command.params:
            key = param.opts[0] if isinstance(param, click.Option) else str(param.name)
            if key in COMPLETED and (words[-1], key) not in NEW:
                wanted = getattr(names, COMPLETED[key])
                assert param._custom_shell_complete is wanted, (words, key)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("plan", "--school", "ou-geo"), ["ou-geo-milev"]),
        (("show", "ou-geo"), ["ou-geo-milev"]),
        (("plan", "--tenant", "matem"), ["matematicheska"]),
        (("apply", "--until-wave", "s"), ["second"]),
        (("plan", "--stack", "pl"), ["plovdiv"]),
        (("apply", "--acknowledge", "last-o"), ["last-owner"]),
        (("apply", "--acknowledge", "last-owner:ou-geo"), ["last-owner:ou-geo-milev"]),
        (("simul",), ["simulator"]),
    ],
)
def test_names_of_the_project_are_offered(words: tuple[str, ...], wanted: list[str]) -> None:
    """Out of its files alone."""
    context = click.Context(cli)
    assert context is not None
    assert offered(REPOSITORY / "schools", *words) == wanted


def test_runs_are_offered_and_no_ledger_is_made(tmp_path: Path) -> None:
    """The newest first, of this stack; a key press writes nothing."""
    (tmp_path / "stacks").mkdir()
    (tmp_path / "Pulumi.yaml").touch()
    stack = "config:\n  reconciler:ledger: sqlite:///../l.sqlite\n"
    (tmp_path / "stacks" / "Pulumi.sandbox.yaml").write_text(stack, "utf-8")
    context = click.Context(cli)
    context.meta["reconciler.project"] = str(tmp_path)
    param = click.Argument(["run"])
    assert names.runs(context, param, "") == []
    assert not (tmp_path / "l.sqlite").exists()
    with sqlite3.connect(tmp_path / "l.sqlite") as ledger:
        ledger.execute("create table runs (number integer, stack text)")
        rows = [(1, "sandbox"), (2, "other"), (12, "sandbox")]
        ledger.executemany("insert into runs values (?, ?)", rows)
    assert names.runs(context, param, "") == ["12", "1"]
    assert names.runs(context, param, "12") == ["12"]


@pytest.mark.parametrize("broken", ["", "a: [", "config: 3", "- x"])
def test_a_broken_project_offers_nothing(tmp_path: Path, broken: str) -> None:
    """And prints no error into the line that somebody types."""
    (tmp_path / "stacks").mkdir()
    (tmp_path / "Pulumi.yaml").touch()
    (tmp_path / "stacks" / "Pulumi.sandbox.yaml").write_text(broken, "utf-8")
    context = click.Context(cli)
    context.meta["reconciler.project"] = str(tmp_path)
    param = click.Argument(["name"])
    for complete in (names.schools, names.tenants, names.waves, names.layouts, names.runs):
        assert complete(context, param, "") == []
    assert names.stacks(context, param, "") == ["sandbox"]


@pytest.mark.parametrize(
    ("shell", "own", "script"),
    [
        ("bash", ".bashrc", ".local/share/reconciler/completion.bash"),
        ("zsh", ".zshrc", ".local/share/reconciler/completion.zsh"),
        ("fish", None, ".config/fish/completions/reconciler.fish"),
    ],
)
def test_one_command_installs_it_once(
    shell: str, own: str | None, script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stood in the shell's own file stays, and a second time adds nothing."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "ZDOTDIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SHELL", f"/usr/bin/{shell}")
    if own:
        (tmp_path / own).write_text("alias ll='ls -l'", "utf-8")
    for _ in range(2):
        run = invoke(tmp_path, ["completion", "--lang", "en"])
        assert run.code == 0, run.err
        assert script in run.out
    assert "_RECONCILER_COMPLETE" in (tmp_path / script).read_text("utf-8")
    if own:
        lines = (tmp_path / own).read_text("utf-8").splitlines()
        assert lines[0] == "alias ll='ls -l'"
        assert [line for line in lines if "completion." in line] == lines[1:]
        assert len(lines) == 2
