"""Renames that people take back with Git, and renames of units that have others below them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.sandbox import GOOGLE, MICROSOFT, SandboxProject

BOTH = pytest.mark.parametrize("vendor", [GOOGLE, MICROSOFT])
KINDS = ("certified", "licensed-pupils")
"""A mail group of the layout; a security group that only Microsoft has."""


def rename_group(key: str, new: str) -> Any:
    """A layout's or school's group gets another key."""

    def edit(school: dict[str, Any]) -> None:
        groups = school.setdefault("groups", {})
        own = groups.pop(key, None)
        if own is None:
            school["without"] = [*school.get("without", []), f"groups/{key}"]
            own = {"members": [{"role": "teacher", "certified": True}]}
            own["name"] = {"bg": "Сертифицирани учители", "en": "Certified teachers"}
        groups[new] = {**own, "previously": [key]}
        for licence in school.get("licences", {}).values():
            if licence.get("through") == key:
                licence["through"] = new

    return edit


def rename_staff(school: dict[str, Any]) -> None:
    """The unit of the staff becomes 'team'; of those below it nothing is said."""
    school["without"] = [*school.get("without", []), "orgUnits/staff"]
    school.setdefault("orgUnits", {})["team"] = {
        "previously": ["staff"],
        "name": {"bg": "Персонал", "en": "Staff"},
        "holds": [{"role": "principal"}, {"role": "staff"}],
        "orgUnits": {
            "teachers": {
                "name": {"bg": "Учители", "en": "Teachers"},
                "holds": [{"role": "teacher"}],
            }
        },
    }


@pytest.mark.parametrize(
    ("vendor", "key"), [(GOOGLE, "certified"), *((MICROSOFT, key) for key in KINDS)]
)
def test_a_reverted_rename_of_a_group_is_renamed_back(
    sandbox: SandboxProject, vendor: str, key: str
) -> None:
    """By its alias on Google, by the journal on Microsoft; nobody leaves, nothing is made."""
    file = sandbox.school(vendor)
    before = file.read_text("utf-8")
    sandbox.edit(file, rename_group(key, "badges"))
    sandbox.apply()
    file.write_text(before, "utf-8")
    assert sandbox.changes() == [f"update group/{key}"]
    sandbox.apply()
    assert sandbox.changes() == []


@BOTH
def test_a_reverted_rename_of_units_is_renamed_back(sandbox: SandboxProject, vendor: str) -> None:
    """No second unit at any time, and nobody moves: the unit below follows both ways."""
    file = sandbox.school(vendor)
    before = file.read_text("utf-8")
    sandbox.edit(file, rename_staff)
    assert sandbox.changes() == ["update orgunit/team", "update orgunit/team/teachers"]
    sandbox.apply()
    assert sandbox.changes() == []
    file.write_text(before, "utf-8")
    assert sandbox.changes() == ["update orgunit/staff", "update orgunit/staff/teachers"]
    sandbox.apply()
    assert sandbox.changes() == []
