"""What vendors guard and every grown tenant has: added to a seed where the world is asked for it.

Microsoft: a dynamic group, one synced from the school's own server, one that carries directory
roles, one in a restricted unit, somebody who may become an administrator, people without a usage
location. Google: Gmail addresses in their owners' spelling, people who were invited and never
answered, pupils who hold Education Plus by its seats for extra students.
"""

from __future__ import annotations

from typing import Any

WITHOUT_LOCATION = 40
"""One account of a person in so many."""
GMAIL = "Maria.Petrova@gmail.com"
INVITED = "ivan.ivanov.5a@gmail.com"
PLUS, EXTRA_STUDENT = "101031", "1010310010"
EXTRA = 3
"""Pupils with such a seat, at most."""
UNIT = "Защитени"
RULE = "(user.accountEnabled -eq true)"


def guard(seed: dict[str, Any]) -> None:
    """Adds them to the JSON of a seed."""
    add = _microsoft if seed["vendor"] == "microsoft" else _google
    add(seed)


def _microsoft(seed: dict[str, Any]) -> None:
    domain, users = seed["domain"], seed["users"]
    people = [user for user in users if user["personId"]]
    for user in people[::WITHOUT_LOCATION]:
        user["usageLocation"] = None
    people[1]["eligible"] = True
    admin = next(user["address"] for user in users if user["admin"])
    seed["orgUnits"].append({"path": UNIT, "description": "направено на ръка", "restricted": True})
    seed["groups"] += [
        _group(domain, "vsichki.auto", "Всички (по правило)", [], rule=RULE),
        _group(domain, "personal.ad", "Персонал (от сървъра)", [people[0]["address"]], synced=True),
        _group(
            *(domain, "it-administratori", "Администратори", [admin]),
            roleAssignable=True,
            administers=True,
        ),
        _group(domain, "poveritelno", "Поверително", [admin], orgUnit=UNIT),
    ]


def _google(seed: dict[str, Any]) -> None:
    for group in seed["groups"][:2]:
        group["members"].append(GMAIL)
        group["pending"] = [INVITED]
        group["settings"]["allowExternalMembers"] = "true"
    held = {address for one in seed["licences"] for address in one["users"]}
    pupils = [user["address"] for user in seed["users"] if user["personId"]][-EXTRA:]
    users = [address for address in pupils if address not in held]
    seed["licences"].append({"product": PLUS, "sku": EXTRA_STUDENT, "users": users})
    seed["seats"].setdefault(EXTRA_STUDENT, EXTRA)


def _group(domain: str, local: str, name: str, members: list[str], **more: Any) -> dict[str, Any]:
    people = {"owners": [], "managers": [], "members": members}
    head = {"address": f"{local}@{domain}", "name": name, "description": "", "type": "security"}
    return head | people | {"settings": {}} | more
