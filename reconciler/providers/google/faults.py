"""What went wrong, as data: the facts that report/texts/*/vendors.ftl names."""

from __future__ import annotations

from reconciler.errors import Fault, SourceLocation
from reconciler.providers.base import VendorCode
from reconciler.providers.google.response import Response


def vendor_fault(tenant: str, code: VendorCode, what: str, answer: Response) -> Fault:
    """A fault about a listing or resource, with Google's status and word for it, no data."""
    facts: dict[str, str | int] = {
        "tenant": tenant,
        "what": what,
        "status": answer.status,
        "answer": answer.reason or "-",
    }
    return Fault(code, None, facts)


def counted(found: Fault, count: int, place: SourceLocation | None) -> Fault:
    """The same fault of several items of one change, at the change's place."""
    return Fault(found.code, place, {**found.facts, "count": count})
