"""After an undo: everything as before, but for what the undo itself says it cannot restore."""

from __future__ import annotations

from collections.abc import Iterator

from tests.simulation.oracle.facts import Facts, Thing


def not_restored(before: Facts, after: Facts, told: str) -> Iterator[str]:
    """What differs and is not told. Ids and aliases are nobody's to restore."""
    names = {
        ident: thing.name for facts in (before, after) for ident, thing in facts.things.items()
    }
    was = {(one.kind, one.name): one for one in before.things.values()}
    now = {(one.kind, one.name): one for one in after.things.values()}
    for kind, name in was.keys() | now.keys():
        old, new = was.get((kind, name)), now.get((kind, name))
        if _shape(old, names) != _shape(new, names) and not _told(told, name):
            yield f"{kind} {name}: {_differ(_shape(old, names), _shape(new, names))}"
    for ident, account in before.accounts.items():
        old_units = {names[unit] for unit in account.units}
        new_units = {names[unit] for unit in after.accounts[ident].units}
        if old_units != new_units and not any(_told(told, one) for one in old_units | new_units):
            yield f"account {ident}: {sorted(old_units)} → {sorted(new_units)}"
    for seat in before.seats ^ after.seats:
        if "licence" not in told:
            yield f"licence {seat.sku} of {seat.user}"


def _told(text: str, name: str) -> bool:
    """Whether a text speaks of a thing by its address' local part or its path."""
    return name.partition("@")[0].strip("/") in text


def _shape(thing: Thing | None, names: dict[str, str]) -> dict[str, object] | None:
    if thing is None:
        return None
    roles = {
        role: frozenset(names.get(one, one) for one in ids)
        for role, ids in (thing.roles or {}).items()
    }
    return {
        "title": thing.title,
        "label": thing.label,
        "mark": thing.mark,
        # Google shows "false" of a group that was never asked, so unset and false are one
        "settings": tuple(
            one for one in thing.settings if one != ("allowExternalMembers", "false")
        ),
        "roles": roles,
    }


def _differ(was: dict[str, object] | None, now: dict[str, object] | None) -> str:
    if was is None or now is None:
        return "is there again" if was is None else "is gone"
    return "; ".join(f"{name}: {was[name]} → {now[name]}" for name in was if was[name] != now[name])
