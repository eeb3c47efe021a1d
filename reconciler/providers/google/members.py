"""Changes of a group's members: additions, role changes and removals.

Premise: one mailbox may have several addresses, and Google may list a member under another one
than the file has. So an insert may fail with "Member already exists." although members.list does
not show that address. members.get by the address shows which:

- 404: a pending invitation, which blocks the insert until it is deleted (GAM 4.54.17); or a member
  who came a moment ago, perhaps by this very insert, sent twice on its way. To delete that one
  would take out somebody who is declared. So an invitation is what still does not show after a
  minute, as long as replication usually takes (see `apply.settle`).
- 200, listed by that id: the person is a member under another address. Neither the addition nor
  the removal of that entry is possible; both are held until the file says which address is hers.
- 200, and not listed: she is a member, and the list lags behind.

So additions are finished before removals begin, and outsiders are removed by the id that the list
has, since an address may find another member or none (kubernetes/k8s.io #1091). Read 2026-11-30.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from typing import NamedTuple

from reconciler.model.change import Change, MembershipDelta
from reconciler.model.mailbox import mailbox
from reconciler.model.parts import ADD, CHANGE, REMOVE, subject_of
from reconciler.model.replacement import hold_unreplaced, member_slots
from reconciler.model.resources import Member, Membership, MemberType, RoleMember
from reconciler.providers.base import VendorCode
from reconciler.providers.google.calls import Call
from reconciler.providers.google.errors import classify
from reconciler.providers.google.jobs import (
    Job,
    JobContext,
    JobStep,
    Progress,
    is_gone,
    needs_recheck,
)
from reconciler.providers.google.response import Response
from reconciler.providers.paging import PageCounter

RoleEntries = Mapping[str, str]
"""A group's members now: id, and also mailbox → the role as Google spells it."""

LOOKS = 2
"""How often a member who is not found is waited for; each time for half a minute (`retry`)."""


class _Item(NamedTuple):
    """One call of the change: an addition, a role change or a removal of one member."""

    call: Call
    entry: RoleMember
    stays: bool
    """Whether the member is in the group afterwards; False: a removal."""
    key: str
    """The id or address by which the call names the member."""

    @property
    def sign(self) -> str:
        """What is done with the member, as `model.parts` has it."""
        if not self.stays:
            return REMOVE
        return ADD if self.call.route.method == "POST" else CHANGE


class _Failed(NamedTuple):
    """An item that is not done, and why."""

    item: _Item
    answer: Response
    roles: RoleEntries | None
    """The members as they were listed after the item; None: they were not."""


_Failures = Generator[Sequence[Call], Sequence[Response], list[_Failed]]


def member_job(context: JobContext, change: Change) -> Job:
    """Adds members and changes roles first, then removes members.

    Where an owner could not be added, no owner is removed; the same of outsiders. Removals held
    for that count as not done, with the error of the addition (see `hold_unreplaced`).
    """
    delta = change.delta if isinstance(change.delta, MembershipDelta) else MembershipDelta()
    group = _group(context, change)
    ids = context.batch.outsider_ids.get(group, {})
    items = [_put(context, group, entry) for entry in delta.add]
    items += [_promote(context, group, entry, key) for entry, key in _keyed(delta.change, ids)]
    leaving = [_drop(context, group, entry, key) for entry, key in _keyed(delta.remove, ids)]
    progress = Progress(context, change, len(items) + len(leaving))
    failed = yield from _settle(progress, group, items, (yield [item.call for item in items]))
    same, failed = yield from _under_another_name(progress, group, failed)
    _count(progress, failed)
    yield from _close(progress, [item for item in items if item.sign == ADD])
    missing = {slot: one.answer for one in failed for slot in member_slots(one.item.entry)}
    parted = hold_unreplaced(leaving, lambda item: member_slots(item.entry), missing)
    for item in parted.held:
        answer = next(missing[slot] for slot in member_slots(item.entry) if slot in missing)
        progress.hold(classify(answer) or VendorCode.CONFLICT, answer)
    for item in parted.sendable:
        if item.key in same:
            progress.same_person(subject_of(item.sign, item.entry), same[item.key])
    going = [item for item in parted.sendable if item.key not in same]
    _count(
        progress,
        (yield from _settle(progress, group, going, (yield [item.call for item in going]))),
    )
    return progress.outcome()


