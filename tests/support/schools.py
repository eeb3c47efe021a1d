"""A school in a tenant, in memory, for compiling: contexts, people and specs by short builders."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from reconciler.desired.context import SchoolContext
from reconciler.errors import SourceLocation
from reconciler.manifest.city import Municipality, Product, SchoolScope
from reconciler.manifest.types import Audience, GroupSpec, LocalizedText, SchoolManifest, UnitSpec
from reconciler.model.limits import VendorLimits
from reconciler.model.people import Person, Role, Roster
from reconciler.model.tenant import Mode, Tenant, TenantMode, Vendor
from reconciler.providers.google.limits import LIMITS as GOOGLE
from tests.support.small import DOMAIN, SCHOOL, TENANT

HERE = SourceLocation("schools/ou-test.yaml", 1, 1)
YEAR = 2027


def person(name: str, *roles: Role, **facts: Any) -> Person:
    """A person whose id is a name and whose e-mail follows from it."""
    known = {"email": f"{name}@{DOMAIN}", **facts}
    return Person(sourced_id=name, school=SCHOOL, roles=frozenset(roles), **known)


def roster(*people: Person) -> Roster:
    """A school's people."""
    return Roster(SCHOOL, YEAR, tuple(sorted(people, key=lambda p: p.sourced_id)), "digest")


def item(**keys: Any) -> Audience:
    """One item of an audience."""
    return Audience(place=HERE, **keys)


def unit_spec(key: str, *holds: Audience) -> UnitSpec:
    """A unit with those whom it holds."""
    return UnitSpec(key, HERE, LocalizedText(key), holds or None)


def group_spec(key: str, **facts: Any) -> GroupSpec:
    """A group."""
    return GroupSpec(key=key, place=HERE, address=key, name=LocalizedText(key), **facts)


MUNICIPALITY = Municipality(
    id="plovdiv",
    name=LocalizedText("Община Пловдив"),
    waves={"pilot": LocalizedText("Пилотни")},
    match_by=("sourcedId", "email"),
    products={
        "plus-staff": Product("plus-staff", HERE, {Vendor.GOOGLE: {"product": "1", "sku": "2"}}),
        "a3-staff": Product("a3-staff", HERE, {Vendor.MICROSOFT: {"sku": "A3"}}),
    },
    scopes={},
    guards={},
)

MANIFEST = SchoolManifest(
    id=SCHOOL,
    place=HERE,
    file="schools/ou-test.yaml",
    name=LocalizedText("Училище"),
    facts={"neispuo": "1690000", "district": "Източен"},
    wave="pilot",
    layout="osnovno",
    tenants={TENANT: TenantMode()},
    classes={5: ("5а",)},
    units=(),
    groups=(),
    licences=(),
)


def context(
    people: Roster | None,
    limits: VendorLimits = GOOGLE,
    *,
    vendor: Vendor = Vendor.GOOGLE,
    **facts: Any,
) -> SchoolContext:
    """The school in its tenant, with parts of its manifest replaced."""
    return SchoolContext(
        municipality=MUNICIPALITY,
        manifest=replace(MANIFEST, **facts),
        tenant=Tenant(TENANT, vendor, DOMAIN, "C0test"),
        mode=Mode.MANAGE,
        scope=SchoolScope(TENANT, "/", "*", frozenset(MUNICIPALITY.products), HERE),
        limits=limits,
        roster=people,
    )
