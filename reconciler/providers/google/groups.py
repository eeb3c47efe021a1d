"""Changes of groups and their settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reconciler.model.plan import Action, Change
from reconciler.model.resources import Group
from reconciler.providers.base import VendorCode
from reconciler.providers.google import convert
from reconciler.providers.google.errors import classify
from reconciler.providers.google.jobs import Asking, Job, JobContext, Progress, is_doubtful, is_gone

_SETTING = "settings."


def group_job(context: JobContext, change: Change) -> Job:
    """Makes, adopts, renames, sets, lets go or deletes one group."""
    progress = Progress(context, change)
    if change.action is Action.DELETE:
        yield from _delete(progress)
    elif isinstance(change.after, Group) and change.target is None:
        yield from _create(progress, change.after)
    else:
        yield from _patch(progress)
    return progress.outcome()


def _create(progress: Progress, group: Group) -> Asking:
    context, mark = progress.context, progress.context.mark(progress.change)
    marked = convert.marked({}, mark, context.tenant.group_mark, context.file(progress.change))
    body = {"email": group.address, "name": group.name, **marked}
    answer = (yield [context.routes.group_insert.call(body)])[0]
    made = answer.data() if answer.good else {}
    if is_doubtful(answer):
        seen = (yield [context.routes.group.call(group=group.address)])[0]
        if seen.good and convert.group_of(seen.data()).mark == mark:
            answer, made = seen, seen.data()
    if not answer.good:
        progress.count(answer)
        return
    progress.external_id = made["id"]
    context.fresh.update((group.address, made["id"]))
    yield from _set(progress, group.address, group.settings)


def _patch(progress: Progress) -> Asking:
    """Writes name, address and mark where they differ, then the settings that differ."""
    change, target = progress.change, progress.change.target
    if target is None:
        progress.failed(VendorCode.MISSING)
        return
    changed = {found.name: found.after for found in change.fields}
    body: dict[str, Any] = {"name": changed["name"]} if "name" in changed else {}
    body |= {"email": changed["address"]} if "address" in changed else {}
    if change.action is not Action.UPDATE or {"key", "school"} & changed.keys():
        seen = (yield [progress.context.routes.group.call(group=target.id)])[0]
        if not seen.good:
            progress.count(seen)
            return
        body |= _mark(progress, seen.data())
    if body:
        answer = (yield [progress.context.routes.group_patch.call(body, group=target.id)])[0]
        if not answer.good:
            progress.count(answer)
            return
    settings = {
        name.removeprefix(_SETTING): value
        for name, value in changed.items()
        if name.startswith(_SETTING) and value is not None
    }
    yield from _set(progress, str(changed.get("address", target.name)), settings)


def _mark(progress: Progress, seen: Mapping[str, Any]) -> dict[str, Any]:
    context, change = progress.context, progress.change
    mark = None if change.action is Action.FORGET else context.mark(change)
    return convert.marked(seen, mark, context.tenant.group_mark, context.file(change))


def _set(progress: Progress, address: str, settings: convert.Settings) -> Asking:
    """The last step: counts the change as done once the settings are, too."""
    if not settings:
        progress.done += 1
        return
    try:
        body = convert.settings_body(settings)
    except KeyError:
        progress.failed(VendorCode.UNSUPPORTED)
        return
    call = progress.context.routes.settings_patch.call(body, group=address)
    progress.count((yield [call.waiting(address in progress.context.fresh)])[0])


def _delete(progress: Progress) -> Asking:
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
