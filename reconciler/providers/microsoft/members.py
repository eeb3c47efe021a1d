"""Changes of members and owners: in by twenties, out one by one."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass

from reconciler.model.change import Change, MembershipDelta
from reconciler.model.replacement import hold_unreplaced, member_slots
from reconciler.model.resources import Member, MemberRole, Membership, MemberType, RoleMember
from reconciler.providers.base import VendorCode
from reconciler.providers.microsoft import api
from reconciler.providers.microsoft.api import listing, write
from reconciler.providers.microsoft.calls import Call
from reconciler.providers.microsoft.errors import classify
from reconciler.providers.microsoft.jobs import (
    Job,
    JobContext,
    JobStep,
    Progress,
    needs_recheck,
    read_ids,
)
from reconciler.providers.microsoft.limits import BIND
from reconciler.providers.microsoft.response import Response

_LISTS = {MemberRole.OWNER: api.OWNERS, MemberRole.MEMBER: api.MEMBERS}
_ADDS = {MemberRole.OWNER: api.OWNER_REFS, MemberRole.MEMBER: api.MEMBER_REFS}
_DROPS = {MemberRole.OWNER: api.OWNER_REF, MemberRole.MEMBER: api.MEMBER_REF}
_WHOLE = frozenset({VendorCode.INVALID, VendorCode.CONFLICT})
"""What one of twenty may bring upon all of them."""


@dataclass(frozen=True, slots=True)
class _Links:
    """Ids that one call puts on one list."""

    role: MemberRole
    ids: tuple[str, ...]

    def each(self) -> list[_Links]:
        """One call an id."""
        return [_Links(self.role, (one,)) for one in self.ids]


def member_job(context: JobContext, change: Change) -> Job:
    """Puts members and owners in, then takes the others out."""
    delta = change.delta if isinstance(change.delta, MembershipDelta) else MembershipDelta()
    # Owners and members are two lists here: another role is one role more, and takes none away.
    joining = [*delta.add, *delta.change]
    progress = Progress(context, change, len(joining) + len(delta.remove))
    group = _group(context, change)
    if group is None:
        progress.failed(VendorCode.MISSING, times=progress.wanted)
        return progress.outcome()
    put = list(_resolved(progress, joining, coming=True))
    bound = {(MemberRole.OWNER, one) for one in context.bound_owners.get(group, ())}
    progress.done += len(bound.intersection(put))
    put = [entry for entry in put if entry not in bound]
    yield from _join(progress, group, put)
    # Twenty share an answer, so that any trouble holds whoever could have been replaced.
    missing = {slot for entry in joining for slot in member_slots(entry)}
    parted = hold_unreplaced(delta.remove, member_slots, missing if progress.problems else ())
    progress.hold(VendorCode.CONFLICT, times=len(parted.held))
    leaving = list(_resolved(progress, parted.sendable, coming=False))
    yield from _leave(progress, group, leaving)
    return progress.outcome()


def _group(context: JobContext, change: Change) -> str | None:
    if change.target is not None:
        return change.target.id
    address = change.after.group if isinstance(change.after, Membership) else ""
    return context.batch.group_ids.get(address)


def _resolved(
    progress: Progress, entries: Iterable[RoleMember], *, coming: bool
) -> Iterable[tuple[MemberRole, str]]:
    """Roles and ids; who has no id here is counted as failed."""
    for role, member in entries:
        found = _id_of(progress.context, member)
        if role not in _LISTS or (coming and member.type is MemberType.EXTERNAL):
            progress.failed(VendorCode.UNSUPPORTED)
        elif found is None:
            progress.failed(VendorCode.MISSING)
        else:
            yield role, found


def _id_of(context: JobContext, member: Member) -> str | None:
    """An outsider whom we saw on a list is known by the id that Graph gave."""
    if member.type is MemberType.GROUP:
        return context.batch.group_ids.get(member.ref)
    return member.ref


def _join(progress: Progress, group: str, put: Sequence[tuple[MemberRole, str]]) -> JobStep:
    """Sends, reads back what is in doubt, and sends the rest in smaller parts."""
    members = [one for role, one in put if role is MemberRole.MEMBER]
    owners = tuple(one for role, one in put if role is MemberRole.OWNER)
    pending = [
        _Links(MemberRole.MEMBER, tuple(members[start : start + BIND]))
        for start in range(0, len(members), BIND)
    ]
    pending += _Links(MemberRole.OWNER, owners).each()
    while pending:
        answers = yield [_add(progress.context, group, links) for links in pending]
        recheck: list[tuple[_Links, Response]] = []
        for links, answer in zip(pending, answers, strict=True):
            if needs_recheck(answer) or (len(links.ids) > 1 and classify(answer) in _WHOLE):
                recheck.append((links, answer))
            else:
                progress.count(answer, len(links.ids))
        pending = yield from _settle(progress, group, recheck)


def _settle(
    progress: Progress, group: str, recheck: Sequence[tuple[_Links, Response]]
) -> Generator[Sequence[Call], Sequence[Response], list[_Links]]:
    """Counts who is in by now; gives what is to be sent again, each time in smaller parts."""
    just_created = group in progress.context.just_created
    roles = {links.role for links, _ in recheck}
    listed = yield from read_ids(
        {role: _list(group, role).retry_not_found_if(just_created) for role in sorted(roles)}
    )
    again: list[_Links] = []
    for links, answer in recheck:
        seen = listed[links.role] or frozenset()
        rest = tuple(one for one in links.ids if one not in seen)
        progress.done += len(links.ids) - len(rest)
        if len(links.ids) == 1 or listed[links.role] is None:
            if rest:
                progress.count(answer, len(rest), just_created=just_created)
        elif classify(answer) is VendorCode.ALREADY and len(rest) < len(links.ids):
            again += [_Links(links.role, rest)] if rest else []
        else:
            again += _Links(links.role, rest).each()
    return again


def _add(context: JobContext, group: str, links: _Links) -> Call:
    named = [context.graph.reference("directoryObjects", one) for one in links.ids]
    if len(named) == 1:
        call = write("POST", _ADDS[links.role], {"@odata.id": named[0]}, id=group)
    else:
        call = write("PATCH", api.GROUP, {"members@odata.bind": named}, id=group)
    # a group that was just made may be unknown as a member, too
    return call.retry_not_found_if(not context.just_created.isdisjoint((group, *links.ids)))


def _leave(progress: Progress, group: str, leaving: Sequence[tuple[MemberRole, str]]) -> JobStep:
    answers = yield [write("DELETE", _DROPS[role], id=group, member=one) for role, one in leaving]
    pairs = list(zip(leaving, answers, strict=True))
    recheck = sorted({role for (role, _), answer in pairs if needs_recheck(answer)})
    listed = yield from read_ids({role: _list(group, role) for role in recheck})
    for (role, one), answer in pairs:
        seen = listed.get(role) if needs_recheck(answer) else None
        if seen is not None and one not in seen:
            progress.done += 1
        else:
            progress.count(answer)


def _list(group: str, role: MemberRole) -> Call:
    return listing(_LISTS[role], "id", subject=group)
