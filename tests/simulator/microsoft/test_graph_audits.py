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


class AuditedTenant:
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
def audited() -> AuditedTenant:
    """Fresh from its seed."""
    return AuditedTenant()


def names(rows: list[dict[str, Any]]) -> list[str]:
    """What was done, oldest first."""
    return [row["activityDisplayName"] for row in rows][::-1]


def test_a_groups_life_is_told(audited: AuditedTenant) -> None:
    """Made, changed, filled, led, emptied, deleted and restored, each under its category."""
    group = audited.group()
    user = next(iter(audited.tenant.users)).id
    here, one = f"/v1.0/groups/{group}", {"@odata.id": f"{BASE}/v1.0/directoryObjects/{user}"}
    audited.ask("PATCH", here, {"displayName": "Хорът"})
    audited.ask("POST", f"{here}/members/$ref", one)
    audited.ask("POST", f"{here}/owners/$ref", one)
    audited.ask("DELETE", f"{here}/members/{user}/$ref")
    audited.ask("DELETE", here)
    audited.ask("POST", f"/v1.0/directory/deletedItems/{group}/restore", {})
    rows = audited.rows()
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


def test_a_members_row_names_both(audited: AuditedTenant) -> None:
    """The member first, with the group as its property."""
    group, user = audited.group(), next(iter(audited.tenant.users))
    one = {"@odata.id": f"{BASE}/v1.0/directoryObjects/{user.id}"}
    audited.ask("POST", f"/v1.0/groups/{group}/members/$ref", one)
    member, owner = audited.rows()[0]["targetResources"]
    assert (member["id"], member["userPrincipalName"], owner["id"]) == (user.id, user.upn, group)
    (changed,) = member["modifiedProperties"]
    assert changed == {"displayName": "Group.ObjectID", "oldValue": None, "newValue": f'"{group}"'}


def test_a_unit_and_a_licence_are_told(audited: AuditedTenant) -> None:
    """Units have a category of their own."""
    path = "/v1.0/directory/administrativeUnits"
    unit = audited.ask("POST", path, {"displayName": "Учители"})["id"]
    audited.ask("PATCH", f"{path}/{unit}", {"description": "нови"})
    audited.ask("DELETE", f"{path}/{unit}")
    rows = audited.rows()
    assert names(rows) == [f"{verb} administrative unit" for verb in ("Add", "Update", "Delete")]
    assert {row["category"] for row in rows} == {"AdministrativeUnit"}


def test_who_did_it_is_an_app_a_person_or_the_tenants_administrator(audited: AuditedTenant) -> None:
    """The bearer's, else the one who clicks."""
    audited.actor = "writer"
    audited.group()
    app = audited.rows()[0]["initiatedBy"]
    assert (app["user"], app["app"]["displayName"], app["app"]["appId"]) == (None, "writer", None)
    user = next(iter(audited.tenant.users))
    audited.actor = user.upn
    audited.ask("PATCH", f"/v1.0/users/{user.id}", {"department": "x"})
    person = audited.rows()[0]["initiatedBy"]
    assert (person["app"], person["user"]["id"]) == (None, user.id)
    audited.actor = ""
    audited.tenant.admins.add(user.id, user.id)
    audited.ask("PATCH", f"/v1.0/users/{user.id}", {"department": "y"})
    assert audited.rows()[0]["initiatedBy"]["user"]["userPrincipalName"] == user.upn


def test_a_refused_write_leaves_nothing(audited: AuditedTenant) -> None:
    """Neither does a read."""
    assert audited.ask("POST", "/v1.0/groups", {}) == 400
    audited.ask("GET", "/v1.0/groups")
    assert audited.rows() == []


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
def test_a_filter_picks_rows(audited: AuditedTenant, text: str, count: int) -> None:
    """By time, both ends included, by name, by category, by target."""
    group = audited.group()
    audited.tenant.now += 1
    audited.ask("PATCH", f"/v1.0/groups/{group}", {"description": "x"})
    assert len(audited.rows(**{"$filter": text})) == count


def test_what_is_not_modelled_of_a_filter_is_501(audited: AuditedTenant) -> None:
    """Never ignored; an unknown property or order is refused."""
    answers = {
        audited.ask("GET", AUDITS, **{"$filter": "initiatedBy/user/id eq 'x'"}),
        audited.ask("GET", AUDITS, **{"$search": "x"}),
    }
    assert answers == {501}
    assert audited.ask("GET", AUDITS, **{"$filter": "nonsense eq 'x'"}) == 400
    assert audited.ask("GET", AUDITS, **{"$orderby": "category"}) == 400


def test_pages_follow_each_other_the_newest_first(audited: AuditedTenant) -> None:
    """$top up to 1,000; an order can be asked for."""
    for _ in range(3):
        audited.ask(
            "PATCH", f"/v1.0/groups/{next(iter(audited.tenant.groups)).id}", {"description": "x"}
        )
        audited.tenant.now += 1
    first = audited.ask("GET", AUDITS, **{"$top": "2"})
    assert len(first["value"]) == 2
    token = first["@odata.nextLink"].partition("skiptoken=")[2]
    (last,) = audited.rows(**{"$top": "2", "$skiptoken": token})
    assert last == audited.rows(**{"$orderby": "activityDateTime asc"})[0]
    assert audited.ask("GET", f"{AUDITS}/{last['id']}")["id"] == last["id"]
    assert audited.ask("GET", f"{AUDITS}/none") == 404


def test_the_log_runs_behind_and_forgets(audited: AuditedTenant) -> None:
    """As late as the tenant is told to be; after thirty days nothing is left."""
    audited.tenant.log_delay = 120
    audited.group()
    assert audited.rows() == []
    audited.tenant.now += 120
    assert len(audited.rows()) == 1
    audited.tenant.now += 30 * DAY
    assert audited.rows() == []


RIGHTS = [
    ({"AuditLog.Read.All", "Directory.Read.All"}, False),
    ({"AuditLog.Read.All"}, True),
    ({"Directory.Read.All"}, True),
]


@pytest.mark.parametrize(("rights", "refused"), RIGHTS)
def test_the_log_needs_two_rights(audited: AuditedTenant, rights: set[str], refused: bool) -> None:
    """One of them is not enough."""
    audited.rights = frozenset(rights)
    assert (audited.ask("GET", AUDITS) == 403) is refused


def test_a_restart_keeps_the_log() -> None:
    """Whoever did it, and to what."""
    audited = AuditedTenant()
    audited.actor = "writer"
    audited.group()
    again = MicrosoftTenant.from_json(audited.tenant.to_json())
    assert again.audits == audited.tenant.audits
    assert again.to_json() == audited.tenant.to_json()


def test_the_oldest_make_room_for_the_newest() -> None:
    """Memory is bounded; the numbers go on."""
    kept = Audits()
    for number in range(MOST_KEPT + 2):
        kept.add(float(number), "Add group", "", ())
    assert (len(kept.kept), kept.kept[0].number, kept.count) == (MOST_KEPT, 3, MOST_KEPT + 2)
