"""One Bulgarian word for one idea: those that a school reads otherwise stand in no message.

A table row is a beginning of a word (a regular expression), what to write in its place, and the
messages that may use it in its other, right sense. Comments are texts too: they are copied.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from reconciler.report.texts import FOLDER

MESSAGE = re.compile(r"(-?[a-z][\w-]*) *=")


@dataclass(frozen=True)
class Avoided:
    """A word not to be used, what to write, and the messages where it means something else."""

    word: str
    instead: str
    but_in: tuple[str, ...] = ()


AVOIDED = (
    Avoided("наемател|тенант", "домейн"),
    Avoided("единиц", "организационно звено"),
    Avoided("лицензия|лицензион", "лиценз"),
    Avoided(
        "места\\b|място(то)?\\b",
        "лиценз, разпределение",
        ("refusal-roster-older", "finding-ignored-below"),
    ),
    Avoided("пощенск", "имейл"),
    Avoided("участник", "член"),
    Avoided("притежател", "собственик"),
    Avoided("управител", "мениджър"),
    Avoided("външ(ен|ни) (човек|хора)", "външно лице"),
    Avoided("сметк|юзър|замразен|суспендир", "акаунт, временно спрян"),
    Avoided("админ\\b|админи\\b", "администратор"),
    Avoided("бройк|броеве", "брой"),
    Avoided("кохорт", "випуск"),
    Avoided("ролоувър|промоци", "преминаване в следващия клас"),
    Avoided("пристигнал|отпад", "записан, отписан, премахнат"),
    Avoided("административ(ен персонал|ни служители)|обслужващ", "друг персонал"),
    Avoided("секретарк", "технически секретар"),
    Avoided("регистър|ростър|списъчен", "списък"),
    Avoided("износ|изнес", "експорт"),
    Avoided("кметств", "община"),
    Avoided("манифест", "файлът на училището"),
    Avoided("схема", "общ образец", ("fault-ledger-newer-schema",)),
    Avoided("обявен|заявен", "описано, посочено"),
    Avoided("периметър", "обхват"),
    Avoided("аудитори", "получатели"),
    Avoided("находк|бележк", "констатация"),
    Avoided("опрощаван|дерогаци", "временно изключение"),
    Avoided("мутаци", "промяна"),
    Avoided("дрейф", "отклонение"),
    Avoided("съгласуван|сходим", "както е описано"),
    Avoided("обновяв", "промяна"),
    Avoided("приемане|приет|осиновяв", "поемане"),
    Avoided("оставяне|оставена|пускан|забрав", "извеждане от управление"),
    Avoided("подряз", "изтриване на вече неописаното"),
    Avoided("чужд", "неуправляван, създаден ръчно"),
    Avoided("предпаз", "защита"),
    Avoided("границ|предел", "праг"),
    Avoided("признав", "потвърждавам"),
    Avoided("съгласие", "одобрение"),
    Avoided("пръстов|хеш", "отпечатък"),
    Avoided("аплай|накатв", "прилагане"),
    Avoided("рън\\b", "изпълнение"),
    Avoided("връщан", "отмяна"),
    Avoided("дневник", "журнал"),
    Avoided("заеман|наем\\b", "право на запис"),
    Avoided("вендор", "доставчик"),
    Avoided("обръщени", "заявка"),
    Avoided("бюджет", "допустими заявки в секунда"),
    Avoided("цена", "натоварване"),
    Avoided("стеков(ия|ият|а|о)?\\b", "файлът на стека"),
    Avoided("печат|марка", "знак"),
    Avoided("рикуест|къмит", "предложена промяна, commit"),
    Avoided("репорт|рапорт", "отчет"),
    Avoided("мейл|емейл|e-mail", "имейл"),
    Avoided("клауд", "облак"),
    Avoided("планирай", "направете нов план"),
    Avoided("кажете|назовав", "посочете, посочва"),
    Avoided("нарочно", "желана промяна"),
    Avoided("биха\\b|би (бил|било|била|могъл)\\b", "сегашно или бъдеще време"),
    Avoided("20\\d\\d/\\d\\d\\b", "учебна 2026/2027 година"),
)


def _lines() -> list[tuple[str, str, str]]:
    found = []
    for path in sorted((FOLDER / "bg").glob("*.ftl")):
        message = ""
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if start := MESSAGE.match(line):
                message = start[1]
            found.append((f"{path.name}:{number}", message, line))
    return found


def used(avoided: Avoided, lines: list[tuple[str, str, str]]) -> list[str]:
    """Where the word stands: file:line and the line."""
    word = re.compile(rf"(?<!\w)({avoided.word})", re.IGNORECASE)
    return [
        f"{place}: {line.strip()}"
        for place, message, line in lines
        if word.search(line) and message not in avoided.but_in
    ]


@pytest.mark.parametrize("avoided", AVOIDED, ids=lambda avoided: avoided.instead)
def test_a_word_that_a_school_reads_otherwise_stands_in_no_message(avoided: Avoided) -> None:
    """An exception names the message in which the word means itself."""
    assert not used(avoided, _lines()), f"write: {avoided.instead}"


@pytest.mark.parametrize(
    "avoided", [one for one in AVOIDED if one.but_in], ids=lambda avoided: avoided.instead
)
def test_an_exception_that_no_message_needs_is_taken_out(avoided: Avoided) -> None:
    """A message that is reworded loses its exception."""
    for message in avoided.but_in:
        lines = [line for line in _lines() if line[1] == message]
        assert used(Avoided(avoided.word, avoided.instead), lines), message


def test_the_test_sees_a_word_at_the_beginning_of_a_line() -> None:
    """What it looks for it finds, in either case."""
    lines = [("a.ftl:1", "one", "one = Тенантът не е прочетен")]
    assert used(Avoided("тенант", "домейн"), lines) == ["a.ftl:1: one = Тенантът не е прочетен"]


def test_english_quotes_and_dashes_stand_in_no_bulgarian_sentence() -> None:
    """Quotes are „ “, a dash is –; what is copied as a command keeps its own."""
    wrong = [
        f"{place}: {line.strip()}" for place, _, line in _lines() if "—" in line or "“„" in line
    ]
    assert not wrong
