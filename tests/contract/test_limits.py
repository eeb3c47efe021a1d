"""What a vendor says that it can express it does; what it cannot, it refuses aloud."""

from __future__ import annotations

from reconciler.model.resources import (
    Group,
    GroupType,
    Holder,
    LicenceAssignment,
    Member,
    MemberRole,
    Membership,
    MemberType,
)
from reconciler.model.states import Result
from tests.contract.vendors import ProviderHarness
from tests.support.small import DOMAIN, declare, declared, group, membership

OUTER, INNER = f"teachers@{DOMAIN}", f"lecturers@{DOMAIN}"


def test_groups_nest_where_the_limits_say_so(harness: ProviderHarness) -> None:
    """A group in a group is listed by its address."""
    (kind,) = harness.provider.limits.nested
    inner = Member(MemberType.GROUP, INNER)
    wanted = declared(
        declare("teachers", Group(OUTER, "Група", kind)),
        declare("lecturers", Group(INNER, "Група", kind)),
        declare("teachers", Membership(OUTER, {MemberRole.MEMBER: frozenset({inner})})),
    )
    assert {one.result for one in harness.do(harness.changes(wanted))} == {Result.APPLIED}
    members = harness.group("teachers").members
    assert members is not None
    assert members[MemberRole.MEMBER] == {inner}


def test_outsiders_are_members_where_the_limits_say_so(harness: ProviderHarness) -> None:
    """Known by their address, folded; elsewhere the change fails and nobody is added."""
    outsider = Member(MemberType.EXTERNAL, "parent@family.example")
    roles = {MemberRole.MEMBER: frozenset({outsider})}
    wanted = declared(group("teachers"), declare("teachers", Membership(OUTER, roles)))
    made, put_in = harness.do(harness.changes(wanted))
    able = harness.provider.limits.external_members
    assert made.result is Result.APPLIED
    assert put_in.result is (Result.APPLIED if able else Result.FAILED)
    members = harness.group("teachers").members
    assert members is not None
    assert members[MemberRole.MEMBER] == ({outsider} if able else set())


def test_licences_go_through_groups_where_the_limits_say_so(harness: ProviderHarness) -> None:
    """The group is the holder, and whoever is in it has the licence without holding it."""
    anna = harness.ids["anna"]
    secure = GroupType.SECURITY in harness.provider.limits.types
    kind = GroupType.SECURITY if secure else GroupType.MAIL
    school = [declare("teachers", Group(OUTER, "Група", kind)), membership("teachers", anna)]
    harness.do(harness.changes(declared(*school)))
    holder = Holder(Member(MemberType.GROUP, OUTER))
    licence = declare("plus", LicenceAssignment("plus", (holder,)))
    (outcome,) = [
        one for one in harness.do(harness.changes(declared(*school, licence))) if one.wanted
    ]
    (seen,) = [one for one in harness.look().licences if one.product == "plus"]
    able = harness.provider.limits.licence_through_group
    assert outcome.result is (Result.APPLIED if able else Result.FAILED)
    assert (holder in seen.holders, anna in seen.inherited) == (able, able)


def test_service_plans_can_be_left_out_where_the_limits_say_so(harness: ProviderHarness) -> None:
    """And put back: the licence is the same one."""
    goran = Member(MemberType.ACCOUNT, harness.ids["goran"])
    plans = ("YAMMER_EDU",) if harness.provider.limits.licence_without_plans else ()
    for without in (plans, ()):
        wanted = declared(
            declare("plus", LicenceAssignment("plus", (Holder(goran, without),))),
        )
        harness.do(harness.changes(wanted))
        (seen,) = [one for one in harness.look().licences if one.product == "plus"]
        assert seen.holders == {Holder(goran, without)}
        assert seen.consumed == 1
