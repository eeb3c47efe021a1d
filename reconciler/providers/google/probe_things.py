"""What a probe makes at Google, and how it is known again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from reconciler.model.mark import Mark
from reconciler.model.probe import PROBE
from reconciler.providers import descriptions
from reconciler.providers.google import convert
from reconciler.providers.prober import FILE


def group_bodies(address: str, mark: Mark) -> tuple[dict[str, Any], ...]:
    """A group with its mark in both places, then in each of them alone."""
    named = {"email": address, "name": PROBE}
    described = {"description": descriptions.join_line("", mark, FILE)}
    external = {"externalIds": convert.external_id_steps({}, mark)[-1]}
    return (
        {**named, **described, **external},
        {**named, **external},
        {**named, **described},
    )


def unit_body(mark: Mark) -> dict[str, Any]:
    """A unit below the root with its mark."""
    described = descriptions.join(PROBE, mark, FILE)
    return {"name": PROBE, "parentOrgUnitPath": "/", "description": described}


def is_ours(data: Mapping[str, Any], address: str, marks: Collection[Mark]) -> bool:
    """A group by its address, and by a mark of ours in the one place or the other."""
    told = descriptions.split(str(data.get("description") or ""))[1]
    marked = any(mark in marks for mark in (convert.external_mark(data), told))
    return data["email"].lower() == address and marked


def unit_is_ours(unit: Mapping[str, Any], marks: Collection[Mark]) -> bool:
    """By its mark; or by its description, where the mark was just taken off."""
    label, mark = descriptions.split(str(unit.get("description") or ""))
    return mark in marks or label == PROBE
