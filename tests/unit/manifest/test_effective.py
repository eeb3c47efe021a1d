"""What a school's file and its layout come to together."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reconciler.errors import ManifestError, SourceLocation
from reconciler.manifest import check, effective, show
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.nodes import parse
from reconciler.manifest.types import GroupSpec
from reconciler.model.change import Action
from reconciler.model.people import Role
from reconciler.model.resources import GroupType, Kind
from reconciler.model.tenant import TenantMode
from tests.unit.manifest.conftest import DOLNO, YEAR, ManifestFolder

Group = Callable[[str], GroupSpec]


def test_omitted_null_and_empty_are_three_things(folder: ManifestFolder, group: Group) -> None:
    """Omitted takes the layout's, null unsets it (not managed), [] is managed and empty."""
    folder.write("groups:\n  teachers: {owners: null, managers: []}\n")
    teachers = group("teachers")
    assert teachers.members is not None
    assert teachers.members[0].role is Role.TEACHER
    assert teachers.owners is None
    assert teachers.managers == ()


def test_maps_merge_by_key_and_lists_replace(folder: ManifestFolder, group: Group) -> None:
    """A school changes one setting and the whole list of members; the rest is the layout's."""
    folder.write("groups:\n  teachers: {settings: {post: owners}, members: [{role: staff}]}\n")
    teachers = group("teachers")
    assert teachers.settings == {"post": "owners", "outsiders": False}
    assert [item.role for item in teachers.members or ()] == [Role.STAFF]
    assert teachers.name.in_language("en") == "Teachers"


def test_null_unsets_one_setting(folder: ManifestFolder, group: Group) -> None:
    """A setting that a school does not want managed."""
    folder.write("groups:\n  teachers: {settings: {post: null}}\n")
    assert group("teachers").settings == {"outsiders": False}


def test_a_name_in_one_language_replaces_a_name_in_two(
    folder: ManifestFolder, group: Group
) -> None:
    """A name is one value: no English is left over from another name."""
    folder.write("groups:\n  teachers: {name: {bg: Даскали}}\n")
    assert group("teachers").name.in_language("en") == "Даскали"


def test_without_takes_away_what_the_layout_has(folder: ManifestFolder) -> None:
    """A template goes with all that it would have made, a unit with those below it."""
    folder.write('without: ["groups/parents-{cohort}", orgUnits/staff/teachers]\n')
    manifest = folder.dolno()
    assert not [one.key for one in manifest.groups if one.key.startswith("parents")]
    assert "staff/teachers" not in [unit.key for unit in manifest.units]
    assert "staff" in [unit.key for unit in manifest.units]


def test_a_class_group_keeps_its_key_when_the_class_moves_on(folder: ManifestFolder) -> None:
    """5а of 2027 is 6а of 2028: the key is the cohort, the name the class."""
    names = {one.key: one.name.text for one in folder.dolno(2027).groups}
    assert names["class-2034a"] == "Клас 5а"
    folder.school.write_text(folder.school.read_text("utf-8").replace("5: а", "6: а"), "utf-8")
    later = {one.key: one.name.text for one in folder.dolno(2028).groups}
    assert later["class-2034a"] == "Клас 6а"


def test_a_template_is_written_out_once_for_each_class(group: Group) -> None:
    """As a group, and inside a list of members; class names stay Cyrillic, keys do not."""
    items = group("class-2038b").members
    assert items is not None
    assert items[0].klass == "1б"
    pupils = [item.group for item in group("pupils").members or ()]
    assert pupils == ["class-2038a", "class-2038b", "class-2034a"]


def test_units_come_parents_first_with_a_year_each(folder: ManifestFolder) -> None:
    """Years of graduation are numbers, counted from the year in which the school year ends."""
    units = folder.dolno().units
    assert [unit.key for unit in units] == [
        "staff",
        "staff/teachers",
        "pupils",
        "pupils/2038",
        "pupils/2034",
    ]
    assert [item.graduates for item in units[-1].holds or ()] == [2034]
    assert units[2].holds is None


def test_every_value_keeps_the_line_that_it_was_written_in(
    folder: ManifestFolder, group: Group
) -> None:
    """Layout or school: a message points to whichever said it."""
    folder.write("groups:\n  choir: {name: Хор, members: [{class: 5а}]}\n")
    lines = len(folder.school.read_text("utf-8").splitlines())
    choir = group("choir")
    assert choir.place == SourceLocation("schools/ou-dolno.yaml", lines, 3)
    assert (choir.members or ())[0].place.column == 32
    assert group("teachers").place.file == "schools/layouts/osnovno.yaml"


