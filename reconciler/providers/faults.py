"""What a vendor refused or garbled, as data: the facts that report/texts/*/vendors.ftl names."""

from __future__ import annotations

from typing import Protocol

from reconciler.errors import Fault, SourceLocation
from reconciler.providers.base import VendorCode


class VendorResponse(Protocol):
    """One call's answer, as far as a fault shows it."""

    @property
    def status(self) -> int:
        """The HTTP status; 0 where there was no answer."""

    @property
    def word(self) -> str:
        """The vendor's word for the error; never its message, which may name people."""


def vendor_fault(tenant: str, code: VendorCode, what: str, response: VendorResponse) -> Fault:
    """A fault about a listing or resource of a tenant."""
    facts: dict[str, str | int] = {
        "tenant": tenant,
        "what": what,
        "status": response.status,
        "answer": response.word,
    }
    return Fault(code, None, facts)


def counted(found: Fault, count: int, place: SourceLocation | None) -> Fault:
    """The same fault of several items of one change, at the change's place."""
    return Fault(found.code, place, {**found.facts, "count": count})
