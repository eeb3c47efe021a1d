"""Texts for the tests of reports: the real ones of report, with the tests' own codes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reconciler.report.texts import FOLDER, LANGUAGES, Language, Texts

CASES = Path(__file__).parents[2] / "cases" / "report"
OURS = ("plan.ftl", "report.ftl", "words.ftl")


def make_texts(folder: Path, language: Language) -> Texts:
    """The texts of report itself, and the tests' own in the place of everybody else's."""
    for name in LANGUAGES:
        shutil.copytree(CASES / "texts" / name, folder / name, dirs_exist_ok=True)
        for file in OURS:
            shutil.copy(FOLDER / name / file, folder / name / file)
    return Texts(language, folder)


@pytest.fixture(scope="session")
def texts_of(tmp_path_factory: pytest.TempPathFactory) -> dict[Language, Texts]:
    """Both languages."""
    folder = tmp_path_factory.mktemp("texts")
    return {language: make_texts(folder, language) for language in LANGUAGES}


@pytest.fixture(params=LANGUAGES)
def texts(request: pytest.FixtureRequest, texts_of: dict[Language, Texts]) -> Texts:
    """Each language in turn."""
    return texts_of[request.param]
