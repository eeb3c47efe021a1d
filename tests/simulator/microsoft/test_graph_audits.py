"""directoryAudits: every write leaves its row, with who did it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from reconciler.simulator import microsoft
from reconciler.simulator.exchange import Request
from reconciler.simulator.microsoft import MicrosoftTenant
from reconciler.simulator.microsoft.audits import MOST_KEPT, Audits
from tests.simulator.microsoft.conftest import SEED

BASE = "http://localhost"
AUDITS = "/v1.0/auditLogs/directoryAudits"
NOW = 1_790_000_000.0
DAY = 24 * 3600
NEW_GROUP = {"displayName": "Хор", "mailNickname": "choir", "mailEnabled": False}
NEW_GROUP |= {"securityEnabled": True}


class Town:
    """One tenant and a clock that stands."""

    def __init__(self) -> None:
        self.tenant = MicrosoftTenant.from_seed(SEED)
        self.tenant.now = NOW
        self.actor = ""
        self.rights: frozenset[str] | None = None

    def ask(self, method: str, path: str, body: Any = None, **query: str) -> Any:
        """The JSON of a call that must succeed, or the status where it does not."""
        content = b"" if body is None else json.dumps(body).encode()
        headers = {"content-type": "application/json"}
        call = Request(method, path, query, headers, content, self.rights, BASE, self.actor)
        answer = microsoft.handle(self.tenant, call)
        return answer.body if answer.status < 300 else answer.status

    def rows(self, **query: str) -> list[dict[str, Any]]:
        """The log's first page."""
        found: list[dict[str, Any]] = self.ask("GET", AUDITS, **query)["value"]
        return found

    def group(self) -> str:
        """A new group's id."""
        return str(self.ask("POST", "/v1.0/groups", NEW_GROUP)["id"])


@pytest.fixture
def town() -> Town:
    """Fresh from its seed."""
    return Town()


def names(rows: list[dict[str, Any]]) -> list[str]:
    """What was done, oldest first."""
    return [row["activityDisplayName"] for row in rows][::-1]


def test_a_groups_life_is_told(town: Town) -> None:
    """Made, changed, filled, led, emptied, deleted and restored, each under its category."""
    group = town.group()
    user = next(iter(town.tenant.users)).id
    here, one = f"/v1.0/groups/{group}", {"@odata.id": f"{BASE}/v1.0/directoryObjects/{user}"}
    town.ask("PATCH", here, {"displayName": "Хорът"})
    town.ask("POST", f"{here}/members/$ref", one)
    town.ask("POST", f"{here}/owners/$ref", one)
    town.ask("DELETE", f"{here}/members/{user}/$ref")
    town.ask("DELETE", here)
    town.ask("POST", f"/v1.0/directory/deletedItems/{group}/restore", {})
    rows = town.rows()
    assert names(rows) == [
        "Add group",
        "Update group",
        "Add member to group",
        "Add owner to group",
        "Remove member from group",
        "Delete group",
        "Restore Group",
    ]
    assert {row["category"] for row in rows} == {"GroupManagement"}
    assert all(group in {one["id"] for one in row["targetResources"]} for row in rows)


def test_a_members_row_names_both(town: Town) -> None:
    """The member first, with the group as its property."""
    group, user = town.group(), next(iter(town.tenant.users))
    one = {"@odata.id": f"{BASE}/v1.0/directoryObjects/{user.id}"}
    town.ask("POST", f"/v1.0/groups/{group}/members/$ref", one)
    member, owner = town.rows()[0]["targetResources"]
    assert (member["id"], member["userPrincipalName"], owner["id"]) == (user.id, user.upn, group)
    (changed,) = member["modifiedProperties"]
    assert changed == {"displayName": "Group.ObjectID", "oldValue": None, "newValue": f'"{group}"'}


def test_a_unit_and_a_licence_are_told(town: Town) -> None:
    """Units have a category of their own."""
    path = "/v1.0/directory/administrativeUnits"
    unit = town.ask("POST", path, {"displayName": "Учители"})["id"]
    town.ask("PATCH", f"{path}/{unit}", {"description": "нови"})
    town.ask("DELETE", f"{path}/{unit}")
    rows = town.rows()
    assert names(rows) == [f"{verb} administrative unit" for verb in ("Add", "Update", "Delete")]
    assert {row["category"] for row in rows} == {"AdministrativeUnit"}


