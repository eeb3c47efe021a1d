"""What only the tenant shows: hand-made groups, whom accounts and licences are of, administrators.

No manifest can put it right, so it is a finding and never holds anything back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from reconciler.compliance import (
    STAFF,
    Code,
    FoundGroup,
    FoundUnit,
    PolicyInput,
    Rule,
    TenantSummary,
    Violation,
    for_pupils,
    for_staff,
)
from reconciler.model.people import Role

OPEN = frozenset({"domain", "anyone"})
REPLIES = OPEN | {"members"}
FAMILIES = 2
"""Parents in a hand-made group from which it is one of several families."""
LEAVERS = "leavers"
"""How the city's layouts call the unit of those who left."""
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
    ADMIT = "found-groups-admit"
    UNLISTED = "found-groups-unlisted"
    ROLES = "found-groups-roles"
    PARENTS_POST = "found-parents-post"
    PARENTS_LISTS = "found-parents-lists"
    PARENTS_ACCOUNTS = "found-parents-accounts"
    LICENCES = "found-licences-apart"
    LEAVERS = "leavers-suspended"
    LEAVERS_LICENCES = "licences-of-leavers"
    GUESTS = "administrators-no-guests"
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


def admit(subject: PolicyInput) -> Iterator[Violation]:
    """Nobody from outside can be added to a hand-made group with pupils."""
    return _with_pupils(subject, lambda group: group.written("outsiders") == "true")


def unlisted(subject: PolicyInput) -> Iterator[Violation]:
    """A hand-made group with pupils is not in the directory that everybody searches."""
    return _with_pupils(subject, lambda group: group.written("listed") == "true")


def for_roles(subject: PolicyInput) -> Iterator[Violation]:
    """No pupil is in a group that administrators' roles can be given to."""
    return _with_pupils(subject, lambda group: group.for_roles)


def parents_post(subject: PolicyInput) -> Iterator[Violation]:
    """A hand-made group of several families announces: a reply would show an address to all."""
    return _of_families(subject, lambda group: group.written("post") in REPLIES)


def parents_lists(subject: PolicyInput) -> Iterator[Violation]:
    """No family sees who else is in a hand-made group."""
    return _of_families(subject, lambda group: group.written("seeMembers") in REPLIES)


def parents_accounts(subject: PolicyInput) -> Iterator[Violation]:
    """No account of the tenant is a parent's: one breach a school."""
    count = _seen(subject).parent_accounts
    if count:
        yield Violation("", {"count": count})


def licences(subject: PolicyInput) -> Iterator[Violation]:
    """No pupil holds a licence for staff, and nobody of the staff one for pupils."""
    for product, licence in sorted(_seen(subject).licences.items()):
        pupils = licence.people.get(Role.PUPIL, 0)
        staff = sum(licence.people.get(role, 0) for role in STAFF)
        if for_staff(licence.sku) and pupils:
            yield Violation(f"licence/{product}", {"product": product, "of": "staff"})
        if for_pupils(licence.sku) and staff:
            yield Violation(f"licence/{product}", {"product": product, "of": "pupils"})


def leavers(subject: PolicyInput) -> Iterator[Violation]:
    """Who left cannot sign in any more."""
    count = sum(unit.active for unit in _left(subject))
    if count:
        yield Violation("", {"count": count})


def leavers_licences(subject: PolicyInput) -> Iterator[Violation]:
    """Who left holds no seat."""
    products = sorted({product for unit in _left(subject) for product in unit.holders})
    for product in products:
        count = sum(unit.holders.get(product, 0) for unit in _left(subject))
        yield Violation(f"licence/{product}", {"product": product, "count": count})


def guests(subject: PolicyInput) -> Iterator[Violation]:
    """Nobody of another organization administers the tenant."""
    if _seen(subject).administrator_guests:
        yield Violation()


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


def _of_families(subject: PolicyInput, wrong: Callable[[FoundGroup], bool]) -> Iterator[Violation]:
    return _groups(
        subject, lambda group: group.people.get(Role.PARENT, 0) >= FAMILIES and wrong(group)
    )


def _left(subject: PolicyInput) -> list[FoundUnit]:
    """The units of those who left."""
    units = _seen(subject).units
    return [unit for key, unit in units.items() if key.rpartition("/")[2] == LEAVERS]


_DOUBTED_BY: Mapping[Found, tuple[str, ...]] = {
    Found.ADMIT: ("found-groups-closed",),
    Found.ROSTER: ("roster-stale", "roster-older", "roster-partial", "roster-shrunk"),
}
"""A young list is no comfort while somebody doubts it, nor that nobody is let in who is inside."""

RULES = tuple(
    Rule(code, check, observed=True, doubted_by=_DOUBTED_BY.get(code, ()))
    for code, check in (
        (Found.CLOSED, closed),
        (Found.POST, post),
        (Found.JOIN, join),
        (Found.LISTS, lists),
        (Found.RUN, run),
        (Found.OWNED, owned),
        (Found.ADMIT, admit),
        (Found.UNLISTED, unlisted),
        (Found.ROLES, for_roles),
        (Found.PARENTS_POST, parents_post),
        (Found.PARENTS_LISTS, parents_lists),
        (Found.PARENTS_ACCOUNTS, parents_accounts),
        (Found.LICENCES, licences),
        (Found.LEAVERS, leavers),
        (Found.LEAVERS_LICENCES, leavers_licences),
        (Found.GUESTS, guests),
        (Found.DECLARED, declared),
        (Found.ADMINISTRATORS, administrators),
        (Found.PUPILS, pupils),
        (Found.PRINCIPAL, principal),
        (Found.SUSPENDED, suspended),
        (Found.ROSTER, roster),
    )
)
