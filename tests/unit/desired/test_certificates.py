"""A wrong row in the list of certified people: nobody loses for it what asks for a certificate.

The lists are written and read again; two schools share a tenant, and certificates are the city's.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reconciler.desired.compile import compile_tenant
from reconciler.manifest.types import LicenceSpec
from reconciler.model.change import LicenceDelta, MembershipDelta, PlacementDelta
from reconciler.model.observation import Listing, Observation
from reconciler.model.people import Role, Roster
from reconciler.model.plan import SchoolPlan
from reconciler.model.resources import Kind, Member, MemberRole, MemberType
from reconciler.model.tenant import Vendor
from reconciler.plan.build import plan_tenant
from reconciler.plan.prior import PriorState
from reconciler.providers.google.limits import LIMITS as GOOGLE
from reconciler.providers.microsoft.limits import LIMITS as MICROSOFT
from reconciler.report.texts import Language, Texts
from reconciler.roster import Rosters, RosterSource, read_rosters
from tests.support.schools import HERE, context, group_spec, item, unit_spec
from tests.support.small import TENANT, account, seen_group, seen_licence, seen_unit
from tests.support.wrong_lists import CODE, DAY, FORMATS, ROLE_OF, address_of

HEAD = "sourcedId,certification,state,until,school\n"
SOUND = "t1,Level 1,certified,,\nt2,Level 1,,,\n"
LANGUAGES: tuple[Language, ...] = ("bg", "en")
SCHOOL = "ou-test"
WRONG = {
    "a number that nobody has": "x9,Level 1,certified,,",
    "a pupil's number": "p1,Level 1,certified,,",
    "a parent's number": "m1,Level 1,certified,,",
    "no number": ",Level 1,certified,,",
    "a cell too many": "x9,Level 1,certified,,,more",
    "quotes that do not close": '"t2,Level 1,certified,,',
    "a word that is no state and nobody's number": "x9,Level 1,yes,,",
    "no date and nobody's number": "x9,Level 1,certified,some day,",
    "nobody's number at the school itself": f"x9,Level 1,,,{CODE}",
    "nobody's number at a school that is none": "x9,Level 1,,,ОУ",
}
OF_ONE = {
    "a word that is no state": "t2,Level 1,certifed,,",
    "a day that is none": "t2,Level 1,certified,31.31.2031,",
    "no name of the certificate": "t2,,certified,,",
}
KNOWN = {
    "somebody who left": "gone,Level 1,certified,,",
    "a certificate that is over": "x9,Level 1,certified,2026-06-30,",
    "somebody who was only trained": "x9,Course,trained,,",
    "another school's": "x9,Level 1,,,1690441",
    "another school's by its id": "x9,Level 1,,,nu-other",
}


def _read(room: Path, certified: str, form: str = "oneroster-1.1") -> Rosters:
    """Both schools' lists; the second one has nobody but somebody who has left."""
    folder = room / "lists"
    school = folder / SCHOOL
    school.mkdir(parents=True)
    emails = {one: address_of(one) for one in ROLE_OF}
    FORMATS[form](school, emails)
    if form.startswith("oneroster"):
        users = (school / "users.csv").read_text("utf-8").splitlines()
        users.append("gone,tobedeleted" + users[1].removeprefix("d1,"))
        (school / "users.csv").write_text("\n".join(users) + "\n", "utf-8")
    (room / "certified.csv").write_text(HEAD + certified, "utf-8")
    source = RosterSource(folder, room / "certified.csv")
    return read_rosters(source, {CODE: SCHOOL, "1690441": "nu-other"}, DAY)


def _plan(roster: Roster, vendor: Vendor, *, ids: bool = False) -> SchoolPlan:
    """t2 has what asks for certified people; t1 has not yet."""
    teacher = Role.TEACHER
    school = context(
        roster,
        MICROSOFT if vendor is Vendor.MICROSOFT else GOOGLE,
        vendor=vendor,
        units=(
            unit_spec("certified", item(role=teacher, certified=True)),
            unit_spec("others", item(role=teacher, certified=False)),
        ),
        groups=(
            group_spec("certified", members=(item(role=teacher, certified=True),)),
            group_spec("of-the-unit", members=(item(unit="certified"),)),
            group_spec("nested", members=(item(group="certified"), item(role=Role.PRINCIPAL))),
            group_spec("teachers", members=(item(role=teacher),)),
        ),
        licences=(
            LicenceSpec(
                "a3-staff" if vendor is Vendor.MICROSOFT else "plus-staff",
                HERE,
                (item(role=teacher, certified=True),),
            ),
        ),
        prune=frozenset({Kind.LICENCE}),
    )
    product = school.manifest.licences[0].product
    inside = {MemberRole.MEMBER: frozenset({Member(MemberType.ACCOUNT, "t2")})}
    everyone = {MemberRole.MEMBER: frozenset(Member(MemberType.ACCOUNT, f"t{n}") for n in "123")}
    groups = [
        replace(seen_group(key, key=key), members=inside)
        for key in ("certified", "of-the-unit", "nested")
    ]
    accounts = [account(one, "/certified" if one == "t2" else "/others") for one in ROLE_OF]
    if ids:
        accounts.append(replace(account("t3"), person_id="x9"))
    there = Observation(
        tenant=TENANT,
        accounts=tuple(accounts),
        units=(seen_unit("/certified", key="certified"), seen_unit("/others", key="others")),
        groups=(*groups, replace(seen_group("teachers", key="teachers"), members=everyone)),
        licences=(seen_licence(product, "t2"),),
        complete=frozenset(Listing),
    )
    (plan,) = plan_tenant(compile_tenant([school], there), there, PriorState(b"a key")).schools
    return plan


