"""Whatever wrong thing stands in somebody's cell of a list: nobody leaves, and the row is named.

The grid is role × what stands in the cell × vendor × format of the list. Accounts carry no ids, so
that the cell is all that ties a person to hers.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reconciler.desired.compile import compile_tenant
from reconciler.desired.context import Elsewhere, SchoolContext
from reconciler.model.change import MembershipDelta, PlacementDelta
from reconciler.model.observation import Listing, Observation, ObservedGroup
from reconciler.model.people import Role, Roster
from reconciler.model.plan import SchoolPlan
from reconciler.model.resources import Kind, Member, MemberRole, MemberType
from reconciler.model.tenant import Vendor
from reconciler.plan.build import plan_tenant
from reconciler.plan.prior import PriorState
from reconciler.providers.google.limits import LIMITS as GOOGLE
from reconciler.providers.microsoft.limits import LIMITS as MICROSOFT
from reconciler.report.texts import Language, Texts
from tests.support.schools import context, group_spec, item
from tests.support.small import DOMAIN, TENANT, account, seen_group
from tests.support.wrong_lists import CHILD_OF, FORMATS, ROLE_OF, address_of, written

OTHER = "other-school.example"
SECOND = "second-domain.example"
LANGUAGES: tuple[Language, ...] = ("bg", "en")
AUDIENCES = {
    "principals": (item(role=Role.PRINCIPAL),),
    "teachers": (item(role=Role.TEACHER),),
    "staff": (item(role=Role.STAFF),),
    "pupils": (item(role=Role.PUPIL),),
    "class-5a": (item(klass="5а"),),
    "parents": (item(role=Role.PARENT),),
    "not-made": (item(address=f"robot@{DOMAIN}"),),
}
MEMBERS = {
    "principals": ("d1",),
    "teachers": ("t1", "t2"),
    "staff": ("s1", "s2"),
    "pupils": ("p1", "p2"),
    "class-5a": ("t1", "p1", "p2"),
    "parents": ("m1", "m2"),
}
PEOPLE = ("d1", "t1", "s1", "p1")
CELLS = {
    "a group's": f"teachers@{DOMAIN}",
    "an alias of a group": f"all-teachers@{DOMAIN}",
    "a group's in capitals": f"Teachers@{DOMAIN.upper()}",
    "a group's outside the scope": f"another@{DOMAIN}",
    "a group's that is only declared": f"not-made@{DOMAIN}",
    "a group's of another tenant": f"teachers@{OTHER}",
    "nobody's in the own domain": f"nobody@{DOMAIN}",
    "nobody's in another domain of the tenant": f"nobody@{SECOND}",
    "mistyped": f"m1x@{DOMAIN}",
    "somebody's outside": "somebody@gmail.com",
    "of another school's domain": f"somebody@{OTHER}",
    "with a tag": f"p1+school@{DOMAIN}",
    "another person's": f"t2@{DOMAIN}",
    "two addresses": f"one@{DOMAIN}, two@{DOMAIN}",
    "a name beside it": f"Ана <ana@{DOMAIN}>",
    "a hidden character": f"an\u200ba@{DOMAIN}",
    "a Cyrillic letter": f"\u0430na@{DOMAIN}",
    "no address at all": "8899-цц",
    "empty": "",
}
OF_PARENTS = {
    **{name: CELLS[name] for name in CELLS if name.startswith("a group's")},
    **{
        name: CELLS[name]
        for name in (
            "an alias of a group", "nobody's in the own domain", "mistyped", "two addresses",
            "nobody's in another domain of the tenant", "a name beside it", "a hidden character",
            "a Cyrillic letter", "no address at all",
        )
    },
    "a pupil's": f"p2@{DOMAIN}",
    "a pupil's of another school": f"pupil@{OTHER}",
}  # fmt: skip


def _group(key: str, vendor: Vendor) -> ObservedGroup:
    inside = [
        Member(MemberType.EXTERNAL, address_of(one))
        if one in CHILD_OF
        else Member(MemberType.ACCOUNT, one)
        for one in MEMBERS[key]
    ]
    made = replace(seen_group(key, key=key), members={MemberRole.MEMBER: frozenset(inside)})
    if vendor is Vendor.MICROSOFT and key == "parents":
        made = replace(made, members={MemberRole.MEMBER: frozenset()})
    return replace(made, aliases=frozenset({f"all-{key}@{DOMAIN}"}))


def _tenant(vendor: Vendor) -> Observation:
    accounts = [account(one) for one in ROLE_OF if one not in CHILD_OF]
    accounts[0] = replace(accounts[0], aliases=frozenset({f"director@{SECOND}"}))
    return Observation(
        tenant=TENANT,
        accounts=tuple(accounts),
        groups=tuple(_group(key, vendor) for key in MEMBERS),
        other_groups={f"another@{DOMAIN}": f"another@{DOMAIN}"},
        complete=frozenset(Listing),
    )


def _school(roster: Roster, vendor: Vendor) -> SchoolContext:
    groups = tuple(
        group_spec(key, members=items, settings={"outsiders": True} if key == "parents" else {})
        for key, items in AUDIENCES.items()
    )
    limits = MICROSOFT if vendor is Vendor.MICROSOFT else GOOGLE
    there = Elsewhere(frozenset({f"teachers@{OTHER}"}), frozenset({f"pupil@{OTHER}"}))
    return replace(context(roster, limits, vendor=vendor, groups=groups), elsewhere=there)


def _plan(roster: Roster, vendor: Vendor) -> SchoolPlan:
    there = _tenant(vendor)
    school = _school(roster, vendor)
    (plan,) = plan_tenant(compile_tenant([school], there), there, PriorState(b"a key")).schools
    return plan


def _gone(plan: SchoolPlan) -> dict[str, list[str]]:
    """Whom the plan takes out of something."""
    found: dict[str, list[str]] = {}
    for change in plan.changes:
        delta = change.delta
        if isinstance(delta, MembershipDelta):
            out = [*delta.remove, *delta.change]
            if out:
                found[change.address.key] = [entry.member.ref for entry in out]
        assert not isinstance(delta, PlacementDelta)
    return found


def _told(plan: SchoolPlan, language: Language) -> str:
    texts = Texts(language)
    return "\n".join(texts.finding(finding) for finding in plan.findings)


def _row_of(roster: Roster, person: str, cell: str) -> str:
    """The row of a person, whose cell could be read or not; a table has no ids of parents."""
    mine = [one for one in roster.people if one.sourced_id == person]
    if person in CHILD_OF:
        mine += [
            p for p in roster.people if p.email == cell.casefold() and p.roles == {Role.PARENT}
        ]
    places = [one.place for one in mine if one.place]
    places += [row.fault.place for row in roster.unresolved if row.fault.place]
    return f"{places[0].file}:{places[0].line}"


def _grid() -> list[object]:
    vendors = (Vendor.GOOGLE, Vendor.MICROSOFT)
    cells = [(who, name, text) for who in PEOPLE for name, text in CELLS.items()]
    cells += [("m1", name, text) for name, text in OF_PARENTS.items()]
    return [
        pytest.param(vendor, form, who, text, id=f"{vendor.value}-{form}-{ROLE_OF[who]}-{name}")
        for vendor in vendors
        for form in FORMATS
        for who, name, text in cells
    ]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("vendor", [Vendor.GOOGLE, Vendor.MICROSOFT])
def test_a_sound_list_changes_nobody_and_lets_a_leaver_go(
    tmp_path: Path, vendor: Vendor, form: str
) -> None:
    """So the grid below does not hold for want of a plan that could take anybody out."""
    for name in ("sound", "left"):
        (tmp_path / name).mkdir()
    sound = _plan(written(tmp_path / "sound", form, {}), vendor)
    assert [c for c in sound.changes if c.address.kind is Kind.MEMBERSHIP
            and c.address.key != "not-made"] == []  # fmt: skip
    left = _plan(written(tmp_path / "left", form, {}, gone=("p1", "m1", "s1")), vendor)
    parents = {"parents": ["m1@family.example"]} if vendor is Vendor.GOOGLE else {}
    assert _gone(left) == {"class-5a": ["p1"], "pupils": ["p1"], "staff": ["s1"], **parents}


@pytest.mark.parametrize(("vendor", "form", "who", "cell"), _grid())
def test_nobody_leaves_for_a_wrong_cell_and_its_row_is_named(
    tmp_path: Path, vendor: Vendor, form: str, who: str, cell: str
) -> None:
    """In both languages, and without what stands in the cell or whose it is."""
    roster = written(tmp_path, form, {who: cell})
    plan = _plan(roster, vendor)
    assert _gone(plan) == {}
    inside = [
        entry.member.ref
        for change in plan.changes
        if isinstance(change.delta, MembershipDelta) and change.address.key in MEMBERS
        for entry in change.delta.add
    ]
    assert inside == []
    if vendor is Vendor.MICROSOFT and who in CHILD_OF:
        return  # no parent is a member there
    for language in LANGUAGES:
        told = _told(plan, language)
        assert _row_of(roster, who, cell) in told
        for secret in (cell, address_of(who), "family.example"):
            assert not secret or secret not in told
