"""Claims about spellings: what people type for a name is known as that name."""

from __future__ import annotations

import pytest

from reconciler.model.names import name_digests
from reconciler.model.observation import Account
from reconciler.model.spellings import plain, skeletons, spelled_words
from reconciler.observed.persons import persons_in

PEOPLE = {
    "Лъчезар Ямболджиев": (
        "Лъче\u00adзар",
        "Лъче\u200bзар",
        "Лъчеза\u0300р",
        "Л ъ ч е з а р",
        "Лъ-че-зар",
        "&#1051;ъчезар",
        "%D0%9B%D1%8A%D1%87%D0%B5%D0%B7%D0%B0%D1%80",
        "Ｌａｃｈｅｚａｒ",
        "Лъчeзap",
        "Lu4ezar",
        "клуб Qmbold6iev",
        "Lychezar",
        "Latschesar",
        "Jamboldschiew",
        "Iamboldjiev",
        "Ямболджиеф",
    ),
    "Цветан Златанич": ("Cvetan", "Tzvetan", "Zlatanitch", "cvetan zlatani4", "za-zlatani4"),
    "Мария Тодорич": ("Mariya", "Marija", "Todoritsch", "Марѝя"),
    "Джем Реджеб": ("Djem", "djem_redjeb", "Redjeb"),
    "Щилян Чолаку": ("6tilqn", "4olaku", "Stilian", "Shtilyan"),
    "Александър Хаджи": ("Alexander", "Hadji", "Александар", "Александр"),
    "Ана Ли": ("А. Ли", "a.li", "Ли А.", "Ana"),
    "Ян Ву": ("Ян Ву", "yan.vu", "Я. Ву"),
    "Юлия Щерева": ("Julia", "Iulia", "Ulia", "6tereva", "Stereva"),
    "Жечо Пройчев": ("Прои\u0306чев", "Proychev", "Proichev", "Projtchev"),
    "Petya Zlatanitch": ("Петя", "Златанич"),
    "Айше Мехмед": ("Ayşe", "Aishe", "Ayshe"),
}
SPELLED = [(name, text) for name, texts in PEOPLE.items() for text in texts]
WORDS = (
    "Клуб Клубът Шахматен турнир Математика Родители Учители Випуск Класно ръководство Хор Ансамбъл"
    " Роза и Лале Ангелски пеене Театър Танци Баскетбол Волейбол Футбол Занималня Подготвителна"
    " Прогимназия Педагогически съвет Дежурни Ученически парламент Библиотекар Секретар Логопед"
    " Психолог Домакин Английски Немски Руски Френски География Химия Физика Биология История"
    " Информатика Технологии Рисуване Музика Спорт Екскурзия Лагер Стол Кухня Паркинг Общежитие"
    " chess club maths teachers parents council staff room science history geography physics"
    " chemistry english german french russian choir theatre dance football basketball volleyball"
    " afterschool students seniors juniors alumni trustees kitchen garden music camp trip 4a 6b"
    " аз ли а ли на ли"
)


def known(*names: str) -> frozenset[str]:
    """Digests of accounts with these names."""
    return frozenset().union(*(name_digests(name.split()) for name in names))


@pytest.mark.parametrize(("name", "text"), SPELLED)
def test_a_spelling_of_a_name_is_that_name(name: str, text: str) -> None:
    """As people type it, in whichever alphabet the account has it."""
    account = Account("1", "u1@s.example", called=known(name))
    assert persons_in([account], {"1"}, (), schools=((), ())).named(text)


@pytest.mark.parametrize("word", WORDS.split())
def test_a_word_of_every_school_is_no_name(word: str) -> None:
    """Whatever the accounts above are called."""
    accounts = [
        Account(str(i), f"u{i}@s.example", called=known(name)) for i, name in enumerate(PEOPLE)
    ]
    ids = {one.id for one in accounts}
    persons = persons_in(accounts, ids, (), schools=((), ()))
    assert not persons.named(f"{word} 5")
    assert not persons.named("аз ли")


def test_letters_are_read_as_they_look() -> None:
    """й is no и with an accent; a word in one alphabet stays."""
    assert plain("Йордан и ѝ, Ангелски") == "Йордан и и, Ангелски"
    assert plain("klas 5a") == "klas 5a"


def test_what_a_word_may_sound_like_is_bounded() -> None:
    """However long a text is that somebody types."""
    assert len(skeletons("yucj" * 60)) <= 64
    assert not skeletons("ли")
    assert len(list(spelled_words("-".join(["a"] * 500)))) < 3_500
