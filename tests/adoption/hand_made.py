"""A tenant as an administrator made it by hand over ten years, before anybody came with files.

It shares nothing with what exports tenants: neither names nor rules, only the vendors' words. Each
school's administrator has habits of its own, chosen by the seed: names in Cyrillic or Latin, units
by grade or by class or by building, a group for each class, each year, each teacher; lists that
were right once and are wrong by two; outsiders; settings as the console had them that day; and
licences given to whoever asked.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from tests.adoption.people import Listed, read_people

Entry = dict[str, Any]
ORDINALS = (
    "",
    "Първи",
    "Втори",
    "Трети",
    "Четвърти",
    "Пети",
    "Шести",
    "Седми",
    "Осми",
    "Девети",
    "Десети",
    "Единадесети",
    "Дванадесети",
)
LATIN = dict(zip("абвгдежзийклмн", ("a", "b", "v", "g", "d", "e", "zh", *"zijklmn"), strict=True))
OUTSIDERS = ("snimki@foto.example", "treniror@klub.example", "bivsha.kolezhka@poshta.example")
UNIT_TEXTS = (
    "",
    "",
    "създадено при въвеждането",
    "не пипай! (Иван знае)",
    "Chromebook-и, 2 бр.",
    "стар;нов / виж „Правилника“",
    "[важно] деца < 14 г.",
)
GOOGLE_SETTINGS: tuple[Entry, ...] = (
    {},
    {"whoCanPostMessage": "ANYONE_CAN_POST", "allowExternalMembers": "true"},
    {
        "whoCanPostMessage": "ALL_IN_DOMAIN_CAN_POST",
        "whoCanViewMembership": "ALL_IN_DOMAIN_CAN_VIEW",
        "whoCanDiscoverGroup": "ALL_IN_DOMAIN_CAN_DISCOVER",
        "whoCanViewGroup": "ALL_IN_DOMAIN_CAN_VIEW",
    },
    {"whoCanPostMessage": "ALL_MANAGERS_CAN_POST", "whoCanJoin": "CAN_REQUEST_TO_JOIN"},
    {"whoCanLeaveGroup": "NONE_CAN_LEAVE", "includeInGlobalAddressList": "false"},
    {"messageModerationLevel": "MODERATE_NON_MEMBERS", "whoCanViewGroup": "ALL_MEMBERS_CAN_VIEW"},
    {"whoCanPostMessage": "NONE_CAN_POST", "archiveOnly": "true"},
)


@dataclass(frozen=True, slots=True)
class Habits:
    """How one administrator goes about it."""

    cyrillic: bool
    units: str
    """'root', 'two', 'grades', 'classes', 'buildings'."""
    classes: str
    """How a class's group is called."""
    tidy: float
    """How likely it is that a list is right."""

    @classmethod
    def of(cls, rng: Random) -> Habits:
        """By chance."""
        return cls(
            cyrillic=rng.random() < 0.75,
            units=rng.choice(
                ("root", "two", "grades", "grades", "classes", "classes", "buildings")
            ),
            classes=rng.choice(
                ("klas{g}{l}", "{g}{l}", "{g}-{l}.klas", "class_{g}{l}", "pupils.{g}{l}")
            ),
            tidy=rng.choice((0.35, 0.6, 0.85)),
        )


def make_by_hand(box: Path, seed: int = 1) -> None:
    """Rewrites every tenant's seed below a sandbox's folder; lists and accounts stay."""
    for path in sorted((box / "tenants").glob("*.json")):
        entry = json.loads(path.read_text("utf-8"))
        people = read_people(_list_of(box / "rosters", entry), entry["users"])
        _Maker(entry, people, Random(f"{seed}/{path.stem}")).make()
        path.write_text(json.dumps(entry, ensure_ascii=False) + "\n", "utf-8")


def _list_of(folder: Path, entry: Entry) -> Path:
    """The folder of a tenant's people: the one with the addresses of its domain."""
    own = folder / entry["alias"]
    domain = f"@{entry['domain']},"
    files = [own / "users.csv"] if own.is_dir() else sorted(folder.glob("*/users.csv"))
    return next(one.parent for one in files if domain in one.read_text("utf-8-sig"))


