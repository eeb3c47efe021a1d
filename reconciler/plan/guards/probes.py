"""The guard of a first apply: `tenant-unprobed`.

Premise: before the first write nobody knows whether a tenant lets us do what we assume, such as
finding our mark again. `reconciler doctor --probe` proves it on throw-away things.

Rule: a tenant that is not on the simulator, in which no run of the ledger ever meant to change
anything and nothing carries the school's mark, is refused unless a probe of the last 90 days found
that everything holds. Whoever knows better acknowledges it. Once something was applied there,
nothing more is asked.

Example: a probe of 12 March found that a listing does not show our mark. The first apply of
20 March is refused, and names the assumption.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from reconciler.errors import Facts
from reconciler.model.probe import FRESH_DAYS, INFORMATION, StoredProbe
from reconciler.model.school import SchoolRef
from reconciler.model.tenant import Tenant
from reconciler.plan.guards.inputs import GuardInput
from reconciler.plan.guards.measure import Measure


def unprobed(
    tenant: Tenant,
    known: Collection[SchoolRef] | None,
    probes: Mapping[str, StoredProbe],
    today: str,
) -> Facts | None:
    """Why a first apply in this tenant waits; None where it need not.

    `known`: schools and tenants that the ledger ever had to do with; None: not asked.
    """
    if tenant.simulated or known is None or any(ref.tenant == tenant.alias for ref in known):
        return None
    facts: Facts = {"day": "-", "age": 0, "limit": FRESH_DAYS, "failed": ""}
    probe = probes.get(tenant.alias)
    if probe is None:
        return {**facts, "why": "none"}
    day = probe.at[:10]
    age = (date.fromisoformat(today) - date.fromisoformat(day)).days
    bad = [one for one in probe.answers if not one.holds and one.assumption not in INFORMATION]
    if age <= FRESH_DAYS and not bad:
        return None
    failed = ", ".join(one.assumption for one in bad)
    why = "old" if age > FRESH_DAYS else "failed"
    return {**facts, "why": why, "day": day, "age": age, "failed": failed}


def first_apply(observed: GuardInput) -> Iterator[Measure]:
    """One for a school of a tenant that nobody has probed; things with its mark are a proof."""
    if observed.unprobed is not None and not sum(observed.marked.values()):
        yield Measure("tenant-unprobed", 1, 1, facts=observed.unprobed)
