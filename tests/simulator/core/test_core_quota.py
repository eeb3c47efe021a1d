"""Quota budgets: who is refused, in which words, and when it is good again."""

from __future__ import annotations

import json
from http.client import HTTPConnection
from pathlib import Path

import pytest

from reconciler.simulator.core.accounts import project_of
from reconciler.simulator.core.call_context import CallContext
from reconciler.simulator.core.faults import Trial
from reconciler.simulator.core.quota import Bucket, units_for
from reconciler.simulator.core.quota_graph import cost_of
from reconciler.simulator.entry import ServeOptions, running
from reconciler.simulator.exchange import Request
from tests.simulator.core.batches import send_google, send_graph
from tests.simulator.core.world import AUTH, GROUP, Site, assertion, write_seeds

UNITS = "/admin/directory/v1/customer/my_customer/orgunits"
LICENCES = "/apps/licensing/v1/product/101031/users?customerId=C0north"


def test_a_bucket_fills_again_evenly() -> None:
    """Half the time gives half of it back, and it never holds more than its size."""
    bucket = Bucket(10, 60)
    assert bucket.take(10, 1000) == 0
    assert bucket.take(1, 1000) == pytest.approx(6)
    assert bucket.share(1030) == pytest.approx(0.5)
    assert bucket.take(10, 5000) == 0
    assert bucket.take(1, 5000) > 0


def test_google_refuses_more_than_the_queries_of_a_minute(site: Site) -> None:
    """403 userRateLimitExceeded, inner calls charged one by one, and a minute later all is well."""
    site.stand()
    site.behave(quota={"queries_per_minute": 3})
    bearer = site.google()
    assert site.call("GET", GROUP, headers=bearer)[0] == 200
    answer = send_google(site, [("GET", GROUP, None)] * 3, bearer)
    assert (answer.count("HTTP/1.1 200"), answer.count("HTTP/1.1 403")) == (2, 1)
    status, body = site.call("GET", GROUP, headers=bearer)
    assert (status, body["error"]["code"]) == (403, 403)
    assert body["error"]["errors"][0]["reason"] == "userRateLimitExceeded"
    site.wait(60)
    assert site.call("GET", GROUP, headers=bearer)[0] == 200


def test_googles_own_limit_is_2400_queries_a_minute(site: Site) -> None:
    """With quota: true, the 2,401st is refused."""
    site.stand()
    site.behave(quota=True)
    bearer = site.google()
    for count in (1000, 1000):
        assert send_google(site, [("GET", GROUP, None)] * count, bearer).count(" 403 ") == 0
    assert send_google(site, [("GET", GROUP, None)] * 401, bearer).count("HTTP/1.1 403") == 1


def test_google_takes_one_org_unit_write_a_second(site: Site) -> None:
    """The second in the same second is 403 quotaExceeded; reading goes on."""
    site.stand()
    site.behave(quota=True)
    bearer = site.google("admin.directory.orgunit")
    new = [{"name": name, "parentOrgUnitPath": "/"} for name in ("Учители", "Ученици")]
    assert site.call("POST", UNITS, new[0], bearer)[0] == 200
    status, body = site.call("POST", UNITS, new[1], bearer)
    assert (status, body["error"]["errors"][0]["reason"]) == (403, "quotaExceeded")
    assert site.call("GET", UNITS, headers=bearer)[0] == 200
    site.wait(1)
    assert site.call("POST", UNITS, new[1], bearer)[0] == 200


def test_the_license_manager_says_503_to_two_queries_in_a_second(site: Site) -> None:
    """Its budget is its own: the Directory's does not pay for it."""
    site.stand()
    site.behave(quota=True)
    bearer = site.google("apps.licensing", "admin.directory.group")
    assert site.call("GET", LICENCES, headers=bearer)[0] == 200
    status, body = site.call("GET", LICENCES, headers=bearer)
    assert (status, body["error"]["errors"][0]["reason"]) == (503, "backendError")
    assert site.call("GET", GROUP, headers=bearer)[0] == 200
    site.wait(1)
    assert site.call("GET", LICENCES, headers=bearer)[0] == 200


def graph_headers(site: Site, path: str, bearer: dict[str, str]) -> tuple[int, dict[str, str]]:
    """Status and headers of a GET."""
    connection = HTTPConnection(site.base.removeprefix("http://"))
    try:
        connection.request("GET", path, headers=bearer)
        answer = connection.getresponse()
        assert json.loads(answer.read())
        return answer.status, dict(answer.getheaders())
    finally:
        connection.close()


