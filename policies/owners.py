"""Somebody answers: for each school, for each class, and never one person alone."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.compliance import Code, PolicyInput, Rule, Violation
from reconciler.model.people import Role
from reconciler.model.resources import MemberRole

FAMILIES = frozenset({Role.PUPIL, Role.PARENT})
ENOUGH = 2
_NAMED_AT_MOST = 3


class Owners(Code):
    """Ids of the rules."""

    PRINCIPAL = "principal-known"
    CLASSES = "class-group-teacher"
    TWO = "two-owners"


def principal(subject: PolicyInput) -> Iterator[Violation]:
    """The roster names a principal."""
    if subject.people is not None and not subject.people.get(Role.PRINCIPAL):
        yield Violation()


def classes(subject: PolicyInput) -> Iterator[Violation]:
    """A teacher is among the owners of each group for one class's pupils."""
    for key, group in subject.groups.items():
        pupils = Role.PUPIL in group.who(MemberRole.MEMBER).audience
        owners = group.who(MemberRole.OWNER)
        known = pupils and len(group.classes) == 1 and not owners.unknown
        if known and not owners.people.get(Role.TEACHER):
            yield Violation(f"group/{key}", {"group": key, "class": group.classes[0]})


def two(subject: PolicyInput) -> Iterator[Violation]:
    """A group for pupils or parents of several classes outlives one owner: one breach a school."""
    lonely = [
        key
        for key, group in sorted(subject.groups.items())
        if FAMILIES & set(group.who(MemberRole.MEMBER).audience)
        and len(group.classes) != 1
        and MemberRole.OWNER in group.roles
        and not (owners := group.roles[MemberRole.OWNER]).unknown
        and not owners.nested
        and owners.count < ENOUGH
    ]
    if lonely:
        more = len(lonely) - _NAMED_AT_MOST
        named = ", ".join(lonely[:_NAMED_AT_MOST])
        yield Violation("", {"groups": named, "more": str(more) if more > 0 else "none"})


RULES = (
    Rule(Owners.PRINCIPAL, principal),
    Rule(Owners.CLASSES, classes),
    Rule(Owners.TWO, two),
)
