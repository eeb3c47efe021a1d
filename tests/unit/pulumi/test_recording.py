"""Claims about consent that comes in as configuration, and about the run of an operation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from reconciler.errors import LedgerError, StackError
from reconciler.ledger.keyring import KeyRing
from reconciler.ledger.leases import LeaseHeldError, LeaseRequest
from reconciler.ledger.ledger import Ledger, open_ledger
from reconciler.model.limits import Cost
from reconciler.model.plan import Plan
from reconciler.model.states import RunKind, RunState
from reconciler.project.open import ProjectCode
from reconciler.pulumi.names import PulumiCode
from reconciler.pulumi.recorder import OperationRecorder, require_running
from reconciler.pulumi.start import ProviderConfig, open_operation
from reconciler.runtime.writer import RunMetadata, run_start

COST = Cost(0, 0, 0, unlimited=False)
PLAN = Plan("sandbox", "plovdiv", (), (), (), (), COST, 2027, "0000-0000")
WHO = RunMetadata("ann", kind=RunKind.PULUMI)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger in a file."""
    with open_ledger(
        f"sqlite:///{tmp_path / 'ledger.sqlite'}", KeyRing(b"k" * 32, "plovdiv")
    ) as one:
        yield one


@pytest.mark.parametrize(
    ("config", "code"),
    [
        ({"acknowledge": "last-owner"}, PulumiCode.NO_REASON),
        ({"acknowledge": "last-owner, nope", "reason": "why"}, ProjectCode.UNKNOWN_GUARD),
        ({}, ProjectCode.NO_PROJECT),
    ],
)
def test_consent_is_checked_before_anything_is_read(
    config: dict[str, str], code: str, tmp_path: Path
) -> None:
    """A guard needs a reason, and a name that is one; a list is written with commas."""
    with pytest.raises(StackError) as caught:
        open_operation(ProviderConfig(tmp_path, {}, config), "sandbox", str)
    assert [fault.code for fault in caught.value.faults] == [code]


def test_all_writes_of_an_operation_are_one_run_that_ends_as_the_worst(ledger: Ledger) -> None:
    """Begun at the first write, with a lease for each tenant while it is written."""
    recording = OperationRecorder(ledger, WHO, "sandbox")
    recording.close()
    assert ledger.runs("sandbox", 5) == ()
    states: tuple[RunState, ...] = (RunState.DONE, RunState.FAILED, RunState.DONE)
    for tenant, state in zip(("a", "b", "a"), states, strict=True):
        with recording.writing(PLAN, tenant):
            assert not recording.written_by_others()
        recording.record_end(state)
    recording.close()
    (run,) = ledger.runs("sandbox", 5)
    assert (run.kind, run.who, run.state) == ("pulumi", "ann", "failed")


def test_a_tenant_that_somebody_else_writes_is_left_alone(ledger: Ledger) -> None:
    """And once that run was there, the plan is known to be older than the tenants."""
    recording = OperationRecorder(ledger, WHO, "sandbox")
    other = ledger.begin(run_start(RunMetadata("bob"), PLAN))
    with (
        ledger.lease(LeaseRequest(("a",), "bob", "there", run=other.number)),
        pytest.raises(LeaseHeldError),
        recording.writing(PLAN, "a"),
    ):
        pytest.fail("the lease was given twice")
    other.end(RunState.DONE)
    assert recording.written_by_others()
    with recording.writing(PLAN, "a"):
        assert recording.written_by_others()


def test_nothing_is_sent_after_the_engine_said_stop() -> None:
    """The next request that would write is not made."""
    stopped = Event()
    require_running(stopped)
    stopped.set()
    with pytest.raises(LedgerError):
        require_running(stopped)