def test_who_did_it_is_an_app_a_person_or_the_tenants_administrator(town: Town) -> None:
    """The bearer's, else the one who clicks."""
    town.actor = "writer"
    town.group()
    app = town.rows()[0]["initiatedBy"]
    assert (app["user"], app["app"]["displayName"], app["app"]["appId"]) == (None, "writer", None)
    user = next(iter(town.tenant.users))
    town.actor = user.upn
    town.ask("PATCH", f"/v1.0/users/{user.id}", {"department": "x"})
    person = town.rows()[0]["initiatedBy"]
    assert (person["app"], person["user"]["id"]) == (None, user.id)
    town.actor = ""
    town.tenant.admins.add(user.id, user.id)
    town.ask("PATCH", f"/v1.0/users/{user.id}", {"department": "y"})
    assert town.rows()[0]["initiatedBy"]["user"]["userPrincipalName"] == user.upn


def test_a_refused_write_leaves_nothing(town: Town) -> None:
    """Neither does a read."""
    assert town.ask("POST", "/v1.0/groups", {}) == 400
    town.ask("GET", "/v1.0/groups")
    assert town.rows() == []


FILTERS = [
    ("activityDateTime ge 2026-09-21T14:13:20Z", 2),
    ("activityDateTime ge 2026-09-21T14:13:21Z", 1),
    ("activityDateTime le 2026-09-21T14:13:20Z", 1),
    ("activityDisplayName eq 'Add group'", 1),
    ("startswith(activityDisplayName,'Update')", 1),
    ("category eq 'GroupManagement' and activityDateTime ge 2026-09-21T14:13:21Z", 1),
    ("targetResources/any(t: t/id eq 'nobody')", 0),
]


@pytest.mark.parametrize(("text", "count"), FILTERS)
def test_a_filter_picks_rows(town: Town, text: str, count: int) -> None:
    """By time, both ends included, by name, by category, by target."""
    group = town.group()
    town.tenant.now += 1
    town.ask("PATCH", f"/v1.0/groups/{group}", {"description": "x"})
    assert len(town.rows(**{"$filter": text})) == count


def test_what_is_not_modelled_of_a_filter_is_501(town: Town) -> None:
    """Never ignored; an unknown property or order is refused."""
    answers = {
        town.ask("GET", AUDITS, **{"$filter": "initiatedBy/user/id eq 'x'"}),
        town.ask("GET", AUDITS, **{"$search": "x"}),
    }
    assert answers == {501}
    assert town.ask("GET", AUDITS, **{"$filter": "nonsense eq 'x'"}) == 400
    assert town.ask("GET", AUDITS, **{"$orderby": "category"}) == 400


def test_pages_follow_each_other_the_newest_first(town: Town) -> None:
    """$top up to 1,000; an order can be asked for."""
    for _ in range(3):
        town.ask("PATCH", f"/v1.0/groups/{next(iter(town.tenant.groups)).id}", {"description": "x"})
        town.tenant.now += 1
    first = town.ask("GET", AUDITS, **{"$top": "2"})
    assert len(first["value"]) == 2
    token = first["@odata.nextLink"].partition("skiptoken=")[2]
    (last,) = town.rows(**{"$top": "2", "$skiptoken": token})
    assert last == town.rows(**{"$orderby": "activityDateTime asc"})[0]
    assert town.ask("GET", f"{AUDITS}/{last['id']}")["id"] == last["id"]
    assert town.ask("GET", f"{AUDITS}/none") == 404


def test_the_log_runs_behind_and_forgets(town: Town) -> None:
    """As late as the tenant is told to be; after thirty days nothing is left."""
    town.tenant.log_delay = 120
    town.group()
    assert town.rows() == []
    town.tenant.now += 120
    assert len(town.rows()) == 1
    town.tenant.now += 30 * DAY
    assert town.rows() == []


RIGHTS = [
    ({"AuditLog.Read.All", "Directory.Read.All"}, False),
    ({"AuditLog.Read.All"}, True),
    ({"Directory.Read.All"}, True),
]


@pytest.mark.parametrize(("rights", "refused"), RIGHTS)
def test_the_log_needs_two_rights(town: Town, rights: set[str], refused: bool) -> None:
    """One of them is not enough."""
    town.rights = frozenset(rights)
    assert (town.ask("GET", AUDITS) == 403) is refused


def test_a_restart_keeps_the_log() -> None:
    """Whoever did it, and to what."""
    town = Town()
    town.actor = "writer"
    town.group()
    again = MicrosoftTenant.from_json(town.tenant.to_json())
    assert again.audits == town.tenant.audits
    assert again.to_json() == town.tenant.to_json()


def test_the_oldest_make_room_for_the_newest() -> None:
    """Memory is bounded; the numbers go on."""
    kept = Audits()
    for number in range(MOST_KEPT + 2):
        kept.add(float(number), "Add group", "", ())
    assert (len(kept.kept), kept.kept[0].number, kept.count) == (MOST_KEPT, 3, MOST_KEPT + 2)
