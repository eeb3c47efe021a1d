"""Cases of refusals: a case of a plan, what the ledger knows, and what a person agreed to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from reconciler.compliance.policy_input import PolicyInput
from reconciler.compliance.rule import Rule, Rulebook, Violation
from reconciler.errors import Code
from reconciler.model.baseline import Baseline
from reconciler.model.plan import Level, Plan, PlanInputs
from reconciler.plan.approve import Approval, approve
from reconciler.plan.consent import Consent, SchoolConsent
from reconciler.plan.guards import guard_municipality, limits_for_day
from reconciler.plan.prior import PriorState
from reconciler.report.texts import Language, Texts
from reconciler.rules.enforce import RuleContext
from reconciler.rules.enforce import apply_rules as of_rules
from tests.support.cases import BASE, KEY, Case, desired_of, plan_of, read_layers, read_yaml
from tests.support.refs import ref

FOLDER = Path(__file__).parents[1] / "cases" / "refusals"
RUN = 7
"""The run that left the baselines."""


@dataclass(frozen=True, slots=True)
class Accident:
    """What could go wrong: a case, what is remembered, and what was agreed to."""

    case: Case
    memory: PriorState
    consent: Consent
    ruled: bool = False
    """Whether choirs are forbidden."""


class _Code(Code):
    NO_CHOIR = "no-choir"


def _choirs(subject: PolicyInput) -> list[Violation]:
    return [Violation(f"group/{key}") for key in subject.groups if key == "choir"]


NO_CHOIR = Rule(_Code.NO_CHOIR, _choirs)
"""Some rule, so that a mandatory one can be broken."""


def names() -> list[str]:
    """Every case, sorted."""
    return sorted(path.parent.name for path in FOLDER.glob("*/case.txt"))


@cache
def read_accident(name: str) -> Accident:
    """Reads a case; over.txt names a folder beside it that it is laid over."""
    over = FOLDER / name / "over.txt"
    between = (FOLDER / over.read_text("utf-8").strip(),) if over.exists() else ()
    layers = (BASE, *between, FOLDER / name)
    known = read_yaml(layers, "memory.yaml")
    with TemporaryDirectory() as room:
        case = read_layers(layers, Path(room))
    alias = case.tenant.alias
    memory = PriorState(
        key=KEY,
        day=known.get("day", ""),
        baselines={
            ref(school, alias): _baseline(school, alias, told)
            for school, told in known.get("baselines", {}).items()
        },
        pseudonym=_pseudonym,
        known=frozenset() if known.get("emptied") else None,
    )
    consent = _consent(known.get("consent", {}), alias)
    return Accident(case, memory, consent, known.get("ruled", False))


def _pseudonym(person: str) -> str:
    return f"~{person}"


def _baseline(school: str, tenant: str, told: Mapping[str, Any]) -> Baseline:
    return Baseline(
        school=school,
        tenant=tenant,
        run=RUN,
        at="2027-02-01T08:00:00Z",
        people={_pseudonym(person): role for person, role in told.get("people", {}).items()},
        classes=frozenset(told.get("classes", ())),
        year=told.get("year", 0),
        dated=told.get("dated", ""),
    )


def _consent(told: Mapping[str, Any], tenant: str) -> Consent:
    schools = {
        ref(school, tenant): SchoolConsent(
            one["fingerprint"],
            one.get("changes", {}),
            PlanInputs(one.get("day", ""), one.get("manifests", ""), key_id=one.get("key", "")),
        )
        for school, one in told.get("schools", {}).items()
    }
    return Consent(
        acknowledged=frozenset(told.get("acknowledged", ())),
        expected=told.get("expected"),
        schools=schools or None,
    )


def planned(accident: Accident) -> Plan:
    """The plan, with every guard's word."""
    case, memory = accident.case, accident.memory
    plan = plan_of(case, memory=memory)
    declared = {
        ref(school, alias)
        for school, tree in case.loaded.trees.items()
        for alias in tree.items["tenants"].items
    }
    limits = limits_for_day(memory.day, case.loaded.municipality, alone=False)
    of_all = guard_municipality(memory.baselines, declared, limits)
    schools = plan.schools
    if accident.ruled:
        bench = RuleContext(Rulebook((NO_CHOIR,), {NO_CHOIR.id: Level.MANDATORY}), memory.day)
        schools = of_rules(schools, desired_of(case, case.observation), bench)
    return replace(
        plan, schools=schools, refusals=(*plan.refusals, *of_all), inputs=PlanInputs(memory.day)
    )


def judged(accident: Accident) -> Approval:
    """What may be carried out, and every no."""
    return approve(planned(accident), accident.consent)


def told(approval: Approval, language: Language) -> str:
    """Each refusal as a person reads it, and the schools that are held back."""
    texts = Texts(language)
    free = {(one.school, one.tenant) for one in approval.approved.schools}
    held = [
        f"{one.school}/{one.tenant}"
        for one in approval.approved.plan.schools
        if one.changes and (one.school, one.tenant) not in free
    ]
    lines = [*map(texts.refusal, approval.refused), f"= {' '.join(held) or '-'}"]
    return "\n".join(lines) + "\n"
