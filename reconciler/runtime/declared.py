"""Checks and rules over what is declared alone: for whoever may see no roster and no tenant.

Premise: a job for a fork has no secret, and giving it a roster would give it away.

Rule: manifests are read and checked, and compiled against a tenant in which nothing was listed and
a roster that is not there. So every audience is unknown: rules see what the files say of it, and
those that hang on people find nothing. No roster, tenant, ledger or key is opened.

Example: a group of pupils with `outsiders: true` is a breach; whether a class has a teacher is not
known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from reconciler.compliance.rule import Rulebook, evaluate
from reconciler.desired.compile import compile_tenant
from reconciler.desired.targets import TargetSelector, contexts
from reconciler.errors import ManifestError
from reconciler.manifest import CheckOptions, LoadedManifests, check, load
from reconciler.manifest.city import SchoolYear, Stack
from reconciler.model.limits import VendorLimits
from reconciler.model.observation import Observation
from reconciler.model.plan import Finding
from reconciler.model.proposal import Governance
from reconciler.plan.guards import DEFAULTS
from reconciler.project.context import POLICIES
from reconciler.project.open import Project
from reconciler.project.pull_request import TrustedSide, governed_head, scopes_first
from reconciler.providers.registry import limits_of
from reconciler.roster import Rosters
from reconciler.rules.enforce import declared_places
from reconciler.rules.facts import policy_input
from reconciler.rules.load import load_rulebook

_SUMMER = "08-01"
"""From this day on the school year is the next one, where no calendar says so."""


@dataclass(frozen=True, slots=True)
class DeclaredCheck:
    """What the rules find in what is declared."""

    stack: str
    rulebook: Rulebook
    schools: tuple[str, ...]
    findings: tuple[Finding, ...]
    governance: tuple[Governance, ...] = ()
    """What a pull request changes of that which decides about it."""


def check_declared(
    project: Project, stack_name: str, day: str, head: Path | None = None
) -> DeclaredCheck:
    """The rules' findings for an ISO day; of a head's manifests under the project's governance.

    ManifestError with every fault of the files.
    """
    stack = project.stack(stack_name)
    loaded = load(stack.schools, stack.sharing)
    rulebook = load_rulebook(project.files / POLICIES, loaded.schools)
    governance: tuple[Governance, ...] = ()
    if head is not None:
        trusted = TrustedSide(project.files, stack, loaded, rulebook)
        governed = governed_head(trusted, head)
        stack, loaded, governance = governed.stack, governed.loaded, governed.governance
    year = school_year_end(loaded.municipality.year, day)
    faults = check(loaded, stack.tenants, year, CheckOptions(day, DEFAULTS))
    if faults:
        raise ManifestError([*faults, *scopes_first(faults, governance)])
    found = tuple(sorted(_findings(stack, loaded, rulebook, (year, day)), key=Finding.sort_key))
    return DeclaredCheck(stack_name, rulebook, loaded.schools, found, governance)


def school_year_end(calendar: SchoolYear | None, day: str) -> int:
    """The calendar year in which the school year of an ISO day ends."""
    starts = calendar.rollover_from if calendar is not None else _SUMMER
    return int(day[:4]) + (day[len("YYYY-") :] >= starts)


def _findings(
    stack: Stack, loaded: LoadedManifests, rulebook: Rulebook, when: tuple[int, str]
) -> Iterator[Finding]:
    year, day = when

    def limits(alias: str) -> VendorLimits:
        return limits_of(stack.tenants[alias].vendor)

    nobody = Rosters({}, year, "")
    found = contexts(loaded, stack, nobody, limits, TargetSelector(day=day))
    for alias, schools in found.items():
        for desired in compile_tenant(schools, Observation(alias)):
            places = declared_places(desired)
            for finding in evaluate(rulebook, [policy_input(desired)], day):
                place = finding.place or places.get(finding.subject, places[""])
                yield replace(finding, place=place)
