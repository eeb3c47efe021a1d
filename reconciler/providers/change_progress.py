"""One change while it is carried out: how much is done, and what came in its way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from reconciler.model.plan import Change
from reconciler.model.states import Outcome, Result
from reconciler.model.tenant import Tenant
from reconciler.providers.base import VendorCode, VendorResponse, counted, vendor_fault

R_contra = TypeVar("R_contra", contravariant=True)
R = TypeVar("R", bound=VendorResponse)


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
        first, count = self.problems.get(code, (response, 0))
        if times:
            self.problems[code] = (first, count + times)

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
        )

    def _result(self) -> Result:
        if not self.problems:
            return Result.APPLIED
        ambiguous = self.context.ambiguous & self.problems.keys()
        return Result.UNKNOWN if ambiguous else Result.FAILED


@dataclass(frozen=True, slots=True)
class _NothingSent:
    status: int = 0
    word: str = "-"


NOTHING_SENT = _NothingSent()
