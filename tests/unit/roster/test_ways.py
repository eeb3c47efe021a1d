"""Every way of tests/cases/rosters/ways.yaml: what it means, what people read, whom it concerns."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reconciler.errors import Fault
from reconciler.model.people import Person, Role
from reconciler.roster import RosterCode
from tests.unit.roster.reading import CASES, faults, lay, read, texts
from tests.unit.roster.ways import BOTEV, LEVSKI, Way, answer, outcome, sound, ways

WAYS = ways()
_NAMES = re.compile(r"Тайн|hidden-word|user-|@|\b[pmtds][1-9]\b|\b\d{10}\b")


def _of(means: str) -> list[Way]:
    return [way for way in WAYS if way["means"] == means]


def _name(way: Way) -> str:
    return str(way["name"])


def _found(way: Way, room: Path) -> list[Fault]:
    return [fault for _, fault in outcome(way, room)]


def test_there_are_thirty_ways_and_more() -> None:
    """A list can be wrong in many ways; these are the ones that somebody has met."""
    wrong = [way for way in WAYS if way["means"] != "read"]
    assert len(wrong) >= 30
    assert len({way["name"] for way in WAYS}) == len(WAYS)


@pytest.mark.parametrize("way", WAYS, ids=_name)
def test_each_way_is_told_in_both_languages(way: Way, tmp_path: Path) -> None:
    """By file and cell, and with what to do about it; nothing beside it."""
    found = _found(way, tmp_path)
    assert [texts("en").fault(fault) for fault in found] == way["en"]
    assert [texts("bg").fault(fault) for fault in found] == way["bg"]


@pytest.mark.parametrize("way", WAYS, ids=_name)
def test_no_message_prints_an_id_a_name_or_an_address(way: Way, tmp_path: Path) -> None:
    """Messages go to logs and comments, which people outside the school read."""
    for fault in _found(way, tmp_path):
        told = f"{texts('en').fault(fault)}{texts('bg').fault(fault)}"
        assert not _NAMES.search(told.replace(str(fault.place), "")), told


@pytest.mark.parametrize("way", _of("unusable"), ids=_name)
def test_a_list_that_cannot_be_used_stops_its_own_school_alone(way: Way, tmp_path: Path) -> None:
    """The other school's people are what they were."""
    rosters = answer(way, tmp_path)
    assert set(rosters.broken) == {LEVSKI}
    assert set(rosters.by_school) == {BOTEV}
    assert rosters.by_school[BOTEV].people == sound().by_school[BOTEV].people


@pytest.mark.parametrize("way", _of("unclear"), ids=_name)
def test_an_unclear_row_concerns_one_person_alone(way: Way, tmp_path: Path) -> None:
    """Everybody else is as before; the row is among those that are not resolved."""
    rosters, who = answer(way, tmp_path), way["who"]
    assert rosters.broken == {}
    roster, before = rosters.by_school[LEVSKI], sound().by_school[LEVSKI]
    assert roster.unresolved
    kept, known = _by_id(roster.people), _by_id(before.people)
    for person, was in known.items():
        if person not in (who, *_touched(way)):
            assert kept[person] == was
    if who and way["stays"]:
        assert kept[who].email is None
        assert kept[who].roles == known[who].roles
    elif who:
        assert who not in kept


@pytest.mark.parametrize("way", _of("read"), ids=_name)
def test_what_a_spreadsheet_did_changes_nobody(way: Way, tmp_path: Path) -> None:
    """Each such reading is told once for a file, and everybody is as before."""
    rosters = answer(way, tmp_path)
    assert rosters.broken == {}
    assert rosters.by_school[LEVSKI].people == sound().by_school[LEVSKI].people
    assert rosters.by_school[LEVSKI].unresolved == ()
    codes = [fault.code for fault in rosters.notes]
    assert codes
    assert len(codes) == len(set(codes))


def test_every_code_is_met_in_a_way_or_a_case(tmp_path: Path) -> None:
    """A message that nothing brings about could never be seen to work."""
    met = {fault.code for way in WAYS for fault in _found(way, tmp_path / str(way["name"]))}
    for case in (one for one in CASES.iterdir() if one.is_dir() and one.name != "whole"):
        met |= {fault.code for _, fault in faults(read(lay(case, tmp_path / case.name)))}
    elsewhere = {
        # archives, roles.csv, two sets of a school: test_formats; nobody: test_roster_check
        RosterCode.NOBODY,
        RosterCode.BAD_ARCHIVE,
        RosterCode.TWO_SETS,
        RosterCode.NO_ROLE,
        RosterCode.NOT_A_ROSTER,
        RosterCode.NOT_THERE,  # test_rosters
        RosterCode.FORMULA,  # test_workbooks
        RosterCode.READ_MERGED,
        # what a project knows of addresses: test_roster_check
        RosterCode.GROUPS_ADDRESS,
        RosterCode.PUPILS_ADDRESS,
        RosterCode.SHARED_ADDRESS,
    }
    assert set(RosterCode) - met == elsewhere


def _by_id(people: tuple[Person, ...]) -> dict[str, Person]:
    return {person.sourced_id: person for person in people}


def _touched(way: Way) -> tuple[str, ...]:
    """Whom a way changes besides: people of an unclear class, and parents of an unclear child."""
    everyone = _by_id(sound().by_school[LEVSKI].people)
    if way["file"] == "classes.csv":
        return tuple(everyone)
    parents = [one for one, person in everyone.items() if Role.PARENT in person.roles]
    also = {"one id for two people": ("t2",), "an enrolment of nobody": ("p3",)}
    also["a parent enrolled as a pupil"] = ("p3",)
    return (*also.get(way["name"], ()), *(() if way["stays"] else parents))
