"""A tenant's groups before we came: hand-made ones, a few with addresses that layouts declare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from reconciler.simulator.world.accounts import Account
from reconciler.simulator.world.facts import School
from reconciler.simulator.world.people import mark_of

DECLARED_IN = 0.25
DECLARED = (
    ("teachers", "teacher"),
    ("staff", "staff"),
    ("principal", "principal"),
)
OUTSIDERS = ("photo@studio.example", "old.colleague@mail.family.example", "bus@transport.example")
OPEN = {"whoCanPostMessage": "ANYONE_CAN_POST", "allowExternalMembers": "true"}
CLOSED = {"whoCanPostMessage": "ALL_MEMBERS_CAN_POST", "allowExternalMembers": "false"}


@dataclass(frozen=True, slots=True)
class HandMade:
    """One group of the seed; members are local parts, or addresses of other domains."""

    local: str
    name: str
    owners: tuple[str, ...]
    members: tuple[str, ...]
    open: bool
    declared: bool = False
    strangers: int = 0
    """Members whom no declaration of ours would name."""


def make_groups(school: School, accounts: Sequence[Account], rng: Random) -> tuple[HandMade, ...]:
    """The tenant's groups, hand-made ones first; a second school's have its mark."""
    declared = _declared(accounts, rng) if rng.random() < DECLARED_IN else ()
    named, mark = school.district.words.groups, mark_of(school)
    made = (*_hand_made(accounts, rng), *declared)
    own = {group.local: f"{group.local}{mark}" for group in made}
    return tuple(
        replace(
            group,
            local=own[group.local],
            name=named[group.local],
            members=tuple(own.get(member, member) for member in group.members),
        )
        for group in made
    )


def _hand_made(accounts: Sequence[Account], rng: Random) -> Iterator[HandMade]:
    teachers, pupils = _locals(accounts, "teacher"), _locals(accounts, "pupil")
    owner = (teachers[0],)
    singers = (*_some(pupils, 24, rng), *_some(_locals(accounts, "leaver"), 3, rng))
    yield HandMade("choir-2019", "", owner, singers, open=False)
    old = _some(teachers[1:], round(0.8 * len(teachers)), rng)
    yield HandMade("uchiteli", "", owner, (*old, OUTSIDERS[1]), open=True)
    if rng.random() < 0.5:
        yield HandMade("ekskurzia", "", owner, (*_some(pupils, 15, rng), OUTSIDERS[2]), open=True)
    if rng.random() < 0.3:
        yield HandMade("uchiteli.chat", "", owner, (*old[:5], "uchiteli"), open=False)


def _declared(accounts: Sequence[Account], rng: Random) -> Iterator[HandMade]:
    """One or two, with some of the right members and one to three strangers."""
    for local, role in rng.sample(DECLARED, rng.choice((1, 2))):
        right = _locals(accounts, role)
        strangers = (*_some(_locals(accounts, "leaver"), 2, rng), rng.choice(OUTSIDERS))
        members = (*_some(right, max(1, round(0.7 * len(right))), rng), *strangers)
        yield HandMade(
            local, "", ("admin",), members, open=True, declared=True, strangers=len(strangers)
        )


def _locals(accounts: Sequence[Account], role: str) -> tuple[str, ...]:
    return tuple(account.local for account in accounts if account.role == role)


def _some(locals_: Sequence[str], count: int, rng: Random) -> tuple[str, ...]:
    return tuple(rng.sample(locals_, min(count, len(locals_))))
