"""Undo placements: everybody still where the run put them goes back to where they were.

Rule, for one move of the run, "account into U, out of V":
- the account is in U now: back into V, out of U. No V (a first placement): on Microsoft it just
  leaves U; on Google it must be in some unit, so it stays, and a finding counts it;
- it is not in U: somebody moved it since, it stays, and a finding counts it;
- V does not exist after the undo: it stays, and a finding counts it.
Paths are those after the undo's own renames.

Example: the run moved a from /pupils into /staff. a is in /staff: back into /pupils. a is in /club:
changed since, left alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from reconciler.model.change import Action, Change, PlacementDelta, PlacementMove
from reconciler.model.resources import Address, Kind, OrgUnit, Placement
from reconciler.undo.state import UndoCode, UndoPlanner


@dataclass(slots=True)
class _PlacementReverts:
    """The moves back, by unit; lives for one call."""

    undo: UndoPlanner
    existing: frozenset[str]
    """Paths of units after the undo."""
    moves: dict[str, list[PlacementMove]] = field(default_factory=lambda: defaultdict(list))
    """By the unit's path as it will be."""


def revert_placements(undo: UndoPlanner) -> None:
    """Plans one change for each unit that somebody enters or, on Microsoft, only leaves."""
    back = _PlacementReverts(undo, undo.unit_paths_after())
    for entry in undo.entries_of(Kind.PLACEMENT, Action.UPDATE):
        placement, delta = entry.change.after, entry.change.delta
        if isinstance(placement, Placement) and isinstance(delta, PlacementDelta):
            _revert(back, entry.change.address, placement.path, delta)
    keys = _keys(undo)
    for path, moves in sorted(back.moves.items()):
        _plan(undo, keys.get(path, path), path, tuple(sorted(moves, key=lambda m: m.account)))


def _revert(back: _PlacementReverts, address: Address, path: str, delta: PlacementDelta) -> None:
    not_reverted = {UndoCode.PEOPLE_GONE: 0, UndoCode.PEOPLE_CHANGED_SINCE: 0, UndoCode.NOWHERE: 0}
    for move in delta.moves:
        problem = _revert_move(back, path, move)
        if problem is not None:
            not_reverted[problem] += 1
    for code, count in not_reverted.items():
        back.undo.report(code, address, {"count": count})


def _revert_move(back: _PlacementReverts, path: str, move: PlacementMove) -> UndoCode | None:
    """Plans one account's moves back; else the reason why there are none."""
    undo = back.undo
    account = undo.accounts.get(move.account)
    if account is None:
        return UndoCode.PEOPLE_GONE
    current = frozenset(undo.units.now(path) for path in account.places)
    here = undo.units.now(path)
    if path in move.out_of:  # the run took it out of this unit into none
        return _enter(back, move.account, {here} - current, None)
    if here in current:
        return _leave(back, move, here, current)
    outs = {undo.units.now(out) for out in move.out_of}
    return UndoCode.PEOPLE_CHANGED_SINCE if move.inside or not outs <= current else None


def _leave(
    back: _PlacementReverts, move: PlacementMove, here: str, current: frozenset[str]
) -> UndoCode | None:
    """Moves back an account that is still where the run put it."""
    outs = {back.undo.units.now(out) for out in move.out_of} - current
    if move.inside or outs:
        return _enter(back, move.account, outs, None if move.inside else here)
    if back.undo.context.limits.units_nest:  # on Google an account is always in some unit
        return UndoCode.NOWHERE
    back.moves[here].append(PlacementMove(move.account, (here,), inside=True))
    back.undo.leaving.add(f"{move.account} {here}")
    return None


def _enter(
    back: _PlacementReverts, account: str, paths: set[str], leaving: str | None
) -> UndoCode | None:
    """Into those units that exist; the first of these moves also leaves the other unit."""
    existing = sorted(paths & back.existing)
    for number, path in enumerate(existing):
        out_of = (leaving,) if leaving is not None and number == 0 else ()
        back.moves[path].append(PlacementMove(account, out_of))
    if existing and leaving is not None:
        back.undo.leaving.add(f"{account} {leaving}")
    return UndoCode.NOWHERE if len(existing) < len(paths) else None


def _keys(undo: UndoPlanner) -> Mapping[str, str]:
    """Path after the undo → key of our unit there; other units go by their paths."""
    keys = {
        undo.units.now(unit.path): undo.restored_keys.get(
            (Kind.ORG_UNIT, unit.mark.key), unit.mark.key
        )
        for unit in undo.observed.units
        if unit.mark is not None and undo.context.is_ours(unit.mark)
    }
    created = [change for change in undo.result.changes if change.action is Action.CREATE]
    return keys | {c.after.path: c.address.key for c in created if isinstance(c.after, OrgUnit)}


def _plan(undo: UndoPlanner, key: str, path: str, moves: tuple[PlacementMove, ...]) -> None:
    leaving = {move.account for move in moves if path in move.out_of}
    inside = {a.id for a in undo.observed.accounts if path in map(undo.units.now, a.places)}
    after = (inside | {move.account for move in moves}) - leaving
    undo.add(
        Change(
            address=Address(undo.context.tenant.alias, undo.context.school, Kind.PLACEMENT, key),
            action=Action.UPDATE,
            after=Placement(path, frozenset(after)),
            reason=undo.reason(),
            delta=PlacementDelta(moves),
            total=len(after),
        )
    )
