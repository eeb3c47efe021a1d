"""Claims about the policies folder: every fault is told with its place, in both languages."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from reconciler.compliance import Rulebook, Waiver
from reconciler.errors import ManifestError, SourceLocation
from reconciler.manifest.schema import FOLDER
from reconciler.report.texts import LANGUAGES, Texts
from reconciler.rules.load import load_rulebook
from tests.unit.policies.cases import ROOT

HEAD = "apiVersion: reconciler/v1\nkind: Waivers\nwaivers:\n"
WAIVER = """  - rule: two-owners
    school: ou-test
    reason: two are coming
    owner: Education department
    until: "2027-01-31"
"""


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    """A copy of the city's folder."""
    return Path(shutil.copytree(ROOT / "policies", tmp_path / "policies"))


def waive(policies: Path, text: str) -> None:
    """Writes the waivers anew."""
    (policies / "waivers.yaml").write_text(HEAD + text, "utf-8")


def faults(policies: Path) -> list[str]:
    """Every fault in English; each can be told in Bulgarian too."""
    with pytest.raises(ManifestError) as caught:
        load_rulebook(policies, ["ou-test"])
    told = {lang: [Texts(lang).fault(one) for one in caught.value.faults] for lang in LANGUAGES}
    assert len(told["bg"]) == len(told["en"])
    return [text.splitlines()[0] for text in told["en"]]


def test_a_project_without_the_folder_has_no_rules(tmp_path: Path) -> None:
    """Nobody has to have them."""
    assert load_rulebook(tmp_path / "policies") == Rulebook()


def test_the_citys_folder_has_forty_five_rules_with_levels() -> None:
    """Each rule one level, each level one rule."""
    rulebook = load_rulebook(ROOT / "policies")
    assert len(rulebook.rules) == len(rulebook.levels) == 45


def test_a_waiver_is_read_with_its_place(policies: Path) -> None:
    """All of it."""
    waive(policies, WAIVER)
    rulebook = load_rulebook(policies, ["ou-test"])
    place = SourceLocation("policies/waivers.yaml", 4, 5)
    assert rulebook.waivers == (
        Waiver(
            "two-owners", "ou-test", "two are coming", "Education department", "2027-01-31", place
        ),
    )


def test_no_file_of_waivers_is_none_waived(policies: Path) -> None:
    """It may be missing; the levels may not."""
    (policies / "waivers.yaml").unlink()
    assert load_rulebook(policies).waivers == ()
    (policies / "levels.yaml").unlink()
    assert faults(policies) == ["policies/levels.yaml:1:1: this file is missing"]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("two-owners", "tow-owners", '4:11: there is no rule "tow-owners"; did you mean'),
        ("ou-test", "ou-away", '5:13: there is no school "ou-away"'),
        ('"2027-01-31"', '"2027-02-31"', '8:12: "until" cannot be "2027-02-31"'),
        ("    owner: Education department\n", "", '4:5: "owner" is missing'),
    ],
)
def test_what_a_waiver_gets_wrong_is_told_where_it_stands(
    policies: Path, old: str, new: str, problem: str
) -> None:
    """An exemption from nothing, or of nobody, would never be missed."""
    waive(policies, WAIVER.replace(old, new))
    (told,) = faults(policies)
    assert told.startswith(f"policies/waivers.yaml:{problem}")


def test_one_school_is_waived_from_one_rule_once(policies: Path) -> None:
    """Or two days would hold."""
    waive(policies, WAIVER + WAIVER)
    assert faults(policies) == [
        'policies/waivers.yaml:9:5: ou-test has a waiver from "two-owners" at line 4 already'
    ]


def test_rules_and_levels_must_fit_and_are_all_told_at_once(policies: Path) -> None:
    """A rule that somebody lost, one that was misspelt, one that is there twice, and none."""
    levels = policies / "levels.yaml"
    text = levels.read_text("utf-8").replace("units-apart: mandatory", "unit-apart: mandatory")
    levels.write_text(text, "utf-8")
    (policies / "empty.py").touch()
    (policies / "_tools.py").touch()
    shutil.copy(policies / "parents.py", policies / "twins.py")
    told = sorted(faults(policies))
    assert told == [
        "policies/empty.py:1:1: this module has no RULES",
        'policies/levels.yaml:21:3: there is no rule "unit-apart"; did you mean "units-apart"?',
        'policies/levels.yaml:6:1: rule "units-apart" has no level',
        'policies/twins.py:1:1: rule "parent-lists-hidden" is there twice',
        'policies/twins.py:1:1: rule "parents-no-account" is there twice',
        'policies/twins.py:1:1: rule "parents-post" is there twice',
    ]


@pytest.mark.parametrize("name", ["levels", "waivers"])
def test_a_schema_is_one_that_editors_can_use(name: str) -> None:
    """JSON Schema 2020-12, itself without a fault, and named by the file."""
    schema = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    first = (ROOT / "policies" / f"{name}.yaml").read_text("utf-8").splitlines()[0]
    assert first.endswith(f"$schema=../reconciler/manifest/schema/{name}.json")
