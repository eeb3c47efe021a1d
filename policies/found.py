"""What only the tenant shows: hand-made groups, administrators, licences of suspended accounts.

No manifest can put it right, so it is a finding and never holds anything back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reconciler.compliance import Code, FoundGroup, PolicyInput, Rule, TenantSummary, Violation
from reconciler.model.people import Role

OPEN = frozenset({"domain", "anyone"})
FEWEST, MOST = 2, 8
FRESH_DAYS = 30


class Found(Code):
    """Ids of the rules."""

    CLOSED = "found-groups-closed"
    POST = "found-groups-post"
    JOIN = "found-groups-join"
    LISTS = "found-lists-hidden"
    RUN = "found-pupils-run"
    OWNED = "found-groups-owned"
    DECLARED = "groups-declared"
    ADMINISTRATORS = "administrators-few"
    PUPILS = "administrators-no-pupils"
    PRINCIPAL = "administrator-not-principal"
    SUSPENDED = "licences-of-suspended"
    ROSTER = "roster-fresh"


def closed(subject: PolicyInput) -> Iterator[Violation]:
    """No hand-made group has pupils and people from outside."""
    return _with_pupils(subject, lambda group: group.outside > 0)


def post(subject: PolicyInput) -> Iterator[Violation]:
    """No hand-made group with pupils takes mail from anybody."""
    return _with_pupils(subject, lambda group: group.written("post") == "anyone")


def join(subject: PolicyInput) -> Iterator[Violation]:
    """Nobody comes into a hand-made group with pupils without an owner's word."""
    return _with_pupils(subject, lambda group: group.written("join") in OPEN)


def lists(subject: PolicyInput) -> Iterator[Violation]:
    """Who is in a hand-made group with pupils is not seen by everybody."""
    return _with_pupils(subject, lambda group: group.written("seeMembers") in OPEN)


def run(subject: PolicyInput) -> Iterator[Violation]:
    """No pupil owns or manages a hand-made group."""
    return _groups(subject, lambda group: bool(group.run_by.get(Role.PUPIL)))


def owned(subject: PolicyInput) -> Iterator[Violation]:
    """Somebody answers for each hand-made group with pupils."""
    return _with_pupils(subject, lambda group: not group.owners)


def declared(subject: PolicyInput) -> Iterator[Violation]:
    """Groups are described in files: one breach a school."""
    count = _seen(subject).unmanaged.get("group", 0)
    if count:
        yield Violation("", {"groups": count})


def administrators(subject: PolicyInput) -> Iterator[Violation]:
    """A tenant has two to eight administrators."""
    count = _seen(subject).administrators
    if count is not None and not FEWEST <= count <= MOST:
        how = "few" if count < FEWEST else "many"
        yield Violation("", {"administrators": count, "how": how})


def pupils(subject: PolicyInput) -> Iterator[Violation]:
    """No pupil administers the tenant."""
    if _seen(subject).administrator_roles.get(Role.PUPIL):
        yield Violation()


def principal(subject: PolicyInput) -> Iterator[Violation]:
    """The principal's everyday account does not administer the tenant."""
    if _seen(subject).administrator_roles.get(Role.PRINCIPAL):
        yield Violation()


def suspended(subject: PolicyInput) -> Iterator[Violation]:
    """A suspended account holds no seat."""
    for product, count in sorted(_seen(subject).suspended_holders.items()):
        yield Violation(f"licence/{product}", {"product": product, "count": count})


def roster(subject: PolicyInput) -> Iterator[Violation]:
    """The school's list is not older than a month."""
    age = _seen(subject).roster_age
    if age is not None and age > FRESH_DAYS:
        yield Violation("", {"days": age})


def _seen(subject: PolicyInput) -> TenantSummary:
    return subject.seen or TenantSummary()


def _groups(subject: PolicyInput, wrong: Callable[[FoundGroup], bool]) -> Iterator[Violation]:
    """One breach a group, by the vendor's id."""
    for key, group in sorted(_seen(subject).groups.items()):
        if wrong(group):
            yield Violation(f"group/#{key}", {"id": key})


def _with_pupils(subject: PolicyInput, wrong: Callable[[FoundGroup], bool]) -> Iterator[Violation]:
    return _groups(subject, lambda group: group.has(Role.PUPIL) and wrong(group))


RULES = tuple(
    Rule(code, check, observed=True)
    for code, check in (
        (Found.CLOSED, closed),
        (Found.POST, post),
        (Found.JOIN, join),
        (Found.LISTS, lists),
        (Found.RUN, run),
        (Found.OWNED, owned),
        (Found.DECLARED, declared),
        (Found.ADMINISTRATORS, administrators),
        (Found.PUPILS, pupils),
        (Found.PRINCIPAL, principal),
        (Found.SUSPENDED, suspended),
        (Found.ROSTER, roster),
    )
)
