"""Proves on throw-away groups and a unit what nothing public says of Microsoft.

The reader's application looks, since it is what a plan sees that has to be right; the writer's
writes, and looks into the recycle bin, where the reader need not have a right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from reconciler.model.mark import Mark
from reconciler.model.probe import PROBE, Assumption, ProbeResult
from reconciler.model.resources import Kind
from reconciler.model.tenant import Tenant
from reconciler.providers import descriptions
from reconciler.providers.base import VendorCode
from reconciler.providers.microsoft import api
from reconciler.providers.microsoft.api import listing, named, one, write
from reconciler.providers.microsoft.calls import Call
from reconciler.providers.microsoft.client import READER, WRITER, ClientDeps
from reconciler.providers.microsoft.convert import mark_of
from reconciler.providers.microsoft.errors import classify
from reconciler.providers.microsoft.pages import next_pages, rows_of
from reconciler.providers.microsoft.provider import MicrosoftProvider
from reconciler.providers.microsoft.response import Response
from reconciler.providers.pacing import CallWindows
from reconciler.providers.prober import FILE, Guard, ProbeNotes, probe_mark
from reconciler.providers.shapes import word_of

_UNIFIED, _SECURITY, _OUTER = range(3)
_OPTIONS = ("WelcomeEmailDisabled", "HideGroupInOutlook")
_SHOWN = "id,description,mailNickname"
_BINNED = "id,description,mailNickname,groupTypes"


class MicrosoftProber:
    """Probes one tenant; see `Prober`."""

    def __init__(
        self,
        tenant: Tenant,
        municipality: str,
        deps: ClientDeps | None = None,
        quotas: CallWindows | None = None,
    ) -> None:
        self._provider = MicrosoftProvider(tenant, deps, quotas)
        self._graph = self._provider.graph
        self._notes = ProbeNotes((deps or ClientDeps()).sleep)
        self._guard: Guard = _nobody
        group, unit = Kind.GROUP, Kind.ORG_UNIT
        self._marks = [probe_mark(municipality, group, f"probe-{n}") for n in range(4)]
        self._unit_marks = [probe_mark(municipality, unit, f"probe-{n}") for n in range(2)]

    def probe(self, guard: Guard) -> ProbeResult:
        """See `Prober`."""
        self._guard = guard
        notes = self._notes
        with notes.about(Assumption.REMOVED):
            clean = self._clean()
        if clean:
            self._groups()
            self._unit()
            with notes.about(Assumption.REMOVED):
                clean = self._clean(look_in_bin=True)
        with notes.about(Assumption.REMOVED):
            notes.answer(clean)
        return notes.result()

    def close(self) -> None:
        """Lets connections go."""
        self._provider.close()

    def _send(self, call: Call, duty: str = WRITER) -> Response:
        if not call.reads:
            self._guard()
        (answer,) = self._graph.send(duty, [call])
        self._notes.request(call.method, call.route, answer.status, answer.word)
        return answer

    # Groups.

    def _groups(self) -> None:
        notes, mark = self._notes, self._marks[_UNIFIED]
        with notes.about(Assumption.MARK_WRITTEN):
            made = self._make(_UNIFIED)
            if classify(made) is not None:
                notes.answer(False, made.word)
                return
            ident = str(made.body["id"])
            seen = self._read(ident, "id,description,visibility,resourceBehaviorOptions")
            notes.answer(self._mark_in(seen) == mark)
        self._at_first(seen)
        self._listed(ident)
        for assumption, wanted in (
            (Assumption.MARK_REPLACED, self._marks[3]),
            (Assumption.MARK_REMOVED, None),
            (Assumption.REMOVED, mark),  # so that it is known as ours until it is deleted
        ):
            with notes.about(assumption):
                holds = self._write_mark(api.GROUP, ident, wanted)
                if assumption is not Assumption.REMOVED:
                    notes.answer(holds)
        self._nested(ident)

    def _make(self, number: int) -> Response:
        unified = number == _UNIFIED
        body: dict[str, Any] = {
            "displayName": PROBE,
            "description": descriptions.join(PROBE, self._marks[number], FILE),
            "mailNickname": f"{PROBE}-{number}",
            "mailEnabled": unified,
            "securityEnabled": not unified,
            "groupTypes": ["Unified"] if unified else [],
        }
        if unified:
            body |= {"visibility": "Private", "resourceBehaviorOptions": list(_OPTIONS)}
        return self._send(write("POST", api.GROUPS, body).never_twice())

    def _read(self, ident: str, select: str = _SHOWN) -> Response:
        return self._send(one(api.GROUP, ident, select).retry_not_found_if(True), READER)

    def _mark_in(self, answer: Response) -> Mark | None:
        return mark_of(answer.body) if classify(answer) is None else None

    def _at_first(self, seen: Response) -> None:
        """What the first read of the new group shows."""
        notes = self._notes
        row: Mapping[str, Any] = seen.body if classify(seen) is None else {}
        with notes.about(Assumption.CLOSED_AT_FIRST):
            visible = word_of(row.get("visibility"))
            notes.answer(visible == "Private" if row else None, visible)
        with notes.about(Assumption.OPTIONS_KEPT):
            kept = set(_OPTIONS) <= set(row.get("resourceBehaviorOptions") or ())
            notes.answer(kept if row else None)

    def _listed(self, ident: str) -> None:
        notes = self._notes
        found: dict[str, Any] = {}
        with notes.about(Assumption.LISTED_SOON):

            def listed() -> bool | None:
                rows = self._rows(listing(api.GROUPS, _SHOWN), READER)
                found.update(next((row for row in rows or () if row["id"] == ident), {}))
                return bool(found)

            seen, seconds = notes.within(listed)
            notes.answer(seen, seconds=seconds)
        with notes.about(Assumption.MARK_LISTED):
            same = mark_of(found) == self._marks[_UNIFIED] if found else None
            notes.answer(same)

    def _rows(self, call: Call, duty: str) -> list[Mapping[str, Any]] | None:
        """A listing to its end; None where a page was not given."""
        found: list[Mapping[str, Any]] = []
        waiting = [call]
        while waiting:
            answer = self._send(waiting.pop(), duty)
            rows = rows_of(answer)
            if classify(answer) is not None or rows is None:
                return None
            found += rows
            waiting += next_pages(call, answer)
        return found

    def _write_mark(self, route: str, ident: str, mark: Mark | None) -> bool:
        """Writes a description with a mark, or without one; whether a later read shows it."""
        text = PROBE if mark is None else descriptions.join(PROBE, mark, FILE)
        call = write("PATCH", route, {"description": text}, id=ident)
        if classify(self._send(call.retry_not_found_if(True))) is not None:
            return False
        read = one(route, ident, "id,description").retry_not_found_if(True)
        seen, _ = self._notes.within(lambda: self._mark_in(self._send(read, READER)) == mark)
        return bool(seen)

    def _nested(self, unified: str) -> None:
        notes = self._notes
        with notes.about(Assumption.NESTED):
            made = [self._make(number) for number in (_SECURITY, _OUTER)]
            if any(classify(answer) is not None for answer in made):
                notes.answer(None, next(a.word for a in made if classify(a) is not None))
                return
            inner, outer = (str(answer.body["id"]) for answer in made)
            nested = self._send(self._add(outer, inner).retry_not_found_if(True))
            notes.answer(classify(nested) is None, nested.word)
        with notes.about(Assumption.USERS_ALONE):
            # without patience: the refusal that is hoped for looks like one of a new object
            answer = self._send(self._add(unified, inner))
            refused = 400 <= answer.status < 500 and classify(answer) is not VendorCode.MISSING
            notes.answer(refused if classify(nested) is None else None, answer.word)

    def _add(self, group: str, member: str) -> Call:
        body = {"@odata.id": self._graph.reference("directoryObjects", member)}
        return write("POST", api.MEMBER_REFS, body, id=group)

    # The unit.

    def _unit(self) -> None:
        notes = self._notes
        old, new = self._unit_marks
        body = {"displayName": PROBE, "description": descriptions.join(PROBE, old, FILE)}
        with notes.about(Assumption.UNIT_MARK_LISTED):
            made = self._send(write("POST", api.UNITS, body).never_twice())
            if classify(made) is not None:
                notes.answer(None, made.word)
                return
            ident = str(made.body["id"])
            seen, seconds = notes.within(lambda: self._unit_listed(ident) == old)
            notes.answer(seen, seconds=seconds)
        with notes.about(Assumption.UNIT_MEMBERS_PAGED):
            call = listing(api.UNIT_MEMBERS, "id", subject=ident).retry_not_found_if(True)
            answer = self._send(call, READER)
            notes.answer(classify(answer) is None, answer.word)
        for assumption, mark in (
            (Assumption.UNIT_MARK_REPLACED, new),
            (Assumption.UNIT_MARK_REMOVED, None),
            (Assumption.REMOVED, old),  # so that it is known as ours until it is deleted
        ):
            with notes.about(assumption):
                holds = self._write_mark(api.UNIT, ident, mark)
                if assumption is not Assumption.REMOVED:
                    notes.answer(holds)

    def _unit_listed(self, ident: str) -> Mark | None:
        rows = self._rows(listing(api.UNITS, "id,displayName,description"), READER) or ()
        return next((mark_of(row) for row in rows if row["id"] == ident), None)

    # Taking away.

    def _clean(self, *, look_in_bin: bool = False) -> bool:
        """Takes away what this probe or an earlier one made; whether nothing of it is left."""
        groups = [self._drop_groups(number) for number in (_UNIFIED, _SECURITY, _OUTER)]
        units = self._drop_units()
        return self._purge(look_in_bin=look_in_bin) and units and all(groups)

    def _drop_groups(self, number: int) -> bool:
        nickname = f"{PROBE}-{number}"
        rows = self._rows(named(api.GROUPS, "mailNickname", nickname), WRITER)
        ids = [str(row["id"]) for row in rows or ()]
        gone = [self._drop(api.GROUP, ident, _SHOWN, self._marks) for ident in ids]
        return rows is not None and all(gone)

    def _drop_units(self) -> bool:
        rows = self._rows(named(api.UNITS, "displayName", PROBE), WRITER)
        ids = [str(row["id"]) for row in rows or ()]
        select = "id,displayName,description"
        gone = [self._drop(api.UNIT, ident, select, self._unit_marks) for ident in ids]
        return rows is not None and all(gone)

    def _drop(self, route: str, ident: str, select: str, marks: Iterable[Mark]) -> bool:
        """Deletes one that carries a mark of ours, or else nothing; whether it is gone."""
        seen = self._send(one(route, ident, select))
        if classify(seen) is VendorCode.MISSING:
            return True
        if classify(seen) is not None or not _is_ours(seen.body, marks):
            return False
        return classify(self._send(write("DELETE", route, id=ident))) in (None, VendorCode.MISSING)

    def _purge(self, *, look_in_bin: bool) -> bool:
        """Takes our deleted groups out of the recycle bin; tells which kinds came to be there."""
        notes, kinds = self._notes, {True: Assumption.BIN_MAIL, False: Assumption.BIN_SECURITY}
        rows: list[Mapping[str, Any]] = []

        def both() -> bool | None:
            found = self._rows(listing(api.DELETED_GROUPS, _BINNED), WRITER)
            rows[:] = [row for row in found or () if _is_ours(row, self._marks)]
            return None if found is None else len({_is_unified(row) for row in rows}) == 2

        readable, _ = notes.within(both) if look_in_bin else (both(), 0)
        for unified, assumption in kinds.items() if look_in_bin else ():
            with notes.about(assumption):
                there = any(_is_unified(row) is unified for row in rows)
                notes.answer(None if readable is None else there)
        gone = [self._send(write("DELETE", api.DELETED_ITEM, id=str(row["id"]))) for row in rows]
        return all(classify(one_gone) in (None, VendorCode.MISSING) for one_gone in gone)


def _is_unified(row: Mapping[str, Any]) -> bool:
    return "Unified" in (row.get("groupTypes") or ())


def _is_ours(row: Mapping[str, Any], marks: Iterable[Mark]) -> bool:
    """By its mark; or by its own name and description, where the mark was just taken off."""
    mark = mark_of(row)
    return row.get("description") == PROBE if mark is None else mark in tuple(marks)


def _nobody() -> None:
    """Nobody watches."""
