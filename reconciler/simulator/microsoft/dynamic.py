"""Membership rules: `(user.department -eq "Учители") and (user.accountEnabled -eq true)`."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from reconciler.simulator.microsoft.errors import GraphError, unsupported
from reconciler.simulator.microsoft.expressions import (
    Compare,
    Condition,
    ConditionError,
    Names,
    Not,
    Reader,
    Value,
    Within,
    parts_of,
    tokens_of,
)
from reconciler.simulator.microsoft.links import enter, members_of, withdraw
from reconciler.simulator.microsoft.matching import test_of
from reconciler.simulator.microsoft.shapes import USERS
from reconciler.simulator.microsoft.state import Directory, Group, Unit, User

LONGEST_RULE = 3072
_TOKEN = re.compile(r'\s+|("(?:[^"`]|`.)*"|[()\[\],]|[^\s()\[\],"]+)')
_OPERATORS = {
    "-eq": ("eq", False),
    "-ne": ("ne", False),
    "-startswith": ("startswith", False),
    "-notstartswith": ("startswith", True),
    "-contains": ("contains", False),
    "-notcontains": ("contains", True),
}
_LISTS = {"assignedLicenses", "otherMails", "proxyAddresses"}
_PROPERTIES = {
    **{name.casefold(): name for name in USERS.filtered - _LISTS},
    "objectid": "id",
}


class RuleReader(Reader):
    """The simple part of the rule language: one user, comparisons, and, or, not, brackets."""

    def atom(self) -> Condition:
        """A property of the user against a value."""
        path, operator = _path(self.next()), self.next().casefold()
        if operator in ("-in", "-notin"):
            within = Within(path, self.listed("[]", _value))
            return within if operator == "-in" else Not(within)
        if operator not in _OPERATORS:
            raise unsupported()
        name, opposite = _OPERATORS[operator]
        value = _value(self.next())
        if name in ("startswith", "contains") and not isinstance(value, str):
            raise ConditionError
        condition = Compare(path, name, value)
        return Not(condition) if opposite else condition


@lru_cache(maxsize=1024)
def test_of_rule(rule: str) -> Callable[[User], bool]:
    """Whether a user is in; 400 for what is no rule, 501 for one that is not modelled."""
    try:
        condition = RuleReader(tokens_of(rule, _TOKEN)).whole()
    except ConditionError as error:
        message = "Dynamic membership rule validation error: Invalid or unsupported rule syntax."
        raise GraphError(400, "WrongRuleSyntax", message) from error
    if not any(isinstance(part, (Compare, Within)) for part in parts_of(condition)):
        raise unsupported()
    return test_of(condition, USERS)


def rule(directory: Directory, owner: Group | Unit) -> None:
    """Make the members of a group or unit those whom its rule names, unless it is paused."""
    if owner.rule is None:
        directory.ruled.pop(owner.id, None)
        return
    directory.ruled[owner.id] = owner
    if owner.rule_on:
        test, links = test_of_rule(owner.rule), members_of(owner)
        for member in list(owner.members):
            user = directory.users.get(member)
            if user is None or not test(user):
                withdraw(directory, links, member)
        for user in directory.users:
            if user.id not in owner.members and test(user):
                enter(directory, links, user)


def follow(directory: Directory, user: User) -> None:
    """Let a user who changed join and leave as the rules say."""
    for owner in directory.ruled.values():
        if owner.rule is not None and owner.rule_on:
            fits, links = test_of_rule(owner.rule)(user), members_of(owner)
            if fits and user.id not in links.shelf:
                enter(directory, links, user)
            elif not fits and user.id in links.shelf:
                withdraw(directory, links, user.id)


def _path(token: str) -> Names:
    kind, _, name = token.partition(".")
    if kind.casefold() != "user" or not name:
        raise ConditionError
    known = _PROPERTIES.get(name.casefold())
    if known is None:
        raise unsupported()
    return (known,)


def _value(token: str) -> Value:
    if token.startswith('"'):
        return re.sub(r"`(.)", r"\1", token[1:-1])
    known: dict[str, Value] = {"true": True, "false": False, "null": None}
    if token.casefold() not in known:
        raise ConditionError
    return known[token.casefold()]
