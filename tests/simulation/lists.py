"""How a school's list of people changes between two runs, drawn from a seed."""

from __future__ import annotations

import random
from datetime import datetime

from tests.simulation.town import School, Town, Tree

CHANGES = ("leave", "leave", "come", "come", "move", "nobody", "missing", "promote", "address",
           "role", "certified")  # fmt: skip


def change(town: Town, dice: random.Random, now: datetime) -> str:
    """One change; what it was. All lists are written as of now."""
    school = town.schools[dice.choice(sorted(town.schools))]
    deed = dice.choice(CHANGES)
    told = _change(town, school, dice, deed)
    town.write_lists(now)
    return f"{school.id}: {deed} {told}"


def _change(town: Town, school: School, dice: random.Random, deed: str) -> str:
    if deed == "promote":
        return _promote(town)
    if deed == "missing":
        school.listed = not school.listed
        if not any(one.listed for one in town.schools.values()):
            school.listed = True
        return f"listed: {school.listed}"
    deeds = {"leave": _leave, "come": _come, "move": _move, "nobody": _nobody}
    deeds |= {"address": _address, "role": _role, "certified": _certified}
    return deeds[deed](town, school, dice)


def _leave(_town: Town, school: School, dice: random.Random) -> str:
    people = school.people
    gone = dice.sample(people, min(len(people), dice.choice((1, 1, 2, 6))))
    school.people = [one for one in people if one not in gone]
    left = {one.id for one in gone}
    for one in school.people:  # else the list names parents whom it does not have
        one.agents = [agent for agent in one.agents if agent not in left]
    return f"{len(gone)}"


def _move(_town: Town, school: School, dice: random.Random) -> str:
    pupils = [one for one in school.people if one.role == "student"]
    for one in dice.sample(pupils, min(len(pupils), 2)):
        one.classes = [dice.choice(school.titles())]
    return ""


def _nobody(_town: Town, school: School, dice: random.Random) -> str:
    role = dice.choice(("teacher", "aide", "student", "administrator"))
    school.people = [one for one in school.people if one.role != role]
    return role


def _address(town: Town, school: School, dice: random.Random) -> str:
    if school.people:
        one = dice.choice(school.people)
        one.address = f"n{one.address}"
        town.secrets.add(one.address)
    return ""


def _role(_town: Town, school: School, dice: random.Random) -> str:
    staff = [one for one in school.people if one.role in ("teacher", "aide")]
    for one in dice.sample(staff, min(len(staff), 1)):
        one.role = "aide" if one.role == "teacher" else "teacher"
        one.classes = []  # a class would go on to say that its teacher is one
    return ""


def _certified(town: Town, school: School, dice: random.Random) -> str:
    teachers = [one.id for one in school.people if one.role == "teacher"]
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


def _higher(tree: Tree) -> None:
    """Every class and grade that a file names, a grade higher."""
    for body in tree.get("groups", {}).values():
        for role in ("members", "owners"):
            for item in body.get(role) or ():
                if "class" in item and "{" not in item["class"]:
                    item["class"] = f"{int(item['class'][:-1]) + 1}{item['class'][-1]}"
                if isinstance(item.get("grade"), int):
                    item["grade"] += 1


def _promote(town: Town) -> str:
    """A year later, for all schools at once: every class is a grade higher."""
    for school in town.schools.values():
        school.year += 1
        tree = town.load(school.id)
        school.classes = {grade + 1: letters for grade, letters in school.classes.items()}
        tree["classes"] = dict(school.classes)
        layout = town.load(f"layouts/{school.id}")
        _higher(tree)
        _higher(layout)
        town.save(school.id, tree)
        town.save(f"layouts/{school.id}", layout)
        for one in school.people:
            one.classes = [f"{int(title[:-1]) + 1}{title[-1]}" for title in one.classes]
    return "everybody"
