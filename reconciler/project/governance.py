"""What a pull request changes of that which decides about pull requests: it is told, not obeyed.

Premise: levels, waivers, scopes, guards, rules, stacks and jobs say what a change may do. A pull
request that edits one of them is planned as though it had not, else it would allow itself.

Rule: each of them is compared with the base's. It weakens where more is allowed with it than
without; what cannot be compared (code, a stack, a calendar) counts as weakening.

Example: levels.yaml has `pupil-groups-closed: advisory` and the base has mandatory: "level",
weakening. The plan goes on refusing a breach; merged, it is a recommendation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from reconciler.compliance.rule import Rulebook, Waiver
from reconciler.errors import Facts
from reconciler.manifest import LoadedManifests
from reconciler.manifest.city import SchoolScope
from reconciler.manifest.types import GuardLimit
from reconciler.model.names import folded
from reconciler.model.plan import Level
from reconciler.model.proposal import Governance
from reconciler.plan.guards import DEFAULTS


class GovernanceKind(StrEnum):
    """What of it is changed (proposal-governance-…)."""

    LEVEL = "level"
    WAIVER = "waiver"
    SCOPE = "scope"
    GUARD = "guard"
    CALENDAR = "calendar"
    RULE_CODE = "rule-code"
    STACK = "stack"
    JOB = "job"
    """What a code host runs, and who has to approve."""
    SCHOOL = "school"
    """A school, or a tenant of one, that the base's stack or scopes do not know."""


@dataclass(frozen=True, slots=True)
class GovernedSide:
    """One side of the comparison."""

    folder: Path
    loaded: LoadedManifests
    rulebook: Rulebook
    guards: Mapping[str, Mapping[str, GuardLimit]]
    """By school; only what files say."""


def governance(base: GovernedSide, head: GovernedSide) -> Iterator[Governance]:
    """Everything that the head has otherwise than the base."""
    yield from _levels(base.rulebook.levels, head.rulebook.levels)
    yield from _waivers(base.rulebook.waivers, head.rulebook.waivers)
    yield from _scopes(base.loaded, head.loaded)
    yield from _guards(base, head)
    yield from _calendar(base.loaded, head.loaded)
    for kind, patterns in _FILES.items():
        yield from _files(base.folder, head.folder, patterns, kind)


_FILES = {
    GovernanceKind.RULE_CODE: ("policies/**/*.py",),
    GovernanceKind.STACK: ("stacks/**/*",),
    GovernanceKind.JOB: (
        *(f".{host}/**/*" for host in ("github", "gitea", "forgejo", "gitlab")),
        ".gitlab-ci.yml",
        "CODEOWNERS",
        "docs/CODEOWNERS",
    ),
}


def _levels(base: Mapping[str, Level], head: Mapping[str, Level]) -> Iterator[Governance]:
    for rule in sorted({*base, *head}):
        was, now = base.get(rule), head.get(rule)
        if was is not now and was is not None:
            facts: Facts = {"rule": rule, "before": was.value, "after": now.value if now else "-"}
            weakens = was is Level.MANDATORY
            yield Governance(GovernanceKind.LEVEL, facts, weakens=weakens)


def _waivers(base: Iterable[Waiver], head: Iterable[Waiver]) -> Iterator[Governance]:
    known = {(one.rule, one.school): one for one in base}
    now = {(one.rule, one.school): one for one in head}
    for key, waiver in sorted(now.items()):
        before = known.get(key)
        if before is None or before.until != waiver.until:
            facts: Facts = {"rule": waiver.rule, "school": waiver.school, "until": waiver.until}
            longer = before is None or before.until < waiver.until
            yield Governance(GovernanceKind.WAIVER, facts, waiver.place, weakens=longer)
    for rule, school in sorted(known.keys() - now.keys()):
        facts = {"rule": rule, "school": school, "until": "-"}
        yield Governance(GovernanceKind.WAIVER, facts, weakens=False)


