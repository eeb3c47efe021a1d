"""Changes of groups: Microsoft 365 groups and security groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from reconciler.model.plan import Action, Change, Target
from reconciler.model.resources import Group, GroupType
from reconciler.providers.base import VendorCode
from reconciler.providers.microsoft import api
from reconciler.providers.microsoft.api import Call, one, write
from reconciler.providers.microsoft.convert import mark_of, visibility_of
from reconciler.providers.microsoft.errors import classify
from reconciler.providers.microsoft.jobs import Job, JobContext, JobStep, Progress, delete, patch
from reconciler.providers.microsoft.limits import LIMITS
from reconciler.providers.microsoft.response import Response

_UPSERT = {"Prefer": "create-if-missing"}
# Graph makes a Unified group Public where visibility is not sent, and mails a welcome to everybody
# who is added; both are known only now (Graph: group resource, group set options; 2026-11).
_UNIFIED: Mapping[str, Any] = {
    "visibility": "Private",
    "resourceBehaviorOptions": ["WelcomeEmailDisabled"],
}
_AT_CREATION = ("groupTypes", "mailEnabled", "securityEnabled", "resourceBehaviorOptions")


def group_job(context: JobContext, change: Change) -> Job:
    """Makes, changes, lets go or deletes one group."""
    progress = Progress(context, change)
    target, after = change.target, change.after
    if isinstance(after, Group) and not _can_be_said(after):
        progress.failed(VendorCode.UNSUPPORTED)
    elif target is None and isinstance(after, Group):
        yield from _create(progress, after)
    elif target is not None and change.action is Action.DELETE:
        yield from delete(progress, write("DELETE", api.GROUP, id=target.id))
    elif target is not None:
        yield from patch(progress, _patch(context, change, target))
    return progress.outcome()


def _can_be_said(group: Group) -> bool:
    """Whether Graph has a word for every setting."""
    known = group.settings.keys() <= LIMITS.settings[group.type]
    return known and all(visibility_of(value) for value in group.settings.values())


def _create(progress: Progress, group: Group) -> JobStep:
    """Looks for what an earlier run made under the same unique name, else makes it."""
    unique = _unique_name(progress)
    seen = (yield [one(api.GROUP_BY_NAME, unique, "id,description")])[0]
    if classify(seen) is None:
        yield from _finish(progress, group, seen)
        return
    if classify(seen) is not VendorCode.MISSING:
        progress.count(seen)
        return
    call = write("PATCH", api.GROUP_BY_NAME, _whole(progress, group), id=unique)
    answer = (yield [replace(call, headers=_UPSERT)])[0]
    if classify(answer) is None and answer.body is None:
        # 204: it came to be between the look and this, by the same name.
        answer = (yield [one(api.GROUP_BY_NAME, unique, "id").retry_not_found_if(True)])[0]
    progress.count(answer, just_created=True)
    if classify(answer) is None:
        _made(progress, answer)


def _finish(progress: Progress, group: Group, seen: Response) -> JobStep:
    """A group of this unique name is there: ours if it has our mark, else somebody's by now.

    A unique name cannot be taken off, so a group that was let go still has it.
    """
    body = _whole(progress, group)
    if mark_of(seen.body) is None or mark_of(seen.body) != mark_of(body):
        progress.failed(VendorCode.ALREADY, seen)
        return
    _made(progress, seen)
    rest = {name: value for name, value in body.items() if name not in _AT_CREATION}
    yield from patch(progress, write("PATCH", api.GROUP, rest, id=seen.body["id"]))


def _made(progress: Progress, answer: Response) -> None:
    progress.external_id = answer.body["id"]
    progress.context.just_created.add(answer.body["id"])


def _unique_name(progress: Progress) -> str:
    """The mark without its kind: slugs have no dots, so no two marks share one."""
    address = progress.change.address
    return f"{progress.context.batch.municipality}.{address.school}.{address.key}"


def _whole(progress: Progress, group: Group) -> dict[str, Any]:
    unified = group.type is GroupType.MAIL
    return {
        "displayName": group.name,
        "description": progress.context.description(progress.change, ""),
        "mailNickname": _nickname(group),
        "mailEnabled": unified,
        "securityEnabled": not unified,
        "groupTypes": ["Unified"] if unified else [],
        **(_UNIFIED if unified else {}),
        **_visibility(group.settings),
    }


def _patch(context: JobContext, change: Change, target: Target) -> Call:
    call = write("PATCH", api.GROUP, _body(context, change, target), id=target.id)
    return call.retry_not_found_if(target.id in context.just_created)


def _body(context: JobContext, change: Change, target: Target) -> dict[str, Any]:
    group = change.after
    if not isinstance(group, Group):
        return {"description": target.label or None, **_as_found(change)}
    names = {field.name for field in change.fields}
    body: dict[str, Any] = {}
    if "name" in names:
        body["displayName"] = group.name
    if "address" in names:
        body["mailNickname"] = _nickname(group)
    if "settings.join" in names:
        body |= _visibility(group.settings)
    if change.action is Action.ADOPT or names & {"key", "school"}:
        body["description"] = context.description(change, target.label)
    return body


def _as_found(change: Change) -> dict[str, Any]:
    """What an undo puts back where it lets go of what was adopted."""
    body: dict[str, Any] = {}
    for field in change.fields:
        if field.name == "name":
            body["displayName"] = field.after
        elif field.name == "address":
            body["mailNickname"] = str(field.after).partition("@")[0]
        elif field.name == "settings.join" and field.after is not None:
            body |= _visibility({"join": field.after})
    return body


def _visibility(settings: Mapping[str, str | bool]) -> dict[str, Any]:
    return {"visibility": visibility_of(settings["join"])} if "join" in settings else {}


def _nickname(group: Group) -> str:
    return group.address.partition("@")[0]
