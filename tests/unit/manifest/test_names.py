"""The official transliteration, and the keys that are made with it."""

from __future__ import annotations

import pytest

from reconciler.model.names import CLASS_LETTERS, cohort, key_of, transliterate

VECTORS = {
    "София": "Sofia",
    "СОФИЯ": "SOFIA",
    "България": "Bulgaria",
    "БЪЛГАРИЯ": "BULGARIA",
    "Мария": "Maria",
    "Марияна": "Mariyana",
    "Илия": "Ilia",
    "Илиян": "Iliyan",
    "Юлия": "Yulia",
    "Виктория": "Viktoria",
    "Тракия": "Trakia",
    "Кършияка": "Karshiyaka",
    "Ангел Кънчев": "Angel Kanchev",
    "Кърджали": "Kardzhali",
    "Щърково": "Shtarkovo",
    "ЩЕРЕВ": "SHTEREV",
    "Цар": "Tsar",
    "Черноризец Храбър": "Chernorizets Hrabar",
    "Хаджидеков": "Hadzhidekov",
    "Йордан Йовков": "Yordan Yovkov",
    "Пейо": "Peyo",
    "Кольо": "Kolyo",
    "Шофьор": "Shofyor",
    "дьо Сент-Екзюпери": "dyo Sent-Ekzyuperi",
    "Тютюнджян": "Tyutyundzhyan",
    "Софроний": "Sofroniy",
    "Райна Княгиня": "Rayna Knyaginya",
    "12ж": "12zh",
}


@pytest.mark.parametrize(("cyrillic", "latin"), VECTORS.items())
def test_names_are_written_as_the_law_has_it(cyrillic: str, latin: str) -> None:
    """Letter by letter, but for -ия and България."""
    assert transliterate(cyrillic) == latin


def test_a_key_is_lower_case_latin_with_single_hyphens() -> None:
    """What an address or a path can carry."""
    assert key_of("  Клуб по роботика – 5а! ") == "klub-po-robotika-5a"


def test_two_names_may_have_one_key() -> None:
    """The map is not injective, so whoever makes addresses looks for collisions."""
    assert key_of("Вълко") == key_of("Валко")


def test_a_cohort_is_the_year_of_graduation_and_the_letter() -> None:
    """It stays the same from the first grade to the last."""
    assert cohort(5, "а", 2027) == cohort(6, "а", 2028) == "2034a"
    assert cohort(12, "ж", 2027) == "2027zh"


def test_no_two_letters_of_classes_give_one_cohort() -> None:
    """Two parallel classes never share a group."""
    assert len({cohort(1, letter, 2027) for letter in CLASS_LETTERS}) == len(CLASS_LETTERS)


@pytest.mark.parametrize(
    ("text", "key"),
    [("Nõo Põhikool", "noo-pohikool"), ("Łódź", "lodz"), ("Straße", "strasse"), ("Йово", "yovo")],
)
def test_a_key_loses_the_mark_of_a_letter_and_not_the_letter(text: str, key: str) -> None:
    """A suggested id is still the name."""
    assert key_of(text) == key
