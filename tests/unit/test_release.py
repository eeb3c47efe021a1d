"""What is looked for in a built release, and how notes become the changelog."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.changelog import HEAD, gathered
from tests.release import NEEDED, ROOT, missing, sources, unwanted


def test_what_a_release_lacks_is_named() -> None:
    """A pattern needs one file; the package as it stands has one for each."""
    assert list(missing(sources(ROOT), NEEDED)) == []
    left = {name for name in sources(ROOT) if not name.endswith(".ftl")}
    assert list(missing(left, NEEDED)) == [
        "reconciler/report/texts/bg/*.ftl is missing",
        "reconciler/report/texts/en/*.ftl is missing",
    ]


def test_tests_keys_and_ledgers_do_not_travel() -> None:
    """Nor does what Python compiled."""
    bad = ["a/__pycache__/x.pyc", "ledger.sqlite", "tests/unit/test_a.py", "x/server.pem"]
    assert list(unwanted([*bad, "reconciler/errors.py"])) == [
        f"{name} must not be in it" for name in bad
    ]


def test_notes_are_gathered_by_day_newest_first(tmp_path: Path) -> None:
    """Each paragraph of a note is a line of its own."""
    for name, text in (
        ("2026-11-24-b.md", "Second\nline.\n\nMore.\n"),
        ("2026-11-24-a.md", "First."),
        ("2026-11-30-c.md", "Newest."),
    ):
        (tmp_path / name).write_text(text, "utf-8")
    told = "\n## 2026-11-30\n\n- Newest.\n\n## 2026-11-24\n\n- First.\n- Second line.\n- More.\n"
    assert gathered(tmp_path) == HEAD + told


def test_a_note_without_a_day_is_refused(tmp_path: Path) -> None:
    """It could not be put in order."""
    (tmp_path / "guards.md").touch()
    with pytest.raises(ValueError, match=r"called YYYY-MM-DD-what-changed\.md"):
        gathered(tmp_path)
