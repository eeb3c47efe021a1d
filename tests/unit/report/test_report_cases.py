"""Every sample renders to exactly what is stored for it."""

from __future__ import annotations

import pytest

from reconciler.report.texts import Language, Texts
from tests.unit.report.cases import RENDERED, stored
from tests.unit.report.wording import CASES


@pytest.mark.parametrize(("name", "language"), stored())
def test_a_sample_renders_to_what_is_stored(
    name: str, language: Language, texts_of: dict[Language, Texts]
) -> None:
    """Same plan, same bytes: a changed word shows up as a changed file."""
    assert RENDERED[name](texts_of[language]) == (CASES / name.format(language)).read_text("utf-8")


def test_no_stored_case_is_orphaned() -> None:
    """Each stored file belongs to a sample."""
    files = {str(path.relative_to(CASES)) for path in CASES.glob("*/*.*")}
    known = {name.format(language) for name, language in stored()}
    assert files == known
