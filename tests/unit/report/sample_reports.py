"""A small report and a small run that the tests of reports are made from; all of it invented."""

from __future__ import annotations

from reconciler.errors import Fault
from reconciler.model.change import Action
from reconciler.model.resources import Kind
from reconciler.model.states import Outcome, Result
from tests.unit.report.samples import EVTIMIY, LEVSKI, SampleCode, address


def outcomes() -> tuple[Outcome, ...]:
    """A run in which one set was carried out in part, one thing failed, and one waits for it."""
    fault = Fault(SampleCode.UNREACHABLE, facts={"tenant": LEVSKI})
    told = [
        (Kind.GROUP, "robotics", Result.APPLIED, 1, 1, ()),
        (Kind.GROUP, "choir", Result.UNCHANGED, 1, 1, ()),
        (Kind.GROUP, "teachers", Result.FAILED, 0, 1, (fault,)),
        (Kind.MEMBERSHIP, "teachers", Result.BLOCKED, 0, 3, ()),
        (Kind.MEMBERSHIP, "robotics", Result.UNKNOWN, 20, 34, (fault,)),
        (Kind.MEMBERSHIP, "parents-2033a", Result.PARTIAL, 30, 31, (fault,)),
    ]
    mine = [
        Outcome(address(kind, key), Action.UPDATE, result, done, wanted, faults=faults)
        for kind, key, result, done, wanted, faults in told
    ]
    other = address(Kind.ORG_UNIT, "staff", EVTIMIY)
    return (*mine, Outcome(other, Action.CREATE, Result.APPLIED, 1, 1))
