"""Claims about what a rule, and Pulumi, sees of a school."""

from __future__ import annotations

import json

from reconciler.compliance import AudienceSummary, GroupFacts, LicenceFacts, PolicyInput, UnitFacts
from reconciler.compliance.found import TenantSummary
from reconciler.model.people import Role
from reconciler.model.resources import GroupType, MemberRole
from reconciler.model.tenant import Mode, Vendor

TEACHERS = AudienceSummary(
    count=4,
    people={Role.TEACHER: 2, Role.PARENT: 1},
    outside=1,
    others=2,
    nested=("clubs",),
    audience=(Role.TEACHER,),
    classes=("5а", "5б"),
    digest="9f946e18",
)
FULL = PolicyInput(
    school="ou-test",
    tenant="national",
    vendor=Vendor.MICROSOFT,
    name="Училище",
    mode=Mode.OBSERVE,
    wave="pilot",
    facts={"district": "Източен"},
    file="schools/ou-test.yaml",
    people={Role.PRINCIPAL: 1, Role.PUPIL: 95},
    classes={5: ("5а", "5б")},
    units={
        "staff": UnitFacts("/staff", "Персонал", "schools/layouts/osnovno.yaml", TEACHERS),
        "leavers": UnitFacts("/leavers", "Напуснали"),
    },
    groups={
        "teachers": GroupFacts(
            address="teachers@ou-test.example",
            name="Учители",
            type=GroupType.SECURITY,
            settings={"post": "members", "outsiders": False},
            not_kept=("outsiders",),
            file="schools/ou-test.yaml",
            roles={
                MemberRole.OWNER: AudienceSummary(unknown="nobody-of-role"),
                MemberRole.MEMBER: TEACHERS,
            },
        )
    },
    licences={"a3-staff": LicenceFacts(TEACHERS, "M365EDU_A3_FACULTY", 0, "teachers", "x.yaml")},
    seen=TenantSummary({"group": 3}, ("membership/teachers",)),
    closing=True,
)


def test_inputs_lose_nothing_on_the_way_there_and_back() -> None:
    """Through JSON, with every field filled."""
    assert PolicyInput.from_inputs(json.loads(json.dumps(FULL.to_inputs()))) == FULL


def test_numbers_come_back_whole_although_pulumi_makes_floats_of_them() -> None:
    """Its protocol has no integers."""
    told = json.loads(json.dumps(FULL.to_inputs()), parse_int=float)
    assert json.dumps(PolicyInput.from_inputs(told).to_inputs()) == json.dumps(FULL.to_inputs())


def test_an_empty_school_comes_back_as_it_is() -> None:
    """A roster with nobody is not the same as no roster."""
    nobody = PolicyInput("ou-test", "ou-test", Vendor.GOOGLE, people={})
    no_roster = PolicyInput("ou-test", "ou-test", Vendor.GOOGLE)
    assert PolicyInput.from_inputs(nobody.to_inputs()) == nobody
    assert PolicyInput.from_inputs(no_roster.to_inputs()) == no_roster
    assert nobody.to_inputs() != no_roster.to_inputs()


def test_a_role_that_is_not_managed_is_not_a_role_with_nobody() -> None:
    """Omitted and [] stay apart."""
    left_alone = GroupFacts("g@ou-test.example", "Група")
    empty = GroupFacts("g@ou-test.example", "Група", roles={MemberRole.MEMBER: AudienceSummary()})
    for group in (left_alone, empty):
        assert GroupFacts.from_inputs(group.to_inputs()) == group
    assert "members" in empty.to_inputs()
    assert "members" not in left_alone.to_inputs()


def test_inputs_read_as_people_would_write_them() -> None:
    """Maps by key, names in camelCase, nothing that is empty."""
    group = FULL.to_inputs()["groups"]["teachers"]
    assert list(group) == [
        "address",
        "name",
        "type",
        "settings",
        "notKept",
        "file",
        "owners",
        "members",
    ]
    assert group["owners"] == {"unknown": "nobody-of-role"}


def test_the_file_of_a_thing_is_the_one_that_declares_it() -> None:
    """And the school's own for the school, and for what is not there."""
    assert FULL.file_of("orgunit/staff") == "schools/layouts/osnovno.yaml"
    assert FULL.file_of("group/teachers") == "schools/ou-test.yaml"
    assert FULL.file_of("licence/a3-staff") == "x.yaml"
    assert FULL.file_of("") == FULL.file_of("group/away") == "schools/ou-test.yaml"
