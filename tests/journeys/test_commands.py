"""The other words of the command line: narrowing, why, report, languages, and privacy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.journeys.books import rows
from tests.support.sandbox import GOOGLE, MICROSOFT, UNITED, Run, SandboxProject, copied, serving


@pytest.fixture(scope="module")
def new(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxProject]:
    """Three schools before the first rollout, for claims that change nothing."""
    with serving(copied(seeded, tmp_path_factory.mktemp("new") / "town")) as sandbox:
        yield sandbox


@pytest.mark.parametrize(
    ("words", "schools"),
    [
        (("--school", GOOGLE), {GOOGLE}),
        (("--school", GOOGLE, "--school", MICROSOFT), {GOOGLE, MICROSOFT}),
        (("--tenant", UNITED), {UNITED}),
        (("--wave", "third"), {MICROSOFT}),
        (("--wave", "pilot"), set()),
    ],
)
def test_a_plan_can_be_narrowed_to_schools(
    new: SandboxProject, words: tuple[str, ...], schools: set[str]
) -> None:
    """Only those are planned, and only their tenants are asked."""
    new.forget_log()
    assert {school["school"] for school in new.plan(*words)["schools"]} == schools
    assert set(new.ask("GET", "requests/summary")["tenants"]) == schools


def test_a_plan_can_be_narrowed_to_kinds(new: SandboxProject) -> None:
    """The kinds add up to the whole."""
    whole = new.changes()
    kinds = ("orgunit", "group", "membership", "placement", "licence")
    parts = {kind: new.changes("--kind", kind) for kind in kinds}
    assert sorted(change for part in parts.values() for change in part) == whole
    assert all(part for part in parts.values())
    for kind, part in parts.items():
        assert {change.split()[1].split("/")[0] for change in part} == {kind}


@pytest.mark.parametrize("option", ["--school", "--tenant", "--wave"])
def test_an_unknown_name_is_a_fault(new: SandboxProject, option: str) -> None:
    """With the name, and before any tenant is asked."""
    new.forget_log()
    run = new.run("plan", option, "nowhere")
    assert (run.code, run.out) == (1, "")
    assert "nowhere" in run.err
    assert new.ask("GET", "requests/summary")["tenants"] == {}


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"{GOOGLE}/{GOOGLE}/orgunit/staff/teachers", "schools/layouts/osnovno.yaml:13"),
        (f"{GOOGLE}/{GOOGLE}/placement/pupils/2035", "graduates: 2035"),
        (f"{UNITED}/{UNITED}/group/teachers", "post: members"),
        (f"{UNITED}/{UNITED}/membership/class-2035a", "class: 4а"),
        (f"{GOOGLE}/{GOOGLE}/licence/plus-staff", "certified: true"),
        (f"{MICROSOFT}/{MICROSOFT}/licence/a1-pupils", "licensed-pupils"),
    ],
)
def test_why_names_the_line_and_the_rosters_fact(
    still: SandboxProject, address: str, said: str
) -> None:
    """Each kind of resource, and that it is as declared."""
    run = still.run("why", address)
    assert run.code == 0
    assert said in run.out
    assert "schools/" in run.out
    assert "as declared" in run.out


def test_why_refuses_what_is_not_declared(still: SandboxProject) -> None:
    """And what is no address at all."""
    for address in (f"{GOOGLE}/{GOOGLE}/group/chess", "chess"):
        run = still.run("why", address)
        assert (run.code, run.out) == (1, "")
        assert address in run.err


def test_bulgarian_is_spoken_when_asked(
    still: SandboxProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By --lang, or by the environment; the rest of a plan is the same."""
    english = still.run("plan", "--lang", "en").out
    bulgarian = still.run("plan", "--lang", "bg").out
    assert "Nothing to do" in english
    assert "Nothing to do" not in bulgarian
    assert re.search("[А-я]{4,}", bulgarian)
    monkeypatch.setenv("RECONCILER_LANG", "bg")
    # what was typed is repeated in the commands that are suggested, the environment is not
    assert still.run("plan").out == bulgarian.replace(" --lang bg", "")
    assert re.search("[А-я]{4,}", still.run("plan", "--school", "nowhere").err)


def test_nobody_is_named_unless_asked(fresh: SandboxProject) -> None:
    """No address and no name of anybody in any output or file; --reveal shows addresses."""
    before = files(fresh.root)
    runs = [fresh.run("plan", "--format", form) for form in ("text", "json", "md")]
    shown = fresh.run("plan", "--reveal")
    runs += [fresh.run("apply", "--yes"), fresh.run("plan"), fresh.run("plan", "--lang", "bg")]
    forms = ("md", "html", "json", "csv", "sarif", "xlsx")
    runs += [fresh.run("report", "--format", f, "--out", "out") for f in forms]
    assert {run.code for run in runs[-len(forms) :]} == {0}
    written = [content(path) for path in files(fresh.root) - before]
    assert len(written) == 2 * (len(forms) - 1) + 2 * (3 + 3)
    text = "\n".join([*(f"{run.out}{run.err}" for run in runs), *written])
    addresses, names = people(fresh)
    assert addresses & mentioned(shown)
    assert sorted(addresses & set(re.findall(r"[\w.+-]+@[\w.-]+\w", text.casefold()))) == []
    assert sorted(names & set(re.findall(r"\w+", text))) == []


def mentioned(run: Run) -> set[str]:
    """The mail addresses in an output."""
    return set(re.findall(r"[\w.+-]+@[\w.-]+\w", run.out.casefold()))


def files(root: Path) -> set[Path]:
    """Every file outside the sandbox."""
    return {path for path in root.rglob("*") if path.is_file() and ".sandbox" not in path.parts}


def content(path: Path) -> str:
    """What a file says; of a workbook, every sheet."""
    if path.suffix != ".xlsx":
        return path.read_text("utf-8")
    book = ZipFile(path)
    return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


def people(sandbox: SandboxProject) -> tuple[set[str], set[str]]:
    """Everybody's addresses, and names but for those that the manifests have in schools' names."""
    users = [row for path in sandbox.rosters.glob("*/users.csv") for row in rows(path)]
    written = "".join(p.read_text("utf-8") for p in (sandbox.root / "schools").rglob("*.yaml"))
    names = {row[field] for row in users for field in ("givenName", "familyName")}
    return {row["email"].casefold() for row in users}, names - set(re.findall(r"\w+", written))
