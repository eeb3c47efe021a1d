"""Changes of accounts: the units that they are in, and the licences that they hold."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reconciler.model.change import Change, LicenceDelta, PlacementDelta, PlacementMove
from reconciler.model.parts import ADD, CHANGE, REMOVE, SWAP, subject_of
from reconciler.model.replacement import hold_unreplaced
from reconciler.model.resources import Holder, LicenceAssignment, LicenceSwap, MemberType, Placement
from reconciler.providers.base import VendorCode
from reconciler.providers.microsoft import api
from reconciler.providers.microsoft.api import listing, one, write
from reconciler.providers.microsoft.calls import Call
from reconciler.providers.microsoft.convert import Sku, held_licence
from reconciler.providers.microsoft.errors import classify
from reconciler.providers.microsoft.jobs import (
    Job,
    JobContext,
    JobStep,
    Progress,
    needs_recheck,
    read_ids,
)
from reconciler.providers.microsoft.response import Response

_GROUP_LICENCE_WAITS = (1.0, 2.0, 4.0, 8.0, 16.0)
"""Seconds between reads of a group whose licences Graph is still handing out."""


@dataclass(frozen=True, slots=True)
class _Link:
    """One account on one unit's list."""

    unit: str
    account: str


_Failures = Generator[Sequence[Call], Sequence[Response], dict[_Link, Response]]


def placement_job(context: JobContext, change: Change) -> Job:
    """Puts accounts into the unit, then takes those that are in out of the others."""
    moves = change.delta.moves if isinstance(change.delta, PlacementDelta) else ()
    progress = Progress(context, change, len(moves))
    path = change.after.path if isinstance(change.after, Placement) else ""
    unit = context.batch.unit_ids.get(path)
    if unit is None:
        progress.failed(VendorCode.MISSING, times=len(moves))
        return progress.outcome()
    entering = [_Link(unit, move.account) for move in moves if path not in _places(context, move)]
    answers = yield [_enter(context, link) for link in entering]
    # Nobody is taken out of a unit who is not in the other one.
    failed = yield from _failures(entering, answers, stays=True)
    for answer in failed.values():
        progress.count(answer, just_created=unit in context.just_created)
    outside = {link.account for link in failed}
    parted = hold_unreplaced(moves, lambda move: {move.account}, outside)
    yield from _leave(progress, parted.sendable)
    return progress.outcome()


def _places(context: JobContext, move: PlacementMove) -> tuple[str, ...]:
    account = context.batch.accounts.get(move.account)
    return account.places if account else ()


def _enter(context: JobContext, link: _Link) -> Call:
    body = {"@odata.id": context.graph.reference("users", link.account)}
    call = write("POST", api.UNIT_MEMBER_REFS, body, id=link.unit)
    return call.retry_not_found_if(link.unit in context.just_created)


def _leave(progress: Progress, moves: Sequence[PlacementMove]) -> JobStep:
    ids = progress.context.batch.unit_ids
    # A unit that is not known by its path any more has nobody in it.
    leaving = [_Link(ids[path], m.account) for m in moves for path in m.out_of if path in ids]
    answers = yield [
        write("DELETE", api.UNIT_MEMBER_REF, id=link.unit, member=link.account) for link in leaving
    ]
    failed = yield from _failures(leaving, answers, stays=False)
    by_account = {link.account: answer for link, answer in failed.items()}
    for move in moves:
        progress.count(by_account.get(move.account, Response(204)))


def _failures(links: Sequence[_Link], answers: Sequence[Response], *, stays: bool) -> _Failures:
    """The links that did not come to be, or to an end, with their answers."""
    pairs = list(zip(links, answers, strict=True))
    units = sorted({link.unit for link, answer in pairs if needs_recheck(answer)})
    listed = yield from read_ids(
        {unit: listing(api.UNIT_MEMBERS, "id", subject=unit) for unit in units}
    )
    failed: dict[_Link, Response] = {}
    for link, answer in pairs:
        seen = listed.get(link.unit) if needs_recheck(answer) else None
        convergence = seen is not None and (link.account in seen) is stays
        if classify(answer) is not None and not convergence:
            failed[link] = answer
    return failed


