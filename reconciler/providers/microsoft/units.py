"""Changes of administrative units, each named by its path."""

from __future__ import annotations

from typing import Any

from reconciler.model.change import OF_MARK, Action, Change, Target
from reconciler.model.resources import OrgUnit
from reconciler.providers.base import VendorCode
from reconciler.providers.microsoft import api
from reconciler.providers.microsoft.api import write
from reconciler.providers.microsoft.errors import classify
from reconciler.providers.microsoft.jobs import Job, JobContext, JobStep, Progress, delete, patch


def unit_job(context: JobContext, change: Change) -> Job:
    """Makes, changes, lets go or deletes one unit."""
    progress = Progress(context, change)
    target, after = change.target, change.after
    if target is None:
        if isinstance(after, OrgUnit):
            yield from _create(progress, after)
        return progress.outcome()
    if change.action is Action.DELETE:
        yield from delete(progress, write("DELETE", api.UNIT, id=target.id))
    else:
        body = _body(context, change, target)
        call = write("PATCH", api.UNIT, body, id=target.id)
        yield from patch(progress, call.retry_not_found_if(target.id in context.just_created))
    return progress.outcome()


def _create(progress: Progress, unit: OrgUnit) -> JobStep:
    description = progress.context.description(progress.change, unit.label)
    body = {"displayName": _name(unit), "description": description}
    # Two units may have one name, so a creation is not sent twice.
    call = write("POST", api.UNITS, body)
    answer = (yield [call.never_twice()])[0]
    if classify(answer) is VendorCode.MISSING:
        progress.failed(VendorCode.UNKNOWN_ANSWER, answer)
        return
    progress.count(answer)
    if classify(answer) is None:
        progress.external_id = answer.body["id"]
        progress.context.just_created.add(answer.body["id"])


def _body(context: JobContext, change: Change, target: Target) -> dict[str, Any]:
    unit = change.after
    if not isinstance(unit, OrgUnit):
        # An undo lets go of what it adopted under the name that it was found with.
        path = next((str(field.after) for field in change.fields if field.name == "path"), None)
        named = {} if path is None else {"displayName": path.removeprefix("/")}
        return {"description": target.label or None, **named}
    names = {field.name for field in change.fields}
    body: dict[str, Any] = {"displayName": _name(unit)} if "path" in names else {}
    if change.action is Action.ADOPT or names & {"label", *OF_MARK}:
        body["description"] = context.description(change, unit.label)
    return body


def _name(unit: OrgUnit) -> str:
    return unit.spelled.removeprefix("/")
