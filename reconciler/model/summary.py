"""A change in a few characters, the same in every language."""

from __future__ import annotations

from reconciler.model.plan import Change, LicenceDelta, MembershipDelta, PlacementDelta


def summarize_change(change: Change) -> str:
    """'update +2 −1': enough to tell two changes of one address apart for a reader."""
    delta = change.delta
    parts = [change.action.value]
    if isinstance(delta, PlacementDelta):
        parts.append(f"+{len(delta.moves)}")
    elif isinstance(delta, MembershipDelta | LicenceDelta):
        parts += [f"+{len(delta.add)}", f"−{len(delta.remove)}"]
        parts += [f"~{len(delta.change)}"] if delta.change else []
    parts += [f"{one.name}={one.after}" for one in change.fields]
    return " ".join(parts)
