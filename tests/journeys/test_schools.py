"""Schools that come, change their id, close or become part of another: by `reconciler school`.

The pages docs/schools/*.md say what each command leads to; here it is held against the sandbox.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from reconciler.project.kit import Clouds, Kit
from tests.journeys.towns import FIRST, SECOND, add_second, build_town, move_people, write_town
from tests.support.sandbox import SandboxProject, copied, school_of, serving, told

TOWNS = {
    "shared": (Kit.GENERIC, Clouds.GOOGLE, True),
    "bulgaria": (Kit.BULGARIA, Clouds.GOOGLE, False),
    "microsoft-shared": (Kit.GENERIC, Clouds.MICROSOFT, True),
}
CLOSING = "school-decommissioned"


@pytest.fixture(scope="module", params=TOWNS)
def one(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town of each kind with one applied school; at rest."""
    root = tmp_path_factory.mktemp("one") / "town"
    root.mkdir()
    kit, clouds, shared = TOWNS[request.param]
    build_town(root, kit, clouds, shared=shared)
    return root


@pytest.fixture(scope="module")
def two(one: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a second school, applied; at rest."""
    root = copied(one, tmp_path_factory.mktemp("two") / "town")
    with serving(root) as sandbox:
        add_second(sandbox)
    with serving(root) as sandbox:
        sandbox.apply()
    return root


@pytest.fixture
def town(two: Path, tmp_path: Path) -> Iterator[SandboxProject]:
    """Two schools as declared, with their simulator."""
    with serving(copied(two, tmp_path / "town")) as sandbox:
        yield sandbox


@pytest.fixture
def plain(tmp_path: Path) -> SandboxProject:
    """A town's files alone, with a tenant for each school."""
    write_town(tmp_path, Kit.BULGARIA, Clouds.GOOGLE, shared=False)
    return SandboxProject(tmp_path)


def test_a_school_that_is_added_is_planned_beside_the_others(one: Path, tmp_path: Path) -> None:
    """Only its own things are made; the first school stays as declared; then nothing is left."""
    with serving(copied(one, tmp_path / "town")) as sandbox:
        add_second(sandbox)
    with serving(sandbox.root) as sandbox:
        assert sandbox.run("validate").code == 0
        assert sandbox.run("validate", "--stack", "production").code == 0
        plan = sandbox.plan()
        assert plan["refusals"] == []
        assert school_of(plan, FIRST)["changes"] == []
        changes = school_of(plan, SECOND)["changes"]
        assert {c["action"] for c in changes} <= {"create", "update", "adopt"}
        assert "create" in {c["action"] for c in changes}
        sandbox.apply()
        assert sandbox.changes() == []


def test_a_school_is_added_while_the_simulator_runs(one: Path, tmp_path: Path) -> None:
    """Its people are there at once, and nothing that was there is touched."""
    with serving(copied(one, tmp_path / "town")) as sandbox:
        (sandbox.root / ".sandbox" / "simulator.pid").write_text("1", "utf-8")
        key = (sandbox.root / ".sandbox" / "pseudonym.key").read_bytes()
        add_second(sandbox)
        assert (sandbox.root / ".sandbox" / "pseudonym.key").read_bytes() == key
        plan = sandbox.plan()
        assert school_of(plan, FIRST)["changes"] == []
        assert school_of(plan, SECOND)["unknown"] == []
        again = sandbox.run("simulator", "add", SECOND, "--lang", "en")
        assert again.code == 3
        assert f"{SECOND} is in the sandbox already" in again.err


def test_a_renamed_school_keeps_what_it_has(town: SandboxProject) -> None:
    """Keys and addresses with its id in them follow; nothing is made, let go or deleted."""
    run = town.run("school", "rename", SECOND, "hill-top", "--lang", "en")
    assert run.code == 0, run.err
    assert "Wrote schools/hill-top.yaml" in run.out
    assert f"Removed schools/{SECOND}.yaml" in run.out
    assert not town.school(SECOND).exists()
    assert town.run("validate").code == 0
    assert town.run("validate", "--stack", "production").code == 0
    plan = town.plan()
    assert plan["refusals"] == []
    assert school_of(plan, FIRST)["changes"] == []
    school = school_of(plan, "hill-top")
    assert school["refusals"] == []
    assert {c["action"] for c in school["changes"]} == {"update"}, told(plan)
    town.apply()
    assert town.changes() == []
    town.edit(town.school("hill-top"), lambda data: data.pop("previously"))
    assert town.changes() == []


def test_a_school_closes_and_leaves_the_files(town: SandboxProject) -> None:
    """Nothing goes before somebody acknowledges it; then the files forget the school."""
    assert town.run("school", "close", SECOND, "--remove").code == 1
    assert town.school(SECOND).exists()
    run = town.run("school", "close", SECOND, "--lang", "en")
    assert run.code == 0, run.err
    assert f"--acknowledge {CLOSING}:{SECOND}" in run.out
    assert town.run("validate").code == 0
    plan = school_of(town.plan(), SECOND)
    assert [one["guard"] for one in plan["refusals"]] == [CLOSING]
    assert {c["action"] for c in plan["changes"]} <= {"delete", "update"}
    words = ("--school", SECOND, "--acknowledge", f"{CLOSING}:{SECOND}", "--reason", "closed")
    applied = town.run("apply", "--yes", *words)
    assert applied.code in (0, 2), applied.err
    assert town.run("school", "close", SECOND).code == 1
    known = json.loads(town.run("history", "findings", "--format", "json").out)["findings"]
    full = [one["subject"] for one in known if one["code"] == "unit-not-empty"]
    run = town.run("school", "close", SECOND, "--remove", "--lang", "en")
    assert run.code == 0, run.err
    assert "is in no plan or report any more" in run.out
    assert full
    assert "because not empty, in" in run.out
    assert full[0] in run.out
    assert not town.school(SECOND).exists()
    assert town.run("validate").code == 0
    assert town.run("validate", "--stack", "production").code == 0
    assert SECOND not in town.stack.read_text("utf-8")
    plan = town.plan()
    assert (plan["refusals"], told(plan)) == ([], [])


def test_a_school_that_leaves_the_files_too_early_is_missed(town: SandboxProject) -> None:
    """Its closing was written and never applied: everything waits for a person's word."""
    assert town.run("school", "close", SECOND).code == 0
    assert town.run("school", "close", SECOND, "--remove").code == 0
    plan = town.plan()
    assert [one["guard"] for one in plan["refusals"]] == ["school-vanished"]


def test_two_schools_merge(town: SandboxProject) -> None:
    """One gets the classes of both and, by the new list, the people; the other waits, then goes."""
    run = town.run("school", "merge", SECOND, FIRST, "--lang", "en")
    assert run.code == 0, run.err
    lines = [line.split() for line in run.out.splitlines() if line.startswith("Class ")]
    called = {words[1]: words[6] for words in lines}
    assert len(called) == 3
    assert town.run("validate").code == 0
    move_people(town, SECOND, FIRST, called)
    plan = town.plan()
    into, gone = school_of(plan, FIRST), school_of(plan, SECOND)
    assert [one["guard"] for one in gone["refusals"]] == [CLOSING]
    new = [c for c in into["changes"] if "/group/" in c["address"] and "class-" in c["address"]]
    assert {c["action"] for c in new} == {"create"}
    assert len(new) == 3
    refused = {one["guard"] for one in into["refusals"]}
    assert refused <= {"people-between-schools", "roster-older"}
    words = [w for guard in refused for w in ("--acknowledge", f"{guard}:{FIRST}")]
    run = town.run("apply", "--yes", "--school", FIRST, *words, "--reason", "merged")
    assert run.code in (0, 2), run.err
    words = ["--acknowledge", f"{CLOSING}:{SECOND}", "--reason", "merged"]
    town.run("apply", "--yes", "--school", SECOND, *words)
    assert town.run("school", "close", SECOND, "--remove").code == 0
    assert town.run("validate").code == 0


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("add", "First School"), "first-school"),
        (("add", FIRST), f'there is a school "{FIRST}" already'),
        (("add", "x"), "the school's name in"),
        (("rename", "frist-school", "x"), f'did you mean "{FIRST}"?'),
        (("close", "frist-school"), f'did you mean "{FIRST}"?'),
        (("merge", FIRST, FIRST), "cannot become part of itself"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    plain: SandboxProject, words: tuple[str, ...], text: str
) -> None:
    """Every file stays as it is."""
    files = {path: path.read_bytes() for path in plain.root.rglob("*.yaml")}
    run = plain.run("school", *words, "--lang", "en")
    assert run.code == 1
    assert text in run.err
    assert {path: path.read_bytes() for path in plain.root.rglob("*.yaml")} == files


