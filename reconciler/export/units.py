"""A school's units: the layout's where they are called so, and its own by their paths."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from reconciler.errors import SourceLocation
from reconciler.export.audiences import PresentMembers
from reconciler.export.codes import ExportCode, Remark
from reconciler.export.draft import UNITS, DraftEntry
from reconciler.export.parts import SchoolParts, template_keys
from reconciler.export.things import Keys
from reconciler.manifest.types import UnitSpec
from reconciler.model.observation import ObservedUnit
from reconciler.model.resources import Kind, Member, MemberType, Placement


class UnitsExport:
    """Drafts the units of one school."""

    def __init__(self, parts: SchoolParts) -> None:
        self.parts = parts
        self.context = parts.desired.context
        self.limits = self.context.limits

    def take_up(self) -> None:
        """All units that are taken up, parents first."""
        there = {unit.path: unit for unit in self.parts.things.units}
        specs = {self.context.path(spec.key): spec for spec in self.context.manifest.units}
        templates = template_keys(self.parts.section(UNITS))
        kept = self._kept_units(specs, there, templates)
        keys = Keys([*(spec.key for spec in self.context.manifest.units), *templates.values()])
        at: dict[str, DraftEntry] = {}
        for path, unit in there.items():
            if path in kept:
                spec = specs[path]
                entry = self.parts.of_layout(UNITS, spec.key, templates[spec.place])
                if spec.name is None or spec.name.text != unit.label:
                    entry.fields["name"] = unit.label
                self._holds(entry, unit, spec)
            else:
                entry = self._own_unit(unit, at.get(path.rpartition("/")[0]), keys)
                self._holds(entry, unit, None)
            at[path] = entry

    def _kept_units(
        self,
        specs: Mapping[str, UnitSpec],
        there: Mapping[str, ObservedUnit],
        templates: Mapping[SourceLocation, str],
    ) -> set[str]:
        """Paths of the layout's units that stay; what is not there is left out."""
        copies: dict[str, list[str]] = defaultdict(list)
        for path, spec in specs.items():
            copies[templates[spec.place]].append(path)
        kept: set[str] = set()
        for template, paths in copies.items():
            if "{" in template:
                whole = all(self._as_declared(specs[p], there.get(p)) for p in paths)
            else:
                # a description cannot be unset: the unit is the school's own then
                whole = all(
                    p in there and self.parts.things.tellable(there[p].label) for p in paths
                )
            above_kept = all(_above(p, specs) in {*kept, ""} for p in paths)
            if whole and above_kept:
                kept |= set(paths)
            else:
                self.parts.draft.leave(f"{UNITS}/{template}")
        return kept

    def _as_declared(self, spec: UnitSpec, unit: ObservedUnit | None) -> bool:
        if unit is None or spec.name is None or spec.name.text != unit.label:
            return False
        return spec.holds is None or self._placed_exactly(spec, unit)

    def _placed_exactly(self, spec: UnitSpec, unit: ObservedUnit) -> bool:
        item = self.parts.desired.resources.items.get(
            self.context.address(Kind.PLACEMENT, spec.key)
        )
        if item is None or not isinstance(item.resource, Placement):
            return False
        return item.resource.accounts == self._rostered_in(unit)

    def _inside(self, unit: ObservedUnit) -> frozenset[str]:
        return frozenset(
            one.id for one in self.parts.given.observation.accounts if unit.path in one.places
        )

    def _rostered_in(self, unit: ObservedUnit) -> frozenset[str]:
        admins = {one.id for one in self.parts.given.observation.accounts if one.admin}
        return (self._inside(unit) & self.parts.desired.rostered) - admins

    def _own_unit(self, unit: ObservedUnit, above: DraftEntry | None, keys: Keys) -> DraftEntry:
        nested = above is not None and (above.layout is None or "{" not in above.layout)
        head = f"{above.key}/" if above is not None and nested else ""
        marked = unit.mark.key if unit.mark is not None else ""
        own = bool(marked) and marked.rpartition("/")[0] == head.rstrip("/") and keys.take(marked)
        key = marked if own else keys.make(unit.spelling.rpartition("/")[2], head)
        fields: dict[str, Any] = {"adopt": unit.spelling}
        entry = self.parts.draft.add(DraftEntry(UNITS, key, fields))
        if self.parts.things.tellable(unit.label):
            fields["name"] = unit.label
        elif unit.label:
            entry.remarks.append(Remark(ExportCode.NAME_UNTOLD, entry.subject))
        return entry

    def _holds(self, entry: DraftEntry, unit: ObservedUnit, spec: UnitSpec | None) -> None:
        """Whom the unit holds, of those on the list; nobody else is ever moved."""
        accounts = self._rostered_in(unit)
        entry.size = len(accounts)
        if spec is not None and spec.holds is not None:
            if self._placed_exactly(spec, unit):
                entry.written = len(accounts)
                return
            entry.fields["holds"] = None
        self.parts.explained(entry, "holds", self.parts.candidates.explain(self.present(unit)))

    def present(self, unit: ObservedUnit) -> PresentMembers:
        """Those on the list who are in a unit."""
        accounts = self._rostered_in(unit)
        members = frozenset(Member(MemberType.ACCOUNT, ref) for ref in accounts)
        return PresentMembers(members, self.parts.staying, text=f"{unit.spelling} {unit.label}")


def _above(path: str, specs: Mapping[str, UnitSpec]) -> str:
    """The path above, where the layout has a unit there; ''."""
    above = path.rpartition("/")[0]
    return above if above in specs else ""
