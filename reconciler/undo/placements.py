"""Placements: everybody who is still where the run put them goes back to where they were."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from reconciler.model.plan import Action, Change, PlacementDelta, PlacementMove
from reconciler.model.resources import Address, Kind, OrgUnit, Placement
from reconciler.undo.state import UndoCode, UndoPlanner


@dataclass(slots=True)
class _Back:
    """Who goes where; lives for one call."""

    undo: UndoPlanner
    standing: frozenset[str]
    moves: dict[str, list[PlacementMove]] = field(default_factory=lambda: defaultdict(list))
    """By the unit's path as it will be."""


def revert_placements(undo: UndoPlanner) -> None:
    """Plans one change a unit that somebody enters or, on Microsoft, leaves for none."""
    back = _Back(undo, undo.standing_units())
    for entry in undo.of(Kind.PLACEMENT, Action.UPDATE):
        placement, delta = entry.change.after, entry.change.delta
        if isinstance(placement, Placement) and isinstance(delta, PlacementDelta):
            _turn(back, entry.change.address, placement.path, delta)
    keys = _keys(undo)
    for path, moves in sorted(back.moves.items()):
        _plan(undo, keys.get(path, path), path, tuple(sorted(moves, key=lambda m: m.account)))


def _turn(back: _Back, address: Address, path: str, delta: PlacementDelta) -> None:
    told = {UndoCode.PEOPLE_GONE: 0, UndoCode.PEOPLE_CHANGED_SINCE: 0, UndoCode.NOWHERE: 0}
    for move in delta.moves:
        problem = _move(back, path, move)
        if problem is not None:
            told[problem] += 1
    for code, count in told.items():
        back.undo.find(code, address, {"count": count})


def _move(back: _Back, path: str, move: PlacementMove) -> UndoCode | None:
    """Plans one account's way back; else says why there is none."""
    undo = back.undo
    account = undo.accounts.get(move.account)
    if account is None:
        return UndoCode.PEOPLE_GONE
    places = frozenset(undo.units.now(place) for place in account.places)
    here = undo.units.now(path)
    if path in move.out_of:  # it left the unit for none
        return _enter(back, move.account, {here} - places, None)
    if here in places:
        return _out(back, move, here, places)
    outs = {undo.units.now(out) for out in move.out_of}
    return UndoCode.PEOPLE_CHANGED_SINCE if move.inside or not outs <= places else None


def _out(back: _Back, move: PlacementMove, here: str, places: frozenset[str]) -> UndoCode | None:
    """The way back of an account that is where the run put it."""
    outs = {back.undo.units.now(out) for out in move.out_of} - places
    if move.inside or outs:
        return _enter(back, move.account, outs, None if move.inside else here)
    if back.undo.context.limits.units_nest:
        return UndoCode.NOWHERE
    back.moves[here].append(PlacementMove(move.account, (here,), inside=True))
    back.undo.leaving.add(f"{move.account} {here}")
    return None


def _enter(back: _Back, account: str, paths: set[str], leaving: str | None) -> UndoCode | None:
    """Into the units that are there; out of the other one by the first of these moves."""
    there = sorted(paths & back.standing)
    for number, path in enumerate(there):
        out_of = (leaving,) if leaving is not None and number == 0 else ()
        back.moves[path].append(PlacementMove(account, out_of))
    if there and leaving is not None:
        back.undo.leaving.add(f"{account} {leaving}")
    return UndoCode.NOWHERE if len(there) < len(paths) else None


def _keys(undo: UndoPlanner) -> Mapping[str, str]:
    """Path as it will be → key of our unit there; other units go by their paths."""
    keys = {
        undo.units.now(unit.path): undo.keys.get((Kind.ORG_UNIT, unit.mark.key), unit.mark.key)
        for unit in undo.seen.units
        if unit.mark is not None and undo.context.is_ours(unit.mark)
    }
    made = [change for change in undo.told.changes if change.action is Action.CREATE]
    return keys | {c.after.path: c.address.key for c in made if isinstance(c.after, OrgUnit)}


def _plan(undo: UndoPlanner, key: str, path: str, moves: tuple[PlacementMove, ...]) -> None:
    leaving = {move.account for move in moves if path in move.out_of}
    there = {a.id for a in undo.seen.accounts if path in map(undo.units.now, a.places)}
    will = (there | {move.account for move in moves}) - leaving
    undo.plan(
        Change(
            address=Address(undo.context.tenant.alias, undo.context.school, Kind.PLACEMENT, key),
            action=Action.UPDATE,
            after=Placement(path, frozenset(will)),
            reason=undo.reason(),
            delta=PlacementDelta(moves),
            total=len(will),
        )
    )
