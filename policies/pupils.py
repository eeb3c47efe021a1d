"""Groups that pupils are in: closed to outsiders, quiet, and run by grown-ups."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.compliance import Code, GroupFacts, PolicyInput, Rule, Violation
from reconciler.model.people import Role
from reconciler.model.resources import GroupType, MemberRole

INVITED = frozenset({"invited", "request"})
INSIDE = frozenset({"owners", "managers", "members"})
HIDDEN = frozenset({"managers", "members"})


class Pupils(Code):
    """Ids of the rules."""

    CLOSED = "pupil-groups-closed"
    JOIN = "pupil-groups-join"
    POST = "pupil-groups-post"
    LISTS = "pupil-lists-hidden"
    RUN = "pupils-run-no-group"
    UNLISTED = "pupil-groups-unlisted"


def closed(subject: PolicyInput) -> Iterator[Violation]:
    """No outside address and no parent is in a group with pupils, and none can be added."""
    for key, group in _mail(subject):
        strangers = group.outside or Role.PARENT in group.who(MemberRole.MEMBER).audience
        if strangers or group.written("outsiders") != "false":
            facts = {"group": key, "why": "inside" if strangers else group.written("outsiders")}
            yield Violation(f"group/{key}", facts)


def join(subject: PolicyInput) -> Iterator[Violation]:
    """Nobody comes into a group with pupils without an owner's word."""
    return _allowed(subject, "join", INVITED)


def post(subject: PolicyInput) -> Iterator[Violation]:
    """Only who is inside writes to a group with pupils."""
    return _allowed(subject, "post", INSIDE)


def lists(subject: PolicyInput) -> Iterator[Violation]:
    """Who else is in a class or club is seen by those inside alone."""
    return _allowed(subject, "seeMembers", HIDDEN)


def run(subject: PolicyInput) -> Iterator[Violation]:
    """No pupil owns or manages a group: {class: 5а} alone means its pupils too."""
    for key, group in subject.groups.items():
        for role in (MemberRole.OWNER, MemberRole.MANAGER):
            if Role.PUPIL in group.who(role).roles:
                yield Violation(f"group/{key}", {"group": key, "section": f"{role.value}s"})


def unlisted(subject: PolicyInput) -> Iterator[Violation]:
    """A group meant for pupils is not in the directory that everybody of the domain searches."""
    for key, group in _mail(subject):
        meant = Role.PUPIL in group.who(MemberRole.MEMBER).audience
        if meant and group.written("listed") != "false":
            yield Violation(f"group/{key}", {"group": key, "value": group.written("listed")})


def _mail(subject: PolicyInput) -> Iterator[tuple[str, GroupFacts]]:
    """Groups with pupils that can get mail; a security group has no such settings."""
    groups = subject.groups_with(Role.PUPIL)
    return ((key, group) for key, group in groups if group.type is GroupType.MAIL)


def _allowed(subject: PolicyInput, setting: str, words: frozenset[str]) -> Iterator[Violation]:
    for key, group in _mail(subject):
        if group.written(setting) not in words:
            yield Violation(f"group/{key}", {"group": key, "value": group.written(setting)})


RULES = (
    Rule(Pupils.CLOSED, closed, doubted_by=("found-groups-closed", "found-groups-admit")),
    Rule(Pupils.JOIN, join, doubted_by=("found-groups-join",)),
    Rule(Pupils.POST, post, doubted_by=("found-groups-post",)),
    Rule(Pupils.LISTS, lists, doubted_by=("found-lists-hidden",)),
    Rule(Pupils.RUN, run, doubted_by=("found-pupils-run",)),
    Rule(Pupils.UNLISTED, unlisted, doubted_by=("found-groups-unlisted",)),
)
