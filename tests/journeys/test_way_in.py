"""From an empty folder and the built wheel alone to a plan that is empty."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flit_core.buildapi import build_wheel

from reconciler.manifest import check, load, load_stack
from reconciler.project.kit import Clouds, CodeHost, Kit, ListFormat, NewProject
from reconciler.rules.load import load_rulebook
from tests.commands import matches
from tests.docs import Document
from tests.support.pasted import blocks, plain_environment, shell
from tests.support.sandbox import REPOSITORY, Run, invoke

COMMON = REPOSITORY / "reconciler" / "kits" / "common"


@dataclass(frozen=True, slots=True)
class Installed:
    """A stranger's machine: the wheel in an environment of its own, and an empty folder."""

    command: Path
    folder: Path

    def run(self, *words: str, inside: str = ".") -> Run:
        """Runs the installed command as a process of its own."""
        kept = ("PATH", "HOME", "TMPDIR")
        done = subprocess.run(
            [self.command, *words],
            cwd=self.folder / inside,
            env={name: os.environ[name] for name in kept if name in os.environ}
            | {"RECONCILER_LANG": "en"},
            capture_output=True,
            text=True,
            check=False,
        )
        return Run(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a wheel that was built now, with the dependencies of this environment."""
    room = tmp_path_factory.mktemp("wheel")
    here = Path.cwd()
    os.chdir(REPOSITORY)
    try:
        wheel = build_wheel(str(room))
    finally:
        os.chdir(here)
    venv.create(room / "venv", with_pip=False)
    packages = next((room / "venv" / "lib").glob("python*")) / "site-packages"
    installer = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--no-deps", "--offline"]
    python = room / "venv" / "bin" / "python"
    subprocess.run([*installer, "--python", python, room / wheel], check=True)
    # a path of a .pth brings the dependencies, and not what their own .pth files name: this tree
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    where = "import reconciler; print(reconciler.__file__)"
    done = subprocess.run(
        [python, "-c", where], cwd=room, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith(str(packages))
    return room / "venv" / "bin" / "reconciler"


@pytest.fixture
def installed(command: Path, tmp_path: Path) -> Iterator[Installed]:
    """The command in a folder that nothing of this repository is above."""
    machine = Installed(command, tmp_path)
    yield machine
    for project in tmp_path.glob("*/Pulumi.yaml"):
        machine.run("simulator", "stop", "--project", str(project.parent))


@pytest.mark.parametrize(
    "options",
    [
        ("--kit", "bulgaria-municipality", "--name", "bg=Община Долина", "--name", "en=Dolina"),
        ("--kit", "generic-district", "--tenants", "shared"),
        ("--kit", "generic-district", "--clouds", "microsoft", "--tenants", "shared"),
    ],
    ids=["bulgaria", "another-country-shared", "another-country-microsoft"],
)
def test_an_empty_folder_becomes_a_town_that_is_as_declared(
    installed: Installed, options: tuple[str, ...]
) -> None:
    """init, sandbox, plan, apply, and a second plan with nothing in it."""
    made = installed.run("init", "dale", *options)
    assert made.code == 0, made.err
    assert [line.strip().split("  ")[0] for line in made.out.splitlines()[-4:]] == [
        "cd dale",
        "reconciler simulator new",
        "reconciler simulator start",
        "reconciler plan",
    ]
    for words in (("validate",), ("simulator", "new"), ("simulator", "start")):
        run = installed.run(*words, inside="dale")
        assert run.code == 0, run.err
    first = installed.run("plan", "--project", "dale")
    assert first.code == 2, f"{first.out}\n{first.err}"
    # what the plan suggests is pasted as it stands, in the folder where the plan was asked for
    program, *suggested = shlex.split(first.out.splitlines()[-1].partition(":  ")[2])
    assert (program, suggested[:3]) == ("reconciler", ["apply", "--project", "dale"])
    applied = installed.run(*suggested)
    assert applied.code == 0, f"{applied.out}\n{applied.err}"
    second = installed.run("plan", "--format", "json", "--project", "dale")
    assert second.code == 0, second.err
    plan = json.loads(second.out)
    assert [school["changes"] for school in plan["schools"]] == [[]]
    assert [school["unknown"] for school in plan["schools"]] == [[]]


def test_the_readmes_blocks_make_a_town(installed: Installed) -> None:
    """What README says of a municipality of one's own, pasted as it stands, prints what it says."""
    install, block = blocks(
        Document.read(REPOSITORY, REPOSITORY / "README.md"), "Your own municipality"
    )
    assert install.text == "pipx install 'FILE[simulator]'"
    path = f"{installed.command.parent}{os.pathsep}{os.environ['PATH']}"
    environment = plain_environment(PATH=path, RECONCILER_LANG="en")
    with shell(installed.folder, environment) as stranger:
        printed = "\n".join(stranger.paste(block.text)) + "\n"
    assert block.prints is not None
    assert matches(block.prints, printed), printed


@pytest.mark.parametrize("tenants", ["each", "shared"])
def test_units_made_by_hand_are_left_by_nobody_unasked(installed: Installed, tenants: str) -> None:
    """Beside a school's root as under it: the first plan of a tenant in use waits for a word."""
    options = ("--kit", "generic-district", "--tenants", tenants)
    assert installed.run("init", "dale", *options).code == 0
    for words in (("simulator", "new", "--by-hand"), ("simulator", "start")):
        run = installed.run(*words, inside="dale")
        assert run.code == 0, run.err
    first = installed.run("plan", inside="dale")
    assert first.code == 3, f"{first.out}\n{first.err}"
    assert "unmanaged-units-left: " in first.out
    assert "people leave the unit /Pupils" in first.out
    agreed = ("--acknowledge", "unmanaged-units-left", "--reason", "nothing is set on them")
    applied = installed.run("apply", "--yes", *agreed, inside="dale")
    assert applied.code == 0, f"{applied.out}\n{applied.err}"
    assert installed.run("plan", inside="dale").code == 0


@pytest.mark.parametrize("kit", Kit)
@pytest.mark.parametrize("clouds", Clouds)
@pytest.mark.parametrize("shared", [False, True])
def test_every_kit_is_sound_with_both_stacks(
    kit: Kit, clouds: Clouds, *, shared: bool, tmp_path: Path
) -> None:
    """No answer leads to files that validate refuses, and the rules can be read."""
    names = {"bg": "Община Долина"} if kit is Kit.BULGARIA else {"en": "Dale"}
    project = NewProject("dale", kit, names, clouds, shared, ListFormat.SDS, CodeHost.NONE)
    for name, text in project.files().items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    for stack_name in ("sandbox", "production"):
        stack = load_stack(tmp_path / "stacks" / f"Pulumi.{stack_name}.yaml", {})
        loaded = load(stack.schools, stack.sharing)
        assert check(loaded, stack.tenants, 2027) == ()
    assert len(load_rulebook(tmp_path / "policies", loaded.schools).rules) > 10


def test_the_real_tenants_are_only_observed_at_first(tmp_path: Path) -> None:
    """Nobody writes to a school's tenant because an example said so."""
    project = NewProject(
        "dale", Kit.GENERIC, {"en": "Dale"}, Clouds.BOTH, False, ListFormat.LATER, CodeHost.GITHUB
    )
    (tmp_path / "stacks").mkdir()
    (tmp_path / "schools").mkdir()
    path = tmp_path / "stacks" / "Pulumi.production.yaml"
    path.write_text(project.files()["stacks/Pulumi.production.yaml"], "utf-8")
    stack = load_stack(path, {})
    assert {tenant.mode.mode.value for tenant in stack.tenants.values()} == {"observe"}
    assert {tenant.endpoint for tenant in stack.tenants.values()} == {None}


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    """A second init must not write over a town's files."""
    (tmp_path / "dale").mkdir()
    (tmp_path / "dale" / "notes.txt").write_text("mine", "utf-8")
    run = invoke(tmp_path, ["init", "dale", "--lang", "en"])
    assert (run.code, run.out) == (1, "")
    assert "dale is not empty" in run.err
    assert [path.name for path in (tmp_path / "dale").iterdir()] == ["notes.txt"]


def test_a_name_without_a_language_is_refused(tmp_path: Path) -> None:
    """And nothing is written."""
    run = invoke(tmp_path, ["init", "dale", "--name", "Dale", "--lang", "en"])
    assert run.code == 1
    assert 'LANGUAGE=NAME, such as --name "en=Municipality of Dale"' in run.err
    assert not (tmp_path / "dale").exists()


def test_the_rules_of_the_kit_are_the_repositorys(tmp_path: Path) -> None:
    """A rule that was mended here is mended for the next town."""
    assert tmp_path.exists()
    here = {path.name: path for path in (REPOSITORY / "policies").iterdir() if path.is_file()}
    kit = {path.name.removesuffix(".txt"): path for path in (COMMON / "policies").iterdir()}
    assert kit.keys() == here.keys()
    for name, path in kit.items():
        assert path.read_bytes() == here[name].read_bytes(), name


def test_a_sandbox_is_never_taken_away_unasked(tmp_path: Path) -> None:
    """What somebody tried out there may be an afternoon's work."""
    run = invoke(tmp_path, ["init", "dale", "--kit", "generic-district", "--lang", "en"])
    assert run.code == 0
    town = tmp_path / "dale"
    assert invoke(town, ["simulator", "new"]).code == 0
    key = (town / ".sandbox" / "pseudonym.key").read_bytes()
    again = invoke(town, ["simulator", "new", "--lang", "en"])
    assert again.code == 3
    assert "reconciler simulator new --lang en --replace" in again.err
    assert (town / ".sandbox" / "pseudonym.key").read_bytes() == key
    assert invoke(town, ["simulator", "new", "--replace"]).code == 0
    assert (town / ".sandbox" / "pseudonym.key").read_bytes() != key


def test_a_language_without_texts_is_told_and_marked(tmp_path: Path) -> None:
    """English under another language's code looks translated, so the end and each file say it."""
    words = ["init", "tartu", "--kit", "generic-district", "--name", "et=Tartu", "--lang", "en"]
    run = invoke(tmp_path, words)
    assert run.code == 0, run.err
    assert "The kit has no texts in Estonian (et)" in run.out
    assert "Reports and messages are in Bulgarian and English alone." in run.out
    for name in ("municipality", "layouts/school", "first-school"):
        text = (tmp_path / "tartu" / "schools" / f"{name}.yaml").read_text("utf-8")
        assert text.startswith("# To translate: names in et are in English.\n")
    assert f"schools/{name}.yaml" in run.out
    assert invoke(tmp_path / "tartu", ["validate"]).code == 0
    plain = invoke(tmp_path, ["init", "dale", "--kit", "generic-district", "--lang", "en"])
    assert "has no texts" not in plain.out


def test_a_country_s_code_is_no_language(tmp_path: Path) -> None:
    """The language that is meant is suggested; nothing is written."""
    run = invoke(tmp_path, ["init", "brno", "--name", "cz=Brno", "--lang", "en"])
    assert run.code == 1
    assert 'did you mean "cs" (Czech)?' in run.err
    assert not (tmp_path / "brno").exists()
