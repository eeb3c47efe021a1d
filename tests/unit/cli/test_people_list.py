"""The list for Entra's bulk creation, held to what Microsoft documents of its template."""

from __future__ import annotations

import csv
import io
import re

import pytest

from reconciler.cli.people_found import Found, Selection
from reconciler.cli.people_list import render_list
from reconciler.errors import SourceLocation
from reconciler.model.people import Person, Role
from reconciler.model.tenant import Vendor
from reconciler.roster.names import PersonName

REQUIRED = ["displayName", "userPrincipalName", "passwordProfile", "accountEnabled"]
"""The required columns come first, in this order."""
OTHERS = {
    "givenName",
    "surname",
    "jobTitle",
    "department",
    "usageLocation",
    "streetAddress",
    "state",
    "country",
    "physicalDeliveryOfficeName",
    "city",
    "postalCode",
    "telephoneNumber",
    "mobile",
}


def written(count: int) -> list[list[str]]:
    """The rows of a list of so many pupils."""
    places = [SourceLocation("ou-a/users.csv", row + 2, 1) for row in range(count)]
    people = tuple(
        Person(
            f"p{place.line}",
            "ou-a",
            frozenset({Role.PUPIL}),
            classes=frozenset({"5а"}),
            email=f"p{place.line}@south.example",
            place=place,
        )
        for place in places
    )
    names = {place: PersonName("Мария ", " Петрова") for place in places}
    found = Found(Selection.WITHOUT_ACCOUNT, "ou-a", "south", Vendor.MICROSOFT, people, 0, {})
    text, _ = render_list([found], names)
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_headings_are_those_of_the_template() -> None:
    """The version, then the required ones: `Name [property] Required`."""
    version, head, *_ = written(2)
    assert version == ["version:v1.0"]
    properties = [found[1] for one in head if (found := re.search(r"\[(\w+)\]", one))]
    assert len(properties) == len(head)
    assert properties[: len(REQUIRED)] == REQUIRED
    assert [one.endswith("] Required") for one in head] == [one in REQUIRED for one in properties]
    assert set(properties[len(REQUIRED) :]) == OTHERS


def test_no_cell_has_a_space_around_it() -> None:
    """Microsoft: such a space makes the import fail."""
    for row in written(2)[2:]:
        assert [cell for cell in row if cell != cell.strip()] == []
        assert (row[0], row[4], row[5]) == ("Мария Петрова", "Мария", "Петрова")


@pytest.mark.parametrize(("count", "before"), [(1, 3), (2, 2)])
def test_one_person_alone_stands_below_the_row_of_examples(count: int, before: int) -> None:
    """Microsoft: with one entry row 3 is kept, and the entry goes into row 4."""
    rows = written(count)
    assert len(rows) == before + count
    assert rows[before][1] == "p2@south.example"
    assert {len(row) for row in rows[1:]} == {17}
    if count == 1:
        assert rows[2][1].startswith("Example: ")
