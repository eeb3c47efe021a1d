"""Claims about what is kept of a declaration: enough to compare, nothing to read."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from dataclasses import asdict
from typing import Any

from reconciler.desired.context import Desired
from reconciler.drift.baseline import ACCOUNTS, RULES, baseline_of
from reconciler.drift.declarations import DECLARATIONS
from reconciler.drift.had import without_missing
from reconciler.model.people import Role
from reconciler.model.resources import (
    Declared,
    Kind,
    LicenceAssignment,
    Membership,
    Placement,
    ResourceSet,
)
from tests.support import schools
from tests.support.small import (
    declare,
    declared,
    group,
    licence,
    members,
    membership,
    seen,
    seen_licence,
    unit,
)

AT = "2026-11-20T10:00:00+00:00"


def keyed(text: str) -> str:
    """A keyed hash, as the ledger's seal makes one."""
    return hmac.new(b"a key for tests", text.encode(), hashlib.sha256).hexdigest()[:16]


def desired(*items: Declared, rostered: tuple[str, ...] = (), **facts: Any) -> Desired:
    """A school that declares so much."""
    people = schools.roster(
        schools.person("ana", Role.PARENT, Role.TEACHER), schools.person("eva", Role.PUPIL)
    )
    context = schools.context(people, **facts)
    return Desired(context, declared(*items), rostered=frozenset(rostered))


def placed(key: str, *accounts: str) -> Declared:
    """Accounts that belong into a unit."""
    return declare(key, Placement(f"/{key}", frozenset(accounts)))


def test_a_baseline_names_every_declared_field_and_set() -> None:
    """Units and groups by their fields, sets by their entries, and the run that left them so."""
    kept = baseline_of(
        desired(
            unit("staff"),
            group("g"),
            membership("g", "x", "y"),
            placed("staff", "x"),
            licence("plus-staff", "x"),
            rostered=("x", "y"),
        ),
        7,
        AT,
        keyed,
    )
    assert (kept.school, kept.tenant, kept.run, kept.at) == ("ou-test", "t-test", 7, AT)
    apart = {RULES, DECLARATIONS}
    assert {name: sorted(fields) for name, fields in kept.fields.items() if name not in apart} == {
        "orgunit/staff": ["label", "path"],
        "group/g": ["address", "name", "type"],
        "membership/g": ["extraMembers", "member"],
    }
    assert set(kept.fields[RULES]) == {kind.value for kind in Kind}
    assert {name: len(entries) for name, entries in kept.sets.items()} == {
        "membership/g": 2,
        "placement/staff": 1,
        "licence/plus-staff": 1,
        ACCOUNTS: 2,
    }


def test_people_are_kept_with_their_strongest_role() -> None:
    """A teacher who is a parent too is a teacher."""
    kept = baseline_of(desired(), 1, AT, keyed)
    assert kept.people == {keyed("ana"): "teacher", keyed("eva"): "pupil"}
    assert kept.year == schools.YEAR


def test_a_school_without_a_roster_has_a_baseline_without_people() -> None:
    """Nothing is made up for it."""
    kept = baseline_of(Desired(schools.context(None), ResourceSet()), 1, AT, keyed)
    assert (kept.people, kept.classes, kept.year) == ({}, frozenset(), 0)


def test_nothing_in_a_baseline_can_be_read() -> None:
    """No account, address, name or id of a person stands in it."""
    kept = baseline_of(
        desired(group("g", "Клас 5а"), membership("g", "x-account"), rostered=("x-account",)),
        1,
        AT,
        keyed,
    )
    told = str(asdict(kept))
    assert [word for word in ("x-account", "Клас", "example", "ana", "eva") if word in told] == []


def test_who_went_without_a_licence_has_lost_nothing() -> None:
    """Of a licence only those are kept who hold it."""
    wanted = desired(licence("plus-staff", "x", "y"), licence("a3-staff", "x"))
    there = seen(seen_licence("plus-staff", "x", purchased=1))
    items = without_missing(wanted, there).resources.items.values()
    kept = {
        item.address.key: [holder.member.ref for holder in item.resource.holders]
        for item in items
        if isinstance(item.resource, LicenceAssignment)
    }
    assert kept == {"plus-staff": ["x"], "a3-staff": ["x"]}


def test_each_person_is_hashed_once_however_many_groups_they_are_in() -> None:
    """A keyed hash is what takes the time: a city's pupils are in several groups each."""
    names = [f"person-{number}" for number in range(370)]
    people = schools.roster(*(schools.person(name, Role.PUPIL) for name in names))
    groups = [
        declare(f"g{n}", Membership(f"g{n}@ou-test.example", members(*names[n::37])))
        for n in range(100)
    ]
    city = Desired(schools.context(people), declared(*groups), rostered=frozenset(names))
    hashed: Counter[str] = Counter()

    def counting(text: str) -> str:
        hashed[text] += 1
        return keyed(text)

    kept = baseline_of(city, 1, AT, counting)
    assert sum(map(len, kept.sets.values())) > 1_000
    assert set(hashed.values()) == {1}


def test_another_rule_changes_the_rules_of_its_kind_alone() -> None:
    """What a school's file allows is part of what it said."""
    before = baseline_of(desired(), 1, AT, keyed).fields[RULES]
    after = baseline_of(desired(prune=frozenset({Kind.GROUP})), 1, AT, keyed).fields[RULES]
    assert {kind for kind in before if before[kind] != after[kind]} == {"group"}


def test_the_same_declaration_gives_the_same_baseline() -> None:
    """Whatever the order of what is declared."""
    one, other = group("g"), membership("g", "x", "y")
    kept = baseline_of(desired(one, other), 1, AT, keyed)
    assert kept == baseline_of(desired(other, one), 1, AT, keyed)