def _close(progress: Progress, added: Sequence[_Item]) -> JobStep:
    """Keeps a group closed that was, where Google opens it for the outsiders of a nested group.

    Since 24 June 2026 an administrator who puts outsiders in, also by way of a group, switches
    allowExternalMembers on (update notes; GAM #1878). Nobody asked for that.
    """
    context, after = progress.context, progress.change.after
    address = after.group if isinstance(after, Membership) else ""
    nested = any(item.entry.member.type is MemberType.GROUP for item in added)
    if not nested or address not in context.batch.closed:
        return
    call = context.routes.settings_patch.call({"allowExternalMembers": "false"}, group=address)
    answer = (yield [call.retry_not_found_if(address in context.just_created)])[0]
    if not answer.good:
        progress.wanted += 1
        progress.count(answer)


def _group(context: JobContext, change: Change) -> str:
    """The group's id where it is known, else its address; Google takes either."""
    if change.target is not None:
        return change.target.id
    address = change.after.group if isinstance(change.after, Membership) else ""
    return context.batch.group_ids.get(address, address)


def _keyed(
    entries: Iterable[RoleMember], ids: Mapping[str, tuple[str, ...]]
) -> Iterable[tuple[RoleMember, str]]:
    """Each entry with the key that calls name it by: its `ref`, or an outsider's listed ids.

    An outsider who is listed under several ids comes once for each.
    """
    for entry in entries:
        outside = entry.member.type is MemberType.EXTERNAL
        known = ids.get(entry.member.ref, ()) if outside else ()
        for key in known or (entry.member.ref,):
            yield entry, key


def _put(context: JobContext, group: str, entry: RoleMember) -> _Item:
    named = _named(context, entry.member)
    call = context.routes.member_insert.call({**named, "role": entry.role.name}, group=group)
    # A group just created may be reported as not found as a member, too (lithnet #7).
    just_created = not context.just_created.isdisjoint((group, entry.member.ref))
    return _Item(
        call.retry_not_found_if(just_created), entry, stays=True, key=next(iter(named.values()))
    )


def _promote(context: JobContext, group: str, entry: RoleMember, key: str) -> _Item:
    body = {"role": entry.role.name}
    call = context.routes.member_patch.call(body, group=group, member=key)
    return _Item(call, entry, stays=True, key=key)


def _named(context: JobContext, member: Member) -> dict[str, str]:
    account = context.batch.accounts.get(member.ref) if member.type is MemberType.ACCOUNT else None
    if account is not None:
        return {"email": account.address}
    return {"id" if member.type is MemberType.ACCOUNT else "email": member.ref}


def _drop(context: JobContext, group: str, entry: RoleMember, key: str) -> _Item:
    call = context.routes.member_delete.call(group=group, member=key)
    return _Item(call, entry, stays=False, key=key)


def _settle(
    progress: Progress, group: str, items: Sequence[_Item], answers: Sequence[Response]
) -> _Failures:
    """Counts the items that are done, and returns the others.

    Where an answer is doubtful, it lists the group's members, and an item counts as done if the
    list shows what it wants.
    """
    pairs = list(zip(items, answers, strict=True))
    recheck = [needs_recheck(answer) for answer in answers]
    roles = (yield from _current_roles(progress.context, group)) if any(recheck) else None
    failed: list[_Failed] = []
    for (item, answer), needs in zip(pairs, recheck, strict=True):
        if answer.good or (needs and roles is not None and _is_as_wanted(item, roles)):
            progress.done += 1
        else:
            failed.append(_Failed(item, answer, roles))
    return failed


