"""Claims about whole exports of a small tenant: what is written, left out, and said."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from reconciler.compliance.rule import Rule, Rulebook, Violation
from reconciler.desired.targets import TargetSelector, contexts
from reconciler.errors import Code, ManifestError
from reconciler.export.codes import Remark
from reconciler.export.draft import GROUPS, UNITS, Draft, DraftEntry
from reconciler.export.proof import comparisons, is_mark, proven
from reconciler.export.tenant import ExportedSchool, export_tenant
from reconciler.export.text import render
from reconciler.export.world import ExportInput
from reconciler.manifest import check, load
from reconciler.manifest.city import RosterPaths, Stack
from reconciler.model.observation import GuardedGroup, Observation
from reconciler.model.plan import Level
from reconciler.roster import Rosters
from tests.support import short
from tests.support.cases import BASE, LIMITS

HEAD = (BASE / "schools" / "ou-a.yaml").read_text("utf-8")
PEOPLE: dict[str, Any] = {
    "year": 2027,
    "people": {
        "ou-a": short.spread(
            {
                "boss": "principal",
                "t1..3": "teacher",
                "s1": "staff",
                "p1..6": "pupil 5а",
                "p7": "pupil 5б",
            }
        )
    },
}
ACCOUNTS = short.spread(
    {"boss": "/", "t1..3": "/", "s1": "/", "p1..7": "/", "old.petrova": "/", "admin": "/ admin"}
)


def given(tmp_path: Path, observed: dict[str, Any], layout: str = "") -> ExportInput:
    """The tenant, over the plans' base with something in its layout."""
    folder = tmp_path / "schools"
    shutil.copytree(BASE / "schools", folder)
    (folder / "ou-a.yaml").write_text(HEAD, "utf-8")
    path = folder / "layouts" / "plain.yaml"
    path.write_text(path.read_text("utf-8") + layout, "utf-8")
    loaded = load(folder)
    tenant = short.tenant(observed.get("tenant", {}))
    data = {"accounts": ACCOUNTS, **short.spread(observed)}
    seen = short.observation(data, tenant.alias)
    rosters = Rosters(short.rosters(PEOPLE), 2027, "digest")
    stack = Stack("tests", "", folder, RosterPaths(folder, folder), {tenant.alias: tenant}, None)
    schools = contexts(
        loaded,
        stack,
        rosters,
        lambda _: LIMITS[tenant.vendor],
        TargetSelector(),
    )[tenant.alias]
    return ExportInput(loaded, tuple(schools), seen, "", 2027)


def say(remark: Remark) -> str:
    """A remark by its code and facts."""
    told = " ".join(f"{key}={value}" for key, value in sorted(remark.facts.items()))
    return f"{remark.code} {told}".strip()


def exported(world: ExportInput) -> ExportedSchool:
    """The one school's export, whose plan is marks alone."""
    (made,) = export_tenant(world, {"ou-a": HEAD}, say)
    again = replace(world, loaded=world.loaded)
    (same,) = export_tenant(again, {"ou-a": HEAD}, say)
    assert same.text == made.text
    (over,) = export_tenant(world, {"ou-a": made.text}, say)
    assert over.text == made.text
    return made


def content(made: ExportedSchool) -> dict[str, Any]:
    """The file's sections."""
    data = yaml.safe_load(made.text)
    return {k: data[k] for k in ("orgUnits", "groups", "licences", "without") if k in data}


def left_out(made: ExportedSchool) -> list[str]:
    """What the file does not have, and why."""
    return sorted(f"{one.subject} {say(one)}".strip() for one in made.draft.left_out)


LAYOUT = """
orgUnits:
  staff: {name: {bg: Персонал, en: Staff}, holds: [{role: teacher}]}
groups:
  teachers:
    name: {bg: Учители, en: Teachers}
    members: [{role: teacher}]
    settings: {join: invited, post: members}
  choir: {name: {bg: Хор, en: Choir}}
  class-{cohort}:
    forEach: class
    name: {bg: "Клас {class}", en: "Class {class}"}
    members: [{class: "{class}", role: pupil}]
"""


