"""Tenants as strangers made them: each with habits of its own, all from one seed.

Premise: what is exported must not have been made by whoever wrote the exporter. This module takes
the accounts of a seeded world and its rosters, and nothing else: units, groups, members, settings
and licences are made anew from habits of real schools, right and wrong. It knows the simulator's
seed and vendors' own calls; nothing of manifests, layouts or exports.

Example: `make_anew(box, ["ou-geo-milev"], 7)` rewrites the seed of that tenant in a sandbox at
rest; `afterwards(call, house)` does at a running simulator what no seed can say.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from tests.adoption import strangers_groups, strangers_licences, strangers_units
from tests.adoption.strangers_people import House, read_house

Call = Callable[[str, str, Any], Any]
Entry = dict[str, Any]


def make_anew(box: Path, schools: Mapping[str, str], number: int) -> dict[str, list[House]]:
    """Rewrites the seeds of tenants; `schools`: school → alias. Alias → its houses, told apart."""
    homes: dict[str, list[str]] = {}
    for school, alias in schools.items():
        homes.setdefault(alias, []).append(school)
    return {alias: _tenant(box, alias, living, number) for alias, living in homes.items()}


def _tenant(box: Path, alias: str, living: Sequence[str], number: int) -> list[House]:
    path = box / "tenants" / f"{alias}.json"
    seed = json.loads(path.read_text("utf-8"))
    dice = Random(f"{number}/{alias}")
    numbered, knows = dice.random() < 0.3, dice.random() < 0.8
    seed["users"] = [
        _worn(user, dice, number=number if numbered else 0, knows_person=knows or numbered)
        for number, user in enumerate(seed["users"], 1)
    ]
    houses = _houses(box, seed, living, dice)
    clerk = next(user for user in seed["users"] if not user["admin"])
    clerk["aliases"] = [*clerk["aliases"], f"principal@{seed['domain']}"]
    seed.update(orgUnits=[], groups=[], licences=[])
    bought = dict(seed["seats"])
    for house in houses:
        _add_units(seed, house, dice, prefix=unit_root(house.school, living))
        _add_groups(seed, house, living)
    _add_licences(seed, houses[0], bought)
    path.write_text(json.dumps(seed, ensure_ascii=False) + "\n", "utf-8")
    return houses


def _houses(box: Path, seed: Entry, living: Sequence[str], dice: Random) -> list[House]:
    """Each school with its own people; who is nobody's is the first one's."""
    houses = [read_house(seed, box / "rosters" / school, dice) for school in living]
    if len(houses) == 1:
        return houses
    somebodys = {one.address for house in houses for one in house.souls if one.role}
    found = []
    for rank, house in enumerate(houses):
        mine = [s for s in house.souls if s.role or (rank == 0 and s.address not in somebodys)]
        found.append(
            House(
                *(house.school, house.domain, house.vendor, tuple(mine)),
                *(house.parents, house.heads, dice),
            )
        )
    return found


def _worn(user: Entry, dice: Random, *, number: int, knows_person: bool) -> Entry:
    """An account after some years: some suspended, some without the id of their person.

    `number`: what it has for an address in place of a name, where the tenant counts its people.
    """
    changed = dict(user)
    if not knows_person or dice.random() < 0.05:
        changed["personId"] = None
    elif number and not user["admin"]:
        changed["address"] = f"u{number:04}@{user['address'].partition('@')[2]}"
        changed["aliases"] = []
    if not user["admin"] and dice.random() < 0.03:
        changed["suspended"] = True
    return changed


def unit_root(school: str, living: Sequence[str]) -> str:
    """What a school's units lie under; in a shared tenant its own: one in Latin, one by hand."""
    if len(living) == 1:
        return ""
    return f"/{school}" if living[0] == school else f"/Училище „{school[-1].upper()}“ № 2"


def mail_prefix(school: str, living: Sequence[str]) -> str:
    """What a school's group addresses begin with; in a shared tenant its own."""
    return "" if len(living) == 1 else f"{school.rpartition('-')[2]}."


def _add_units(seed: Entry, house: House, dice: Random, prefix: str) -> None:
    done = strangers_units.cut(house, dice.choice(strangers_units.HABITS))
    flat = house.vendor == "microsoft"
    said = dice.choice(("", "направено на ръка", "не пипай! (Иванова)"))
    if prefix:
        seed["orgUnits"].append({"path": prefix.strip("/") if flat else prefix, "description": ""})
    for path in done.paths():
        whole = f"{prefix}{path}"
        seed["orgUnits"].append({"path": whole[1:] if flat else whole, "description": said})
    for user in seed["users"]:
        if user["address"] in done.where:
            there = f"{prefix}{done.where[user['address']]}".rstrip("/") or "/"
            user["orgUnit"] = _spelling(seed, there[1:] if flat and there != "/" else there)


def _spelling(seed: Entry, path: str) -> str:
    """The path as the unit that is there is written."""
    found = (one["path"] for one in seed["orgUnits"] if one["path"].casefold() == path.casefold())
    return next(found, "/")


