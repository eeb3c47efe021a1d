"""Refusals as data: tests/cases/refusals/<case>/ is laid over the plans' base, or over over.txt's.

case.txt tells the accident; expected.en.txt and expected.bg.txt are what a person reads, and
after '=' the schools that are held back.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from reconciler.plan.guards import CATALOGUE, DEFAULTS
from reconciler.plan.guards import limits as limits_module
from reconciler.report import texts
from reconciler.report.catalogue import catalogue
from reconciler.report.texts import LANGUAGES, Language
from tests.support.refusals import FOLDER, judged, names, read_accident, told

PREFIX = "refusal-"
OF_A_RUN = {"frozen", "tenant-left"}
"""Stops a run that goes on; refuses no plan of files: tests/journeys/test_{freeze,leaving}.py."""


def spoken(name: str) -> set[str]:
    """The codes of a case's refusals."""
    return {refusal.guard for refusal in judged(read_accident(name)).refused}


@cache
def codes_by_case() -> dict[str, set[str]]:
    """Each case's codes with the whole catalogue."""
    return {name: spoken(name) for name in names()}


def cases_of(code: str) -> list[str]:
    """The cases in which a code is told."""
    return [name for name, codes in codes_by_case().items() if code in codes]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", names())
def test_an_accident_is_refused_word_by_word(name: str, language: Language) -> None:
    """With its numbers, its limit, and the way on."""
    expected = (FOLDER / name / f"expected.{language}.txt").read_text("utf-8")
    assert told(judged(read_accident(name)), language) == expected


@pytest.mark.parametrize("name", names())
def test_an_accident_happens_to_sound_manifests(name: str) -> None:
    """What is refused here, `reconciler validate` would let pass."""
    assert read_accident(name).case.faults() == ()


def test_every_refusal_that_can_be_told_has_a_case() -> None:
    """Whoever adds a text of a refusal adds the accident that it is for."""
    codes = {
        message.removeprefix(PREFIX)
        for message, _ in catalogue(texts.FOLDER / "en", "en").all()
        if message.startswith(PREFIX)
    }
    assert codes >= set(DEFAULTS)
    assert codes - OF_A_RUN == set().union(*codes_by_case().values())


@pytest.mark.parametrize("taken", [g.name for g in CATALOGUE if g.name not in OF_A_RUN])
def test_without_a_guard_its_accident_is_not_refused_by_it(
    taken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Taking any one guard out of the catalogue changes what a case comes to."""
    names_of = cases_of(taken)
    assert names_of
    left = tuple(guard for guard in CATALOGUE if guard.name != taken)
    monkeypatch.setattr(limits_module, "CATALOGUE", left)
    for name in names_of:
        assert taken not in spoken(name)
        expected = (FOLDER / name / "expected.en.txt").read_text("utf-8")
        assert told(judged(read_accident(name)), "en") != expected


def test_every_folder_is_a_case_or_under_one() -> None:
    """No folder without a sentence but those that others are laid over."""
    under = {path.read_text("utf-8").strip() for path in FOLDER.glob("*/over.txt")}
    folders = {path.name for path in FOLDER.iterdir() if _holds_data(path)}
    assert folders == set(names()) | under


def _holds_data(path: Path) -> bool:
    return path.is_dir() and path.name != "__pycache__"