def test_an_unsound_result_is_never_written(plain: SandboxProject) -> None:
    """A school in a tenant that is the first one's as a whole: told by the usual fault."""
    sandbox = plain
    before = sandbox.stack.read_bytes()
    names = ("--name", "bg=X", "--name", "en=X")
    run = sandbox.run("school", "add", "x", *names, "--lang", "en", "--tenant", FIRST)
    assert run.code == 1
    assert f"{FIRST} and x may declare the same" in run.err or f"x and {FIRST} may" in run.err
    assert not sandbox.school("x").exists()
    assert sandbox.stack.read_bytes() == before


@pytest.mark.parametrize("words", [("--classes", "one: a"), ("--wave", "x"), ()])
def test_nothing_is_said_of_a_school_that_was_not_added(
    plain: SandboxProject, words: tuple[str, ...]
) -> None:
    """Least of all which classes it has now, to somebody who named them."""
    run = plain.run("school", "add", SECOND, *words, "--name", "en=X", "--lang", "en")
    assert run.code == 1
    assert "each grade of the layout has one class now" not in run.err
    assert not plain.school(SECOND).exists()


def test_an_unfinished_school_is_told_before_the_sandbox_is_touched(
    plain: SandboxProject,
) -> None:
    """`simulator new` on a file without classes: its place and what is missing, no traceback."""
    sandbox = plain
    key = sandbox.root / ".sandbox" / "pseudonym.key"
    (sandbox.root / ".sandbox" / "tenants").mkdir(parents=True)
    key.write_text("mine", "utf-8")
    text = "apiVersion: reconciler/v1\nkind: School\nid: half\nname: Half\nwave: all\n"
    sandbox.school("half").write_text(text, "utf-8")
    for words in (("new", "--replace"), ("add", "half"), ("next-year",)):
        run = sandbox.run("simulator", *words, "--lang", "en")
        assert run.code == 1, words
        assert "schools/half.yaml" in run.err
        assert "classes" in run.err
    assert key.read_text("utf-8") == "mine"


