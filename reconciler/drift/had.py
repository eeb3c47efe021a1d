"""What a baseline leaves out: what was declared, and could not be had."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reconciler.desired.context import Desired
from reconciler.model.held import HeldChange
from reconciler.model.observation import Observation
from reconciler.model.resources import LicenceAssignment, Membership, MemberType, ResourceSet
from reconciler.model.taken_back import people_before


def without_missing(desired: Desired, observation: Observation) -> Desired:
    """The same without what could not be had yet, and so was never there.

    That are licences which nobody holds, for lack of seats, and groups as members that the tenant
    does not have. Kept in the baseline, they would show as drift ("removed by others") later.
    """
    observed = {licence.product: licence for licence in observation.licences}
    there = {group.address for group in observation.groups} | {*observation.other_groups.values()}
    items = dict(desired.resources.items)
    for address, item in items.items():
        wanted = item.resource
        if isinstance(wanted, LicenceAssignment) and wanted.product in observed:
            members = {holder.member for holder in observed[wanted.product].holders}
            kept = tuple(h for h in wanted.holders if h.member in members)
            items[address] = replace(item, resource=replace(wanted, holders=kept))
        elif isinstance(wanted, Membership):
            roles = {
                role: frozenset(
                    one for one in members if one.type is not MemberType.GROUP or one.ref in there
                )
                for role, members in wanted.roles.items()
            }
            items[address] = replace(item, resource=replace(wanted, roles=roles))
    return replace(desired, resources=ResourceSet(items))


def without_held(desired: Desired, held: Iterable[HeldChange]) -> Desired:
    """The same without what the vendor refused for good.

    Kept in the baseline, it would show as drift once it is tried again.
    """
    items = dict(desired.resources.items)
    for change in (one.change for one in held):
        item = items.get(change.address)
        if item is None:
            continue
        if change.delta is None:
            del items[change.address]
        else:
            items[change.address] = replace(item, resource=people_before(item.resource, change))
    return replace(desired, resources=ResourceSet(items))
