"""What hand-made things are called in a tenant and in a list, in the municipality's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Names of one language; {} is a grade."""

    by_hand: str
    pupils: str
    """Path of a unit, as the next two."""
    teachers: str
    grade: str
    course: str
    course_code: str
    terms: tuple[str, str]
    service: tuple[tuple[str, str], ...]
    """Given and family name of the accounts `printer` and `library`."""
    administrators: tuple[tuple[str, str], ...]
    groups: Mapping[str, str]
    """Local part → name."""


BULGARIAN = Words(
    by_hand="направено на ръка",
    pupils="/Ученици",
    teachers="/Учители",
    grade="{} клас",
    course="Час на класа, {}. клас",
    course_code="ЧК-{}",
    terms=("първи срок", "втори срок"),
    service=(("Принтер", "Канцелария"), ("Библиотека", "Училище")),
    administrators=(
        ("Администратор", "Облак"),
        ("Резервен", "Администратор"),
        ("Поддръжка", "Компютри"),
    ),
    groups={
        "choir-2019": "Хор 2019",
        "uchiteli": "Учители",
        "ekskurzia": "Екскурзия",
        "uchiteli.chat": "Чат на учителите",
        "teachers": "Учители (стара)",
        "staff": "Персонал (стара)",
        "principal": "Директор (стара)",
    },
)
ENGLISH = Words(
    by_hand="made by hand",
    pupils="/Pupils",
    teachers="/Teachers",
    grade="Grade {}",
    course="Class hour, grade {}",
    course_code="CH-{}",
    terms=("first term", "second term"),
    service=(("Printer", "Office"), ("Library", "School")),
    administrators=(("Administrator", "Cloud"), ("Backup", "Administrator"), ("Support", "IT")),
    groups={
        "choir-2019": "Choir 2019",
        "uchiteli": "All teachers",
        "ekskurzia": "Excursion",
        "uchiteli.chat": "Teachers' chat",
        "teachers": "Teachers (old)",
        "staff": "Staff (old)",
        "principal": "Principal (old)",
    },
)


def words_of(language: str) -> Words:
    """Bulgarian where that is the language, else English."""
    return BULGARIAN if language == "bg" else ENGLISH
