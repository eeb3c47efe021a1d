"""One call on its way to the vendor's handler, as the parts of a behaviour meet it."""

from __future__ import annotations

from dataclasses import dataclass, field

from reconciler.simulator.core.faults import Trial
from reconciler.simulator.exchange import Request, Response


@dataclass(slots=True)
class CallContext:
    """A call, alone or inside a batch; what the parts want done with it is noted here."""

    request: Request
    route: str
    """The route's template, as the request log has it."""
    now: float
    trial: Trial
    batched: bool = False
    """Whether it came inside a batch."""
    headers: dict[str, str] = field(default_factory=dict)
    """What the answer is to carry besides its own."""
    instead: Response | None = None
    """What is answered in place of the vendor's answer, though the call takes effect."""

    @property
    def call(self) -> str:
        """Method and path with the query: the same call again is the same text again."""
        query = "&".join(f"{name}={value}" for name, value in self.request.query.items())
        return f"{self.request.method} {self.request.path}?{query}"