class _Maker:
    """Makes one tenant; lives for one call."""

    def __init__(self, entry: Entry, people: Listed, rng: Random) -> None:
        self.entry, self.people, self.rng = entry, people, rng
        self.habits = Habits.of(rng)
        self.google = entry["vendor"] == "google"
        self.units: dict[str, str] = {}
        self.groups: dict[str, Entry] = {}

    def make(self) -> None:
        self._units()
        self._groups()
        self.entry["orgUnits"] = [
            {"path": path if self.google else path[1:], "description": text}
            for path, text in self.units.items()
        ]
        self.entry["groups"] = list(self.groups.values())
        self._licences()

    # units

    def _unit(self, *parts: str) -> str:
        """A unit by its names, with those above it; Microsoft's are flat and may have any name."""
        path = ""
        for part in parts:
            path += f"/{part}"
            if self.google or path == f"/{'/'.join(parts)}":
                self.units.setdefault(path, self.rng.choice(UNIT_TEXTS))
        return path

    def _name(self, cyrillic: str, latin: str) -> str:
        return cyrillic if self.habits.cyrillic else latin

    def _units(self) -> None:
        place: dict[str, str] = {}
        people, rng, how = self.people, self.rng, self.habits.units
        pupils = self._name("Ученици", "Uchenici")
        for grade, classes in people.grades.items():
            for name in classes:
                where = self._unit_of_class(how, pupils, grade, name)
                place |= dict.fromkeys(people.pupils[name], where)
        grown = "/"
        if how != "root":
            grown = self._unit(self._name("Учители и служители", "Personal"))
        place |= dict.fromkeys((*people.teachers, *people.staff), grown)
        if how in ("grades", "buildings") and rng.random() < 0.6:
            office = self._unit(self._name("Администрация", "Administracia"))
            place |= dict.fromkeys(people.staff, office)
        if rng.random() < 0.7:
            gone = self._unit(self._name("Напуснали", "Napusnali"))
            place |= dict.fromkeys(rng.sample(people.strangers, len(people.strangers) // 2), gone)
        for odd in rng.sample(
            ("Тест", "Таблети (2019)", "staff", "СТАРИ – да се изтрие", "iPad & TV"), 2
        ):
            self._unit(odd)
        self._place(place)

    def _unit_of_class(self, how: str, pupils: str, grade: int, name: str) -> str:
        if how == "root":
            return "/"
        if how == "two":
            return self._unit(pupils)
        if how == "grades":
            return self._unit(pupils, self._name(f"{ORDINALS[grade]} клас", f"{grade} klas"))
        if how == "buildings":
            side = self._name("Сграда „Б“" if grade > 4 else "Сграда „А“", f"Sgrada {grade // 5}")
            return self._unit(side, self._name(f"{grade} клас", f"{grade}klas"))
        cyrillic = f"{name[:-1]}{name[-1].upper()} клас"
        return self._unit(pupils, self._name(cyrillic, f"{grade}{LATIN[name[-1]].upper()}"))

    def _place(self, place: dict[str, str]) -> None:
        wrong = list(self.units) or ["/"]
        for user in self.entry["users"]:
            where = place.get(user["address"], "/")
            if not user["admin"] and self.rng.random() < (1 - self.habits.tidy) / 20:
                where = self.rng.choice(wrong)
            user["orgUnit"] = where if self.google or where == "/" else where[1:]

    # groups

    def _groups(self) -> None:
        people = self.people
        for name in people.pupils:
            self._class_groups(name)
        teachers = [*people.teachers, *people.principals]
        boss = people.principals[:1]
        self._group("uchiteli", "Учители", teachers, owners=boss)
        self._group("ps", "ПС – педагогически съвет", people.teachers)
        self._group("kancelariya", "Канцелария", people.staff, owners=boss)
        self._group("direktor", "Директор", people.principals)
        self._group("vsichki.2019", "Всички (2019 г.)", [*teachers, *people.staff])
        self._group("prazna", "Празна", [])
        for grade, classes in people.grades.items():
            year = 2027 + 12 - grade
            pupils = [one for name in classes for one in people.pupils[name]]
            if self.rng.random() < 0.4:
                self._group(f"vipusk{year}", f"Випуск {year}", pupils)
            if self.rng.random() < 0.3:
                self._group(
                    f"uchiteli-{grade}kl",
                    f"Учители {grade} клас",
                    [one for name in classes for one in people.tutors.get(name, ())],
                )
        for teacher in self.rng.sample(people.teachers, min(4, len(people.teachers))):
            family = teacher.partition("@")[0].rpartition(".")[2]
            some = self._some([one for found in people.pupils.values() for one in found], 12)
            self._group(f"klub-{family}", f"Клубът на {family.title()}", some, owners=[teacher])
        if self.rng.random() < 0.3:
            self._group("teachers", "Teachers of the school", teachers, owners=boss)
        if self.google and self.rng.random() < 0.6:
            inside = [one for one in self.groups if one.startswith(("uchiteli@", "kancelariya@"))]
            self._group("vsichki", "Всички служители", inside)

    def _class_groups(self, name: str) -> None:
        people, grade, letter = self.people, name[:-1], LATIN[name[-1]]
        called = self.habits.classes.format(g=grade, l=letter)
        tutors = people.tutors.get(name, ())
        self._group(
            called,
            self._name(f"{name[:-1]}{name[-1].upper()} клас", f"Klas {grade}{letter}"),
            people.pupils[name],
            owners=self.rng.choice((tutors[:1], tutors, ())),
        )
        families = people.families.get(name, ())
        if self.google and families and self.rng.random() < 0.5:
            self._group(
                f"roditeli-{grade}{letter}", f"Родители {name}", families, owners=tutors[:1]
            )

    def _group(
        self, local: str, name: str, members: Sequence[str], owners: Sequence[str] = ()
    ) -> None:
        rng, domain = self.rng, self.entry["domain"]
        address = f"{local}@{domain}"
        if address in self.groups:
            return
        listed = list(dict.fromkeys(members))
        if listed and rng.random() > self.habits.tidy:
            listed = self._spoiled(listed)
        owned = list(owners)
        kind = "mail" if self.google or rng.random() < 0.7 else "security"
        self.groups[address] = {
            "address": address
            if self.google or rng.random() < 0.8
            else f"{local.title()}@{domain}",
            "name": name,
            "description": rng.choice(
                ("", "", "Общ списък", "за съобщения; пишете само при нужда")
            ),
            "type": kind,
            "owners": owned,
            "managers": self._some(self.people.teachers, 1)
            if self.google and rng.random() < 0.1
            else [],
            "members": [one for one in listed if one not in owned] if self.google else listed,
            "settings": dict(rng.choice(GOOGLE_SETTINGS)) if self.google else {},
        }

    def _spoiled(self, listed: list[str]) -> list[str]:
        """One or two who left the list, one or two of others, and now and then an outsider."""
        rng = self.rng
        kept = rng.sample(listed, max(1, len(listed) - rng.choice((0, 1, 1, 2))))
        others = [one for found in self.people.pupils.values() for one in found]
        extra = self._some([*others, *self.people.strangers], rng.choice((0, 1, 1, 2)))
        if self.google and rng.random() < 0.2:
            extra.append(rng.choice(OUTSIDERS))
        return list(dict.fromkeys([*kept, *extra]))

    def _some(self, of: Sequence[str], count: int) -> list[str]:
        return self.rng.sample(list(of), min(count, len(of)))

    # licences

    def _licences(self) -> None:
        people, rng = self.people, self.rng
        pupils = [one for found in people.pupils.values() for one in found]
        wanted: tuple[Sequence[str], ...] = (
            people.teachers,
            [*people.teachers, *people.principals],
        )
        staff = list(rng.choice(wanted))
        if rng.random() > self.habits.tidy:
            staff = self._spoiled([*staff, *self._some(pupils, 3)])
        staff = [one for one in staff if one.endswith(f"@{self.entry['domain']}")]
        learning = [one for one in pupils if one not in staff] if rng.random() < 0.5 else []
        if self.google:
            rows = (("1010310009", staff), ("1010310010", learning))
            made = [
                {"product": "101031", "sku": sku, "users": sorted(set(u))} for sku, u in rows if u
            ]
        else:
            rows = (("M365EDU_A3_FACULTY", staff), ("STANDARDWOFFPACK_STUDENT", learning))
            made = [{"sku": sku, "users": sorted(set(u)), "without": []} for sku, u in rows if u]
        self.entry["licences"] = made
        self.entry["seats"] = {row["sku"]: len(row["users"]) + 5 for row in made}