def test_what_the_layout_explains_is_the_layouts_with_what_differs(tmp_path: Path) -> None:
    """The rest of it is `without`; a copy of a template alone is the school's own."""
    world = given(
        tmp_path,
        {
            "units": {"/Staff": {"label": "Персонал"}},
            "groups": {
                "teachers": {
                    "name": "Учителите",
                    "members": ["t1", "t2", "t3"],
                    "settings": {"join": "request", "post": "members"},
                },
                "class-2034a": {"name": "Клас 5а", "members": ["p1..6"]},
            },
        },
        LAYOUT,
    )
    assert content(exported(world)) == {
        "orgUnits": {"staff": {"holds": None}},
        "groups": {
            "teachers": {"name": "Учителите", "settings": {"join": "request"}},
            "class-2034a": {
                "name": "Клас 5а",
                "members": [{"class": "5а", "role": "pupil"}],
                "extraMembers": "keep",
            },
        },
        "without": ["groups/choir", "groups/class-{cohort}"],
    }


@pytest.mark.parametrize("vendor", ["google", "microsoft"])
def test_an_audience_is_written_only_where_nobody_would_come_or_go(
    tmp_path: Path, vendor: str
) -> None:
    """The others are comments with numbers; who was there is in neither."""
    units = {"/Ученици": {}, "/Ученици/Пети": {"label": "Петокласници"}}
    pupils = dict.fromkeys(ACCOUNTS, "/" if vendor == "google" else "")
    placed = {**pupils, **dict.fromkeys(short.spread(["p1..6"]), "/Ученици/Пети")}
    world = given(
        tmp_path,
        {
            "tenant": {"vendor": vendor},
            "accounts": {**placed, "admin": f"{pupils['admin']} admin"},
            "units": units,
            "groups": {
                "Uchiteli_1": {"name": "Учители", "members": ["t1", "t2", "t3"]},
                "5a": {"name": "5А", "owners": ["t1"], "members": ["p1..5", "old.petrova"]},
                "prazna": {"name": "Празна"},
            },
        },
    )
    made = exported(world)
    groups = content(made)["groups"]
    assert groups["uchiteli-1"] == {
        "adopt": "Uchiteli_1@ou-a.example",
        "name": "Учители",
        "members": [{"role": "teacher"}],
        "extraMembers": "keep",
    }
    assert "members" not in groups["5a"]
    assert "add=1 field=members items=[{class: 5а, role: pupil}] remove=1" in made.text
    assert "empty" in made.text
    inner = content(made)["orgUnits"]
    fifth = inner["uchenitsi"]["orgUnits"]["peti"]
    assert fifth["holds"] == [{"class": "5а", "role": "pupil"}]
    assert not [name for name in ("p1", "t1", "s1") if f"{name}@" in made.text]


def test_what_nobody_may_take_over_is_left_out_with_the_reason(tmp_path: Path) -> None:
    """Each by its name, but for what is called after a person: of those the number alone."""
    world = given(
        tmp_path,
        {
            "groups": {
                "klub-petrova": {"name": "Клуб"},
                "klub": {"name": "Клубът на Петрова"},
                "dynamic": {"name": "Правило"},
                "foreign": {"name": "Чужда", "mark": "sofia/ou-b/group/choir"},
                "odd{1}": {"name": "Скоби"},
            },
        },
    )
    groups = [
        replace(one, guarded=GuardedGroup.DYNAMIC) if one.name == "Правило" else one
        for one in world.observation.groups
    ]
    world = replace(world, observation=replace(world.observation, groups=tuple(groups)))
    made = exported(world)
    assert left_out(made) == [
        "groups/dynamic@ou-a.example guarded kind=group",
        "groups/foreign@ou-a.example marked kind=group",
        "groups/odd1@ou-a.example unwritable kind=group",
        "named-after-person count=1 kind=group",
    ]
    # its address names nobody, so it is adopted, and its name stays as it is
    assert content(made)["groups"] == {
        "klub": {"adopt": "klub@ou-a.example", "extraMembers": "keep"}
    }
    assert "petrova" not in made.text.lower()


