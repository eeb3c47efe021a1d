"""`--format json` of every command against both vendors: one document, its schema, the same facts.

A command that comes later fails `test_every_command_is_tried` until it says below how it is called.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.test_commands import people
from tests.support.sandbox import GOOGLE, MICROSOFT, Run, SandboxProject, copied, rewrite, serving
from tests.support.schemas import valid
from tests.unit.cli.test_formats import WITH

WHY = ("--reason", "tried")
GROUP = f"{GOOGLE}/{GOOGLE}/membership/teachers"
READING: dict[str, str] = {
    # how each command is called that writes nothing → the document that it answers with
    "validate": "validate",
    f"show {GOOGLE}": "show",
    f"why {GROUP}": "why",
    "plan": "plan",
    "check": "check",
    "check --declared": "check",
    "report": "report",
    "drift": "drift",
    "drift --as-manifest": "keep",
    "people": "people",
    f"people --school {GOOGLE} --extra teachers": "extra",
    "doctor": "doctor",
    "export --propose": "proposals",
    "history": "history",
    "history show 1": "run",
    "history findings --gone": "findings",
    "history freezes": "freezes",
    "owners --file OUT/CODEOWNERS": "owners",
    "roster check ROSTER": "lists",
    "ledger prune": "prune",
}
WRITING: dict[str, str] = {
    # in this order
    "freeze --reason tried": "freeze",
    "unfreeze --reason tried": "freeze",
    f"doctor --probe --tenant {GOOGLE} --acknowledge probe:{GOOGLE} --reason tried --save OUT/c":
        "probe",
    "simulator verify OUT/c": "verify",
    "export --out OUT": "export",
    "upgrade": "files",
    "apply --yes": "applied",
    "undo 3 --yes": "applied",
    f"forget --tenant {MICROSOFT} --yes": "applied",
    f"school rename {MICROSOFT} renamed": "files",
    f"school close {GOOGLE}": "files",
    "school merge renamed obu-yordan-yovkov": "files",
    "school add ou-new --name bg=Ново --name en=New --vendor google --layout osnovno"
    " --fact neispuo=123456 --fact district=Централен --classes 5:а": "files",
    "init OUT/made --name bg=Град": "files",
    "ledger rekey --new-key OUT/key": "rekey",
}  # fmt: skip
ALONE = frozenset({"init", "roster check", "simulator verify", "doctor"})
"""Commands without --stack, and the one that tells a missing stack as its answer."""


@dataclass
class Town:
    """A town with a difference in each tenant, and where its commands write."""

    sandbox: SandboxProject
    out: Path

    @cached_property
    def people(self) -> tuple[set[str], set[str]]:
        """Everybody's addresses and names."""
        return people(self.sandbox)

    def words(self, call: str) -> list[str]:
        """The words of a call, with the places of this town."""
        return [
            str(self.sandbox.rosters / GOOGLE)
            if word == "ROSTER"
            else word.replace("OUT", str(self.out), 1)
            for word in call.split()
        ]

    def run(self, call: str, *more: str) -> Run:
        """Runs a call."""
        return self.sandbox.run(*self.words(call), *more)

    def document(self, call: str, *more: str) -> tuple[dict[str, Any], Run]:
        """The one document of a call; it keeps its schema."""
        run = self.run(call, "--format", "json", *more)
        assert run.out, run.err
        data: dict[str, Any] = json.loads(run.out)
        valid(data)
        return data, run


def _differ(sandbox: SandboxProject) -> None:
    """A change in the files of each vendor's school, and one by hand."""

    def municipality(data: dict[str, Any]) -> None:
        data["ledger"] = {"keep": {"journal": "400 days"}}

    def school(data: dict[str, Any]) -> None:
        data.setdefault("groups", {})["club"] = {"name": "Клуб", "members": [{"role": "teacher"}]}

    rewrite(sandbox.municipality, municipality)
    for name in (GOOGLE, MICROSOFT):
        rewrite(sandbox.school(name), school)
    address = f"/admin/directory/v1/groups/teachers@{GOOGLE}.plovdiv.example"
    sandbox.call(GOOGLE, "PUT", address, {"name": "By hand"})


def _town(sandbox: SandboxProject, out: Path) -> Town:
    _differ(sandbox)
    out.mkdir()
    (out / "key").write_text("k" * 64, "utf-8")
    return Town(sandbox, out)


