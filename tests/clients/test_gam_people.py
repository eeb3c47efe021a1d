"""GAM7 creates accounts from the list that `people` writes, with the command that it prints."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from reconciler.cli.people_found import Found, Selection
from reconciler.cli.people_list import render_list
from reconciler.errors import SourceLocation
from reconciler.model.people import Person, Role
from reconciler.model.tenant import Vendor
from reconciler.report.texts import LANGUAGES, Language, Texts
from reconciler.roster.names import PersonName
from tests.clients.world import CLASS, Stand

FIRST = SourceLocation("ou-a/users.csv", 2, 1)
SECOND = SourceLocation("ou-a/users.csv", 3, 1)
NAMES = {FIRST: PersonName("Мария", "Петрова"), SECOND: PersonName("Иван, мл.", 'Д"Арк')}


def waiting(language: Language) -> Found:
    """Two pupils without an account, other ones for each language."""
    people = tuple(
        Person(
            f"id-{language}-{number}",
            "ou-a",
            frozenset({Role.PUPIL}),
            classes=frozenset({"5а"}),
            email=f"{language}{number}@north.example",
            place=place,
        )
        for number, place in enumerate((FIRST, SECOND))
    )
    unit_of = {person.sourced_id: CLASS for person in people}
    return Found(Selection.WITHOUT_ACCOUNT, "ou-a", "north", Vendor.GOOGLE, people, 0, unit_of)


@pytest.mark.parametrize("language", LANGUAGES)
def test_gam_creates_accounts_from_the_list_as_it_is(
    stand: Stand, language: Language, tmp_path: Path
) -> None:
    """Names, unit and the person's id arrive; nothing of the line has to be changed."""
    found = waiting(language)
    text, messages = render_list([found], NAMES)
    file = tmp_path / "new people.csv"
    file.write_text(text, "utf-8")
    (told,) = [one for one in messages if one.code == "people-gam"]
    line = Texts(language).format(told.code, **told.facts, file=shlex.quote(str(file)))
    command, *words = shlex.split(line[line.index("gam csv") :])
    assert command == "gam"
    stand.gam(*words)
    for person in found.people:
        assert person.place is not None
        asked = ("info", "user", str(person.email), "nolicenses", "formatjson")
        user = json.loads(stand.gam(*asked).out)
        name = NAMES[person.place]
        assert (user["name"]["givenName"], user["name"]["familyName"]) == (name.given, name.family)
        assert user["orgUnitPath"] == CLASS
        (identity,) = user["externalIds"]
        assert (identity["type"], identity["value"]) == ("organization", person.sourced_id)
    stand.reset()
