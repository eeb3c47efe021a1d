"""What both vendors note while they write: every request before it leaves, and its end."""

from __future__ import annotations

import pytest

from reconciler.errors import LedgerError
from reconciler.model.resources import ResourceSet
from reconciler.model.states import Result
from reconciler.model.tenant import Vendor
from tests.contract.vendors import ProviderHarness
from tests.support.small import declared, group, licence, membership, unit
from tests.unit.providers.notes import Notebook


def wish(harness: ProviderHarness) -> ResourceSet:
    """Something of every API."""
    ids = [harness.ids[name] for name in ("anna", "boris", "vera")]
    return declared(
        unit("staff"), group("teachers"), membership("teachers", *ids), licence("plus", *ids)
    )


def writing(harness: ProviderHarness) -> set[int]:
    """The HTTP requests that changed something, by number."""
    return {entry["batch"] for entry in harness.log() if entry["method"] != "GET"}


def test_each_request_that_writes_is_noted_once_before_and_once_after(
    harness: ProviderHarness,
) -> None:
    """As many as the vendor counted; requests that only look are not among them."""
    changes = harness.changes(wish(harness))
    harness.box.ask("DELETE", "requests")
    notes = Notebook()
    outcomes = harness.do(changes, notes)
    assert {outcome.result for outcome in outcomes} == {Result.APPLIED}
    assert len(notes.of("sending")) == len(writing(harness))
    assert sorted(notes.of("answered")) == sorted(notes.of("sending"))
    for change in changes:
        key = f"{change.address.kind}/{change.address.key}"
        (done,) = [place for place, line in enumerate(notes.lines) if line == ("done", (key,))]
        sent = [place for place, (word, keys) in enumerate(notes.lines) if key in keys]
        assert notes.lines[sent[0]][0] == "sending"
        assert sent[-1] > done
        assert notes.lines[sent[-1]][0] == "answered"


def test_a_batch_that_waited_is_noted_again_before_it_leaves(harness: ProviderHarness) -> None:
    """The lease may have been lost meanwhile: a throttled write asks each time."""
    (change,) = harness.changes(declared(unit("staff")))
    harness.disturb({"method": "POST", "route": "nits$", "times": 2, "do": "status", "status": 429})
    notes = Notebook()
    (outcome,) = harness.do([change], notes)
    assert outcome.result is Result.APPLIED
    words = ("sending", "sending", "sending", "done", "answered")
    assert notes.lines == [(word, ("orgunit/staff",)) for word in words]


def test_a_lost_lease_stops_every_further_write(harness: ProviderHarness) -> None:
    """What was sent before stands; nothing after it leaves, and the caller hears of it."""
    changes = harness.changes(wish(harness))
    harness.box.ask("DELETE", "requests")
    notes = Notebook(full_after=1)
    with pytest.raises(LedgerError):
        harness.do(changes, notes)
    assert len(notes.of("sending")) == len(writing(harness)) == 1


def test_many_changes_are_noted_by_the_batches_that_carry_them(harness: ProviderHarness) -> None:
    """A thousand at once at Google, twenty at Microsoft."""
    sizes = {Vendor.GOOGLE: [41], Vendor.MICROSOFT: [20, 20, 1]}[harness.vendor]
    changes = harness.changes(declared(*(group(f"g{number}") for number in range(41))))
    notes = Notebook()
    harness.do(changes, notes)
    assert [len(changes) for changes in notes.of("sending")][: len(sizes)] == sizes