def test_graph_counts_resource_units_and_says_how_long_to_wait(site: Site) -> None:
    """A list of users costs 2: of 5 units the third list is refused, with Graph's headers."""
    site.stand()
    site.behave("south", quota={"units_per_10_seconds": 5})
    bearer = site.microsoft()
    status, headers = graph_headers(site, "/v1.0/users", bearer)
    assert (status, headers["x-ms-resource-unit"]) == (200, "2")
    assert "x-ms-throttle-limit-percentage" not in headers
    assert site.call("GET", "/v1.0/groups", headers=bearer)[0] == 200
    assert site.call("GET", "/v1.0/groups", headers=bearer)[0] == 200
    status, headers = graph_headers(site, "/v1.0/users", bearer)
    assert (status, headers["Retry-After"]) == (429, "2")
    assert headers["x-ms-throttle-information"] == "ResourceUnitLimitExceeded"
    scope = headers["x-ms-throttle-scope"]
    assert scope.startswith("Tenant_Application/ReadWrite/reader/")
    site.wait(2)
    status, headers = graph_headers(site, "/v1.0/users", bearer)
    assert (status, headers["x-ms-throttle-limit-percentage"]) == (200, "1.00")


def test_graph_throttles_each_step_of_a_batch_by_itself(site: Site) -> None:
    """The batch is 200; the steps over the write budget carry 429 and their own Retry-After."""
    site.stand()
    site.behave("south", quota={"writes_per_150_seconds": 2})
    group = site.as_admin("south", "GET", "/v1.0/groups")["value"][0]["id"]
    steps = [("PATCH", f"/groups/{group}", {"description": f"№ {n}"}) for n in range(3)]
    answers = send_graph(site, [*steps, ("GET", "/groups", None)], site.microsoft("writer"))
    assert [answer["status"] for answer in answers] == [204, 204, 429, 200]
    assert answers[2]["headers"]["Retry-After"] == "75"
    assert answers[2]["headers"]["x-ms-throttle-information"] == "WriteLimitExceeded"
    assert answers[2]["body"]["error"]["code"] == "TooManyRequests"


COSTS = [
    ("GET", "v1.0/users", {}, 2),
    ("GET", "v1.0/users", {"$select": "id"}, 1),
    ("GET", "v1.0/users", {"$expand": "manager"}, 3),
    ("GET", "v1.0/groups/{id}/members", {"$top": "19"}, 2),
    ("GET", "v1.0/groups/{id}/transitiveMembers", {}, 5),
    ("GET", "v1.0/subscribedSkus", {}, 3),
    ("GET", "v1.0/groups", {"$select": "id", "$top": "5"}, 1),
    ("POST", "v1.0/directoryObjects/getByIds", {}, 5),
    ("PATCH", "v1.0/groups/{id}", {}, 1),
]


@pytest.mark.parametrize(("method", "route", "query", "cost"), COSTS)
def test_graphs_costs_are_as_documented(
    method: str, route: str, query: dict[str, str], cost: int
) -> None:
    """$select saves one, $expand adds one, a short page saves one, and nothing is free."""
    request = Request(method, f"/{route}", query, {}, b"", None, "")
    assert cost_of(CallContext(request, route, 0, Trial([]))) == cost


@pytest.mark.parametrize(("users", "units"), [(49, 3500), (50, 5000), (500, 5000), (501, 8000)])
def test_graphs_budget_grows_with_the_tenant(users: int, units: int) -> None:
    """Small, medium and large tenants."""
    assert units_for(users) == units


def _project(site: Site, project: str, subject: str, *scopes: str) -> dict[str, str]:
    """Headers with a token that a project's service account asked for, acting for somebody."""
    account = f"robot@{project}.iam.gserviceaccount.com"
    scope = " ".join(AUTH + name for name in scopes or ("admin.directory.group",))
    answer = site.google_grant(assertion(subject, iss=account, scope=scope))[1]
    return {"Authorization": f"Bearer {answer['access_token']}"}


