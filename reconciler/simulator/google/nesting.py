"""Groups in groups: who belongs to a group through others."""

from __future__ import annotations

from reconciler.simulator.google.records import Group
from reconciler.simulator.google.state import Directory


def contains(tenant: Directory, group: Group, member: str) -> bool:
    """Whether somebody is in the group, directly or through groups."""
    seen, ahead = {group.id}, [group]
    while ahead:
        members = ahead.pop().members
        if member in members:
            return True
        nested = [ident for ident in members if ident in tenant.groups and ident not in seen]
        seen.update(nested)
        ahead += [tenant.groups[ident] for ident in nested]
    return False


def derived_roles(tenant: Directory, group: Group) -> dict[str, str]:
    """Everybody in the group at any depth, with the role; the groups between them as well.

    Who is in it only through others counts as MEMBER: unverified against a live tenant.
    """
    roles, ahead = dict(group.members), [*group.members]
    while ahead:
        nested = tenant.groups.get(ahead.pop())
        fresh = [ident for ident in nested.members if ident not in roles] if nested else []
        roles |= dict.fromkeys(fresh, "MEMBER")
        ahead += fresh
    return roles


def has_outsider(tenant: Directory, member: str) -> bool:
    """Whether a member is somebody outside the domain, or a group that holds one at any depth."""
    nested = tenant.groups.get(member)
    if nested is None:
        return member in tenant.externals
    return any(ident in tenant.externals for ident in derived_roles(tenant, nested))
