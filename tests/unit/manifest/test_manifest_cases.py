"""Faulty manifests, a folder a case: tests/cases/manifests/<case>/ is laid over `whole` beside it.

`missing.txt` lists what is taken away, `environment.txt` takes the place of ENVIRONMENT;
expected.txt and expected.bg.txt are what people read.
"""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest

from reconciler.errors import Fault, ManifestError, StackError
from reconciler.manifest import (
    CheckOptions,
    check,
    load,
    load_stack,
    require_shared_ledger,
    require_simulator,
)
from reconciler.manifest.codes import ManifestCode, StackCode
from reconciler.manifest.types import GuardLimit
from reconciler.report.texts import Language, Texts

CASES = Path(__file__).parents[2] / "cases" / "manifests"
WHOLE = CASES / "whole"
FAULTY = sorted(folder.name for folder in CASES.iterdir() if folder != WHOLE)
EXPECTED: dict[Language, str] = {"en": "expected.txt", "bg": "expected.bg.txt"}
YEAR = 2027
AGAINST = CheckOptions(
    day="2027-01-10",
    defaults={
        "groups-removed-per-school": GuardLimit(count=1),
        "last-owner": GuardLimit(count=0),
        "people-moved-per-school": GuardLimit(share=25, at_least=20),
        "units-removed-per-school": GuardLimit(count=3),
    },
)
ENVIRONMENT = {"RECONCILER_LEDGER_URL": "postgresql://writer:word@ledger.example/reconciler"}


def _lay(case: str, folder: Path) -> Path:
    shutil.copytree(WHOLE, folder, dirs_exist_ok=True)
    shutil.copytree(CASES / case, folder, dirs_exist_ok=True)
    missing = CASES / case / "missing.txt"
    for name in missing.read_text("utf-8").split() if missing.is_file() else ():
        (folder / name).unlink()
    return folder / "stacks" / "Pulumi.test.yaml"


def _environment(case: str) -> dict[str, str]:
    own = CASES / case / "environment.txt"
    if not own.is_file():
        return ENVIRONMENT
    return dict(line.split("=", 1) for line in own.read_text("utf-8").splitlines())


def _faults(case: str, folder: Path) -> tuple[Fault, ...]:
    """What a command would tell, in the order in which commands look."""
    try:
        stack = load_stack(_lay(case, folder), _environment(case))
        require_simulator(stack)
        require_shared_ledger(stack)
        return check(load(stack.schools, stack.sharing), stack.tenants, YEAR, AGAINST)
    except (ManifestError, StackError) as error:
        return error.faults


@cache
def _texts(language: Language) -> Texts:
    return Texts(language)


@pytest.mark.parametrize("case", FAULTY)
@pytest.mark.parametrize("language", ["en", "bg"])
def test_faulty_files_are_told_whole_with_places(
    case: str, language: Language, tmp_path: Path
) -> None:
    """Every fault of every file comes at once, in words, where it stands, with the way on."""
    told = "\n".join(map(_texts(language).fault, _faults(case, tmp_path)))
    assert told + "\n" == (CASES / case / EXPECTED[language]).read_text("utf-8")


def test_the_files_under_the_cases_have_no_fault(tmp_path: Path) -> None:
    """What a case tells comes from the case alone."""
    assert _faults("whole", tmp_path) == ()


def test_every_code_occurs_in_a_case(tmp_path: Path) -> None:
    """A fault that no case brings about could never be seen to work."""
    found = {fault.code for case in FAULTY for fault in _faults(case, tmp_path / case)}
    # files that are made of thousands of characters are in test_odd_files
    made = {ManifestCode.TOO_DEEP, ManifestCode.TOO_LARGE, ManifestCode.LONG_NUMBER}
    assert found | made == {*ManifestCode, *StackCode}