@dataclass(frozen=True, slots=True)
class _Order:
    """One licence to give, or to take back."""

    holder: Holder
    id: str
    sku: Sku
    stays: bool
    subject: str
    """See `model.parts`."""
    old: Sku | None = None
    """The licence that it replaces, taken in the same request."""

    @property
    def by_group(self) -> bool:
        """Whether a group holds it for its members."""
        return self.holder.member.type is MemberType.GROUP

    def call(self) -> Call:
        """Both lists must be there, whatever is in them."""
        plans = [self.sku.plan_ids[name] for name in self.holder.without]
        add = [{"skuId": self.sku.id, "disabledPlans": plans}]
        body = {
            "addLicenses": add if self.stays else [],
            "removeLicenses": self._removed(),
        }
        route = api.GROUP_LICENCE if self.by_group else api.USER_LICENCE
        return write("POST", route, body, id=self.id)

    def _removed(self) -> list[str]:
        if not self.stays:
            return [self.sku.id]
        return [] if self.old is None else [self.old.id]

    def read_back(self) -> Call:
        """Asks for what the holder has."""
        if self.by_group:
            return one(api.GROUP, self.id, "id,assignedLicenses,licenseProcessingState")
        return one(api.USER, self.id, "id,assignedLicenses,licenseAssignmentStates")

    def is_as_wanted(self, row: Mapping[str, Any]) -> bool:
        """Whether things are as ordered."""
        own, _ = held_licence(row, self.sku)
        if not self.stays:
            return own is None
        replaced = self.old is None or held_licence(row, self.old)[0] is None
        return own == self.holder.without and replaced


def licence_job(context: JobContext, change: Change) -> Job:
    """Takes licences back, which frees seats and plans; then switches, then gives the others."""
    delta = change.delta if isinstance(change.delta, LicenceDelta) else LicenceDelta()
    giving = [*((ADD, new) for new in delta.add), *((CHANGE, new) for new in delta.change)]
    progress = Progress(context, change, delta.count)
    product = change.after.product if isinstance(change.after, LicenceAssignment) else ""
    sku = context.skus.get(context.batch.products.get(product, {}).get("sku", ""))
    if sku is None:
        progress.failed(VendorCode.MISSING, times=progress.wanted)
        return progress.outcome()
    for orders in (
        list(_orders(progress, [(REMOVE, held) for held in delta.remove], sku)),
        list(_swaps(progress, delta.swap, sku)),
        list(_orders(progress, giving, sku)),
    ):
        answers = yield [order.call() for order in orders]
        yield from _settle(progress, orders, answers)
    return progress.outcome()


def _orders(progress: Progress, wanted: Iterable[tuple[str, Holder]], sku: Sku) -> Iterable[_Order]:
    """Who gets or loses the licence, each with its sign; who has no id here counts as failed."""
    for sign, holder in wanted:
        (kind, ref), stays = holder.member, sign != REMOVE
        found = progress.context.batch.group_ids.get(ref) if kind is MemberType.GROUP else ref
        if kind is MemberType.EXTERNAL:
            progress.failed(VendorCode.UNSUPPORTED)
        elif found is None:
            progress.failed(VendorCode.MISSING)
        elif stays and not set(holder.without) <= sku.plan_ids.keys():
            progress.failed(VendorCode.INVALID)
        else:
            yield _Order(holder, found, sku, stays, subject_of(sign, holder))


def _swaps(progress: Progress, swaps: Iterable[LicenceSwap], sku: Sku) -> Iterable[_Order]:
    """Graph adds and removes in one assignLicense, so that nobody is without either between."""
    context = progress.context
    for swap in swaps:
        old = context.skus.get(context.batch.products.get(swap.product, {}).get("sku", ""))
        if old is None:
            progress.failed(VendorCode.MISSING)
            continue
        for order in _orders(progress, [(SWAP, swap.holder)], sku):
            yield replace(order, old=old)


def _settle(progress: Progress, orders: Sequence[_Order], answers: Sequence[Response]) -> JobStep:
    """Counts what was done; reads back what is in doubt, and waits for groups."""
    pairs = list(zip(orders, answers, strict=True))
    recheck = [pair for pair in pairs if needs_recheck(pair[1])]
    read_backs = yield [order.read_back() for order, _ in recheck]
    for (order, answer), seen in zip(recheck, read_backs, strict=True):
        is_done = classify(seen) is None and order.is_as_wanted(seen.body)
        progress.refuse(order.subject, seen if is_done else answer)
    sure = [pair for pair in pairs if not needs_recheck(pair[1])]
    accepted = [order for order, answer in sure if order.by_group and classify(answer) is None]
    for order, answer in sure:
        if order not in accepted:
            progress.refuse(order.subject, answer)
    yield from _await(progress, accepted)


def _await(progress: Progress, orders: Sequence[_Order]) -> JobStep:
    """Graph takes an order for a group (202) and carries it out later; bounded patience."""
    pending = list(orders)
    for seconds in (None, *_GROUP_LICENCE_WAITS):
        if not pending:
            return
        if seconds is not None:
            progress.context.graph.pause(seconds)
        answers = yield [order.read_back() for order in pending]
        still = [order for order, seen in zip(pending, answers, strict=True) if not _over(seen)]
        progress.done += len(pending) - len(still)
        pending = still
    progress.failed(VendorCode.UNKNOWN_ANSWER, Response(202), len(pending))


def _over(seen: Response) -> bool:
    if classify(seen) is not None:
        return False
    processing = seen.body.get("licenseProcessingState")
    # Null for a group that has nothing to hand out any more; resources/group, 2026-11.
    return processing is None or bool(processing.get("state") == "ProcessingComplete")
