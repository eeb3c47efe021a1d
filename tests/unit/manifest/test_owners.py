"""Who approves which school's file: from scopes to CODEOWNERS, and whether that is current."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reconciler.desired.targets import TargetSelector, contexts
from reconciler.errors import ManifestError
from reconciler.manifest import LoadedManifests, load, load_stack
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.owners import BEGIN, END, owner_faults, owner_lines, with_owners
from reconciler.providers.google.limits import LIMITS
from reconciler.roster import Rosters
from tests.unit.manifest.test_manifest_cases import WHOLE, _lay

LINES = ("/schools/ou-dolno.yaml @dolina/dolno @dolina/it",)
WRITTEN = "*  @dolina/all\n/schools/ @dolina/schools\n"


def with_scope(schools: Path, more: str) -> LoadedManifests:
    """The cases' manifests with more in the scope of ou-dolno."""
    path = schools / "municipality.yaml"
    text = path.read_text("utf-8")
    own = 'ou-dolno: {orgUnits: /, addresses: "*", products: [plus-staff]'
    assert own in text
    path.write_text(text.replace(own, f"{own}, {more}"), "utf-8")
    return load(schools)


@pytest.fixture
def schools(tmp_path: Path) -> Path:
    """The cases' manifests."""
    shutil.copytree(WHOLE / "schools", tmp_path / "schools")
    return tmp_path / "schools"


def test_each_school_with_owners_has_one_line(schools: Path) -> None:
    """Each team once; a school without owners has no line of its own."""
    loaded = with_scope(schools, 'owners: ["@dolina/dolno", "@dolina/it", "@dolina/dolno"]')
    assert owner_lines(loaded, "schools") == LINES
    assert owner_lines(loaded, "city/schools") == (f"/city{LINES[0]}",)


@pytest.mark.parametrize("team", ["ivan@dolina.example", "@a b", "@", "@a/../b"])
def test_an_owner_is_a_team_and_no_address(schools: Path, team: str) -> None:
    """An address would name a person in Git."""
    with pytest.raises(ManifestError) as caught:
        with_scope(schools, f'owners: ["{team}"]')
    assert [fault.code for fault in caught.value.faults] == [ManifestCode.BAD_FORM]


@pytest.mark.parametrize(("written", "most"), [("", 5), (", seats: 3", 3), (", seats: 5", 5)])
def test_the_scopes_seats_are_a_ceiling(schools: Path, written: str, most: int) -> None:
    """Where the file states none, the scope's holds; a lower one of the file's holds."""
    loaded = with_scope(schools, "seats: {plus-staff: 5}")
    own = schools / "ou-dolno.yaml"
    text = own.read_text("utf-8")
    assert ", seats: 10}" in text
    own.write_text(text.replace(", seats: 10}", f"{written}}}"), "utf-8")
    stack = load_stack(_lay("whole", schools.parent / "town"), {})
    found = contexts(
        load(schools), stack, Rosters({}, 2027, ""), lambda _: LIMITS, TargetSelector()
    )
    (school,) = [one for one in found["ou-dolno"] if one.manifest.id == "ou-dolno"]
    assert [one.seats for one in school.manifest.licences] == [most]
    assert loaded.municipality.scopes["ou-dolno"][0].seats == {"plus-staff": 5}


def test_what_somebody_wrote_is_kept_and_the_block_is_last() -> None:
    """Written twice it is the same; without owners the block goes."""
    once = with_owners(WRITTEN, LINES)
    assert once == f"{WRITTEN}\n{BEGIN}\n{LINES[0]}\n{END}\n"
    assert with_owners(once, LINES) == once
    assert with_owners(once, ()) == WRITTEN
    assert with_owners("", LINES).startswith(BEGIN)


@pytest.mark.parametrize(
    "text",
    [
        WRITTEN,
        "",
        with_owners(WRITTEN, ("/schools/ou-dolno.yaml @dolina/else",)),
        with_owners(WRITTEN, LINES) + "/schools/ou-dolno.yaml @somebody\n",
    ],
)
def test_a_file_that_is_not_current_is_told_with_its_line(text: str) -> None:
    """Missing, of another team, or overruled by a line below the block."""
    (fault,) = owner_faults("CODEOWNERS", text, LINES)
    assert fault.place is not None
    expected = text.splitlines().index(BEGIN) + 1 if BEGIN in text else 1
    assert (fault.place.file, fault.place.line) == ("CODEOWNERS", expected)


def test_a_current_file_has_no_fault() -> None:
    """And neither has one without a block where nobody owns anything."""
    assert not list(owner_faults("CODEOWNERS", with_owners(WRITTEN, LINES), LINES))
    assert not list(owner_faults("CODEOWNERS", WRITTEN, ()))
