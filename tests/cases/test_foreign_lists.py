"""Lists that nobody here wrote: the shapes of public examples, with data of our own.

Each is read, or refused with a line that says what it is. `python -m tests.cases.foreign` writes
the expectations anew; read the difference first.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from reconciler.report.texts import LANGUAGES, Language
from tests.cases.foreign import EXPECTED, ForeignList, foreign_lists, said

SECRETS = ("Ann", "Blue", "Bea", "Red", "Word1-", "word", "@", "甲", "s1", "t1", "u1")
"""What stands in the lists and in no output: names, passwords, addresses, ids."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("foreign", foreign_lists(), ids=lambda foreign: foreign.name)
def test_a_foreign_list_is_read_or_named(
    foreign: ForeignList, language: Language, tmp_path: Path
) -> None:
    """What it is and how many of whom, or one line with the cause; never who."""
    run = said(foreign, language, tmp_path)
    text = run.out + run.err
    assert run.code == foreign.code
    assert text == (EXPECTED / f"{foreign.slug}.{language}.txt").read_text("utf-8")
    assert [secret for secret in SECRETS if secret in text] == []
