"""Addresses of lists and files: which are groups', and which can be no member at all."""

from __future__ import annotations

from reconciler.desired.context import AccountDirectory, DesiredCode, SchoolContext
from reconciler.model.mailbox import is_tagged_gmail


def is_group(context: SchoolContext, directory: AccountDirectory, address: str) -> bool:
    """Whether it is the address or alias of a group: of this tenant, or declared in another."""
    folded = address.casefold()
    return folded in directory.groups or folded in context.elsewhere.groups


def unreachable(
    context: SchoolContext, directory: AccountDirectory, address: str
) -> DesiredCode | None:
    """Why an address that is neither account nor group of the tenant can be no member."""
    domain = address.rpartition("@")[2]
    if domain == context.tenant.domain.lower() or domain in directory.domains:
        return DesiredCode.ADDRESS_OF_NOBODY
    tagged = context.limits.external_members and is_tagged_gmail(address)
    return DesiredCode.TAGGED_ADDRESS if tagged else None
