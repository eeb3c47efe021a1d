"""What a school's files say of each entry, as digests: so that a file and a list are told apart.

Premise: the values of a baseline are what a declaration came to. That members differ does not show
whether the file names other people or the list has them.

Rule: beside the values a baseline keeps a digest of each entry as the effective manifest has it in
that school year and on that day, without places, and the digest of the list.

Example: `members: [{class: 5а}]` has the digest that it had, and the list another one: the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from reconciler.manifest.types import SchoolManifest
from reconciler.model.people import Roster
from reconciler.model.resources import Kind

DECLARATIONS = "declarations"
"""An entry of Baseline.fields beside the resources: resource → digest of what files say of it."""
ROSTER = "roster"
"""The entry of a school's list beside those of its files; no entry of a file has such a name."""


def declarations(
    manifest: SchoolManifest, roster: Roster | None, pseudonym: Callable[[str], str]
) -> Mapping[str, str]:
    """'membership/5a' → keyed digest of what the files say of it; and the list's digest."""
    found = {
        name: pseudonym(f"{DECLARATIONS}={text!r}") for name, text in written(manifest).items()
    }
    return found if roster is None else {**found, ROSTER: pseudonym(f"{ROSTER}={roster.digest!r}")}


def written(manifest: SchoolManifest) -> Mapping[str, str]:
    """'membership/5a' → what the files say of it, as one text."""
    return {name: repr(_plain(parts)) for name, parts in _entries(manifest)}


def _entries(manifest: SchoolManifest) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for unit in manifest.units:
        label = unit.name.text if unit.name else None
        yield _name(Kind.ORG_UNIT, unit.key), (label, unit.adopt)
        yield _name(Kind.PLACEMENT, unit.key), (unit.holds,)
    for group in manifest.groups:
        parts = (group.address, group.name.text, group.type, group.settings, group.adopt)
        yield _name(Kind.GROUP, group.key), parts
        people = (group.owners, group.managers, group.members, group.extra_members)
        yield _name(Kind.MEMBERSHIP, group.key), people
    for licence in manifest.licences:
        yield (
            _name(Kind.LICENCE, licence.product),
            (licence.audience, licence.seats, licence.through),
        )


def _name(kind: Kind, key: str) -> str:
    """As a baseline names a resource."""
    return f"{kind.value}/{key}"


def _plain(value: Any) -> Any:
    """Tuples of plain values, without the places where they stand."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        kept = (field.name for field in fields(value) if field.name != "place")
        return tuple((name, _plain(getattr(value, name))) for name in kept)
    if isinstance(value, Mapping):
        return tuple((str(key), _plain(one)) for key, one in sorted(value.items()))
    if isinstance(value, tuple | list):
        return tuple(map(_plain, value))
    return tuple(sorted(map(str, value))) if isinstance(value, frozenset | set) else value
