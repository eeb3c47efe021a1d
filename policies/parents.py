"""Parents: reached by e-mail alone, without an account, unseen by other families."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.compliance import Breach, Code, GroupFacts, Rule, Subject
from reconciler.model.people import Role
from reconciler.model.resources import MemberRole

ANNOUNCING = frozenset({"owners", "managers"})


class Parents(Code):
    """Ids of the rules."""

    POST = "parents-post"
    LISTS = "parent-lists-hidden"
    ACCOUNTS = "parents-no-account"


def post(subject: Subject) -> Iterator[Breach]:
    """Parents' groups announce: one reply to all would show an address to every family."""
    for key, group in _groups(subject):
        if group.written("post") not in ANNOUNCING:
            yield Breach(f"group/{key}", {"group": key, "value": group.written("post")})


def lists(subject: Subject) -> Iterator[Breach]:
    """No family sees who the others are."""
    for key, group in _groups(subject):
        if group.written("seeMembers") != "managers":
            yield Breach(f"group/{key}", {"group": key, "value": group.written("seeMembers")})


def accounts(subject: Subject) -> Iterator[Breach]:
    """Parents are placed in no unit and given no licence."""
    for key, unit in subject.units.items():
        if unit.holds is not None and Role.PARENT in unit.holds.audience:
            yield Breach(f"orgunit/{key}", {"what": "unit", "key": key})
    for product, licence in subject.licences.items():
        if Role.PARENT in licence.wanted.audience:
            yield Breach(f"licence/{product}", {"what": "licence", "key": product})


def _groups(subject: Subject) -> Iterator[tuple[str, GroupFacts]]:
    """Groups that are meant for parents; a teacher who is a parent makes none of a staff group."""
    for key, group in subject.groups.items():
        if Role.PARENT in group.who(MemberRole.MEMBER).audience:
            yield key, group


RULES = (
    Rule(Parents.POST, post),
    Rule(Parents.LISTS, lists),
    Rule(Parents.ACCOUNTS, accounts),
)
