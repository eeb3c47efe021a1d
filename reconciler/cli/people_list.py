"""What `people` prints, and the list that it writes with --reveal."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from reconciler.cli.people_found import Found, Selection
from reconciler.model.document import document
from reconciler.model.people import Person, Role
from reconciler.model.tenant import Vendor
from reconciler.report.texts import Texts
from reconciler.roster.names import NamesByPlace, PersonName

FORMAT_VERSION = 1
GAM = ("primaryEmail", "givenName", "familyName", "orgUnitPath", "sourcedId", "class")
"""Headings that GAM's command names with a tilde; the others are there for people."""
ENTRA_VERSION = "version:v1.0"
ENTRA = (
    "Name [displayName] Required",
    "User name [userPrincipalName] Required",
    "Initial password [passwordProfile] Required",
    "Block sign in (Yes/No) [accountEnabled] Required",
    "First name [givenName]",
    "Last name [surname]",
    "Job title [jobTitle]",
    "Department [department]",
    "Usage location [usageLocation]",
    "Street address [streetAddress]",
    "State or province [state]",
    "Country or region [country]",
    "Office [physicalDeliveryOfficeName]",
    "City [city]",
    "ZIP or postal code [postalCode]",
    "Office phone [telephoneNumber]",
    "Mobile phone [mobile]",
)
"""Headings of Entra's template for bulk creation, in its order; as known in 2026."""
_EXAMPLE = ("Example: Given Family", "Example: name@school.example", "Example: -", "Example: No")
"""The template's row of examples. One person alone must stand below it, in row 4.

Microsoft's page "Bulk create users in Microsoft Entra ID", read 2026-11-30.
"""
LIST = ("role", "class", "givenName", "familyName", "email", "row")


@dataclass(frozen=True, slots=True)
class ListMessage:
    """What is said once a list is written."""

    code: str
    facts: dict[str, str | int]


def render_counts(found: Iterable[Found], texts: Texts) -> str:
    """A line for each selection of each school and tenant, by role and class; no names."""
    lines = []
    for one in found:
        total = len(one.people)
        by_role = Counter(_role(person) for person in one.people)
        by_class = Counter(name for person in one.people for name in sorted(person.classes))
        roles = [
            f"{texts.format(f'lists-role-{role}')}: {texts.number(by_role[role])}"
            for role in Role
            if by_role[role]
        ]
        classes = [
            f"{name}: {texts.number(by_class[name])}" for name in sorted(by_class, key=_by_grade)
        ]
        told = f"people-{one.selection.value}"
        line = texts.format(told, school=one.school, tenant=one.tenant, count=total)
        lines.append(f"{line} ({' · '.join(roles)})" if roles else line)
        if classes:
            lines.append(f"  {' · '.join(classes)}")
        if one.unknown_rows:
            lines.append(f"  {texts.format('people-unknown-rows', count=one.unknown_rows)}")
    return "\n".join(lines or [texts.format("people-nobody")]) + "\n"


@dataclass(frozen=True, slots=True)
class WrittenList:
    """A list with names that was written with --reveal, and what to do with it."""

    file: str
    count: int
    texts: tuple[str, ...]


def people_document(
    found: Iterable[Found], unread: Iterable[str], written: WrittenList | None, texts: Texts
) -> dict[str, Any]:
    """The same counts for machines; `unread`: schools of which nothing, or not all, is known."""
    data = {
        "unread": sorted(set(unread)),
        "found": [_found(one, texts) for one in found],
        "written": None if written is None else asdict(written),
    }
    return document("people", FORMAT_VERSION, data)


def _found(one: Found, texts: Texts) -> dict[str, Any]:
    by_role = Counter(_role(person) for person in one.people)
    classes = Counter(name for person in one.people for name in person.classes)
    facts: dict[str, str | int]
    facts = {"school": one.school, "tenant": one.tenant, "count": len(one.people)}
    return {
        "selection": one.selection.value,
        **facts,
        "roles": {role.value: by_role[role] for role in Role if by_role[role]},
        "classes": {name: classes[name] for name in sorted(classes, key=_by_grade)},
        "unknown_rows": one.unknown_rows,
        "text": texts.format(f"people-{one.selection.value}", **facts),
    }


def _by_grade(name: str) -> tuple[int, str]:
    return int(name[:-1]), name


def render_list(found: Sequence[Found], names: NamesByPlace) -> tuple[str, list[ListMessage]]:
    """The list as CSV, and what to say of it."""
    people = [(one, person) for one in found for person in one.people]
    empty = sum(person.email is None for _, person in people)
    vendors = {one.vendor for one in found}
    creating = {one.selection for one in found} == {Selection.WITHOUT_ACCOUNT}
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    messages = [ListMessage("people-written", {"count": len(people)})]
    if creating and vendors == {Vendor.GOOGLE}:
        writer.writerow(GAM)
        writer.writerows(_gam(one, person, _name(person, names)) for one, person in people)
        messages.append(ListMessage("people-gam", {}))
    elif creating and vendors == {Vendor.MICROSOFT}:
        writer.writerow((ENTRA_VERSION,))
        writer.writerow(ENTRA)
        if len(people) == 1:
            writer.writerow((*_EXAMPLE, *("" for _ in ENTRA[len(_EXAMPLE) :])))
        writer.writerows(_entra(person, _name(person, names)) for _, person in people)
        messages.append(ListMessage("people-entra", {}))
    else:
        writer.writerow(LIST)
        writer.writerows(_listed(person, _name(person, names)) for _, person in people)
    if empty:
        messages.append(ListMessage("people-no-address", {"count": empty}))
    return text.getvalue(), messages


def _role(person: Person) -> Role:
    return next(role for role in Role if role in person.roles)


def _name(person: Person, names: NamesByPlace) -> PersonName:
    found = names.get(person.place) if person.place else None
    if found is None:
        return PersonName("", "")
    # a space around a cell makes Entra refuse the file, and a line break ends a row for people
    return PersonName(" ".join(found.given.split()), " ".join(found.family.split()))


def _gam(one: Found, person: Person, name: PersonName) -> tuple[str, ...]:
    unit = one.unit_of.get(person.sourced_id, "/")
    classes = " ".join(sorted(person.classes))
    return person.email or "", name.given, name.family, unit, person.sourced_id, classes


def _entra(person: Person, name: PersonName) -> tuple[str, ...]:
    display = f"{name.given} {name.family}".strip()
    own = (display, person.email or "", "", "No", name.given, name.family)
    department = " ".join(sorted(person.classes))
    return *own, "", department, "BG", *("" for _ in ENTRA[len(own) + 3 :])


def _listed(person: Person, name: PersonName) -> tuple[str, ...]:
    row = f"{person.place.file}:{person.place.line}" if person.place else ""
    classes = " ".join(sorted(person.classes))
    return _role(person).value, classes, name.given, name.family, person.email or "", row
