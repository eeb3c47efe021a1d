"""Starting is quick because a command loads only what it needs; these are the lists."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from reconciler.cli.main import COMMANDS, cli

PROJECT = Path(__file__).parents[2] / "cases" / "manifests" / "whole"
FOR_HELP = {
    "click",
    "reconciler",
    "reconciler.cli",
    "reconciler.cli.exits",
    "reconciler.cli.invocation",
    "reconciler.cli.main",
    "reconciler.cli.spoken",
    "reconciler.model",
    "reconciler.model.language",
    "reconciler.cli.stopping",
    "reconciler.errors",
    "reconciler.model.json_data",
    "reconciler.model.stopping",
}
"""Others' packages, and modules of ours, that `reconciler --help` may load."""
FOR_VALIDATE = {
    *("click", "rich", "typing_extensions"),
    *("yaml", "jsonschema", "jsonschema_specifications", "referencing", "rpds", "attr", "attrs"),
    *("idna",),  # jsonschema checks host names with it where it is installed
    *("fluent", "babel", "pytz"),
}
"""Others' packages that `reconciler validate` may load: no database, no vendor, no simulator."""
RUN = """
import atexit, json, sys
from reconciler.cli.main import main
atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr))
main(sys.argv[1:])
"""


def _loaded(folder: Path, *words: str) -> tuple[set[str], set[str]]:
    """Others' packages and our modules that a command loads in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, *words], cwd=folder, capture_output=True, text=True, check=True
    )
    modules: list[str] = json.loads(done.stderr.splitlines()[-1])
    ours = {name for name in modules if name.partition(".")[0] == "reconciler"}
    tops = {name.partition(".")[0] for name in modules} - sys.stdlib_module_names - {"reconciler"}
    # underscores: parts of the interpreter, the installer's hooks and compiled extensions
    return {name for name in tops if name[0] != "_" and name != "cython_runtime"}, ours


def test_help_loads_click_and_a_few_small_modules(tmp_path: Path) -> None:
    """SQLAlchemy, jsonschema and the vendors' clients take seconds, and the list needs none."""
    others, ours = _loaded(tmp_path, "--help")
    assert others | ours == FOR_HELP


def test_validate_loads_no_database_and_no_vendor(tmp_path: Path) -> None:
    """It reads files; what talks to a ledger or a tenant stays on the disk."""
    project = Path(shutil.copytree(PROJECT, tmp_path / "town"))
    (project / "Pulumi.yaml").touch()
    others, ours = _loaded(project, "validate", "--stack", "test")
    assert others == FOR_VALIDATE
    heavy = ("providers", "runtime", "apply", "pulumi", "simulator", "ledger")
    assert not {name for name in ours if name.split(".")[1:2] and name.split(".")[1] in heavy}


@pytest.mark.parametrize("name", list(COMMANDS))
def test_the_list_of_subcommands_says_what_each_one_says(name: str) -> None:
    """The list is printed without importing them, so it must not drift from their own help."""
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert command.help is not None
    first = command.help.partition("\n\n")[0]
    assert " ".join(first.split()) == COMMANDS[name].summary
