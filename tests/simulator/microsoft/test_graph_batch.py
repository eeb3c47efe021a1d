"""$batch: forms of urls and ids, dependencies, refusals of the whole."""

from __future__ import annotations

import json
from base64 import b64decode
from typing import TYPE_CHECKING, Any

import pytest

from reconciler.simulator.exchange import Request, Response
from reconciler.simulator.microsoft import is_write, route_of
from reconciler.simulator.microsoft.batch import run

if TYPE_CHECKING:
    from tests.simulator.microsoft.conftest import Graph

JSON = {"Content-Type": "application/json"}
UNIT = {"displayName": "Нова"}


def read(step_id: str | int, url: str = "/users?$top=1") -> dict[str, Any]:
    """A reading step."""
    return {"id": step_id, "method": "GET", "url": url}


def write(step_id: str, url: str, body: object, *needs: str) -> dict[str, Any]:
    """A writing step that needs others."""
    return {
        "id": step_id,
        "method": "POST",
        "url": url,
        "headers": JSON,
        "body": body,
        "dependsOn": list(needs),
    }


def ran(graph: Graph, *steps: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The answers by id."""
    response = graph.send("POST", "/$batch", {"requests": list(steps)})
    assert response.status == 200, response.body
    assert len(response.calls) == len(steps)
    return {item["id"]: item for item in response.body["responses"]}


@pytest.mark.parametrize(
    "url",
    [
        "/users?$top=1&$select=id",
        "users?$top=1&$select=id",
        "/v1.0/users?$top=1&$select=id",
        "https://graph.example/v1.0/users?$top=1&$select=id",
        "/USERS?%24top=1&%24select=id",
    ],
)
def test_every_form_of_inner_url_is_understood(graph: Graph, url: str) -> None:
    """Relative, with a version, absolute: clients write all of them."""
    item = ran(graph, read(1, url))["1"]
    assert item["status"] == 200
    assert [sorted(row) for row in item["body"]["value"]] == [["id"]]
    assert item["headers"]["Content-Type"].startswith("application/json")


def test_each_step_has_its_own_status(graph: Graph) -> None:
    """A failure beside a success; a step without content has no body."""
    unit = graph.ids("/directory/administrativeUnits")[0]
    gone = {"id": "c", "method": "DELETE", "url": f"/directory/administrativeUnits/{unit}"}
    items = ran(graph, read("a"), read("b", "/groups/nothing"), gone)
    assert {key: item["status"] for key, item in items.items()} == {"a": 200, "b": 404, "c": 204}
    assert "body" not in items["c"]
    assert items["b"]["body"]["error"]["code"] == "Request_ResourceNotFound"


def test_the_log_names_the_inner_routes(graph: Graph) -> None:
    """One line for each step, by template."""
    response = graph.send("POST", "/$batch", {"requests": [read(1), read(2, "/groups/x/owners")]})
    assert [(call.route, call.status) for call in response.calls] == [
        ("v1.0/users", 200),
        ("v1.0/groups/{id}/owners", 404),
    ]


def test_a_step_waits_for_what_it_depends_on(graph: Graph) -> None:
    """Also when that stands later in the list; a failure fails all behind it with 424."""
    units = "/directory/administrativeUnits"
    items = ran(
        graph,
        write("last", units, UNIT, "bad"),
        write("bad", units, {}),
        write("good", units, UNIT),
        write("after", units, UNIT, "good"),
        write("chain", units, UNIT, "last"),
    )
    statuses = {key: item["status"] for key, item in items.items()}
    assert statuses == {"last": 424, "bad": 400, "good": 201, "after": 201, "chain": 424}
    assert len(graph.ids(units)) == 4


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ([read("a"), read("A")], "BadRequest"),
        ([read(1), read("1")], "BadRequest"),
        ([read(number) for number in range(21)], "MaximumValueExceeded"),
        ([{**read("a"), "dependsOn": ["b"]}], "BadRequest"),
        ([{**read("a"), "dependsOn": ["a"]}], "BadRequest"),
        ([{"method": "GET", "url": "/users"}], "BadRequest"),
        ([read("a", "/$batch")], "BadRequest"),
        ([{"id": "a", "url": "/users"}], "BadRequest"),
        ([{"id": "a", "method": "POST", "url": "/groups", "body": {}}], "BadRequest"),
        (["a"], "BadRequest"),
    ],
)
def test_a_batch_that_is_wrong_is_refused_whole(graph: Graph, steps: list[Any], code: str) -> None:
    """400, and no step runs."""
    units = write("w", "/directory/administrativeUnits", UNIT)
    response = graph.send("POST", "/$batch", {"requests": [units, *steps]})
    assert (response.status, response.body["error"]["code"]) == (400, code)
    assert len(graph.ids("/directory/administrativeUnits")) == 2


def test_a_batch_of_twenty_binds_of_twenty_members_is_four_hundred(graph: Graph) -> None:
    """The most that one request can add; here ten groups of twenty."""
    groups = [
        {
            "displayName": f"Клас {number}",
            "mailNickname": f"class-{number}",
            "mailEnabled": False,
            "securityEnabled": True,
        }
        for number in range(10)
    ]
    made = ran(graph, *(write(str(at), "/groups", body) for at, body in enumerate(groups)))
    bind = {"members@odata.bind": graph.bind(*range(20))}
    joined = ran(
        graph,
        *(
            {**write(key, f"/groups/{item['body']['id']}", bind), "method": "PATCH"}
            for key, item in made.items()
        ),
    )
    assert {item["status"] for item in joined.values()} == {204}


def test_a_readers_batch_may_not_write(graph: Graph) -> None:
    """Each step is checked on its own."""
    reader = graph.as_token("AdministrativeUnit.Read.All")
    units = "/directory/administrativeUnits"
    items = ran(reader, read("r", units), write("w", units, UNIT))
    assert (items["r"]["status"], items["w"]["status"]) == (200, 403)


@pytest.mark.parametrize(
    ("method", "path", "body", "writes"),
    [
        ("GET", "/v1.0/users", b"", False),
        ("POST", "/v1.0/directoryObjects/getByIds", b"{}", False),
        ("POST", "/v1.0/groups", b"{}", True),
        ("POST", "/v1.0/$batch", b'{"requests":[{"id":1,"method":"GET","url":"/users"}]}', False),
        ("POST", "/v1.0/$batch", b'{"requests":[{"id":1,"method":"DELETE","url":"/x"}]}', True),
        ("POST", "/v1.0/$batch", b"nonsense", False),
    ],
)
def test_writes_are_told_from_reads(method: str, path: str, body: bytes, writes: bool) -> None:
    """A batch writes when one of its steps does."""
    assert is_write(Request(method, path, {}, {}, body, None, "http://x")) is writes


def test_a_core_may_answer_the_inner_calls_itself(graph: Graph) -> None:
    """What the admin API's faults hang on: the route is told before the call is made."""
    body = json.dumps({"requests": [read("a"), read("b", "/groups/x")]}).encode()
    asked: list[str] = []

    def busy(inner: Request) -> Response:
        asked.append(route_of(inner))
        return Response(503)

    response = run(Request("POST", "/v1.0/$batch", {}, {}, body, None, graph.base), busy)
    assert asked == ["v1.0/users", "v1.0/groups/{id}"]
    assert [item["status"] for item in response.body["responses"]] == [503, 503]


def test_a_count_inside_a_batch_is_base64(graph: Graph) -> None:
    """As every body that is no JSON."""
    step = {**read("1", "/users/$count"), "headers": {"ConsistencyLevel": "eventual"}}
    item = ran(graph, step)["1"]
    assert (item["status"], item["headers"]["Content-Type"]) == (200, "text/plain")
    assert b64decode(item["body"]) == b"31"
