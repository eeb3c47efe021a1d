"""The check of exchanges fails where an exchange is wrong, in either direction."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.simulator.google import traffic as google
from tests.simulator.microsoft import traffic as microsoft


def _line(method: str, target: str, asked: Any, status: int, answer: Any) -> dict[str, Any]:
    body = json.dumps(asked) if asked is not None else ""
    line = {"method": method, "target": target, "headers": {}, "body": body, "status": status}
    return {**line, "answer": answer, "answerHeaders": {}}


GROUPS = "/admin/directory/v1/groups"
GOOD = {"kind": "admin#directory#group", "email": "a@x.example"}
GOOGLE = [
    (_line("POST", GROUPS, {"email": "a@x.example"}, 200, GOOD), None),
    (_line("POST", GROUPS, {"mail": "a@x.example"}, 200, GOOD), "unknown property mail"),
    (_line("POST", GROUPS, {"email": "a@x.example"}, 200, {"mail": "a"}), "unknown property mail"),
    (_line("GET", f"{GROUPS}?customers=x", None, 200, {}), "unknown parameter customers"),
    (_line("GET", f"{GROUPS}?orderBy=name", None, 200, {}), "orderBy=name is not in"),
    (_line("GET", f"{GROUPS}/a/people", None, 200, {}), "no document has it"),
    (_line("GET", f"{GROUPS}/a", None, 404, {"error": {"code": 400, "message": "x"}}), "400"),
]


@pytest.mark.parametrize(("line", "fault"), GOOGLE)
def test_google(line: dict[str, Any], fault: str | None) -> None:
    """Methods, parameters, bodies and answers, each wrong once."""
    (exchange,) = google.opened(line)
    found = google.faults(exchange)
    assert (found == []) if fault is None else (len(found) == 1 and fault in found[0]), found


USER = {"id": "1", "displayName": "Ана"}
LICENCES = {"assignedLicenses": [{"skuId": "4e6d9a8e-0000-4000-8000-000000000001", "off": []}]}
MICROSOFT = [
    (_line("GET", "/v1.0/users?$top=5&$select=id", None, 200, {"value": [USER]}), None),
    (_line("GET", "/v1.0/users?$upper=5", None, 200, {"value": [USER]}), "unknown option $upper"),
    (_line("GET", "/v1.0/users/1", None, 200, {**USER, "name": "Ана"}), "User has no name"),
    (_line("GET", "/v1.0/users/1", None, 200, {**USER, **LICENCES}), "User has no off"),
    (_line("PATCH", "/v1.0/users/1", {"name": "Ана"}, 204, None), "User has no name"),
    (_line("PATCH", "/v1.0/users", {"displayName": "Ана"}, 204, None), "no such call"),
    (_line("GET", "/v1.0/people-of-mine", None, 200, {}), "no such call"),
]


@pytest.mark.parametrize(("line", "fault"), MICROSOFT)
def test_microsoft(line: dict[str, Any], fault: str | None) -> None:
    """Paths, options, bodies and answers, each wrong once, at any depth."""
    (exchange,) = microsoft.opened(line)
    found = microsoft.faults(exchange)
    assert (found == []) if fault is None else (len(found) == 1 and fault in found[0]), found


def test_batches_are_opened() -> None:
    """What is wrong inside a batch is found as it is outside."""
    calls = [
        {"id": "1", "method": "GET", "url": "/users/1"},
        {"id": "2", "method": "PATCH", "url": "/users/1", "body": {"nickname": "x"}},
    ]
    answers = [{"id": "2", "status": 204}, {"id": "1", "status": 200, "body": {"name": "x"}}]
    line = _line("POST", "/v1.0/$batch", {"requests": calls}, 200, {"responses": answers})
    found = [fault for one in microsoft.opened(line) for fault in microsoft.faults(one)]
    assert len(found) == 2, found
    asked = (
        f"--b\r\nContent-Type: application/http\r\n\r\nGET {GROUPS}/a?x=1 HTTP/1.1\r\n\r\n\r\n--b--"
    )
    told = (
        '--c\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{"name": "x"}\r\n--c--'
    )
    kind = "multipart/mixed; boundary="
    line = {**_line("POST", "/batch", None, 200, told), "body": asked}
    line |= {"headers": {"content-type": f"{kind}b"}, "answerHeaders": {"Content-Type": f"{kind}c"}}
    (exchange,) = google.opened(line)
    assert (exchange.status, exchange.answer) == (200, {"name": "x"})
    assert "unknown parameter x" in google.faults(exchange)[0]
