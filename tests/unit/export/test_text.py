"""Claims about the file: its head stays as it was, and the rest is the same each time."""

from __future__ import annotations

from reconciler.export.codes import ExportCode, Remark
from reconciler.export.draft import GROUPS, LICENCES, UNITS, Draft, DraftEntry
from reconciler.export.text import head_of, render
from reconciler.manifest.nodes import parse

HEAD = """# a school
kind: School
id: ou-test          # its id
layout: osnovno
"""


def say(remark: Remark) -> str:
    """A remark by its code."""
    return f"{remark.code}: yes"


def draft() -> Draft:
    """Something of everything."""
    made = Draft("ou-test", "osnovno", HEAD)
    remark = Remark(ExportCode.UNEXPLAINED)
    made.add(DraftEntry(UNITS, "pupils", {"adopt": "/Ученици"}))
    made.add(
        DraftEntry(
            UNITS,
            "pupils/012",
            {"adopt": "/Ученици/Клас „5“: а", "holds": [{"class": "5а", "role": "pupil"}]},
            remarks=[remark],
        )
    )
    made.add(DraftEntry(GROUPS, "yes", {"name": "on", "settings": {"outsiders": False}}))
    made.add(DraftEntry(GROUPS, "teachers", {"members": None}, layout="teachers"))
    made.unwritten.append(DraftEntry(LICENCES, "plus", remarks=[remark]))
    made.leave("groups/class-{cohort}")
    made.leave("orgUnits/staff/rooms")
    made.leave("orgUnits/staff")
    return made


def test_every_text_reads_back_as_it_was_meant() -> None:
    """What YAML 1.1 takes for a number or a truth is in quotes; null is null."""
    tree, faults = parse(render(draft(), say), "schools/ou-test.yaml")
    assert faults == []
    assert tree is not None
    said = tree.plain()
    assert said["groups"] == {
        "teachers": {"members": None},
        "yes": {"name": "on", "settings": {"outsiders": False}},
    }
    inner = said["orgUnits"]["pupils"]["orgUnits"]["012"]
    assert inner == {
        "adopt": "/Ученици/Клас „5“: а",
        "holds": [{"class": "5а", "role": "pupil"}],
    }
    assert said["without"] == ["groups/class-{cohort}", "orgUnits/staff"]


def test_an_export_over_an_export_has_the_same_head() -> None:
    """Remarks of the first one go with its sections."""
    text = render(draft(), say)
    assert text.startswith(HEAD)
    assert text.count("unexplained: yes") == 2
    assert head_of(text) == HEAD
    kept = head_of(text + "allow: {groups: [update]}  # ours\n")
    assert kept == f"{HEAD}\nallow: {{groups: [update]}}  # ours\n"
    assert head_of(f"{kept}{text.removeprefix(HEAD)}") == kept
