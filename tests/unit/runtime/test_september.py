"""What licences will be wanted once classes have moved on, told to the nearest ten."""

from __future__ import annotations

import pytest

from reconciler.desired.context import SchoolContext
from reconciler.manifest.types import Audience, LicenceSpec
from reconciler.model.people import Role
from reconciler.model.seats import Seats
from reconciler.runtime.september import september
from tests.support.schools import HERE, context, group_spec, item, person, roster

CLASSES = {1: ("1а",), 2: ("2а",), 3: ("3а", "3б")}
SIZES = {"1а": 30, "2а": 20, "3а": 40, "3б": 40}
PEOPLE = (
    person("head", Role.PRINCIPAL),
    *(
        person(f"{name}-{number}", Role.PUPIL, grade=int(name[0]), classes=frozenset({name}))
        for name, size in SIZES.items()
        for number in range(size)
    ),
)


def school(*audience: Audience, through: str | None = None) -> SchoolContext:
    """Three grades of 30, 20 and 80 pupils, with a licence for whom is said."""
    spec = LicenceSpec("plus-staff", HERE, () if through else audience, through=through)
    groups = (group_spec("club", members=audience),)
    return context(roster(*PEOPLE), classes=CLASSES, licences=(spec,), groups=groups)


def seats(wanted: int) -> list[Seats]:
    """What a plan says of today."""
    return [Seats("plus-staff", "ou-test", 200, wanted, wanted, wanted, 0)]


@pytest.mark.parametrize(
    ("audience", "today", "then"),
    [
        (item(role=Role.PUPIL), 130, 80),
        (item(role=Role.PUPIL, grade=3), 80, 20),
        (item(role=Role.PUPIL, grade=2), 20, 30),
        (item(role=Role.PUPIL, grade=1), 30, 30),
        (item(role=Role.PUPIL, klass="3а"), 40, 20),
        (item(role=Role.PUPIL, klass="1а"), 30, 30),
        (item(role=Role.TEACHER), 40, 40),
        (item(role=Role.TEACHER, grade=3), 40, 40),
        (item(role=Role.TEACHER, klass="3а"), 40, 40),
        (item(unit="staff"), 40, 40),
        (item(role=Role.STAFF), 4, 10),
        (item(role=Role.STAFF), 0, 0),
    ],
)
def test_classes_move_up_the_last_leaves_and_as_many_begin(
    audience: Audience, today: int, then: int
) -> None:
    """Staff stay; few are told as ten."""
    assert september([school(audience)], seats(today), {}) == {"plus-staff": then}


def test_a_licence_that_a_group_carries_follows_its_members() -> None:
    """As one that is written for them."""
    carried = school(item(role=Role.PUPIL), through="club")
    assert september([carried], seats(130), {}) == {"plus-staff": 80}


def test_without_a_list_nobody_moves() -> None:
    """What is not known is not guessed."""
    bare = context(None, classes=CLASSES, licences=(LicenceSpec("plus-staff", HERE),))
    assert september([bare], seats(130), {}) == {"plus-staff": 130}


@pytest.mark.parametrize(("used", "wanted"), [(333, range(334, 338)), (327, range(323, 327))])
def test_who_holds_a_licence_beyond_the_audience_is_not_told_by_september(
    used: int, wanted: range
) -> None:
    """Staff stay: to the nearest ten, 334 wanted would be told as 330, and 337 as 340."""
    shown = {"plus-staff": {"used": used, "wanted": None, "short": 0, "bought": 500}}
    staff = school(item(role=Role.STAFF))
    told = {str(september([staff], seats(count), shown)) for count in wanted}
    assert len(told) == 1
