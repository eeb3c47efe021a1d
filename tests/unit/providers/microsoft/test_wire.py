"""Batches on their way: what is sent again, what never is, how long it waits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from reconciler.errors import LedgerError, TenantError
from reconciler.model.observation import Scope
from reconciler.providers.base import VendorCode
from reconciler.providers.microsoft.api import listing, one, write
from reconciler.providers.microsoft.calls import Call
from reconciler.providers.microsoft.client import READER, WRITER, Client, ClientDeps
from reconciler.providers.microsoft.response import CallStatus, Response
from tests.unit.providers.microsoft.fakes import (
    MISSING,
    TENANT,
    Clock,
    FakeGraph,
    Reply,
    Seen,
    error,
    provider,
)

READ = one("/groups/{id}", "g", "id")
PATCH = write("PATCH", "/groups/{id}", {"displayName": "x"}, id="g")
MAKE = write("POST", "/directory/administrativeUnits", {"displayName": "x"}).never_twice()


def send(
    fake: FakeGraph,
    calls: Sequence[Call],
    folder: Path,
    clock: Clock | None = None,
    budgets: Mapping[str, float] | None = None,
    *,
    before_resending: Callable[[], None] = lambda: None,
) -> list[Response]:
    """The answers of one sending with the writer's rights."""
    clock = clock or Clock()
    secret = folder / "secret"
    secret.write_text("word", encoding="utf-8")
    named = {"writer": "w", "writerSecretFile": str(secret)}
    tenant = replace(TENANT, credentials=named, budgets=budgets or {})
    graph = Client(tenant, ClientDeps(clock.read, clock.sleep, httpx.MockTransport(fake)))
    try:
        return graph.send(WRITER, calls, before_resending)
    finally:
        graph.close()


class Moody:
    """Refuses the first calls of a name, then does them."""

    def __init__(self, refusal: Reply, times: int, name: str = "PATCH /groups/g") -> None:
        self.refusal, self.times, self.name = refusal, times, name

    def __call__(self, call: Seen) -> Reply:
        """Answers one call."""
        if call.name == self.name and self.times:
            self.times -= 1
            return self.refusal
        return 200, {"id": call.path}


@pytest.mark.parametrize(("count", "sizes"), [(0, []), (20, [20]), (21, [20, 1]), (40, [20, 20])])
def test_a_batch_carries_twenty(tmp_path: Path, count: int, sizes: list[int]) -> None:
    """Answers come back in the order of the calls, whatever Graph's."""
    fake = FakeGraph(lambda call: (200, {"id": call.path}))
    calls = [one("/groups/{id}", str(n), "id") for n in range(count)]
    answers = send(fake, calls, tmp_path)
    assert sorted(map(len, fake.batches), reverse=True) == sizes
    assert [answer.body["id"] for answer in answers] == [f"/groups/{n}" for n in range(count)]


def test_only_the_throttled_part_is_sent_again_and_as_late_as_asked(tmp_path: Path) -> None:
    """Each part of a batch has its own 429 and Retry-After."""
    refusal = (429, {"error": {"code": "TooManyRequests"}}, {"Retry-After": "7"})
    clock, fake = Clock(), FakeGraph(Moody(refusal, 2))
    answers = send(fake, [READ, PATCH], tmp_path, clock)
    assert [answer.status for answer in answers] == [200, 200]
    assert [len(batch) for batch in fake.batches] == [2, 1, 1]
    assert clock.naps == [7.0, 7.0]


def test_what_waited_asks_before_it_leaves_again(tmp_path: Path) -> None:
    """A lease that was lost meanwhile ends it: nothing more is sent."""

    def lost() -> None:
        raise LedgerError([])

    fake = FakeGraph(Moody(error(429, "TooManyRequests"), 99))
    with pytest.raises(LedgerError):
        send(fake, [PATCH], tmp_path, before_resending=lost)
    assert fake.count("PATCH /groups/g") == 1


def test_endless_throttling_ends(tmp_path: Path) -> None:
    """After five attempts the call has failed, and was surely not carried out."""
    clock, fake = Clock(), FakeGraph(Moody(error(429, "TooManyRequests"), 99))
    assert send(fake, [PATCH], tmp_path, clock)[0].status == 429
    assert clock.naps == [1.0, 2.0, 4.0, 8.0]


def test_a_throttled_batch_is_sent_again_as_a_whole(tmp_path: Path) -> None:
    """Nothing of it was carried out."""
    refusal = httpx.Response(429, json={"error": {"code": "TooManyRequests"}})
    fake = FakeGraph(complete=[refusal])
    assert [answer.status for answer in send(fake, [MAKE, PATCH], tmp_path)] == [204, 204]
    assert len(fake.batches) == 2


@pytest.mark.parametrize("loss", [httpx.ReadError("gone"), httpx.Response(200, text="<html>")])
def test_a_write_whose_answer_is_lost_is_never_sent_again(
    tmp_path: Path, loss: httpx.Response | Exception
) -> None:
    """It may have been carried out; a read beside it goes again."""
    fake = FakeGraph(lambda call: (200, {"id": call.path}), complete=[loss])
    answers = send(fake, [PATCH, READ], tmp_path)
    told = CallStatus.LOST if isinstance(loss, Exception) else CallStatus.MALFORMED
    assert [answer.call_status for answer in answers] == [told, CallStatus.ANSWERED]
    assert (fake.count("PATCH /groups/g"), fake.count("GET /groups/g")) == (1, 2)


