"""From a tenant that people made by hand to files, and from there to marks alone."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.adoption.hand_made import make_by_hand
from tests.adoption.state import marks, state_of, without_marks
from tests.adoption.town import bare, only_marks, shares, told_changes
from tests.support.sandbox import (
    GOOGLE,
    MICROSOFT,
    REPOSITORY,
    UNITED,
    SandboxProject,
    build,
    copied,
    serving,
)

SCHOOLS = {GOOGLE: "google", UNITED: "google", MICROSOFT: "microsoft"}


@pytest.fixture(scope="session")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three schools whose tenants were made by hand."""
    root = tmp_path_factory.mktemp("grown") / "town"
    build(root, tuple(SCHOOLS))
    shutil.copytree(REPOSITORY / "policies", root / "policies")
    bare(root, tuple(SCHOOLS))
    make_by_hand(root / ".sandbox")
    return root


@pytest.fixture
def town(grown: Path, tmp_path: Path) -> Iterator[SandboxProject]:
    """The same while its simulator runs."""
    with serving(copied(grown, tmp_path / "town")) as sandbox:
        yield sandbox


def export(sandbox: SandboxProject, *words: str) -> str:
    """What an export says."""
    run = sandbox.run("export", *words)
    assert run.code == 0, run.out + run.err
    return run.out


def states(sandbox: SandboxProject) -> dict[str, dict[str, Any]]:
    """Every tenant's state."""
    return {tenant: state_of(sandbox, tenant, vendor) for tenant, vendor in SCHOOLS.items()}


def files(sandbox: SandboxProject) -> dict[str, bytes]:
    """The schools' files."""
    return {name: sandbox.school(name).read_bytes() for name in SCHOOLS}


def test_what_is_exported_changes_nothing_but_marks_and_forget_takes_them_off(
    town: SandboxProject,
) -> None:
    """Export, validate, plan, apply, compare, plan again; one line of a layout; forget, compare."""
    before = states(town)
    said = export(town)
    size, written, proposed = shares(said)
    print(f"under written audiences {written / size:.0%}, under proposed {proposed / size:.0%}")
    assert written * 4 > size
    assert town.run("validate").code == 0
    plan = town.plan()
    changes = told_changes(plan)
    assert len(changes) > 80
    assert only_marks(plan)
    town.apply()
    adopted = states(town)
    for tenant in SCHOOLS:
        assert without_marks(adopted[tenant]) == without_marks(before[tenant])
        assert marks(before[tenant]) == 0
    assert sum(map(marks, adopted.values())) == len(changes)
    assert town.changes() == []
    again = files(town)
    export(town, "--replace")
    assert files(town) == again
    one_line_of_a_layout(town)
    for tenant in SCHOOLS:
        run = town.run(
            "forget",
            "--tenant",
            tenant,
            "--yes",
            "--acknowledge",
            f"tenant-left:{tenant}",
            "--reason",
            "the trial has ended",
        )
        assert run.code in (0, 2), run.out + run.err
    forgotten = states(town)
    for tenant in SCHOOLS:
        assert marks(forgotten[tenant]) == 0
        assert without_marks(forgotten[tenant]) == without_marks(before[tenant])


def one_line_of_a_layout(town: SandboxProject) -> None:
    """A group that a layout gets is made in the schools that follow it, and nothing else."""
    layouts = {name: yaml.safe_load(text)["layout"] for name, text in files(town).items()}
    layout = town.root / "schools" / "layouts" / f"{layouts[GOOGLE]}.yaml"
    text = layout.read_text("utf-8")
    line = "  library-club: {name: {bg: Клуб „Книга“, en: Book club}}\n"
    layout.write_text(text.replace("\ngroups:\n", f"\ngroups:\n{line}", 1), "utf-8")
    following = [name for name, followed in layouts.items() if followed == layouts[GOOGLE]]
    assert town.changes() == ["create group/library-club"] * len(following)
    layout.write_text(text, "utf-8")
    assert town.changes() == []


def proposed(sandbox: SandboxProject, *words: str) -> list[tuple[int, int, str]]:
    """What would come and go, and the path, of each proposal."""
    said = export(sandbox, "--propose", *words)
    found = re.findall(r"\+(\d+) −(\d+) +\d+  (\S+)  \[", said)
    return [(int(add), int(remove), path) for add, remove, path in found]


