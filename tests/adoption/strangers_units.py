"""How schools cut their people into units: each habit gives everybody a path."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.adoption.strangers_people import ENDS, House, Soul

ORDINALS = "нулев първи втори трети четвърти пети шести седми осми девети десети единадесети"
GRADES = (*(word.capitalize() for word in ORDINALS.split()), "Дванадесети")
LONG = "Дневници, протоколи и всички останали училищни служебни пощи от миналата година (архив)"
Place = Callable[[House, Soul], str]


@dataclass(slots=True)
class Cut:
    """The units of a tenant, parents first, and who is in which; "/" for who is in none."""

    where: dict[str, str]
    empty: list[str] = field(default_factory=list)

    def paths(self) -> list[str]:
        """Every unit with the units above it."""
        found: dict[str, str] = {}
        for path in (*self.where.values(), *self.empty):
            parts = path.strip("/").split("/") if path != "/" else []
            for depth in range(len(parts)):
                one = "/" + "/".join(parts[: depth + 1])
                # vendors hold one of two that differ in letter case
                found.setdefault(one.casefold(), one)
        return list(found.values())


def by_grade(_: House, soul: Soul) -> str:
    """Cyrillic words, a unit a class."""
    if soul.role == "student":
        return f"/Ученици/{GRADES[soul.grade]} клас/{soul.klass.upper()}"
    return {"teacher": "/Учители", "administrator": "/Ръководство"}.get(soul.role, "/")


def by_building(_: House, soul: Soul) -> str:
    """The old house and the new one, with their streets."""
    house_name = "/Сграда А (ул. „Иван Вазов“ 12)" if soul.grade < 5 else "/Сграда Б – новата"
    if soul.role == "student":
        stage = "Начален етап" if soul.grade < 5 else "Прогимназия и нагоре"
        return f"{house_name}/{stage}/Ученици"
    return "/Сграда А (ул. „Иван Вазов“ 12)/Кадри" if soul.role else "/"


def by_entry(_: House, soul: Soul) -> str:
    """The year in which they came."""
    if soul.role == "student":
        return f"/Students/Entry {ENDS - soul.grade}"
    return "/Faculty & Staff" if soul.role else "/zz_old"


def by_graduation(_: House, soul: Soul) -> str:
    """The year in which they will leave, as in the layouts, but named by hand."""
    if soul.role == "student":
        return f"/pupils/випуск {ENDS + 12 - soul.grade} г."
    return "/STAFF/teachers" if soul.role == "teacher" else "/STAFF" if soul.role else "/leavers"


def in_the_root(_: House, __: Soul) -> str:
    """Nobody ever made a unit for people."""
    return "/"


def deep(_: House, soul: Soul) -> str:
    """Somebody read a book on directories."""
    if soul.role == "student":
        stage = 1 if soul.grade < 5 else 2
        return (
            f"/BG/Plovdiv/School/People/Students/Stage {stage}/Grade {soul.grade:02}/{soul.klass}"
        )
    return f"/BG/Plovdiv/School/People/{soul.role or 'Nobody'}"


def by_class_teacher(house: House, soul: Soul) -> str:
    """Each class is called after its teacher."""
    if soul.role != "student":
        return "/Колектив" if soul.role else "/Бивши"
    head = next((s for s in house.souls if s.address == house.heads.get(soul.klass)), None)
    return f"/Класове/Класът на г-жа {head.family}" if head else f"/Класове/{soul.klass}"


def odd_letters(house: House, soul: Soul) -> str:
    """Signs, pictures, two spaces, a Latin letter in a Cyrillic word."""
    if soul.role == "student":
        return ("/Ученици  🎒/малки + средни", '/Ученици 🎒/"Големите" 100 %')[soul.grade > 6]
    if soul.role == "teacher":
        return "/Учители" if house.odds(0.6) else "/Учитeли"  # the second has a Latin e
    return "/#Други" if soul.role else f"/{LONG}"


HABITS: tuple[Place, ...] = (
    by_grade,
    by_building,
    by_entry,
    by_graduation,
    in_the_root,
    deep,
    by_class_teacher,
    odd_letters,
)
EMPTY = (
    "/Chromebooks/Кабинет 12",
    "/ТЕСТ",
    "/Напуснали/2024",
    "/service",
    "/Стая № 7: „Знаме“",
    "/pupils/Стари",
    "/Staff/TEACHERS",
    "/Архив /2019",
    "/И\u0306ога и танци",  # a Mac's й, in two signs
    "/null",
    "/2026",
    "/on",
    "/a: b #c",
    "/'кавички'",
)


def cut(house: House, habit: Place) -> Cut:
    """A habit carried out as people do: some sit where they sat last year, some nowhere."""
    where = {soul.address: habit(house, soul) for soul in house.souls}
    places = sorted(set(where.values()))
    for address in where:
        if house.odds(0.04):
            where[address] = house.dice.choice(places)
        elif house.odds(0.03):
            where[address] = "/"
    return Cut(where, [path for path in EMPTY if house.odds(0.4)])
