"""Schools that share a tenant, a layout or a base layout; names in other languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from reconciler.errors import ManifestError
from reconciler.manifest import LoadedManifests, check, effective, load
from reconciler.manifest.codes import ManifestCode
from tests.unit.manifest.conftest import YEAR, ManifestFolder

SHARED = {"orgUnits": "/{school}", "addresses": "{school}-*", "products": ["plus-staff"]}


def _share(folder: ManifestFolder, scope: dict[str, Any], **more: Any) -> None:
    """Both schools in one tenant `city`, under one default scope and one layout."""
    schools = folder.folder / "schools"
    _edit(schools / "municipality.yaml", scopes={"default": scope}, **more)
    for school in ("ou-dolno", "ou-gorno"):
        _edit(schools / f"{school}.yaml", tenants={"city": "manage"}, groups={}, licences={})
    groups = {"{school}-teachers": {"name": "Учители", "members": [{"role": "teacher"}]}}
    _edit(schools / "layouts" / "osnovno.yaml", groups=groups)


def _edit(path: Path, **more: Any) -> None:
    data = yaml.safe_load(path.read_text("utf-8"))
    path.write_text(yaml.safe_dump(data | more, allow_unicode=True, sort_keys=False), "utf-8")


def _loaded(folder: ManifestFolder, *named: str) -> LoadedManifests:
    return load(folder.folder / "schools", {"city": frozenset(named)})


def _codes(loaded: LoadedManifests) -> list[str]:
    return [fault.code for fault in check(loaded, None, YEAR)]


def test_two_schools_share_a_layout_and_a_tenant(folder: ManifestFolder) -> None:
    """{school} in the scope and in the layout keeps their units and addresses apart."""
    _share(folder, SHARED)
    loaded = _loaded(folder, "ou-dolno", "ou-gorno")
    assert _codes(loaded) == []
    scopes = {school: one[0] for school, one in loaded.municipality.scopes.items()}
    assert {one.root for one in scopes.values()} == {"/ou-dolno", "/ou-gorno"}
    assert scopes["ou-dolno"].addresses == "ou-dolno-*"
    assert [one.key for one in effective(loaded, "ou-gorno", YEAR).groups] == ["ou-gorno-teachers"]


def test_the_default_holds_only_for_schools_that_the_stack_names(folder: ManifestFolder) -> None:
    """A typing error in a school's `tenants:` must not open another school's tenant to it."""
    _share(folder, SHARED)
    assert _codes(_loaded(folder, "ou-dolno")) == [ManifestCode.NOT_NAMED]
    assert _loaded(folder, "ou-dolno").municipality.scopes["ou-gorno"] == ()


def test_the_default_holds_where_the_alias_is_the_schools_id(folder: ManifestFolder) -> None:
    """One line for every school with a tenant of its own; {tenant} is its alias."""
    scope = {"orgUnits": "/{tenant}", "addresses": "*", "products": ["plus-staff", "a3-staff"]}
    _edit(folder.folder / "schools" / "municipality.yaml", scopes={"default": scope})
    loaded = load(folder.folder / "schools")
    assert _codes(loaded) == []
    assert loaded.municipality.scopes["ou-dolno"][0].root == "/ou-dolno"


def test_a_line_of_its_own_goes_before_the_default(folder: ManifestFolder) -> None:
    """The default fills gaps and replaces nothing."""
    own = {"orgUnits": "/d", "addresses": "d-*", "products": []}
    scopes = {"default": SHARED, "ou-dolno": {"ou-dolno": own}}
    _edit(folder.folder / "schools" / "municipality.yaml", scopes=scopes)
    loaded = load(folder.folder / "schools")
    assert [one.root for one in loaded.municipality.scopes["ou-dolno"]] == ["/d"]


def test_two_whole_tenants_in_one_tenant_are_a_fault(folder: ManifestFolder) -> None:
    """The default of schools with a tenant each, where two of them come to share one."""
    _share(folder, {"orgUnits": "/", "addresses": "*", "products": ["plus-staff"]})
    codes = _codes(_loaded(folder, "ou-dolno", "ou-gorno"))
    assert {ManifestCode.UNITS_OVERLAP, ManifestCode.ADDRESSES_OVERLAP} <= set(codes)


def test_a_layout_extends_another(folder: ManifestFolder) -> None:
    """One setting for all kinds of school is one edit; `without` leaves something out."""
    layouts = folder.folder / "schools" / "layouts"
    (layouts / "small.yaml").write_text(
        "apiVersion: reconciler/v1\nkind: Layout\nid: small\nname: Малко училище\n"
        'extends: osnovno\nwithout: ["groups/parents-{cohort}", orgUnits/staff/teachers]\n'
        "groups:\n  teachers: {settings: {post: owners}}\n  choir: {name: Хор}\n",
        "utf-8",
    )
    _edit(folder.school, layout="small")
    manifest = folder.dolno()
    groups = {one.key: one for one in manifest.groups}
    assert groups["teachers"].settings == {"post": "owners", "outsiders": False}
    assert groups["teachers"].place.file == "schools/layouts/small.yaml"
    assert "choir" in groups
    assert not [key for key in groups if key.startswith("parents-")]
    assert "staff/teachers" not in {unit.key for unit in manifest.units}
    assert _codes(load(folder.folder / "schools")) == []


def test_a_base_needs_no_grades(folder: ManifestFolder) -> None:
    """Whoever extends it says which grades are taught, and a school's `without` reaches it."""
    layouts = folder.folder / "schools" / "layouts"
    base = yaml.safe_load((layouts / "osnovno.yaml").read_text("utf-8"))
    del base["grades"]
    (layouts / "base.yaml").write_text(yaml.safe_dump(base | {"id": "base"}, allow_unicode=True))
    (layouts / "osnovno.yaml").write_text(
        "apiVersion: reconciler/v1\nkind: Layout\nid: osnovno\nname: Основно\n"
        "extends: base\ngrades: 1-7\n",
        "utf-8",
    )
    folder.write("without: [groups/pupils]\n")
    assert _codes(load(folder.folder / "schools")) == []
    assert "pupils" not in {one.key for one in folder.dolno().groups}


