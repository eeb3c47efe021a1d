"""A command that a text suggests can be typed as it stands: it repeats what was given."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent

from reconciler.cli.invocation import Invocation
from reconciler.cli.main import cli
from reconciler.cli.suggested import REPEATED, GivenOptions
from reconciler.model.limits import Cost
from reconciler.model.plan import Plan, Refusal
from reconciler.plan.approve import approve
from reconciler.plan.consent import Consent
from reconciler.plan.guards import DEFAULTS
from reconciler.report import suggested
from reconciler.report.catalogue import catalogue
from reconciler.report.texts import FOLDER, LANGUAGES, Agreeing, Language, Texts
from tests.commands import ROOT

PROSE = {
    "knows": "the program, in a sentence",
    "does not create accounts": "likewise",
    "manages none of them afterwards": "likewise",
    "that wrote it": "likewise",
}
"""Words after `reconciler` in a text that are no command → why."""
IN_CODE = {
    "cli/ci_text.py": "a comment is read elsewhere: the command is whole, and repeats nothing",
    "cli/doctor.py": "a help text",
    "manifest/owners.py": "lines of a file that everybody reads",
    "simulator/switches.py": "the simulator imports no texts of ours; it names a page",
    "providers/prober.py": "where a thing of the probe was declared",
}
"""Files whose code, and no text, names a command → why."""
_PHRASE = re.compile(r"(?<![\w/.-])reconciler ([a-z][a-z-]*(?: [a-z][a-z-]*)*)")
VALUES = {
    "project": ".",
    "language": "bg",
    "stack_name": "two words",
    "schools": "ou-a",
    "tenants": "su-b",
    "waves": "pilot",
    "kinds": "group",
    "day": "2027-09-15",
    "as_if": "manage",
}
"""Parameter → a value that every command takes."""


def commands(group: click.Group = cli, path: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, with its words."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        words = f"{path} {name}".strip()
        yield words, command
        if isinstance(command, click.Group):
            yield from commands(command, words)


ALL = dict(commands())
OPTIONS = {
    path: {"--help", *(option for one in command.params for option in one.opts)}
    for path, command in ALL.items()
}


def both(one: str, other: str) -> set[str]:
    """The options that mean the same in two commands."""

    def named(path: str) -> set[tuple[str | None, str]]:
        return {(param.name, option) for param in ALL[path].params for option in param.opts}

    return {option for _, option in named(one) & named(other) & set(REPEATED.items())}


def called(path: str) -> Invocation:
    """A call of a command with every option that is repeated and that it knows."""
    words = path.split(" ")
    for one in ALL[path].params:
        if one.name in REPEATED and REPEATED[one.name] in one.opts:
            words += [REPEATED[one.name], *filter(None, [VALUES.get(one.name)])]
    return reached(words)


def reached(words: list[str]) -> Invocation:
    """A call as click leaves it behind."""
    invocation = Invocation(tuple(words))
    context: click.Context | None = cli.make_context(
        "reconciler", list(words), obj=invocation, resilient_parsing=True
    )
    while context is not None:
        rest = [*context._protected_args, *context.args]
        group = context.command
        if not isinstance(group, click.Group) or not rest:
            break
        name, command, rest = group.resolve_command(context, rest)
        assert command is not None
        context = command.make_context(name, rest, parent=context, resilient_parsing=True)
    return invocation


def parsed(command: str) -> Invocation:
    """A suggested command, read by click; click.UsageError where it is none."""
    first, *words = shlex.split(command)
    assert first == "reconciler"
    return reached(words)


@cache
def suggestions(language: Language) -> frozenset[tuple[str, frozenset[str]]]:
    """The words of every command in a language's texts, with the options that the text has."""

    def found(node: object) -> Iterator[tuple[str, frozenset[str]]]:
        if isinstance(node, fluent.TextElement):
            for words, there in suggested._SUGGESTED.findall(node.value):
                yield words, frozenset(there.split())
        for child in suggested.children(node):
            yield from found(child)

    files = [
        FluentParser().parse(one.read_text("utf-8")) for one in (FOLDER / language).glob("*.ftl")
    ]
    for each in files:
        suggested.mark_commands(each)
    return frozenset(one for each in files for one in found(each))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_in_a_text_is_one_and_knows_its_options(language: Language) -> None:
    """Nobody is sent to a command that there is not; a sentence about the program is listed."""
    met = set()
    for words, there in suggestions(language):
        path, command = GivenOptions(parsed("reconciler plan"))._command(words)
        if command is None:
            assert any(words.startswith(one) for one in PROSE), words
        else:
            met.add(path)
            assert there <= OPTIONS[path], (words, there)
    assert {"plan", "apply", "doctor", "history show", "school close", "simulator new"} <= met


