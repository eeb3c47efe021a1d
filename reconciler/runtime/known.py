"""What a project's files say of addresses, for lists that are looked at by themselves."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from reconciler.desired.elsewhere import group_addresses
from reconciler.errors import ManifestError, StackError
from reconciler.manifest import effective, load
from reconciler.manifest.city import Stack
from reconciler.manifest.types import SchoolManifest
from reconciler.project.open import Project
from reconciler.roster import KnownAddresses
from reconciler.runtime.declared import school_year_end


def known_addresses(project: Project, stack_name: str | None, day: str) -> KnownAddresses | None:
    """The groups and domains of a stack, or of every stack that can be read.

    None: a file is at fault, which `validate` tells. StackError for a stack that was asked for by
    name and is not there, or is at fault.
    """
    if stack_name is not None:
        project.stack(stack_name)
    names = (stack_name,) if stack_name is not None else project.stacks()
    groups: set[str] = set()
    domains: set[str] = set()
    built: dict[Path, tuple[SchoolManifest, ...]] = {}
    try:
        for name in names:
            stack = project.stack(name)
            if stack.schools not in built:  # half a second, and stacks mostly share them
                built[stack.schools] = _built(stack.schools, day)
            groups |= _groups(stack, built[stack.schools])
            domains |= {tenant.domain for tenant in stack.tenants.values()}
    except (StackError, ManifestError):
        return None
    return KnownAddresses(frozenset(groups), frozenset(domains))


def _built(schools: Path, day: str) -> tuple[SchoolManifest, ...]:
    """Every school; which tenants a stack shares changes scopes alone, and none is asked here."""
    loaded = load(schools)
    year = school_year_end(loaded.municipality.year, day)
    return tuple(effective(loaded, school, year, day) for school in loaded.trees)


def _groups(stack: Stack, manifests: Iterable[SchoolManifest]) -> set[str]:
    return {
        address
        for manifest in manifests
        for alias in manifest.tenants
        if alias in stack.tenants
        for address in group_addresses(manifest, stack.tenants[alias])
    }
