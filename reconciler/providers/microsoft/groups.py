"""Changes of groups: Microsoft 365 groups and security groups."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from reconciler.model.change import OF_MARK, Action, Change, Target
from reconciler.model.resources import Group, GroupType
from reconciler.providers.base import VendorCode
from reconciler.providers.microsoft import api
from reconciler.providers.microsoft.api import listing, one, write
from reconciler.providers.microsoft.calls import Call
from reconciler.providers.microsoft.convert import behaviours_of, mark_of, visibility_of
from reconciler.providers.microsoft.errors import classify
from reconciler.providers.microsoft.jobs import Job, JobContext, JobStep, Progress, delete, patch
from reconciler.providers.microsoft.limits import BIND, LIMITS
from reconciler.providers.microsoft.pages import next_pages, rows_of
from reconciler.providers.microsoft.response import Response

_Answer = Generator[Sequence[Call], Sequence[Response], Response]
_UPSERT = {"Prefer": "create-if-missing"}
_AT_CREATION = (
    "groupTypes",
    "mailEnabled",
    "securityEnabled",
    "resourceBehaviorOptions",
    "owners@odata.bind",
)
_NAMES = 50
"""Unique names that are tried for one key: each earlier group of that key has used one up."""
_HELD = frozenset({VendorCode.ALREADY, VendorCode.MISSING})
"""How a creation may fail whose unique name a deleted group holds; no page says which."""
_IN_BIN = "id,uniqueName"


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
    known = LIMITS.settings[group.type]
    return all(
        name in known and value in LIMITS.words[name] for name, value in group.settings.items()
    )


def _create(progress: Progress, group: Group) -> JobStep:
    """Takes up what an earlier run made under a unique name of this key, else makes the group.

    Premise: a unique name makes a creation safe to repeat, but it can never be taken off a group.
    So one that was renamed, let go or deleted still holds it. Rule: the names of a key are tried
    in their order until one is free, or held by a group with our mark, which then is the group.

    Example: `robotics` was renamed to `robots`, whose unique name stays `plovdiv.ou-a.robotics`.
    A new group `robotics` gets `plovdiv.ou-a.robotics_2`, and so does the same creation repeated.
    """
    body = _whole(progress, group)
    for unique in _unique_names(progress):
        seen = (yield [one(api.GROUP_BY_NAME, unique, "id,description")])[0]
        if classify(seen) is None and mark_of(seen.body) != mark_of(body):
            continue
        if classify(seen) is None:
            yield from _finish(progress, body, seen)
            return
        if classify(seen) is not VendorCode.MISSING:
            progress.count(seen)
            return
        answer = yield from _made_as(progress, unique, body)
        held = classify(answer) in _HELD and (yield from _in_bin(unique))
        if not held:
            progress.count(answer, just_created=True)
            return
    progress.failed(VendorCode.ALREADY)


def _made_as(progress: Progress, unique: str, body: Mapping[str, Any]) -> _Answer:
    """Makes a group with its owners; without them where they cannot be bound."""
    owners = _bound(progress)
    bind = {"owners@odata.bind": [_object(progress, one) for one in owners]} if owners else {}
    answer = (yield [_upsert(unique, {**body, **bind})])[0]
    if bind and classify(answer) in (VendorCode.MISSING, VendorCode.INVALID):
        # One who is gone since the plan was made; the members' change tells which.
        owners, answer = (), (yield [_upsert(unique, body)])[0]
    if classify(answer) is None and answer.body is None:
        # 204: it came to be between the look and this, by the same name.
        owners = ()
        answer = (yield [one(api.GROUP_BY_NAME, unique, "id").retry_not_found_if(True)])[0]
    if classify(answer) is None:
        _made(progress, answer)
        progress.context.bound_owners[answer.body["id"]] = frozenset(owners)
    return answer


def _upsert(unique: str, body: Mapping[str, Any]) -> Call:
    call = write("PATCH", api.GROUP_BY_NAME, body, id=unique)
    return replace(call, headers=_UPSERT)


def _bound(progress: Progress) -> tuple[str, ...]:
    after = progress.change.after
    address = after.address if isinstance(after, Group) else ""
    return progress.context.batch.owners.get(address, ())[:BIND]


def _object(progress: Progress, subject: str) -> str:
    return progress.context.graph.reference("users", subject)


def _in_bin(unique: str) -> Generator[Sequence[Call], Sequence[Response], bool]:
    """Whether a deleted group holds the name; else it is held by one that does not show yet."""
    waiting: Sequence[Call] = [listing(api.DELETED_GROUPS, _IN_BIN)]
    while waiting:
        answers = yield waiting
        pages: list[Call] = []
        for call, answer in zip(waiting, answers, strict=True):
            rows = rows_of(answer)
            if classify(answer) is not None or rows is None:
                return False
            if any(str(row.get("uniqueName")).casefold() == unique.casefold() for row in rows):
                return True
            pages += next_pages(call, answer)
        waiting = pages
    return False


def _finish(progress: Progress, body: Mapping[str, Any], seen: Response) -> JobStep:
    """A group with our mark is there: an earlier run made it and could not tell."""
    _made(progress, seen)
    rest = {name: value for name, value in body.items() if name not in _AT_CREATION}
    yield from patch(progress, write("PATCH", api.GROUP, rest, id=seen.body["id"]))


def _made(progress: Progress, answer: Response) -> None:
    progress.external_id = answer.body["id"]
    progress.context.just_created.add(answer.body["id"])


def _unique_names(progress: Progress) -> Iterator[str]:
    """The mark without its kind, then numbered: no key has an underscore, no slug a dot."""
    address = progress.change.address
    first = f"{progress.context.batch.municipality}.{address.school}.{address.key}"
    yield first
    yield from (f"{first}_{number}" for number in range(2, _NAMES))


def _whole(progress: Progress, group: Group) -> dict[str, Any]:
    unified = group.type is GroupType.MAIL
    return {
        "displayName": group.name,
        "description": progress.context.description(progress.change, ""),
        "mailNickname": _nickname(group),
        "mailEnabled": unified,
        "securityEnabled": not unified,
        "groupTypes": ["Unified"] if unified else [],
        **(_unified(group) if unified else {}),
    }


def _unified(group: Group) -> dict[str, Any]:
    """What a Microsoft 365 group must be told when it is made.

    Graph makes it Public where `visibility` is not sent, and mails a welcome to everybody who is
    added; the options can never be set later (Graph: group resource, group set options; 2026-11).
    """
    return {
        "visibility": "Private",
        **_visibility(group.settings),
        "resourceBehaviorOptions": ["WelcomeEmailDisabled", *behaviours_of(group.settings)],
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
    if change.action is Action.ADOPT or names & OF_MARK:
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
