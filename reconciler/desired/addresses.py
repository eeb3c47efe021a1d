"""Addresses of parents in a list: which of them can be no member, and why.

Premise: a parent has no account, so her address is all that there is. Rule: an address that is a
group's, a pupil's account's, nobody's in the tenant's own domain, or Gmail's with a +tag puts
nobody into a group. It may stand for a parent who is a member already, so as with any cell that
cannot be read nobody leaves a group that she may belong to; of Gmail's the mailbox is known, and
only that one stays.

Example: a parent's cell has `teachers@ou-a.example`. The teachers do not become members of the
parents' group, the row is told, and no parent leaves.
"""

from __future__ import annotations

from reconciler.desired.context import AccountDirectory, DesiredCode, SchoolContext
from reconciler.model.mailbox import is_tagged_gmail


def unreachable(context: SchoolContext, address: str) -> DesiredCode | None:
    """Why an address that is neither account nor group of the tenant can be no member."""
    if address.rpartition("@")[2] == context.tenant.domain.lower():
        return DesiredCode.ADDRESS_OF_NOBODY
    tagged = context.limits.external_members and is_tagged_gmail(address)
    return DesiredCode.TAGGED_ADDRESS if tagged else None


def parent_doubt(
    context: SchoolContext, directory: AccountDirectory, pupils: frozenset[str], address: str
) -> DesiredCode | None:
    """Why a parent's address can be no member; None: it can."""
    folded = address.casefold()
    if folded in directory.groups:
        return DesiredCode.PARENTS_AS_GROUP
    account = directory.by_address.get(folded)
    if account is not None:
        return DesiredCode.PARENTS_AS_PUPIL if account in pupils else None
    # where no outsider can be a member, no parent is one
    code = unreachable(context, folded) if context.limits.external_members else None
    return _OF_PARENTS[code] if code is not None else None


_OF_PARENTS = {
    DesiredCode.ADDRESS_OF_NOBODY: DesiredCode.PARENTS_OF_NOBODY,
    DesiredCode.TAGGED_ADDRESS: DesiredCode.PARENTS_TAGGED,
}
