"""Addresses of users and groups: their syntax, who holds them, renames and aliases."""

from __future__ import annotations

import re

from reconciler.simulator.google.errors import domain_not_found, duplicate, invalid
from reconciler.simulator.google.records import Group, User
from reconciler.simulator.google.state import Directory

_LOCAL = re.compile(r"[A-Za-z0-9_'-]+(\.[A-Za-z0-9_'-]+)*")
_ANY = re.compile(r"[^@\s<>]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
MOST_ALIASES = 30


def is_address(text: str) -> bool:
    """Whether this looks like a mail address of any domain."""
    return _ANY.fullmatch(text) is not None


def fresh(tenant: Directory, address: str, what: str) -> str:
    """The address in lower case, once it is well formed, in the domain and nobody's."""
    local, at, _ = address.rpartition("@")
    if not at or not _LOCAL.fullmatch(local) or len(local) > 64:
        raise invalid(what)
    if not tenant.is_local(address):
        raise domain_not_found()
    if address.casefold() in tenant.addresses:
        raise duplicate()
    return address.lower()


def rename(tenant: Directory, holder: User | Group, address: str, what: str) -> None:
    """Gives the holder a new primary address; the old one stays as an alias."""
    if address.casefold() == holder.email:
        return
    if tenant.addresses.get(address.casefold()) == holder.id:
        holder.aliases.remove(address.lower())
        new = address.lower()
    else:
        new = fresh(tenant, address, what)
    holder.aliases.append(holder.email)
    holder.email = new
    tenant.addresses[new.casefold()] = holder.id
    tenant.addresses_changed()


def release(tenant: Directory, holder: User | Group) -> None:
    """Frees every address of a holder that goes away."""
    for address in (holder.email, *holder.aliases):
        del tenant.addresses[address.casefold()]
    tenant.addresses_changed()
