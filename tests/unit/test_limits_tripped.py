"""Each limit of the code is reached without harm, and tripped by one more: all of them, by name.

The numbers that take minutes or gigabytes to reach are lowered; what counts them is the same.
"""

from __future__ import annotations

import gzip
import inspect
import io
import json
import os
import tarfile
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from http.client import IncompleteRead
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import grpc
import httpx
import pytest
from openpyxl import Workbook

from reconciler.codehost import checkout, transport
from reconciler.codehost.base import CodeHostClient
from reconciler.codehost.codes import CodeHostCode, CodeHostError
from reconciler.codehost.connect import CLIENTS
from reconciler.codehost.model import Issue
from reconciler.codehost.transport import Clock, HostApi
from reconciler.compliance.fenced import FencedError, fenced
from reconciler.compliance.rule import Rulebook, Violation, evaluate
from reconciler.errors import ManifestError, PlanError
from reconciler.manifest.nodes import parse, read
from reconciler.planfile.read import read_plan
from reconciler.project.proposed import proposed_schools
from reconciler.providers.base import VendorCode
from reconciler.providers.google import http as google_http
from reconciler.providers.microsoft import http as graph_http
from reconciler.providers.paging import PageCounter
from reconciler.pulumi.serve import OPTIONS
from reconciler.roster.codes import RosterCode
from reconciler.roster.faults import FileFaults
from reconciler.roster.files import MEGABYTE, RosterFiles
from reconciler.roster.mapping import RosterMapping, read_mapping
from reconciler.roster.workbook import read_workbook
from tests.unit.providers.test_odd_bodies import look
from tests.unit.providers.test_odd_bodies import read as read_body
from tests.unit.test_limits_page import limits


@dataclass(frozen=True, slots=True)
class Given:
    """What a case may use: a folder of its own, the limit, and how many more than it: 0 or 1."""

    folder: Path
    limit: int
    over: int
    patch: pytest.MonkeyPatch

    @property
    def count(self) -> int:
        """The limit, or one more."""
        return self.limit + self.over


Case = Callable[[Given], bool]
"""Makes an input of `count`, and says whether it was refused for that."""


def bytes_of_yaml(given: Given) -> bool:
    """In a manifest, a policy file, a stack; and in roster.yaml."""
    text = "a: 1 #".ljust(given.count, "x")
    path = given.folder / "a.yaml"
    path.write_text(text, "ascii")
    refused = bool(read(path, "a.yaml")[1])
    assert ("large" in problems_of_mapping(text)) is refused
    return refused


def problems_of_mapping(text: str) -> list[Any]:
    """What roster.yaml says of the same."""
    found = read_mapping(text, "roster.yaml")
    assert not isinstance(found, RosterMapping)
    return [fault.facts.get("problem") for fault in found]


def depth_of_yaml(given: Given) -> bool:
    """In YAML, and in a plan file."""
    text = "[" * given.count + "]" * given.count
    refused = bool(parse(text, "a.yaml")[1])
    assert ("deep" in problems_of_mapping(text)) is refused
    assert ("odd-plan" in codes_of_plan(given.folder, text)) is refused
    return refused


def codes_of_plan(folder: Path, text: str) -> list[str]:
    """What a plan file of this text is refused for."""
    path = folder / "plan.json"
    path.write_text(text, "utf-8")
    with pytest.raises(PlanError) as caught:
        read_plan(path, "sandbox", SimpleNamespace(key_id="x", digest=str))
    return [fault.code.value for fault in caught.value.faults]


def digits_of_numbers(given: Given) -> bool:
    """In YAML, and in a plan file."""
    number = "9" * given.count
    refused = bool(parse(f"a: {number}", "a.yaml")[1])
    assert ("odd-plan" in codes_of_plan(given.folder, f'{{"a": {number}}}')) is refused
    return refused


def proposed(given: Given, files: Mapping[str, int]) -> bool:
    """A pull request's folder of these files."""
    head = given.folder / "head"
    (head / "schools").mkdir(parents=True)
    for name, size in files.items():
        (head / "schools" / name).write_bytes(b"x" * size)
    try:
        proposed_schools(given.folder, given.folder / "schools", head)
    except ManifestError:
        return True
    return False