def test_directory_queries_are_counted_by_project_and_user(site: Site) -> None:
    """Another project has a budget of its own, and so has another user for whom it acts."""
    site.stand()
    site.behave(quota={"queries_per_minute": 1})
    admin, other = "admin@north.example", "staff@north.example"
    first = _project(site, "one", admin)
    assert [site.call("GET", GROUP, headers=first)[0] for _ in range(2)] == [200, 403]
    for project, subject in (("two", admin), ("one", other)):
        bearer = _project(site, project, subject)
        assert site.call("GET", GROUP, headers=bearer)[0] == 200
    assert site.call("GET", GROUP, headers=_project(site, "one", admin))[0] == 403


def test_an_account_has_a_limit_whoever_calls(site: Site) -> None:
    """429 rateLimitExceeded across projects and users."""
    site.stand()
    site.behave(quota={"account_queries_per_minute": 1})
    bearers = [_project(site, name, "admin@north.example") for name in ("one", "two")]
    answers = [site.call("GET", GROUP, headers=bearer) for bearer in bearers]
    assert [status for status, _ in answers] == [200, 429]
    assert answers[1][1]["error"]["errors"][0]["reason"] == "rateLimitExceeded"


@pytest.mark.parametrize(
    ("limit", "seconds"),
    [("licence_queries_per_minute", 60), ("licence_queries_per_day", 86_400)],
)
def test_licensing_is_counted_by_project_whoever_it_acts_for(
    site: Site, limit: str, seconds: float
) -> None:
    """By the minute and by the day; another project is not touched."""
    site.stand()
    site.behave(quota={limit: 1, "licence_queries_per_second": None})
    people = ("admin@north.example", "staff@north.example")
    one = [_project(site, "one", person, "apps.licensing") for person in people]
    two = _project(site, "two", people[0], "apps.licensing")
    assert [site.call("GET", LICENCES, headers=bearer)[0] for bearer in one] == [200, 403]
    assert site.call("GET", LICENCES, headers=two)[0] == 200
    site.wait(seconds)
    later = _project(site, "one", people[0], "apps.licensing")
    assert site.call("GET", LICENCES, headers=later)[0] == 200


def test_a_projects_budget_is_one_for_all_its_tenants(tmp_path: Path) -> None:
    """Licensing and Groups Settings of two customers come out of the same budget."""
    seeds = write_seeds(tmp_path)
    west = json.loads((seeds / "north.json").read_text("utf-8"))
    text = json.dumps(west | {"alias": "west", "vendorId": "C0west"}).replace("north.ex", "west.ex")
    (seeds / "west.json").write_text(text, encoding="utf-8")
    limits = "*.quota={settings_queries_per_day: 1, queries_per_minute: 1}"
    with running(ServeOptions(port=0, seeds=seeds, behave=("clock=virtual", limits))) as base:
        site = Site(base)
        statuses = []
        for name in ("north", "west"):
            scopes = ("apps.groups.settings", "admin.directory.group")
            bearer = _project(site, "one", f"admin@{name}.example", *scopes)
            for path in ("groups/v1/groups", "admin/directory/v1/groups"):
                target = f"/{path}/staff@{name}.example"
                statuses.append(site.call("GET", target, headers=bearer)[0])
    assert statuses == [200, 200, 403, 200]


def test_graphs_budget_is_an_apps_in_one_tenant(site: Site) -> None:
    """Another app has a budget of its own."""
    site.stand()
    site.behave("south", quota={"units_per_10_seconds": 1})
    reader, writer = site.microsoft(), site.microsoft("writer")
    statuses = [
        site.call("GET", "/v1.0/groups?$select=id", headers=bearer)[0]
        for bearer in (reader, reader, writer)
    ]
    assert statuses == [200, 429, 200]


def test_the_clock_is_moved_on_to_a_moment_and_never_back(site: Site) -> None:
    """Who sleeps until a moment that has passed wakes at once."""
    site.stand()
    now = site.call("GET", "/simulator/clock")[1]["now"]
    for until, expected in ((now + 100, now + 100), (now + 50, now + 100)):
        answer = site.call("POST", "/simulator/clock", {"until": until})[1]
        assert answer["now"] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("account", "project"),
    [
        ("robot@school.iam.gserviceaccount.com", "school"),
        ("123456-abc.apps.googleusercontent.com", "123456"),
        ("Robot@sandbox.example", "robot@sandbox.example"),
    ],
)
def test_accounts_and_clients_name_their_project(account: str, project: str) -> None:
    """Every other account is a project of its own."""
    assert project_of(account) == project
