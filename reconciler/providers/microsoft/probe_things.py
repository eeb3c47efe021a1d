"""What a probe makes at Microsoft, and how it is known again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from reconciler.model.mark import Mark
from reconciler.model.probe import PROBE
from reconciler.providers import descriptions
from reconciler.providers.microsoft.convert import mark_of
from reconciler.providers.prober import FILE

UNIFIED, SECURITY, OUTER = range(3)
"""Numbers of the groups; the outer one is to hold the security group."""
OPTIONS = ("WelcomeEmailDisabled", "HideGroupInOutlook")


def group_body(number: int, mark: Mark) -> dict[str, Any]:
    """A group with its mark."""
    unified = number == UNIFIED
    body: dict[str, Any] = {
        "displayName": PROBE,
        "description": descriptions.join(PROBE, mark, FILE),
        "mailNickname": f"{PROBE}-{number}",
        "mailEnabled": unified,
        "securityEnabled": not unified,
        "groupTypes": ["Unified"] if unified else [],
    }
    if unified:
        body |= {"visibility": "Private", "resourceBehaviorOptions": list(OPTIONS)}
    return body


def unit_body(mark: Mark) -> dict[str, Any]:
    """A unit with its mark."""
    return {"displayName": PROBE, "description": descriptions.join(PROBE, mark, FILE)}


def is_unified(row: Mapping[str, Any]) -> bool:
    """A Microsoft 365 group, whose mail goes into the bin with it."""
    return "Unified" in (row.get("groupTypes") or ())


def is_ours(row: Mapping[str, Any], marks: Collection[Mark]) -> bool:
    """By its mark; or by its own name and description, where the mark was just taken off."""
    mark = mark_of(row)
    return row.get("description") == PROBE if mark is None else mark in marks
