"""What the ledger and the setting add to the tenants' own plans."""

from __future__ import annotations

from collections.abc import Iterable

from reconciler.model.plan import Plan
from reconciler.plan.build import Memory, TenantPlan
from reconciler.plan.called import begun_now, called_now
from reconciler.plan.guards import guard_municipality, limits_on
from reconciler.plan.whole import Frame, whole
from reconciler.planned import Setting, View, declared


def memory_of(setting: Setting) -> Memory:
    """What the ledger knows now, by the ids that schools have now."""
    name, earlier = setting.stack.name, setting.loaded.earlier
    baselines = setting.ledger.baselines(name)
    return Memory(
        key=setting.key,
        day=setting.day,
        today=setting.today,
        baselines=called_now(baselines, earlier),
        unfinished=begun_now(setting.ledger.unfinished(name), baselines, earlier),
        pseudonym=setting.seal.pseudonym,
    )


def whole_of(setting: Setting, view: View, parts: Iterable[TenantPlan], memory: Memory) -> Plan:
    """The municipality's plan, and the guards' no to all of it."""
    municipality = setting.loaded.municipality
    limits = limits_on(setting.day, municipality, alone=False)
    frame = Frame(
        stack=setting.stack.name,
        municipality=municipality,
        key=setting.key,
        year=setting.rosters.year,
        pins=setting.pins(),
        tenants={
            alias: (setting.stack.tenants[alias], hand.provider.limits)
            for alias, hand in view.hands.items()
        },
        failures=view.failures,
        requests=view.requests(),
        refusals=guard_municipality(memory.baselines.keys(), declared(setting.loaded), limits),
    )
    return whole(frame, parts)
