"""The same people one school year later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reconciler.simulator.world import WorldOptions, generate, next_year
from tests.simulator.world.reading import World, class_of, people


def stayed(city: World, later: World) -> Iterator[tuple[str, str, str]]:
    """School, class then and class now of every pupil whom both rosters name."""
    after = later.rosters
    for school, roster in city.rosters.items():
        now = class_of(after[school])
        for ident, klass in class_of(roster).items():
            if ident in now:
                yield school, klass, now[ident]


def test_pupils_move_up_one_grade_or_repeat_it(city: World, later: World) -> None:
    """Nobody skips or goes back; about three in a thousand repeat."""
    steps = [int(now[:-1]) - int(then[:-1]) for _, then, now in stayed(city, later)]
    assert set(steps) == {0, 1}
    assert 0.001 < steps.count(0) / len(steps) < 0.006


def test_few_pupils_change_their_class(city: World, later: World) -> None:
    """About one in a hundred, where the class goes on; more only where a class is dissolved."""
    letters = {
        school: {row["title"] for row in roster["classes"]}
        for school, roster in later.rosters.items()
    }
    kept = [
        then[-1] == now[-1]
        for school, then, now in stayed(city, later)
        if f"{now[:-1]}{then[-1]}" in letters[school]
    ]
    assert 0.005 < kept.count(False) / len(kept) < 0.015


def test_last_grades_leave_and_first_grades_come(city: World, later: World) -> None:
    """A last grader is gone unless repeating, and the first grade is new but for repeaters."""
    before, after = city.rosters["nu-hristo-botev"], later.rosters["nu-hristo-botev"]
    then, now = class_of(before), class_of(after)
    last = [ident for ident, klass in then.items() if klass.startswith("4")]
    first = [ident for ident, klass in now.items() if klass.startswith("1")]
    assert sum(ident in now for ident in last) <= 5
    assert sum(ident in then for ident in first) <= 5
    assert abs(len(first) - 105) <= 5


def test_some_leave_in_the_middle_of_school(city: World, later: World) -> None:
    """About one pupil in a hundred of the grades that go on within a school is gone."""
    then = class_of(city.rosters["nu-hristo-botev"])
    now = class_of(later.rosters["nu-hristo-botev"])
    going_on = [ident for ident, klass in then.items() if not klass.startswith("4")]
    gone = sum(ident not in now for ident in going_on)
    assert 0 < gone < 0.04 * len(going_on)


def test_people_keep_their_address_and_name(city: World, later: World) -> None:
    """Whoever is in both rosters has the same names and e-mail; nobody takes a leaver's address."""
    after = later.rosters
    for school, roster in city.rosters.items():
        before = {row["sourcedId"]: row for row in roster["users"]}
        owner = {row["email"]: row["sourcedId"] for row in roster["users"]}
        for row in after[school]["users"]:
            old = before.get(row["sourcedId"], row)
            for column in ("email", "givenName", "familyName", "role"):
                assert row[column] == old[column]
            assert owner.get(row["email"], row["sourcedId"]) == row["sourcedId"]


def test_the_year_moves_on_and_the_size_stays(city: World, later: World) -> None:
    """Sessions are of 2027/2028, the classes are those of the manifests, the city is as large."""
    assert abs(later.summary.pupils - city.summary.pupils) < 400
    for school, roster in later.rosters.items():
        assert {row["schoolYear"] for row in roster["academicSessions"]} == {"2028"}
        titles = {row["title"] for row in roster["classes"]}
        assert titles == {row["title"] for row in city.rosters[school]["classes"]}
        assert set(class_of(roster).values()) == titles


def test_class_teachers_go_on_with_their_class(city: World, later: World) -> None:
    """The primary teacher of 2а was the primary teacher of 1а."""

    def class_teacher(world: World, title: str) -> str:
        roster = world.rosters["ou-vasil-levski"]
        ids = {row["title"]: row["sourcedId"] for row in roster["classes"]}
        return next(
            row["userSourcedId"]
            for row in roster["enrollments"]
            if row["classSourcedId"] == ids[title] and row["primary"] == "true"
        )

    assert class_teacher(later, "2а") == class_teacher(city, "1а")


def test_tenants_are_not_touched_by_a_summer(later: World) -> None:
    """Only rosters are written."""
    assert [path.name for path in later.options.out.iterdir()] == ["rosters"]
    assert later.summary.accounts == 0


def test_several_summers_move_several_grades(village: WorldOptions) -> None:
    """Two years on, those of grade 1 who are still here are in grade 3 or below."""
    schools = village.schools / "ou-dolno.yaml"
    text = schools.read_text(encoding="utf-8").replace("5: аб", "3: а")
    schools.write_text(text, encoding="utf-8")
    options = replace(village, out=village.out.with_name("two"), years=2)
    before = World.read(village, generate(village))
    after = World.read(options, next_year(options))
    first = {i for i, k in class_of(before.rosters["ou-dolno"]).items() if k == "1а"}
    grades = [
        row["grades"]
        for ident, row in people(after.rosters["ou-dolno"], "student").items()
        if ident in first
    ]
    assert grades.count("03") > 20
