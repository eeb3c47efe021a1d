"""How large the city is."""

from __future__ import annotations

from tests.simulator.world.reading import World, people, read_rows


def test_the_city_is_as_large_as_its_published_figures(city: World) -> None:
    """52 schools, about 31,900 pupils and 3,850 teachers, one principal each."""
    assert city.summary.schools == city.summary.principals == 52
    assert abs(city.summary.pupils - 31_900) < 400
    assert abs(city.summary.teachers - 3_850) < 50
    assert 4 * 52 <= city.summary.staff <= 8 * 52


def test_the_summary_counts_what_was_written(city: World) -> None:
    """Its figures are those of the files."""
    rosters = city.rosters.values()
    assert city.summary.pupils == sum(len(people(r, "student")) for r in rosters)
    assert city.summary.teachers == sum(len(people(r, "teacher")) for r in rosters)
    assert city.summary.staff == sum(len(people(r, "aide")) for r in rosters)
    assert city.summary.parents == sum(len(people(r, "parent")) for r in rosters)
    assert city.summary.classes == sum(len(r["classes"]) for r in rosters)
    assert city.summary.enrollments == sum(len(r["enrollments"]) for r in rosters)
    assert city.summary.accounts == sum(len(t["users"]) for t in city.tenants.values())
    assert city.summary.groups == sum(len(t["groups"]) for t in city.tenants.values())


def test_about_six_teachers_in_a_hundred_are_certified_more_in_pilot_schools(city: World) -> None:
    """Every school has one at least; each certified person is a teacher."""
    rows = read_rows(city.options.out / "rosters" / "certified.csv")
    certified = {row["sourcedId"] for row in rows}
    shares = {}
    for school, roster in city.rosters.items():
        teachers = people(roster, "teacher").keys()
        assert certified & teachers
        shares[school] = len(certified & teachers) / len(teachers)
        certified -= teachers
    assert not certified
    assert 0.05 < len(rows) / city.summary.teachers < 0.07
    assert shares["ou-vasil-levski"] > 2 * shares["eg-plovdiv"]
