"""Single cells: what is read although a spreadsheet changed it, and what is no value at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

PREPARATORY = frozenset({"IT", "PR", "PK", "TK", "KG"})
"""CEDS grades before the first (подготвителна група): pupils without grade and class."""
LAST_GRADE = 12
_ROMAN = {
    name: value
    for value, name in enumerate(
        ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"), 1
    )
}
_GRADE = re.compile(r"0?([1-9]|1[0-2])(?:\.0+)?(?: ?-?(?:ви|ри|ти|и|ми)? ?(?:клас|кл\.?))?")
_PLAIN_CLASS = re.compile(r"(?:[1-9]|1[0-2])[а-ъьюя]")
_PLAIN_LATIN_CLASS = re.compile(r"(?:[1-9]|1[0-2])[a-z]")
_QUOTES = "\"'„“”«»‘’"
_CLASS = re.compile(
    rf"([0-9]{{1,2}}|[IVXivx]{{1,4}})[ .\-_]*[{_QUOTES}]?([а-ъьюяА-ЪЬЮЯ])[{_QUOTES}]?"
    r"(?: (?:клас|кл\.?))?"
)
_CLASS_IN_LATIN = re.compile(rf"([0-9]{{1,2}})[ .\-_]*[{_QUOTES}]?([a-zA-Z])[{_QUOTES}]?")
_LATIN = re.compile(r"[0-9]+[ .\-]*(\w)")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?: ?г\.?)?")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMBERED = re.compile(r"[0-9]{5}")
_FIRST_DAY, _LAST_DAY = 36_526, 54_788
_WEIGHTS = (2, 4, 8, 5, 10, 9, 7, 3, 6)

Order = Literal["day-first", "month-first", "unknown"]


def grade_of(cell: str) -> int | Literal["preparatory"] | None:
    """1 to 12 in any certain spelling ('05', '5', 'V', '5 клас'); None for anything else."""
    text = cell.strip()
    if text.upper() in PREPARATORY or re.fullmatch(r"(?i)ПГ ?[1-4]?|подготвителна.*", text):
        return "preparatory"
    if text.upper() in _ROMAN:
        return _ROMAN[text.upper()]
    found = _GRADE.fullmatch(text.lower())
    return int(found[1]) if found else None


def is_plain_grade(cell: str) -> bool:
    """Whether a grade is written as OneRoster has it: two digits, or PK, KG."""
    return re.fullmatch(r"0[1-9]|1[0-2]", cell) is not None or cell in PREPARATORY


def class_name(cell: str, *, latin: bool = False) -> str | None:
    """'5а': grade and one Cyrillic letter, from any certain spelling ('V „а“', '5 А', '5-а').

    `latin`: with a Latin letter, where the municipality's names are not Bulgarian.
    """
    form = _CLASS_IN_LATIN if latin else _CLASS
    found = form.fullmatch(" ".join(unicodedata.normalize("NFC", cell).split()))
    if found is None:
        return None
    number = _ROMAN.get(found[1].upper()) or (int(found[1]) if found[1].isdigit() else 0)
    name = f"{number}{found[2].lower()}"
    return name if (_PLAIN_LATIN_CLASS if latin else _PLAIN_CLASS).fullmatch(name) else None


def is_latin_class(cell: str) -> bool:
    """Whether a class is named by a letter that only looks like one of ours: 5a."""
    found = _LATIN.match(unicodedata.normalize("NFC", cell).strip())
    return found is not None and unicodedata.name(found[1], "").startswith("LATIN")


def is_plain_class(cell: str, *, latin: bool = False) -> bool:
    """Whether a class is written as '5а' or '5А'."""
    form = _PLAIN_LATIN_CLASS if latin else _PLAIN_CLASS
    return form.fullmatch(unicodedata.normalize("NFC", cell).strip().lower()) is not None


def order_of(cells: Iterable[str]) -> Order:
    """Which of day and month comes first in dates with slashes, decided by days after the 12th."""
    parts = [found for cell in cells if (found := _SLASHED.fullmatch(cell.strip()))]
    day_first = any(int(found[1]) > 12 for found in parts)
    month_first = any(int(found[2]) > 12 for found in parts)
    if day_first == month_first:
        return "unknown"
    return "day-first" if day_first else "month-first"


def iso_day(cell: str, order: Order = "unknown", *, numbered: bool = False) -> str | None:
    """An ISO day, from ISO dates and times and from certain spellings of a spreadsheet.

    `numbered`: from Excel's number of a day of the years 2000 to 2049, too.
    """
    text = cell.strip()
    if numbered and _NUMBERED.fullmatch(text) and _FIRST_DAY <= int(text) <= _LAST_DAY:
        return (date(1899, 12, 30) + timedelta(days=int(text))).isoformat()
    if found := _DOTTED.fullmatch(text):
        return _day(found[3], found[2], found[1])
    if found := _COMPACT.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        return _day(found[1], found[2], found[3])
    if (found := _SLASHED.fullmatch(text)) and order != "unknown":
        month, day = (found[1], found[2]) if order == "month-first" else (found[2], found[1])
        return _day(found[3], month, day)
    head, sign, _ = text.partition("T")
    if not sign:
        head, _, _ = text.partition(" ")
    return _day(*head.split("-")) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", head) else None


def is_iso(cell: str) -> bool:
    """Whether a date is written as 2026-09-15, with or without a time."""
    return re.match(r"\d{4}-\d{2}-\d{2}", cell.strip()) is not None


def is_personal_number(cell: str) -> bool:
    """Whether a cell is a Bulgarian personal number (ЕГН): ten digits with its check digit."""
    text = cell.strip()
    if not re.fullmatch(r"\d{10}", text):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, text, strict=False))
    return total % 11 % 10 == int(text[9]) and _is_birth_date(text)


def _is_birth_date(text: str) -> bool:
    """The month has 20 added before 1900, and 40 from 2000 on."""
    year, month, day = int(text[:2]), int(text[2:4]), int(text[4:6])
    century = {0: 1900, 1: 1800, 2: 2000}.get((month - 1) // 20)
    return century is not None and _day(century + year, (month - 1) % 20 + 1, day) is not None


def _day(year: str | int, month: str | int, day: str | int) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
