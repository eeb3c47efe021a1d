"""Parents of a list whose address can be no member: what is told of them, and who stays.

Premise: a parent has no account, so her address is all that there is. Rule: an address that is a
group's, a pupil's account's, nobody's in the tenant's own domains, or Gmail's with a +tag puts
nobody into a group. It may stand for a parent who is a member already, so as with any cell that
cannot be read nobody leaves a group that she may belong to; of Gmail's the mailbox is known, and
only that one stays. Groups and pupils are those of every school of the tenant, and of the
municipality's other tenants as far as files and lists name them.

Example: a parent's cell has `teachers@ou-a.example`. The teachers do not become members of the
parents' group, the row is told, and no parent leaves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reconciler.desired.addresses import is_group, unreachable
from reconciler.desired.context import AccountDirectory, DesiredCode, PeopleMatch, SchoolContext
from reconciler.desired.holds import ambiguous_row, rows_finding
from reconciler.model.mailbox import mailbox, untagged
from reconciler.model.people import Role, UnresolvedRow
from reconciler.model.plan import Finding

_OF_PARENTS = {
    DesiredCode.ADDRESS_OF_NOBODY: DesiredCode.PARENTS_OF_NOBODY,
    DesiredCode.TAGGED_ADDRESS: DesiredCode.PARENTS_TAGGED,
}


def with_parents(
    context: SchoolContext,
    directory: AccountDirectory,
    matched: PeopleMatch,
    pupils: frozenset[str],
) -> PeopleMatch:
    """The match with the rows of parents whose address can be no member.

    `pupils` are the accounts of the tenant's pupils. Whose mailbox a tagged address is, is known:
    that one stays, and others may leave.
    """
    rows = _doubtful(context, directory, pupils)
    tagged = [row for row in rows if row.fault.code is DesiredCode.PARENTS_TAGGED]
    unclear = (row for row in rows if row.fault.code is not DesiredCode.PARENTS_TAGGED)
    return replace(
        matched,
        uncertain=matched.uncertain | {mailbox(untagged(row.email or "")) for row in tagged},
        findings=(*matched.findings, *_findings(context, rows)),
        loose=(*matched.loose, *unclear),
    )


def _doubtful(
    context: SchoolContext, directory: AccountDirectory, pupils: frozenset[str]
) -> list[UnresolvedRow]:
    """Rows of parents whose address can be no member, where a group takes parents in."""
    audiences = (item for spec in context.manifest.groups for item in spec.audiences)
    roster = context.roster
    if roster is None or not any(item.role is Role.PARENT for item in audiences):
        return []
    return [
        ambiguous_row(one, code)
        for one in roster.people
        if one.roles == {Role.PARENT} and one.email
        if (code := parent_doubt(context, directory, pupils, one.email)) is not None
    ]


def parent_doubt(
    context: SchoolContext, directory: AccountDirectory, pupils: frozenset[str], address: str
) -> DesiredCode | None:
    """Why a parent's address can be no member; None: it can."""
    folded = address.casefold()
    account = directory.by_address.get(folded)
    if account is not None:
        return DesiredCode.PARENTS_AS_PUPIL if account in pupils else None
    if is_group(context, directory, folded):
        return DesiredCode.PARENTS_AS_GROUP
    if folded in context.elsewhere.pupils:
        return DesiredCode.PARENTS_AS_PUPIL
    # where no outsider can be a member, no parent is one
    external = context.limits.external_members
    code = unreachable(context, directory, folded) if external else None
    return _OF_PARENTS[code] if code is not None else None


def _findings(context: SchoolContext, rows: Iterable[UnresolvedRow]) -> Iterator[Finding]:
    """How many for each reason, and where the first of their rows stand."""
    by_code: dict[DesiredCode, list[UnresolvedRow]] = {}
    for row in rows:
        by_code.setdefault(DesiredCode(row.fault.code), []).append(row)
    for code, found in sorted(by_code.items()):
        yield rows_finding(context, code, found)