def test_a_group_whose_members_were_not_read_says_nothing_of_them(tmp_path: Path) -> None:
    """Nor are settings that have no word here written; both are said."""
    observed = {
        "groups": {
            "half": {"name": "Половин", "unread": True},
            "silent": {"name": "Тиха", "settings": {"post": "NONE_CAN_POST", "join": "invited"}},
        }
    }
    made = exported(given(tmp_path, observed))
    assert content(made)["groups"] == {
        "half": {"name": "Половин"},
        "silent": {"name": "Тиха", "settings": {"join": "invited"}, "extraMembers": "keep"},
    }
    assert "members-unread" in made.text
    assert "setting-unknown setting=post" in made.text


class _Code(Code):
    NO_PUPILS = "no-pupils"
    NO_LISTS = "no-lists"


def test_an_audience_that_a_mandatory_rule_refuses_is_left_out(tmp_path: Path) -> None:
    """The group is adopted all the same, and a comment names the rule."""
    world = given(tmp_path, {"groups": {"5a": {"name": "5А", "members": ["p1..6"]}}})
    rule = Rule(
        _Code.NO_PUPILS,
        lambda subject: [Violation(f"group/{k}") for k, g in subject.groups.items() if g.roles],
    )
    book = Rulebook((rule,), {_Code.NO_PUPILS: Level.MANDATORY})
    made = exported(replace(world, rulebook=book))
    assert content(made)["groups"]["5a"] == {"name": "5А", "extraMembers": "keep"}
    assert "against-rule items=members: [{class: 5а, role: pupil}] rule=no-pupils" in made.text


def test_two_rules_against_one_audience_leave_the_group(tmp_path: Path) -> None:
    """Each is told above it; without the audience nothing is against a rule any more."""
    world = given(tmp_path, {"groups": {"5a": {"name": "5А", "members": ["p1..6"]}}})
    rules = tuple(
        Rule(
            code,
            lambda subject: [Violation(f"group/{k}") for k, g in subject.groups.items() if g.roles],
        )
        for code in _Code
    )
    book = Rulebook(rules, dict.fromkeys(_Code, Level.MANDATORY))
    made = exported(replace(world, rulebook=book))
    assert content(made)["groups"]["5a"] == {"name": "5А", "extraMembers": "keep"}
    assert "rule=no-pupils" in made.text
    assert "rule=no-lists" in made.text
    assert left_out(made) == []


def test_what_was_taken_out_already_is_judged_anew_before_more_is(tmp_path: Path) -> None:
    """An audience that would change who is in the group, and that a rule forbids: it alone goes."""
    world = given(tmp_path, {"groups": {"a": {"name": "Група", "members": ["t1"]}}})
    rule = Rule(
        _Code.NO_LISTS,
        lambda subject: [Violation(f"group/{k}") for k, g in subject.groups.items() if g.roles],
    )
    book = Rulebook((rule,), {_Code.NO_LISTS: Level.MANDATORY})
    draft = Draft("ou-a", "plain", HEAD)
    entry = draft.add(
        DraftEntry(GROUPS, "a", {"adopt": "a@ou-a.example", "members": [{"role": "staff"}]})
    )
    proven([draft], replace(world, rulebook=book), lambda one: render(one, say))
    assert draft.entries
    assert entry.fields == {"adopt": "a@ou-a.example"}


def test_a_unit_goes_with_what_lies_below_it(tmp_path: Path) -> None:
    """Neither is there: the unit is left out, and nothing is said of a fault of the program."""
    draft = Draft("ou-a", "plain", HEAD)
    draft.add(DraftEntry(UNITS, "u", {"name": "Няма го"}))
    draft.add(DraftEntry(UNITS, "u/below", {"name": "И него"}))
    proven([draft], given(tmp_path, {}), lambda one: render(one, say))
    assert draft.entries == {}


