"""The pages under docs/schools: their commands go as they stand, in this city's files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.docs import Document, commands
from tests.support.sandbox import REPOSITORY, invoke

PAGES = sorted((REPOSITORY / "docs" / "schools").glob("*.md"))
WITHOUT_COMMANDS = {"a-teacher-in-two-schools.md"}
"""It tells what happens by itself."""


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A copy of the city's files."""
    for part in ("schools", "stacks", "policies"):
        shutil.copytree(REPOSITORY / part, tmp_path / part)
    shutil.copy(REPOSITORY / "Pulumi.yaml", tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_commands_of_a_page_go_in_order_and_leave_sound_files(page: Path, city: Path) -> None:
    """Without a terminal, where nothing is asked; both stacks are sound after each of them."""
    shown = commands(Document.read(REPOSITORY, page))
    assert bool(shown) is (page.name not in WITHOUT_COMMANDS)
    for one in shown:
        run = invoke(city, [*one.words[1:], "--lang", "en"])
        assert run.code == 0, f"{page.name}:{one.line}: {run.err}"
        for stack in ("sandbox", "plovdiv"):
            sound = invoke(city, ["validate", "--stack", stack, "--lang", "en"])
            assert sound.code == 0, sound.err


def test_every_page_is_found_from_the_readme() -> None:
    """And nothing there is only known to who looks into the folder."""
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    assert [page.name for page in PAGES if f"(docs/schools/{page.name})" not in readme] == []
    assert len(PAGES) == 4
