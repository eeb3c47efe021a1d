"""Whose name, address or id stands in what an export wrote and a plan of it says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from tests.adoption.strangers_way import Strange
from tests.support.sandbox import SandboxProject

STREET = frozenset({"иван", "вазов", "ivan", "vazov"})
"""A building of the strangers' world is called after its street, and that after nobody there."""


def named_people(
    sandbox: SandboxProject, town: Strange, plan: Mapping[str, Any], said: str
) -> list[str]:
    """What was found, as 'school: what', and nothing of it by name."""
    found = []
    box = sandbox.root / ".sandbox" / "tenants"
    for school, alias in town.homes.items():
        text = sandbox.school(school).read_text("utf-8")
        mine = [one for one in plan["schools"] if one["school"] == school]
        lines = [line for line in said.splitlines() if line.startswith(" ") or school in line]
        told = "\n".join([text.partition("\nclasses:")[2], *lines]).lower()
        told += json.dumps(mine, ensure_ascii=False).lower()
        data = yaml.safe_load(text)
        words = _words(told) - _words(f"{data['name']} {school} {alias}".lower()) - STREET
        seed = json.loads((box / f"{alias}.json").read_text("utf-8"))
        people = [user for user in seed["users"] if not user["admin"] and _is_somebody(user)]
        found += [f"{school}: {what}" for what in _told_of(people, told, words)]
    return sorted(set(found))


def _told_of(people: list[dict[str, Any]], told: str, words: set[str]) -> Iterator[str]:
    for user in people:
        if words & {user["given"].lower(), user["family"].lower()}:
            yield "a name"
        if user["address"].lower() in told:
            yield "an address"
        if user["personId"] and user["personId"] in told:
            yield "an id"


def _is_somebody(user: dict[str, Any]) -> bool:
    """Not the library or the office: people have two words for an address, or a number."""
    local = user["address"].partition("@")[0]
    return "." in local or local[-1].isdigit()


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", text))
