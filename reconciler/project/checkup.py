"""What of the project itself is ready: files, key, ledger, lists of people; and its parts.

Premise: `doctor` is for when something is wrong, so one part that cannot be used must not hide the
others. Each is opened by itself, and what it says is a line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reconciler.errors import Facts, Fault, ReconcilerError
from reconciler.ledger.ledger import Ledger
from reconciler.manifest import (
    CheckOptions,
    LoadedManifests,
    check,
    load,
    require_shared_ledger,
    require_simulator,
)
from reconciler.manifest.city import Stack
from reconciler.model.checkup import Check, CheckCode, CheckState, Fixer, Use
from reconciler.model.tenant import Tenant
from reconciler.plan.guards import DEFAULTS
from reconciler.project.context import open_stack_ledger
from reconciler.project.open import Project
from reconciler.project.pupils import pupil_faults
from reconciler.providers.pacing import CallWindows, QuotaPool
from reconciler.providers.permission import Examiner
from reconciler.providers.registry import examiner
from reconciler.roster import Rosters

_APPLY = frozenset({Use.APPLY})
_STALE = "roster-stale"


@dataclass(slots=True)
class ProjectParts:
    """A project as far as it can be opened; `checks` opens it."""

    project: Project
    stack_name: str
    day: str
    """ISO day that it is."""
    stack: Stack | None = None
    loaded: LoadedManifests | None = None
    rosters: Rosters | None = None
    ledger: Ledger | None = None

    def checks(self) -> Iterator[Check]:
        """A line for each part."""
        yield self._files()
        if self.stack is None:
            return
        yield from _simulator(self.stack)
        yield self._key(self.stack)
        yield from self._ledger(self.stack)
        if self.loaded is not None:
            yield from self._rosters(self.stack, self.loaded)

    def examiner(self, tenant: Tenant) -> Examiner:
        """What looks at the rights in a tenant, within the quotas that all runs share."""
        return examiner(tenant, self._quotas())

    def close(self) -> None:
        """Closes the ledger."""
        if self.ledger is not None:
            self.ledger.close()

    def _quotas(self) -> CallWindows | None:
        if self.stack is None or self.ledger is None or not self.ledger.on_server:
            return None
        share = self.stack.read_share
        return self.ledger.shared_quotas(share) or QuotaPool(share)

    def _files(self) -> Check:
        try:
            self.stack = self.project.stack(self.stack_name)
            self.loaded = load(self.stack.schools, self.stack.sharing)
        except ReconcilerError as error:
            return _missing(CheckCode.FILES, error.faults, _file_facts(error.faults, None))
        facts = {"count": len(self.loaded.trees), "schools": len(self.loaded.trees)}
        return Check(CheckCode.FILES, CheckState.OK, Fixer.CITY, facts)

    def _key(self, stack: Stack) -> Check:
        try:
            self.project.key(stack)
        except ReconcilerError as error:
            return _missing(CheckCode.KEY, error.faults)
        return Check(CheckCode.KEY, CheckState.OK, Fixer.CITY)

    def _ledger(self, stack: Stack) -> Iterator[Check]:
        try:
            require_shared_ledger(stack)
            self.ledger = open_stack_ledger(self.project, stack.name)
        except ReconcilerError as error:
            yield _missing(CheckCode.LEDGER, error.faults)
            return
        yield Check(CheckCode.LEDGER, CheckState.OK, Fixer.CITY)
        state = CheckState.OK if self.ledger.may_write else CheckState.MISSING
        yield Check(CheckCode.LEDGER_ROLE, state, Fixer.CITY, {}, _APPLY)

    def _rosters(self, stack: Stack, loaded: LoadedManifests) -> Iterator[Check]:
        try:
            self.rosters = self.project.rosters(stack, loaded, self.day)
        except ReconcilerError as error:
            yield _missing(CheckCode.ROSTERS, error.faults, {"count": 0})
            return
        faults = (
            *check(loaded, stack.tenants, self.rosters.year, CheckOptions(self.day, DEFAULTS)),
            *pupil_faults(stack.schools, self.rosters),
        )
        if faults:
            yield _missing(CheckCode.FILES, faults, _file_facts(faults, loaded))
        count: Facts = {"count": len(self.rosters.by_school)}
        yield Check(CheckCode.ROSTERS, CheckState.OK, Fixer.CITY, count)
        limit = loaded.municipality.guards.get(_STALE, DEFAULTS[_STALE]).days or 0
        for school in loaded.schools:
            found = self._roster(school, self.rosters, limit)
            if found is not None:
                yield found

    def _roster(self, school: str, rosters: Rosters, limit: int) -> Check | None:
        """A school's list, where it is missing, broken or older than its guard lets through."""
        if school in rosters.broken:
            facts: Facts = {"school": school, "why": "broken", "age": 0, "limit": limit}
            return _missing(CheckCode.ROSTER, rosters.broken[school], facts)
        roster = rosters.by_school.get(school)
        if roster is None:
            facts = {"school": school, "why": "none", "age": 0, "limit": limit}
            return _missing(CheckCode.ROSTER, (), facts)
        if not roster.exported:
            return None
        age = (date.fromisoformat(self.day) - date.fromisoformat(roster.exported)).days
        facts = {"school": school, "why": "old", "age": age, "limit": limit}
        return _missing(CheckCode.ROSTER, (), facts) if age > limit else None


def _file_facts(faults: tuple[Fault, ...], loaded: LoadedManifests | None) -> Facts:
    """How many faults, in the files of how many schools; 0: it is not known of how many."""
    return {"count": len(faults), "schools": len(loaded.trees) if loaded else 0}


def _simulator(stack: Stack) -> Iterator[Check]:
    """A line where tenants are on a simulator that does not run; no file is wrong then."""
    try:
        require_simulator(stack)
    except ReconcilerError as error:
        yield _missing(CheckCode.SIMULATOR, error.faults)


def _missing(code: CheckCode, faults: tuple[Fault, ...], facts: Facts | None = None) -> Check:
    return Check(code, CheckState.MISSING, Fixer.CITY, facts or {}, faults=faults)
