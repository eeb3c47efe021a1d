"""What a front end works with: the project's folder, a stack, its schools, rosters and key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reconciler.desired.targets import TargetSelector
from reconciler.errors import Code, Facts, Fault, StackError
from reconciler.manifest import LoadedManifests, load_stack
from reconciler.manifest.city import Stack
from reconciler.model.near import near_facts
from reconciler.model.resources import Kind
from reconciler.plan.guards import DEFAULTS
from reconciler.roster import Rosters, RosterSource, read_rosters

if TYPE_CHECKING:  # it brings the ledger's database library, which `validate` does not need
    from reconciler.project.context import ProjectContext

KEY_VARIABLE = "RECONCILER_PSEUDONYM_KEY"
KEY_BYTES = 32


class ProjectCode(Code):
    """What can be wrong with the place that a front end runs in (fault-…)."""

    NO_PROJECT = "no-project"
    NO_STACK = "no-stack"
    NO_PSEUDONYM_KEY = "no-pseudonym-key"
    WEAK_PSEUDONYM_KEY = "weak-pseudonym-key"
    UNKNOWN_NAME = "unknown-name"
    UNKNOWN_GUARD = "unknown-guard"


@dataclass(frozen=True, slots=True)
class Project:
    """Where a front end was started, and what the environment says."""

    root: Path
    environment: Mapping[str, str]
    revision: Path | None = None
    """A folder with another revision of the files that are in Git; None: those in `root`."""

    @property
    def files(self) -> Path:
        """The folder of stacks, policies and manifests."""
        return self.revision or self.root

    @classmethod
    def find(cls, here: Path, environment: Mapping[str, str]) -> Project:
        """The nearest folder upward that has a Pulumi.yaml."""
        for folder in (here, *here.parents):
            if (folder / "Pulumi.yaml").is_file():
                return cls(folder, environment)
        raise StackError([Fault(ProjectCode.NO_PROJECT, None, {"folder": str(here)})])

    def stacks(self) -> list[str]:
        """The names of the stacks that there are."""
        found = (self.files / "stacks").glob("Pulumi.*.yaml")
        return sorted(path.name.split(".")[1] for path in found)

    def stack(self, name: str) -> Stack:
        """The stack file of that name."""
        path = self.files / "stacks" / f"Pulumi.{name}.yaml"
        if not path.is_file():
            known = self.stacks()
            facts: Facts = {"stack": name, **near_facts(name, known), "count": len(known)}
            raise StackError([Fault(ProjectCode.NO_STACK, None, facts)])
        # rosters, keys and a ledger lie where they always do, whatever revision is read
        stack = load_stack(path, self.environment, self.root / "stacks")
        if self.revision is None:
            return stack
        return replace(stack, schools=self.revision / stack.schools.relative_to(self.root))

    def rosters(self, stack: Stack, loaded: LoadedManifests, day: str) -> Rosters:
        """The people of every school on an ISO day."""
        codes = {org: school for school, org in loaded.orgs.items()}
        return read_rosters(self.roster_source(stack, loaded), codes, day)

    def roster_source(self, stack: Stack, loaded: LoadedManifests) -> RosterSource:
        """Where the lists of people lie."""
        lists = stack.rosters
        latin = "bg" not in loaded.municipality.languages
        return RosterSource(lists.path, lists.certified, loaded.earlier, lists.not_homeroom, latin)

    def key(self, stack: Stack) -> bytes:
        """The pseudonym key: from the stack's file, else from the environment, else an error."""
        if stack.pseudonym_key is not None and stack.pseudonym_key.is_file():
            return strong_key(stack.pseudonym_key.read_bytes().strip(), str(stack.pseudonym_key))
        if self.environment.get(KEY_VARIABLE):
            return strong_key(self.environment[KEY_VARIABLE].encode(), KEY_VARIABLE)
        where = str(stack.pseudonym_key) if stack.pseudonym_key else "-"
        raise StackError(
            [Fault(ProjectCode.NO_PSEUDONYM_KEY, None, {"file": where, "variable": KEY_VARIABLE})]
        )


@dataclass(frozen=True, slots=True)
class TargetArgs:
    """The names that a run was narrowed to, as they were typed."""

    schools: tuple[str, ...] = ()
    tenants: tuple[str, ...] = ()
    waves: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    def targets(self, context: ProjectContext) -> TargetSelector:
        """The same, with every unknown name refused at once."""
        faults = [
            *_unknown("school", self.schools, context.loaded.schools),
            *_unknown("tenant", self.tenants, context.stack.tenants),
            *_unknown("wave", self.waves, context.loaded.municipality.waves),
        ]
        if faults:
            raise StackError(faults)
        return TargetSelector(
            schools=frozenset(self.schools),
            tenants=frozenset(self.tenants),
            waves=frozenset(self.waves),
            kinds=frozenset(Kind(kind) for kind in self.kinds),
        )


def require_guards(acknowledged: Iterable[str]) -> None:
    """StackError for every name that is no guard's; names are NAME or NAME:SCHOOL."""
    unknown = [name for name in acknowledged if name.partition(":")[0] not in DEFAULTS]
    known = ", ".join(sorted(DEFAULTS))
    if unknown:
        raise StackError(_no_guard(name, known) for name in unknown)


def _no_guard(name: str, known: str) -> Fault:
    meant = near_facts(name.partition(":")[0], sorted(DEFAULTS))
    return Fault(ProjectCode.UNKNOWN_GUARD, None, {"name": name, **meant, "known": known})


def require_names(what: str, names: Iterable[str], known: Iterable[str]) -> None:
    """StackError for every name that is none; `what`: 'school', 'tenant' or 'wave'."""
    faults = _unknown(what, names, known)
    if faults:
        raise StackError(faults)


def _unknown(what: str, names: Iterable[str], known: Iterable[str]) -> list[Fault]:
    there = tuple(known)
    return [
        Fault(
            ProjectCode.UNKNOWN_NAME, None, {"what": what, "name": name, **near_facts(name, there)}
        )
        for name in names
        if name not in there
    ]


def strong_key(key: bytes, where: str) -> bytes:
    """The key, unless it is too short to hide anything."""
    if len(key) < KEY_BYTES:
        facts: Facts = {"where": where, "length": len(key), "least": KEY_BYTES}
        raise StackError([Fault(ProjectCode.WEAK_PSEUDONYM_KEY, None, facts)])
    return key
