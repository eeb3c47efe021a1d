"""Changes of groups and their settings.

The mark, which says that we own a group, is stored where the stack's `groupMark` says:

- an external id of the group. A new mark is added before the old one is removed, in two calls.
- the end of the description, on one line. Groups Settings keeps the copy that groups.list shows,
  and the Directory API another one that groups.get shows (GAM 4.54.51, read 2026-11-30): so it is
  read from the list and written through Groups Settings.

In either case the insert itself carries the mark: if the run is interrupted right after it, the
next plan still recognises the group as ours.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from typing import Any

from reconciler.model.change import OF_MARK, Action, Change
from reconciler.model.parts import WHOLE
from reconciler.model.resources import Group
from reconciler.model.tenant import MarkLocation
from reconciler.providers import descriptions
from reconciler.providers.base import VendorCode
from reconciler.providers.google import convert
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

_SETTING = "settings."
_OUTSIDERS = "settings.outsiders"
_Bodies = Generator[Sequence[Call], Sequence[Response], list[dict[str, Any]] | None]
_Described = Generator[Sequence[Call], Sequence[Response], dict[str, str] | None]


def group_job(context: JobContext, change: Change) -> Job:
    """Creates, updates, adopts, forgets (removes our mark) or deletes one group."""
    progress = Progress(context, change)
    if change.action is Action.DELETE:
        yield from _delete(progress)
    elif isinstance(change.after, Group) and change.target is None:
        yield from _create(progress, change.after)
    else:
        yield from _patch(progress)
    return progress.outcome()


def _create(progress: Progress, group: Group) -> JobStep:
    context, mark = progress.context, progress.context.mark(progress.change)
    marked: dict[str, Any] = {}
    described: dict[str, str] = {}
    if context.tenant.group_mark is MarkLocation.EXTERNAL_ID:
        marked["externalIds"] = convert.external_id_steps({}, mark)[-1]
    else:
        line = convert.described({}, mark, context.file(progress.change))
        if line is None:
            progress.failed(VendorCode.UNSUPPORTED)
            return
        marked = described = {"description": line}
    body = {"email": group.address, "name": group.name, **marked}
    answer = (yield [context.routes.group_insert.call(body)])[0]
    made = answer.data() if answer.good else {}
    if needs_recheck(answer):
        # "already exists" is a success if the group carries this very mark
        seen = (yield [context.routes.group.call(group=group.address)])[0]
        if seen.good and convert.group_of(seen.data()).mark == mark:
            answer, made = seen, seen.data()
    if not answer.good:
        progress.refuse(WHOLE, answer)
        return
    progress.external_id = made["id"]
    context.just_created.update((group.address, made["id"]))
    yield from _set(progress, group.address, group.settings, described)


def _patch(progress: Progress) -> JobStep:
    """Writes name, address and mark where they differ, then the settings that differ.

    The mark is written on adopt and where key or school changed, and removed on forget.
    """
    change, target = progress.change, progress.change.target
    if target is None:
        progress.failed(VendorCode.MISSING)
        return
    changed = {found.name: found.after for found in change.fields}
    body: dict[str, Any] = {"name": changed["name"]} if "name" in changed else {}
    body |= {"email": changed["address"]} if "address" in changed else {}
    bodies, described = [body], {}
    if change.action is not Action.UPDATE or OF_MARK & changed.keys():
        marks = yield from _external_marks(progress, target.id)
        text = yield from _described(progress, target.name)
        if marks is None or text is None:
            return
        first, *later = marks or [{}]
        bodies, described = [{**body, **first}, *later], text
    for one in filter(None, bodies):
        answer = (yield [progress.context.routes.group_patch.call(one, group=target.id)])[0]
        if not answer.good:
            progress.refuse(WHOLE, answer)
            return
    settings = {
        name.removeprefix(_SETTING): value
        for name, value in changed.items()
        if name.startswith(_SETTING) and value is not None
    }
    yield from _set(progress, str(changed.get("address", target.name)), settings, described)


def _external_marks(progress: Progress, group: str) -> _Bodies:
    """The bodies of groups.patch, call by call, that bring the external ids up to date.

    Where marks are external ids, a mark left in the description is removed too. None where the
    group could not be read.
    """
    context, change = progress.context, progress.change
    seen = (yield [context.routes.group.call(group=group)])[0]
    if not seen.good:
        progress.count(seen)
        return None
    outside = context.tenant.group_mark is MarkLocation.EXTERNAL_ID
    mark = context.mark(change) if outside and change.action is not Action.FORGET else None
    label, described = descriptions.split(seen.data().get("description") or "")
    # A mark in the description, from before `groupMark` was changed to externalId.
    old = [{"description": label}] if outside and described is not None else []
    return [*({"externalIds": ids} for ids in convert.external_id_steps(seen.data(), mark)), *old]


def _described(progress: Progress, address: str) -> _Described:
    """The description to write, with the mark or without it; {} where external ids hold marks.

    None where it could not be read, or is too long together with the mark.
    """
    context, change = progress.context, progress.change
    if context.tenant.group_mark is MarkLocation.EXTERNAL_ID:
        return {}
    seen = (yield [context.routes.settings.call(group=address)])[0]
    if not seen.good:
        progress.count(seen)
        return None
    mark = None if change.action is Action.FORGET else context.mark(change)
    line = convert.described(seen.data(), mark, context.file(change))
    if line is None:
        progress.failed(VendorCode.UNSUPPORTED)
        return None
    return {"description": line}


def _set(
    progress: Progress, address: str, settings: convert.Settings, described: Mapping[str, str]
) -> JobStep:
    """Writes the settings and the description: the last step, which counts the change as done."""
    before = next((f.before for f in progress.change.fields if f.name == _OUTSIDERS), None)
    try:
        body = {**convert.settings_body(settings, before), **described}
    except KeyError:
        progress.failed(VendorCode.UNSUPPORTED)
        return
    if not body:
        progress.done += 1
        return
    call = progress.context.routes.settings_patch.call(body, group=address)
    progress.count((yield [call.retry_not_found_if(address in progress.context.just_created)])[0])


def _delete(progress: Progress) -> JobStep:
    target = progress.change.target
    if target is None:
        progress.failed(VendorCode.MISSING)
        return
    answer = (yield [progress.context.routes.group_delete.call(group=target.id)])[0]
    if classify(answer) is VendorCode.MISSING:
        seen = (yield [progress.context.routes.group.call(group=target.id)])[0]
        if is_gone(seen):
            progress.done += 1
            return
    progress.count(answer)
