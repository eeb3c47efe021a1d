"""Findings of groups that say beforehand what a vendor cannot do, or keeps where we cannot write.

They are about groups that the plan makes or carries on, and change nothing of it:

- a setting that only a new group can be given, where a group was made without it;
- a mail address that stays behind: Graph renames a group and leaves its e-mail address;
- what it costs that a tenant's listing does not show our marks: settings, read group by group;
- a deleted group that can still be restored, where a new one of its key or address is to be made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reconciler.diff.match import Match
from reconciler.diff.objects import ObjectsResult
from reconciler.diff.policy import DiffCode, SchoolPolicy
from reconciler.errors import Facts
from reconciler.model.observation import DeletedGroup, Observation, ObservedGroup
from reconciler.model.plan import Finding
from reconciler.model.resources import Declared, Group, GroupType, Kind, ResourceSet

Matched = tuple[Declared, Group, Match[ObservedGroup]]


def group_findings(
    declared: ResourceSet,
    result: ObjectsResult[ObservedGroup],
    observation: Observation,
    policy: SchoolPolicy,
) -> Iterator[Finding]:
    """Of every declared group that was matched or is to be made."""
    matched = [
        (item, item.resource, result.matched[item.address.key])
        for item in declared.of(Kind.GROUP)
        if item.address.key in result.matched and isinstance(item.resource, Group)
    ]
    yield from _fixed_settings(matched, policy)
    if observation.marks_asked:
        facts: Facts = {"count": observation.marks_asked}
        yield policy.finding(DiffCode.MARKS_ASKED, policy.tenant, facts)
    for item, group, found in matched:
        if found.observed is not None:
            yield from _mail_stays(item, group, found.observed, policy)
    yield from _in_bin([one for one in matched if one[2].observed is None], observation, policy)


def _fixed_settings(matched: list[Matched], policy: SchoolPolicy) -> Iterator[Finding]:
    counts = Counter(
        name
        for _, group, found in matched
        if found.observed is not None and found.observed.settings is not None
        for name in policy.at_creation & group.settings.keys()
        if found.observed.settings.get(name) != group.settings[name]
    )
    for setting, count in sorted(counts.items()):
        facts: Facts = {"setting": setting, "count": count}
        yield policy.finding(DiffCode.SETTING_AT_CREATION, setting, facts)


def _mail_stays(
    item: Declared, group: Group, observed: ObservedGroup, policy: SchoolPolicy
) -> Iterator[Finding]:
    answers = {group.address} & {observed.mail, *observed.aliases}
    if group.type is GroupType.MAIL and observed.mail is not None and not answers:
        key = item.address.key
        facts: Facts = {"key": key, "address": group.address, "mail": observed.mail}
        yield policy.finding(DiffCode.MAIL_STAYS, f"group/{key}", facts, item.place)


def _in_bin(
    made: list[Matched], observation: Observation, policy: SchoolPolicy
) -> Iterator[Finding]:
    if observation.deleted_groups is None and made:
        yield policy.finding(DiffCode.BIN_NOT_READ, "", facts={"count": len(made)})
    for item, group, _ in made:
        found = [one for one in observation.deleted_groups or () if _is(one, item, group, policy)]
        if found:
            key = item.address.key
            facts: Facts = {"key": key, "day": max(one.deleted for one in found)}
            yield policy.finding(DiffCode.GROUP_IN_BIN, f"group/{key}", facts, item.place)


def _is(deleted: DeletedGroup, item: Declared, group: Group, policy: SchoolPolicy) -> bool:
    """Whether a deleted group was this one, or had its address."""
    mark = deleted.mark
    ours = mark is not None and policy.owns(mark, Kind.GROUP) and mark.key == item.address.key
    return ours or group.address in deleted.addresses