def test_a_group_that_is_against_a_rule_by_itself_is_told_by_its_key(tmp_path: Path) -> None:
    """No audience is to blame, so it is in no file."""
    world = given(tmp_path, {"groups": {"5a": {"name": "5А", "members": ["t1"]}}})
    rule = Rule(
        _Code.NO_LISTS, lambda subject: [Violation(f"group/{key}") for key in subject.groups]
    )
    made = exported(replace(world, rulebook=Rulebook((rule,), {_Code.NO_LISTS: Level.MANDATORY})))
    assert "groups" not in content(made)
    assert left_out(made) == ["groups/5a rule-forbids rule=no-lists"]


def test_a_list_of_the_layout_names_a_group_that_is_not_here(tmp_path: Path) -> None:
    """The list is unmanaged then, and the group is the layout's all the same."""
    everybody = "  all:\n    name: {bg: Всички, en: All}\n    members: [{group: teachers}]\n"
    # at Microsoft the list is that of all teachers, for there no group with mail is in another
    observed = {
        "tenant": {"vendor": "microsoft"},
        "groups": {"all": {"name": "Всички", "members": ["t1", "t2", "t3"]}},
    }
    made = exported(given(tmp_path, observed, LAYOUT + everybody))
    assert content(made)["groups"]["all"]["members"] is None
    assert "needs-another" in made.text
    assert "groups/teachers" in content(made)["without"]


@pytest.mark.parametrize(
    ("entry", "kept"),
    [
        (DraftEntry(GROUPS, "a", {"adopt": "a@ou-a.example", "members": [{"role": "staff"}]}), {}),
        (DraftEntry(GROUPS, "a", {"adopt": "a@ou-a.example", "name": "Друго"}), {}),
        (
            DraftEntry(GROUPS, "a", {"adopt": "a@ou-a.example", "settings": {"join": "domain"}}),
            {"settings": {}},
        ),
        (DraftEntry(GROUPS, "b", {"name": "Няма я"}), None),
        (DraftEntry(UNITS, "u", {"name": "Няма го"}), None),
        (DraftEntry(GROUPS, "a", {"members": [{"class": "9я", "role": "pupil"}]}), None),
    ],
)
def test_what_does_not_prove_is_taken_out_of_the_draft(
    tmp_path: Path, entry: DraftEntry, kept: dict[str, Any] | None
) -> None:
    """A field where one can be named, else the entry; then the plan is marks alone."""
    world = given(tmp_path, {"groups": {"a": {"name": "Група", "members": ["t1"]}}})
    draft = Draft("ou-a", "plain", HEAD)
    draft.add(entry)
    texts = proven([draft], world, lambda one: render(one, say))
    assert bool(draft.entries) is (kept is not None)
    if kept is not None:
        assert entry.fields == {"adopt": "a@ou-a.example", **kept}
    assert "ou-a" in texts


def test_what_no_entry_stands_for_is_an_error_and_no_file(tmp_path: Path) -> None:
    """A layout that makes something which the draft does not know of."""
    world = given(tmp_path, {}, LAYOUT)
    with pytest.raises(ManifestError):
        proven([Draft("ou-a", "plain", HEAD)], world, lambda one: render(one, say))


def test_the_proof_is_the_plans_own(tmp_path: Path) -> None:
    """Without the file the tenant would get the whole layout; with it marks alone."""
    observation: Observation
    world = given(tmp_path, {"groups": {"a": {"name": "Група", "members": ["t1"]}}}, LAYOUT)
    observation = world.observation
    before = [c for _, found in comparisons(world) for c in found.difference.changes]
    assert not all(map(is_mark, before))
    made = exported(world)
    folder = tmp_path / "schools"
    (folder / "ou-a.yaml").write_text(made.text, "utf-8")
    loaded = load(folder)
    assert check(loaded, None, 2027) == ()
    after = replace(world, loaded=loaded, observation=observation).with_trees({})
    changes = [c for _, found in comparisons(after) for c in found.difference.changes]
    assert changes
    assert all(map(is_mark, changes))
