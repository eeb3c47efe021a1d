"""What people change in a town's manifests between two runs, drawn from a seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from tests.simulation.town import School, Town

Tree = dict[str, Any]
ACTIONS = ["create", "update", "adopt"]


class Desk:
    """One school's two files while they are edited."""

    def __init__(self, town: Town, school: School, dice: random.Random, day: str) -> None:
        self.town, self.school, self.dice, self.day = town, school, dice, day
        self.own = town.load(school.id)
        self.layout = town.load(f"layouts/{school.id}")

    def some_group(self, *, plain: bool = True) -> tuple[Tree, str]:
        """The map that a group stands in, and its key."""
        places = [
            (tree["groups"], key)
            for tree in (self.own, self.layout)
            for key, body in tree.get("groups", {}).items()
            if body and not (plain and "forEach" in body)
        ]
        return self.dice.choice(places)

    def save(self) -> None:
        """Writes both files."""
        self.town.save(self.school.id, self.own)
        self.town.save(f"layouts/{self.school.id}", self.layout)

    def shift(self, days: int) -> str:
        """So many days from today."""
        return (date.fromisoformat(self.day) + timedelta(days=days)).isoformat()


def _follow(desk: Desk, old: str, new: str | None) -> None:
    """References to a group follow its new key, or go."""
    for tree in (desk.own, desk.layout):
        for body in tree.get("groups", {}).values():
            for role in ("members", "owners"):
                items = (body or {}).get(role) or []
                for item in list(items):
                    if item.get("group") == old and new is not None:
                        item["group"] = new
                    elif item.get("group") == old:
                        items.remove(item)


def rename(desk: Desk) -> str:
    """A new key, mostly with the earlier one beside it."""
    groups, old = desk.some_group()
    new = f"{old}-{desk.dice.randrange(9)}"
    if new in groups:
        return ""
    body = groups.pop(old)
    told = desk.dice.random() < 0.8
    if told:
        body["previously"] = [old]
    else:
        body.pop("previously", None)
    groups[new] = body
    _follow(desk, old, new)
    if desk.dice.random() < 0.2:
        body["effective"] = {"from": desk.shift(desk.dice.choice((-1, 3)))}
    return f"rename {old} → {new}{'' if told else ' untold'} {body.get('effective', '')}"


def rename_unit(desk: Desk) -> str:
    """A unit under a new key."""
    units = desk.layout["orgUnits"]
    old = desk.dice.choice(sorted(units))
    body = units.pop(old)
    new = f"{old}-x" if len(old) < 12 else "short"
    if desk.dice.random() < 0.8:
        body["previously"] = [old]
    units[new] = body
    return f"rename unit {old} → {new} {body.get('previously', '')}"


def drop(desk: Desk) -> str:
    """A group is declared no more."""
    groups, key = desk.some_group(plain=False)
    if len(groups) < 2 and groups is desk.layout["groups"]:
        return ""
    del groups[key]
    _follow(desk, key, None)
    return f"drop {key}"


def add(desk: Desk) -> str:
    """A group more."""
    key = f"{desk.school.prefix}new{desk.dice.randrange(4)}"
    body: Tree = {"name": {"bg": "Нова", "en": "New"}, "members": _some_members(desk)}
    if desk.dice.random() < 0.4:
        body["owners"] = [{"role": "principal"}]
    if desk.dice.random() < 0.2:
        body["address"] = f"{desk.school.prefix}old-list"
    desk.own["groups"][key] = body
    return f"add {key} {body['members']}"


def _some_members(desk: Desk) -> list[Tree]:
    dice, school = desk.dice, desk.school
    title = dice.choice(school.titles())
    choices: list[Tree] = [
        {"role": "teacher"},
        {"role": "teacher", "certified": True},
        {"role": "pupil", "grade": int(title[:-1])},
        {"class": title, "role": "pupil"},
        {"class": title, "role": "teacher"},
        {"unit": "staff"},
        {"role": "staff"},
        {"address": f"admin@{desk.town.tenants[school.tenant]['domain']}"},
    ]
    units = desk.layout["orgUnits"]
    if "staff" not in units:
        choices = [one for one in choices if "unit" not in one]
    return dice.sample(choices, dice.randrange(0, 3))


def members(desk: Desk) -> str:
    """Other members, or a role that is named or not."""
    groups, key = desk.some_group()
    role = desk.dice.choice(("members", "members", "owners"))
    put = desk.dice.choice(("some", "some", "empty", "none"))
    value = {"some": _some_members(desk), "empty": [], "none": None}[put]
    groups[key][role] = value
    return f"{role} of {key}: {value}"


