"""Every fault of the command line, with its exact text and exit code."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from reconciler.cli import why
from reconciler.cli.applying import ask, run_metadata
from reconciler.cli.completion import completion
from reconciler.cli.doctor import doctor
from reconciler.cli.drift import drift
from reconciler.cli.exits import CliCode
from reconciler.cli.forget import _require_somebody
from reconciler.cli.freeze import freeze
from reconciler.cli.init import init
from reconciler.cli.ledger import require_keep, require_other
from reconciler.cli.main import main
from reconciler.cli.options import new_session
from reconciler.cli.people import people
from reconciler.cli.people_extra import find_extra
from reconciler.cli.plan import plan
from reconciler.cli.private_file import require_private
from reconciler.cli.progress import ProgressDisplay
from reconciler.cli.report import report, stored_report
from reconciler.cli.run_options import RunOptions
from reconciler.cli.sandbox import Sandbox
from reconciler.cli.simulator import grow_by, inventing, new
from reconciler.errors import Code, ReconcilerError, RefusedError
from reconciler.ledger.keyring import KeyRing
from reconciler.manifest import load_stack
from reconciler.manifest.city import Stack
from reconciler.model.keep import Keep
from reconciler.model.states import RunKind
from reconciler.plan.guards import DEFAULTS
from reconciler.plan.shield import NameShield
from reconciler.project.open import Project, ProjectCode, TargetArgs, require_guards
from reconciler.simulator.entry import WorldError
from tests.support.small import seen

ROOT = Path(__file__).parents[3]
Run = Callable[[Path, pytest.MonkeyPatch], object]


def stack_without_key() -> Stack:
    """The production stack, whose key comes from the environment."""
    return load_stack(ROOT / "stacks" / "Pulumi.plovdiv.yaml", {})


def _frozen_on(patch: pytest.MonkeyPatch, day: str, *words: str) -> object:
    """`freeze` on a day."""
    patch.setattr("reconciler.cli.freeze.utc_today", lambda: day)
    return freeze.main(["--reason", "exams", *words], standalone_mode=False)


def unknown_names(_folder: Path, _patch: pytest.MonkeyPatch) -> object:
    """Two names that nobody knows are told together."""
    setting = SimpleNamespace(
        loaded=SimpleNamespace(schools=("ou-a",), municipality=SimpleNamespace(waves=("pilot",))),
        stack=SimpleNamespace(tenants={"ou-a": None}),
    )
    return TargetArgs(("ou-x",), (), ("late",)).targets(setting)  # type: ignore[arg-type]


_REFUSED = (
    CliCode.NOT_CONFIRMED,
    CliCode.REVEAL_IN_CI,
    CliCode.REVEAL_IN_GIT,
    CliCode.SANDBOX_EXISTS,
    CliCode.SCHOOL_INVENTED,
)


def in_git(folder: Path, _: object) -> None:
    """A file with names in a repository of its own."""
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    require_private(folder / "new.csv", {})


def not_declared(_folder: Path, patch: pytest.MonkeyPatch) -> object:
    """An address that fits no declaration, in a tenant that was read."""

    @contextmanager
    def planned(*_: object) -> Iterator[object]:
        hands = {"t": SimpleNamespace(observation=seen(), shield=NameShield())}
        of = SimpleNamespace(sessions=hands, schools_by_tenant={"t": ()}, desired={})
        yield SimpleNamespace(planned=of)

    patch.setattr(why, "open_plan", planned)
    return why.why.callback("t/ou-a/group/nobody", "sandbox", "en", "2026-11-24")  # type: ignore[misc]


def not_confirmed(_folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Nobody is at a terminal, so nobody said yes."""
    patch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: False))
    ask(new_session("en"), ProgressDisplay(new_session("en").err))


