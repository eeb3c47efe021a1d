"""With every behaviour on, a client that tries again gets through, and loses nobody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from reconciler.simulator.entry import ServeOptions, running
from tests.simulator.core.batches import Step, send_google, send_graph
from tests.simulator.core.world import GROUP, Site, write_seeds

PATIENCE = 8
GROUPS = "/admin/directory/v1/groups"
NEW = f"{GROUPS}/class@north.example"


@pytest.fixture(scope="module")
def harsh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A simulator whose tenants show everything."""
    seeds = write_seeds(tmp_path_factory.mktemp("seeds"))
    with running(ServeOptions(port=0, seeds=seeds, behaviour=("all",))) as base:
        yield Site(base)


def patient(site: Site, bearer: dict[str, str], call: Step, *done: int) -> int:
    """The status of a call that is tried until it is done."""
    method, path, body = call
    for _ in range(PATIENCE):
        status = site.call(method, path, body, bearer)[0]
        if status in done:
            return status
    raise AssertionError(f"{method} {path} is still {status}")


def test_a_patient_google_client_makes_a_group_with_its_members(harsh: Site) -> None:
    """Settings, accounts, and outsiders, whose old invitations are deleted first."""
    bearer = harsh.google("admin.directory.group", "apps.groups.settings")
    patient(harsh, bearer, ("POST", GROUPS, {"email": "class@north.example"}), 200)
    settings = ("PATCH", "/groups/v1/groups/class@north.example", {"allowExternalMembers": "true"})
    patient(harsh, bearer, settings, 200)
    people = ["admin@north.example", *(f"parent{n}@family.example" for n in range(40))]
    for address in people:
        insert: Step = ("POST", f"{NEW}/members", {"email": address, "role": "MEMBER"})
        # 409 says of a member that she is there, and of an invitation that it is in the way.
        for _ in range(3):
            if patient(harsh, bearer, insert, 200, 409) == 200 or _is_member(harsh, address):
                break
            patient(harsh, bearer, ("DELETE", f"{NEW}/members/{address}", None), 204, 404)
    assert _members(harsh) == set(people)
    outer: Step = ("POST", f"{GROUP}/members", {"email": "class@north.example", "role": "MEMBER"})
    patient(harsh, bearer, outer, 200)


def _members(site: Site) -> set[str]:
    found = site.as_admin("north", "GET", f"{NEW}/members").get("members", ())
    return {one["email"] for one in found}


def _is_member(site: Site, address: str) -> bool:
    return address in _members(site)


def test_a_google_batch_gets_through_in_the_end(harsh: Site) -> None:
    """Every call of it, each at its own time."""
    bearer = harsh.google()
    listing = f"{GROUPS}?customer=my_customer&maxResults="
    steps: list[Step] = [("GET", f"{listing}{n}", None) for n in range(1, 40)]
    first = send_google(harsh, steps, bearer)
    assert "HTTP/1.1 401" in first
    assert "HTTP/1.1 401" not in send_google(harsh, steps, bearer)


def test_a_patient_graph_client_makes_a_group_with_its_members(harsh: Site) -> None:
    """Links, changes, and licences of nobody: all of them come through, in a batch as well."""
    bearer = harsh.microsoft("writer")
    user = harsh.as_admin("south", "GET", "/v1.0/users/admin@south.example")["id"]
    new: dict[str, Any] = {"displayName": "5а", "mailNickname": "class", "visibility": "Private"}
    new |= {"groupTypes": ["Unified"], "mailEnabled": True, "securityEnabled": False}
    patient(harsh, bearer, ("POST", "/v1.0/groups", new), 201)
    named = "/v1.0/groups?$filter=mailNickname eq 'class'"
    at = f"/v1.0/groups/{harsh.as_admin('south', 'GET', named)['value'][0]['id']}"
    link = {"@odata.id": f"https://graph.example/v1.0/directoryObjects/{user}"}
    for name in ("owners", "members"):
        patient(harsh, bearer, ("POST", f"{at}/{name}/$ref", link), 204)
    patient(harsh, bearer, ("PATCH", at, {"description": "пети а"}), 204)
    inner = at.removeprefix("/v1.0")
    steps: list[Step] = [("PATCH", inner, {"displayName": f"{n}а"}) for n in range(20)]
    for _ in range(2):
        statuses = {one["status"] for one in send_graph(harsh, steps, bearer)}
    assert statuses == {204}
    shown = harsh.as_admin("south", "GET", at)
    assert (shown["visibility"], shown["description"]) == ("Private", "пети а")
    assert [one["id"] for one in harsh.as_admin("south", "GET", f"{at}/members")["value"]] == [user]
