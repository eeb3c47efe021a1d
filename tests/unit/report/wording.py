"""Texts for the tests of reports: report's own, and the tests' words for everybody else's codes."""

from __future__ import annotations

import shutil
from pathlib import Path

from reconciler.report.texts import FOLDER, LANGUAGES, Language, Texts

CASES = Path(__file__).parents[2] / "cases" / "report"
_OURS = ("plan.ftl", "comment.ftl", "drift.ftl", "report.ftl", "words.ftl")


def make_texts(folder: Path, language: Language) -> Texts:
    """The texts of a language, out of a folder that is filled with those of both."""
    for name in LANGUAGES:
        shutil.copytree(CASES / "texts" / name, folder / name, dirs_exist_ok=True)
        for file in _OURS:
            shutil.copy(FOLDER / name / file, folder / name / file)
    return Texts(language, folder)
