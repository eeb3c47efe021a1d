"""A school's groups: the layout's where they are called so, and its own by their addresses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from reconciler.errors import Facts, SourceLocation
from reconciler.export.audiences import Explanation, Item, PresentMembers
from reconciler.export.codes import ExportCode, Remark
from reconciler.export.draft import GROUPS, ROLES, DraftEntry
from reconciler.export.parts import SchoolParts, template_keys
from reconciler.export.things import Keys
from reconciler.manifest.types import GroupSpec
from reconciler.model.observation import ObservedGroup
from reconciler.model.resources import GroupType, Kind, Member, MemberRole, Membership, MemberType

ROLE_OF = dict(zip(ROLES, (MemberRole.OWNER, MemberRole.MANAGER, MemberRole.MEMBER), strict=True))
"""Field of a file → role."""
_NOBODY: frozenset[Member] = frozenset()
_CAMEL = frozenset({"newMembers", "nonMembers"})
"""Words of ours with a capital in them; the vendors' own are in capitals throughout."""


class GroupsExport:
    """Drafts the groups of one school."""

    def __init__(self, parts: SchoolParts) -> None:
        self.parts = parts
        self.context = parts.desired.context
        self.limits = self.context.limits
        self.at_creation: Counter[str] = Counter()

    def take_up(self) -> None:
        """All groups that are taken up, by address."""
        there = {group.address: group for group in self.parts.things.groups}
        specs = {self.context.address_of(spec): spec for spec in self.context.manifest.groups}
        templates = template_keys(self.parts.section(GROUPS))
        kept = self._kept_groups(specs, there, templates)
        taken = {spec.key for spec in specs.values() if templates[spec.place] == spec.key}
        keys = Keys([*taken, *templates.values()])
        entries: list[tuple[DraftEntry, ObservedGroup, GroupSpec | None]] = []
        for address, group in there.items():
            spec = specs.get(address)
            if address in kept and spec is not None:
                entry = self.parts.of_layout(GROUPS, spec.key, templates[spec.place])
                entries.append((entry, group, spec))
            else:
                entry = self._own_group(group, spec, keys)
                entries.append((entry, group, None))
            self.parts.key_of_group[address] = entry.key
        for entry, group, spec in entries:
            self._settle_group(entry, group, spec)
        for setting, count in sorted(self.at_creation.items()):
            facts: Facts = {"setting": setting, "count": count}
            self.parts.draft.left_out.append(Remark(ExportCode.AT_CREATION, facts=facts))

    def _kept_groups(
        self,
        specs: Mapping[str, GroupSpec],
        there: Mapping[str, ObservedGroup],
        templates: Mapping[SourceLocation, str],
    ) -> set[str]:
        copies: dict[str, list[str]] = defaultdict(list)
        for address, spec in specs.items():
            copies[templates[spec.place]].append(address)
        kept: set[str] = set()
        for template, addresses in copies.items():
            whole = all(
                address in there and self._suits(specs[address], there[address], template)
                for address in addresses
            )
            if whole:
                kept |= set(addresses)
            else:
                self.parts.draft.leave(f"{GROUPS}/{template}")
        return kept

    def _suits(self, spec: GroupSpec, group: ObservedGroup, template: str) -> bool:
        """Whether a group can be the layout's; a copy of a template has to be so in all."""
        if self.parts.resolver.group_type(spec) is not group.type:
            return False
        if "{" not in template:
            return self.parts.things.tellable(group.name)
        return (
            spec.name.text == group.name
            and not self._differing(spec, group)
            and all(self._exact(spec, group, field) for field in _managed(spec))
        )

    def _differing(self, spec: GroupSpec, group: ObservedGroup) -> list[str]:
        there = group.settings or {}
        known = self.limits.settings.get(group.type, frozenset()) - self.limits.at_creation
        return [n for n, v in spec.settings.items() if n in known and there.get(n) != v]

    def _own_group(self, group: ObservedGroup, spec: GroupSpec | None, keys: Keys) -> DraftEntry:
        local = group.address.rpartition("@")[0]
        marked = group.mark.key if group.mark is not None else ""
        wanted = marked or (spec.key if spec is not None else "")
        key = wanted if wanted and keys.take(wanted) else keys.make(local)
        fields: dict[str, Any] = {}
        told = self.parts.things.tellable(group.name)
        if self.context.mail(key) != group.address or not told:
            fields["adopt"] = group.address
        if told:
            fields["name"] = group.name
        if group.type is not GroupType.MAIL:
            fields["type"] = group.type.value
        entry = self.parts.draft.add(DraftEntry(GROUPS, key, fields))
        if group.name and not told:
            entry.remarks.append(Remark(ExportCode.NAME_UNTOLD, entry.subject))
        return entry

    def _settle_group(
        self, entry: DraftEntry, group: ObservedGroup, spec: GroupSpec | None
    ) -> None:
        if spec is not None and spec.name.text != group.name:
            entry.fields["name"] = group.name
        self._settings(entry, group, spec)
        if group.members is None:
            entry.remarks.append(Remark(ExportCode.MEMBERS_UNREAD, entry.subject))
            for field in _managed(spec) if spec is not None else ():
                entry.fields[field] = None
            return
        entry.size = sum(len(some) for some in group.members.values())
        for field in ROLES:
            self._role(entry, group, field, spec)
        if spec is None:
            entry.fields["extraMembers"] = "keep"

    def _settings(self, entry: DraftEntry, group: ObservedGroup, spec: GroupSpec | None) -> None:
        if group.settings is None:
            entry.remarks.append(Remark(ExportCode.SETTINGS_UNREAD, entry.subject))
            if spec is not None and spec.settings:
                entry.fields["settings"] = dict.fromkeys(spec.settings)
            return
        names = self._differing(spec, group) if spec is not None else sorted(group.settings)
        settings: dict[str, Any] = {}
        for name in names:
            value = group.settings.get(name)
            if name in self.limits.at_creation:
                self.at_creation[name] += 1
            elif self._has_word(name, value, group.type):
                settings[name] = value
            else:
                facts = {"setting": name}
                entry.remarks.append(Remark(ExportCode.SETTING_UNKNOWN, entry.subject, facts))
                if spec is not None:
                    settings[name] = None
        if settings:
            entry.fields["settings"] = settings

    def _has_word(self, name: str, value: str | bool | None, kind: GroupType) -> bool:
        known = self.limits.settings.get(kind, frozenset()) - self.limits.at_creation
        words = self.limits.words.get(name)
        ours = isinstance(value, bool) or (value or "").islower() or value in _CAMEL
        return name in known and ours and (words is None or value in words)

    def _role(
        self, entry: DraftEntry, group: ObservedGroup, field: str, spec: GroupSpec | None
    ) -> None:
        have = self.present(group, field)
        managed = spec is not None and getattr(spec, field) is not None
        if managed and spec is not None and self._exact(spec, group, field):
            entry.written += len(have.members)
            return
        if managed:
            entry.fields[field] = None
        if not have.members:
            if field == "members":
                entry.remarks.append(Remark(ExportCode.EMPTY, entry.subject))
            return
        if ROLE_OF[field] in self.limits.roles:
            self.parts.explained(entry, field, self.explained(group, field))

    def explained(self, group: ObservedGroup, field: str) -> Explanation:
        """What explains who is in a group in a role, other groups among them."""
        return self._with_nested(self.present(group, field), group)

    def _with_nested(self, have: PresentMembers, group: ObservedGroup) -> Explanation:
        """The groups among the members by their keys, the others by an audience."""
        nested = [
            m
            for m in sorted(have.members)
            if m.type is MemberType.GROUP
            and m.ref in self.parts.key_of_group
            and m.ref != group.address
        ]
        if not nested or group.type not in self.limits.nested:
            return self.parts.candidates.explain(have)
        items: list[Item] = [{"group": self.parts.key_of_group[m.ref]} for m in nested]
        rest = have.members - set(nested)
        if not rest - have.staying:
            return Explanation(tuple(items), 0, 0, len(have.members))
        also = have.also | set(nested)
        found = self.parts.candidates.explain(replace(have, members=rest, also=also))
        right = found.right + len(nested)
        return Explanation((*items, *found.items), found.add, found.remove, right)

    def present(self, group: ObservedGroup, field: str) -> PresentMembers:
        """Who is in a group in a role."""
        members = group.members or {}
        stronger = list(MemberRole)[: list(MemberRole).index(ROLE_OF[field])]
        above = frozenset().union(*(members.get(one, _NOBODY) for one in stronger))
        here = members.get(ROLE_OF[field], _NOBODY)
        also = above if self.limits.one_role_each else _NOBODY
        return PresentMembers(here, self.parts.staying, also, f"{group.address} {group.name}")

    def _exact(self, spec: GroupSpec, group: ObservedGroup, field: str) -> bool:
        address = self.context.address(Kind.MEMBERSHIP, spec.key)
        item = self.parts.desired.resources.items.get(address)
        if item is None or not isinstance(item.resource, Membership) or group.members is None:
            return False
        want, have = item.resource.roles.get(ROLE_OF[field]), self.present(group, field)
        if want is None:
            return ROLE_OF[field] not in self.limits.roles
        return want <= have.members | have.also and have.members - have.staying <= want


def _managed(spec: GroupSpec) -> list[str]:
    return [field for field in ROLES if getattr(spec, field) is not None]
