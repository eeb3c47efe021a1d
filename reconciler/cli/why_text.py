"""What `why` prints of a resource: for people, and as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from reconciler.model.change import Change, Reason
from reconciler.model.document import document
from reconciler.model.plan import Finding, Unknown
from reconciler.model.resources import Address
from reconciler.plan.forecast import items
from reconciler.report.texts import Texts
from reconciler.report.triggers import triggers_text

FORMAT_VERSION = 1


@dataclass(frozen=True, slots=True)
class WhyAnswer:
    """Where a resource comes from, whom a row of a list holds in it, and what the plan says."""

    address: Address
    lines: tuple[Reason, ...]
    held_back: tuple[Finding, ...]
    state: Change | Unknown | None
    """None: the tenant is as declared."""


def render_why(found: WhyAnswer, texts: Texts) -> str:
    """Its lines, the state last."""
    lines = [texts.reason(line) for line in found.lines]
    lines += [texts.finding(finding) for finding in found.held_back]
    return "\n".join([*lines, _state(found.state, texts)]) + "\n"


def why_document(found: WhyAnswer, texts: Texts) -> dict[str, Any]:
    """The same for machines; the rows that hold somebody by their place alone."""
    state = found.state
    data = {
        "address": str(found.address),
        "lines": [_line(line, texts) for line in found.lines],
        "held_back": [_finding(finding, texts) for finding in found.held_back],
        "state": "declared",
        "action": None,
        "items": 0,
        "text": _state(state, texts),
    }
    if isinstance(state, Unknown):
        data["state"] = "unknown"
    elif state is not None:
        data |= {"state": "change", "action": state.action.value, "items": items(state)}
    return document("why", FORMAT_VERSION, data)


def _line(line: Reason, texts: Texts) -> dict[str, Any]:
    facts = dict(sorted(line.facts.items()))
    return {"code": line.code.value, "facts": facts, "text": texts.reason(line)}


def _finding(finding: Finding, texts: Texts) -> dict[str, Any]:
    place = None if finding.place is None else asdict(finding.place)
    return {"code": finding.code.value, "place": place, "text": texts.finding(finding)}


def _state(state: Change | Unknown | None, texts: Texts) -> str:
    if state is None:
        return texts.format("cli-why-converged")
    if isinstance(state, Unknown):
        return texts.format("cli-why-unknown", reason=texts.reason(state.reason))
    facts = {"action": state.action.value, "items": items(state)}
    reason = triggers_text(state.triggers, texts) or texts.reason(state.reason)
    return texts.format("cli-why-change", reason=reason, **facts)
