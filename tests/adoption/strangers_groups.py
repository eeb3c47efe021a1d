"""What groups schools make by hand, who is in them rightly and wrongly, and how they are set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from tests.adoption.strangers_people import ENDS, House, Soul

Entry = dict[str, Any]
Habit = Callable[[House], Iterator[Entry]]
OUTSIDERS = (
    "Mama.Na.Pepi@gmail.com",
    "bivsha.kolezhka@abv.example",
    "it-poddrazhka@firma.example",
    "trainer.football@googlemail.com",
)
SETTINGS: tuple[dict[str, str], ...] = (
    {},
    {"whoCanJoin": "ALL_IN_DOMAIN_CAN_JOIN", "whoCanPostMessage": "ANYONE_CAN_POST"},
    {"whoCanPostMessage": "NONE_CAN_POST", "archiveOnly": "true"},
    {"whoCanViewMembership": "ALL_MANAGERS_CAN_VIEW", "includeInGlobalAddressList": "false"},
    {"whoCanJoin": "INVITED_CAN_JOIN", "isArchived": "true", "replyTo": "REPLY_TO_LIST"},
    {"whoCanPostMessage": "ALL_OWNERS_CAN_POST", "messageModerationLevel": "MODERATE_ALL_MESSAGES"},
    {"whoCanJoin": "ANYONE_CAN_JOIN", "whoCanDiscoverGroup": "ANYONE_CAN_DISCOVER"},
)


def addresses(souls: Iterable[Soul]) -> list[str]:
    """Their addresses."""
    return [soul.address for soul in souls]


def entry(house: House, local: str, name: str, members: list[str], **more: Any) -> Entry:
    """A group with the wrong people that such a group has."""
    leavers = addresses(soul for soul in house.souls if not soul.role)
    wrong = house.dice.sample(leavers, min(len(leavers), house.dice.choice((0, 0, 1, 2))))
    if house.odds(0.3):
        wrong.append(house.dice.choice(house.of("student") or house.souls[:1]).address)
    if house.odds(0.2):
        wrong.append(house.dice.choice(OUTSIDERS))
    settings = dict(house.dice.choice(SETTINGS))
    head = {"address": f"{local}@{house.domain}", "name": name, "type": "mail"}
    people = {"owners": [], "managers": [], "members": list(dict.fromkeys([*members, *wrong]))}
    return {"description": "", "settings": settings} | head | people | more


def latin(name: str) -> str:
    """A name as somebody without the law at hand writes it in Latin letters."""
    return "".join(ALPHABET.get(letter, letter) for letter in name.lower())


ALPHABET = dict(zip("абвгдезийклмнопрстуфхъь", "abvgdeziyklmnoprstufhay", strict=True))
ALPHABET |= {"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ю": "yu", "я": "ya"}


def staff(house: House) -> Iterator[Entry]:
    """All teachers, under one of the names that a layout might give them, too."""
    local = house.dice.choice(
        ("uchiteli", "teachers", "vsi4ki.uchiteli", "Kolektiv", "pr+uchiteli")
    )
    teachers = house.of("teacher")
    kept = teachers if house.odds(0.4) else house.some(teachers, 0.9)
    owners = addresses(house.of("administrator"))
    yield entry(house, local, "Учители ", addresses(kept), owners=owners)
    named = house.dice.choice(("all.staff", "pupils", "administration", "class-2033a"))
    aliases = [f"personal@{house.domain}", f"{named}@{house.domain}"]
    everybody = addresses(house.of("teacher", "administrator", "aide"))
    yield entry(house, "staff", "Целият  колектив", everybody, aliases=aliases)


def classes(house: House) -> Iterator[Entry]:
    """A group a class, in the tenant's own spelling."""
    spell = house.dice.choice(("{klass}", "klas.{klass}", "class-{year}{letter}", "{klass}-2026"))
    for name in house.classes():
        letter = LETTERS[name[-1]]
        grade = name[:-1]
        words = {"klass": f"{grade}{letter}", "year": ENDS + 12 - int(grade), "letter": letter}
        pupils = house.in_class(name)
        kept = pupils if house.odds(0.5) else house.some(pupils, 0.92)
        head = house.heads.get(name)
        owners = [head] if head and house.odds(0.8) else []
        shown = house.dice.choice((f"{name.upper()} клас", f"Клас {name}", f"{grade} „{name[-1]}“"))
        yield entry(house, spell.format(**words), shown, addresses(kept), owners=owners)