def test_prune_is_only_where_allow_says_so(folder: ManifestFolder) -> None:
    """A key of allow governs a thing and its members; without one the defaults hold."""
    folder.write("allow: {groups: [create, update, prune]}\n")
    manifest = folder.dolno()
    assert manifest.prune == {Kind.GROUP, Kind.MEMBERSHIP}
    assert Action.ADOPT not in manifest.allow[Kind.GROUP]
    assert Kind.LICENCE not in manifest.allow


def test_a_school_is_typed_whole(folder: ManifestFolder) -> None:
    """What else its file says arrives as it was written."""
    folder.write("ignore: [groups/old-*]\n")
    manifest = folder.dolno()
    assert manifest.tenants == {DOLNO: TenantMode()}
    assert manifest.classes == {1: ("1а", "1б"), 5: ("5а",)}
    assert manifest.ignore == ("groups/old-*",)
    assert (manifest.facts["neispuo"], manifest.wave, manifest.file) == (
        "1690001",
        "pilot",
        "schools/ou-dolno.yaml",
    )
    assert manifest.licences[0].seats == 10


def test_a_licence_may_be_given_through_a_group(folder: ManifestFolder) -> None:
    """Gorno's security group carries it."""
    manifest = effective(folder.loaded(), "ou-gorno", YEAR)
    assert manifest.licences[0].through == "licensed"
    assert {one.key: one.type for one in manifest.groups}["licensed"] is GroupType.SECURITY


def test_what_is_shown_reads_back_the_same(folder: ManifestFolder) -> None:
    """The effective manifest is YAML without a fault, every line with its origin."""
    folder.write("groups:\n  choir: {name: 'Хор: „Песен“', members: [], settings: {post: null}}\n")
    text = show(folder.loaded(), DOLNO, YEAR)
    tree, faults = parse(text, "shown")
    assert tree is not None
    assert faults == []
    assert tree.items["groups"].items["choir"].plain() == {
        "name": "Хор: „Песен“",
        "members": [],
        "settings": {},
    }
    assert all("  # schools/" in line for line in text.splitlines())
    assert "class-2034a:" in text


def test_what_is_shown_is_the_same_every_time(folder: ManifestFolder) -> None:
    """Stable text makes a useful diff."""
    assert show(folder.loaded(), DOLNO, YEAR) == show(folder.loaded(), DOLNO, YEAR)


@pytest.mark.parametrize("ask", [effective, show])
def test_an_unknown_school_or_layout_is_a_fault(
    folder: ManifestFolder, ask: Callable[[object, str, int], object]
) -> None:
    """Neither ends in a traceback."""
    with pytest.raises(ManifestError) as caught:
        ask(folder.loaded(), "ou-sredno", YEAR)
    assert [fault.code for fault in caught.value.faults] == [ManifestCode.UNKNOWN_SCHOOL]
    folder.school.write_text(folder.school.read_text("utf-8").replace("osnovno", "novo"), "utf-8")
    with pytest.raises(ManifestError) as caught:
        ask(folder.loaded(), DOLNO, YEAR)
    assert [fault.code for fault in caught.value.faults] == [ManifestCode.UNKNOWN_LAYOUT]


def test_a_layouts_fault_is_told_once_for_all_its_schools(folder: ManifestFolder) -> None:
    """52 schools of one layout do not make 52 faults of one line."""
    layout = folder.folder / "schools" / "layouts" / "osnovno.yaml"
    layout.write_text(
        layout.read_text("utf-8").replace('{group: "class', '{group: "klass'), "utf-8"
    )
    faults = check(folder.loaded(), None, YEAR)
    assert [fault.code for fault in faults] == [ManifestCode.UNKNOWN_GROUP]


def test_the_digest_follows_every_file(folder: ManifestFolder) -> None:
    """A plan is pinned to what was written, layouts included."""
    before = folder.loaded().digest
    assert folder.loaded().digest == before
    layout = folder.folder / "schools" / "layouts" / "osnovno.yaml"
    layout.write_text(layout.read_text("utf-8") + "# a remark\n", "utf-8")
    assert folder.loaded().digest != before