def bytes_of_a_proposed_file(given: Given) -> bool:
    """One file of it."""
    return proposed(given, {"a.yaml": given.count})


def proposed_files(given: Given) -> bool:
    """So many of them."""
    return proposed(given, {f"{number}.yaml": 0 for number in range(given.count)})


def bytes_of_a_pull_request(given: Given) -> bool:
    """Of its folder, as Git packs it."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a"))
    data = raw.getvalue()
    given.patch.setattr(checkout, "BIGGEST", len(data) - given.over)
    try:
        checkout._unpack(data, given.folder)
    except CodeHostError:
        return True
    return False


def code_of_a_host(call: Callable[[HostApi], object], answer: httpx.Response) -> str:
    """What a call of a code host's ends in; '' where it is read."""
    transport_ = httpx.MockTransport(lambda _request: answer)
    with httpx.Client(base_url="https://host.example", transport=transport_) as client:
        try:
            call(HostApi(client, {}, Clock(lambda _seconds: None)))
        except CodeHostError as error:
            return str(error.faults[0].code.value)
    return ""


def open_issues(client: Callable[[HostApi, str], CodeHostClient], api: HostApi) -> list[Issue]:
    """As each code host lists them."""
    return list(client(api, "a").open_issues())


def bytes_of_a_code_hosts_answer(given: Given) -> bool:
    """Of each host's, read or refused or packed, to a question and to a write."""
    given.patch.setattr(transport, "MOST_BYTES", 1_000)
    body = json.dumps([]).encode().ljust(1_000 + given.over)
    packed = {"Content-Encoding": "gzip"}
    answers = [
        httpx.Response(200, content=body),
        httpx.Response(500, content=body),
        httpx.Response(200, content=gzip.compress(body), headers=packed),
    ]
    calls: list[Callable[[HostApi], object]] = [
        lambda api: api.get("/a"),
        lambda api: api.text("/a"),
        lambda api: list(api.pages("/a")),
        lambda api: api.send("POST", "/a", {}),
    ]
    calls += [partial(open_issues, client) for client in CLIENTS.values()]
    found = {
        code_of_a_host(call, answer) == CodeHostCode.TOO_LONG
        for call in calls
        for answer in answers
    }
    (refused,) = found
    return refused


def pages_of_a_code_hosts_list(given: Given) -> bool:
    """The page that nobody has asked for yet is the one that trips it."""
    left = iter(range(given.count - 1))

    def next_page(request: httpx.Request) -> httpx.Response:
        more = next(left, None) is not None
        link = {"Link": f'<{request.url}>; rel="next"'} if more else {}
        return httpx.Response(200, json=[1], headers=link)

    with httpx.Client(
        base_url="https://host.example", transport=httpx.MockTransport(next_page)
    ) as client:
        try:
            found = list(HostApi(client).pages("/a"))
        except CodeHostError:
            return True
    assert len(found) == given.count
    return False


def megabytes_of_a_plan(given: Given) -> bool:
    """What it holds is looked at only where it is not too large."""
    return "odd-plan" in codes_of_plan(given.folder, "{}".ljust(MEGABYTE + given.over))


def archive(given: Given, *sizes: int) -> bool:
    """A zip of so many files of these sizes."""
    path = given.folder / "s.zip"
    with zipfile.ZipFile(path, "w") as made:
        for number, size in enumerate(sizes):
            made.writestr(f"{number}.csv", os.urandom(size))
    return bool(RosterFiles.at(path, "s").faults)


def megabytes_of_a_list(given: Given) -> bool:
    """In a zip, in a folder, and alone."""
    size = MEGABYTE + given.over
    folder = given.folder / "s"
    folder.mkdir()
    (folder / "users.csv").write_bytes(b"x" * size)
    whole = bool(RosterFiles.at(folder, "s").faults)
    assert bool(RosterFiles.at(folder / "users.csv", "s").faults) is whole
    assert archive(given, size) is whole
    return whole


def megabytes_together(given: Given) -> bool:
    """Each file is small enough."""
    return archive(given, MEGABYTE - 1, 1 + given.over)


