"""Files that make a reader stop: too deep, too long, characters that nobody sees."""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from types import SimpleNamespace

import pytest

from reconciler.compliance.rule import Rulebook, RuleFaultCode, evaluate
from reconciler.errors import ManifestError
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.nodes import parse, read
from reconciler.model.bounds import LARGEST
from reconciler.rules.load import RulebookCode, load_rulebook


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 5_000, ManifestCode.TOO_DEEP),
        ("a: " + "[" * 5_000 + "]" * 5_000, ManifestCode.TOO_DEEP),
        ("{a: " * 5_000 + "1" + "}" * 5_000, ManifestCode.TOO_DEEP),
        ("\n".join(" " * n + "a:" for n in range(1_000)), ManifestCode.TOO_DEEP),
        ("a: " + "9" * 5_000, ManifestCode.LONG_NUMBER),
        ("a: 0." + "9" * 5_000, ManifestCode.LONG_NUMBER),
        (r'a: "\ud800"', ManifestCode.BAD_CHARACTER),
        (r'a: "\e[2J"', ManifestCode.BAD_CHARACTER),
        (r'a: "\u202e"', ManifestCode.BAD_CHARACTER),
        (r'"\e]0;x\a": 1', ManifestCode.BAD_CHARACTER),
        ("a: &x [1]\nb: [*x, *x]", ManifestCode.ANCHOR),
    ],
)
def test_what_no_reader_should_follow_is_a_fault_with_its_place(
    text: str, code: ManifestCode
) -> None:
    """And soon: no file of a city keeps a run waiting."""
    began = monotonic()
    _, faults = parse(text, "schools/x.yaml")
    assert [fault.code for fault in faults][:1] == [code]
    assert all(fault.place is not None for fault in faults)
    assert monotonic() - began < 20


def test_a_file_that_is_too_long_is_not_read(tmp_path: Path) -> None:
    """Ten megabytes took four minutes."""
    path = tmp_path / "x.yaml"
    path.write_text("a: 1\n" * LARGEST, "utf-8")
    tree, faults = read(path, "x.yaml")
    assert tree is None
    assert [fault.code for fault in faults] == [ManifestCode.TOO_LARGE]


@pytest.mark.parametrize(
    "code", ["raise SystemExit(0)", "1/0", "def f(): f()\nf()", "import nothing_like_it", "("]
)
def test_a_module_of_rules_that_cannot_be_run_is_a_fault(tmp_path: Path, code: str) -> None:
    """SystemExit(0) made the command a success."""
    folder = tmp_path / "policies"
    folder.mkdir()
    (folder / "mine.py").write_text(code, "utf-8")
    with pytest.raises(ManifestError) as caught:
        load_rulebook(folder)
    assert RulebookCode.RULE_BROKEN in [fault.code for fault in caught.value.faults]


@pytest.mark.parametrize("error", [SystemExit(0), ValueError("anna.petrova"), RecursionError()])
def test_a_rule_that_fails_is_named_and_its_text_is_not(error: BaseException) -> None:
    """What it did not judge is not fine."""

    def check(_: object) -> object:
        raise error

    rule = SimpleNamespace(id=SimpleNamespace(value="P-01"), check=check)
    with pytest.raises(ManifestError) as caught:
        evaluate(Rulebook((rule,)), [None], "2026-11-30")  # type: ignore[arg-type,list-item]
    (fault,) = caught.value.faults
    assert fault.code is RuleFaultCode.RULE_FAILED
    assert fault.facts == {"rule": "P-01", "problem": type(error).__name__}