def _scopes(base: LoadedManifests, head: LoadedManifests) -> Iterator[Governance]:
    known, now = _by_pair(base), _by_pair(head)
    for (school, tenant), scope in sorted(now.items(), key=lambda item: item[0]):
        before = known.get((school, tenant))
        if before is not None and _said(before) != _said(scope):
            facts: Facts = {
                "school": school,
                "tenant": tenant,
                "before": _said(before),
                "after": _said(scope),
            }
            weakens = not _is_within(scope, before)
            yield Governance(GovernanceKind.SCOPE, facts, scope.place, weakens=weakens)


def _by_pair(loaded: LoadedManifests) -> dict[tuple[str, str], SchoolScope]:
    return {
        (school, scope.tenant): scope
        for school, scopes in loaded.municipality.scopes.items()
        for scope in scopes
    }


def _said(scope: SchoolScope) -> str:
    seats = (f"{product} ≤ {most}" for product, most in sorted(scope.seats.items()))
    parts = (scope.root, scope.addresses, ", ".join(sorted(scope.products)))
    more = (", ".join(scope.names), ", ".join(seats), " ".join(scope.owners))
    return " · ".join(part for part in (*parts, *more) if part)


def _is_within(scope: SchoolScope, other: SchoolScope) -> bool:
    root, above = (folded(one.root).rstrip("/") + "/" for one in (scope, other))
    addresses = other.addresses in (scope.addresses, "*")
    seats = all(
        product in scope.seats and scope.seats[product] <= most
        for product, most in other.seats.items()
    )
    names = not other.names or (bool(scope.names) and set(scope.names) <= set(other.names))
    # another team that approves is not one more of the same
    within = addresses and scope.products <= other.products and scope.owners == other.owners
    return root.startswith(above) and within and seats and names


def _guards(base: GovernedSide, head: GovernedSide) -> Iterator[Governance]:
    was = {"": base.loaded.municipality.guards, **base.guards}
    now = {"": head.loaded.municipality.guards, **head.guards}
    for school in sorted(was.keys() & now.keys()):
        shared = DEFAULTS if not school else {}
        before, after = {**shared, **was[school]}, {**shared, **now[school]}
        for guard in sorted({*before, *after}):
            old, new = before.get(guard), after.get(guard)
            if old != new:
                facts: Facts = {"guard": guard, "school": school or "-"}
                weakens = new is None or (old is not None and not _is_tighter(new, old))
                yield Governance(GovernanceKind.GUARD, facts, weakens=weakens)


def _is_tighter(new: GuardLimit, old: GuardLimit) -> bool:
    """Whether nothing passes the new limit that the old one would have stopped."""
    pairs = (
        (new.share, old.share),
        (new.count, old.count),
        (new.rollover_share, old.rollover_share),
        (new.rollover_count, old.rollover_count),
        (new.days, old.days),
        (new.at_least, old.at_least),
    )
    return all(was is None or (now is not None and now <= was) for now, was in pairs)


def _calendar(base: LoadedManifests, head: LoadedManifests) -> Iterator[Governance]:
    was, now = base.municipality, head.municipality
    parts = {"year": was.year != now.year, "rollout": was.rollout != now.rollout}
    parts["roster"] = bool(now.roster_applies - was.roster_applies)
    parts["guards.within"] = was.guard_window != now.guard_window
    for part in sorted(name for name, differs in parts.items() if differs):
        yield Governance(GovernanceKind.CALENDAR, {"part": part})


def _files(
    base: Path, head: Path, patterns: Iterable[str], kind: GovernanceKind
) -> Iterator[Governance]:
    names = {
        path.relative_to(side).as_posix()
        for side in (base, head)
        for pattern in patterns
        for path in side.glob(pattern)
        if "__pycache__" not in path.parts
    }
    for name in sorted(names):
        if _content(base / name) != _content(head / name):
            yield Governance(kind, {"file": name})


def _content(path: Path) -> bytes | None:
    """A file's bytes; None for anything that is no plain file."""
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None
