"""Changes of members: whom to put into a group, in which role, and whom to take out."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from typing import NamedTuple

from reconciler.model.plan import Change, MembershipDelta
from reconciler.model.replacement import hold_unreplaced, member_slots
from reconciler.model.resources import Member, Membership, MemberType, RoleMember
from reconciler.providers.google.api import Call
from reconciler.providers.google.jobs import Job, JobContext, Progress, is_doubtful
from reconciler.providers.google.response import Response

RoleEntries = Mapping[str, str]
"""Who is in a group: id or folded address → Google's word for the role."""


class _Item(NamedTuple):
    """One member to be put in a role, or to be taken out."""

    call: Call
    entry: RoleMember
    stays: bool


_Failures = Generator[Sequence[Call], Sequence[Response], list[tuple[_Item, Response]]]


def member_job(context: JobContext, change: Change) -> Job:
    """Puts members in and gives them roles, then takes the others out.

    A group loses no owner for one who could not be made owner, and no outsider for one who could
    not be put in: an answer of "duplicate" may mean the same mailbox under another address.
    """
    delta = change.delta if isinstance(change.delta, MembershipDelta) else MembershipDelta()
    progress = Progress(context, change, len(delta.add) + len(delta.change) + len(delta.remove))
    group = _group(context, change)
    items = [_put(context, group, entry, new=True) for entry in delta.add]
    items += [_put(context, group, entry, new=False) for entry in delta.change]
    failed = yield from _settle(progress, group, items, (yield [item.call for item in items]))
    missing = {slot: answer for item, answer in failed for slot in member_slots(item.entry)}
    parted = hold_unreplaced(delta.remove, member_slots, missing)
    for entry in parted.held:
        progress.count(next(missing[slot] for slot in member_slots(entry) if slot in missing))
    leaving = [_drop(context, group, entry) for entry in parted.sendable]
    yield from _settle(progress, group, leaving, (yield [item.call for item in leaving]))
    return progress.outcome()


def _group(context: JobContext, change: Change) -> str:
    """The group's id where it is known, else its address; Google takes either."""
    if change.target is not None:
        return change.target.id
    address = change.after.group if isinstance(change.after, Membership) else ""
    return context.batch.group_ids.get(address, address)


def _put(context: JobContext, group: str, entry: RoleMember, *, new: bool) -> _Item:
    role = entry.role.name
    if new:
        body = {**_named(context, entry.member), "role": role}
        call = context.routes.member_insert.call(body, group=group)
        return _Item(call.waiting(group in context.fresh), entry, stays=True)
    route = context.routes.member_patch
    return _Item(
        route.call({"role": role}, group=group, member=entry.member.ref), entry, stays=True
    )


def _named(context: JobContext, member: Member) -> dict[str, str]:
    account = context.batch.accounts.get(member.ref) if member.type is MemberType.ACCOUNT else None
    if account is not None:
        return {"email": account.address}
    return {"id" if member.type is MemberType.ACCOUNT else "email": member.ref}


def _drop(context: JobContext, group: str, entry: RoleMember) -> _Item:
    call = context.routes.member_delete.call(group=group, member=entry.member.ref)
    return _Item(call, entry, stays=False)


def _settle(
    progress: Progress, group: str, items: Sequence[_Item], answers: Sequence[Response]
) -> _Failures:
    """Counts what is done and gives what is not; looks at the whole group where there is doubt."""
    pairs = list(zip(items, answers, strict=True))
    doubtful = [is_doubtful(answer) for answer in answers]
    roles = (yield from _look(progress.context, group)) if any(doubtful) else None
    failed: list[tuple[_Item, Response]] = []
    for (item, answer), doubt in zip(pairs, doubtful, strict=True):
        if doubt and roles is not None and _stands(item, roles):
            progress.done += 1
            continue
        progress.count(answer)
        if not answer.good:
            failed.append((item, answer))
    return failed


def _stands(item: _Item, roles: RoleEntries) -> bool:
    """Whether things are as the item wants them, whoever did it."""
    role = roles.get(item.entry.member.ref)
    return role == item.entry.role.name if item.stays else role is None


def _look(
    context: JobContext, group: str
) -> Generator[Sequence[Call], Sequence[Response], RoleEntries | None]:
    """A group's members as they are now; None where they could not be read whole."""
    first = context.routes.members.call(group=group)
    roles: dict[str, str] = {}
    call: Call | None = first
    while call is not None:
        answer = (yield [call])[0]
        if not answer.good:
            return None
        data = answer.data()
        for member in data.get("members", ()):
            roles[member.get("email", "").casefold()] = member["role"]
            roles[member["id"]] = member["role"]
        token = data.get("nextPageToken")
        call = first.page(token) if token else None
    return roles
