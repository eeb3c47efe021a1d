"""One change while it is carried out: how much is done, and what came in its way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from reconciler.model.change import Change, LicenceDelta
from reconciler.model.held import RefusedItem
from reconciler.model.resources import Kind, MemberType
from reconciler.model.states import Outcome, Result
from reconciler.model.tenant import Tenant
from reconciler.providers.base import (
    OF_ONE_PERSON,
    VendorCode,
    VendorResponse,
    counted,
    vendor_fault,
)

R_contra = TypeVar("R_contra", contravariant=True)
R = TypeVar("R", bound=VendorResponse)


FEW = 3
"""People of one change whom a vendor may refuse before the change counts as failed."""
OF_PEOPLE = frozenset({Kind.MEMBERSHIP, Kind.PLACEMENT, Kind.LICENCE})


class VendorContext(Protocol[R_contra]):
    """What a vendor's JobContext knows about its responses."""

    @property
    def tenant(self) -> Tenant:
        """The tenant that is written."""

    @property
    def ambiguous(self) -> frozenset[VendorCode]:
        """Codes that leave it open whether a write was carried out."""

    def classify(self, response: R_contra) -> VendorCode | None:
        """What a response means; None: done."""

    def is_permanent(self, response: R_contra) -> bool:
        """Whether a response says that this object is refused however often it is asked."""


C = TypeVar("C", bound=VendorContext)  # type: ignore[type-arg]  # its response is R


@dataclass(slots=True)
class ChangeProgress(Generic[C, R]):
    """Counts the responses to one change's calls, and ends in its outcome."""

    context: C
    change: Change
    wanted: int = 1
    done: int = 0
    external_id: str | None = None
    problems: dict[VendorCode, tuple[VendorResponse | None, int]] = field(default_factory=dict)
    held: Counter[VendorCode] = field(default_factory=Counter)
    """Of the problems: removals that were not sent, since what replaces them is not there."""
    refused: list[RefusedItem] = field(default_factory=list)
    """Items that the vendor refused for good."""
    open: int = 0
    """Items that failed and may succeed another time."""

    def refuse(self, subject: str, response: R) -> None:
        """Counts one item by a response that did not do it, refused for good where it says so.

        `subject` names the item, see `model.parts`.
        """
        code = self.context.classify(response)
        if code is None or not self.context.is_permanent(response):
            self.count(response)
            return
        self.refused.append(RefusedItem(subject, code.value))
        self._note(code, response, 1)

    def same_person(self, subject: str, response: R) -> None:
        """Counts one item as impossible: the outsider is a member under another address.

        An addition, or the removal of the entry that she has.
        """
        self.refused.append(RefusedItem(subject, VendorCode.SAME_PERSON.value))
        self._note(VendorCode.SAME_PERSON, response, 1)

    def count(self, response: R, times: int = 1, *, just_created: bool = False) -> None:
        """Counts a response as so many items done, or as what it means for them.

        `just_created`: what it names was made a moment ago, so that "missing" may mean "not yet".
        """
        code = self.context.classify(response)
        if code is None:
            self.done += times
        elif code is VendorCode.MISSING and just_created:
            # Graph may not show for minutes what it has just made (terraform azuread, 2026-11).
            self.failed(VendorCode.UNKNOWN_ANSWER, response, times)
        else:
            self.failed(code, response, times)

    def failed(self, code: VendorCode, response: R | None = None, times: int = 1) -> None:
        """Counts items as not done; without a response where nothing was sent."""
        self.open += times
        self._note(code, response, times)

    def _note(self, code: VendorCode, response: R | None, times: int) -> None:
        first, count = self.problems.get(code, (response, 0))
        # of no items nothing failed, though the call was answered with an error
        if times:
            self.problems[code] = (first, count + times)

    def hold(self, code: VendorCode, response: R | None = None, times: int = 1) -> None:
        """Counts removals as held, because of an addition that met this problem."""
        self._note(code, response, times)
        self.held[code] += times

    def outcome(self) -> Outcome:
        """The outcome: one fault a code, however many items it befell."""
        address = self.change.address
        what = f"{address.kind}/{address.key}"
        return Outcome(
            address=address,
            action=self.change.action,
            result=self._result(),
            done=self.done,
            wanted=self.wanted,
            external_id=self.external_id,
            faults=tuple(
                counted(
                    vendor_fault(self.context.tenant.alias, code, what, response or NOTHING_SENT),
                    count,
                    self.change.place,
                )
                for code, (response, count) in sorted(self.problems.items(), key=lambda one: one[0])
            ),
            refused=tuple(self.refused),
        )

    def _result(self) -> Result:
        if not self.problems:
            return Result.APPLIED
        # one open question is enough: a later observation decides over all of it
        if self.context.ambiguous & self.problems.keys():
            return Result.UNKNOWN
        if not self.open:
            return Result.HELD
        return Result.PARTIAL if self._befell_few_people() else Result.FAILED

    def _befell_few_people(self) -> bool:
        """Whether all but a few people were done, and the vendor refused those for what they are.

        An address that one list has wrong must not keep a city's next wave waiting.
        """
        refused = {code: n - self.held[code] for code, (_, n) in self.problems.items()}
        own = {code: count for code, count in refused.items() if count > 0}
        few = 0 < sum(own.values()) <= FEW
        # where others got in, the group or unit is there, so that the person is missing
        known = OF_ONE_PERSON | ({VendorCode.MISSING} if self.done else frozenset())
        return self._is_of_people() and few and own.keys() <= known

    def _is_of_people(self) -> bool:
        """Whether the change is of people; a group that holds a licence stands for many."""
        delta = self.change.delta
        if isinstance(delta, LicenceDelta):
            touched = (*delta.add, *delta.remove, *delta.change)
            return all(holder.member.type is not MemberType.GROUP for holder in touched)
        return self.change.address.kind in OF_PEOPLE


@dataclass(frozen=True, slots=True)
class _NothingSent:
    status: int = 0
    word: str = "-"


NOTHING_SENT = _NothingSent()