def _count(progress: Progress, failed: Iterable[_Failed]) -> None:
    for one in failed:
        progress.refuse(subject_of(one.item.sign, one.item.entry), one.answer)


def _under_another_name(
    progress: Progress, group: str, failed: Sequence[_Failed]
) -> Generator[Sequence[Call], Sequence[Response], tuple[dict[str, Response], list[_Failed]]]:
    """Resolves additions that "exist already" without being listed, as the module describes.

    Returns the ids of those who are members under another address, in the wanted role, with what
    Google said of each, and the items that still failed.
    """
    unlisted = [one for one in failed if _exists_unlisted(one)]
    read_backs = yield [_look(progress, group, one.item) for one in unlisted]
    there: dict[str, Response] = {}
    settled: set[RoleMember] = set()
    unseen: list[_Item] = []
    for one, seen in zip(unlisted, read_backs, strict=True):
        data = seen.data() if seen.good else {}
        if is_gone(seen):
            unseen.append(one.item)
        elif data.get("role") == one.item.entry.role.name:
            settled.add(one.item.entry)
            if data.get("id") in (one.roles or {}):
                there[str(data.get("id"))] = seen
                progress.same_person(subject_of(ADD, one.item.entry), seen)
            else:
                progress.done += 1
    came, invited = yield from _came_or_invited(progress, group, unseen)
    yield [progress.context.routes.member_delete.call(group=group, member=i.key) for i in invited]
    again = yield from _settle(progress, group, invited, (yield [item.call for item in invited]))
    settled |= {item.entry for item in (*came, *invited)}
    left = [one for one in failed if one.item.entry not in settled]
    return there, [*left, *again]


def _came_or_invited(
    progress: Progress, group: str, items: Sequence[_Item]
) -> Generator[Sequence[Call], Sequence[Response], tuple[list[_Item], list[_Item]]]:
    """Waits for members: who came, and is counted, and who is only invited; others are in doubt."""
    invited = list(items)
    for _ in range(LOOKS):
        looks = [_look(progress, group, item).retry_not_found_if(True) for item in invited]
        answers = yield looks
        invited = [one for one, seen in zip(invited, answers, strict=True) if is_gone(seen)]
    roles = (yield from _current_roles(progress.context, group)) if items else None
    if roles is None:
        return [], []
    came = [item for item in items if _is_as_wanted(item, roles)]
    progress.done += len(came)
    return came, [item for item in invited if _role(item, roles) is None]


def _look(progress: Progress, group: str, item: _Item) -> Call:
    return progress.context.routes.member.call(group=group, member=item.key)


def _exists_unlisted(one: _Failed) -> bool:
    listed = one.roles is None or _role(one.item, one.roles) is not None
    return one.item.sign == ADD and not listed and classify(one.answer) is VendorCode.ALREADY


def _is_as_wanted(item: _Item, roles: RoleEntries) -> bool:
    """Whether the group is as the item wants it, no matter which call did that."""
    role = _role(item, roles)
    return role == item.entry.role.name if item.stays else role is None


def _role(item: _Item, roles: RoleEntries) -> str | None:
    """The member's role now; None: not a member.

    For a removal only the entry under its key counts: another entry of the same mailbox may stay.
    """
    named = roles.get(item.entry.member.ref) if item.stays else None
    return roles.get(item.key) or named


def _current_roles(
    context: JobContext, group: str
) -> Generator[Sequence[Call], Sequence[Response], RoleEntries | None]:
    """Lists a group's members; None where any page could not be read."""
    first = context.routes.members.call(group=group)
    roles: dict[str, str] = {}
    counter = PageCounter()
    call: Call | None = first
    while call is not None:
        answer = (yield [call])[0]
        if not answer.good:
            return None
        data = answer.data()
        page = data.get("members") or ()
        for member in page:
            roles[mailbox(member.get("email") or "")] = member["role"]
            roles[member["id"]] = member["role"]
        token = data.get("nextPageToken")
        if token and not counter.goes_on(token, page):
            return None
        call = first.page(token) if token else None
    return roles
