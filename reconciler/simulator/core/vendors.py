"""The vendors that the server knows, each as the handful of functions that it needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Protocol, Self

from reconciler.simulator import google, microsoft
from reconciler.simulator.exchange import Request, Response
from reconciler.simulator.google import batch as google_batch
from reconciler.simulator.google.errors import unauthorised as google_unauthorised
from reconciler.simulator.microsoft import batch as microsoft_batch
from reconciler.simulator.microsoft.errors import GraphError
from reconciler.simulator.switches import Fresh, Overlooked, Switches

Answer = Callable[[Request], Response]


class Tenant(Protocol):
    """What the server needs of a tenant's state."""

    lag: int
    """Reads of a new object that do not see it yet."""
    hidden: dict[str, int]
    """Id of a new object → reads that it stays unseen."""
    switches: Switches
    """Which named behaviours it shows."""
    fresh: Fresh
    """What was made so lately that the vendor refuses some calls for it."""
    overlooked: Overlooked
    """Whom account listings leave out."""
    lacking: frozenset[str]
    """Privileges that its administrators do not have."""
    now: float
    """The simulator's time of the exchange that is being answered, in Unix seconds."""

    @property
    def alias(self) -> str:
        """The name under which schools and stacks know the tenant."""

    @property
    def domain(self) -> str:
        """The tenant's mail domain."""

    @property
    def vendor_id(self) -> str:
        """The vendor's own id of the tenant."""

    @classmethod
    def from_seed(cls, seed: Mapping[str, Any]) -> Self:
        """The tenant that a seed describes."""

    def extend(self, seed: Mapping[str, Any]) -> None:
        """Takes in what a seed has besides; nothing that is there changes."""

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The tenant that to_json() wrote."""

    def to_json(self) -> dict[str, Any]:
        """Everything that must survive a restart."""

    def counts(self) -> dict[str, int]:
        """How many of each thing the tenant holds."""


@dataclass(frozen=True, slots=True)
class Vendor:
    """One vendor's handlers."""

    name: str
    tenant: type[Any]
    handle: Callable[[Any, Request], Response]
    is_write: Callable[[Request], bool]
    is_batch: Callable[[str], bool]
    run_batch: Callable[[Request, Answer], Response]
    """A batch whose inner calls are answered by the given function."""
    route_of: Callable[[Request], str]
    unauthorised: Callable[[], dict[str, Any]]
    """The body of a 401."""


def _microsoft_unauthorised() -> dict[str, Any]:
    message = "Access token validation failure."
    return {"error": {"code": "InvalidAuthenticationToken", "message": message}}


def _microsoft_batch(request: Request, answer: Answer) -> Response:
    try:
        return microsoft_batch.run(request, answer)
    except GraphError as error:
        body = {"error": {"code": error.code, "message": error.message}}
        return Response(error.status, body)


GOOGLE = Vendor(
    name="google",
    tenant=google.GoogleTenant,
    handle=google.handle,
    is_write=google.is_write,
    is_batch=google_batch.is_batch,
    run_batch=google_batch.run,
    route_of=google.route_of,
    unauthorised=google_unauthorised,
)
MICROSOFT = Vendor(
    name="microsoft",
    tenant=microsoft.MicrosoftTenant,
    handle=microsoft.handle,
    is_write=microsoft.is_write,
    is_batch=microsoft_batch.is_batch,
    run_batch=_microsoft_batch,
    route_of=microsoft.route_of,
    unauthorised=_microsoft_unauthorised,
)
VENDORS: Mapping[str, Vendor] = MappingProxyType({"google": GOOGLE, "microsoft": MICROSOFT})
_GOOGLE_PATHS = ("/admin/", "/apps/licensing/v1/", "/groups/v1/", "/batch")
_MICROSOFT_PATHS = ("/v1.0/", "/beta/")


def vendor_of(path: str) -> Vendor | None:
    """The vendor that serves this path, or None."""
    if path.startswith(_GOOGLE_PATHS):
        return GOOGLE
    if path.casefold().startswith(_MICROSOFT_PATHS):
        return MICROSOFT
    return None
