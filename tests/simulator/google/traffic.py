"""Holds whole exchanges with Google's APIs against the discovery documents, both ways."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from email.parser import Parser
from functools import cache
from typing import Any
from urllib.parse import parse_qsl

from tests.simulator.google.checks import DOCUMENTS, SchemaError, check, document, methods

_UNDOCUMENTED = frozenset({"$.xgafv", "quotaUser", "userIp", "prettyPrint", "alt", "fields", "key"})
_LINE = re.compile(r"(\w+) (\S+)(?: HTTP/1\.1)?")


@dataclass(frozen=True, slots=True)
class Exchange:
    """One call and its answer."""

    method: str
    target: str
    body: str
    status: int
    answer: Any

    def __str__(self) -> str:
        return f"{self.method} {self.target}: {self.status}"


def opened(line: Mapping[str, Any]) -> Iterator[Exchange]:
    """The calls of one recorded exchange: itself, or those of its batch."""
    method = line["headers"].get("x-http-method-override", line["method"])
    if not line["target"].startswith("/batch"):
        yield Exchange(method, line["target"], line["body"], line["status"], line["answer"])
        return
    if line["status"] != 200:
        return
    asked = _parts(line["headers"]["content-type"], line["body"])
    answered = _parts(line["answerHeaders"]["Content-Type"], line["answer"])
    assert len(asked) == len(answered), "a batch answers each of its calls"
    for question, answer in zip(asked, answered, strict=True):
        first, _, rest = question.partition("\n")
        match = _LINE.match(first)
        assert match, first
        head, _, tail = answer.partition("\n")
        body = _body(tail)
        told = json.loads(body) if body.strip() else None
        yield Exchange(match[1], match[2], _body(rest), int(head.split()[1]), told)


def faults(exchange: Exchange) -> list[str]:
    """What of a call and its answer the documents do not allow."""
    found = _method(exchange)
    if found is None:
        return [f"{exchange}: no document has it"]
    method, whole = found
    try:
        _check_query(exchange, method, whole)
        if exchange.body.strip() and "request" in method:
            _check(json.loads(exchange.body), method["request"], whole, f"{exchange} asks")
        _check_answer(exchange, method, whole)
    except SchemaError as error:
        return [str(error)]
    return []


def _check_query(exchange: Exchange, method: Mapping[str, Any], whole: Mapping[str, Any]) -> None:
    known = {**whole.get("parameters", {}), **method.get("parameters", {})}
    query = exchange.target.partition("?")[2]
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name not in known and name not in _UNDOCUMENTED:
            raise SchemaError(f"{exchange}: unknown parameter {name}")
        allowed = known.get(name, {}).get("enum")
        if allowed and value not in allowed and name != "alt":
            raise SchemaError(f"{exchange}: {name}={value} is not in {allowed}")


def _check_answer(exchange: Exchange, method: Mapping[str, Any], whole: Mapping[str, Any]) -> None:
    if isinstance(exchange.answer, str) or exchange.status in (204, 304):
        return
    if exchange.status >= 400 and exchange.answer is None:
        return  # a fault that a test ordered
    if exchange.status >= 400:
        error = exchange.answer["error"]
        if error["code"] != exchange.status or not error["message"]:
            raise SchemaError(f"{exchange}: {error}")
    elif "response" in method:
        _check(exchange.answer, method["response"], whole, f"{exchange} answers")
    elif exchange.answer not in (None, {}):
        raise SchemaError(f"{exchange}: answers {exchange.answer}, and nothing is documented")


def _check(value: Any, schema: Mapping[str, Any], whole: Mapping[str, Any], at: str) -> None:
    check(value, schema, whole["schemas"], at)


def _method(exchange: Exchange) -> tuple[Mapping[str, Any], Mapping[str, Any]] | None:
    path = exchange.target.partition("?")[0].lstrip("/")
    for pattern, method, whole in _known():
        if method["httpMethod"] == exchange.method and pattern.fullmatch(path):
            return method, whole
    return None


@cache
def _known() -> tuple[tuple[re.Pattern[str], Mapping[str, Any], Mapping[str, Any]], ...]:
    """The methods, those whose paths say most first; `{+name}` alone fits nearly everything."""
    found = [
        (re.compile(_pattern(method, document(name)["servicePath"])), method, document(name))
        for name in DOCUMENTS
        for method in methods(document(name)["resources"])
    ]
    return tuple(sorted(found, key=lambda one: (".+" in one[0].pattern, -len(one[0].pattern))))


def _pattern(method: Mapping[str, Any], base: str) -> str:
    """The method's path, its keys as their own patterns say, or one segment each."""

    def key(match: re.Match[str]) -> str:
        own = method["parameters"][match[2]].get("pattern", "").strip("^$")
        return f"(?:{own})" if own else ".+" if match[1] else "[^/]+"

    return re.sub(r"\{(\+?)(\w+)\}", key, base + method["path"])


def _parts(kind: str, body: str) -> list[str]:
    whole = Parser().parsestr(f"Content-Type: {kind}\n\n{body}")
    payload = whole.get_payload()
    assert isinstance(payload, list)
    return [str(part.get_payload()) for part in payload if isinstance(part, Message)]


def _body(text: str) -> str:
    """What follows a part's own headers."""
    return ("\n" + text.replace("\r\n", "\n")).partition("\n\n")[2]