LETTERS = dict(zip("абвгдежз", ("a", "b", "v", "g", "d", "e", "zh", "z"), strict=True))
LETTERS |= dict(zip("ийклм", "iyklm", strict=True))


def years(house: House) -> Iterator[Entry]:
    """A group a grade."""
    for grade in sorted({soul.grade for soul in house.of("student")}):
        souls = [soul for soul in house.of("student") if soul.grade == grade]
        local = f"{grade}.klas" if house.odds(0.5) else f"vipusk{ENDS + 12 - grade}"
        yield entry(house, local, f"Всички {grade}. класове / випуск", addresses(souls))


def after_people(house: House) -> Iterator[Entry]:
    """Groups that bear a person's name: a class teacher's, a child's with its support."""
    for name, head in house.heads.items():
        if house.odds(0.3):
            soul = next(one for one in house.souls if one.address == head)
            local = f"klas.{latin(soul.family)}"
            shown = f"Класът на {soul.given} {soul.family}"
            yield entry(house, local, shown, addresses(house.in_class(name)), owners=[head])
    for child in house.dice.sample(house.of("student"), min(2, len(house.of("student")))):
        local = f"podkrepa.{latin(child.given)}.{latin(child.family)}"
        said = f"План за {child.given} {child.family}, {child.klass}"
        helpers = addresses(house.dice.sample(house.of("teacher"), 2))
        shown = f"Подкрепа {child.family} {child.given[0]}."
        yield entry(house, local, shown, [*helpers, child.address], description=said)


def subjects(house: House) -> Iterator[Entry]:
    """Teachers by subject, with a manager."""
    for local, name in (
        ("mo.bel", "МО БЕЛ"),
        ("MATEMATIKA", "Математика ∑"),
        ("chuzhdi-ezici", "ЧЕО"),
    ):
        teachers = addresses(house.some(house.of("teacher"), 0.2))
        yield entry(house, local, name, teachers, managers=teachers[:1] if teachers else [])


def clubs(house: House) -> Iterator[Entry]:
    """Clubs across classes, a council of pupils, and last year's that nobody took away."""
    for local, name in (
        ("robo.club", "Роботика 🤖"),
        ("hor", "Хор „Звънче“"),
        ("u4suvet", "Съвет"),
    ):
        pupils = addresses(house.some(house.of("student"), 0.07))
        teacher = house.dice.choice(house.of("teacher")).address
        yield entry(house, local, name, pupils, owners=[teacher])
    yield entry(house, "ekskurziya.2019", "Екскурзия 2019 (стара)", [])
    for local, name in (("null", "null"), ("1e3", "1e3"), ("yes", "Yes: 5/5"), ("a--b", "# не")):
        if house.odds(0.3):
            yield entry(house, local, name, [])


def parents(house: House) -> Iterator[Entry]:
    """Parents of a class, the parents' council, with addresses as they wrote them."""
    for name in house.classes():
        if house.odds(0.5) and house.parents.get(name):
            local = f"roditeli.{name[:-1]}{LETTERS[name[-1]]}"
            mails = [m.upper() if house.odds(0.1) else m for m in house.parents[name]]
            owners = [house.heads[name]] if name in house.heads else []
            yield entry(house, local, f"Родители {name}", mails, owners=owners)
    council = [mails[0] for mails in house.parents.values()]
    yield entry(house, "rod.suvet+ob6to", "Обществен съвет и родителско настоятелство", council)


def loops(house: House) -> Iterator[Entry]:
    """Groups in groups, and two that hold each other."""
    one, two = f"vsichki@{house.domain}", f"vsichki.v.uchilishteto@{house.domain}"
    everybody = addresses(house.of("student", "teacher"))
    yield entry(house, "vsichki", "Всички", [*everybody[::3], two])
    yield entry(
        house, "vsichki.v.uchilishteto", "Всички в училището", [f"staff@{house.domain}", one]
    )


HABITS: tuple[Habit, ...] = (
    staff,
    classes,
    years,
    after_people,
    subjects,
    clubs,
    parents,
    loops,
)
