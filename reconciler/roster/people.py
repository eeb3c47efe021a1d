"""Makes the people of each school, and what is not known of them, out of a set's records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reconciler.errors import Facts, Fault
from reconciler.model.people import STAFF, Person, Role, UnresolvedRow
from reconciler.roster.codes import RosterCode
from reconciler.roster.records import Enrolment, ReadOptions, Records, Unclear, User
from reconciler.roster.values import LAST_GRADE

_RANK = {role: rank for rank, role in enumerate(Role)}


@dataclass(slots=True)
class School:
    """What a set says of one school."""

    people: tuple[Person, ...] = ()
    """Sorted by sourcedId, of one id the stronger role last."""
    unresolved: tuple[UnresolvedRow, ...] = ()
    """By file and row."""


@dataclass(slots=True)
class _Org:
    """One school while its people are gathered."""

    people: list[Person] = field(default_factory=list)
    unresolved: list[UnresolvedRow] = field(default_factory=list)
    children: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Parent → classes of the children whose class is known."""
    doubtful: dict[str, Fault] = field(default_factory=dict)
    """Parent → what is unclear of one of the children."""


class People:
    """Makes the people of one set; lives for one call of `by_org`."""

    def __init__(self, records: Records, certified: frozenset[str], options: ReadOptions) -> None:
        self.records = records
        self.certified = certified
        self.trained, self.unsure = options.trained, options.unsure
        self.unclear = list(records.unclear)
        self.pupils: dict[tuple[str, str], str] = {}
        self.teachers: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.orgs: dict[str, _Org] = defaultdict(_Org)

    def by_org(self, schools: Mapping[str, str]) -> dict[str, School]:
        """School id → what the set says of it; `schools`: org → school id.

        A parent is at the schools of the children, with their classes; a parent of nobody is
        nowhere. Of a person of whom something is unclear nothing is said but that.
        """
        for enrolment in self.records.enrolments:
            self._enrol(enrolment)
        lost = {one.sourced_id for one in self.unclear if one.sourced_id}
        for user in self.records.users.values():
            if user.sourced_id not in lost:
                self._add(user, schools)
        for unclear in self.unclear:
            for org in self._orgs_of(unclear, schools):
                self._add_unclear(unclear, self.orgs[org])
        for org in schools:
            self._add_parents(org, schools[org], lost)
        return {
            schools[org]: School(tuple(sorted(one.people, key=_order)), _told(one.unresolved))
            for org, one in self.orgs.items()
        }

    def _enrol(self, one: Enrolment) -> None:
        klass, user = self.records.classes[one.class_id], self.records.users.get(one.user_id)
        if user is None:
            return
        at = (one.user_id, klass.org)
        if one.role is Role.TEACHER:
            self.teachers[at].update([klass.name] if klass.name else [])
        elif klass.name:
            first = self.pupils.setdefault(at, klass.name)
            if first != klass.name:
                facts: Facts = {"one": first, "other": klass.name}
                fault = Fault(one.fault.code, one.fault.place, facts)
                self._unclear_pupil(user, fault, klass.org, frozenset({first, klass.name}))
            elif user.grade is not None and int(first[:-1]) != user.grade:
                facts = {"grade": user.grade}
                fault = Fault(RosterCode.GRADE_CLASS, one.fault.place, facts)
                # it may as well be any class of the other grade
                self._unclear_pupil(user, fault, klass.org, None)

    def _unclear_pupil(
        self, user: User, fault: Fault, org: str, classes: frozenset[str] | None
    ) -> None:
        orgs, roles = frozenset({org}), frozenset({Role.PUPIL})
        unclear = Unclear(fault, user.sourced_id, user.email, orgs, roles, classes, user.agents)
        self.unclear.append(unclear)

    def _orgs_of(self, one: Unclear, schools: Mapping[str, str]) -> Iterable[str]:
        """The schools that an unclear row may be about."""
        return schools if one.orgs is None else [org for org in one.orgs if org in schools]

    def _add(self, user: User, schools: Mapping[str, str]) -> None:
        roles: dict[str, set[Role]] = defaultdict(set)
        for position in user.positions:
            if position.org in schools and position.role is not Role.PARENT:
                roles[position.org].add(position.role)
        for org, held in roles.items():
            person = self._person(user, org, schools[org], held)
            self.orgs[org].people.append(person)
            self._note_address(user, self.orgs[org], person)
            if Role.PUPIL in held:
                for agent in user.agents:
                    self.orgs[org].children[agent].update(person.classes)

    def _person(self, user: User, org: str, school: str, roles: set[Role]) -> Person:
        at = (user.sourced_id, org)
        taught = self.teachers.get(at)
        if taught is not None:
            roles = {*roles, Role.TEACHER}
        own = {self.pupils[at]} if Role.PUPIL in roles and at in self.pupils else set()
        year = self.records.year or 0
        staff = not STAFF.isdisjoint(roles)
        return Person(
            sourced_id=user.sourced_id,
            school=school,
            roles=frozenset(roles),
            grade=user.grade,
            classes=frozenset(own | (taught or set())),
            graduates=None if user.grade is None else year + LAST_GRADE - user.grade,
            certified=staff and self._certified(user.sourced_id),
            trained=staff and user.sourced_id in self.trained,
            email=user.email,
            primary=self._own_school(user) == org,
            place=user.place,
        )

    def _certified(self, sourced_id: str) -> bool | None:
        if sourced_id in self.certified:
            return True
        return None if sourced_id in self.unsure else False

    def _own_school(self, user: User) -> str | None:
        """The school that the list calls the person's own, else the first that is a school."""
        orgs = [one.org for one in user.positions if one.org in self.records.codes]
        primary = [one.org for one in user.positions if one.primary and one.org in orgs]
        return next(iter([*primary, *orgs]), None)

    def _note_address(self, user: User, org: _Org, person: Person) -> None:
        if user.bad_address is not None:
            org.unresolved.append(
                UnresolvedRow(
                    user.bad_address,
                    user.sourced_id,
                    None,
                    person.roles,
                    person.classes or None,
                    in_roster=True,
                )
            )

    def _add_unclear(self, one: Unclear, org: _Org) -> None:
        org.unresolved.append(
            UnresolvedRow(one.fault, one.sourced_id, one.email, one.roles, one.classes)
        )
        if one.roles is not None and Role.PUPIL not in one.roles:
            return
        for agent in one.agents or ():
            org.doubtful[agent] = one.fault
            org.children[agent].update(one.classes or ())
        anybody = one.roles is None and not one.sourced_id and not one.email
        if one.agents is None and not anybody:
            org.unresolved.append(_some_parent(one.fault, one.classes))

    def _add_parents(self, org: str, school: str, lost: set[str]) -> None:
        """Parents of children at the school; of an unclear child's parents nothing is taken."""
        here = self.orgs[org] if org in self.orgs else _Org()
        for sourced_id, classes in here.children.items():
            user = self.records.users.get(sourced_id)
            if user is None and sourced_id in here.doubtful and sourced_id not in lost:
                fault = here.doubtful[sourced_id]
                here.unresolved.append(_some_parent(fault, frozenset(classes) or None))
            if user is None or sourced_id in lost or not _is_parent(user):
                continue
            if sourced_id in here.doubtful:
                fault = here.doubtful[sourced_id]
                roles = frozenset({Role.PARENT})
                here.unresolved.append(UnresolvedRow(fault, sourced_id, user.email, roles, None))
                continue
            parent = Person(
                sourced_id=sourced_id,
                school=school,
                roles=frozenset({Role.PARENT}),
                classes=frozenset(classes),
                email=user.email,
                primary=self._own_school(user) == org,
                place=user.place,
            )
            here.people.append(parent)
            self._note_address(user, here, parent)


def _some_parent(fault: Fault, classes: frozenset[str] | None) -> UnresolvedRow:
    """A parent of whom nothing is known but the child's class; None: it may be any."""
    return UnresolvedRow(fault, "", None, frozenset({Role.PARENT}), classes)


def _is_parent(user: User) -> bool:
    """Whether somebody's agent is a parent: by the list's word, or for want of any."""
    return not user.positions or any(one.role is Role.PARENT for one in user.positions)


def _order(person: Person) -> tuple[str, int]:
    return (person.sourced_id, -min(_RANK[role] for role in person.roles))


def _told(rows: Iterable[UnresolvedRow]) -> tuple[UnresolvedRow, ...]:
    return tuple(sorted(rows, key=lambda one: (one.fault.sort_key(), one.sourced_id)))
