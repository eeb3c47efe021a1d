"""`--format json` of every command: which have it, which need none, and what errors say in it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from jsonschema import Draft202012Validator

import reconciler
from reconciler.cli.invocation import has_json
from reconciler.cli.main import cli
from reconciler.model.language import LANGUAGES
from tests.support.sandbox import Run, invoke
from tests.support.schemas import SCHEMAS, valid
from tests.unit.cli.test_completion import offered

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "json.md").read_text("utf-8")
WHOLE = ROOT / "tests" / "cases" / "manifests" / "whole"


def table(heading: str) -> dict[str, str]:
    """The rows of a table of the page: command → the second column."""
    part = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|") for line in part.splitlines() if line.startswith("| `")]
    return {row[0].strip(): row[1].strip() for row in rows}


def leaves(command: click.Command = cli, name: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command that can run, by its words."""
    if not isinstance(command, click.Group):
        yield name, command
        return
    if command.invoke_without_command:
        yield name, command
    context = click.Context(command)
    for word in command.list_commands(context):
        inner = command.get_command(context, word)
        assert inner is not None
        yield from leaves(inner, f"{name} {word}".strip())


LEAVES = dict(leaves())
WITH = [name for name, command in LEAVES.items() if has_json(command)]


def test_each_command_has_json_or_says_why_not() -> None:
    """A new command fails here until it has it, or its line in the page."""
    documents = {name.strip("`") for name in table("Documents") if " --" not in name}
    without = {name.strip("`"): why for name, why in table("Commands without").items()}
    assert documents == set(WITH)
    assert without.keys() == LEAVES.keys() - set(WITH)
    assert all(len(why) > len("has none") for why in without.values())


def test_every_published_schema_is_on_the_page_and_sound() -> None:
    """Names on the page are files, and files are on the page."""
    named = {one.strip("`") for one in table("Documents").values()} | {"faults", "cassette"}
    assert named == set(SCHEMAS)
    for name, schema in SCHEMAS.items():
        Draft202012Validator.check_schema(schema)
        if name != "cassette":  # a file, whose head is older
            assert schema["properties"]["schema"] == {"const": name}
        assert schema["additionalProperties"] is False
        assert schema["title"]
        assert schema["description"]


def test_the_schemas_are_in_the_wheel() -> None:
    """They lie beside the code that is packaged."""
    for path in Path(reconciler.__file__).parent.rglob("schema/*.json"):
        assert path.is_relative_to(ROOT / "reconciler")


def refused(run: Run, command: str) -> list[dict[str, Any]]:
    """The faults of a document, the only thing on standard output."""
    data = json.loads(run.out)
    valid(data)
    assert (data["schema"], data["command"], data["exit"]) == ("faults", command, run.code)
    found: list[dict[str, Any]] = data["faults"]
    return found


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A project with one stack, `test`."""
    folder = Path(shutil.copytree(WHOLE, tmp_path / "town"))
    (folder / "Pulumi.yaml").touch()
    return folder


@pytest.mark.parametrize("language", LANGUAGES)
def test_faults_of_files_have_their_place_and_the_language(town: Path, language: str) -> None:
    """All of them, each as people read it on standard error."""
    school = next(one for one in (town / "schools").glob("*.yaml") if one.stem != "municipality")
    school.write_text(f"{school.read_text('utf-8')}\nnonsense: 1\nmore: 2\n", "utf-8")
    words = ("validate", "--stack", "test", "--format", "json", "--lang", language)
    run = invoke(town, words)
    faults = refused(run, "validate")
    assert len(faults) == 2
    for fault in faults:
        place = f"{fault['file']}:{fault['line']}:{fault['column']}"
        assert f"{place}: {fault['message']}" in run.err
        assert place.startswith(f"schools/{school.name}:")
        assert bool(re.search("[а-я]", fault["message"])) is (language == "bg")


def test_sound_files_are_counted(town: Path) -> None:
    """As the text counts them."""
    run = invoke(town, ("validate", "--stack", "test", "--format=json"))
    data = json.loads(run.out)
    valid(data)
    text = invoke(town, ("validate", "--stack", "test", "--lang", "en")).out
    numbers = {"One": 1, "one": 1}
    told = re.match(r"(\w+) schools? in (\w+) tenants?", text)
    assert told, text
    counts = [numbers.get(one) or int(one) for one in told.groups()]
    assert [data["schools"], data["tenants"]] == counts


def test_show_has_every_value_and_where_it_comes_from(town: Path) -> None:
    """Each key's line is the one that the text has."""
    school = next(
        one.stem for one in (town / "schools").glob("*.yaml") if one.stem != "municipality"
    )
    data = json.loads(invoke(town, ("show", school, "--stack", "test", "--format", "json")).out)
    valid(data)
    text = invoke(town, ("show", school, "--stack", "test")).out
    assert data["manifest"]["id"] == school
    for key in data["manifest"]:
        (line,) = [one for one in text.splitlines() if re.match(rf"{key}:", one)]
        assert line.endswith(f"# {data['places'][f'/{key}']}")


@pytest.mark.parametrize("name", WITH)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_option_is_a_document_too(tmp_path: Path, name: str, language: str) -> None:
    """Click reads no option any more once one is wrong."""
    words = (*name.split(), "--format", "json", "--nope", "--lang", language)
    run = invoke(tmp_path, words)
    (fault,) = refused(run, name)
    assert (run.code, fault["code"], fault["file"]) == (1, "usage", None)
    assert "--nope" in fault["message"]
    assert fault["message"] in run.err


def test_a_format_of_the_group_holds_for_what_is_below(tmp_path: Path) -> None:
    """`history --format json show 3` is no text."""
    run = invoke(tmp_path, ("history", "--format", "json", "show", "3"))
    (fault,) = refused(run, "history show")
    assert fault["code"] == "no-project"


@pytest.mark.parametrize(
    "words", [("simulator", "exec", "--", "x", "--format", "json"), ("completion", "x")]
)
def test_words_of_another_command_ask_for_nothing(tmp_path: Path, words: tuple[str, ...]) -> None:
    """No document where the command has none."""
    assert invoke(tmp_path, words).out == ""


@pytest.mark.parametrize("name", ["plan", "undo", "roster check", "history show", "school add"])
def test_a_shell_is_offered_the_formats(tmp_path: Path, name: str) -> None:
    """Of a command, a group's and one below a group that has them itself."""
    assert "json" in offered(tmp_path, *name.split(), "--format", "")


def test_a_reason_is_no_format(tmp_path: Path) -> None:
    """What stands for another option's value asks for nothing."""
    run = invoke(tmp_path, ("undo", "1", "--reason", "--format=json"))
    assert (run.code, run.out) == (1, "")
