"""Looks at what a project and its tenants have and lack, in parallel over the tenants.

What is wanted of a tenant follows from its schools' files; where those cannot be read, every use
and no licence. It plans nothing, and sends nothing but reads.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from reconciler.desired.context import SchoolContext
from reconciler.desired.targets import TargetSelector, contexts
from reconciler.errors import ReconcilerError
from reconciler.manifest.stack import AWAY
from reconciler.model.checkup import Check, CheckCode, CheckNeeds, CheckState, Checkup, Fixer, Use
from reconciler.model.resources import Kind
from reconciler.model.stopping import workers
from reconciler.model.tenant import Tenant
from reconciler.project.checkup import ProjectParts
from reconciler.providers.registry import limits_of

WORKERS = 8


def check_project(parts: ProjectParts) -> Checkup:
    """The lines about the project itself; opens its parts."""
    return Checkup("", "", "", tuple(parts.checks()))


def check_tenants(
    parts: ProjectParts, aliases: Collection[str], tell: Callable[[str], None]
) -> tuple[Checkup, ...]:
    """The lines about each of the tenants (none named: all), by alias; tells each that is done."""
    if parts.stack is None:
        return ()
    tenants = [
        tenant
        for alias, tenant in parts.stack.tenants.items()
        # a simulator that does not run is a line of the project, and has no tenants to ask
        if (not aliases or alias in aliases) and tenant.endpoint != AWAY
    ]
    needs = needs_by_tenant(parts, tenants)

    def look(tenant: Tenant) -> Checkup:
        try:
            found = _examined(parts, tenant, needs[tenant.alias])
            if tenant.endpoint is not None:
                found = _of_simulator(found)
        finally:
            tell(tenant.alias)
        return Checkup(tenant.alias, tenant.vendor.value, tenant.domain, found)

    with workers(WORKERS, "doctor") as pool:
        return tuple(pool.map(look, tenants))


def needs_by_tenant(parts: ProjectParts, tenants: Iterable[Tenant]) -> Mapping[str, CheckNeeds]:
    """What the schools of each tenant want of it."""
    schools: Mapping[str, list[SchoolContext]] = {}
    if parts.loaded is not None and parts.stack is not None and parts.rosters is not None:
        found, targets = parts.stack.tenants, TargetSelector(day=parts.day)
        schools = contexts(
            parts.loaded,
            parts.stack,
            parts.rosters,
            lambda alias: limits_of(found[alias].vendor),
            targets,
        )
    return {tenant.alias: _needs(tenant, schools.get(tenant.alias, [])) for tenant in tenants}


def _needs(tenant: Tenant, schools: Collection[SchoolContext]) -> CheckNeeds:
    observed = [school.observed for school in schools] or [tenant.mode.observed]
    writes = any(kinds != frozenset(Kind) for kinds in observed)
    specs = [(school, spec) for school in schools for spec in school.manifest.licences]
    names = {
        spec.product: school.municipality.products[spec.product].names.get(tenant.vendor, {})
        for school, spec in specs
    }
    return CheckNeeds(
        frozenset(Use) if writes else frozenset(Use) - {Use.APPLY},
        {product: sold for product, sold in sorted(names.items()) if sold},
        any(spec.through for _, spec in specs),
    )


def _of_simulator(found: tuple[Check, ...]) -> tuple[Check, ...]:
    """Without an answer it is the simulator that is missing, not a vendor or the internet."""
    for check in found:
        if check.code is CheckCode.REACHED and check.state is not CheckState.OK:
            # nothing else could be asked of it
            return (
                replace(
                    check, code=CheckCode.SIMULATOR, state=CheckState.MISSING, fixer=Fixer.CITY
                ),
            )
    return found


def _examined(parts: ProjectParts, tenant: Tenant, needs: CheckNeeds) -> tuple[Check, ...]:
    made = parts.examiner(tenant)
    try:
        return made.examine(needs)
    except ReconcilerError as error:
        return (
            Check(
                CheckCode.REACHED, CheckState.UNKNOWN, Fixer.CITY, {}, faults=tuple(error.faults)
            ),
        )
    finally:
        made.close()
