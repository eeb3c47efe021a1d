"""Claims about what explains a list: exactly, or but for a few."""

from __future__ import annotations

import pytest

from reconciler.export.audiences import Candidate, Candidates, PresentMembers
from reconciler.export.parts import in_file
from reconciler.model.resources import Member, MemberType


def people(*names: str) -> frozenset[Member]:
    """Accounts."""
    return frozenset(Member(MemberType.ACCOUNT, name) for name in names)


TEACHERS = Candidate({"role": "teacher"}, people("t1", "t2", "t3"))
FIFTH = Candidate({"class": "5а", "role": "pupil"}, people("p1", "p2", "p3", "p4"))
SIXTH = Candidate(
    {"class": "6а", "role": "pupil"},
    people("p5", "p6"),
    ({"grade": 6, "role": "pupil"}, {"graduates": 2033, "role": "pupil"}),
)
ALL = Candidate({"role": "pupil"}, people("p1", "p2", "p3", "p4", "p5", "p6"))
SCHOOL = Candidates((TEACHERS, FIFTH, SIXTH, ALL))


@pytest.mark.parametrize(
    ("names", "items", "add", "remove"),
    [
        ("t1 t2 t3", "[{role: teacher}]", 0, 0),
        ("p1 p2 p3 p4 p5 p6", "[{role: pupil}]", 0, 0),
        ("t1 t2 t3 p5 p6", "[{role: teacher}, {class: 6а, role: pupil}]", 0, 0),
        ("p1 p2 p3 t9", "[{class: 5а, role: pupil}]", 1, 1),
        ("x1 x2", "[]", 0, 2),
        ("p1 t1", "[]", 0, 2),
    ],
)
def test_what_explains_a_list_with_what_would_come_and_go(
    names: str, items: str, add: int, remove: int
) -> None:
    """Exactly by as few items as there are; else by what names more right ones than wrong ones."""
    found = SCHOOL.explain(PresentMembers(people(*names.split())))
    assert (in_file(found.items), found.add, found.remove) == (items, add, remove)
    assert found.exact is (not add and not remove)


def test_who_stays_whatever_a_file_says_spoils_no_audience() -> None:
    """A suspended account in the list, and an owner who is not listed as a member."""
    present = PresentMembers(people("t1", "t2", "s1"), staying=people("s1"), also=people("t3"))
    found = SCHOOL.explain(present)
    assert found.exact
    assert in_file(found.items) == "[{role: teacher}]"


def test_an_empty_list_is_explained_by_nothing() -> None:
    """`members: []` would be managed and empty, which nobody has said."""
    assert SCHOOL.explain(PresentMembers(people())).items == ()


def test_a_list_with_a_year_in_its_name_is_that_years() -> None:
    """Where a class, a grade and a year are the same people today."""
    sixth = people("p5", "p6")
    named = SCHOOL.explain(PresentMembers(sixth, text="vipusk2033@ou.example Випуск 2033"))
    assert in_file(named.items) == "[{graduates: 2033, role: pupil}]"
    other = SCHOOL.explain(PresentMembers(sixth, text="class-2033a@ou.example Клас 6а"))
    assert in_file(other.items) == "[{class: 6а, role: pupil}]"
