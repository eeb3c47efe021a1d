"""Proves on throw-away groups and a unit what nothing public says of Google.

The reader's scopes look, since it is what a plan sees that has to be right; the writer's write.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reconciler.model.probe import PROBE, Assumption, ProbeResult
from reconciler.model.resources import Kind
from reconciler.model.tenant import Tenant
from reconciler.providers import descriptions
from reconciler.providers.google import convert
from reconciler.providers.google.calls import Call
from reconciler.providers.google.client import ClientDeps
from reconciler.providers.google.errors import classify
from reconciler.providers.google.pages import PagedListing, read_all
from reconciler.providers.google.permissions import READ, WRITE
from reconciler.providers.google.probe_things import (
    group_bodies,
    is_ours,
    unit_body,
    unit_is_ours,
)
from reconciler.providers.google.provider import GoogleProvider
from reconciler.providers.google.response import Response
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

_OPEN = frozenset({"ANYONE_CAN_VIEW", "ALL_IN_DOMAIN_CAN_VIEW"})
_SEEN = "whoCanViewGroup"


class GoogleProber:
    """Probes one tenant; see `Prober`."""

    def __init__(
        self,
        tenant: Tenant,
        municipality: str,
        deps: ClientDeps | None = None,
        quotas: CallWindows | None = None,
    ) -> None:
        self._tenant = tenant
        self._provider = GoogleProvider(tenant, deps, quotas)
        self._routes = self._provider.routes()
        self._notes = ProbeNotes((deps or ClientDeps()).sleep)
        self._guard: Guard = nobody_watches
        group, unit = Kind.GROUP, Kind.ORG_UNIT
        self._marks = [probe_mark(municipality, group, f"probe-{n}") for n in range(3)]
        self._unit_marks = [probe_mark(municipality, unit, f"probe-{n}") for n in range(2)]
        self._made: set[int | str] = set()
        """Numbers of groups and PROBE for the unit: there is such a thing, seen or not yet."""

    def probe(self, guard: Guard) -> ProbeResult:
        """See `Prober`."""
        self._guard = guard
        with self._notes.about(Assumption.REMOVED):
            clean = self._clean()
        if clean:
            self._groups()
            self._unit()
            with self._notes.about(Assumption.REMOVED):
                clean = self._clean()
        with self._notes.about(Assumption.REMOVED):
            self._notes.answer(clean)
        return self._notes.result()

    def close(self) -> None:
        """Closes the connections."""
        self._provider.close()

    def _send(self, call: Call, scopes: tuple[str, ...] = WRITE) -> Response:
        if not call.reads:
            self._guard()
        (answer,) = self._provider.client(scopes).send([call])
        route = call.route
        self._notes.request(route.method, route.name, answer.status, answer.reason)
        return answer

    def _address(self, number: int) -> str:
        return f"{PROBE}-{number}@{self._tenant.domain}"

    # Groups.

    def _groups(self) -> None:
        notes, mark = self._notes, self._marks[0]
        with notes.about(Assumption.MARK_WRITTEN):
            made = self._make(0)
            ident = made.data().get("id", "") if made.good else ""
            if not ident:
                notes.answer(None if not made.good else False, made.reason)
                return
            seen, _ = notes.within(lambda: self._read_mark(ident) == mark)
            notes.answer(seen)
        self._settings()
        self._listed(ident)
        self._replaced(ident)
        self._nested(ident)

    def _make(self, number: int) -> Response:
        """Made with its mark in both places; where one of them is refused, with the other alone.

        So it is found again whichever is kept, and nothing is made that carries none.
        """
        for body in group_bodies(self._address(number), self._marks[number]):
            answer = self._send(self._routes.group_insert.call(body))
            if answer.status != 400:
                break
        if may_exist(classify(answer)):
            self._made.add(number)
        return answer

    def _read(self, group: str) -> Response:
        call = self._routes.group.call(group=group).retry_not_found_if(retry_not_found=True)
        return self._send(call, READ)

    def _read_mark(self, group: str) -> object:
        answer = self._read(group)
        return convert.external_mark(answer.data()) if answer.good else None

    def _settings(self) -> None:
        """Asked once, before anything was set."""
        notes, call = self._notes, self._routes.settings.call(group=self._address(0))
        with notes.about(Assumption.SETTINGS_AT_ONCE):
            answer = self._send(call, READ)
            notes.answer(answer.good, answer.reason)
        with notes.about(Assumption.CLOSED_AT_FIRST):
            patient = call.retry_not_found_if(retry_not_found=True)
            answer = answer if answer.good else self._send(patient, READ)
            seen = word_of(answer.data().get(_SEEN)) if answer.good else ""
            notes.answer(None if not answer.good else seen not in _OPEN, seen)

    def _listed(self, ident: str) -> None:
        notes = self._notes
        found: dict[str, Any] = {}
        with notes.about(Assumption.LISTED_SOON):

            def listed() -> bool | None:
                found.update(self._in_list(ident))
                return bool(found)

            notes.answer_within(listed)
        with notes.about(Assumption.MARK_LISTED):
            same = convert.external_mark(found) == self._marks[0]
            notes.answer(same if found else None)
        with notes.about(Assumption.DESCRIPTION_LISTED):
            self._described(ident)

    def _described(self, ident: str) -> None:
        """Written through Groups Settings, as it is where marks stand in descriptions."""
        mark = self._marks[1]
        body = {"description": descriptions.join_line("", mark, FILE)}
        call = self._routes.settings_patch.call(body, group=self._address(0))
        answer = self._send(call.retry_not_found_if(True))

        def listed() -> bool | None:
            told = str(self._in_list(ident).get("description") or "")
            return descriptions.split(told)[1] == mark

        seen, seconds = self._notes.within(listed) if answer.good else (None, -1)
        self._notes.answer(seen, answer.reason, seconds)

    def _in_list(self, ident: str) -> Mapping[str, Any]:
        listing = PagedListing(self._routes.groups.call(customer=self._tenant.vendor_id), "groups")
        read_all([listing], self._provider.client(READ))
        route, failure = listing.call.route, listing.failure
        status, word = (failure.status, failure.reason) if failure else (200, "")
        self._notes.request(route.method, route.name, status, word)
        return next((one for one in listing.items if one["id"] == ident), {})

    def _replaced(self, ident: str) -> None:
        notes = self._notes
        old, new, third = self._marks
        with notes.about(Assumption.MARK_REPLACED):
            steps = convert.external_id_steps({"externalIds": _ids(old)}, new)
            sent = [self._patch(ident, step) for step in steps]
            good = all(answer.good for answer in sent)
            seen, _ = notes.within(lambda: self._read_mark(ident) == new) if good else (False, 0)
            notes.answer(seen)
        with notes.about(Assumption.MARK_SWAPPED):
            answer = self._patch(ident, _ids(third))
            swapped, _ = notes.within(lambda: self._read_mark(ident) == third)
            notes.answer(answer.good and swapped, answer.reason)
        with notes.about(Assumption.MARK_REMOVED):
            answer = self._patch(ident, [])
            gone, _ = notes.within(lambda: self._read_mark(ident) is None)
            notes.answer(answer.good and gone, answer.reason)

    def _patch(self, ident: str, ids: list[dict[str, str]]) -> Response:
        return self._send(self._routes.group_patch.call({"externalIds": ids}, group=ident))

    def _nested(self, ident: str) -> None:
        """Asked without patience: whether a group of a moment ago is known as a member at once."""
        notes = self._notes
        with notes.about(Assumption.NESTED):
            made = self._make(1)
            if not made.good:
                notes.answer(None, made.reason)
                return
            body = {"email": self._address(1), "role": "MEMBER"}
            call = self._routes.member_insert.call(body, group=ident)
            first = self._send(call)
            answer = first if first.good else self._send(call.retry_not_found_if(True))
            notes.answer(answer.good, first.reason)

    # The unit.

    def _unit(self) -> None:
        notes, customer = self._notes, self._tenant.vendor_id
        old, new = self._unit_marks
        body = unit_body(old)
        with notes.about(Assumption.UNIT_MARK_LISTED):
            made = self._send(self._routes.unit_insert.call(body, customer=customer))
            if may_exist(classify(made)):
                self._made.add(PROBE)
            if not made.good:
                notes.answer(None, made.reason)
                return
            notes.answer_within(lambda: self._unit_mark() == old)
        ident = str(made.data()["orgUnitId"])
        for assumption, mark in (
            (Assumption.UNIT_MARK_REPLACED, new),
            (Assumption.UNIT_MARK_REMOVED, None),
        ):
            with notes.about(assumption):
                text = PROBE if mark is None else descriptions.join(PROBE, mark, FILE)
                call = self._routes.unit_patch.call(
                    {"description": text}, customer=customer, unit=ident
                )
                answer = self._send(call.retry_not_found_if(True))
                seen, _ = notes.within(lambda mark=mark: self._unit_mark() == mark)  # type: ignore[misc]
                notes.answer(answer.good and seen, answer.reason)

    def _unit_mark(self) -> object:
        """The mark that the listing shows; '' where it does not have the unit."""
        unit = self._unit_listed()
        return "" if unit is None else convert.unit_of(unit).mark

    def _unit_listed(self) -> Mapping[str, Any] | None:
        answer = self._send(self._routes.units.call(customer=self._tenant.vendor_id), READ)
        units = answer.data().get("organizationUnits", ()) if answer.good else ()
        return next((one for one in units if one["orgUnitPath"] == f"/{PROBE}"), None)

    # Taking away.

    def _clean(self) -> bool:
        """Takes away what this probe or an earlier one made; whether nothing of it is left."""
        groups = [self._drop_group(number) for number in range(2)]
        return self._drop_unit() and all(groups)

    def _drop_group(self, number: int) -> bool:
        call, made = self._routes.group.call(group=self._address(number)), number in self._made
        answer, _ = self._notes.seen(lambda: self._send(call), _found, patient=made)
        if answer.status == 404:
            return not made
        if not answer.good or not is_ours(answer.data(), self._address(number), self._marks):
            return False
        ident = answer.data()["id"]
        return self._send(self._routes.group_delete.call(group=ident)).good

    def _drop_unit(self) -> bool:
        """A unit that somebody is in is refused by Google, and stays."""
        made = PROBE in self._made
        unit, _ = self._notes.seen(self._unit_listed, bool, patient=made)
        if unit is None:
            return not made
        if not unit_is_ours(unit, self._unit_marks):
            return False
        call = self._routes.unit_delete.call(
            customer=self._tenant.vendor_id, unit=str(unit["orgUnitId"])
        )
        return self._send(call).good


def _found(answer: Response) -> bool:
    return answer.status != 404


def _ids(mark: object) -> list[dict[str, str]]:
    return [{"namespace": convert.NAMESPACE, "id": str(mark)}]