def test_a_wrong_without_of_a_layout_is_named(folder: ManifestFolder) -> None:
    """As a school's is."""
    (folder.folder / "schools" / "layouts" / "small.yaml").write_text(
        "apiVersion: reconciler/v1\nkind: Layout\nid: small\nname: Малко\n"
        "extends: osnovno\nwithout: [groups/nothing]\n",
        "utf-8",
    )
    with pytest.raises(ManifestError) as refused:
        load(folder.folder / "schools")
    (fault,) = refused.value.faults
    assert (fault.code, fault.facts["layout"]) == (ManifestCode.UNMATCHED_WITHOUT, "osnovno")


def test_an_english_municipality_has_latin_classes_and_english_names(
    folder: ManifestFolder,
) -> None:
    """No Bulgarian, no NEISPUO code: the school is joined to its roster by its own id."""
    schools = folder.folder / "schools"
    _edit(schools / "municipality.yaml", languages=["en"], name="Dale", waves={"all": "All"})
    _edit(
        schools / "layouts" / "osnovno.yaml",
        name={"en": "Basic"},
        orgUnits={},
        groups={"class-{cohort}": {"forEach": "class", "name": {"en": "Class {class}"}}},
    )
    (schools / "ou-gorno.yaml").unlink()
    _edit(schools / "municipality.yaml", scopes={"default": {**SHARED, "addresses": "*"}})
    more = {"facts": {}, "roster": {}, "name": {"en": "Dale school"}, "wave": "all"}
    _edit(folder.school, **more, classes={1: "ab"}, licences={})
    loaded = load(schools)
    assert _codes(loaded) == []
    manifest = effective(loaded, "ou-dolno", YEAR)
    assert [(one.key, one.name.text) for one in manifest.groups] == [
        ("class-2038a", "Class 1a"),
        ("class-2038b", "Class 1b"),
    ]
    assert loaded.orgs == {"ou-dolno": "ou-dolno"}


def test_the_first_language_is_what_tenants_show(folder: ManifestFolder) -> None:
    """Whatever the order in which somebody wrote the two."""
    _edit(folder.folder / "schools" / "municipality.yaml", languages=["en", "bg"])
    for path in (folder.folder / "schools" / "layouts" / "osnovno.yaml", folder.school):
        _edit(path, name={"bg": "Училище", "en": "School"})
    (folder.folder / "schools" / "ou-gorno.yaml").unlink()
    _edit(folder.folder / "schools" / "layouts" / "osnovno.yaml", groups={}, orgUnits={})
    _edit(folder.folder / "schools" / "municipality.yaml", scopes={"default": SHARED})
    assert folder.dolno().name.text == "School"
    assert folder.dolno().name.in_language("bg") == "Училище"
