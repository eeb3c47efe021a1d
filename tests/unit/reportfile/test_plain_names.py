"""Names that somebody typed are shown only where they cannot be a person's."""

from __future__ import annotations

import pytest

from reconciler.reportfile.plain_names import WORDS, shown_name


@pytest.mark.parametrize(
    "name",
    [
        "5а",
        "5 а клас",
        "5А клас 2026",
        "Клуб по роботика",
        "Учители – математика",
        "klub-robotika-2026",
        "teachers_all",
        "Robotics club (grade 5)",
        "Класен съвет 7б",
    ],
)
def test_words_of_school_life_are_shown(name: str) -> None:
    """Bulgarian, English, and Bulgarian in Latin letters."""
    assert shown_name(name, "x1@school.example") == name


@pytest.mark.parametrize(
    "name",
    [
        "Приятели на Иван Петров",
        "Клуб на госпожа Иванова",
        "Ани 5а",
        "5а Мими",
        "ivan-petrov",
        "i.petrov.5a",
        "Клуб „Христо Ботев“",
        "8001011234",
        "тел. 0888 123 456",
        "5а \u202eклас",
        "клас\x1b[31m",
        "=клас",
        "<b>клас</b>",
        "клас " * 20,
        "а б в",
        "5",
        "",
        "😀 клас",
    ],
)
def test_anything_else_is_not(name: str) -> None:
    """A name, a number of a person or a telephone, what acts, what says nothing."""
    assert shown_name(name, "ivan@school.example") == ""


def test_the_address_is_shown_where_the_name_may_not_be() -> None:
    """Its part before the '@'."""
    assert shown_name("Клубът на Ани", "klub-robotika@school.example") == "klub-robotika"


def test_no_word_of_school_life_is_a_bulgarian_given_name() -> None:
    """Common ones that are words as well, too."""
    names = """
        вяра надежда любов роза цвета слава здравко пламен камен огнян ангел слави добри мила нева
        виолета невена калина ива нова стоян иван мария георги димитър елена петър anna maria rose
        art grant mark may will hope faith grace
    """
    assert not WORDS & set(names.split())