def nothing_taken(_folder: Path, patch: pytest.MonkeyPatch) -> None:
    """The disk behind standard output is full."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        patch.setattr("sys.stdout", full)
        new_session("en").write("said")


def _full(folder: Path) -> str:
    (folder / "notes.txt").write_text("mine", "utf-8")
    return str(folder)


def _with_sandbox(folder: Path) -> str:
    (folder / ".sandbox" / "tenants").mkdir(parents=True)
    (folder / "Pulumi.yaml").write_text("name: reconciler\n", "utf-8")
    return str(folder)


CASES: dict[Code, tuple[Run, str]] = {
    ProjectCode.NO_PROJECT: (
        lambda folder, _: Project.find(folder, {}),
        (
            "no Pulumi.yaml in {folder} or above it\n"
            "  run this in the project's folder or below it, or say --project FOLDER;"
            " a new one: reconciler init FOLDER"
        ),
    ),
    ProjectCode.NO_STACK: (
        lambda _, __: Project(ROOT, {}).stack("testing"),
        'there is no stack "testing"\n  stacks here: plovdiv, sandbox',
    ),
    ProjectCode.NO_PSEUDONYM_KEY: (
        lambda _, __: Project(ROOT, {}).key(stack_without_key()),
        (
            "there is no pseudonym key: "
            "neither the file - nor the variable RECONCILER_PSEUDONYM_KEY\n"
            "  put a long random secret there and keep it: approvals are void once it changes"
        ),
    ),
    ProjectCode.UNKNOWN_NAME: (
        unknown_names,
        (
            'there is no school "ou-x"\n  did you mean "ou-a"? There are: ou-a\n'
            'there is no wave "late"\n  there are: pilot'
        ),
    ),
    CliCode.BAD_ADDRESS: (
        lambda _, __: why.parse("ou-a/teachers"),
        (
            '"ou-a/teachers" is no address\n  write tenant/school/kind/key; the kinds are '
            "group, licence, membership, orgunit, placement"
        ),
    ),
    CliCode.NOT_DECLARED: (not_declared, "nothing is declared under t/ou-a/group/nobody"),
    CliCode.NOT_CONFIRMED: (
        not_confirmed,
        (
            "nobody confirmed with yes, so nothing was changed\n"
            "  without a terminal add --yes; `reconciler apply` takes --expect"
            " with the approved fingerprint, too"
        ),
    ),
    CliCode.NO_REASON: (
        lambda _, __: run_metadata(
            new_session("en"), RunOptions(acknowledged=("last-owner",), reason=" "), RunKind.APPLY
        ),
        (
            "last-owner cannot be acknowledged without a reason\n"
            '  add --reason "…": who did it and why stays in the ledger'
        ),
    ),
    CliCode.AS_IF_TO_FILE: (
        lambda _, __: plan.main(["--as-if", "manage", "--out", "p.json"], standalone_mode=False),
        (
            "a plan as if everything were managed cannot be written to a file, which apply would"
            " carry out\n"
            "  leave --out away, or change the mode in the file that says observe and plan again"
        ),
    ),
    CliCode.NEEDS_AS_MANIFEST: (
        lambda _, __: drift.main(["--write"], standalone_mode=False),
        (
            "--write is for --as-manifest\n"
            "  give --as-manifest as well; without --write it only prints the edit"
        ),
    ),
    CliCode.NOBODY_THERE: (
        lambda _, __: _require_somebody(
            SimpleNamespace(tenants=("ou-a",)),  # type: ignore[arg-type]
            ("ou-x",),
        ),
        (
            'no school has the tenant "ou-x", so nothing in it is read or changed\n'
            "  write it into a school's file with the mode manage, forget it, and take it out again"
        ),
    ),
    CliCode.NO_FREEZE_REASON: (
        lambda _, __: freeze.main(["--reason", " "], standalone_mode=False),
        (
            "writing is neither stopped nor let go on without a reason\n"
            '  add --reason "…": everybody who is refused is told, and the ledger keeps it'
        ),
    ),
    CliCode.FREEZE_IS_OVER: (
        lambda _, patch: _frozen_on(patch, "2026-11-30", "--until", "2026-11-29"),
        (
            "--until 2026-11-29 is before today, 2026-11-30 (UTC): nothing would be stopped\n"
            "  write the last day on which nothing may be written, or leave --until out"
        ),
    ),
    CliCode.INIT_NOT_EMPTY: (
        lambda folder, _: init.main([_full(folder)], standalone_mode=False),
        ("{folder} is not empty\n  give the name of a new folder; a project is never written over"),
    ),
    CliCode.INIT_LANGUAGE: (
        lambda folder, _: init.main([f"{folder}/new", "--name", "cz=Brno"], standalone_mode=False),
        ('"cz" is no language\'s code\n  did you mean "cs" (Czech)?'),
    ),
    CliCode.INIT_NAME: (
        lambda folder, _: init.main([f"{folder}/new", "--name", "Dale"], standalone_mode=False),
        ('"Dale" is no name\n  write LANGUAGE=NAME, such as --name "en=Municipality of Dale"'),
    ),
    CliCode.SANDBOX_EXISTS: (
        lambda folder, _: new.main(["--project", _with_sandbox(folder)], standalone_mode=False),
        (
            "there is a sandbox in {folder}/.sandbox already\n"
            "  to make all of it anew, so that what is there goes:"
            " reconciler simulator new --replace"
        ),
    ),
    CliCode.REVEAL_ONE: (
        lambda _, __: people.main(["--reveal"], standalone_mode=False),
        (
            "a list with names is of one school and one question\n"
            "  say --reveal --out FILE, --school X and one of --without-account,"
            " --without-licence, --ambiguous, --moved"
        ),
    ),
    CliCode.NO_SUCH_GROUP: (
        lambda _, __: find_extra(
            SimpleNamespace(  # type: ignore[arg-type]
                planned=SimpleNamespace(schools_by_tenant={}), context=None
            ),
            "ou-a",
            "choir",
        ),
        (
            'no tenant that was read has a group "choir" of ou-a with its members\n'
            "  name it by its key in the school's file; `reconciler show ou-a` lists them"
        ),
    ),
    CliCode.REVEAL_IN_CI: (
        lambda folder, _: require_private(folder / "new.csv", {"CI": "true"}),
        ("names are never listed where the variable CI is set\n  run it on your own machine"),
    ),
    CliCode.REVEAL_IN_GIT: (
        in_git,
        (
            "{folder}/new.csv lies in a Git work tree, and Git does not ignore it\n"
            "  choose a folder outside, such as your home, or add the file to .gitignore"
        ),
    ),
    CliCode.NO_OUTPUT: (
        nothing_taken,
        (
            "standard output takes nothing more: No space left on device\n"
            "  what was printed is not whole, and the exit code is only about that"
        ),
    ),
    CliCode.SIMULATOR_AWAY: (
        lambda folder, _: Sandbox(folder).ask("GET", "tenants"),
        (
            "the simulator is not running\n"
            "  start it with: reconciler simulator start; "
            "its own messages are in {folder}/simulator.log"
        ),
    ),
}


def _without_sandbox(folder: Path) -> str:
    (folder / "Pulumi.yaml").write_text("name: reconciler\n", "utf-8")
    return str(folder)


def _with_school(folder: Path) -> str:
    (folder / ".sandbox" / "rosters" / "ou-a").mkdir(parents=True)
    return _with_sandbox(folder)


def _no_shell(_folder: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("SHELL", "/bin/tcsh")
    completion.main([], standalone_mode=False)


def _no_world(_folder: Path, _patch: pytest.MonkeyPatch) -> None:
    with inventing():
        raise WorldError("ou-a lives in 2 tenants; a world needs one")


CASES |= {
    CliCode.NOTHING_TO_KEEP: (
        lambda _, __: require_keep(Keep()),
        (
            "municipality.yaml does not say how long the ledger keeps anything\n"
            "  write ledger: {{keep: {{journal: 400 days, findings: 3 years, reports: 3 years}}}}"
        ),
    ),
    CliCode.SAME_KEY: (
        lambda _, __: require_other(KeyRing(b"k" * 32, "x"), KeyRing(b"k" * 32, "x"), "new.key"),
        "new.key holds the key that the ledger has already",
    ),
    CliCode.NO_SANDBOX: (
        lambda folder, _: grow_by.main(
            ["ou-a", "--project", _without_sandbox(folder)], standalone_mode=False
        ),
        "there is no sandbox in {folder}/.sandbox\n  make it: reconciler simulator new",
    ),
    CliCode.SCHOOL_INVENTED: (
        lambda folder, _: grow_by.main(
            ["ou-a", "--project", _with_school(folder)], standalone_mode=False
        ),
        (
            "ou-a is in the sandbox already\n"
            "  its people and tenant stay as they are; to make the whole sandbox anew:"
            " reconciler simulator new --replace"
        ),
    ),
    CliCode.NO_SHELL: (
        _no_shell,
        ("which shell do you use?\n  name it: reconciler completion with one of bash, zsh, fish"),
    ),
    CliCode.NO_WORLD: (
        _no_world,
        (
            "the simulator cannot invent this: ou-a lives in 2 tenants; a world needs one\n"
            "  a school that is invented lives in one tenant of the stack"
        ),
    ),
    CliCode.PROBE_NO_TENANT: (
        lambda _, __: doctor.main(["--probe"], standalone_mode=False),
        "--probe needs --tenant: a probe is made in tenants that are named",
    ),
    CliCode.SAVE_ONE: (
        lambda _, __: doctor.main(
            ["--probe", "--tenant", "a", "--tenant", "b", "--save", "x"], standalone_mode=False
        ),
        "--save takes the probe of one tenant\n  name one with --tenant",
    ),
    CliCode.OUT_NEEDS_LETTER: (
        lambda _, __: doctor.main(["--out", "letters"], standalone_mode=False),
        "--out needs --letter: nothing else of doctor is written to a folder",
    ),
    CliCode.REPORT_NEEDS_FOLDER: (
        lambda _, __: report.main(["--format", "xlsx"], standalone_mode=False),
        ('a report as "xlsx" is only written to a folder\n  name it with --out FOLDER'),
    ),
    CliCode.NO_REPORT: (
        lambda _, __: stored_report(
            SimpleNamespace(report_on=lambda *_: None),  # type: ignore[arg-type]
            "production",
            "2026-11-30",
        ),
        (
            'there is no stored report of 2026-11-30 or before for stack "production"\n'
            "  each apply and each `reconciler report --keep` of all schools keeps the report of"
            " its day"
        ),
    ),
    ProjectCode.WEAK_PSEUDONYM_KEY: (
        lambda _, __: Project(ROOT, {"RECONCILER_PSEUDONYM_KEY": "x"}).key(stack_without_key()),
        (
            "the pseudonym key in RECONCILER_PSEUDONYM_KEY has 1 bytes, at least 32 are needed\n"
            "  make a long random one, and keep it: approvals are void once it changes"
        ),
    ),
    ProjectCode.UNKNOWN_GUARD: (
        lambda _, __: require_guards(("nope:ou-a", "last-owner")),
        (
            'there is no guard "nope:ou-a"\n  guards are '
            + ", ".join(sorted(DEFAULTS))
            + "; write NAME or NAME:SCHOOL"
        ),
    ),
}


def test_a_file_that_cannot_be_written_is_one_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """No traceback: the file and the system's word."""

    def broken(**_: object) -> None:
        raise FileNotFoundError(2, "No such file or directory", "/x/report")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("reconciler.cli.main.cli.main", broken)
    with pytest.raises(SystemExit) as ended:
        main(["report", "--lang", "en"])
    assert ended.value.code == 1
    assert capfd.readouterr().err.startswith("/x/report: No such file or directory\n")


