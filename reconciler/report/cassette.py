"""A cassette: the answers of a probe without anything that they were about, to hold others against.

Premise: a city with a test tenant can make the simulator truer by giving away what its vendor
answered. So nothing of the tenant may be in it. Nothing is taken out afterwards: a cassette is made
only of our own words, of templates of routes, of numbers, and of the vendor's words for errors and
settings, each of which is checked to be one word.

Rule: two cassettes agree where every assumption is answered the same, and each request's last
answer has the same status and word. How long something took is told and not compared.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator

from reconciler.errors import Code, Fault, StackError
from reconciler.model.json_data import read_json
from reconciler.model.probe import Assumption, Exchange, ProbeAnswer, ProbeResult
from reconciler.model.tenant import Vendor

FORMAT_VERSION = 1
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,79}")


class CassetteCode(Code):
    """What can be wrong with a cassette (fault-…)."""

    CASSETTE_BROKEN = "cassette-broken"


@dataclass(frozen=True, slots=True)
class Cassette:
    """What one probe found at a vendor on a day."""

    vendor: Vendor
    day: str
    result: ProbeResult


class CassetteDifference(NamedTuple):
    """One thing that two cassettes tell apart: an assumption, what about it, and both answers."""

    assumption: str
    about: str
    """'' for the answer itself; else method and route."""
    recorded: str
    found: str


def render_cassette(cassette: Cassette) -> str:
    """The file's text."""
    data = {
        "format_version": FORMAT_VERSION,
        "vendor": cassette.vendor.value,
        "day": cassette.day,
        "answers": [_answer(one) for one in cassette.result.answers],
        "exchanges": [
            {**asdict(one), "word": _plain(one.word)} for one in cassette.result.exchanges
        ],
    }
    return json.dumps(data, indent=1) + "\n"


def read_cassette(text: str, file: str) -> Cassette:
    """Inverse of render_cassette(); StackError for anything else."""
    try:
        data = read_json(text)
        errors = [error.message for error in _schema().iter_errors(data)]
    except ValueError as error:
        raise _broken(file, str(error)) from error
    if errors:
        raise _broken(file, errors[0])
    answers = tuple(
        ProbeAnswer(Assumption(one["assumption"]), one["holds"], one["seconds"], one["words"])
        for one in data["answers"]
    )
    exchanges = tuple(
        Exchange(**{**one, "assumption": Assumption(one["assumption"])})
        for one in data["exchanges"]
    )
    return Cassette(Vendor(data["vendor"]), data["day"], ProbeResult(answers, exchanges))


def differences(recorded: Cassette, found: Cassette) -> Iterator[CassetteDifference]:
    """Where the second one answers otherwise than the first, in the order of the first."""
    theirs = {one.assumption: _told(one) for one in recorded.result.answers}
    ours = {one.assumption: _told(one) for one in found.result.answers}
    for asked in dict.fromkeys((*theirs, *ours)):
        before, now = theirs.get(asked, "-"), ours.get(asked, "-")
        if before != now:
            yield CassetteDifference(asked, "", before, now)
    last, seen = _last(recorded.result), _last(found.result)
    for key in dict.fromkeys((*last, *seen)):
        if last.get(key, "-") != seen.get(key, "-"):
            assumption, about = key
            yield CassetteDifference(assumption, about, last.get(key, "-"), seen.get(key, "-"))


def _last(result: ProbeResult) -> Mapping[tuple[str, str], str]:
    return {
        (one.assumption, f"{one.method} {one.route}"): f"{one.status} {_plain(one.word)}".rstrip()
        for one in result.exchanges
    }


def _told(answer: ProbeAnswer) -> str:
    holds = {True: "yes", False: "no", None: "unknown"}[answer.holds]
    return f"{holds} {_plain(answer.words)}".rstrip()


def _answer(answer: ProbeAnswer) -> dict[str, Any]:
    return {**asdict(answer), "words": _plain(answer.words)}


def _plain(word: str) -> str:
    """A vendor's word where it is one; else nothing, for it may be somebody's data."""
    return word if _WORD.fullmatch(word) else ""


def _schema() -> Draft202012Validator:
    text = files(__package__).joinpath("schema/cassette.json").read_text("utf-8")
    return Draft202012Validator(read_json(text))


def _broken(file: str, problem: str) -> StackError:
    return StackError(
        [Fault(CassetteCode.CASSETTE_BROKEN, None, {"file": file, "problem": problem})]
    )
