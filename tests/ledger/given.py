"""What tests of the ledger start from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from reconciler.errors import Fault
from reconciler.ledger.keyring import KeyRing
from reconciler.ledger.leases import LeaseRequest
from reconciler.ledger.runs import RunSchool, RunStart
from reconciler.model.change import Action, Change, MembershipDelta, Reason, ReasonCode
from reconciler.model.resources import (
    Address,
    Group,
    Kind,
    Member,
    MemberRole,
    MemberType,
    RoleMember,
)
from reconciler.model.states import Outcome, Result, RunKind, RunSchoolState
from reconciler.providers.base import VendorCode

KEY = b"0123456789abcdef0123456789abcdef"
MUNICIPALITY = "plovdiv"
TENANT = "t-a"
PARENT = "parent.of.a.pupil@mail.example"


@dataclass(slots=True)
class Clock:
    """Stands still until it is told to go on."""

    at: datetime = field(default_factory=lambda: datetime.fromisoformat("2026-11-24T08:00:00.000Z"))

    def __call__(self) -> str:
        return f"{self.at:%Y-%m-%dT%H:%M:%S}.{self.at.microsecond // 1000:03}Z"

    def pass_by(self, seconds: float) -> None:
        """Later by so much."""
        self.at += timedelta(seconds=seconds)


def keyring(key: bytes = KEY, municipality: str = MUNICIPALITY) -> KeyRing:
    """The municipality's seal."""
    return KeyRing(key, municipality)


def start(stack: str = "sandbox") -> RunStart:
    """An ordinary run."""
    return RunStart(
        stack=stack,
        kind=RunKind.APPLY,
        who="operator",
        commit="0123abc",
        reason="new year",
        day="2026-11-24",
        fingerprint="6f1c-92ab",
        acknowledged=("last-owner:ou-a",),
        rosters=(("ou-a", "digest-a"),),
        manifests="digest-m",
        host="ci-1",
    )


def claim(*tenants: str, who: str = "operator", seconds: float = 90) -> LeaseRequest:
    """For these tenants, by default for one."""
    return LeaseRequest(tenants or (TENANT,), who, "ci-1", None, seconds)


def school(state: str = "converged", tenant: str = TENANT) -> RunSchool:
    """One school's part of a run."""
    return RunSchool("ou-a", tenant, "pilot", "1111-2222", RunSchoolState(state), 3, 1, 1, 1, 0)


def group(key: str, tenant: str = TENANT) -> Change:
    """A group that is to be made."""
    made = Group(f"{key}@ou-a.example", key)
    address = Address(tenant, "ou-a", Kind.GROUP, key)
    return Change(address, Action.CREATE, made, Reason(ReasonCode.DECLARED))


def parents() -> Change:
    """An outsider who is to be added to a group."""
    address = Address(TENANT, "ou-a", Kind.MEMBERSHIP, "parents")
    added = RoleMember(MemberRole.MEMBER, Member(MemberType.EXTERNAL, PARENT))
    reason = Reason(ReasonCode.DECLARED)
    return Change(address, Action.UPDATE, None, reason, delta=MembershipDelta(add=(added,)))


def outcome(change: Change, result: Result = Result.APPLIED) -> Outcome:
    """What became of it; all that is no success says why."""
    good = result in (Result.APPLIED, Result.UNCHANGED)
    faults = () if good else (Fault(VendorCode.UNKNOWN_ANSWER),)
    done = 1 if result is Result.APPLIED else 0
    return Outcome(change.address, change.action, result, done, 1, "G-1" if good else None, faults)