def test_every_code_of_the_command_line_is_in_the_table() -> None:
    """A new code needs a case."""
    assert {*CASES, CliCode.FILE_TROUBLE} == {*CliCode, *ProjectCode}


@pytest.mark.parametrize("code", CASES)
def test_a_fault_says_what_and_the_way_on(
    code: Code, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In English word by word; in Bulgarian there is a text as well."""
    run, expected = CASES[code]
    with pytest.raises(ReconcilerError) as caught:
        run(tmp_path, monkeypatch)
    assert {fault.code for fault in caught.value.faults} == {code}
    told = "\n".join(new_session("en").texts.fault(fault) for fault in caught.value.faults)
    assert told == expected.format(folder=tmp_path)
    assert all(new_session("bg").texts.fault(fault) for fault in caught.value.faults)
    assert isinstance(caught.value, RefusedError) == (code in _REFUSED)


def test_every_fault_is_told_once_and_the_exit_code_is_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Bad input is told all together, before any network."""
    for part in ("schools", "stacks"):
        shutil.copytree(ROOT / part, tmp_path / part)
    shutil.copy(ROOT / "Pulumi.yaml", tmp_path)
    school = tmp_path / "schools" / "ou-geo-milev.yaml"
    school.write_text(
        school.read_text("utf-8").replace("wave:", "wawe:").replace("\nid:", "\nidd:"), "utf-8"
    )
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(["validate", "--lang", "en"])
    assert ended.value.code == 1
    out, err = capfd.readouterr()
    assert out == ""
    assert 'unknown key "wawe"' in err
    assert err.endswith("2 faults\n")


def test_the_language_of_a_fault_is_the_one_that_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """--lang holds for errors too."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        main(["validate", "--lang", "bg"])
    assert "няма Pulumi.yaml" in capfd.readouterr().err