def files_of_a_set(given: Given) -> bool:
    """In a zip, and in a folder."""
    folder = given.folder / "s"
    folder.mkdir()
    for number in range(given.count):
        (folder / f"{number}.csv").touch()
    whole = bool(RosterFiles.at(folder, "s").faults)
    assert archive(given, *[0] * given.count) is whole
    return whole


def times_its_size(given: Given) -> bool:
    """A file of more than a megabyte; the zip says what it packs to."""
    packed = 3_000
    entry = zipfile.ZipInfo("users.csv")
    entry.file_size, entry.compress_size = packed * given.limit + given.over, packed
    from reconciler.roster.files import archive_problem  # noqa: PLC0415  only here

    return archive_problem([entry]) is not None


def book(rows: int, columns: int) -> bytes:
    """A workbook of full cells."""
    made, raw = Workbook(), io.BytesIO()
    for _ in range(rows):
        made.active.append(["x"] * columns)
    made.save(raw)
    return raw.getvalue()


def workbook_refused(raw: bytes) -> bool:
    """Whether it could not be read."""
    faults = FileFaults("s.xlsx")
    read_workbook(raw, faults)
    return bool(faults)


def megabytes_of_a_workbook(given: Given) -> bool:
    """Of all its parts, unpacked."""
    raw = io.BytesIO(book(1, 1))
    with zipfile.ZipFile(raw, "a") as made:
        used = sum(one.file_size for one in made.infolist())
        made.writestr("xl/media/a.png", os.urandom(MEGABYTE - used + given.over))
    return workbook_refused(raw.getvalue())


def cells_of_a_workbook(given: Given) -> bool:
    """A row counts as well as its cells: 5 rows of 3 are 20."""
    given.patch.setattr("reconciler.roster.workbook.MOST_CELLS", 20 - given.over)
    return workbook_refused(book(5, 3))


def listed_faults(given: Given) -> bool:
    """One more is counted, not listed."""
    faults = FileFaults("users.csv")
    for line in range(given.count):
        faults.add(RosterCode.BAD_WORKBOOK, line + 1, 1, problem="x", limit=0)
    told = list(faults.faults())
    assert len(told) == given.count
    return told[-1].code is RosterCode.MORE


def seconds_of_a_rule(given: Given) -> bool:
    """Tenths of them here; what a rule has by default is the limit."""
    assert inspect.signature(fenced).parameters["seconds"].default == given.limit
    try:
        fenced(lambda: time.sleep(1.5 if given.over else 0), 0.5)
    except FencedError:
        return True
    return False


def violations_of_a_rule(given: Given) -> bool:
    """Found by one rule in one school."""
    found = [Violation() for _ in range(given.count)]
    rule: Any = SimpleNamespace(id=SimpleNamespace(value="P-01"), check=lambda _: found)
    try:
        evaluate(Rulebook((rule,)), [SimpleNamespace()], "2026-11-30")  # type: ignore[list-item]
    except ManifestError:
        return True
    except AttributeError:
        return False  # it was judged; this school of the test has nothing to report it by
    return False


def bytes_of_an_answer(given: Given) -> bool:
    """Of either vendor."""
    for module in (google_http, graph_http):
        given.patch.setattr(module, "MOST_BYTES", 1_000)
    body = json.dumps({"value": ["x"]}).encode().ljust(1_000 + given.over)
    try:
        read_body(f"Content-Length: {len(body)}", body)
    except IncompleteRead:
        google = True
    else:
        google = False
    answers = [httpx.Response(200, content=body) for _ in range(9)]
    codes = look(given.folder, *answers)
    # what is read is no good answer either, and known for that
    assert (codes == [VendorCode.UNKNOWN_ANSWER]) is google
    return google


def pages_of_a_listing(given: Given) -> bool:
    """The page that nobody has asked for yet is the one that trips it."""
    counter = PageCounter()
    went = [counter.goes_on(str(page), [{"id": str(page)}]) for page in range(1, given.count)]
    return not all(went)


def items_of_a_listing(given: Given) -> bool:
    """Different ones, on two pages."""
    counter = PageCounter()
    half = given.limit // 2
    assert counter.goes_on("1", [{"id": str(number)} for number in range(half)])
    rest = [{"id": str(number)} for number in range(half - 1, given.count)]
    return not counter.goes_on("2", rest)


