"""The check of the house refuses what it exists to refuse, and passes a tree that keeps to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house import figures, problems

NOUNS = """| Word | Means | Code |
|---|---|---|
| Change | what differs | `reconciler.model.change.Change` |
| Client | sends calls | `reconciler.providers.google.client.Client.send` |
"""
LIFECYCLE = """## Who may import whom

```
cli
plan | providers
model
```
"""
PYPROJECT = """[[tool.importlinter.contracts]]
type = "layers"
layers = ["reconciler.cli", "reconciler.providers | reconciler.plan", "reconciler.model"]
"""
FILES = {
    "docs/nouns.md": NOUNS,
    "docs/lifecycle.md": LIFECYCLE,
    "pyproject.toml": PYPROJECT,
    "reconciler/model/plan.py": "class Change: ...\n\nclass _Private: ...\n",
    "reconciler/providers/google/client.py": "class Client: ...\n",
    "reconciler/providers/microsoft/client.py": "class Client: ...\n",
    "reconciler/simulator/state.py": "class Change: ...\n\nclass Unexplained: ...\n",
    "tests/test_plan.py": "# a comment\nassert True  # another\n",
}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A tree that keeps every rule."""
    for name, text in FILES.items():
        write(tmp_path, name, text)
    return tmp_path


def write(root: Path, name: str, text: str) -> None:
    """A file of a tree."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_a_tree_that_keeps_the_rules_passes(house: Path) -> None:
    """One class in both vendors' folders, a private one and the simulator's are no problem."""
    assert problems(house) == []


def test_two_classes_of_one_name_are_refused(house: Path) -> None:
    """Both files are named."""
    write(house, "reconciler/diff/compare.py", "class Change: ...\n")
    assert problems(house) == [
        "two classes are called Change: reconciler/diff/compare.py, reconciler/model/plan.py"
    ]


@pytest.mark.parametrize(
    "file", ["reconciler/roster/read.py", "reconciler/providers/base.py", "reconciler/client.py"]
)
def test_a_vendors_class_has_its_name_nowhere_else(house: Path, file: str) -> None:
    """Not outside the vendors' folders, and not beside them either."""
    write(house, file, "class Client: ...\n")
    (problem,) = problems(house)
    assert problem.startswith("two classes are called Client: ")
    assert file in problem


def test_a_vendors_class_stands_in_the_same_file_of_both(house: Path) -> None:
    """`Client` in google/client.py and in microsoft/http.py is a homonym."""
    for vendor in ("google", "microsoft"):
        write(house, f"reconciler/providers/{vendor}/http.py", "")
    write(house, "reconciler/providers/microsoft/client.py", "")
    write(house, "reconciler/providers/microsoft/http.py", "class Client: ...\n")
    (problem,) = problems(house)
    assert problem.startswith("two classes are called Client: ")


def test_a_class_that_is_defined_twice_in_one_file_is_refused(house: Path) -> None:
    """The second would silently take the first one's place."""
    write(house, "reconciler/model/plan.py", "class Change: ...\n\nclass Change: ...\n")
    assert problems(house) == ["reconciler/model/plan.py defines Change twice"]


def test_a_file_that_only_one_vendor_has_is_refused(house: Path) -> None:
    """The other one's path is named."""
    write(house, "reconciler/providers/google/pages.py", "")
    (problem,) = problems(house)
    assert problem.startswith("reconciler/providers/microsoft/pages.py is missing")


def test_a_class_without_a_row_is_refused(house: Path) -> None:
    """A mention in the prose, or in another column, explains no class."""
    write(house, "reconciler/model/plan.py", "class Change: ...\n\nclass Outcome: ...\n")
    write(house, "docs/nouns.md", f"`Outcome`\n\n{NOUNS}| Outcome | `Outcome` | not yet |\n")
    (problem,) = problems(house)
    assert problem.startswith("reconciler/model/plan.py: no row of docs/nouns.md has the class Out")