def test_a_part_that_is_missing_in_the_answer_is_lost(tmp_path: Path) -> None:
    """Silence about a write is not success."""
    fake = FakeGraph(complete=[httpx.Response(200, json={"responses": []})])
    assert send(fake, [PATCH], tmp_path)[0].call_status is CallStatus.LOST


def test_what_never_left_is_tried_twice_more(tmp_path: Path) -> None:
    """Writes too: nothing was sent."""
    fake = FakeGraph(complete=[httpx.ConnectError("refused")] * 3)
    clock = Clock()
    assert send(fake, [PATCH], tmp_path, clock)[0].call_status is CallStatus.UNSENT
    assert clock.naps == [1.0, 2.0]


def test_an_unavailable_service_gets_again_only_what_may_be_done_twice(tmp_path: Path) -> None:
    """Making a unit twice would make two units."""
    fake = FakeGraph(lambda _: (503, None))
    answers = send(fake, [PATCH, MAKE], tmp_path)
    assert [answer.status for answer in answers] == [503, 503]
    assert fake.count("PATCH /groups/g") == 5
    assert fake.count("POST /directory/administrativeUnits") == 1


def test_what_was_just_made_may_not_be_found_yet(tmp_path: Path) -> None:
    """Only a call marked so takes 404 for 'not yet'."""
    fake = FakeGraph(Moody(MISSING, 2))
    assert send(fake, [PATCH.retry_not_found_if(retry_not_found=True)], tmp_path)[0].status == 200
    assert send(FakeGraph(Moody(MISSING, 1)), [PATCH], tmp_path)[0].status == 404


def test_a_next_page_is_asked_for_by_its_path_alone() -> None:
    """A link to another host never takes a token there."""
    call = listing("/users", "id")
    page = call.page("https://graph.elsewhere.example/v1.0/users?$top=999&$skiptoken=a%3D")
    assert page.path == "/users?$top=999&$skiptoken=a%3D"
    assert (page.route, page.cost) == ("/users", 1)


def test_writes_are_paced_by_the_budget(tmp_path: Path) -> None:
    """Thirty in 150 seconds: of four batches of twenty each waits for the one before."""
    clock = Clock()
    budgets = {"graph-read": 1000.0, "graph-write": 0.2}
    send(FakeGraph(), [PATCH] * 80, tmp_path, clock, budgets)
    assert clock.now == pytest.approx(450.0)


def test_what_fits_into_a_window_waits_for_nothing(tmp_path: Path) -> None:
    """3,000 writes in 150 seconds: eighty leave at once."""
    clock = Clock()
    send(FakeGraph(), [PATCH] * 80, tmp_path, clock, {"graph-read": 1000.0, "graph-write": 20.0})
    assert clock.now == 0.0


def test_reads_cost_resource_units() -> None:
    """A page of users with $select costs 1, of members 2, SKUs 2, anything else 1."""
    costs = [listing(route, "id").cost for route in ("/users", "/groups/{id}/members", "/groups")]
    assert costs == [1, 2, 1]
    assert listing("/subscribedSkus", "skuId").cost == 2


def test_a_token_is_asked_for_once_while_it_lasts(tmp_path: Path) -> None:
    """The reader's and the writer's client each have their own."""
    clock, fake = Clock(), FakeGraph()
    with provider(fake, tmp_path, clock) as made:
        made.observe(Scope())
        made.observe(Scope())
        clock.now += 3400
        made.observe(Scope())
    assert [form["client_id"] for form in fake.tokens] == ["r", "r"]
    assert fake.tokens[0]["client_secret"] == "word"
    assert fake.tokens[0]["scope"] == "https://graph.microsoft.com/.default"


@pytest.mark.parametrize(
    ("token", "code"),
    [
        (httpx.Response(401, json={"error": "invalid_client"}), VendorCode.UNAUTHENTICATED),
        (httpx.Response(200, json={}), VendorCode.UNAUTHENTICATED),
        (httpx.ReadError("gone"), VendorCode.UNREACHABLE),
    ],
)
def test_a_refused_sign_in_names_the_tenant(
    tmp_path: Path, token: httpx.Response | Exception, code: VendorCode
) -> None:
    """No token, no look."""
    with (
        provider(FakeGraph(token=token), tmp_path) as made,
        pytest.raises(TenantError) as raised,
    ):
        made.observe(Scope())
    (fault,) = raised.value.faults
    assert (fault.code, fault.facts["tenant"]) == (code, "su-proba")


@pytest.mark.parametrize(
    ("named", "endpoint", "answer"),
    [
        ({}, "http://localhost:9", "KeyError"),
        ({"reader": "r", "readerSecretFile": "/nowhere/secret"}, "http://[::1]:9", "FileNotFound"),
        ({"reader": "r", "readerSecretFile": "-"}, "http://graph.example", "ValueError"),
        ({"chain": "magic", "readerClientId": "r"}, None, "ValueError"),
    ],
)
def test_credentials_that_cannot_be_used_are_the_tenants_fault(
    named: dict[str, str], endpoint: str | None, answer: str
) -> None:
    """A name or a file that is missing, and a secret that would travel in the clear."""
    tenant = replace(TENANT, credentials=named, endpoint=endpoint)
    graph = Client(tenant, ClientDeps(transport=httpx.MockTransport(FakeGraph())))
    with pytest.raises(TenantError) as raised:
        graph.send(READER, [READ])
    graph.close()
    (fault,) = raised.value.faults
    assert fault.code is VendorCode.UNAUTHENTICATED
    assert str(fault.facts["answer"]).startswith(answer)
