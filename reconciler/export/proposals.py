"""What the files could say besides: for each list under no audience the one that explains most.

The best ones first: those that get the fewest wrong for what they name, then the longest. Each is
an edit of one field, which can be taken alone (`taken`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reconciler.export.audiences import Explanation, Item
from reconciler.export.draft import GROUPS, LICENCES, ROLES, UNITS, Draft, DraftEntry
from reconciler.export.groups import GroupsExport
from reconciler.export.licences import LicencesExport
from reconciler.export.parts import SchoolParts, in_file
from reconciler.export.school import school_parts
from reconciler.export.tenant import persons_of
from reconciler.export.things import things_of
from reconciler.export.units import UnitsExport
from reconciler.export.world import ExportInput, is_watched
from reconciler.manifest.edit import edited, flow, flow_list, section
from reconciler.model.observation import ObservedGroup, ObservedUnit
from reconciler.model.resources import Kind


@dataclass(frozen=True, slots=True)
class AudienceProposal:
    """One field of a school's file, and the audience that explains it best."""

    school: str
    subject: str
    """'groups/klas5a'."""
    field: str
    found: Explanation

    @property
    def path(self) -> str:
        """'ou-geo-milev/groups/klas5a/members': how it is named to be taken."""
        return f"{self.school}/{self.subject}/{self.field}"

    @property
    def items(self) -> str:
        """The audience as a file has it."""
        return in_file(self.found.items)

    @property
    def rank(self) -> tuple[float, int, str]:
        """The best first."""
        wrong = self.found.add + self.found.remove
        return (-self.found.right / (self.found.right + wrong), -self.found.right, self.path)


def proposals(given: ExportInput) -> tuple[AudienceProposal, ...]:
    """Of every school of one tenant, the best first; what is under an audience is left out."""
    persons, resolvers = persons_of(given), given.resolvers()
    found: list[AudienceProposal] = []
    for desired in given.compiled():
        context = desired.context
        if not context.targeted or is_watched(context):
            continue
        things = things_of(context, given.observation, persons)
        draft = Draft(context.manifest.id, context.manifest.layout, "")
        parts = school_parts(given, desired, resolvers[context.manifest.id], things, draft)
        found += _of_units(parts)
        found += _of_groups(parts)
        found += _of_licences(parts)
    return tuple(sorted(found, key=lambda one: one.rank))


def _kept(
    parts: SchoolParts, subject: str, field: str, found: Explanation
) -> Iterator[AudienceProposal]:
    if found.items and found.explains:
        yield AudienceProposal(parts.draft.school, subject, field, found)


def _of_units(parts: SchoolParts) -> Iterator[AudienceProposal]:
    units = UnitsExport(parts)
    by_path = {unit.path: unit for unit in parts.things.units}
    for spec in parts.desired.context.manifest.units:
        unit = _marked(parts, Kind.ORG_UNIT, spec.key) or by_path.get(
            parts.desired.context.path(spec.key)
        )
        if spec.holds is None and isinstance(unit, ObservedUnit):
            found = parts.candidates.explain(units.present(unit))
            yield from _kept(parts, f"{UNITS}/{spec.key}", "holds", found)


def _of_groups(parts: SchoolParts) -> Iterator[AudienceProposal]:
    groups, context = GroupsExport(parts), parts.desired.context
    there = {group.address: group for group in parts.things.groups}
    seen: list[tuple[str, ObservedGroup, list[str]]] = []
    for spec in context.manifest.groups:
        group = _marked(parts, Kind.GROUP, spec.key) or there.get(context.address_of(spec))
        if isinstance(group, ObservedGroup) and group.members is not None:
            parts.key_of_group[group.address] = spec.key
            seen.append((spec.key, group, [f for f in ROLES if getattr(spec, f) is None]))
    for key, group, fields in seen:
        for field in fields:
            yield from _kept(parts, f"{GROUPS}/{key}", field, groups.explained(group, field))


def _of_licences(parts: SchoolParts) -> Iterator[AudienceProposal]:
    licences = LicencesExport(parts)
    declared = {spec.product for spec in parts.desired.context.manifest.licences}
    for seen in parts.given.observation.licences:
        if seen.product not in declared:
            found = licences.explained(seen)
            yield from _kept(parts, f"{LICENCES}/{seen.product}", "for", found)


def _marked(parts: SchoolParts, kind: Kind, key: str) -> ObservedUnit | ObservedGroup | None:
    observation = parts.given.observation
    things: Sequence[ObservedUnit | ObservedGroup] = (
        observation.units if kind is Kind.ORG_UNIT else observation.groups
    )
    school = parts.draft.school
    marked = (one for one in things if one.mark is not None)
    return next((one for one in marked if (one.mark.school, one.mark.key) == (school, key)), None)  # type: ignore[union-attr]  # they are marked


def taken(text: str, proposal: AudienceProposal) -> str:
    """A school's file with one proposal in it; the remark on it goes."""

    def change(content: Any) -> None:
        at = content
        for key in _keys(proposal.subject):
            at = at.setdefault(key, section({}))
        at[proposal.field] = _items(proposal.found.items)

    after = edited(text, change)
    remark = re.compile(rf"^ *# {proposal.field}: .*\n", re.MULTILINE)
    return _without_remark(after, proposal, remark)


def _keys(subject: str) -> list[str]:
    name, *keys = subject.split("/")
    if name != UNITS:
        return [name, "/".join(keys)]
    return [part for key in keys for part in (UNITS, key)]


def _items(items: Sequence[Item]) -> Any:
    return flow_list([flow(dict(one)) for one in items])


def _without_remark(text: str, proposal: AudienceProposal, remark: re.Pattern[str]) -> str:
    """The text without the remark on a field, in the comments right above its entry."""
    key = proposal.subject.rpartition("/")[2]
    entry = re.compile(rf'^ *"?{re.escape(key)}"?:', re.MULTILINE)
    for found in entry.finditer(text):
        start = found.start()
        while start and text[:start].rstrip(" \n").rsplit("\n", 1)[-1].lstrip().startswith("#"):
            start = text.rfind("\n", 0, start - 1) + 1
        above = text[start : found.start()]
        if remark.search(above):
            return text[:start] + remark.sub("", above, 1) + text[found.start() :]
    return text


def entry_sizes(entries: Sequence[DraftEntry]) -> tuple[int, int, int]:
    """People in lists; those under a written audience; those whom a proposal would name besides."""
    return (
        sum(one.size for one in entries),
        sum(one.written for one in entries),
        sum(one.proposed for one in entries),
    )
