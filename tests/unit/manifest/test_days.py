"""Entries that are declared for a time."""

from __future__ import annotations

import pytest

from reconciler.errors import Fault
from reconciler.manifest import CheckOptions, check, effective, show
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.days import is_day, is_day_of_year
from reconciler.manifest.types import AbsentEntry, DateSpan, SchoolManifest
from reconciler.model.resources import Kind
from tests.unit.manifest.conftest import DOLNO, YEAR, ManifestFolder

CHOIR = 'groups:\n  choir: {effective: {from: "2027-02-01", until: "2027-06-30"}}\n'


def _on(folder: ManifestFolder, day: str | None) -> SchoolManifest:
    return effective(folder.loaded(), DOLNO, YEAR, day)


def _groups(folder: ManifestFolder, day: str | None) -> list[str]:
    return [one.key for one in _on(folder, day).groups]


@pytest.mark.parametrize(
    ("day", "there"),
    [
        ("2027-01-31", False),
        ("2027-02-01", True),
        ("2027-06-30", True),
        ("2027-07-01", False),
        (None, True),
    ],
)
def test_an_entry_is_declared_on_its_days_alone(
    folder: ManifestFolder, day: str | None, there: bool
) -> None:
    """Its first and its last day are its own; whatever the day, it is there."""
    folder.write(CHOIR)
    assert ("choir" in _groups(folder, day)) is there


@pytest.mark.parametrize(
    ("end", "always", "never"),
    [("from", "2099-12-31", "2000-01-01"), ("until", "2000-01-01", "2099-12-31")],
)
def test_either_day_may_be_missing(
    folder: ManifestFolder, end: str, always: str, never: str
) -> None:
    """Open on one side: for ever after, or ever before."""
    folder.write(f'groups:\n  choir: {{effective: {{{end}: "2027-02-01"}}}}\n')
    assert "choir" in _groups(folder, always)
    assert "choir" not in _groups(folder, never)


def test_a_units_children_end_with_it(folder: ManifestFolder) -> None:
    """Nothing hangs below a unit that is not there, whatever its own days are."""
    folder.write(
        'orgUnits:\n  camp:\n    effective: {until: "2027-06-30"}\n    orgUnits:\n'
        '      tents: {effective: {from: "2027-06-01"}}\n'
    )
    assert "camp/tents" in [unit.key for unit in _on(folder, "2027-06-15").units]
    late = _on(folder, "2027-07-01")
    assert not [unit.key for unit in late.units if unit.key.startswith("camp")]
    days = DateSpan(None, "2027-06-30")
    ended = AbsentEntry(days, ended=True)
    assert late.absent == {"orgUnits/camp": ended, "orgUnits/camp/tents": ended}


def test_a_licence_ends_like_any_other_entry(folder: ManifestFolder) -> None:
    """Dropped on its day, as though nobody had written it."""
    text = folder.school.read_text("utf-8")
    ends = text.replace("seats: 10", 'seats: 10, effective: {until: "2027-06-30"}')
    folder.school.write_text(ends, "utf-8")
    assert [one.product for one in _on(folder, "2027-06-30").licences] == ["plus-staff"]
    assert _on(folder, "2027-07-01").licences == ()


def test_a_school_changes_one_day_of_its_layout_and_null_unsets_it(folder: ManifestFolder) -> None:
    """Maps merge by key here too."""
    layout = folder.folder / "schools" / "layouts" / "osnovno.yaml"
    layout.write_text(layout.read_text("utf-8") + CHOIR.removeprefix("groups:\n"), "utf-8")
    assert "choir" not in _groups(folder, "2027-07-01")
    folder.write("groups:\n  choir: {effective: {until: null}}\n")
    assert "choir" in _groups(folder, "2027-07-01")
    assert "choir" not in _groups(folder, "2027-01-31")


def test_what_is_shown_is_of_the_day(folder: ManifestFolder) -> None:
    """`show --at` prints what is declared then."""
    folder.write(CHOIR)
    assert "choir:" in show(folder.loaded(), DOLNO, YEAR, "2027-03-03")
    assert "choir:" not in show(folder.loaded(), DOLNO, YEAR, "2026-11-24")


def _codes(folder: ManifestFolder, day: str) -> list[Fault]:
    return list(check(folder.loaded(), None, YEAR, CheckOptions(day)))


def test_a_later_days_fault_is_told_before_it_comes(folder: ManifestFolder) -> None:
    """A reference that breaks in July stops the change in November, not everyone's July."""
    folder.write(CHOIR.replace('from: "2027-02-01", ', "") + "  all: {members: [{group: choir}]}\n")
    told = _codes(folder, "2026-11-24")
    assert [fault.code for fault in told] == [ManifestCode.NOT_THERE_THEN]
    assert told[0].facts["last"] == "2027-06-30"


def test_what_follows_the_same_days_is_no_fault(folder: ManifestFolder) -> None:
    """A group that is there only together with what it names."""
    folder.write(
        CHOIR + '  all:\n    effective: {from: "2027-03-01", until: "2027-06-30"}\n'
        "    members: [{group: choir}]\n"
    )
    assert _codes(folder, "2026-11-24") == []


def test_two_groups_may_have_one_address_at_different_times(folder: ManifestFolder) -> None:
    """A collision is one only on a day on which both are there."""
    later = '  second: {address: choir, effective: {from: "%s"}}\n'
    folder.write(CHOIR + later % "2027-07-01")
    assert _codes(folder, "2026-11-24") == []
    folder.school.write_text(
        folder.school.read_text("utf-8").replace("2027-07-01", "2027-06-30"), "utf-8"
    )
    assert [f.code for f in _codes(folder, "2026-11-24")] == [ManifestCode.DUPLICATE_ADDRESS]


def test_a_closing_school_declares_nothing_and_all_may_go(folder: ManifestFolder) -> None:
    """Its layout's and its own units, groups and licences are as though unwritten."""
    folder.write("decommission: true\n")
    manifest = _on(folder, "2027-07-01")
    assert (manifest.units, manifest.groups, manifest.licences) == ((), (), ())
    assert manifest.prune == frozenset(Kind) - {Kind.LICENCE}, "accounts keep their licences"
    assert manifest.decommission
    assert "groups:" not in show(folder.loaded(), DOLNO, YEAR)


def test_a_closing_school_takes_licences_back_only_where_its_file_says_so(
    folder: ManifestFolder,
) -> None:
    """Then they are wanted by nobody."""
    folder.write("decommission: true\nallow: {licences: [prune]}\n")
    manifest = _on(folder, "2027-07-01")
    assert manifest.licences
    assert all(one.audience == () and one.through is None for one in manifest.licences)
    assert manifest.prune == frozenset(Kind)


def test_a_school_that_says_it_does_not_close_stays_as_it_is(folder: ManifestFolder) -> None:
    """`decommission: false` is the same as saying nothing."""
    before = _on(folder, None)
    folder.write("decommission: false\n")
    after = _on(folder, None)
    assert (after.groups, after.prune, after.decommission) == (before.groups, before.prune, False)


@pytest.mark.parametrize("day", ["2027-02-29", "2027-2-1", "20270201", "1999-01-01", "", "today"])
def test_only_days_that_exist_are_days(day: str) -> None:
    """And only as ISO writes them, so that days compare as text."""
    assert not is_day(day)
    assert is_day("2028-02-29")


def test_a_day_of_any_year_may_be_a_leap_day() -> None:
    """It exists in some years, and in others the window is a day shorter."""
    assert is_day_of_year("02-29")
    assert not is_day_of_year("02-30")
