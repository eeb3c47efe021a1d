"""The check of the documents says what a document gets wrong, and where."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reconciler.providers.google import convert
from reconciler.providers.google.permissions import READ, WRITE
from tests.commands import ROOT, matches
from tests.docs import check
from tests.support.sandbox import invoke


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree with a Makefile, one manifest and an empty docs folder."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "schools").mkdir()
    (tmp_path / "schools" / "ou-geo-milev.yaml").touch()
    (tmp_path / "Makefile").write_text("demo: install\n", "utf-8")
    return tmp_path


def problems(tree: Path, text: str) -> list[str]:
    """What the check says of a README of this text."""
    (tree / "README.md").write_text(text, "utf-8")
    return [str(problem) for problem in check(tree)]


def test_a_document_that_tells_the_truth_passes(tree: Path) -> None:
    """Commands, exit codes, links, headings and paths that exist are no problem."""
    text = """# The tour
See [above](#the-tour), [a file](schools/ou-geo-milev.yaml), `schools/<id>.yaml`, `make demo`.
```console
$ reconciler --version
reconciler, version …
$ echo $?
0
$ reconciler plan --school ou-geo-milev --format md > plan.md && make demo
```
"""
    assert problems(tree, text) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[x](docs/away.md)", "README.md:1: the link leads nowhere: docs/away.md"),
        ("\n[x](#away)", "README.md:2: no heading of README.md is #away"),
        ("`schools/away.yaml`", "README.md:1: there is no schools/away.yaml"),
        ("`reconciler.model.plan.Away`", "README.md:1: the code has no reconciler.model.plan.Away"),
        ("`make away`", "README.md:1: the Makefile has no away"),
        ("`reconciler away`", "README.md:1: reconciler has no command away"),
        (
            "```console\n$ reconciler plan --away\n```",
            (
                "README.md:2: reconciler plan: No such option '--away'. "
                "(Did you mean one of: '--at', '--wave'?)"
            ),
        ),
        ("```console\n$ rm -r x\n```", "README.md:2: nobody can check rm"),
        (
            "```console\n$ reconciler plan\n$ echo $?\n7\n```",
            "README.md:3: this is no exit code of reconciler",
        ),
        (
            "```console\n$ reconciler --version\n…\n$ echo $?\n2\n```",
            "README.md:4: the command ends with 0",
        ),
    ],
)
def test_a_document_that_is_wrong_is_told_by_line(tree: Path, text: str, problem: str) -> None:
    """Each kind of mistake has its own sentence and place."""
    assert problems(tree, text) == [problem]


def test_output_that_changed_is_told(tree: Path) -> None:
    """A command that needs no tenant is run, and its output is compared."""
    told = problems(tree, "```console\n$ reconciler --version\nreconciler, version 0.0.0\n```")
    assert [line.splitlines()[0] for line in told] == ["README.md:2: prints something else:"]


def test_a_noun_without_code_is_told(tree: Path) -> None:
    """The last column of a table of nouns names code, a path or 'not yet'."""
    table = "| Word | Code |\n|---|---|\n| Plan | `reconciler.model.plan.Plan` |\n"
    (tree / "docs" / "nouns.md").write_text(f"{table}| lease | not yet |\n| x | y |\n", "utf-8")
    assert problems(tree, "") == ["docs/nouns.md:5: this noun names no code: y"]


def test_three_dots_stand_for_any_lines_or_any_text() -> None:
    """'…' alone matches lines, '…' in a line matches within it, and nothing else is let through."""
    assert matches(["a", "…", "d … f"], "a\nb\nc\nd e f\n")
    assert matches(["a", "…"], "a\n")
    assert not matches(["a", "d … f"], "a\nb\nd e f\n")


def test_the_settings_table_has_every_word_of_google() -> None:
    """Our words and Google's values in docs/nouns.md are those of the code."""
    text = (ROOT / "docs" / "nouns.md").read_text("utf-8")
    for ours, (vendor, words) in convert._FIELDS.items():
        row = next(line for line in text.splitlines() if line.startswith(f"| `{ours}` |"))
        assert f"`{vendor}`" in row
        for theirs, word in words.items():
            assert f"{str(word).lower() if isinstance(word, bool) else word} = {theirs}" in row


@pytest.mark.parametrize("scope", sorted({*READ, *WRITE}))
def test_operations_names_every_scope(scope: str) -> None:
    """An administrator who grants what the page lists has granted what we ask for."""
    assert f"`{scope}`" in (ROOT / "docs" / "operations.md").read_text("utf-8")


def test_the_tours_edit_of_a_file_is_sound(tmp_path: Path) -> None:
    """Pasted as it stands, in the place that the text names, it trips no mandatory rule."""
    text = (ROOT / "README.md").read_text("utf-8")
    block = text.split("```yaml\n")[1].split("```")[0]
    assert "in the place of the five lines of the group `robotics`" in text
    for part in ("schools", "stacks", "policies"):
        shutil.copytree(ROOT / part, tmp_path / part)
    shutil.copy(ROOT / "Pulumi.yaml", tmp_path)
    school = tmp_path / "schools" / "ou-vasil-levski.yaml"
    before = school.read_text("utf-8")
    start = before.index("  robotics:\n")
    end = before.index("  staff-room:\n")
    school.write_text(f"{before[:start]}{block}{before[end:]}", "utf-8")
    for words in (("validate",), ("check", "--declared", "--school", "ou-vasil-levski")):
        run = invoke(tmp_path, [*words, "--lang", "en"])
        assert run.code == 0, f"{run.out}\n{run.err}"
