"""What a person does in a tenant behind the product's back, drawn from a seed."""

from __future__ import annotations

import json
import random
import re
from typing import Any
from urllib.parse import quote

from reconciler.simulator.core.dispatch import dispatch
from reconciler.simulator.core.tenants import Hosted
from reconciler.simulator.exchange import Request
from tests.simulation.oracle.facts import GROUP, UNIT, Facts
from tests.simulation.wire import BASE

_TOKEN = re.compile(r"u([0-9a-f]+)\.rodov\1@")
"""Of the address of somebody whose names the town made."""


def click(hosted: Hosted, seen: Facts, dice: random.Random) -> str:
    """One deed; what it was, and what the vendor answered."""
    deeds = GOOGLE if seen.vendor == "google" else GRAPH
    apart = random.Random()  # what is new here leaves the rest of a seed what it was
    apart.setstate(dice.getstate())
    name = dice.choice(sorted(deeds))
    asked = deeds[name](seen, dice)
    if asked is None:
        return ""
    method, path, body = asked
    if name in ("name", "make", "unit") and apart.random() < 0.4:
        path, body = _after_somebody(seen, apart, (path, body))
        name = f"{name} after somebody"
    if name in ("suspend", "move") and seen.vendor == "google" and apart.random() < 0.4:
        name, method = "make admin", "POST"
        path, body = f"{path}/makeAdmin", {"status": True}
    sent = json.dumps(body).encode() if body is not None else b""
    kind = {"content-type": "application/json"}
    plain, _, query = path.partition("?")
    options = dict(part.split("=", 1) for part in query.split("&")) if query else {}
    request = Request(method, plain, options, kind, sent, None, BASE)
    status = dispatch(hosted, request, None).status
    return f"{name} at {seen.alias}: {status}"


def _group(seen: Facts, dice: random.Random) -> Any:
    found = sorted(seen.of(GROUP), key=lambda one: one.id)
    return dice.choice(found) if found else None


def _account(seen: Facts, dice: random.Random) -> Any:
    return dice.choice(sorted(seen.accounts.values(), key=lambda one: one.id))


def _inside(seen: Facts, dice: random.Random) -> Any:
    group = _group(seen, dice)
    if group is None or not group.everybody:
        return None
    return group, dice.choice(sorted(group.everybody))


def _after_somebody(seen: Facts, dice: random.Random, asked: tuple[str, Any]) -> tuple[str, Any]:
    """The same deed, but what it makes or renames is called after somebody of the tenant."""
    path, body = asked
    found = (_TOKEN.match(one.address) for one in seen.accounts.values())
    tokens = sorted(one[1] for one in found if one)
    if not tokens:
        return asked
    token = dice.choice(tokens)
    called = dice.choice(("Imeto{0} Rodov{0}", "План за Imeto{0} Rodov{0}", "Rodov{0}"))
    local = dice.choice(("rodov{0}", "plan-rodov{0}")).format(token)
    if path == "/v1.0/groups" and dice.random() < 0.5:
        return "/v1.0/directory/administrativeUnits", {"displayName": called.format(token)}
    for field in ("name", "displayName"):
        if field in body:
            body = {**body, field: called.format(token)}
    if "email" in body:
        body = {**body, "email": f"{local}@{seen.domain}"}
    if "mailNickname" in body:
        body = {**body, "mailNickname": local}
    return path, body


DIRECTORY = "/admin/directory/v1"


def _g_add(seen: Facts, dice: random.Random) -> Any:
    group = _group(seen, dice)
    if group is None:
        return None
    body = {"email": _account(seen, dice).address, "role": dice.choice(("MEMBER", "OWNER"))}
    return "POST", f"{DIRECTORY}/groups/{group.id}/members", body


def _g_remove(seen: Facts, dice: random.Random) -> Any:
    found = _inside(seen, dice)
    return found and ("DELETE", f"{DIRECTORY}/groups/{found[0].id}/members/{found[1]}", None)


def _g_name(seen: Facts, dice: random.Random) -> Any:
    group = _group(seen, dice)
    return group and ("PATCH", f"{DIRECTORY}/groups/{group.id}", {"name": "По ръка"})


def _g_drop(seen: Facts, dice: random.Random) -> Any:
    group = _group(seen, dice)
    return group and ("DELETE", f"{DIRECTORY}/groups/{group.id}", None)


def _g_make(seen: Facts, dice: random.Random) -> Any:
    local = dice.choice(("new0", "new1", "club", "club-1", "hand"))
    body = {"email": f"{local}@{seen.domain}", "name": "По ръка"}
    return "POST", f"{DIRECTORY}/groups", body