def test_a_proposal_is_taken_alone_and_its_exceptions_are_for_the_school(
    town: SandboxProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The best first; one edit of one file; then the plan adds whom it said, and takes nobody."""
    export(town, "--tenant", UNITED)
    town.apply("--tenant", UNITED)
    found = proposed(town, "--tenant", UNITED)
    assert len(found) > 5
    assert found == proposed(town, "--tenant", UNITED)
    wrong = [add + remove for add, remove, _ in found]
    assert wrong[0] <= wrong[-1]
    add, remove, path = next(one for one in found if one[0] and one[1] and "members" in one[2])
    key = path.split("/")[2]
    before = town.school(UNITED).read_text("utf-8")
    others = {name: content for name, content in files(town).items() if name != UNITED}
    export(town, "--propose", "--take", path)
    after = town.school(UNITED).read_text("utf-8")
    assert {n: c for n, c in files(town).items() if n != UNITED} == others
    lines = set(after.splitlines()) ^ set(before.splitlines())
    assert [line.strip().partition(":")[0] for line in lines if "members" in line] != []
    assert len(after.splitlines()) in (len(before.splitlines()), len(before.splitlines()) + 1)
    assert town.run("validate").code == 0
    (school,) = town.plan("--tenant", UNITED)["schools"]
    (change,) = school["changes"]
    # `extraMembers: keep` stands beside it: the school settles who is too many
    assert change["address"].endswith(f"membership/{key}")
    assert change["delta"] == {"add": add, "remove": 0, "change": 0}
    monkeypatch.delenv("CI", raising=False)
    out = tmp_path / "extra.csv"
    words = ("people", "--school", UNITED, "--extra", key)
    run = town.run(*words, "--reveal", "--out", str(out))
    assert run.code == 2, run.err
    assert f"{remove} in it and not of the audience, {add} of the audience" in run.out
    rows = [line.split(",") for line in out.read_text("utf-8").splitlines()]
    sides = [side for role, side, _ in rows if role == "members"]
    assert (sides.count("extra"), sides.count("missing")) == (remove, add)
    assert all("@" in address for _, _, address in rows[1:])
    assert out.stat().st_mode & 0o077 == 0
    assert "@" not in town.run(*words).out
    assert path not in [one[2] for one in proposed(town, "--tenant", UNITED)]


def test_proposals_are_taken_one_after_the_other_and_comments_stay(town: SandboxProject) -> None:
    """Two edits of a file that people have written in since; each is its own lines alone."""
    export(town, "--tenant", UNITED)
    file = town.school(UNITED)
    text = file.read_text("utf-8")
    ours = "# asked the principal on 12.11.: the choir stays as it is\n"
    text = text.replace("\ngroups:\n", f"\n{ours}groups:   # by hand, mostly\n", 1)
    file.write_text(text, "utf-8")
    paths = [path for _, _, path in proposed(town, "--tenant", UNITED)]
    for path in (paths[0], paths[-1]):
        before = file.read_text("utf-8").splitlines()
        export(town, "--propose", "--take", path)
        after = file.read_text("utf-8").splitlines()
        gone = [line for line in before if line not in after]
        field = path.rpartition("/")[2]
        assert all(line.strip().startswith(("#", f"{path.split('/')[2]}:")) for line in gone), gone
        assert len([line for line in after if line not in before]) in (1, 2)
        assert any(field in line for line in after if line not in before)
        told = file.read_text("utf-8")
        assert ours in told
        assert "groups:   # by hand, mostly" in told
        assert town.run("validate").code == 0


def test_what_cannot_be_exported_is_said_and_nothing_is_written(town: SandboxProject) -> None:
    """A file that declares already, a proposal that there is not, a listing that broke off."""
    export(town, "--tenant", GOOGLE)
    before = files(town)
    again = town.run("export", "--tenant", GOOGLE)
    assert again.code == 1
    assert "declares units, groups or licences already" in again.err
    same_folder = ("--out", str(town.root / "schools"))
    assert town.run("export", "--tenant", GOOGLE, *same_folder).code == 1
    assert town.run("export", "--take", f"{GOOGLE}/groups/none/members").code == 1
    rule = {"method": "GET", "route": r"orgunits$", "times": 999, "do": "status", "status": 500}
    town.disturb(UNITED, rule)
    broken = town.run("export", "--tenant", UNITED, "--lang", "bg")
    town.disturb(UNITED)
    assert broken.code == 1
    assert "не можа да бъде прочетено докрай" in broken.err
    assert files(town) == before


def test_a_school_that_is_only_observed_elsewhere_is_exported_from_its_own_tenant(
    tmp_path: Path,
) -> None:
    """A tenant of the ministry beside the school's own; two managed ones are told as such."""
    root = tmp_path / "town"
    build(root, (GOOGLE, MICROSOFT))
    shutil.copytree(REPOSITORY / "policies", root / "policies")
    bare(root, (GOOGLE, MICROSOFT))
    make_by_hand(root / ".sandbox")
    with serving(root) as sandbox:
        sandbox.school(MICROSOFT).unlink()
        whole = {"orgUnits": "/", "addresses": "*", "products": ["a1-pupils"]}

        def observing(mode: str) -> None:
            sandbox.edit(sandbox.school(GOOGLE), lambda d: d["tenants"].update({MICROSOFT: mode}))

        def scoped(data: dict[str, Any]) -> None:
            data["scopes"].pop(MICROSOFT)
            data["scopes"][GOOGLE][MICROSOFT] = whole

        sandbox.edit(sandbox.municipality, scoped)
        observing("observe")
        said = export(sandbox)
        assert f"{MICROSOFT}: {GOOGLE} is only observed here; its file is about {GOOGLE}" in said
        plan = sandbox.plan()
        assert only_marks(plan)
        assert len(told_changes(plan)) > 20
        assert all(f"{MICROSOFT}/" not in path for _, _, path in proposed(sandbox))
        sandbox.apply("--tenant", GOOGLE)
        assert told_changes(sandbox.plan()) == []
        observing("manage")
        before = sandbox.school(GOOGLE).read_bytes()
        run = sandbox.run("export", "--replace", "--tenant", GOOGLE)
        assert run.code == 1
        assert "is managed in 2 tenants" in run.err
        assert sandbox.school(GOOGLE).read_bytes() == before


def test_a_report_in_bulgarian(town: SandboxProject) -> None:
    """The comments in the files, too; the same bytes again."""
    said = export(town, "--tenant", GOOGLE, "--lang", "bg")
    assert "записани хора в списъци" in said
    text = town.school(GOOGLE).read_text("utf-8")
    assert "съвпада с изключение на +" in text
    export(town, "--tenant", GOOGLE, "--lang", "bg", "--replace")
    assert town.school(GOOGLE).read_text("utf-8") == text
    assert only_marks(town.plan("--tenant", GOOGLE))


def names_of_schools(town: SandboxProject) -> set[str]:
    """Whom schools are called after: they are no people of ours."""
    names = (yaml.safe_load(text)["name"] for text in files(town).values())
    return {word for name in names for word in re.findall(r"\w+", str(name).lower())}


def test_no_person_is_in_any_output(town: SandboxProject) -> None:
    """No name, address or id of anybody of the tenants or the lists."""
    said = export(town)
    texts = [said, *(content.decode() for content in files(town).values())]
    said = town.run("export", "--propose").out
    texts.append(said)
    told = "\n".join(texts).lower()
    words = set(re.findall(r"\w+", told)) - names_of_schools(town)
    for tenant in SCHOOLS:
        seed = json.loads(
            (town.root / ".sandbox" / "tenants" / f"{tenant}.json").read_text("utf-8")
        )
        domain = seed["domain"]
        for user in seed["users"]:
            assert user["address"].lower() not in told
            if user["personId"] is not None:
                assert user["personId"] not in told
                names = (user["given"], user["family"])
                assert not words.intersection(map(str.lower, names)), names
        for group in seed["groups"]:
            for one in (*group["members"], *group["owners"]):
                outside = not one.endswith(domain)
                assert not outside or one.lower() not in told
