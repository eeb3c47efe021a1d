"""Claims about what a manifest and people become."""

from __future__ import annotations

from dataclasses import replace

from reconciler.desired.compile import compile_tenant
from reconciler.desired.context import Desired, SchoolContext
from reconciler.manifest.types import LicenceSpec
from reconciler.model.observation import Observation
from reconciler.model.people import Role
from reconciler.model.resources import (
    GroupType,
    Kind,
    LicenceAssignment,
    MemberRole,
    Membership,
    MemberType,
)
from reconciler.model.tenant import Vendor
from reconciler.providers.microsoft.limits import LIMITS as MICROSOFT
from tests.support.schools import HERE, context, group_spec, item, person, roster
from tests.support.small import DOMAIN, SCHOOL, TENANT, account, seen

TEACHER = item(role=Role.TEACHER)
PEOPLE = roster(
    person("boss", Role.PRINCIPAL),
    person("ana", Role.TEACHER, certified=True),
    person("eva", Role.TEACHER),
    person("mum", Role.PARENT, email="mum@family.example", classes=frozenset({"5а"})),
)
THERE = seen(account("boss"), account("ana"), account("eva", suspended=True))


def compiled(school: SchoolContext, there: Observation = THERE) -> Desired:
    """What one school should have."""
    (desired,) = compile_tenant([school], there)
    return desired


def members(desired: Desired, key: str, role: MemberRole = MemberRole.MEMBER) -> list[str]:
    """Ids in a role of a group."""
    address = desired.context.address(Kind.MEMBERSHIP, key)
    resource = desired.resources.items[address].resource
    assert isinstance(resource, Membership)
    return sorted(member.ref for member in resource.roles[role])


def codes(desired: Desired) -> list[str]:
    """Codes of findings."""
    return [finding.code for finding in desired.findings]


def test_an_owner_is_not_listed_twice_where_a_vendor_lists_once() -> None:
    """On Google the strongest role stands; on Microsoft owners are members as well."""
    group = group_spec(
        "g", owners=(item(role=Role.PRINCIPAL),), members=(TEACHER, item(role=Role.PRINCIPAL))
    )
    google = compiled(context(PEOPLE, groups=(group,)))
    assert members(google, "g", MemberRole.OWNER) == ["boss"]
    assert members(google, "g") == ["ana", "eva"]
    there = context(PEOPLE, MICROSOFT, vendor=Vendor.MICROSOFT, groups=(group,))
    assert members(compiled(there), "g") == ["ana", "boss", "eva"]


def test_parents_are_outsiders_by_folded_address() -> None:
    """And a parity finding where a vendor has none."""
    group = group_spec("parents", members=(item(role=Role.PARENT),))
    assert members(compiled(context(PEOPLE, groups=(group,))), "parents") == ["mum@family.example"]
    there = context(PEOPLE, MICROSOFT, vendor=Vendor.MICROSOFT, groups=(group,))
    desired = compiled(there)
    assert members(desired, "parents") == []
    assert "parity-external" in codes(desired)


def test_nested_groups_stay_nested_where_they_can_and_are_flat_elsewhere() -> None:
    """A Microsoft 365 group cannot hold a group, so it holds its people."""
    groups = (
        group_spec("inner", owners=(item(role=Role.PRINCIPAL),), members=(TEACHER,)),
        group_spec("outer", members=(item(group="inner"),)),
    )
    google = compiled(context(PEOPLE, groups=groups))
    assert members(google, "outer") == [f"inner@{DOMAIN}"]
    there = compiled(context(PEOPLE, MICROSOFT, vendor=Vendor.MICROSOFT, groups=groups))
    assert members(there, "outer") == ["ana", "boss", "eva"]
    assert "parity-nested" in codes(there)


def test_one_unknown_item_makes_the_whole_list_unknown() -> None:
    """Half an audience would remove the other half."""
    group = group_spec("g", members=(TEACHER, item(role=Role.STAFF)))
    desired = compiled(context(PEOPLE, groups=(group,)))
    assert [str(address) for address in desired.unknown] == [f"{TENANT}/{SCHOOL}/membership/g"]
    assert desired.context.address(Kind.GROUP, "g") in desired.resources.items


def test_a_role_that_is_not_written_is_not_managed_and_an_empty_one_is() -> None:
    """None, and ()."""
    desired = compiled(context(PEOPLE, groups=(group_spec("g", members=()),)))
    resource = desired.resources.items[desired.context.address(Kind.MEMBERSHIP, "g")].resource
    assert isinstance(resource, Membership)
    assert dict(resource.roles) == {MemberRole.MEMBER: frozenset()}
    bare = compiled(context(PEOPLE, groups=(group_spec("g"),)))
    assert [address.kind for address in bare.resources.items] == [Kind.GROUP]


def test_a_security_group_is_a_parity_finding_on_google() -> None:
    """What a vendor cannot express is never silent."""
    desired = compiled(context(PEOPLE, groups=(group_spec("g", type=GroupType.SECURITY),)))
    assert codes(desired) == ["parity-security"]


def test_licences_go_by_claim() -> None:
    """Certified teachers first, then by id; eva is suspended, and may keep one that she has."""
    spec = LicenceSpec("plus-staff", HERE, (TEACHER, item(role=Role.PRINCIPAL)))
    school = context(PEOPLE, licences=(spec,))
    product = replace(
        school.municipality.products["plus-staff"], last_seats_to=(item(certified=True),)
    )
    municipality = replace(school.municipality, products={"plus-staff": product})
    desired = compiled(replace(school, municipality=municipality))
    resource = desired.resources.items[desired.context.address(Kind.LICENCE, "plus-staff")].resource
    assert isinstance(resource, LicenceAssignment)
    assert [holder.member.ref for holder in resource.holders] == ["ana", "boss", "eva"]


def test_a_licence_through_a_group_is_held_by_the_group() -> None:
    """On Microsoft; on Google it is a parity finding."""
    spec = LicenceSpec("a3-staff", HERE, through="staff")
    groups = (group_spec("staff", type=GroupType.SECURITY),)
    there = compiled(
        context(PEOPLE, MICROSOFT, vendor=Vendor.MICROSOFT, groups=groups, licences=(spec,))
    )
    resource = there.resources.items[there.context.address(Kind.LICENCE, "a3-staff")].resource
    assert isinstance(resource, LicenceAssignment)
    assert resource.holders[0].member == (MemberType.GROUP, f"staff@{DOMAIN}")
    google = compiled(context(PEOPLE, groups=groups, licences=(spec,)))
    assert "parity-product" in codes(google)


def test_a_name_longer_than_the_vendor_allows_is_refused_before_any_call() -> None:
    """With its length and the limit."""
    desired = compiled(context(PEOPLE, groups=(group_spec("g" * 70),)))
    assert {refusal.guard for refusal in desired.refusals} == {"over-vendor-limit"}


def test_the_order_of_people_and_accounts_never_matters() -> None:
    """Same input in another order, same resources."""
    group = group_spec("g", owners=(item(certified=True),), members=(TEACHER,))
    school = context(PEOPLE, groups=(group,))
    turned = replace(school, roster=replace(PEOPLE, people=PEOPLE.people[::-1]))
    backwards = replace(THERE, accounts=THERE.accounts[::-1])
    assert compiled(school).resources == compiled(turned, backwards).resources
