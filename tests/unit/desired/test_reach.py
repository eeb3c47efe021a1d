"""What a run is about: the day that it is for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reconciler.desired.targets import TargetSelector, contexts, scope_of
from reconciler.manifest.city import RosterPaths, Stack
from tests.support.cases import BASE, LIMITS, Case, read_case
from tests.support.schools import unit_spec

CLUB = 'groups:\n  club: {effective: {from: "2027-02-01"}}\n'


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """The base of all cases, with a club that begins in February."""
    school = BASE / "schools" / "ou-a.yaml"
    layer = tmp_path / "layer"
    (layer / "schools").mkdir(parents=True)
    text = school.read_text("utf-8").replace("groups:\n", CLUB)
    (layer / "schools" / school.name).write_text(text if CLUB in text else text + CLUB, "utf-8")
    return read_case(str(layer), tmp_path / "room")


@pytest.mark.parametrize(("day", "there"), [("2027-01-31", False), ("2027-02-01", True)])
def test_a_run_is_for_one_day(case: Case, day: str, there: bool) -> None:
    """Whoever plans for a later day sees what will be declared then."""
    source = RosterPaths(Path("rosters"), None)
    alias = case.tenant.alias
    stack = Stack("t", "stacks/t.yaml", Path("schools"), source, {alias: case.tenant}, None)
    limits = LIMITS[case.tenant.vendor]
    inside = contexts(case.loaded, stack, case.rosters, lambda _: limits, TargetSelector(day=day))
    groups = [group.key for group in inside[alias][0].manifest.groups]
    assert ("club" in groups) is there


def test_a_renamed_school_s_marks_are_looked_for_under_its_earlier_id_too(case: Case) -> None:
    """Of groups and of units, wherever its scope was."""
    source = RosterPaths(Path("rosters"), None)
    alias = case.tenant.alias
    stack = Stack("t", "stacks/t.yaml", Path("schools"), source, {alias: case.tenant}, None)
    inside = contexts(
        case.loaded, stack, case.rosters, lambda _: LIMITS[case.tenant.vendor], TargetSelector()
    )
    (one,) = inside[alias]
    manifest = replace(one.manifest, previously=("ou-old",), units=(unit_spec("staff"),))
    found = scope_of([replace(one, manifest=manifest)])
    assert found.marks >= {("ou-a", "club"), ("ou-old", "club")}
    assert found.unit_marks == {("ou-a", "staff"), ("ou-old", "staff")}
