"""`roster check`: what a secretary reads before a list goes into a stack."""

from __future__ import annotations

import shutil
from pathlib import Path
from textwrap import dedent

import pytest

from reconciler.cli.main import main
from tests.unit.roster.reading import CASES, WHOLE
from tests.unit.roster.ways import LEVSKI

LEVSKIS = WHOLE / "rosters" / LEVSKI
LISTS = CASES.parent / "lists"


def _check(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main(["roster", "check", *map(str, words), "--at", "2026-11-30"])
    captured = capsys.readouterr()
    return int(str(ended.value.code)), captured.out + captured.err


def test_a_sound_list_is_counted_and_nobody_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """By role, grade and class, in either language; exit code 0."""
    code, english = _check(capsys, LEVSKIS, "--lang", "en")
    assert code == 0
    assert "OneRoster 1.1; school year 2026/2027" in english
    assert "Pupils by class: 5а: 1 · 6б: 1" in english
    assert "Nothing is in doubt." in english
    code, bulgarian = _check(capsys, LEVSKIS, "--lang", "bg")
    assert code == 0
    assert "ученици: 3" in bulgarian
    assert not [word for word in ("Тайн", "@", "user-") if word in english + bulgarian]


def test_a_doubt_is_told_by_row_and_answers_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The address that is none and the pupil who waits stand apart."""
    folder = Path(shutil.copytree(LEVSKIS, tmp_path / LEVSKI))
    users = folder / "users.csv"
    text = users.read_text("utf-8").replace("t1@levski.example", "няма")
    users.write_text(text.replace(",m1,05,", ",m1,99,"), "utf-8")
    code, told = _check(capsys, folder, "--lang", "en")
    assert code == 2
    assert "Rows that are unclear: 1." in told
    assert f"{LEVSKI}/users.csv:2:17: this is not a grade of a pupil" in told
    assert "Addresses that are none: 1." in told
    assert f"{LEVSKI}/users.csv:5:13: this is not one e-mail address" in told


def test_a_list_that_cannot_be_used_answers_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each list of a folder is looked at; one that is broken hides no other."""
    rosters = Path(shutil.copytree(WHOLE / "rosters", tmp_path / "rosters"))
    (rosters / LEVSKI / "orgs.csv").unlink()
    code, told = _check(capsys, rosters, "--lang", "en")
    assert code == 1
    assert "rosters/ou-vasil-levski/orgs.csv:1:1: this file is missing" in told
    assert "School 1690441" in told


def test_a_list_of_nobody_is_no_sound_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An export whose schools have no code would leave the school without people."""
    folder = Path(shutil.copytree(LEVSKIS, tmp_path / LEVSKI))
    orgs = folder / "orgs.csv"
    orgs.write_text(orgs.read_text("utf-8").replace("1690244", "").replace("1690441", ""), "utf-8")
    code, told = _check(capsys, folder, "--lang", "en")
    assert code == 1
    assert "the list has nobody at any school" in told


def test_a_path_that_leads_nowhere_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not as a list of an unknown kind."""
    code, told = _check(capsys, tmp_path / "nowhere.zip", "--lang", "en")
    assert code == 1
    assert "nowhere.zip: No such file or directory" in told


def test_a_table_may_have_its_mapping_elsewhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """So that one can be tried before it lies beside the table."""
    table, mapping = tmp_path / "5а.csv", tmp_path / "try.yaml"
    table.write_text("Клас;Имейл\n5а;a@l.example\n", "utf-8")
    mapping.write_text(
        "schoolYear: 2027\ntables: [{role: pupil, columns: {class: Клас, email: Имейл}}]\n"
    )
    code, told = _check(capsys, table, "--mapping", mapping, "--lang", "en")
    assert code == 0
    assert "a table of the school's own; school year 2026/2027" in told
    assert "parted by semicolons" in told
    code, told = _check(capsys, table, "--lang", "en")
    assert code == 1
    assert "put a roster.yaml beside it" in told


def test_the_help_has_a_mapping_that_can_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What people copy from the help must hold."""
    with pytest.raises(SystemExit):
        main(["roster", "check", "--help"])
    told = capsys.readouterr().out
    lines = told.splitlines()
    first = next(i for i, line in enumerate(lines) if "schoolYear:" in line)
    last = next(i for i, line in enumerate(lines) if "office: staff" in line)
    text = dedent("\n".join(lines[first : last + 1]))
    (tmp_path / "roster.yaml").write_text(text, "utf-8")
    (tmp_path / "5.csv").write_text("Имейл\na@l.example\n", "utf-8")
    _, told = _check(capsys, tmp_path, "--lang", "en")
    assert "roster.yaml:" not in told


CERTIFIED = (
    "sourcedId,certification,state\nt1,Level 1,\nnobody,Level 1,\nt2,Level 1,expert\np1,Level 1,\n"
)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Rows that are unclear, or of which nobody knows whose they are: 3."),
        ("bg", "Редове, които са неясни или не е ясно на кого са: 3."),
    ],
)
def test_a_list_of_certified_people_is_compared_with_the_lists_beside_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, told: str
) -> None:
    """Each doubt by its row; nobody's number is printed."""
    rosters = Path(shutil.copytree(WHOLE / "rosters", tmp_path / "rosters"))
    (rosters / "certified.csv").write_text(CERTIFIED, "utf-8")
    code, found = _check(capsys, rosters, "--lang", language)
    assert code == 2
    assert told in found
    for line in (3, 4, 5):
        assert f"rosters/certified.csv:{line}:" in found
    assert "nobody," not in found
    code, found = _check(capsys, rosters / "certified.csv", "--lang", language)
    assert code == 2
    assert "certified.csv:4:" in found
    assert "certified.csv:3:" not in found


def test_a_sound_list_of_certified_people_answers_nought(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And says that alone it is not compared."""
    file = tmp_path / "teachers.csv"
    file.write_text("sourcedId;certification\nt1;Level 1\n", "utf-8")
    code, found = _check(capsys, file, "--lang", "en")
    assert code == 0
    assert "certified: 1, only trained: 0" in found
    assert "were not compared" in found


def test_the_folder_one_is_in_is_called_by_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And not by nothing."""
    monkeypatch.chdir(shutil.copytree(LEVSKIS, tmp_path / LEVSKI))
    _, told = _check(capsys, ".", "--lang", "en")
    assert told.startswith(f"{LEVSKI}: OneRoster 1.1")
