"""A school's licences: by the audience that has them exactly, else by none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reconciler.export.audiences import Explanation, PresentMembers
from reconciler.export.codes import ExportCode, Remark
from reconciler.export.draft import LICENCES, DraftEntry
from reconciler.export.parts import SchoolParts, template_keys
from reconciler.manifest.types import LicenceSpec
from reconciler.model.observation import ObservedLicence
from reconciler.model.resources import Holder, Kind, LicenceAssignment, MemberType


class LicencesExport:
    """Drafts the licences of one school, once its groups have keys."""

    def __init__(self, parts: SchoolParts) -> None:
        self.parts = parts
        self.context = parts.desired.context
        self.limits = self.context.limits

    def take_up(self) -> None:
        """Every product that somebody holds, or that the layout gives."""
        there = {one.product: one for one in self.parts.given.observation.licences}
        specs = {spec.product: spec for spec in self.context.manifest.licences}
        templates = template_keys(self.parts.section(LICENCES))
        in_layout = {templates[spec.place]: spec for spec in specs.values()}
        for product in sorted({*there, *in_layout}):
            spec, seen = in_layout.get(product), there.get(product)
            if product in self.context.tenant.automatic:
                self.parts.draft.left_out.append(
                    Remark(ExportCode.AUTOMATIC, f"{LICENCES}/{product}")
                )
            elif seen is not None:
                self._licence(product, seen, spec)
                continue
            if (
                spec is not None
                and self.context.tenant.vendor in self.context.municipality.products[product].names
            ):
                self.parts.draft.leave(f"{LICENCES}/{product}")

    def _licence(self, product: str, seen: ObservedLicence, spec: LicenceSpec | None) -> None:
        holders = frozenset(one for one in seen.holders if self._own_holder(one))
        entry = DraftEntry(LICENCES, product, layout=product if spec is not None else None)
        entry.size = len(holders)
        if spec is not None and holders and self._given_exactly(product, holders, seen):
            entry.written = len(holders)
            self.parts.draft.add(entry)
            return
        fields = self._given_otherwise(entry, holders)
        if fields is None:
            if spec is not None:
                self.parts.draft.leave(f"{LICENCES}/{product}")
            if holders:
                self.parts.draft.unwritten.append(entry)
            return
        unset = {} if spec is None or spec.through is None else {"through": None}
        entry.fields = {**unset, **fields}
        entry.written = len(holders)
        self.parts.draft.add(entry)

    def _given_otherwise(
        self, entry: DraftEntry, holders: frozenset[Holder]
    ) -> dict[str, Any] | None:
        """By which audience or group exactly these hold it; None: by none."""
        groups = [one.member.ref for one in holders if one.member.type is MemberType.GROUP]
        if len(groups) == len(holders) == 1 and groups[0] in self.parts.key_of_group:
            return {"through": self.parts.key_of_group[groups[0]]}
        found = self._audience(holders)
        if found.exact and found.items:
            return {"for": [dict(one) for one in found.items]}
        if holders:
            entry.proposed = found.right if found.explains else 0
            entry.remarks.append(self.parts.remark(entry, "for", found))
        return None

    def explained(self, seen: ObservedLicence) -> Explanation:
        """What explains who of the school holds a product."""
        return self._audience(frozenset(one for one in seen.holders if self._own_holder(one)))

    def _audience(self, holders: frozenset[Holder]) -> Explanation:
        members = frozenset(one.member for one in holders)
        return self.parts.candidates.explain(PresentMembers(members, self.parts.staying))

    def _own_holder(self, holder: Holder) -> bool:
        whole = self.context.scope.root == "/"
        return whole or holder.member.ref in self.parts.desired.rostered

    def _given_exactly(
        self, product: str, holders: Iterable[Holder], seen: ObservedLicence
    ) -> bool:
        item = self.parts.desired.resources.items.get(self.context.address(Kind.LICENCE, product))
        if item is None or not isinstance(item.resource, LicenceAssignment):
            return False
        want = {one for one in item.resource.holders if one.member.ref not in seen.inherited}
        return want == set(holders)
