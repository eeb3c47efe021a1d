"""Parents: reached by e-mail alone, without an account, unseen by other families."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.compliance import Code, GroupFacts, PolicyInput, Rule, Violation
from reconciler.model.people import Role
from reconciler.model.resources import MemberRole

ANNOUNCING = frozenset({"owners", "managers"})


class Parents(Code):
    """Ids of the rules."""

    POST = "parents-post"
    LISTS = "parent-lists-hidden"
    ACCOUNTS = "parents-no-account"


def post(subject: PolicyInput) -> Iterator[Violation]:
    """Parents' groups announce: one reply to all would show an address to every family."""
    for key, group in _groups(subject):
        if group.written("post") not in ANNOUNCING:
            yield Violation(f"group/{key}", {"group": key, "value": group.written("post")})


def lists(subject: PolicyInput) -> Iterator[Violation]:
    """No family sees who the others are."""
    for key, group in _groups(subject):
        if group.written("seeMembers") != "managers":
            yield Violation(f"group/{key}", {"group": key, "value": group.written("seeMembers")})


def accounts(subject: PolicyInput) -> Iterator[Violation]:
    """Parents are placed in no unit and given no licence."""
    for key, unit in subject.units.items():
        if unit.holds is not None and Role.PARENT in unit.holds.audience:
            yield Violation(f"orgunit/{key}", {"what": "unit", "key": key})
    for product, licence in subject.licences.items():
        if Role.PARENT in licence.wanted.audience:
            yield Violation(f"licence/{product}", {"what": "licence", "key": product})


def _groups(subject: PolicyInput) -> Iterator[tuple[str, GroupFacts]]:
    """Groups that are meant for parents; a teacher who is a parent makes none of a staff group."""
    for key, group in subject.groups.items():
        if Role.PARENT in group.who(MemberRole.MEMBER).audience:
            yield key, group


RULES = (
    Rule(Parents.POST, post, doubted_by=("found-parents-post",)),
    Rule(Parents.LISTS, lists, doubted_by=("found-parents-lists",)),
    Rule(Parents.ACCOUNTS, accounts, doubted_by=("found-parents-accounts",)),
)
