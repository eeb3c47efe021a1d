"""Cells of a list that hold an address which is known to be somebody else's.

Premise: a list alone does not say what a tenant has. Where the files of a project are at hand, they
name the groups and the domains, and a list names its own people. Rule: in a tenant's domain, a
group's address is nobody's, a pupil's is no parent's, and one account is one person's. A teacher
who is a parent is in the list twice, by one address, and that is right. Outside of these domains a
family may share a mailbox, so nothing is said of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reconciler.errors import Fault
from reconciler.model.people import Person, Role, UnresolvedRow
from reconciler.roster.codes import RosterCode


@dataclass(frozen=True, slots=True)
class KnownAddresses:
    """What the files of a project say of addresses."""

    groups: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    """Of the tenants."""


def misplaced_addresses(people: Iterable[Person], known: KnownAddresses) -> Iterator[UnresolvedRow]:
    """The rows whose address is somebody else's, by file and row."""
    inside = [one for one in people if one.email and _domain(one) in known.domains]
    own = [one for one in inside if one.roles != {Role.PARENT}]
    uses = Counter(one.email for one in own)
    pupils = {one.email for one in own if one.roles == {Role.PUPIL}}
    for person in inside:
        code = None
        if person.email in known.groups:
            code = RosterCode.GROUPS_ADDRESS
        elif person.roles == {Role.PARENT}:
            code = RosterCode.PUPILS_ADDRESS if person.email in pupils else None
        elif uses[person.email] > 1:
            code = RosterCode.SHARED_ADDRESS
        if code is not None:
            yield UnresolvedRow(Fault(code, person.place), person.sourced_id, person.email)


def _domain(person: Person) -> str:
    return (person.email or "").rpartition("@")[2]
