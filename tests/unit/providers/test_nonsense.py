"""Answers of any shape, to every call that any method of any vendor makes.

The calls are not listed here: each method is run once against good answers, and what it asked is
what is spoiled. So a new reader, a new call and a new vendor are covered from their first day.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reconciler.errors import TenantError
from reconciler.model.checkup import Check, CheckCode, CheckState
from reconciler.model.observation import Observation, Presence
from reconciler.model.probe import ProbeResult
from reconciler.model.states import Result
from reconciler.model.tenant import Vendor
from reconciler.providers import registry
from reconciler.providers.base import Provider
from reconciler.providers.permission import Examiner
from reconciler.providers.prober import Prober
from reconciler.providers.registry import FACTORIES
from tests.unit.providers.conversations import Talk, checkups, page_of, readings, talk, writings

ROOM = Path(gettempdir())
FEW = 25
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", FEW))
"""Of each kind of nonsense: few and always the same by default, for these run at every change."""
BOUNDED = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=EXAMPLES == FEW,
    database=None,
    suppress_health_check=list(HealthCheck),
)

leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["\ud800", "\x1b[2J", "a" * 200_000, "10" * 300, "2026-99-99T00:00:00Z"])
)
documents = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)
WEB_PAGE = b"<!doctype html><title>Sign in</title>"
BODIES = [
    WEB_PAGE,
    b"",
    b"null",
    b"[",
    b"[" * 100_000,
    b'{"value":' + b"1" * 5_000 + b"}",
    b"\xff\xfe{\x00}\x00",
    b'"\\ud800"',
    b"NaN",
    b'["a","b"]',
    "«не е JSON»".encode("cp1251"),
]
bodies = (
    st.sampled_from(BODIES)
    | st.binary(max_size=40)
    | documents.map(_json := json.dumps).map(str.encode)
)


@cache
def asked(vendor: Vendor) -> Mapping[str, tuple[str, ...]]:
    """Each method, and each kind of change, with the calls that it makes against good answers."""
    found = {}
    with talk(vendor, ROOM) as one:
        for name, run in methods(one).items():
            one.calls.clear()
            run()
            found[name] = tuple(dict.fromkeys(one.calls))
    return found


def methods(one: Talk) -> Mapping[str, Callable[[], Any]]:
    """All that a provider, an examiner and a prober can be asked."""
    return {
        **checkups(one),
        **readings(one.provider, one.vendor, one.alias),
        **writings(one.provider, one.vendor, one.alias),
    }


TALKERS = {"FACTORIES": Provider, "EXAMINERS": Examiner, "PROBERS": Prober}
"""Table of the registry → what its entries are."""


def test_every_method_and_every_vendor_is_asked() -> None:
    """A method or a table that comes later, or a third vendor, has to be added to the talk."""
    tables = {name: table for name, table in vars(registry).items() if name.isupper()}
    assert tables.keys() == TALKERS.keys()
    public = {name for one in TALKERS.values() for name in vars(one) if not name.startswith("_")}
    for vendor in FACTORIES:
        assert all(vendor in table for table in tables.values())
        known = {name.partition(" ")[0] for name in asked(vendor)}
        assert known | {"limits", "requests", "close"} == public
        assert all(asked(vendor).values()), asked(vendor)


def told(one: Talk, run: Callable[[], Any]) -> Any:
    """What a method gave; a TenantError that names the tenant in each fault. Nothing else."""
    try:
        return run()
    except TenantError as failed:
        error = failed
    assert error.faults
    assert {fault.facts["tenant"] for fault in error.faults} == {one.alias}
    return error


BY_TOKEN = {
    *(CheckCode.CLOCK, CheckCode.DELEGATION, CheckCode.SCOPE, CheckCode.CONSENT),
    *(CheckCode.PERMISSION, CheckCode.QUOTA),
}


def assert_told(given: Any) -> None:
    """It is not taken for an answer: a failure, a fault, or not known."""
    if isinstance(given, Observation):
        assert given.faults
        assert all(".py:" not in str(fault.facts) for fault in given.faults)
    elif isinstance(given, Mapping):
        assert set(given.values()) != {Presence.FOUND}
    elif isinstance(given, ProbeResult):
        assert given.failed()
        assert [one for one in given.answers if one.holds] == []
    elif not isinstance(given, TenantError):
        assert isinstance(given, tuple)
        for outcome in given:
            if isinstance(outcome, Check):
                # what came with the token, or was never asked, is known all the same
                assert outcome.code in BY_TOKEN or outcome.state is not CheckState.OK, outcome
                continue
            assert outcome.faults
            assert outcome.result is not Result.APPLIED
            # What the barrier would catch is a fault of the reader.
            assert all(".py:" not in str(fault.facts["answer"]) for fault in outcome.faults)


@pytest.mark.parametrize("vendor", FACTORIES)
@pytest.mark.parametrize("body", BODIES)
def test_a_body_that_is_no_answer_is_never_taken_for_one(vendor: Vendor, body: bytes) -> None:
    """In the place of every answer at once, whichever method asks."""
    with talk(vendor, ROOM) as one:
        one.bad["*"] = (200, _as_part(vendor, body))
        for name, run in methods(one).items():
            if body or not name.startswith("execute"):  # a write may have no body
                assert_told(told(one, run))


@pytest.mark.parametrize("vendor", FACTORIES)
@given(data=st.data())
@BOUNDED
def test_nonsense_for_one_call_is_one_failure(vendor: Vendor, data: st.DataObject) -> None:
    """Any JSON with any status in the place of one answer, the others being good."""
    name = data.draw(st.sampled_from(sorted(asked(vendor))))
    call = data.draw(st.sampled_from(asked(vendor)[name]))
    status = data.draw(st.sampled_from([200, 200, 200, 204, 400, 404, 500, 0, 99_999]))
    with talk(vendor, ROOM) as one:
        one.bad[call] = (status, data.draw(documents.filter(_sayable)))
        given = told(one, methods(one)[name])
    if isinstance(given, tuple) and name.startswith("execute"):
        assert len(given) == 1
        assert all(".py:" not in str(one.facts["answer"]) for one in given[0].faults)


@pytest.mark.parametrize("vendor", FACTORIES)
@given(data=st.data())
@BOUNDED
def test_one_odd_value_in_a_good_answer_is_one_failure(vendor: Vendor, data: st.DataObject) -> None:
    """A good answer in which one value, wherever it stands, is something else or gone."""
    name = data.draw(st.sampled_from(sorted(asked(vendor))))
    with talk(vendor, ROOM) as one:
        methods(one)[name]()
        call, answer = data.draw(st.sampled_from(one.good))
        one.bad[call] = (answer[0], _spoiled(answer[1], data))
        told(one, methods(one)[name])


@pytest.mark.parametrize("vendor", FACTORIES)
@given(data=st.data())
@BOUNDED
def test_a_whole_answer_of_any_bytes_is_a_failure(vendor: Vendor, data: st.DataObject) -> None:
    """Not even a batch comes back: for as long as it is asked."""
    name = data.draw(st.sampled_from(sorted(asked(vendor))))
    body = data.draw(bodies)
    types = ["text/html", "application/json", "multipart/mixed; boundary=b", "x", ""]
    headers = {"content-type": data.draw(st.sampled_from(types))}
    with talk(vendor, ROOM) as one:
        one.whole.extend(page_of(vendor, body, headers) for _ in range(60))
        assert_told(told(one, methods(one)[name]))


@pytest.mark.parametrize("vendor", FACTORIES)
def test_half_a_batch_is_not_known(vendor: Vendor) -> None:
    """The body ends in the middle of an answer."""
    shape = {
        Vendor.GOOGLE: b'--b\r\nContent-ID: <response-x+1>\r\n\r\nHTTP/1.1 200 X\r\n\r\n{"use',
        Vendor.MICROSOFT: b'{"responses": [{"id": "0", "status": 200, "bo',
    }
    headers = {"content-type": "multipart/mixed; boundary=b"}
    for name in asked(vendor):
        with talk(vendor, ROOM) as one:
            one.whole.extend(page_of(vendor, shape[vendor], headers) for _ in range(60))
            assert_told(told(one, methods(one)[name]))


def _as_part(vendor: Vendor, body: bytes) -> Any:
    """As the body of one part: Google's are bytes, Graph's stand inside JSON."""
    if vendor is Vendor.GOOGLE:
        return body
    with suppress(ValueError, RecursionError):
        return json.loads(body.decode("utf-8"))
    return body.decode("latin-1")


def _sayable(document: Any) -> bool:
    """Whether it can be put into an HTTP answer by our fake."""
    with suppress(ValueError):
        return bool(json.dumps(document, allow_nan=False))
    return False


def _spoiled(answer: Any, data: st.DataObject) -> Any:
    """The same, one value replaced or left out."""
    if isinstance(answer, dict) and answer and data.draw(st.booleans()):
        key = data.draw(st.sampled_from(sorted(answer)))
        if data.draw(st.integers(0, 5)) == 0:
            return {name: value for name, value in answer.items() if name != key}
        return {**answer, key: _spoiled(answer[key], data)}
    if isinstance(answer, list) and answer and data.draw(st.booleans()):
        return [_spoiled(answer[0], data), *answer[1:]]
    return data.draw(documents.filter(_sayable))
