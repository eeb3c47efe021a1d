"""Proves on throw-away groups and a unit what nothing public says of Microsoft.

The reader's application looks, since it is what a plan sees that has to be right; the writer's
writes, and looks into the recycle bin, where the reader need not have a right.
"""

from __future__ import annotations

from collections.abc import Mapping
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
from reconciler.providers.microsoft.pages import read_to_the_end
from reconciler.providers.microsoft.probe_things import (
    OPTIONS,
    OUTER,
    SECURITY,
    UNIFIED,
    group_body,
    is_ours,
    is_unified,
    unit_body,
)
from reconciler.providers.microsoft.provider import MicrosoftProvider
from reconciler.providers.microsoft.response import Response
from reconciler.providers.pacing import CallWindows
from reconciler.providers.prober import (
    FILE,
    Guard,
    ProbeNotes,
    may_exist,
    nobody_watches,
    probe_mark,
)
from reconciler.providers.shapes import word_of

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
        self._guard: Guard = nobody_watches
        group, unit = Kind.GROUP, Kind.ORG_UNIT
        self._marks = [probe_mark(municipality, group, f"probe-{n}") for n in range(4)]
        self._unit_marks = [probe_mark(municipality, unit, f"probe-{n}") for n in range(2)]
        self._made: dict[int | str, str] = {}
        """Numbers of groups and PROBE for the unit: its id, '' where the answer had none."""
        self._dropped: set[str] = set()
        """Ids of deleted groups."""

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
        notes, mark = self._notes, self._marks[UNIFIED]
        with notes.about(Assumption.MARK_WRITTEN):
            made = self._make(UNIFIED)
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
        body = group_body(number, self._marks[number])
        return self._create(number, api.GROUPS, body)

    def _create(self, name: int | str, route: str, body: Mapping[str, Any]) -> Response:
        """Makes something, and remembers that it is there, seen or not yet."""
        made = self._send(write("POST", route, body).never_twice())
        code = classify(made)
        if may_exist(code):
            self._made[name] = str(made.body["id"]) if code is None else ""
        return made

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
            kept = set(OPTIONS) <= set(row.get("resourceBehaviorOptions") or ())
            notes.answer(kept if row else None)

    def _listed(self, ident: str) -> None:
        notes = self._notes
        found: dict[str, Any] = {}
        with notes.about(Assumption.LISTED_SOON):

            def listed() -> bool | None:
                rows = self._rows(listing(api.GROUPS, _SHOWN), READER)
                found.update(next((row for row in rows or () if row["id"] == ident), {}))
                return bool(found)

            notes.answer_within(listed)
        with notes.about(Assumption.MARK_LISTED):
            same = mark_of(found) == self._marks[UNIFIED] if found else None
            notes.answer(same)

    def _rows(self, call: Call, duty: str) -> list[Mapping[str, Any]] | None:
        return read_to_the_end(call, lambda one_call: self._send(one_call, duty))

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
            made = [self._make(number) for number in (SECURITY, OUTER)]
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
        body = unit_body(old)
        with notes.about(Assumption.UNIT_MARK_LISTED):
            made = self._create(PROBE, api.UNITS, body)
            if classify(made) is not None:
                notes.answer(None, made.word)
                return
            ident = str(made.body["id"])
            notes.answer_within(lambda: self._unit_listed(ident) == old)
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
        numbers = (UNIFIED, SECURITY, OUTER)
        named_so = {n: named(api.GROUPS, "mailNickname", f"{PROBE}-{n}") for n in numbers}
        marks = self._marks
        groups = [self._drop_all(n, api.GROUP, call, marks) for n, call in named_so.items()]
        units = named(api.UNITS, "displayName", PROBE)
        dropped = self._drop_all(PROBE, api.UNIT, units, self._unit_marks)
        return self._purge(look_in_bin=look_in_bin) and dropped and all(groups)

    def _drop_all(self, name: int | str, route: str, named_so: Call, marks: list[Mark]) -> bool:
        ids = self._ids(name, named_so)
        gone = [self._drop(route, ident, marks) for ident in ids or ()]
        return ids is not None and all(gone)

    def _ids(self, name: int | str, call: Call) -> set[str] | None:
        """Of what a listing has by that name, and of what was made and may not be listed yet.

        None where that was not told: neither listed within a minute, nor with an id of its own.
        """
        made = self._made.get(name)
        rows, _ = self._notes.seen(
            lambda: self._rows(call, WRITER), lambda rows: rows != [], patient=made == ""
        )
        if rows is None or (not rows and made == ""):
            return None
        return {str(row["id"]) for row in rows} | ({made} if made else set())

    def _drop(self, route: str, ident: str, marks: list[Mark]) -> bool:
        """Deletes one that carries a mark of ours, or else nothing; whether it is gone."""
        select = _SHOWN if route == api.GROUP else "id,displayName,description"
        made, call = ident in self._made.values(), one(route, ident, select)
        seen, _ = self._notes.seen(lambda: self._send(call), _found, patient=made)
        if classify(seen) is VendorCode.MISSING:
            return not made
        if classify(seen) is not None or not is_ours(seen.body, marks):
            return False
        done = classify(self._send(write("DELETE", route, id=ident)))
        if route == api.GROUP and done is None:
            self._dropped.add(ident)
        return done in (None, VendorCode.MISSING)

    def _purge(self, *, look_in_bin: bool) -> bool:
        """Takes our deleted groups out of the recycle bin; tells which kinds came to be there."""
        notes, kinds = self._notes, {True: Assumption.BIN_MAIL, False: Assumption.BIN_SECURITY}
        rows: list[Mapping[str, Any]] = []

        def all_there() -> bool | None:
            found = self._rows(listing(api.DELETED_GROUPS, _BINNED), WRITER)
            rows[:] = [row for row in found or () if is_ours(row, self._marks)]
            return None if found is None else self._dropped <= {str(row["id"]) for row in rows}

        readable, _ = notes.within(all_there) if look_in_bin else (all_there(), 0)
        for unified, assumption in kinds.items() if look_in_bin else ():
            with notes.about(assumption):
                there = any(is_unified(row) is unified for row in rows)
                notes.answer(None if readable is None else there)
        gone = [self._send(write("DELETE", api.DELETED_ITEM, id=str(row["id"]))) for row in rows]
        return all(classify(one_gone) in (None, VendorCode.MISSING) for one_gone in gone)


def _found(answer: Response) -> bool:
    return classify(answer) is not VendorCode.MISSING