def empty_pages(given: Given) -> bool:
    """So many in a row; the one before it may still be empty."""
    counter = PageCounter()
    went = [counter.goes_on(str(page), []) for page in range(given.count - 1)]
    return not all(went)


def bytes_of_a_message(given: Given) -> bool:
    """Each option is one that gRPC knows: with a lower number it refuses one byte more."""
    assert {number for _, number in OPTIONS} == {given.limit}
    lower = tuple((name, 1_000) for name, _ in OPTIONS)
    handler = grpc.unary_unary_rpc_method_handler(lambda request, _: request)
    server = grpc.server(_threads(), options=lower)
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("a", {"b": handler}),))
    address = f"unix:{given.folder}/s"
    server.add_insecure_port(address)
    server.start()
    try:
        with grpc.insecure_channel(address, options=lower) as channel:
            channel.unary_unary("/a/b")(b"x" * (1_000 + given.over), timeout=20)
    except grpc.RpcError as error:
        return bool(error.code() is grpc.StatusCode.RESOURCE_EXHAUSTED)
    finally:
        server.stop(None).wait()
    return False


def _threads() -> Any:
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  only here

    return ThreadPoolExecutor(1)


CASES: Mapping[str, tuple[Case, int | None]] = {
    "reconciler.model.bounds.LARGEST": (bytes_of_yaml, None),
    "reconciler.model.bounds.DEEPEST": (depth_of_yaml, None),
    "reconciler.model.bounds.DIGITS": (digits_of_numbers, None),
    "reconciler.project.proposed.BIGGEST": (bytes_of_a_proposed_file, None),
    "reconciler.project.proposed.MOST_FILES": (proposed_files, None),
    "reconciler.codehost.checkout.BIGGEST": (bytes_of_a_pull_request, None),
    "reconciler.codehost.transport.MOST_BYTES": (bytes_of_a_code_hosts_answer, None),
    "reconciler.codehost.transport.MOST_PAGES": (pages_of_a_code_hosts_list, None),
    "reconciler.planfile.read.LARGEST_PLAN": (megabytes_of_a_plan, 1),
    "reconciler.roster.files.LARGEST": (megabytes_of_a_list, 1),
    "reconciler.roster.files.TOGETHER": (megabytes_together, 1),
    "reconciler.roster.files.MOST_FILES": (files_of_a_set, None),
    "reconciler.roster.files.PACKED": (times_its_size, None),
    "reconciler.roster.workbook.LARGEST_WORKBOOK": (megabytes_of_a_workbook, 1),
    "reconciler.roster.workbook.MOST_CELLS": (cells_of_a_workbook, None),
    "reconciler.roster.faults.LISTED": (listed_faults, None),
    "reconciler.compliance.fenced.RULE_SECONDS": (seconds_of_a_rule, None),
    "reconciler.compliance.rule.MOST_VIOLATIONS": (violations_of_a_rule, None),
    "reconciler.providers.shapes.MOST_BYTES": (bytes_of_an_answer, None),
    "reconciler.providers.paging.MOST_PAGES": (pages_of_a_listing, None),
    "reconciler.providers.paging.MOST_ITEMS": (items_of_a_listing, None),
    "reconciler.providers.paging.MOST_EMPTY": (empty_pages, None),
    "reconciler.pulumi.serve.LARGEST": (bytes_of_a_message, None),
}
"""Limit → how it is reached, and the number in its place where its own takes too long."""


def test_every_limit_has_its_case() -> None:
    """A new one fails here until somebody trips it."""
    assert set(CASES) == dict(limits()).keys()


@pytest.mark.parametrize("name", CASES)
def test_what_is_at_the_limit_passes_and_one_more_trips_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both with the same input but for that one."""
    case, lower = CASES[name]
    module, _, constant = name.rpartition(".")
    if lower is not None:
        monkeypatch.setattr(import_module(module), constant, lower)
    limit = getattr(import_module(module), constant)
    refused = []
    for over in (0, 1):
        folder = tmp_path / str(over)
        folder.mkdir()
        with monkeypatch.context() as patch:
            refused.append(case(Given(folder, limit, over, patch)))
    assert refused == [False, True]
