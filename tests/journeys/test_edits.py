"""What people change in a school's file is what the next plan changes, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.sandbox import GOOGLE, MICROSOFT, SandboxProject

GROUPS = "/admin/directory/v1/groups"
Edit = Callable[[dict[str, Any]], object]


def rename_group(school: dict[str, Any]) -> None:
    """The group 'certified' becomes 'badges'."""
    school["without"] = [*school.get("without", []), "groups/certified"]
    school.setdefault("groups", {})["badges"] = {
        "previously": ["certified"],
        "name": {"bg": "Сертифицирани учители", "en": "Certified teachers"},
        "members": [{"role": "teacher", "certified": True}],
        "settings": {"post": "members", "join": "invited", "outsiders": False},
    }


def add_unit(school: dict[str, Any]) -> None:
    """A unit that nobody is placed in."""
    school.setdefault("orgUnits", {})["library"] = {"name": {"bg": "Библиотека", "en": "Library"}}


def drop_licence(school: dict[str, Any]) -> None:
    """The layout's licence is not wanted."""
    school["without"] = [*school.get("without", []), "licences/plus-staff"]


def change_setting(school: dict[str, Any]) -> None:
    """Anybody may write to the teachers."""
    school.setdefault("groups", {})["teachers"] = {"settings": {"post": "anyone"}}


def change_name(school: dict[str, Any]) -> None:
    """The office is called otherwise."""
    school.setdefault("groups", {})["principal"] = {"name": {"bg": "Канцелария", "en": "Office"}}


EDITS: list[tuple[Edit, list[str]]] = [
    (rename_group, ["update group/badges"]),
    (add_unit, ["create orgunit/library"]),
    (drop_licence, []),
    (change_setting, ["update group/teachers"]),
    (change_name, ["update group/principal"]),
]


@pytest.mark.parametrize("vendor", [GOOGLE, MICROSOFT])
def test_every_edit_alone_and_all_together_plan_exactly_themselves(
    sandbox: SandboxProject, vendor: str
) -> None:
    """Each edit's changes and no other; together their sum; applied, nothing is left."""
    before = sandbox.school(vendor).read_text("utf-8")
    for edit, expected in edits_of(vendor):
        sandbox.edit(sandbox.school(vendor), edit)
        assert sandbox.changes("--tenant", vendor) == expected, edit.__doc__
        sandbox.school(vendor).write_text(before, "utf-8")
    for edit, _ in edits_of(vendor):
        sandbox.edit(sandbox.school(vendor), edit)
    assert sandbox.changes() == sorted(
        change for _, wanted in edits_of(vendor) for change in wanted
    )
    sandbox.apply()
    assert sandbox.changes() == []


def edits_of(school: str) -> list[tuple[Edit, list[str]]]:
    """Settings that only Google has and products that only it sells are no edits on Microsoft."""
    left_out = (drop_licence, change_setting) if school == MICROSOFT else ()
    return [(edit, wanted) for edit, wanted in EDITS if edit not in left_out]


def test_a_renamed_group_keeps_its_id_and_answers_to_its_old_address(
    one_school: SandboxProject,
) -> None:
    """So that what was sent to it, and what was shared with it, stays with it."""
    domain = f"{GOOGLE}.plovdiv.example"
    before = one_school.call(GOOGLE, "GET", f"{GROUPS}/certified@{domain}")
    one_school.edit(one_school.school(GOOGLE), rename_group)
    one_school.apply()
    after = one_school.call(GOOGLE, "GET", f"{GROUPS}/badges@{domain}")
    assert after["id"] == before["id"]
    assert f"certified@{domain}" in after["aliases"]
    assert after["directMembersCount"] == before["directMembersCount"]


def test_a_spent_previously_is_told_and_changes_nothing(one_school: SandboxProject) -> None:
    """Once the mark carries the new key, the old one is of no use any more."""
    one_school.edit(one_school.school(GOOGLE), rename_group)
    one_school.apply()
    (school,) = one_school.plan()["schools"]
    assert school["changes"] == []
    assert "previously-spent" in {finding["code"] for finding in school["findings"]}


def test_another_class_is_its_groups_and_no_other_change(one_school: SandboxProject) -> None:
    """A second first grade on paper: its two groups, its owners' list, its place among all."""
    one_school.edit(one_school.school(GOOGLE), lambda school: school["classes"].update({1: "аб"}))
    assert one_school.changes() == [
        "create group/class-2038b",
        "create group/parents-2038b",
        "update membership/pupils",
    ]


def test_a_class_under_another_letter_is_another_class(one_school: SandboxProject) -> None:
    """The old groups are let go with all whom they hold, and the new ones are made."""
    one_school.edit(one_school.school(GOOGLE), lambda school: school["classes"].update({1: "б"}))
    changes = one_school.changes()
    assert "forget group/class-2038a" in changes
    assert "create group/class-2038b" in changes
    assert not [change for change in changes if change.startswith("delete")]
    before = one_school.listed(GOOGLE, f"{GROUPS}?customer=my_customer", "groups")
    one_school.apply()
    assert one_school.changes() == []
    after = one_school.listed(GOOGLE, f"{GROUPS}?customer=my_customer", "groups")
    assert {group["id"] for group in before} < {group["id"] for group in after}


def prune_and_ignore(school: dict[str, Any]) -> None:
    """Groups may be deleted, the group is renamed, and its new address is ignored."""
    rename_group(school)
    school["allow"] = {"groups": ["create", "update", "adopt", "prune"]}
    school["ignore"] = ["groups/badg*"]


def test_a_group_that_is_renamed_into_an_ignored_address_is_kept(
    one_school: SandboxProject,
) -> None:
    """It was pruned with its mail; and once nothing is ignored, it is renamed, not made twice."""
    domain = f"{GOOGLE}.plovdiv.example"
    before = one_school.call(GOOGLE, "GET", f"{GROUPS}/certified@{domain}")
    one_school.edit(one_school.school(GOOGLE), prune_and_ignore)
    (school,) = one_school.plan("--tenant", GOOGLE)["schools"]
    assert school["changes"] == []
    assert "declared-and-ignored" in {finding["code"] for finding in school["findings"]}
    one_school.apply()
    assert one_school.call(GOOGLE, "GET", f"{GROUPS}/certified@{domain}")["id"] == before["id"]
    one_school.edit(one_school.school(GOOGLE), lambda school: school.pop("ignore"))
    assert one_school.changes("--tenant", GOOGLE) == ["update group/badges"]