@pytest.mark.parametrize(
    ("shown", "problem"),
    [
        ("cli\nplan\nmodel", "layer 2: pyproject.toml has plan | providers, docs/lifecycle.md has"),
        ("cli\nproviders | plan", "layer 3: pyproject.toml has model, docs/lifecycle.md has nothi"),
        ("cli\nproviders | plan\nmodel\nerrors", "layer 4: pyproject.toml has nothing, docs/life"),
    ],
)
def test_layers_that_differ_are_refused(house: Path, shown: str, problem: str) -> None:
    """A layer, or a folder of one, that only one of both has."""
    write(house, "docs/lifecycle.md", f"## Who may import whom\n\n```\n{shown}\n```\n")
    (found,) = problems(house)
    assert found.startswith(problem)


def test_a_page_without_layers_is_refused(house: Path) -> None:
    """A heading that was renamed does not switch the check off."""
    write(house, "docs/lifecycle.md", "## Imports\n")
    assert len(problems(house)) == len(("cli", "plan | providers", "model"))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("import yaml\nyaml.safe_load('a')\n", "2: yaml.safe_load belongs in model/bounds.py or"),
        ("import yaml as y\ny.load('a', Loader=y.SafeLoader)\n", "2: yaml.load belongs in "),
        ("from yaml import compose\n", "1: yaml.compose belongs in "),
        ("def f():\n  from ruamel.yaml import YAML\n", "2: ruamel.yaml.YAML belongs in "),
        ("import json\njson.loads('1')\n", "2: json.loads belongs in model/json_data.py or"),
        ("from json import load as l\n", "1: json.load belongs in "),
        ("def f(answer):\n  return answer.json()\n", "2: .json() belongs in no file"),
        ("import csv\ncsv.reader([])\n", "2: csv.reader belongs in roster/grid.py"),
        ("import zipfile\nzipfile.ZipFile('a')\n", "2: zipfile.ZipFile belongs in "),
        ("import openpyxl\nopenpyxl.load_workbook('a')\n", "2: openpyxl.load_workbook belongs "),
        ("import pickle\npickle.loads(b'')\n", "2: pickle.loads belongs in no file"),
        ("import xml.etree.ElementTree as e\ne.parse('a')\n", "1: xml.etree.ElementTree belongs"),
        ("from xml.etree import ElementTree\n", "1: xml.etree.ElementTree belongs in no file"),
    ],
)
def test_a_parser_outside_of_its_home_is_refused(house: Path, text: str, named: str) -> None:
    """However it was imported; what only writes is no parser, and the simulator is apart."""
    write(house, "reconciler/simulator/read.py", text)
    write(house, "reconciler/roster/out.py", "import csv, json\ncsv.writer([])\njson.dumps(1)\n")
    assert problems(house) == []
    write(house, "reconciler/roster/read.py", text)
    found = problems(house)
    assert found
    assert found[0].startswith(f"reconciler/roster/read.py:{named}")


def test_a_parser_in_its_home_passes(house: Path) -> None:
    """And in no other file of that name."""
    text = "import json\njson.loads('1')\n"
    write(house, "reconciler/model/json_data.py", text)
    assert problems(house) == []
    write(house, "reconciler/roster/json_data.py", text)
    assert len(problems(house)) == 1


def test_figures_count_comments_and_tests(house: Path) -> None:
    """Comments of the product; tests beside the product and the simulator."""
    write(house, "reconciler/model/plan.py", "class Change: ...  # a reason\n\n# another\n")
    assert figures(house) == (
        "comments 50.00% of 4 lines (simulator 0.00% of 2); tests 2 lines, 0.33 of the code"
    )


def test_a_rule_that_was_mended_here_alone_is_found(house: Path) -> None:
    """A town that starts tomorrow gets the copy."""
    kit = house / "reconciler" / "kits" / "common" / "policies"
    kit.mkdir(parents=True)
    (house / "policies").mkdir()
    for name in ("staff.py", "levels.yaml"):
        (house / "policies" / name).write_text("X = 1\n", "utf-8")
    (kit / "staff.py.txt").write_text("X = 1\n", "utf-8")
    (kit / "levels.yaml").write_text("X = 2\n", "utf-8")
    assert problems(house) == [
        "policies/levels.yaml: its copy in reconciler/kits/common/policies is another one"
    ]
