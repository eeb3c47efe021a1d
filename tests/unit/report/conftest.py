"""The texts of each language in turn."""

from __future__ import annotations

import pytest

from reconciler.report.texts import LANGUAGES, Language, Texts
from tests.unit.report.wording import make_texts


@pytest.fixture(scope="session")
def texts_of(tmp_path_factory: pytest.TempPathFactory) -> dict[Language, Texts]:
    """Both languages."""
    folder = tmp_path_factory.mktemp("texts")
    return {language: make_texts(folder, language) for language in LANGUAGES}


@pytest.fixture(params=LANGUAGES)
def texts(request: pytest.FixtureRequest, texts_of: dict[Language, Texts]) -> Texts:
    """Each language in turn."""
    return texts_of[request.param]


@pytest.fixture
def english(texts_of: dict[Language, Texts]) -> Texts:
    """English, where the wording matters."""
    return texts_of["en"]
