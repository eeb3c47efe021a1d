"""A tenant's whole state out of the simulator, with and without what we write into it.

It reads no vendor's API and none of our own readers: what the simulator keeps is the truth.
"""

from __future__ import annotations

import re
from typing import Any

from tests.support.sandbox import SandboxProject

_MARK = re.compile(r"\n?\[reconciler [^\]\n]*\]$|^\[reconciler [^\]\n]*\]$")
_BOOKS = frozenset({"counter", "changes", "activities", "audits", "token_writes"})
"""What the simulator counts beside the tenant: writes, and who made them."""
_MOMENT = -1
"""Where a Microsoft row has the moment of its last change."""


def whole_state(sandbox: SandboxProject, alias: str) -> dict[str, Any]:
    """Everything that is in a tenant, without counters; by id."""
    state = sandbox.ask("GET", f"tenants/{alias}/state")["state"]
    kept = {key: value for key, value in state.items() if key not in _BOOKS}
    return {key: _by_id(value) for key, value in kept.items()}


def _by_id(value: Any) -> Any:
    if not isinstance(value, list) or not value or not isinstance(value[0], dict):
        return sorted(value) if isinstance(value, list) else value
    return {_ident(one): _timeless(one) for one in value}


def _ident(thing: dict[str, Any]) -> str:
    if not {"row", "id"} & thing.keys():  # it is deleted and can come back
        thing = next(inner for inner in thing.values() if isinstance(inner, dict))
    return str(thing["row"][0] if "row" in thing else thing["id"])


def _timeless(thing: dict[str, Any]) -> dict[str, Any]:
    """Without versions and moments, and lists of people in order."""
    kept = {key: value for key, value in thing.items() if key not in ("version", "order")}
    if "row" in kept and len(kept["row"]) > 4:
        kept["row"] = kept["row"][:_MOMENT]
    return {
        k: sorted(v) if k in ("members", "owners") and isinstance(v, list) else v
        for k, v in kept.items()
    }


def unmarked(state: dict[str, Any]) -> dict[str, Any]:
    """The same as though we had never been there: without marks."""
    bare: dict[str, Any] = dict(state)
    for kind in ("org_units", "units", "groups"):
        if kind in bare:
            bare[kind] = {ident: _bare(thing) for ident, thing in bare[kind].items()}
    return bare


def _bare(thing: dict[str, Any]) -> dict[str, Any]:
    if "row" in thing:
        row = [_without(text) for text in thing["row"]]
        return {**thing, "row": row}
    ids = [
        one for one in thing.get("external_ids", ()) if one.get("namespace") != "system/external"
    ]
    kept = {**thing, "description": _without(thing["description"]) or ""}
    return {**kept, "external_ids": ids} if "external_ids" in thing else kept


def _without(text: Any) -> Any:
    return (_MARK.sub("", text) or None) if isinstance(text, str) else text


def marked(state: dict[str, Any]) -> int:
    """How many units and groups carry a mark."""
    things = (
        thing for kind in ("org_units", "units", "groups") for thing in state.get(kind, {}).values()
    )
    return sum(thing != _bare(thing) for thing in things)