def extra(desk: Desk) -> str:
    """What becomes of members whom nobody declares."""
    groups, key = desk.some_group(plain=False)
    groups[key]["extraMembers"] = desk.dice.choice(("keep", "remove", None))
    return f"extraMembers of {key}: {groups[key]['extraMembers']}"


def name(desk: Desk) -> str:
    """Another display name."""
    groups, key = desk.some_group()
    groups[key]["name"] = {"bg": f"Име {desk.dice.randrange(99)}"}
    return f"name of {key}"


def effective(desk: Desk) -> str:
    """A group is declared for some days only."""
    groups, key = desk.some_group()
    span = desk.dice.choice(
        ({"from": desk.shift(3)}, {"until": desk.shift(-1)}, {"until": desk.shift(2)}, None)
    )
    groups[key]["effective"] = span
    return f"effective of {key}: {span}"


def ignore(desk: Desk) -> str:
    """A pattern comes or goes; sometimes over what is renamed into it."""
    patterns = desk.own.setdefault("ignore", [])
    if patterns and desk.dice.random() < 0.5:
        return f"ignore no more {patterns.pop()}"
    p = desk.school.prefix
    u = f"{desk.school.id}/" if desk.school.shared else ""
    pattern = desk.dice.choice(
        (
            f"groups/{p}club",
            f"groups/{p}club*",
            f"groups/{p}class-*",
            f"groups/{p}*-[0-9]" if not p else f"groups/{p}new*",
            f"groups/{p}teachers",
            f"orgUnits/{u}staff",
            f"orgUnits/{u}staff/*",
            f"orgUnits/{u}pupils",
            f"orgUnits/{u}pupils/*",
        )
    )
    if pattern in patterns or "[" in pattern:
        return ""
    patterns.append(pattern)
    return f"ignore {pattern}"


def prune(desk: Desk) -> str:
    """Deleting is allowed, or no more."""
    kind = desk.dice.choice(("groups", "orgUnits", "licences"))
    allow = desk.own.setdefault("allow", {})
    allowed = "prune" in allow.get(kind, ())
    allow[kind] = list(ACTIONS) if allowed else [*ACTIONS, "prune"]
    return f"allow {kind}: {allow[kind]}"


def licence(desk: Desk) -> str:
    """Who gets which product; sometimes the two of a family change places."""
    licences = desk.layout["licences"]
    deed = desk.dice.choice(("swap", "swap", "empty", "drop", "seats", "wide"))
    if deed == "swap":
        staff = licences.get("staff-plus", {"for": []})
        licences["staff-plus"] = licences.get("pupils-plus", {"for": []})
        licences["pupils-plus"] = staff
    elif deed == "empty":
        licences["staff-plus"] = {"for": []}
    elif deed == "drop":
        licences.pop("staff-plus", None)
    elif deed == "seats" and "staff-plus" in licences:
        licences["staff-plus"]["seats"] = desk.dice.randrange(3)
    else:
        licences["staff-plus"] = {"for": [{"role": "teacher"}, {"role": "principal"}]}
    return f"licences {deed}: {licences}"


def observe(desk: Desk) -> str:
    """The school is only looked at, or managed again."""
    mode = desk.own["tenants"][desk.school.tenant]
    desk.own["tenants"][desk.school.tenant] = "manage" if mode == "observe" else "observe"
    return f"mode {desk.own['tenants']}"


def close(desk: Desk) -> str:
    """The school closes, or does not after all."""
    desk.own["decommission"] = not desk.own.get("decommission", False)
    return f"decommission {desk.own['decommission']}"


def nest(desk: Desk) -> str:
    """A group within another."""
    if desk.school.vendor == "microsoft" and desk.dice.random() < 0.5:
        return ""
    groups, key = desk.some_group()
    inner = f"{desk.school.prefix}club"
    if key == inner or inner not in desk.own["groups"]:
        return ""
    held = groups[key].get("members") or []
    if {"group": inner} in held:
        return ""
    groups[key]["members"] = [*held, {"group": inner}]
    return f"{inner} within {key}"


EDITS: Mapping[Callable[[Desk], str], int] = {
    rename: 4,
    rename_unit: 2,
    drop: 3,
    add: 3,
    members: 4,
    extra: 2,
    name: 1,
    effective: 3,
    ignore: 4,
    prune: 4,
    licence: 3,
    observe: 1,
    close: 1,
    nest: 1,
}


def edit(town: Town, dice: random.Random, day: str) -> str:
    """One to three edits of one school's files; what they were."""
    school = town.schools[dice.choice(sorted(town.schools))]
    told = []
    for _ in range(dice.choice((1, 1, 2, 3))):
        desk = Desk(town, school, dice, day)
        told.append(dice.choices(list(EDITS), list(EDITS.values()))[0](desk))
        desk.save()
    return f"{school.id}: {'; '.join(one for one in told if one)}"
