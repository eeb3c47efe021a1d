"""How schools are called in Pulumi: types, resource names and ids, both ways."""

from __future__ import annotations

PACKAGE = "reconciler"
SCHOOL = f"{PACKAGE}:index:School"
WAVE = f"{PACKAGE}:index:Wave"
MUNICIPALITY = f"{PACKAGE}:index:Municipality"
SUMMARY = f"{PACKAGE}:index:summary"


def stack_of(urn: str) -> str:
    """The stack's name in a URN."""
    return urn.split("::", maxsplit=1)[0].removeprefix("urn:pulumi:")