def _add_groups(seed: Entry, house: House, living: Sequence[str]) -> None:
    taken = {one["address"].casefold() for one in seed["groups"]}
    before = mail_prefix(house.school, living)
    for habit in strangers_groups.HABITS:
        if habit is not strangers_groups.staff and house.odds(0.2):
            continue
        for group in habit(house):
            mine = _renamed(group, before, seed)
            aliases = [one for one in mine.get("aliases", ()) if one.casefold() not in taken]
            if mine["address"].casefold() not in taken:
                mine = {**mine, "aliases": aliases}
                taken |= {one.casefold() for one in (mine["address"], *aliases)}
                seed["groups"].append(_of_vendor(mine, house))
    known = taken | {user["address"].casefold() for user in seed["users"]}
    local = f"@{house.domain}".casefold()
    for group in seed["groups"]:
        for part in ("owners", "managers", "members"):
            group[part] = [
                one
                for one in group[part]
                if one.casefold() in known or not one.casefold().endswith(local)
            ]


def _renamed(group: Entry, before: str, seed: Entry) -> Entry:
    """The group and the groups in it under the school's own prefix."""
    if not before:
        return group
    users = {user["address"] for user in seed["users"]}
    members = [
        one if one in users or "example" not in one else _own(one, before, seed)
        for one in group["members"]
    ]
    aliases = [f"{before}{one}" for one in group.get("aliases", ())]
    return {
        **group,
        "address": f"{before}{group['address']}",
        "members": members,
        "aliases": aliases,
    }


def _own(address: str, before: str, seed: Entry) -> str:
    return f"{before}{address}" if address.endswith(f"@{seed['domain']}") else address


def _of_vendor(group: Entry, house: House) -> Entry:
    if house.vendor == "google":
        return group
    kind = "security" if house.odds(0.4) else "mail"
    inner = [one for one in group["members"] if "@" in one]
    souls = {soul.address for soul in house.souls}
    owners = [one for one in group["owners"] if one in souls]
    nick = group["address"].replace("+", ".")
    return {
        **group,
        "address": nick,
        "type": kind,
        "members": inner,
        "owners": owners,
        "managers": [],
        "settings": {},
    }


def _add_licences(seed: Entry, house: House, bought: dict[str, int]) -> None:
    if house.vendor == "google":
        rows, seats, automatic = strangers_licences.google(house, bought)
        seed.update(licences=rows, seats=seats, automatic=automatic)
        return
    rows, seats = strangers_licences.microsoft(house, bought)
    seed.update(licences=rows, seats=seats)
    ruled = {"owners": [], "managers": [], "members": [], "settings": {}, "type": "security"}
    admin = next(user["address"] for user in seed["users"] if user["admin"])
    seed["groups"] += [
        {
            **ruled,
            "address": f"dinamichna@{house.domain}",
            "name": "Всички активни (правило)",
            "rule": "(user.accountEnabled -eq true)",
        },
        {
            **ruled,
            "address": f"ot.survura@{house.domain}",
            "name": "От сървъра",
            "members": [house.souls[3].address],
            "synced": True,
        },
        {
            **ruled,
            "address": f"admini@{house.domain}",
            "name": "Админи",
            "members": [admin],
            "roleAssignable": True,
            "administers": True,
        },
        {
            **ruled,
            "address": f"litsenzi.a1@{house.domain}",
            "name": "Лицензи A1 / ученици",
            "members": [one.address for one in house.of("student")][1::4],
        },
    ]
    seed["orgUnits"].append({"path": "Защитени", "description": "", "restricted": True})


def afterwards(call: Call, house: House) -> None:
    """What no seed can say, at the mouse: twin units, a licence by group, people in two units."""
    if house.vendor == "google":
        _at_google(call)
    else:
        _at_microsoft(call)


def _at_google(call: Call) -> None:
    """Somebody's own sender address, a list that is digested, an account in the archive."""
    groups = call("GET", "/admin/directory/v1/groups?customer=my_customer", None).get("groups", ())
    for group in groups[:2]:
        body = {"description": "Група за връзка; Tel. 032/555-555"}
        call("PATCH", f"/admin/directory/v1/groups/{group['id']}", body)


def _at_microsoft(call: Call) -> None:
    units = call("GET", "/v1.0/directory/administrativeUnits", None)["value"]
    plain = [one for one in units if not one.get("isMemberManagementRestricted")]
    for unit in plain[:1]:
        twin = {"displayName": unit["displayName"], "description": "втори път"}
        call("POST", "/v1.0/directory/administrativeUnits", twin)
    users = call("GET", "/v1.0/users?$top=20", None)["value"]
    for unit, user in zip(plain[1:3], users[5:7], strict=False):
        link = {"@odata.id": f"https://graph.microsoft.com/v1.0/users/{user['id']}"}
        try_call(call, f"/v1.0/directory/administrativeUnits/{unit['id']}/members/$ref", link)
    wanted = "/v1.0/groups?$filter=mailNickname eq 'litsenzi.a1'"
    for group in call("GET", wanted, None)["value"]:
        skus = call("GET", "/v1.0/subscribedSkus", None)["value"]
        (sku,) = [one["skuId"] for one in skus if one["skuPartNumber"] == strangers_licences.A1]
        body = {"addLicenses": [{"skuId": sku, "disabledPlans": []}], "removeLicenses": []}
        call("POST", f"/v1.0/groups/{group['id']}/assignLicense", body)


def try_call(call: Call, path: str, body: Any) -> None:
    """A link that may be there already."""
    try:
        call("POST", path, body)
    except AssertionError as error:
        if "exist" not in str(error) and "conflict" not in str(error):
            raise
