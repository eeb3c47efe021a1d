"""Claims about names of people, which may stand in no file."""

from __future__ import annotations

import pytest

from reconciler.model.names import name_digests
from reconciler.model.observation import Account
from reconciler.observed.persons import persons_in

NAMESAKE = Account("5", "2031b02@ou.example", called=name_digests(["Иван", "Вазов"]))
NUMBERED = Account(
    "1", "2033a07@ou.example", called=name_digests(["Калина", "Славова", "Калина Славова"])
)
LEFT = Account("2", "zpeev@ou.example", called=name_digests(["Здравко Пеев"]))
SERVICE = Account("3", "library@ou.example", called=name_digests(["Библиотека Знаме"]))
PERSONS = persons_in(
    [NUMBERED, LEFT, SERVICE, Account("4", "uchiteli@ou.example")],
    {"1"},
    ["r.petrova@ou.example", "hristo.botev@ou.example"],
    schools=(
        ["ou-hristo-botev", "Основно училище „Христо Ботев“"],
        ["СУ „Симеон Зографов“"],
    ),
    elsewhere=["ivan.kolev@other.example"],
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
        # the child with a number for an address, in any gender and number
        ("План за Калина", True),
        ("podkrepa.slavov", True),
        ("При Славови", True),
        ("podkrepakalinaslavova", True),
        ("podkrepaslavova", True),
        # who has left, and is on no list
        ("Клубът на Пеев", True),
        # an account of nobody
        ("Знаме", False),
        # shapes of a name, of whoever has no account
        ("Класът на г-жа Хинкова", True),
        ("Mr Smith, 5a", True),
        ("И. Хинкова", True),
        ("Индивидуален план Хинкова М.", True),
        ("Подкрепа Милен Драгоев", True),
        ("klas.hinkova", True),
        ("Класът на Драгоева", True),
        ("Тестова група", False),
        ("Спортов клуб", False),
        ("Сграда А (ул. „Иван Вазов“ 12)", False),
        ("Игри в СУ Симеон Зографов", False),
        ("Всички 5. класове / випуск", False),
        ("Обществен съвет и родителско настоятелство", False),
        ("roditelski.suvet", False),
        ("Английски език А. Начални", False),
        ("Математика ∑", False),
    ],
)
def test_whatever_tells_a_person_is_a_name(text: str, *, named: bool) -> None:
    """In either alphabet; but not the school's own name, nor a word of every school."""
    assert PERSONS.named(text) is named


def test_what_people_wrote_freely_may_mention_nobody_of_the_municipality() -> None:
    """A description that says whom to ask."""
    assert PERSONS.mentioned("не пипай (Иван знае)")
    assert not PERSONS.named("не пипай (Иван знае)")
    assert not PERSONS.mentioned("таблети, 2 бр.")


def test_a_name_is_kept_as_nothing_that_can_be_read() -> None:
    """Neither what is shown of an account nor what is known of people has it in it."""
    shown = f"{NUMBERED!r} {PERSONS!r} {PERSONS.called}"
    assert "slavov" not in shown.lower()
    assert "Славов" not in shown


def test_a_child_may_have_the_name_of_a_street() -> None:
    """Then the street's name stands in no file either."""
    here = persons_in([NUMBERED, NAMESAKE], {"1", "5"}, (), schools=((), ()))
    assert here.named("Сграда А (ул. „Иван Вазов“ 12)")
    ivan = Account("6", "2031b03@ou.example", called=name_digests(["Иван", "Стоилов"]))
    here = persons_in([ivan], {"6"}, (), schools=((), ()))
    assert here.named("План за Иван")
    assert not here.named("Сграда А (ул. „Иван Вазов“ 12)")


def test_a_word_of_a_domain_takes_nobody_out() -> None:
    """All pupils have it, and those on no list are persons all the same."""
    called = name_digests(["Цветан", "Златанич"])
    for address in ("u2034a07@first-school.example", "klas5a.07@mail.example", "u7@test.example"):
        here = persons_in([Account("7", address, called=called)], (), (), schools=((), ()))
        assert here.named("zlatanich"), address
    for address, names in (("office@s.example", ["Office Zname"]), ("office@s.example", [])):
        account = Account("8", address, called=name_digests(names))
        assert not persons_in([account], (), (), schools=((), ())).named("Zname")


@pytest.mark.parametrize(
    ("address", "names", "person"),
    [
        ("m.zlatanich@s.example", ["Цветан Златанич (учител)"], True),
        ("direktor@s.example", ["Цветан Златанич"], True),
        ("teacher.zlatanich@s.example", ["Teacher Zlatanich"], True),
        ("kabinet.zlatanich@s.example", ["Кабинет Златанич"], False),
    ],
)
def test_a_word_beside_a_name_takes_nobody_out(
    address: str, names: list[str], *, person: bool
) -> None:
    """Neither one that tells what somebody is, nor a post that somebody has."""
    account = Account("9", address, called=name_digests(names))
    assert persons_in([account], (), (), schools=((), ())).named("Златанич") is person