@pytest.mark.parametrize("path", sorted(ALL))
def test_what_any_command_suggests_can_be_read_by_click(path: str) -> None:
    """Each command, given all that it can be given, and each command that a text suggests."""
    given = GivenOptions(called(path))
    for words, there in {one for language in LANGUAGES for one in suggestions(language)}:
        known, command = given._command(words)
        if command is None:
            assert given.repeat(words, there) == words
            continue
        typed = given.repeat(words, there).removesuffix(words[len(known) :])
        again = parsed(f"reconciler {typed}")
        assert again.path == known or (again.path == path and "--acknowledge" in there)
        repeated = {word for word in shlex.split(typed) if word.startswith("--")}
        assert not repeated & there
        if not path.startswith("ci"):
            expected = set() if "--help" in there else both(path, again.path) - there
            assert repeated == expected, (typed, there)


def test_what_was_given_is_repeated_as_the_shell_wants_it() -> None:
    """Quoted, each as often as it was typed, and only where the command knows it."""
    given = GivenOptions(
        reached(["plan", "--project", ".", "--school", "a", "--school", "b c", "--reveal"])
    )
    assert given.repeat("apply", frozenset({"--stack"})) == (
        "apply --project . --school a --school 'b c'"
    )
    assert given.repeat("plan shows which", frozenset({"--school"})) == (
        "plan --project . shows which"
    )
    assert given.repeat("undo", frozenset()) == "undo --project . --school a --school 'b c'"
    assert given.repeat("simulator start", frozenset()) == "simulator start --project ."


AGREE = frozenset({"--acknowledge", "--reason"})
NO_COST = Cost(0, 0, 0, unlimited=False)


def test_what_was_refused_is_typed_again_as_it_was() -> None:
    """With all that was given but the consent to one run; an undo stays that undo."""
    first = ["apply", "--plan", "p.json", "--yes", "--school", "a", "--acknowledge", "x:a"]
    given = GivenOptions(reached([*first, "--reason", "so", "--until-wave", "pilot"]))
    assert given.repeat("apply", AGREE) == (
        "apply --school a --acknowledge x:a --plan p.json --until-wave pilot"
    )
    undo = GivenOptions(reached(["undo", "7", "--school", "a", "--lang", "bg", "--yes"]))
    assert undo.repeat("apply", AGREE) == "undo 7 --lang bg --school a"
    assert undo.repeat("apply", frozenset()) == "apply --lang bg --school a"
    left = GivenOptions(reached(["forget", "--tenant", "t", "--wait-for-lease", "0.5"]))
    assert left.repeat("apply", AGREE) == "forget --tenant t --wait-for-lease 0.5"
    new = GivenOptions(reached(["simulator", "new", "--by-hand", "--project", "."]))
    assert new.repeat("simulator new", frozenset({"--replace"})) == (
        "simulator new --project . --by-hand"
    )


def test_a_plan_is_agreed_to_by_an_apply() -> None:
    """What only plan knows is not repeated."""
    given = GivenOptions(reached(["plan", "--school", "a", "--out", "p.json", "--retry"]))
    assert given.repeat("apply", AGREE) == "apply --school a --retry"


