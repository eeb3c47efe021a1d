"""Files of an earlier version: refused with the step to take, and rewritten by it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reconciler.errors import ManifestError
from reconciler.manifest import check, load
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.edit import edited
from reconciler.project.upgrade import upgrade
from tests.support.sandbox import invoke

WHOLE = Path(__file__).parents[1] / "cases" / "manifests" / "whole"
OLD = """\
# yaml-language-server: $schema=../school.json
apiVersion: reconciler/v1
kind: School
id:   ou-dolno              # the file's name
neispuo: "1690001"          # as the ministry has it
name: {bg: Основно училище „Долно“, en: 'Basic school "Dolno"'}
district: Северен
# wave: nobody remembers why
wave: pilot
layout: osnovno
tenants: {ou-dolno: manage}

classes: {1: аб, 5: а}
"""
NEW = """\
# yaml-language-server: $schema=../school.json
apiVersion: reconciler/v1
kind: School
id:   ou-dolno              # the file's name
facts: {neispuo: "1690001", district: Северен}
# as the ministry has it
name: {bg: Основно училище „Долно“, en: 'Basic school "Dolno"'}
# wave: nobody remembers why
wave: pilot
layout: osnovno
tenants: {ou-dolno: manage}

classes: {1: аб, 5: а}
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A project with one school of before."""
    folder = Path(shutil.copytree(WHOLE, tmp_path / "town"))
    (folder / "Pulumi.yaml").write_text("name: reconciler\n")
    (folder / "schools" / "ou-dolno.yaml").write_text(OLD, "utf-8")
    return folder


def test_an_old_file_is_refused_and_the_command_names_the_cure(old: Path) -> None:
    """One fault a file, at the first key that moves."""
    with pytest.raises(ManifestError) as refused:
        load(old / "schools")
    (fault,) = refused.value.faults
    assert fault.code is ManifestCode.OLD_KEY
    assert (fault.place and fault.place.line, fault.facts["keys"]) == (5, "neispuo, district")


def test_upgrade_moves_the_keys_and_keeps_every_comment(old: Path) -> None:
    """No other line changes, and what was asked of every school is asked of it still."""
    run = invoke(old, ["upgrade", "--stack", "test", "--lang", "en"])
    assert run.code == 0
    following = "reconciler validate --lang en --stack test"
    assert run.out.splitlines() == [
        "Wrote schools/municipality.yaml",
        "Wrote schools/ou-dolno.yaml",
        f"2 files upgraded. Read them with git diff, then: {following}",
    ]
    assert (old / "schools" / "ou-dolno.yaml").read_text("utf-8") == NEW
    loaded = load(old / "schools")
    assert loaded.orgs == {"ou-dolno": "1690001", "ou-gorno": "1690002"}
    assert [fault.code for fault in check(loaded, None, 2027)] == []
    assert loaded.municipality.facts["district"].title.in_language("en") == "District"
    assert loaded.root.items["facts"].items["neispuo"].items["required"].value is True


def test_a_second_upgrade_finds_nothing(old: Path) -> None:
    """Files of today stay as they are, byte by byte."""
    upgrade(old / "schools")
    before = {path: path.read_bytes() for path in (old / "schools").rglob("*.yaml")}
    assert upgrade(old / "schools") == ()
    assert {path: path.read_bytes() for path in before} == before


def test_a_file_that_is_no_yaml_stops_before_anything_is_written(old: Path) -> None:
    """Half an upgrade would be neither version."""
    (old / "schools" / "zz.yaml").write_text("a: [\n")
    with pytest.raises(ManifestError):
        upgrade(old / "schools")
    assert (old / "schools" / "ou-dolno.yaml").read_text("utf-8") == OLD


def test_an_edit_touches_the_lines_that_it_is_about() -> None:
    """Aligned columns and blank lines of the others stay as somebody made them."""
    text = "a:    1    # one\n\nb: {x:  1, y:   2}\nc: 3\n"
    assert edited(text, lambda data: data.update(c=4)) == text.replace("c: 3", "c: 4")
    assert edited(text, lambda data: data.update(c=3)) == text
