"""Which groups a query finds; fields and operators as the vendor's search guide lists them."""

from __future__ import annotations

from collections.abc import Callable

from reconciler.simulator.google.clauses import Clause, bad_query, parse
from reconciler.simulator.google.records import Group

_OPERATORS = ("=", ":*")


def group_test(query: str) -> Callable[[Group], bool] | str:
    """The test that a group must pass, or the key of the member that it must have.

    GoogleError 400 for what the guide does not list: `memberKey` stands alone.
    """
    clauses = parse(query)
    if any(clause.field == "memberKey" for clause in clauses):
        if len(clauses) > 1 or clauses[0].operator != "=":
            raise bad_query()
        return clauses[0].value
    for clause in clauses:
        if clause.field not in ("email", "name") or clause.operator not in _OPERATORS:
            raise bad_query()
    return lambda group: all(_fits(clause, group) for clause in clauses)


def _fits(clause: Clause, group: Group) -> bool:
    texts = (group.name,) if clause.field == "name" else (group.email, *group.aliases)
    return any(clause.fits(text) for text in texts)
