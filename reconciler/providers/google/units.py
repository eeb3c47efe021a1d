"""Changes of organizational units."""

from __future__ import annotations

from collections.abc import Mapping

from reconciler.model.change import Action, Change
from reconciler.model.resources import OrgUnit
from reconciler.providers import descriptions
from reconciler.providers.base import VendorCode
from reconciler.providers.google import convert
from reconciler.providers.google.calls import Call, Route
from reconciler.providers.google.jobs import (
    Job,
    JobContext,
    JobStep,
    Progress,
    is_gone,
    needs_recheck,
)

Body = Mapping[str, str] | None


def unit_job(context: JobContext, change: Change) -> Job:
    """Makes, describes, moves, lets go or deletes one unit."""
    progress = Progress(context, change)
    if change.action is Action.DELETE:
        yield from _delete(progress)
    elif isinstance(change.after, OrgUnit) and change.target is None:
        yield from _create(progress, change.after)
    else:
        yield from _patch(progress)
    return progress.outcome()


def _create(progress: Progress, unit: OrgUnit) -> JobStep:
    context, mark = progress.context, progress.context.mark(progress.change)
    parent, _, name = unit.path.rpartition("/")
    above = context.batch.unit_ids.get(parent)
    body = {
        "name": name,
        "description": descriptions.join(unit.label, mark, context.file(progress.change)),
        # By id where it is known: paths of older units may be spelled with capitals.
        **({"parentOrgUnitId": above} if above else {"parentOrgUnitPath": parent or "/"}),
    }
    customer = context.tenant.vendor_id
    insert = context.routes.unit_insert.call(body, customer=customer)
    answer = (yield [insert.retry_not_found_if(parent in context.just_created)])[0]
    made = answer.data() if answer.good else {}
    if needs_recheck(answer):
        read_back = context.routes.unit.call(customer=customer, unit=unit.path.removeprefix("/"))
        seen = (yield [read_back])[0]
        if seen.good and convert.unit_of(seen.data()).mark == mark:
            answer, made = seen, seen.data()
    progress.count(answer)
    progress.external_id = made.get("orgUnitId")
    context.just_created.update((unit.path, progress.external_id or unit.path))


def _patch(progress: Progress) -> JobStep:
    """Writes label and mark, or the label alone where the unit is let go; moves it if need be."""
    change, target = progress.change, progress.change.target
    if target is None:
        progress.failed(VendorCode.MISSING)
        return
    unit = change.after
    body = {"description": target.label, **_moved(change)}
    if isinstance(unit, OrgUnit):
        mark, file = progress.context.mark(change), progress.context.file(change)
        body["description"] = descriptions.join(unit.label, mark, file)
    call = _on_target(progress, progress.context.routes.unit_patch, target.id, body)
    progress.count((yield [call])[0])


def _moved(change: Change) -> dict[str, str]:
    """The new name and parent, where the change says that the path differs."""
    body: dict[str, str] = {}
    for found in change.fields:
        if found.name == "path":
            before, _, old = str(found.before).rpartition("/")
            spelled = isinstance(change.after, OrgUnit) and change.after.spelled
            after, _, new = (spelled or str(found.after)).rpartition("/")
            body |= {"name": new} if new != old else {}
            body |= {"parentOrgUnitPath": after or "/"} if after != before else {}
    return body


def _on_target(progress: Progress, route: Route, ident: str, body: Body = None) -> Call:
    return route.call(body, customer=progress.context.tenant.vendor_id, unit=ident)


def _delete(progress: Progress) -> JobStep:
    target = progress.change.target
    if target is None:
        progress.failed(VendorCode.MISSING)
        return
    answer = (yield [_on_target(progress, progress.context.routes.unit_delete, target.id)])[0]
    if needs_recheck(answer):
        seen = (yield [_on_target(progress, progress.context.routes.unit, target.id)])[0]
        if is_gone(seen):
            progress.done += 1
            return
    progress.count(answer)
