"""How a school's list of people changes between two runs, drawn from a seed."""

from __future__ import annotations

import random
from datetime import datetime

from tests.simulation.town import School, Town

CHANGES = ("leave", "leave", "come", "come", "move", "nobody", "missing", "promote", "address",
           "role", "certified")  # fmt: skip


def change(town: Town, dice: random.Random, now: datetime) -> str:
    """One change; what it was. All lists are written as of now."""
    school = town.schools[dice.choice(sorted(town.schools))]
    deed = dice.choice(CHANGES)
    told = _change(town, school, dice, deed)
    town.write_lists(now)
    return f"{school.id}: {deed} {told}"


def _change(town: Town, school: School, dice: random.Random, deed: str) -> str:  # noqa: PLR0911
    people = school.people
    if deed == "leave":
        gone = dice.sample(people, min(len(people), dice.choice((1, 1, 2, 6))))
        school.people = [one for one in people if one not in gone]
        return f"{len(gone)}"
    if deed == "come":
        return _come(town, school, dice)
    if deed == "move":
        pupils = [one for one in people if one.role == "student"]
        for one in dice.sample(pupils, min(len(pupils), 2)):
            one.classes = [dice.choice(school.titles())]
        return ""
    if deed == "nobody":
        role = dice.choice(("teacher", "aide", "student", "administrator"))
        school.people = [one for one in people if one.role != role]
        return role
    if deed == "missing":
        school.listed = not school.listed
        if not any(one.listed for one in town.schools.values()):
            school.listed = True
        return f"listed: {school.listed}"
    if deed == "promote":
        return _promote(town)
    if deed == "address" and people:
        one = dice.choice(people)
        one.address = f"n{one.address}"
        town.secrets.add(one.address)
        return ""
    if deed == "role":
        staff = [one for one in people if one.role in ("teacher", "aide")]
        for one in staff[:1]:
            one.role = "aide" if one.role == "teacher" else "teacher"
            one.classes = []  # a class would go on to say that its teacher is one
        return ""
    teachers = [one.id for one in people if one.role == "teacher"]
    if teachers:
        town.certified = [*town.certified, dice.choice(teachers)]
    return ""


def _come(town: Town, school: School, dice: random.Random) -> str:
    role = dice.choice(("teacher", "student", "student", "aide"))
    one = town.person(dice, school, role)
    if role == "student":
        one.classes = [dice.choice(school.titles())]
    school.people.append(one)
    town.waiting.append((school.tenant, one))
    return role


def _promote(town: Town) -> str:
    """A year later, for all schools at once: every class is a grade higher."""
    for school in town.schools.values():
        school.year += 1
        tree = town.load(school.id)
        school.classes = {grade + 1: letters for grade, letters in school.classes.items()}
        tree["classes"] = dict(school.classes)
        for body in tree.get("groups", {}).values():
            for role in ("members", "owners"):
                for item in body.get(role) or ():
                    if "class" in item and "{" not in item["class"]:
                        item["class"] = f"{int(item['class'][:-1]) + 1}{item['class'][-1]}"
                    if "grade" in item:
                        item["grade"] += 1
        town.save(school.id, tree)
        for one in school.people:
            one.classes = [f"{int(title[:-1]) + 1}{title[-1]}" for title in one.classes]
    return "everybody"
