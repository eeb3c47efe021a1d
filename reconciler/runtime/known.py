"""What a project's files say of addresses, for lists that are looked at by themselves."""

from __future__ import annotations

from reconciler.desired.elsewhere import group_addresses
from reconciler.errors import ManifestError, StackError
from reconciler.manifest import effective, load
from reconciler.manifest.city import Stack
from reconciler.project.open import Project
from reconciler.roster import KnownAddresses
from reconciler.runtime.declared import school_year_end


def known_addresses(project: Project, stack_name: str | None, day: str) -> KnownAddresses | None:
    """The groups and domains of a stack, or of every stack that can be read.

    None: a file is at fault, which `validate` tells.
    """
    names = (stack_name,) if stack_name is not None else project.stacks()
    groups: set[str] = set()
    domains: set[str] = set()
    try:
        for name in names:
            groups |= _groups(stack := project.stack(name), day)
            domains |= {tenant.domain for tenant in stack.tenants.values()}
    except (StackError, ManifestError):
        return None
    return KnownAddresses(frozenset(groups), frozenset(domains))


def _groups(stack: Stack, day: str) -> set[str]:
    loaded = load(stack.schools, stack.sharing)
    year = school_year_end(loaded.municipality.year, day)
    return {
        address
        for school, tree in loaded.trees.items()
        for alias in tree.items["tenants"].items
        if alias in stack.tenants
        for address in group_addresses(effective(loaded, school, year, day), stack.tenants[alias])
    }
