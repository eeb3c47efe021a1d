"""Changes of accounts: which unit they lie in, and which licences they hold."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from typing import NamedTuple

from reconciler.model.change import Change, LicenceDelta, PlacementDelta
from reconciler.model.observation import Account
from reconciler.model.parts import ADD, REMOVE, SWAP, subject_of
from reconciler.model.replacement import hold_unreplaced
from reconciler.model.resources import Holder, LicenceAssignment, LicenceSwap, Placement
from reconciler.providers.base import VendorCode
from reconciler.providers.google import convert
from reconciler.providers.google.calls import Call
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
    for move, answer in zip(delta.moves, (yield calls), strict=True):
        progress.refuse(subject_of(ADD, move), answer)
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
    subject: str
    """See `model.parts`."""
    others: tuple[Call, ...] = ()
    """The same for other SKUs that count as this product, where the person does not hold this."""


_Failures = Generator[Sequence[Call], Sequence[Response], list[Response | None]]


def _licences(
    progress: Progress, sku: Mapping[str, str], holders: Sequence[Holder], *, gives: bool
) -> JobStep:
    accounts = progress.context.batch.accounts
    known = [holder for holder in holders if holder.member.ref in accounts]
    progress.failed(VendorCode.MISSING, times=len(holders) - len(known))
    sign = ADD if gives else REMOVE
    orders = [
        _order(progress, sku, accounts[one.member.ref], subject_of(sign, one)) for one in known
    ]
    _count(progress, orders, (yield from _sent(orders)))


def _swaps(progress: Progress, sku: Mapping[str, str], swaps: Sequence[LicenceSwap]) -> JobStep:
    """Switches holders to this SKU: one call inside a Google product, else the new one first."""
    accounts, products = progress.context.batch.accounts, progress.context.batch.products
    patched: list[_Order] = []
    across: list[tuple[_Order, _Order]] = []
    for swap in swaps:
        account, old = accounts.get(swap.holder.member.ref), products.get(swap.product, {})
        if account is None or not {"product", "sku"} <= old.keys():
            progress.failed(VendorCode.MISSING)
        elif old["product"] == sku["product"]:
            patched.append(_switch(progress, sku, swap))
        else:
            gives, takes = subject_of(SWAP, swap), subject_of(REMOVE, swap)
            pair = _order(progress, sku, account, gives), _order(progress, old, account, takes)
            across.append(pair)
    _count(progress, patched, (yield from _sent(patched)))
    giving = [give for give, _ in across]
    given = list(zip(giving, (yield from _sent(giving)), strict=True))
    short = {give.subject for give, failed in given if failed}
    parted = hold_unreplaced(across, lambda pair: {pair[0].subject}, short)
    for give, failed in given:
        if failed:
            progress.refuse(give.subject, failed)
    taken = [take for _, take in parted.sendable]
    _count(progress, taken, (yield from _sent(taken)))


def _order(progress: Progress, sku: Mapping[str, str], account: Account, subject: str) -> _Order:
    """One licence: taken where its subject is a removal, else given."""
    # License Manager knows a person by the primary address alone; guide, 2026-04.
    routes, one = progress.context.routes, {"product": sku["product"], "sku": sku["sku"]}
    read_back = routes.licence.call(None, **one, user=account.address)
    if not subject.startswith(REMOVE):
        insert = routes.licence_insert.call({"userId": account.address}, **one)
        return _Order(insert, read_back, gives=True, subject=subject)
    calls = [
        routes.licence_delete.call(None, product=sku["product"], sku=held, user=account.address)
        for held in convert.skus(sku)
    ]
    return _Order(calls[0], read_back, gives=False, subject=subject, others=tuple(calls[1:]))


def _switch(progress: Progress, to: Mapping[str, str], swap: LicenceSwap) -> _Order:
    """Google reassigns between SKUs of one product; the path names the one that is held."""
    account = progress.context.batch.accounts[swap.holder.member.ref]
    old = progress.context.batch.products[swap.product]
    routes, one = progress.context.routes, {"product": to["product"], "user": account.address}
    body = {"skuId": to["sku"]}
    calls = [routes.licence_patch.call(body, sku=held, **one) for held in convert.skus(old)]
    read_back, subject = routes.licence.call(None, sku=to["sku"], **one), subject_of(SWAP, swap)
    return _Order(calls[0], read_back, gives=True, subject=subject, others=tuple(calls[1:]))


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


def _count(
    progress: Progress, orders: Iterable[_Order], failures: Iterable[Response | None]
) -> None:
    for order, failed in zip(orders, failures, strict=True):
        if failed is None:
            progress.done += 1
        else:
            progress.refuse(order.subject, failed)
