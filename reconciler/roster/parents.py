"""Lists in which parents name their children, and not the other way round.

`agentSourcedIds` of OneRoster names people whom somebody belongs to. Some systems fill it in for
the pupils alone, others for the parents alone; both are read as the same tie.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from reconciler.model.people import Role
from reconciler.roster.records import Records, User


def link_children(records: Records, everyone: dict[str, User]) -> None:
    """Gives each pupil the parents who name the pupil; `everyone` has the unclear ones, too."""
    named: dict[str, list[str]] = defaultdict(list)
    for parent in everyone.values():
        if _has(parent, Role.PARENT):
            for child in parent.agents:
                named[child].append(parent.sourced_id)
    for child, parents in named.items():
        user = records.users.get(child)
        if user is not None and _has(user, Role.PUPIL):
            linked = replace(user, agents=_joined(user.agents, parents))
            records.users[child] = everyone[child] = linked
    # of an unclear child's parents nothing is taken
    records.unclear = [
        replace(one, agents=_joined(one.agents or (), named[one.sourced_id]))
        if one.sourced_id in named
        else one
        for one in records.unclear
    ]


def _has(user: User, role: Role) -> bool:
    return any(one.role is role for one in user.positions)


def _joined(agents: tuple[str, ...], more: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*agents, *more)))
