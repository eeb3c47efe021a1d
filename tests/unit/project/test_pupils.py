"""Claims about pupils in manifests: no file names one, wherever the name stands in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reconciler.model.people import Person, Role, Roster
from reconciler.project.pupils import pupil_faults
from reconciler.report.texts import LANGUAGES, Language, Texts
from reconciler.roster import Rosters

SCHOOL = "ou-a"
CHILD = "ivan.petrov@school.example"
ID = "ivan.petrov.2011"


def rosters(role: Role, ident: str = ID, email: str = CHILD) -> Rosters:
    """The rosters of one school, of one person."""
    person = Person(sourced_id=ident, school=SCHOOL, roles=frozenset({role}), email=email)
    return Rosters({SCHOOL: Roster(SCHOOL, 2027, (person,), "digest")}, 2027, "digest")


def schools(folder: Path, line: str) -> Path:
    """A folder of manifests with a line in a school's file."""
    file = folder / "schools" / "layouts" / "osnovno.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(f"kind: Layout\n{line}\n", "utf-8")
    return folder / "schools"


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (f"  members: [{{address: {CHILD}}}]", 23),
        (f"  members: [{{address: {CHILD.upper()}}}]", 23),
        (f"ignore: [groups/{ID}]", 17),
        (f'  name: {{bg: "Клуб ({CHILD})"}}', 21),
        (f"# asked by {CHILD}.", 12),
        (f"  {ID}: {{}}", 3),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pupil_in_a_file_is_a_fault_that_does_not_repeat_it(
    tmp_path: Path, line: str, column: int, language: Language
) -> None:
    """By address or by id, in a value, a pattern, a name, a comment or a key."""
    (fault,) = pupil_faults(schools(tmp_path, line), rosters(Role.PUPIL))
    told = Texts(language).fault(fault)
    assert told.startswith(f"schools/layouts/osnovno.yaml:2:{column}: ")
    assert "petrov" not in told.casefold()


@pytest.mark.parametrize("role", [Role.TEACHER, Role.PARENT, Role.STAFF, Role.PRINCIPAL])
def test_adults_may_be_named(tmp_path: Path, role: Role) -> None:
    """A parent of the council, or a teacher with a mailbox for the whole school."""
    folder = schools(tmp_path, f"  members: [{{address: {CHILD}}}]")
    assert pupil_faults(folder, rosters(role)) == ()


def test_a_running_number_is_nobodys_name(tmp_path: Path) -> None:
    """Short ids also stand in files as seats and grades."""
    assert pupil_faults(schools(tmp_path, "seats: 12"), rosters(Role.PUPIL, "12", "")) == ()


def test_a_longer_word_is_another_one(tmp_path: Path) -> None:
    """An address that only begins or ends like a pupil's."""
    folder = schools(tmp_path, f"  members: [{{address: mother.of.{CHILD}}}]")
    assert pupil_faults(folder, rosters(Role.PUPIL)) == ()
