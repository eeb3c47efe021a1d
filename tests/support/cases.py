"""Cases of plans: a folder of manifests, people and a tenant, and the plan that they must give."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from reconciler.desired.compile import compile_tenant
from reconciler.desired.context import Desired
from reconciler.desired.targets import TargetSelector, contexts
from reconciler.diff.compare import seats_by_product
from reconciler.errors import Fault
from reconciler.manifest import LoadedManifests, check, load
from reconciler.manifest.city import RosterPaths, Stack
from reconciler.model.observation import Observation
from reconciler.model.plan import Plan, SchoolPlan
from reconciler.model.tenant import Tenant, Vendor
from reconciler.plan.approve import approve
from reconciler.plan.build import plan_tenant
from reconciler.plan.consent import Consent
from reconciler.plan.fingerprint import plan_fingerprint
from reconciler.plan.forecast import cost
from reconciler.plan.prior import PriorState
from reconciler.providers.google.limits import LIMITS as GOOGLE
from reconciler.providers.microsoft.limits import LIMITS as MICROSOFT
from reconciler.report.plan_text import PlanOptions, render_plan
from reconciler.report.texts import Texts
from reconciler.roster import Rosters
from tests.support import short

FOLDER = Path(__file__).parents[1] / "cases" / "plans"
BASE = FOLDER / "base"
"""What every case starts from; a file of the case stands in for one of the same name."""
KEY = b"a key for tests"
LIMITS = {Vendor.GOOGLE: GOOGLE, Vendor.MICROSOFT: MICROSOFT}
_SHOWN = PlanOptions(width=120, reveal={})


@dataclass(frozen=True, slots=True)
class Case:
    """One municipality, its people, and one tenant as it is."""

    loaded: LoadedManifests
    rosters: Rosters
    tenant: Tenant
    observation: Observation
    certified: bool
    """Whether there is a list of certified people."""
    day: str | None = None
    """ISO day that is planned for; None: none in particular."""

    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with the manifests."""
        return check(self.loaded, {self.tenant.alias: self.tenant}, self.rosters.year)


def names() -> list[str]:
    """Every case, sorted."""
    return sorted(path.parent.name for path in FOLDER.glob("*/case.txt"))


def read_case(name: str, room: Path) -> Case:
    """Reads a case; `room` is an empty folder in which its manifests are laid over the base's."""
    return read_layers((BASE, FOLDER / name), room)


def read_layers(layers: tuple[Path, ...], room: Path) -> Case:
    """Reads a case out of folders that are laid over each other in `room`, an empty folder."""
    for layer in layers:
        if (layer / "schools").exists():
            shutil.copytree(layer / "schools", room / "schools", dirs_exist_ok=True)
    people, seen = read_yaml(layers, "roster.yaml"), read_yaml(layers, "observed.yaml")
    tenant = short.tenant(seen.get("tenant", {}))
    return Case(
        loaded=load(room / "schools"),
        rosters=Rosters(short.rosters(people), people["year"], "digest"),
        tenant=tenant,
        observation=short.observation(seen, tenant.alias),
        certified=people.get("certified", True),
        day=people.get("day"),
    )


def read_yaml(layers: tuple[Path, ...], name: str) -> dict[str, Any]:
    """A file of the last layer that has it; {} where none does."""
    found = [layer / name for layer in layers if (layer / name).exists()]
    read = short.spread(yaml.safe_load(found[-1].read_text("utf-8"))) if found else {}
    assert isinstance(read, dict)
    return read


def plan_of(
    case: Case, observation: Observation | None = None, memory: PriorState | None = None
) -> Plan:
    """The case's plan, or its plan for another observation, or with a ledger's knowledge."""
    seen = case.observation if observation is None else observation
    limits = LIMITS[case.tenant.vendor]
    alias = case.tenant.alias
    planned = plan_tenant(desired_of(case, seen), seen, memory or PriorState(KEY, case.day or ""))
    waves = tuple(case.loaded.municipality.waves)
    schools = tuple(sorted(planned.schools, key=lambda one: (waves.index(one.wave), one.school)))
    return Plan(
        stack="tests",
        municipality=case.loaded.municipality.id,
        waves=waves,
        schools=schools,
        failures=(),
        seats=seats_by_product(planned.seats),
        cost=cost(schools, {alias: (case.tenant, limits)}),
        year=case.rosters.year,
        fingerprint=plan_fingerprint(schools, KEY),
        refusals=planned.refusals,
    )


def desired_of(case: Case, seen: Observation) -> tuple[Desired, ...]:
    """What every school of the case should have."""
    limits = LIMITS[case.tenant.vendor]
    targets = TargetSelector(day=case.day)
    inside = contexts(case.loaded, _stack(case), case.rosters, lambda _: limits, targets)
    return compile_tenant(inside[case.tenant.alias], seen)


def _stack(case: Case) -> Stack:
    certified = Path("certified.csv") if case.certified else None
    source = RosterPaths(Path("rosters"), certified)
    tenants = {case.tenant.alias: case.tenant}
    return Stack("tests", "stacks/tests.yaml", Path("schools"), source, tenants, None)


def told(plan: Plan) -> str:
    """The plan as a person reads it, each finding in full, and what may not be carried out."""
    texts = Texts("en")
    lines = [render_plan(plan, texts, _SHOWN), *_findings(plan, texts)]
    held = {refusal.school for refusal in approve(plan, Consent()).refused}
    lines += [f"Held back: {school}" for school in sorted(held)]
    return "\n".join(lines).rstrip() + "\n"


def _findings(plan: Plan, texts: Texts) -> Iterator[str]:
    for school in plan.schools:
        for finding in school.findings:
            text = texts.finding(finding).replace("\n", "\n    ")
            yield f"Finding {school.school}: {text}"


def changed(schools: tuple[SchoolPlan, ...]) -> list[str]:
    """Every change as 'action kind/key', in order."""
    return [
        f"{change.action} {change.address.kind}/{change.address.key}"
        for school in schools
        for change in school.changes
    ]
