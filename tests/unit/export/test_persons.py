"""Claims about names of people, which may stand in no file."""

from __future__ import annotations

import pytest

from reconciler.export.persons import Persons

PERSONS = Persons(
    ["r.petrova@ou.example", "hristo.botev@ou.example", "uchiteli@ou.example"],
    ["ou-hristo-botev", "Основно училище „Христо Ботев“"],
    ["ivan.kolev@other.example"],
)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("klub-petrova", True),
        ("/Учители/Петрова", True),
        ("Класът на г-жа ПЕТРОВА", True),
        ("petrovata", False),
        ("hristo-botev", False),
        ("uchiteli", False),
        ("5.klas", False),
        ("klub-kolev", False),
    ],
)
def test_a_word_that_is_in_somebodys_address_names_a_person(text: str, *, named: bool) -> None:
    """In either alphabet; but not the school's own name, nor a word of every school."""
    assert PERSONS.named(text) is named


def test_what_people_wrote_freely_may_mention_nobody_of_the_municipality() -> None:
    """A description that says whom to ask."""
    assert PERSONS.mentioned("не пипай (Иван знае)")
    assert not PERSONS.named("не пипай (Иван знае)")
    assert not PERSONS.mentioned("таблети, 2 бр.")
