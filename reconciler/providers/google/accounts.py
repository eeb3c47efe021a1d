"""Changes of accounts: which unit they lie in, and which licences they hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reconciler.model.plan import Change, LicenceDelta, PlacementDelta
from reconciler.model.resources import Holder, LicenceAssignment, Placement
from reconciler.providers.base import VendorCode
from reconciler.providers.google.api import Call
from reconciler.providers.google.jobs import (
    Asking,
    Job,
    JobContext,
    Progress,
    is_doubtful,
    is_gone,
)
from reconciler.providers.google.response import Response


def placement_job(context: JobContext, change: Change) -> Job:
    """Moves accounts into a unit."""
    delta = change.delta if isinstance(change.delta, PlacementDelta) else PlacementDelta(())
    path = change.after.path if isinstance(change.after, Placement) else ""
    progress = Progress(context, change, len(delta.moves))
    patient = path in context.fresh
    body = {"orgUnitPath": path}
    calls = [
        context.routes.user_patch.call(body, user=move.account).waiting(patient)
        for move in delta.moves
    ]
    for answer in (yield calls):
        progress.count(answer)
    return progress.outcome()


def licence_job(context: JobContext, change: Change) -> Job:
    """Gives licences to accounts, and takes them back."""
    delta = change.delta if isinstance(change.delta, LicenceDelta) else LicenceDelta()
    progress = Progress(context, change, len(delta.add) + len(delta.remove) + len(delta.change))
    product = change.after.product if isinstance(change.after, LicenceAssignment) else ""
    names = context.batch.products.get(product, {})
    if not {"product", "sku"} <= names.keys():
        progress.failed(VendorCode.UNSUPPORTED)
        return progress.outcome()
    sku = {"product": names["product"], "sku": names["sku"]}
    for _ in delta.change:
        # No service plans here: nothing of a licence can be switched off.
        progress.failed(VendorCode.UNSUPPORTED)
    # Taken back first: the seats may be needed for those who get one.
    yield from _licences(progress, sku, delta.remove, gives=False)
    yield from _licences(progress, sku, delta.add, gives=True)
    return progress.outcome()


def _licences(
    progress: Progress, sku: Mapping[str, str], holders: Sequence[Holder], *, gives: bool
) -> Asking:
    routes, accounts = progress.context.routes, progress.context.batch.accounts
    known = [accounts[holder.member.ref] for holder in holders if holder.member.ref in accounts]
    for _ in range(len(holders) - len(known)):
        progress.failed(VendorCode.MISSING)
    # License Manager knows a person by the primary address alone; guide, 2026-04.
    calls = [
        routes.licence_insert.call({"userId": account.address}, **sku)
        if gives
        else routes.licence_delete.call(None, **sku, user=account.address)
        for account in known
    ]
    looks: list[tuple[Response, Call]] = []
    for account, answer in zip(known, (yield calls), strict=True):
        if is_doubtful(answer):
            looks.append((answer, routes.licence.call(None, **sku, user=account.address)))
        else:
            progress.count(answer)
    seen = yield [look for _, look in looks]
    for (answer, _), found in zip(looks, seen, strict=True):
        if found.good if gives else is_gone(found):
            progress.done += 1
        else:
            progress.count(answer)