def _g_unmark(seen: Facts, dice: random.Random) -> Any:
    group = _group(seen, dice)
    return group and ("PATCH", f"{DIRECTORY}/groups/{group.id}", {"externalIds": []})


def _g_move(seen: Facts, dice: random.Random) -> Any:
    units = sorted(one.title for one in seen.of(UNIT) if one.name.count("/") == 1)
    path = f"/{dice.choice(units)}".replace("//", "/")
    return "PATCH", f"{DIRECTORY}/users/{_account(seen, dice).id}", {"orgUnitPath": path}


def _g_suspend(seen: Facts, dice: random.Random) -> Any:
    one = _account(seen, dice)
    if one.address.startswith("admin@"):
        return None
    return "PATCH", f"{DIRECTORY}/users/{one.id}", {"suspended": not one.suspended}


def _g_unit(_seen: Facts, dice: random.Random) -> Any:
    body = {"name": dice.choice(("staff", "pupils", "hand")), "parentOrgUnitPath": "/"}
    return "POST", f"{DIRECTORY}/customer/my_customer/orgunits", body


def _g_licence(seen: Facts, dice: random.Random) -> Any:
    sku = dice.choice(("1010310009", "1010310010"))
    body = {"userId": _account(seen, dice).address}
    return "POST", f"/apps/licensing/v1/product/101031/sku/{sku}/user", body


def _g_outsider(seen: Facts, dice: random.Random) -> Any:
    group = _group(seen, dice)
    body = {"email": "friend.of.ours@gmail.com", "role": "MEMBER"}
    return group and ("POST", f"{DIRECTORY}/groups/{group.id}/members", body)


GOOGLE = {
    "add": _g_add,
    "remove": _g_remove,
    "name": _g_name,
    "drop": _g_drop,
    "make": _g_make,
    "unmark": _g_unmark,
    "move": _g_move,
    "suspend": _g_suspend,
    "unit": _g_unit,
    "licence": _g_licence,
    "outsider": _g_outsider,
}


def _m_add(seen: Facts, dice: random.Random) -> Any:
    group = _group(seen, dice)
    if group is None:
        return None
    role = dice.choice(("members", "owners"))
    link = f"https://graph.microsoft.com/v1.0/directoryObjects/{_account(seen, dice).id}"
    return "POST", f"/v1.0/groups/{group.id}/{role}/$ref", {"@odata.id": link}


def _m_remove(seen: Facts, dice: random.Random) -> Any:
    found = _inside(seen, dice)
    if not found:
        return None
    role = "owners" if found[1] in found[0].members("owner") else "members"
    return "DELETE", f"/v1.0/groups/{found[0].id}/{role}/{found[1]}/$ref", None


def _m_name(seen: Facts, dice: random.Random) -> Any:
    group = _group(seen, dice)
    return group and ("PATCH", f"/v1.0/groups/{group.id}", {"displayName": "По ръка"})


def _m_drop(seen: Facts, dice: random.Random) -> Any:
    group = _group(seen, dice)
    return group and ("DELETE", f"/v1.0/groups/{group.id}", None)


def _m_unmark(seen: Facts, dice: random.Random) -> Any:
    group = _group(seen, dice)
    return group and ("PATCH", f"/v1.0/groups/{group.id}", {"description": "на ръка"})


def _m_make(_seen: Facts, dice: random.Random) -> Any:
    local = dice.choice(("new0", "new1", "club", "hand"))
    body = {"displayName": "По ръка", "mailNickname": local, "mailEnabled": True}
    more = {"securityEnabled": False, "groupTypes": ["Unified"]}
    return "POST", "/v1.0/groups", {**body, **more}


def _m_suspend(seen: Facts, dice: random.Random) -> Any:
    one = _account(seen, dice)
    if one.address.startswith("admin@"):
        return None
    return "PATCH", f"/v1.0/users/{one.id}", {"accountEnabled": one.suspended}


def _m_move(seen: Facts, dice: random.Random) -> Any:
    units = sorted(seen.of(UNIT), key=lambda one: one.id)
    if not units:
        return None
    one = _account(seen, dice)
    unit = dice.choice(units)
    path = f"/v1.0/directory/administrativeUnits/{unit.id}/members"
    if unit.id in one.units:
        return "DELETE", f"{path}/{quote(one.id)}/$ref", None
    return "POST", f"{path}/$ref", {"@odata.id": f"https://graph.microsoft.com/v1.0/users/{one.id}"}


GRAPH = {
    "add": _m_add,
    "remove": _m_remove,
    "name": _m_name,
    "drop": _m_drop,
    "unmark": _m_unmark,
    "make": _m_make,
    "suspend": _m_suspend,
    "move": _m_move,
}