@pytest.fixture(scope="module")
def town(settled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Three schools as declared, then changed."""
    folder = tmp_path_factory.mktemp("json")
    with serving(copied(settled, folder / "town")) as sandbox:
        yield _town(sandbox, folder / "out")


def command(call: str) -> str:
    """The words of the command in a call."""
    found = [name for name in WITH if call == name or call.startswith(f"{name} ")]
    return max(found, key=len)


CALLS = {**READING, **WRITING}
WITH_STACK = [one for one in CALLS if command(one) not in ALONE]


def test_every_command_is_tried() -> None:
    """A new one needs its line above."""
    assert {command(call) for call in CALLS} == set(WITH)


def sentences(data: Any) -> Iterator[str]:
    """Every sentence of a document."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key in ("text", "message") and isinstance(value, str):
                yield value
            yield from sentences(value)
    elif isinstance(data, list):
        for value in data:
            yield from sentences(value)


def numbers(text: str) -> set[int]:
    """Every number of a text; 'one' is one."""
    plain = re.sub(r"(?<=\d)[\u202f,](?=\d{3})", "", text)
    found = {int(one) for one in re.findall(r"\d+", plain)}
    return found | ({1} if re.search(r"\b(one|едн[аио]|един)\b", plain, re.IGNORECASE) else set())


def _lists(data: dict[str, Any]) -> list[int]:
    schools = [one for entry in data["lists"] for one in entry["schools"]]
    return [n for one in schools for part in ("roles", "classes") for n in one[part].values()]


def _people(data: dict[str, Any]) -> list[int]:
    parts = ("roles", "classes")
    found = data["found"]
    counts = [n for one in found for part in parts for n in one[part].values()]
    return [*counts, *(one["count"] for one in found)]


def _doctor(data: dict[str, Any]) -> list[int]:
    states = [one["state"] for entry in data["checkups"] for one in entry["checks"]]
    return [len(data["checkups"]) - 1, states.count("ok"), states.count("unknown")]


def _history(data: dict[str, Any]) -> list[int]:
    applied = [sum(school["applied"] for school in one["schools"]) for one in data["runs"]]
    return [*applied, *(one["run"] for one in data["runs"])]


COUNTS: dict[str, Callable[[dict[str, Any]], list[int]]] = {
    "validate": lambda data: [data["schools"], data["tenants"]],
    "people": _people,
    "extra": lambda data: [n for one in data["roles"] for n in (one["extra"], one["missing"])],
    "lists": _lists,
    "check": lambda data: [data["schools"], len(data["rules"])],
    "doctor": _doctor,
    "history": _history,
    "run": lambda data: [data["run"], *(one["applied"] for one in data["schools"])],
    "proposals": lambda data: [
        len(data["proposals"]),
        *(one["right"] for one in data["proposals"]),
    ],
    "plan": lambda data: [sum(len(one["changes"]) for one in data["schools"])],
    "prune": lambda data: [data["journal"], data["findings"], data["reports"]],
    "owners": lambda data: [data["count"]],
}
"""The figures that the text of a document has as well."""


@pytest.mark.parametrize("language", ["en", "bg"])
@pytest.mark.parametrize("call", READING)
def test_a_document_has_the_facts_of_the_text(town: Town, call: str, language: str) -> None:
    """Its schema, the exit code, every figure, and every sentence in the language."""
    data, run = town.document(call, "--lang", language)
    assert data["schema"] == READING[call], run.err
    nobody(town, run)
    text = town.run(call, "--lang", language)
    assert run.code == text.code
    count = COUNTS.get(READING[call])
    figures = count(data) if count else []
    assert set(figures) - {0} <= numbers(text.out)
    if READING[call] in ("why", "people", "check", "lists"):
        said = " ".join(text.out.split())
        assert [one for one in sentences(data) if " ".join(one.split()) not in said] == []
    written = [one for one in sentences(data) if len(one.split()) > len("ab cd")]
    assert all(bool(re.search("[а-я]{3}", one)) for one in written) or language == "en"


@pytest.mark.parametrize("language", ["en", "bg"])
@pytest.mark.parametrize("call", WITH_STACK)
def test_a_fault_is_a_document_of_any_command(town: Town, call: str, language: str) -> None:
    """Nothing but it on standard output, and the same sentence on standard error."""
    data, run = town.document(call, "--stack", "nowhere", "--lang", language)
    assert (data["schema"], data["command"]) == ("faults", command(call))
    assert (run.code, data["exit"]) == (1, 1)
    (fault,) = data["faults"]
    assert fault["message"] in run.err
    assert fault["code"] == "no-stack"


def test_what_writes_tells_what_it_wrote(settled: Path, tmp_path: Path) -> None:
    """One after another in a town; nobody is in any of it."""
    with serving(copied(settled, tmp_path / "town")) as sandbox:
        town = _town(sandbox, tmp_path / "out")
        for call, schema in WRITING.items():
            data, run = town.document(call)
            assert data["schema"] == schema, f"{call}: {run.err}"
            assert run.code in (0, 2, 3), run.err
            nobody(town, run)


def nobody(town: Town, run: Run) -> None:
    """No address and no name of anybody is in what was printed."""
    addresses, names = town.people
    text = f"{run.out}{run.err}"
    assert sorted(addresses & set(re.findall(r"[\w.+-]+@[\w.-]+\w", text.casefold()))) == []
    assert sorted(names & set(re.findall(r"\w+", text))) == []


def test_a_plan_that_nobody_confirmed_is_in_the_document(sandbox: SandboxProject) -> None:
    """Nobody is asked: who would answer has not read the plan. Exit code 3, and nothing written."""
    _differ(sandbox)
    sandbox.forget_log()
    run = sandbox.run("apply", "--format", "json")
    data = json.loads(run.out)
    assert valid(data) == "faults"
    assert (run.code, data["exit"]) == (3, 3)
    assert [one["code"] for one in data["faults"]] == ["not-confirmed"]
    assert [len(one["changes"]) for one in data["answer"]["plan"]["schools"]].count(0) < 3
    assert data["answer"]["outcome"] is None
    assert sandbox.writes() == []


def test_a_refused_school_is_told_with_what_was_applied(sandbox: SandboxProject) -> None:
    """A guard's no, with its numbers; the other school goes on; then nothing is left to do."""

    def nobody(data: dict[str, Any]) -> None:
        data["groups"] = {"teachers": {"members": []}}

    _differ(sandbox)
    sandbox.edit(sandbox.school(GOOGLE), nobody)
    run = sandbox.run("apply", "--yes", "--format", "json")
    data = json.loads(run.out)
    valid(data)
    assert run.code == 3, run.err
    assert {one["school"] for one in data["refused"]} == {GOOGLE}
    assert {one["school"] for one in data["outcome"]["schools"]} == {MICROSOFT}
    counts = data["outcome"]["counts"]
    assert counts["applied"] == sum(one["applied"] for one in data["outcome"]["schools"])
    assert counts["applied"] > 0
    wrong = sandbox.run("apply", "--expect", "aaaa-bbbb", "--format", "json")
    data = json.loads(wrong.out)
    valid(data)
    assert [one["guard"] for one in data["refused"]] == ["not-as-approved"]
    assert (wrong.code, data["outcome"]) == (3, None)


def test_nothing_to_do_is_a_document(one_school: SandboxProject) -> None:
    """Of what writes and of what reads; what was undone is not undone again."""
    run = one_school.run("apply", "--yes", "--format", "json")
    data = json.loads(run.out)
    valid(data)
    assert (run.code, data["outcome"], data["refused"]) == (0, None, [])
    assert [one["changes"] for one in data["plan"]["schools"]] == [[]]
    drift = one_school.run("drift", "--format", "json", "--as-manifest")
    data = json.loads(drift.out)
    assert valid(data) == "keep"
    assert (drift.code, data["files"], data["patch"]) == (0, [], "")


def test_names_go_to_the_file_alone(
    sandbox: SandboxProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With --reveal, too; the document says where they are and how many."""
    monkeypatch.delenv("CI", raising=False)
    out = tmp_path / "who.csv"
    words = ("--without-account", "--reveal", "--school", MICROSOFT, "--out", str(out))
    run = sandbox.run("people", *words, "--format", "json")
    data = json.loads(run.out)
    valid(data)
    assert data["written"]["file"] == str(out)
    (found,) = data["found"]
    assert data["written"]["count"] == found["count"]
    addresses, names = people(sandbox)
    assert not {one for one in addresses | names if one in run.out}
