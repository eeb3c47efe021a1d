"""The probe on both vendors: it proves, it takes away, and another one cleans up after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from reconciler.cli.sandbox import Sandbox
from reconciler.model.probe import PROBE, Assumption, ProbeResult
from reconciler.model.tenant import Vendor
from reconciler.providers.google.client import ClientDeps
from reconciler.providers.google.probe import GoogleProber
from reconciler.providers.microsoft import client as graph
from reconciler.providers.microsoft import permissions as microsoft
from reconciler.providers.microsoft.probe import MicrosoftProber
from tests.contract.vendors import contract_tenant

LEAST = {"reader": "+".join(microsoft.PLAN), "writer": "+".join(microsoft.APPLY)}
LISTS = {
    Vendor.GOOGLE: (
        ("/admin/directory/v1/customer/my_customer/orgunits?type=all", "organizationUnits"),
        ("/admin/directory/v1/groups?customer=my_customer", "groups"),
        ("/admin/directory/v1/users?customer=my_customer", "users"),
    ),
    Vendor.MICROSOFT: (
        ("/v1.0/directory/administrativeUnits", "value"),
        ("/v1.0/groups", "value"),
        ("/v1.0/users", "value"),
        ("/v1.0/directory/deletedItems/microsoft.graph.group", "value"),
    ),
}


class KilledError(Exception):
    """The process was killed before this request."""


@pytest.fixture
def box(simulator: Sandbox) -> Iterator[Sandbox]:
    """The simulator with every tenant as its seed says."""
    for vendor in Vendor:
        simulator.ask("POST", f"tenants/{vendor.value}/reset")
        simulator.ask("PUT", f"tenants/{vendor.value}/behaviour", {})
    yield simulator
    for vendor in Vendor:
        simulator.ask("PUT", f"tenants/{vendor.value}/behaviour", {})


def probe(box: Sandbox, vendor: Vendor, guard: Callable[[], None] = lambda: None) -> ProbeResult:
    """What the probe of this vendor's tenant finds, with the least rights."""
    tenant = contract_tenant(vendor, box, LEAST)
    made = (
        GoogleProber(tenant, "plovdiv", ClientDeps(sleep=_no_wait))
        if vendor is Vendor.GOOGLE
        else MicrosoftProber(tenant, "plovdiv", graph.ClientDeps(sleep=_no_wait))
    )
    try:
        return made.probe(guard)
    finally:
        made.close()


def _no_wait(_: float) -> None:
    """Nothing is waited for."""


def holds(result: ProbeResult) -> dict[str, bool | None]:
    """Whether each assumption holds."""
    return {one.assumption.value: one.holds for one in result.answers}


def everything(box: Sandbox, vendor: Vendor) -> list[str]:
    """Ids of all that the tenant has, its recycle bin included."""
    found = []
    for path, items in LISTS[vendor]:
        body = {"method": "GET", "path": path}
        answer = box.ask("POST", f"tenants/{vendor.value}/call", body)["body"]
        found += [str(one.get("id") or one.get("orgUnitId")) for one in answer.get(items, ())]
    return sorted(found)


@pytest.mark.parametrize("vendor", Vendor)
def test_every_assumption_is_answered_and_nothing_is_left(box: Sandbox, vendor: Vendor) -> None:
    """With the rights that plan and apply have."""
    before = everything(box, vendor)
    result = probe(box, vendor)
    assert result.failed() == ()
    assert everything(box, vendor) == before
    answered = {one.assumption for one in result.answers}
    other = {
        Vendor.GOOGLE: {"options-kept", "unit-members-paged", "users-alone", "bin-mail"}
        | {"bin-security"},
        Vendor.MICROSOFT: {"mark-swapped", "description-listed", "settings-at-once"},
    }[vendor]
    assert answered == {one for one in Assumption if one.value not in other}
    assert len(result.answers) == len(answered)


@pytest.mark.parametrize("vendor", Vendor)
def test_whenever_it_is_killed_the_next_one_leaves_nothing(box: Sandbox, vendor: Vendor) -> None:
    """Before each request that writes, one after the other; the next probe answers as ever."""
    before, answers = everything(box, vendor), holds(probe(box, vendor))
    point = 0
    while True:
        point += 1
        left = iter(range(point))

        def guard(left: Iterator[int] = left) -> None:
            if next(left, None) is None:
                raise KilledError

        try:
            probe(box, vendor, guard)
        except KilledError:
            again = probe(box, vendor)
            assert holds(again) == answers, point
            assert everything(box, vendor) == before, point
        else:
            break
    assert point > 10
    assert everything(box, vendor) == before


FOREIGN: dict[Vendor, tuple[str, dict[str, Any]]] = {
    Vendor.GOOGLE: (
        "/admin/directory/v1/groups",
        {"email": f"{PROBE}-0@ou-test.example", "name": "Наша", "description": "на ръка"},
    ),
    Vendor.MICROSOFT: (
        "/v1.0/groups",
        {"displayName": "Наша", "mailNickname": f"{PROBE}-0", "mailEnabled": False}
        | {"securityEnabled": True, "groupTypes": [], "description": "на ръка"},
    ),
}


