"""What nobody foresaw in a vendor's answer: one tenant's failure, without a value in it."""

from __future__ import annotations

from collections.abc import Generator, Sequence

import pytest

from reconciler.errors import Fault, LedgerError, TenantError
from reconciler.model.change import Action
from reconciler.model.observation import Listing, Presence, Reference, Scope
from reconciler.model.resources import Kind
from reconciler.model.states import Outcome, Result
from reconciler.providers.barrier import BarrierProvider, guarded_job
from reconciler.providers.base import VendorCode
from tests.unit.providers.google.fakes import FakeGoogle, change, fine, provider
from tests.unit.providers.notes import Lost

SECRET = "anna.petrova"


class Broken:
    """A provider whose readers have a mistake."""

    def __getattr__(self, name: str) -> object:
        def read(*_: object) -> object:
            raise KeyError(SECRET)

        return read


def test_a_reader_that_fails_is_that_tenants_failure_and_names_its_place() -> None:
    """The exception's own text may be somebody's data."""
    behind = BarrierProvider("su-proba", Broken())  # type: ignore[arg-type]
    for read in (lambda: behind.observe(Scope()), lambda: behind.audit_events("x", {"y"})):
        with pytest.raises(TenantError) as caught:
            read()
        (fault,) = caught.value.faults
        assert (fault.code, fault.facts["tenant"]) == (VendorCode.MALFORMED, "su-proba")
        assert str(fault.facts["answer"]).startswith("KeyError test_barrier.py:")
        assert SECRET not in str(fault.facts)
    asked = Reference(Listing.ACCOUNTS, "x", "y")
    assert behind.look_up([asked]) == {asked: Presence.UNKNOWN}


def test_what_is_no_trouble_goes_through() -> None:
    """The barrier changes nothing of what a provider gives."""
    inner = provider(FakeGoogle(fine))
    behind = BarrierProvider("ou-proba", inner)
    assert behind.limits == inner.limits
    assert behind.requests() == ()
    behind.close()


def job(error: Exception) -> Generator[Sequence[str], Sequence[str], Outcome]:
    """Asks once, then fails."""
    yield ["one"]
    raise error


def test_a_job_that_fails_leaves_its_change_unknown() -> None:
    """It may have been sent: the next reading tells."""
    adopt = change(Kind.GROUP, "staff", Action.ADOPT)
    running = guarded_job("ou-proba", adopt, job(ValueError(SECRET)))
    assert next(running) == ["one"]
    with pytest.raises(StopIteration) as end:
        running.send(["answer"])
    outcome = end.value.value
    assert (outcome.address, outcome.result) == (adopt.address, Result.UNKNOWN)
    assert SECRET not in str(outcome.faults)


def test_a_lost_lease_is_no_vendors_answer() -> None:
    """It goes on to whoever stops the run."""
    running = guarded_job(
        "x", change(Kind.GROUP, "y", Action.ADOPT), job(LedgerError([Fault(Lost.LEASE)]))
    )
    next(running)
    with pytest.raises(LedgerError):
        running.send(["answer"])
