"""The short forms in which a case writes its people and what a tenant holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from reconciler.model.mark import Mark
from reconciler.model.names import GRADES
from reconciler.model.observation import (
    Account,
    Listing,
    Observation,
    ObservedGroup,
    ObservedLicence,
    ObservedUnit,
)
from reconciler.model.people import Person, Role, Roster
from reconciler.model.resources import GroupType, Holder, Kind, Member, MemberRole, MemberType
from reconciler.model.tenant import Mode, Tenant, TenantMode, Vendor

MUNICIPALITY = "plovdiv"
SCHOOL = "ou-a"
TENANT = "t-ou-a"
"""Never the school's id, so that a test fails where the two are mixed up."""
DOMAIN = "ou-a.example"
_CLASS = re.compile(r"(\d+)\D")
_ROLES = {role.value: role for role in Role}
_MANY = re.compile(r"(\D*)(\d+)\.\.(\d+)(\D*)")
Data = Mapping[str, Any]


def spread(data: Any) -> Any:
    """The same with each 'p1..40' among keys and list items as the forty names that it means."""
    if isinstance(data, dict):
        return {name: spread(told) for key, told in data.items() for name in _names(key)}
    if isinstance(data, list):
        return [name for one in data for name in _names(spread(one))]
    return data


def _names(told: Any) -> list[Any]:
    found = _MANY.fullmatch(told) if isinstance(told, str) else None
    if found is None:
        return [told]
    before, first, last, after = found.groups()
    return [f"{before}{number}{after}" for number in range(int(first), int(last) + 1)]


def rosters(data: Data) -> Mapping[str, Roster]:
    """`{year: 2027, people: {ou-a: {t1: teacher certified, p1: pupil 5а mail=p@x.example}}}`."""
    return {
        school: Roster(
            school,
            data["year"],
            tuple(person(school, key, told, data["year"]) for key, told in sorted(people.items())),
            "digest",
            exported=data.get("exported", ""),
            dated=data.get("dated", ""),
        )
        for school, people in data["people"].items()
    }


def person(school: str, sourced_id: str, told: str, year: int) -> Person:
    """Words: roles, classes, 'certified', 'secondary' (not the first organization), mail=…."""
    words = told.split()
    roles = frozenset(_ROLES[word] for word in words if word in _ROLES)
    classes = [match for word in words if (match := _CLASS.fullmatch(word))]
    grade = int(classes[0][1]) if classes and Role.PUPIL in roles else None
    mail = _facts(words).get("mail", f"{sourced_id}@{DOMAIN}")
    return Person(
        sourced_id=sourced_id,
        school=school,
        roles=roles,
        grade=grade,
        classes=frozenset(match[0] for match in classes),
        graduates=None if grade is None else year + GRADES - grade,
        certified="certified" in words,
        email=mail or None,
        primary="secondary" not in words,
    )


def tenant(data: Data) -> Tenant:
    """`{vendor: microsoft, mode: observe, seats: {…}, automatic: […]}`, all of it optional."""
    alias = data.get("alias", TENANT)
    return Tenant(
        alias=alias,
        vendor=Vendor(data.get("vendor", "google")),
        domain=DOMAIN,
        vendor_id="C0test",
        mode=TenantMode(Mode(data.get("mode", "manage"))).stricter(),
        seats=data.get("seats", {}),
        automatic=frozenset(data.get("automatic", ())),
    )


def observation(data: Data, alias: str) -> Observation:
    """Accounts, units, groups, licences; `incomplete` names the listings that are not whole."""
    reader = _Reader(
        accounts=frozenset(data.get("accounts", ())),
        groups=frozenset(map(_mail, data.get("groups", ()))),
    )
    return Observation(
        tenant=alias,
        accounts=tuple(account(key, told or "") for key, told in data.get("accounts", {}).items()),
        units=tuple(unit(path, facts or {}) for path, facts in data.get("units", {}).items()),
        groups=tuple(
            reader.group(key, facts or {}) for key, facts in data.get("groups", {}).items()
        ),
        licences=tuple(reader.licence(key, f or {}) for key, f in data.get("licences", {}).items()),
        complete=frozenset(Listing) - {Listing(name) for name in data.get("incomplete", ())},
    )


def account(key: str, told: str) -> Account:
    """Words: places ('/staff'), 'suspended', 'admin', person=…, alias=…, address=…."""
    words = told.split()
    facts = _facts(words)
    return Account(
        id=key,
        address=facts.get("address", _mail(key)),
        aliases=frozenset(_mail(word[6:]) for word in words if word.startswith("alias=")),
        person_id=facts.get("person"),
        suspended="suspended" in words,
        admin="admin" in words,
        places=tuple(word.lower() for word in words if word.startswith("/")),
    )


def unit(path: str, facts: Data) -> ObservedUnit:
    """`{label: …, mark: …}` by path in the vendor's spelling."""
    marked = mark(Kind.ORG_UNIT, facts.get("mark"))
    return ObservedUnit(f"id:{path}", path.lower(), path, facts.get("label", ""), marked)


def mark(kind: Kind, text: str | None) -> Mark | None:
    """'KEY' and 'adopted KEY' are this school's; a whole mark is read as it stands."""
    if text is None:
        return None
    adopted, key = text.startswith("adopted "), text.removeprefix("adopted ")
    return Mark.parse(text) or Mark(MUNICIPALITY, SCHOOL, kind, key, adopted)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Tells accounts, groups and outsiders apart where they are named."""

    accounts: frozenset[str]
    groups: frozenset[str]

    def member(self, name: str) -> Member:
        if name in self.accounts:
            return Member(MemberType.ACCOUNT, name)
        if _mail(name) in self.groups:
            return Member(MemberType.GROUP, _mail(name))
        return Member(MemberType.EXTERNAL, name)

    def members(self, names: Iterable[str]) -> frozenset[Member]:
        return frozenset(map(self.member, names))

    def group(self, key: str, facts: Data) -> ObservedGroup:
        roles = {role: self.members(facts.get(f"{role.value}s", ())) for role in MemberRole}
        return ObservedGroup(
            id=f"id:{key}",
            address=_mail(key),
            name=facts.get("name", key),
            label="",
            type=GroupType(facts.get("type", "mail")),
            aliases=frozenset(map(_mail, facts.get("aliases", ()))),
            settings=facts.get("settings", {}),
            members=None if facts.get("unread") else roles,
            mark=mark(Kind.GROUP, facts.get("mark")),
        )

    def licence(self, product: str, facts: Data) -> ObservedLicence:
        holders = frozenset(map(self.holder, facts.get("holders", ())))
        inherited = frozenset(facts.get("inherited", ()))
        return ObservedLicence(
            product=product,
            holders=holders,
            inherited=inherited,
            consumed=facts.get("consumed", len(holders) + len(inherited)),
            purchased=facts.get("purchased"),
        )

    def holder(self, told: str | Data) -> Holder:
        """A name, or {name: [plans that are switched off]}."""
        if isinstance(told, str):
            return Holder(self.member(told))
        ((name, without),) = told.items()
        return Holder(self.member(name), tuple(sorted(without)))


def _mail(name: str) -> str:
    return name if "@" in name else f"{name}@{DOMAIN}"


def _facts(words: Iterable[str]) -> Mapping[str, str]:
    return dict(word.split("=", 1) for word in words if "=" in word)
