"""The unit that a school's units lie below, where the municipality gives the school a root.

Premise: where units nest, nothing can be made or moved below a root that is not there.

Rule: a root that is missing is declared as a unit of the school, under a key that no file can
write, and stays declared as long as it carries that mark. A root that somebody made by hand, or
that carries another mark, is left alone and only used.

Example: the scope's root changes from `/` to `/ou-a`. The plan makes `/ou-a`, then moves the
school's units into it with everybody who is in them.
"""

from __future__ import annotations

from dataclasses import replace

from reconciler.desired.context import Desired, SchoolContext
from reconciler.model.mark import Mark
from reconciler.model.observation import Listing, Observation
from reconciler.model.resources import ROOT_KEY, Declared, Kind, OrgUnit, ResourceSet


def with_root(desired: Desired, observation: Observation) -> Desired:
    """The school with its root unit, where that is missing or is ours."""
    context = desired.context
    if not _needs_root(context) or Listing.UNITS not in observation.complete:
        return desired
    root = context.scope.root.lower()
    there = next((unit for unit in observation.units if unit.path == root), None)
    if there is not None and not _is_root(there.mark, context):
        return desired
    address = context.address(Kind.ORG_UNIT, ROOT_KEY)
    unit = OrgUnit(root, context.manifest.name.text)
    declared = Declared(address, unit, context.scope.place)
    items = {address: declared, **desired.resources.items}
    return replace(desired, resources=ResourceSet(items))


def _needs_root(context: SchoolContext) -> bool:
    nested = context.limits.units_nest and context.scope.root != "/"
    return nested and bool(context.manifest.units)


def _is_root(mark: Mark | None, context: SchoolContext) -> bool:
    """Whether it is the root unit of this school, perhaps under an earlier id."""
    ids = (context.manifest.id, *context.manifest.previously)
    return (
        mark is not None
        and mark.municipality == context.municipality.id
        and mark.school in ids
        and (mark.kind, mark.key) == (Kind.ORG_UNIT, ROOT_KEY)
    )
