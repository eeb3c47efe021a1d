"""Changes of accounts: which unit they lie in, and which licences they hold."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from typing import NamedTuple

from reconciler.model.observation import Account
from reconciler.model.plan import Change, LicenceDelta, PlacementDelta
from reconciler.model.replacement import hold_unreplaced
from reconciler.model.resources import Holder, LicenceAssignment, LicenceSwap, Placement
from reconciler.providers.base import VendorCode
from reconciler.providers.google import convert
from reconciler.providers.google.api import Call
from reconciler.providers.google.jobs import (
    Job,
    JobContext,
    JobStep,
    Progress,
    is_gone,
    needs_recheck,
)
from reconciler.providers.google.response import Response


def placement_job(context: JobContext, change: Change) -> Job:
    """Moves accounts into a unit."""
    delta = change.delta if isinstance(change.delta, PlacementDelta) else PlacementDelta(())
    path = change.after.path if isinstance(change.after, Placement) else ""
    progress = Progress(context, change, len(delta.moves))
    retry_not_found = path in context.just_created
    body = {"orgUnitPath": path}
    calls = [
        context.routes.user_patch.call(body, user=move.account).retry_not_found_if(retry_not_found)
        for move in delta.moves
    ]
    for answer in (yield calls):
        progress.count(answer)
    return progress.outcome()


def licence_job(context: JobContext, change: Change) -> Job:
    """Gives licences to accounts, switches them, and takes them back."""
    delta = change.delta if isinstance(change.delta, LicenceDelta) else LicenceDelta()
    progress = Progress(context, change, delta.count)
    product = change.after.product if isinstance(change.after, LicenceAssignment) else ""
    names = context.batch.products.get(product, {})
    if not {"product", "sku"} <= names.keys():
        progress.failed(VendorCode.UNSUPPORTED)
        return progress.outcome()
    for _ in delta.change:
        # No service plans here: nothing of a licence can be switched off.
        progress.failed(VendorCode.UNSUPPORTED)
    # Taken back first: the seats may be needed for those who get one.
    yield from _licences(progress, names, delta.remove, gives=False)
    yield from _swaps(progress, names, delta.swap)
    yield from _licences(progress, names, delta.add, gives=True)
    return progress.outcome()


class _Order(NamedTuple):
    """One call about a licence, and the look that shows whether it was carried out."""

    call: Call
    read_back: Call
    gives: bool
    others: tuple[Call, ...] = ()
    """The same for other SKUs that count as this product, where the person does not hold this."""


_Failures = Generator[Sequence[Call], Sequence[Response], list[Response | None]]


def _licences(
    progress: Progress, sku: Mapping[str, str], holders: Sequence[Holder], *, gives: bool
) -> JobStep:
    accounts = progress.context.batch.accounts
    known = [accounts[holder.member.ref] for holder in holders if holder.member.ref in accounts]
    progress.failed(VendorCode.MISSING, times=len(holders) - len(known))
    failures = yield from _sent([_order(progress, sku, one, gives=gives) for one in known])
    _count(progress, failures)


def _swaps(progress: Progress, sku: Mapping[str, str], swaps: Sequence[LicenceSwap]) -> JobStep:
    """Switches holders to this SKU: one call inside a Google product, else the new one first."""
    accounts, products = progress.context.batch.accounts, progress.context.batch.products
    patched: list[_Order] = []
    across: list[tuple[Account, Mapping[str, str]]] = []
    for swap in swaps:
        account, old = accounts.get(swap.holder.member.ref), products.get(swap.product, {})
        if account is None or not {"product", "sku"} <= old.keys():
            progress.failed(VendorCode.MISSING)
        elif old["product"] == sku["product"]:
            patched.append(_switch(progress, sku, old, account))
        else:
            across.append((account, old))
    _count(progress, (yield from _sent(patched)))
    given = yield from _sent([_order(progress, sku, one, gives=True) for one, _ in across])
    short = {one.id for (one, _), failed in zip(across, given, strict=True) if failed}
    parted = hold_unreplaced(across, lambda pair: {pair[0].id}, short)
    _count(progress, [failed for failed in given if failed])
    taken = [_order(progress, old, one, gives=False) for one, old in parted.sendable]
    _count(progress, (yield from _sent(taken)))


def _order(progress: Progress, sku: Mapping[str, str], account: Account, *, gives: bool) -> _Order:
    # License Manager knows a person by the primary address alone; guide, 2026-04.
    routes, one = progress.context.routes, {"product": sku["product"], "sku": sku["sku"]}
    read_back = routes.licence.call(None, **one, user=account.address)
    if gives:
        return _Order(
            routes.licence_insert.call({"userId": account.address}, **one), read_back, gives
        )
    calls = [
        routes.licence_delete.call(None, product=sku["product"], sku=held, user=account.address)
        for held in convert.skus(sku)
    ]
    return _Order(calls[0], read_back, gives, tuple(calls[1:]))


def _switch(
    progress: Progress, sku: Mapping[str, str], old: Mapping[str, str], account: Account
) -> _Order:
    """Google reassigns between SKUs of one product; the path names the one that is held."""
    routes, one = progress.context.routes, {"product": sku["product"], "user": account.address}
    body = {"skuId": sku["sku"]}
    calls = [routes.licence_patch.call(body, sku=held, **one) for held in convert.skus(old)]
    read_back = routes.licence.call(None, sku=sku["sku"], **one)
    return _Order(calls[0], read_back, gives=True, others=tuple(calls[1:]))


def _sent(orders: Sequence[_Order]) -> _Failures:
    """For each order the answer by which it failed, or None; a doubtful one is looked at."""
    answers = list((yield [order.call for order in orders]))
    for depth in range(max((len(order.others) for order in orders), default=0)):
        elsewhere = [
            place
            for place, order in enumerate(orders)
            if is_gone(answers[place]) and depth < len(order.others)
        ]
        found = yield [orders[place].others[depth] for place in elsewhere]
        for place, answer in zip(elsewhere, found, strict=True):
            answers[place] = answers[place] if is_gone(answer) else answer
    pairs = list(zip(orders, answers, strict=True))
    read_backs = iter((yield [order.read_back for order, answer in pairs if needs_recheck(answer)]))
    failures: list[Response | None] = []
    for order, answer in pairs:
        if needs_recheck(answer):
            seen = next(read_backs)
            is_as_wanted = seen.good if order.gives else is_gone(seen)
        else:
            is_as_wanted = answer.good
        failures.append(None if is_as_wanted else answer)
    return failures


def _count(progress: Progress, failures: Iterable[Response | None]) -> None:
    for failed in failures:
        if failed is None:
            progress.done += 1
        else:
            progress.count(failed)