ODD = {
    "deep": "a: " + "[" * 5_000 + "]" * 5_000 + "\n",
    "anchor": "config: &x\n  a: *x\n",
    "broken": "config: [\n",
    "large": "#" * 1_100_000,
}


@pytest.mark.parametrize("odd", ODD)
def test_a_stack_beside_that_cannot_be_read_is_named_by_its_place(
    plain: SandboxProject, odd: str
) -> None:
    """It might be one of the same schools: nothing is written, and no parser runs on for it."""
    other = plain.root / "stacks" / "Pulumi.other.yaml"
    other.write_text(ODD[odd], "utf-8")
    before = snapshot(plain)
    words = ("--name", "en=Green Hill", "--name", "bg=Зелен хълм", "--classes", CLASSES)
    for lang in ("en", "bg"):
        run = plain.run("school", "add", SECOND, *words, "--lang", lang)
        assert run.code == 1
        assert re.search(r"stacks/Pulumi\.other\.yaml:\d+:\d+: ", run.err)
    assert snapshot(plain) == before


CLASSES = "1:аб 2:а"


def snapshot(town: SandboxProject) -> dict[str, bytes]:
    """Every file of stacks and schools."""
    files = [one for part in ("stacks", "schools") for one in (town.root / part).rglob("*.yaml")]
    return {str(one): one.read_bytes() for one in files}
