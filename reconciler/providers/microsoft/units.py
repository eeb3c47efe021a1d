"""Changes of administrative units, each named by its path."""

from __future__ import annotations

from typing import Any

from reconciler.model.plan import Action, Change, Target
from reconciler.model.resources import OrgUnit
from reconciler.providers.base import VendorCode
from reconciler.providers.microsoft import api
from reconciler.providers.microsoft.api import write
from reconciler.providers.microsoft.errors import classify
from reconciler.providers.microsoft.jobs import (
    Asking,
    ChangeProgress,
    Job,
    JobContext,
    delete,
    patch,
)


def unit_job(context: JobContext, change: Change) -> Job:
    """Makes, changes, lets go or deletes one unit."""
    doing = ChangeProgress(context, change)
    target, after = change.target, change.after
    if target is None:
        if isinstance(after, OrgUnit):
            yield from _create(doing, after)
        return doing.outcome()
    if change.action is Action.DELETE:
        yield from delete(doing, write("DELETE", api.UNIT, id=target.id))
    else:
        body = _body(context, change, target)
        call = write("PATCH", api.UNIT, body, id=target.id)
        yield from patch(doing, call.waiting(target.id in context.fresh))
    return doing.outcome()


def _create(doing: ChangeProgress, unit: OrgUnit) -> Asking:
    description = doing.context.description(doing.change, unit.label)
    body = {"displayName": _name(unit), "description": description}
    # Two units may have one name, so a creation is not sent twice.
    call = write("POST", api.UNITS, body)
    answer = (yield [call.never_twice()])[0]
    if classify(answer) is VendorCode.MISSING:
        doing.failed(VendorCode.UNKNOWN_ANSWER, answer)
        return
    doing.count(answer)
    if classify(answer) is None:
        doing.external_id = answer.body["id"]
        doing.context.fresh.add(answer.body["id"])


def _body(context: JobContext, change: Change, target: Target) -> dict[str, Any]:
    unit = change.after
    if not isinstance(unit, OrgUnit):
        # An undo lets go of what it adopted under the name that it was found with.
        path = next((str(field.after) for field in change.fields if field.name == "path"), None)
        named = {} if path is None else {"displayName": path.removeprefix("/")}
        return {"description": target.label or None, **named}
    names = {field.name for field in change.fields}
    body: dict[str, Any] = {"displayName": _name(unit)} if "path" in names else {}
    if change.action is Action.ADOPT or names & {"label", "key", "school"}:
        body["description"] = context.description(change, unit.label)
    return body


def _name(unit: OrgUnit) -> str:
    return unit.path.removeprefix("/")
