"""Runs calls of google-api-python-client and holds every answer against its discovery document."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import googleapiclient
from googleapiclient.errors import HttpError

DOCUMENTS = ("admin.directory_v1", "licensing.v1", "groupssettings.v1", "admin.reports_v1")
_TYPES: Mapping[str, Any] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "array": list,
    "object": dict,
}


def _is_moment(value: str) -> bool:
    return re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", value) is not None


_FORMATS: Mapping[str, Callable[[Any], bool]] = {
    "int32": lambda value: -(2**31) <= value < 2**31,
    "int64": lambda value: str(int(value)) == value and -(2**63) <= int(value) < 2**63,
    "date-time": _is_moment,
}


class SchemaError(AssertionError):
    """An answer that the discovery document does not allow."""


@cache
def document(name: str) -> dict[str, Any]:
    """A discovery document as google-api-python-client ships it."""
    folder = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
    loaded: dict[str, Any] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


@cache
def client_document(name: str) -> dict[str, Any]:
    """The same document for a client, which writes into it."""
    return deepcopy(document(name))


def check(value: Any, schema: Mapping[str, Any], schemas: Mapping[str, Any], at: str) -> None:
    """Raises SchemaError at the first place where the value and the schema differ."""
    schema = schemas[schema["$ref"]] if "$ref" in schema else schema
    kind = schema.get("type", "any")
    if kind == "any":
        return
    wrong_bool = isinstance(value, bool) and kind != "boolean"
    if not isinstance(value, _TYPES[kind]) or wrong_bool:
        raise SchemaError(f"{at}: {value!r} is no {kind}")
    if "format" in schema and not _FORMATS[schema["format"]](value):
        raise SchemaError(f"{at}: {value!r} is no {schema['format']}")
    if "enum" in schema and value not in schema["enum"]:
        raise SchemaError(f"{at}: {value!r} is not in {schema['enum']}")
    if kind == "array":
        for index, item in enumerate(value):
            check(item, schema["items"], schemas, f"{at}[{index}]")
    if kind == "object":
        _check_object(value, schema, schemas, at)


def _check_object(
    value: Mapping[str, Any], schema: Mapping[str, Any], schemas: Mapping[str, Any], at: str
) -> None:
    known = schema.get("properties", {})
    for name, part in value.items():
        if name not in known and "additionalProperties" in schema:
            check(part, schema["additionalProperties"], schemas, f"{at}.{name}")
            continue
        if name not in known:
            raise SchemaError(f"{at}: unknown property {name}")
        check(part, known[name], schemas, f"{at}.{name}")


def methods(resources: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Every method under these resources of a discovery document."""
    for resource in resources.values():
        yield from resource.get("methods", {}).values()
        yield from methods(resource.get("resources", {}))


@cache
def _answers() -> dict[str, tuple[Any, Any]]:
    """Method id → (schema of the answer or None, the schemas of its document)."""
    return {
        method["id"]: (method.get("response"), document(name)["schemas"])
        for name in DOCUMENTS
        for method in methods(document(name)["resources"])
    }


def check_answer(method: str, answer: Any) -> None:
    """Holds the answer of one method against the schema that its document names."""
    schema, schemas = _answers()[method]
    if schema is None:
        assert answer in ("", None), f"{method} answers {answer!r} where nothing is documented"
    else:
        check(answer, schema, schemas, method)


def run(request: Any) -> Any:
    """Executes a call of the client and returns its answer, checked."""
    answer = request.execute()
    check_answer(request.methodId, answer)
    return answer


def run_pages(resource: Any, request: Any, key: str) -> list[list[dict[str, Any]]]:
    """Executes a listing to its last page; the items of each page."""
    pages = []
    while request is not None:
        answer = run(request)
        pages.append(answer[key])
        request = resource.list_next(request, answer)
    return pages


def refusal(request: Any) -> tuple[int, str, str]:
    """Executes a call that must fail: status, reason, message."""
    try:
        answer = request.execute()
    except HttpError as error:
        return describe(error)
    raise AssertionError(f"{request.methodId} succeeded: {answer}")


def describe(error: HttpError) -> tuple[int, str, str]:
    """Status, reason and message of an error, whose body must have Google's one form."""
    body = json.loads(error.content)["error"]
    assert body["code"] == error.resp.status
    assert body["message"] == body["errors"][0]["message"]
    assert body["errors"][0]["domain"] == "global"
    return error.resp.status, body["errors"][0]["reason"], body["message"]
