"""Claims about how a school becomes what rules see: counts, meanings and digests, nobody."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256

from hypothesis import given

from reconciler.compliance import PolicyInput
from reconciler.desired.compile import compile_tenant
from reconciler.desired.context import Desired
from reconciler.manifest.types import LicenceSpec
from reconciler.model.people import Person, Role
from reconciler.model.resources import MemberRole
from reconciler.providers.microsoft.limits import LIMITS as MICROSOFT
from reconciler.rules.facts import policy_input
from tests.support.schools import HERE, context, group_spec, item, person, roster, unit_spec
from tests.support.small import DOMAIN, account, seen
from tests.support.worlds import World, worlds

PEOPLE = (
    person("head", Role.PRINCIPAL, Role.TEACHER),
    person("ann", Role.TEACHER, classes=frozenset({"5а"}), certified=True),
    person("bo", Role.PUPIL, classes=frozenset({"5а"}), grade=5, graduates=2034),
    person("cy", Role.PUPIL, classes=frozenset({"5а"}), grade=5, graduates=2034),
    person("mum", Role.PARENT, classes=frozenset({"5а"}), email="mum@home.example"),
)
UNITS = (unit_spec("pupils", item(role=Role.PUPIL)),)
GROUPS = (
    group_spec("teachers", members=(item(role=Role.TEACHER),), settings={"post": "members"}),
    group_spec(
        "class",
        owners=(item(klass="5а", role=Role.TEACHER),),
        members=(item(klass="5а"), item(address="caretaker@ou-test.example")),
    ),
    group_spec("parents", members=(item(role=Role.PARENT, klass="5а"),)),
    group_spec("all", members=(item(group="class"), item(group="teachers"), item(group="parents"))),
    group_spec("by-unit", members=(item(unit="pupils"),)),
)


def digest(text: str) -> str:
    """Not keyed; tests have nobody to hide."""
    return sha256(text.encode()).hexdigest()[:8]


def desired(*people: Person) -> Desired:
    """The school compiled; everyone but parents has an account, and so has the caretaker."""
    staff = [one.sourced_id for one in people if one.roles != {Role.PARENT}]
    there = seen(*(account(name) for name in (*staff, "caretaker")))
    school = context(roster(*people), units=UNITS, groups=GROUPS)
    return compile_tenant([school], there)[0]


def subject(*people: Person) -> PolicyInput:
    """The same for rules."""
    return policy_input(desired(*(people or PEOPLE)), digest)


def test_people_are_counted_by_role_and_strangers_apart() -> None:
    """Somebody with two roles counts in both; an owner is no member; the caretaker is another."""
    school = subject()
    teachers = school.groups["teachers"].who(MemberRole.MEMBER)
    klass = school.groups["class"].who(MemberRole.MEMBER)
    parents = school.groups["parents"].who(MemberRole.MEMBER)
    assert (teachers.count, teachers.people) == (2, {Role.PRINCIPAL: 1, Role.TEACHER: 2})
    assert (klass.count, klass.people, klass.others) == (3, {Role.PUPIL: 2}, 1)
    assert (parents.count, parents.people, parents.outside) == (1, {Role.PARENT: 1}, 1)


def test_what_nested_groups_hold_and_mean_is_held_and_meant_above() -> None:
    """Each person once, however many ways lead there; direct members are still three groups."""
    everyone = subject().groups["all"].who(MemberRole.MEMBER)
    assert everyone.count == 3
    assert everyone.nested == ("class", "parents", "teachers")
    assert everyone.people == {Role.PRINCIPAL: 1, Role.TEACHER: 2, Role.PUPIL: 2, Role.PARENT: 1}
    assert (everyone.outside, everyone.others) == (1, 1)
    assert everyone.audience == (Role.TEACHER, Role.PUPIL, Role.PARENT)
    assert everyone.classes == ("5а",)


def test_a_class_alone_means_its_pupils_and_teachers_and_a_unit_whom_it_holds() -> None:
    """What the manifest means does not hang on who is there."""
    school = subject()
    assert school.groups["class"].who(MemberRole.MEMBER).audience == (Role.TEACHER, Role.PUPIL)
    assert school.groups["by-unit"].who(MemberRole.MEMBER).audience == (Role.PUPIL,)


def test_what_is_not_known_is_not_nobody() -> None:
    """Without a roster an audience keeps its meaning, and says why it has no numbers."""
    school = context(None, units=UNITS, groups=GROUPS)
    told = policy_input(compile_tenant([school], seen())[0])
    members = told.groups["teachers"].who(MemberRole.MEMBER)
    assert (members.unknown, members.audience) == ("no-roster", (Role.TEACHER,))
    assert told.people is None


def test_a_licence_through_a_group_goes_to_whoever_is_in_it() -> None:
    """And carries the vendor's name of the product."""
    licence = LicenceSpec("plus-staff", HERE, seats=5, through="class")
    school = context(roster(*PEOPLE), groups=GROUPS, licences=(licence,))
    told = policy_input(compile_tenant([school], seen())[0]).licences["plus-staff"]
    assert (told.sku, told.seats, told.through) == ("2", 5, "class")
    assert told.wanted.audience == (Role.TEACHER, Role.PUPIL)


def test_settings_that_the_vendor_cannot_keep_are_told_as_declared_and_named() -> None:
    """A rule judges what people wrote; a parity finding tells them what becomes of it."""
    kept = {"post": "members", "leave": "nobody"}
    spec = group_spec("teachers", members=(item(role=Role.TEACHER),), settings=kept)
    school = context(roster(*PEOPLE), MICROSOFT, groups=(spec,))
    group = policy_input(compile_tenant([school], seen())[0]).groups["teachers"]
    assert group.settings == kept
    assert group.not_kept == ("leave",)


def test_a_digest_tells_another_person_and_not_another_order() -> None:
    """The same numbers with other people are another school."""
    other = person("dee", Role.PUPIL, classes=frozenset({"5а"}), grade=5, graduates=2034)
    before, same, after = (
        subject().groups["class"].who(MemberRole.MEMBER),
        subject(*reversed(PEOPLE)).groups["class"].who(MemberRole.MEMBER),
        subject(*PEOPLE[:3], other, PEOPLE[4]).groups["class"].who(MemberRole.MEMBER),
    )
    assert before == same
    assert replace(before, digest="") == replace(after, digest="")
    assert before.digest != after.digest
    assert policy_input(desired(*PEOPLE)).groups["class"].who(MemberRole.MEMBER).digest == ""


@given(worlds())
def test_no_person_and_no_account_is_in_what_rules_see(world: World) -> None:
    """Whatever the world: it comes back whole through JSON, and nobody is named in it."""
    accounts = {one.id for one in world.seen.accounts} | world.people()
    addresses = {one.address for one in world.seen.accounts} | {f"mum@{DOMAIN}"}
    for one in compile_tenant(world.schools, world.seen):
        told = policy_input(one, digest)
        text = json.dumps(told.to_inputs())
        assert PolicyInput.from_inputs(json.loads(text)) == told
        assert not [name for name in addresses if name in text]
        assert not [name for name in accounts if f'"{name}"' in text]