@pytest.mark.parametrize("vendor", Vendor)
def test_a_group_of_that_name_without_the_mark_is_left_alone(box: Sandbox, vendor: Vendor) -> None:
    """Then nothing is made either, and the probe says that something is left."""
    path, body = FOREIGN[vendor]
    asked = {"method": "POST", "path": path, "body": body}
    answer = box.ask("POST", f"tenants/{vendor.value}/call", asked)
    assert answer["status"] < 300, answer
    before = everything(box, vendor)
    assert holds(probe(box, vendor)) == {"removed": False}
    assert everything(box, vendor) == before


@pytest.mark.parametrize(
    ("vendor", "behaviour", "assumption"),
    [
        (Vendor.GOOGLE, {"behaviours": {"group-settings-late": True}}, "settings-at-once"),
        (
            Vendor.GOOGLE,
            {"behaviours": {"description-two-copies": {"listed": 0}}},
            "description-listed",
        ),
        (
            Vendor.MICROSOFT,
            {"withheld": {"permissions": [f"{LEAST['writer']}:AdministrativeUnit.ReadWrite.All"]}},
            "removed",  # what it could not take away again, it does not make
        ),
    ],
)
def test_what_does_not_hold_is_told(
    box: Sandbox, vendor: Vendor, behaviour: dict[str, Any], assumption: str
) -> None:
    """The others are answered all the same, and nothing is left."""
    before = everything(box, vendor)
    box.ask("PUT", f"tenants/{vendor.value}/behaviour", behaviour)
    failed = [one.assumption.value for one in probe(box, vendor).failed()]
    assert assumption in failed
    assert "mark-listed" not in failed
    assert everything(box, vendor) == before


@pytest.mark.parametrize("vendor", Vendor)
def test_no_right_to_write_leaves_nothing_and_says_so(box: Sandbox, vendor: Vendor) -> None:
    """Not a crash: the first assumption cannot be asked."""
    names = {
        Vendor.GOOGLE: ["GROUPS_CREATE"],
        Vendor.MICROSOFT: [f"{LEAST['writer']}:Group.ReadWrite.All"],
    }
    part = "privileges" if vendor is Vendor.GOOGLE else "permissions"
    box.ask("PUT", f"tenants/{vendor.value}/behaviour", {"withheld": {part: names[vendor]}})
    before = everything(box, vendor)
    result = probe(box, vendor)
    assert result.failed()
    assert everything(box, vendor) == before


LAG = (1, 3)
"""Reads that are behind each write."""


@pytest.mark.parametrize("reads", LAG)
@pytest.mark.parametrize("vendor", Vendor)
def test_what_shows_late_is_waited_for_and_taken_away(
    box: Sandbox, vendor: Vendor, reads: int
) -> None:
    """A thing that was just made and is not shown yet is not gone."""
    before = everything(box, vendor)
    lag(box, vendor, reads)
    removed = holds(probe(box, vendor))["removed"]
    lag(box, vendor, 0)
    assert removed
    assert settled(box, vendor) == before


@pytest.mark.parametrize("vendor", Vendor)
def test_what_never_shows_is_not_told_as_gone(box: Sandbox, vendor: Vendor) -> None:
    """The answer is no; the next probe takes it away."""
    before = everything(box, vendor)
    lag(box, vendor, 1_000)
    assert holds(probe(box, vendor))["removed"] is False
    lag(box, vendor, 0)
    assert holds(probe(box, vendor))["removed"]
    assert settled(box, vendor) == before


@pytest.mark.parametrize("vendor", Vendor)
def test_killed_where_things_show_late_the_next_one_leaves_nothing_of_its_own(
    box: Sandbox, vendor: Vendor
) -> None:
    """What the killed one made may show too late for the next; then the one after takes it."""
    before, point = everything(box, vendor), 0
    while point := point + 1:
        left = iter(range(point))

        def guard(left: Iterator[int] = left) -> None:
            if next(left, None) is None:
                raise KilledError

        lag(box, vendor, 2)
        try:
            probe(box, vendor, guard)
        except KilledError:
            probe(box, vendor)
            lag(box, vendor, 0)
            if settled(box, vendor) != before:
                assert holds(probe(box, vendor))["removed"], point
            assert settled(box, vendor) == before, point
        else:
            break
    lag(box, vendor, 0)
    assert point > 10


def lag(box: Sandbox, vendor: Vendor, reads: int) -> None:
    """So many reads are behind from now on; 0 ends it."""
    box.ask("POST", f"tenants/{vendor.value}/faults", {"lag": {"reads": reads}})


def settled(box: Sandbox, vendor: Vendor) -> list[str]:
    """Ids of everything, after as many reads as may be behind."""
    for _ in range(2 * max(LAG)):
        found = everything(box, vendor)
    return found
