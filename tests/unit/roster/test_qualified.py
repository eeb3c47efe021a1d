"""Who is trained and who is certified, on a day."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reconciler.roster.files import RosterFiles
from reconciler.roster.qualified import Qualified, qualified
from reconciler.roster.shapes import CERTIFIED
from reconciler.roster.table import Table, read_table

HEAD = "sourcedId,certification"


@pytest.fixture
def table(tmp_path: Path) -> Callable[[str], Table]:
    """Reads a list."""

    def read(text: str) -> Table:
        file = tmp_path / "certified.csv"
        file.write_text(text, "utf-8")
        return read_table(RosterFiles.at(file, "lists/certified.csv"), CERTIFIED)

    return read


@pytest.fixture
def of(table: Callable[[str], Table]) -> Callable[[str], Qualified]:
    """Who is what on a day."""
    return lambda text: qualified(table(text), "2026-11-30")


def test_a_list_of_before_is_of_certified_people(of: Callable[[str], Qualified]) -> None:
    """Two columns, as ever."""
    found, both = of(f"{HEAD}\np1,Level 1\np2,Level 2\n"), {"p1", "p2"}
    assert found.certified == both
    assert found.trained == both


@pytest.mark.parametrize(
    ("row", "certified"),
    [
        ("p1,Level 1,certified,", True),
        ("p1,Level 1,,", True),
        ("p1,Level 1,certified,2026-11-30", True),
        ("p1,Level 1,certified,2026-11-29", False),
        ("p1,Level 1,,30.06.2026", False),
        ("p1,Course,trained,", False),
    ],
)
def test_a_state_and_a_last_day_count(
    of: Callable[[str], Qualified], row: str, *, certified: bool
) -> None:
    """The last day is included; whoever was certified stays trained."""
    found = of(f"{HEAD},state,until\n{row}\n")
    assert found.certified == ({"p1"} if certified else set())
    assert found.trained == {"p1"}
    assert [one.sourced_id for one in found.rows] == ["p1"] * certified


def test_a_renewed_certificate_holds(of: Callable[[str], Qualified]) -> None:
    """Beside the one that is over."""
    rows = "p1,Level 1,certified,2024-06-30\np1,Level 1,certified,2027-06-30\n"
    assert of(f"{HEAD},state,until\n{rows}").certified == {"p1"}


@pytest.mark.parametrize("row", ["p1,Level 1,expert,", "p1,Level 1,certified,some day", "p1,,,"])
def test_a_slip_of_the_pen_makes_its_row_unclear(table: Callable[[str], Table], row: str) -> None:
    """Nobody gains or loses a licence by it, and everybody else is read."""
    read = table(f"{HEAD},state,until\n{row}\np2,Level 1,,\n")
    found = qualified(read, "2026-11-30")
    assert not read.faults
    assert found.certified == found.trained == {"p2"}
    assert found.unsure == {"p1"}


def test_a_sound_row_settles_an_unclear_one_of_the_same_person(
    of: Callable[[str], Qualified],
) -> None:
    """One certificate is enough."""
    found = of(f"{HEAD},state\np1,Level 1,expert\np1,Level 1,\n")
    assert found.certified == {"p1"}
    assert not found.unsure
