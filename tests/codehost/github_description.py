"""GitHub's published description of its REST API, and what of a request is held against it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import httpx
from jsonschema import Draft202012Validator

from tests.codehost.tools import ROOT

DESCRIPTION = (
    ROOT / ".test/codehost-node/node_modules/@octokit/openapi/generated/api.github.com.json"
)


@cache
def description() -> Mapping[str, Any]:
    """GitHub's OpenAPI; CI fails where `make codehost` has not installed it."""
    found: Mapping[str, Any] = json.loads(DESCRIPTION.read_text("utf-8"))
    return found


def operation_of(request: httpx.Request) -> tuple[str, Mapping[str, Any]]:
    """The operation that a request asks for, with its path; there has to be one."""
    paths = description()["paths"]
    for path in sorted(paths, key=lambda one: one.count("{")):
        pattern = re.sub(r"\\\{[^}]+\\\}", "[^/]+", re.escape(path))
        if path.endswith("{ref}"):
            pattern = pattern.removesuffix("[^/]+") + ".+"
        if re.fullmatch(pattern, request.url.path) and request.method.lower() in paths[path]:
            return path, paths[path][request.method.lower()]
    raise AssertionError(f"GitHub has no {request.method} {request.url.path}")


def hold_query(request: httpx.Request, operation: Mapping[str, Any]) -> None:
    """Every parameter is one that the operation knows."""
    known = {resolved(one)["name"] for one in operation.get("parameters", ())}
    assert set(request.url.params) <= known, request.url


def hold_body(request: httpx.Request, operation: Mapping[str, Any]) -> None:
    """The body is as the operation wants it, without a field that it does not know."""
    body = operation.get("requestBody")
    if body is None:
        assert request.content == b""
        return
    schema = {**body["content"]["application/json"]["schema"]}
    schema["components"] = description()["components"]
    sent = json.loads(request.content)
    Draft202012Validator(schema).validate(sent)
    assert set(sent) <= set(schema["properties"]), sent


def example(operation: Mapping[str, Any]) -> tuple[int, Any]:
    """The example of the operation's first success."""
    content = _content(operation)
    named = next(iter(content["examples"].values()))
    return answered_with(operation), resolved(named)["value"]


def answered_with(operation: Mapping[str, Any]) -> int:
    """The status of its first success."""
    return int(min(code for code in operation["responses"] if code.startswith("2")))


def _content(operation: Mapping[str, Any]) -> Mapping[str, Any]:
    response = resolved(operation["responses"][str(answered_with(operation))])
    content: Mapping[str, Any] = response["content"]["application/json"]
    return content


def hold_answer(operation: Mapping[str, Any], answer: Any) -> None:
    """An answer of a stand-in has no field that GitHub's has not, and each is of its type."""
    schema = resolved(_content(operation)["schema"])
    if isinstance(answer, list):
        schema = resolved(schema["items"])
    fields = _fields(schema)
    for one in answer if isinstance(answer, list) else [answer]:
        assert set(one) <= set(fields), set(one) - set(fields)
        for name, value in one.items():
            known = resolved(fields[name])
            if value is None and known.get("nullable"):
                continue
            wanted = {"components": description()["components"], **_without_required(known)}
            Draft202012Validator(wanted).validate(value)


def _fields(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an object, those of the parts that it is put together from among them."""
    found = dict(schema.get("properties", {}))
    for part in schema.get("allOf", ()):
        found |= _fields(resolved(part))
    return found


def _without_required(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A stand-in tells less of a thing than GitHub."""
    return {key: value for key, value in schema.items() if key not in ("required", "anyOf")}


def resolved(node: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a reference leads to."""
    while "$ref" in node:
        found: Any = description()
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        node = found
    return node
