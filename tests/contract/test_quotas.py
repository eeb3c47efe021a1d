"""52 tenants of one Google project, by a virtual clock: paced together, and never refused."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reconciler.cli.sandbox import Sandbox
from reconciler.model.change import (
    Action,
    Change,
    LicenceDelta,
    MembershipDelta,
    Reason,
    ReasonCode,
)
from reconciler.model.observation import Scope
from reconciler.model.plan import SchoolPlan
from reconciler.model.resources import (
    Address,
    Group,
    Holder,
    Kind,
    LicenceAssignment,
    Member,
    MemberRole,
    Membership,
    MemberType,
    RoleMember,
)
from reconciler.model.states import Result
from reconciler.model.tenant import Tenant, Vendor
from reconciler.plan.forecast import cost
from reconciler.plan.order import phases
from reconciler.providers.base import ChangeBatch
from reconciler.providers.google.client import ClientDeps
from reconciler.providers.google.provider import GoogleProvider
from reconciler.providers.pacing import QuotaPool
from reconciler.simulator.entry import ServeOptions, running
from tests.unit.providers.notes import Notebook

TENANTS = 52
PEOPLE = 3
PRODUCT = {"product": "101031", "sku": "1010310009"}
REASON = Reason(ReasonCode.DECLARED)


@dataclass
class SimulatedTime:
    """The simulator's clock, moved on by whoever sleeps."""

    box: Sandbox
    now: float = 0.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        """Nobody really waits."""
        self.now += seconds
        self.box.ask("POST", "clock", {"virtual": True, "advance": seconds})


def seed(number: int) -> dict[str, Any]:
    """A school with three people and a product that nobody holds."""
    domain = f"t{number}.example"
    names = ["admin", *(f"p{one}" for one in range(PEOPLE))]
    users = [
        {"given": name, "family": "Пробна", "orgUnit": "/", "aliases": [], "suspended": False}
        | {"address": f"{name}@{domain}", "personId": name, "admin": name == "admin"}
        for name in names
    ]
    known = {"alias": f"t{number}", "vendor": "google", "domain": domain, "users": users}
    return {**known, "vendorId": f"C0t{number}", "orgUnits": [], "groups": [], "licences": []} | {
        "seats": {PRODUCT["sku"]: 10}
    }


def rollout(tenant: Tenant, accounts: list[str]) -> tuple[Change, ...]:
    """A group with its members, and a licence for each of them."""
    where = Address(tenant.alias, tenant.alias, Kind.GROUP, "all")
    address = f"all@{tenant.domain}"
    people = [Member(MemberType.ACCOUNT, one) for one in accounts]
    entries = tuple(RoleMember(MemberRole.MEMBER, one) for one in people)
    holders = tuple(Holder(one) for one in people)
    return (
        Change(where, Action.CREATE, Group(address, "Всички"), REASON),
        Change(
            where._replace(kind=Kind.MEMBERSHIP),
            Action.UPDATE,
            Membership(address, {MemberRole.MEMBER: frozenset(people)}),
            REASON,
            delta=MembershipDelta(add=entries),
        ),
        Change(
            where._replace(kind=Kind.LICENCE, key="plus"),
            Action.UPDATE,
            LicenceAssignment("plus", holders),
            REASON,
            delta=LicenceDelta(add=holders),
        ),
    )


def tenant_of(number: int, box: Sandbox) -> Tenant:
    """All by one service account, which is one project."""
    key = str(box.folder / "google-service-account.json")
    return Tenant(
        alias=f"t{number}",
        vendor=Vendor.GOOGLE,
        domain=f"t{number}.example",
        vendor_id=f"C0t{number}",
        endpoint=box.address.read_text("utf-8").strip(),
        credentials={"serviceAccount": key, "subject": f"admin@t{number}.example"},
    )


def test_a_first_rollout_of_52_tenants_takes_as_long_as_its_plan_says(tmp_path: Path) -> None:
    """Google counts them by project; not one call is refused for a quota."""
    box = Sandbox(tmp_path)
    box.write_keys()
    (tmp_path / "tenants").mkdir()
    for number in range(TENANTS):
        (tmp_path / "tenants" / f"t{number}.json").write_text(json.dumps(seed(number)), "utf-8")
    with running(ServeOptions(port=0, seeds=tmp_path / "tenants", ready=box.address)):
        box.ask("PUT", "scenario", {"tenants": {"*": {"quota": True}}, "clock": "virtual"})
        time, pool = SimulatedTime(box), QuotaPool()
        plans, limits, providers, accounts = [], {}, {}, {}
        for number in range(TENANTS):
            tenant = tenant_of(number, box)
            deps = ClientDeps(clock=time, sleep=time.sleep, jitter=lambda: 0.0, quotas=pool)
            providers[tenant.alias] = GoogleProvider(tenant, deps)
            seen = providers[tenant.alias].observe(
                Scope(frozenset({"/"}), frozenset({"*"}), {"plus": PRODUCT})
            )
            accounts[tenant.alias] = {one.id: one for one in seen.accounts}
            people = [one.id for one in seen.accounts if not one.admin]
            changes = rollout(tenant, people)
            plans.append(SchoolPlan(tenant.alias, tenant.alias, Vendor.GOOGLE, "all", changes))
            limits[tenant.alias] = (tenant, providers[tenant.alias].limits)
        forecast, began = cost(plans, limits), time.now
        for plan in plans:
            work = ChangeBatch(
                changes=(),
                municipality="plovdiv",
                files={plan.school: "schools/x.yaml"},
                accounts=accounts[plan.tenant],
                products={"plus": PRODUCT},
            )
            for phase in phases(plan.changes):
                done = providers[plan.tenant].execute(replace(work, changes=phase), Notebook())
                assert {one.result for one in done} == {Result.APPLIED}
        calls = box.ask("GET", "requests")["requests"]
        for provider in providers.values():
            provider.close()
    assert {call["status"] for call in calls} <= {200, 204}
    licences = TENANTS * PEOPLE
    assert (forecast.slowest, forecast.slowest_calls, forecast.slowest_tenants) == (
        "licensing",
        licences,
        TENANTS,
    )
    assert forecast.seconds_documented == licences - 1
    assert licences - 1 <= time.now - began <= licences + 1
