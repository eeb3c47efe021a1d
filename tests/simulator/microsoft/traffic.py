"""Holds whole exchanges with Graph against the request builders of Microsoft's client, both ways.

A builder says which methods and query options a path has, and which model its bodies and answers
are; the model says which properties there are. /beta is held against v1.0 for its paths alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote

import msgraph
from kiota_serialization_json.json_parse_node_factory import JsonParseNodeFactory

from reconciler.simulator.microsoft.router import split_path

ROOT = Path(msgraph.__file__).parent / "generated"
_METHOD = re.compile(
    r"    async def (get|post|patch|put|delete)\((.*?)(?=\n    (?:async def|def|@))", re.DOTALL
)
_ANSWER = re.compile(r"send_async\(request_info, (\w+), ")
_BODY = re.compile(r"self,\s*body: (\w+)")
_IMPORT = re.compile(r"from (\.+[\w.]+) import (\w+)")
_TEMPLATE = re.compile(r'"\{\+baseurl\}/([^"]*)"')
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_DOCUMENTED = frozenset({("GET", "directory/administrativeUnits/{id}/members/{id}")})
"""What Graph's reference has and its client does not (2026-11)."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One call and its answer."""

    method: str
    target: str
    body: Any
    status: int
    answer: Any

    def __str__(self) -> str:
        return f"{self.method} {self.target}: {self.status}"


@dataclass(frozen=True, slots=True)
class Builder:
    """A path of the client: what it takes and gives, by method."""

    module: str
    segments: tuple[str, ...]
    options: frozenset[str]
    bodies: Mapping[str, str]
    answers: Mapping[str, str]
    methods: frozenset[str]
    imports: Mapping[str, str]

    def model(self, name: str) -> Any:
        """The class of this name that the builder imports."""
        package = self.module.rpartition(".")[0]
        return getattr(import_module(self.imports[name], package), name)


def opened(line: Mapping[str, Any]) -> Iterator[Exchange]:
    """The calls of one recorded exchange: itself, or those of its batch."""
    asked: Any = json.loads(line["body"]) if line["body"] else None
    if not line["target"].casefold().endswith("/$batch") or line["status"] != 200:
        yield Exchange(line["method"], line["target"], asked, line["status"], line["answer"])
        return
    version = line["target"].strip("/").partition("/")[0]
    answers = {str(one["id"]): one for one in line["answer"]["responses"]}
    assert answers.keys() == {str(one["id"]) for one in asked["requests"]}
    for one in asked["requests"]:
        answer, target = answers[str(one["id"])], one["url"].lstrip("/")
        inner = f"/{target}" if target.startswith(("v1.0/", "beta/")) else f"/{version}/{target}"
        body, status = answer.get("body"), int(answer["status"])
        yield Exchange(one["method"].upper(), inner, one.get("body"), status, body)


def faults(exchange: Exchange) -> list[str]:
    """What of a call and its answer Microsoft's client does not know."""
    path, _, query = exchange.target.partition("?")
    version, *segments = split_path(path)
    builder = _builder(tuple(segments), exchange.method)
    refused = segments == ["$batch"] and exchange.status != 200
    if version.casefold() == "beta" or exchange.status == 501 or refused:
        return []
    if builder is None:
        documented = (exchange.method, _shape(segments)) in _DOCUMENTED
        return [] if documented else [f"{exchange}: the client has no such call"]
    names = {name for name, _ in parse_qsl(query, keep_blank_values=True)}
    found = [
        f"{exchange}: unknown option {name}"
        for name in sorted(names - builder.options - {"$skiptoken", "@id"})
    ]
    if exchange.status >= 400 and exchange.answer is None:
        return found  # a fault that a test ordered
    if exchange.status >= 400:
        error = exchange.answer["error"]
        return found if error["code"] and error["message"] else [*found, f"{exchange}: {error}"]
    if isinstance(exchange.body, dict) and exchange.method in builder.bodies:
        found += _strange(builder, builder.bodies[exchange.method], exchange.body, "asks")
    if isinstance(exchange.answer, dict) and exchange.method in builder.answers:
        found += _strange(builder, builder.answers[exchange.method], exchange.answer, "answers")
    return [text if text.startswith(str(exchange)) else f"{exchange} {text}" for text in found]


def _strange(builder: Builder, model: str, data: Mapping[str, Any], verb: str) -> list[str]:
    """The properties that the model does not know, at any depth."""
    node = JsonParseNodeFactory().get_root_parse_node("application/json", json.dumps(data).encode())
    read = node.get_object_value(builder.model(model))
    return [f"{verb}: {model} has no {name}" for name in sorted(set(_unknown(read)))]


def _unknown(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _unknown(one)
        return
    known = getattr(value, "__dict__", None)
    if known is None or not hasattr(value, "get_field_deserializers"):
        return
    spelled = {name.casefold() for name in value.get_field_deserializers()}
    for name in getattr(value, "additional_data", None) or {}:
        if "@" not in name and name.casefold() not in spelled:
            yield name
    for name, one in known.items():
        if name not in ("backing_store", "additional_data"):
            yield from _unknown(one)


def _shape(segments: list[str]) -> str:
    return "/".join("{id}" if _ID.fullmatch(one) else one for one in segments)


@cache
def _builder(segments: tuple[str, ...], method: str) -> Builder | None:
    """The builder of a path, the one with most of its segments by name."""
    if segments[0].casefold() == "me":
        segments = ("users", "me", *segments[1:])
    found = [one for one in _builders(segments[0]) if _fits(one, segments, method)]
    return max(found, key=lambda one: sum(part[0] != "{" for part in one.segments), default=None)


def _fits(builder: Builder, segments: tuple[str, ...], method: str) -> bool:
    if method not in builder.methods or len(builder.segments) != len(segments):
        return False
    pairs = zip(builder.segments, segments, strict=True)
    return all(
        own[0] == "{" or own == asked.casefold().removeprefix("microsoft.") for own, asked in pairs
    )


@cache
def _builders(family: str) -> tuple[Builder, ...]:
    folder = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", family).casefold()
    files = (ROOT / folder).rglob("*_request_builder.py")
    return tuple(one for one in map(_read, files) if one is not None)


def _read(file: Path) -> Builder | None:
    text = file.read_text(encoding="utf-8")
    template = _TEMPLATE.search(text)
    if template is None:
        return None
    path, _, options = template[1].partition("{?")
    blocks = {one[1].upper(): one[2] for one in _METHOD.finditer(text)}
    bodies = {name: match[1] for name, one in blocks.items() if (match := _BODY.match(one))}
    answers = {name: match[1] for name, one in blocks.items() if (match := _ANSWER.search(one))}
    return Builder(
        module=".".join(["msgraph", "generated", *file.relative_to(ROOT).with_suffix("").parts]),
        segments=tuple(one for part in path.split("/") for one in _segments(part)),
        options=frozenset(unquote(one).strip("*}") for one in options.split(",")),
        bodies=bodies,
        answers=answers,
        methods=frozenset(blocks),
        imports={name: where for where, name in _IMPORT.findall(text)},
    )


def _segments(part: str) -> Iterator[str]:
    """A part of a template as the router splits it: a function's argument is a key."""
    bare = part.replace("()", "").casefold()
    name, argument, _ = bare.partition("(")
    if name[0] != "{":
        yield name
    if argument or name[0] == "{":
        yield "{key}"