def _left(plan: SchoolPlan, who: str = "t2") -> set[str]:
    """What somebody is taken out of."""
    found: set[str] = set()
    for change in plan.changes:
        delta = change.delta
        if isinstance(delta, MembershipDelta):
            gone = {entry.member.ref for entry in delta.remove}
        elif isinstance(delta, LicenceDelta):
            gone = {holder.member.ref for holder in delta.remove}
        elif isinstance(delta, PlacementDelta):
            gone = {move.account for move in delta.moves if move.out_of}
        else:
            continue
        found |= {f"{change.address.kind}/{change.address.key}"} if who in gone else set()
    return found


def _come(plan: SchoolPlan, who: str) -> set[str]:
    """The lists to which somebody is added."""
    found = set()
    for change in plan.changes:
        delta = change.delta
        if isinstance(delta, MembershipDelta) and who in {e.member.ref for e in delta.add}:
            found.add(change.address.key)
        if isinstance(delta, LicenceDelta) and who in {h.member.ref for h in delta.add}:
            found.add("licence")
    return found


@pytest.mark.parametrize("vendor", [Vendor.GOOGLE, Vendor.MICROSOFT])
@pytest.mark.parametrize("row", ["", *KNOWN.values()], ids=["no row at all", *KNOWN])
def test_whoever_is_no_longer_certified_leaves(tmp_path: Path, row: str, vendor: Vendor) -> None:
    """Also beside a row that is known: of a leaver, of another school, or of no certificate."""
    rosters = _read(tmp_path, f"t1,Level 1,,,\n{row}\n")
    left = _left(_plan(rosters.by_school[SCHOOL], vendor))
    kinds = {one.partition("/")[0] for one in left}
    assert {"membership", "licence"} <= kinds, left
    assert vendor is Vendor.MICROSOFT or "placement/others" in left


@pytest.mark.parametrize("vendor", [Vendor.GOOGLE, Vendor.MICROSOFT])
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("row", WRONG.values(), ids=WRONG)
def test_nobody_leaves_for_a_row_that_nobody_goes_with(
    tmp_path: Path, row: str, form: str, vendor: Vendor
) -> None:
    """Others come all the same, other lists go on, and the row is named in both languages."""
    rosters = _read(tmp_path, f"t1,Level 1,,,\n{row}\n", form)
    plan = _plan(rosters.by_school[SCHOOL], vendor)
    assert _left(plan) == set()
    assert _left(plan, "t3") == {"membership/teachers"}
    assert {"certified", "of-the-unit", "licence"} <= _come(plan, "t1")
    line = f"{tmp_path.name}/certified.csv:3"
    for language in LANGUAGES:
        texts = Texts(language)
        found = "\n".join(texts.finding(one) for one in plan.findings)
        assert found.count(line) >= 4, found
        told = [texts.fault(one) for one in rosters.doubts]
        assert [line in one for one in told] == [True]
        assert not [one for one in (*told, found) if "x9" in one]


@pytest.mark.parametrize("vendor", [Vendor.GOOGLE, Vendor.MICROSOFT])
@pytest.mark.parametrize("row", OF_ONE.values(), ids=OF_ONE)
def test_an_unclear_row_of_somebody_known_holds_for_her_alone(
    tmp_path: Path, row: str, vendor: Vendor
) -> None:
    """It is told at her school; the whole list is not refused for one cell."""
    rosters = _read(tmp_path, f"t1,Level 1,,,\n{row}\n")
    plan = _plan(rosters.by_school[SCHOOL], vendor)
    assert _left(plan) == set()
    assert _left(plan, "t3") == {"membership/teachers"}
    assert "certified" in _come(plan, "t1")
    assert f"roster/{tmp_path.name}/certified.csv:3" in {one.subject for one in plan.findings}


def test_a_number_that_an_account_of_the_tenant_carries_is_known(tmp_path: Path) -> None:
    """Somebody whom no list has any more, and whose account is still there."""
    rosters = _read(tmp_path, "t1,Level 1,,,\nx9,Level 1,,,\n")
    assert "membership/certified" in _left(
        _plan(rosters.by_school[SCHOOL], Vendor.GOOGLE, ids=True)
    )


def test_a_pupil_is_not_certified(tmp_path: Path) -> None:
    """A pupil's number in the list puts no pupil among certified people."""
    rosters = _read(tmp_path, f"{SOUND}p1,Level 1,,,\n")
    people = rosters.by_school[SCHOOL].people
    assert {one.sourced_id for one in people if one.certified} == {"t1", "t2"}


def test_many_rows_of_one_trouble_are_told_once(tmp_path: Path) -> None:
    """With the lines of the first of them, in the order of the list."""
    rows = "".join(f"x{n},Level 1,,,\n" for n in range(9))
    (told,) = _read(tmp_path, SOUND + rows).doubts
    assert told.facts == {"count": 9, "rows": "4, 5, 6", "more": 6}