def refusal(guard: str) -> Refusal:
    """One with every fact that a text of it may want."""
    texts = [catalogue(FOLDER / one, one).needs(f"refusal-{guard}") for one in LANGUAGES]
    wanted = {name for text in texts for names in text.values() for name in names}
    facts = dict.fromkeys(wanted - {"school", "tenant", "agree"}, 3)
    return Refusal(guard, "ou-a", "t", facts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("guard", sorted(DEFAULTS))
@pytest.mark.parametrize("call", ["plan --stack x", "apply --stack x", "undo 7 --stack x"])
def test_the_way_on_of_every_guard_is_a_whole_command(
    call: str, guard: str, language: Language
) -> None:
    """It can be pasted, goes to the same stack, and acknowledges what was refused."""
    given = GivenOptions(reached([*call.split(" "), "--lang", language]))
    hint = Texts(language, repeat=given.repeat).refused(refusal(guard)).hint
    assert hint is not None
    command = hint[hint.rindex("reconciler ") :]
    again = parsed(command)
    assert again.context is not None
    params = again.context.params
    assert again.path == call.split(" ", maxsplit=1)[0].replace("plan", "apply")
    assert (params["stack_name"], params["language"], params["reason"]) == ("x", language, "…")
    plan = Plan("x", "dale", (), (), (), (), NO_COST, 2027, "", refusals=(refusal(guard),))
    consent = Consent(acknowledged=frozenset(params["acknowledged"]))
    assert approve(plan, consent).refused == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("guard", sorted(DEFAULTS))
def test_where_there_is_no_command_line_no_guard_names_an_option(
    guard: str, language: Language
) -> None:
    """Under a pull request a job agrees, in Pulumi the stack's configuration."""
    job = GivenOptions(reached(["ci", "apply", "--stack", "x"])).agreeing
    for agreeing, way in ((job, "decide"), (Agreeing.PULUMI, "pulumi config set")):
        hint = Texts(language, agreeing=agreeing).refused(refusal(guard)).hint or ""
        last = hint.rpartition(";")[2] or hint
        assert way in last
        assert f" {guard}" in last
        assert "reconciler apply" not in hint


def test_an_issue_says_the_stack_whose_command_it_is() -> None:
    """Nobody agrees by a job where there is no pull request; the job knew the stack."""
    roster = GivenOptions(reached(["ci", "roster", "--stack", "x"]))
    assert roster.agreeing is Agreeing.COMMAND
    assert roster.repeat("apply", AGREE) == "apply --stack x"


def test_what_means_another_thing_is_not_repeated() -> None:
    """The wave and tenant of a new school are no selection."""
    given = GivenOptions(reached(["school", "add", "x", "--wave", "pilot", "--tenant", "t"]))
    assert given.repeat("plan", frozenset({"--school"})) == "plan"


def test_what_the_environment_says_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next command has it too."""
    monkeypatch.setenv("RECONCILER_STACK", "somewhere")
    assert GivenOptions(reached(["validate"])).repeat("plan", frozenset()) == "plan"


def test_a_comments_reader_gets_no_folder_of_ours() -> None:
    """A job's folder is nowhere else; what the plan is about holds there, too."""
    given = GivenOptions(reached(["plan", "--project", ".", "--wave", "pilot", "--format", "md"]))
    given.invocation.given = "md"
    assert given.repeat("plan", frozenset()) == "plan --wave pilot"
    job = GivenOptions(reached(["ci", "plan", "--project", "."]))
    assert job.repeat("plan", frozenset()) == "plan"


def test_a_fact_is_no_command(tmp_path: Path) -> None:
    """A group that somebody called `reconciler plan` keeps its name."""
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "some.ftl").write_text("one = { $name }, see reconciler plan --stack { $s }")
    texts = Texts("en", tmp_path, lambda words, there: f"{words}!{','.join(there)}")
    said = texts.format("one", name="reconciler plan", s="x")
    assert said == "reconciler plan, see reconciler plan!--stack --stack x"
    hostile = texts.format(
        "one", name=f"{suggested._SIGN}plan{suggested._SIGN}{suggested._SIGN}", s=""
    )
    assert hostile.count("!") == 1


def test_code_names_no_command_itself() -> None:
    """Where a command stands in code and not in a text, nothing would repeat what was given."""
    found = {
        str(path.relative_to(ROOT / "reconciler")): sorted(named)
        for path in sorted((ROOT / "reconciler").rglob("*.py"))
        if "kits" not in path.parts and (named := set(_named(path)))
    }
    assert found.keys() == IN_CODE.keys(), found


def _named(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text("utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            for words in _PHRASE.findall(node.value):
                if GivenOptions(parsed("reconciler plan"))._command(words)[1] is not None:
                    yield words
