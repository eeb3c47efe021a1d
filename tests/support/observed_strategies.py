"""What generated worlds hold: accounts, units, groups and licences of one tenant."""

from __future__ import annotations

from dataclasses import replace

from reconciler.desired.context import SchoolContext
from reconciler.model.mark import Mark
from reconciler.model.observation import (
    Account,
    Listing,
    Observation,
    ObservedGroup,
    ObservedLicence,
    ObservedUnit,
)
from reconciler.model.resources import GroupType, Holder, Kind, Member, MemberRole, MemberType
from reconciler.model.tenant import Vendor
from tests.support.small import DOMAIN, SCHOOL, TENANT
from tests.support.strategies import Dice

MUNICIPALITY = "plovdiv"
OTHER = "ou-other"
PRODUCT = {Vendor.GOOGLE: "plus-staff", Vendor.MICROSOFT: "a3-staff"}
ACCOUNTS = tuple(f"a{number}" for number in range(6))
OUTSIDER = "mama@post.example"


def seen(dice: Dice, schools: tuple[SchoolContext, ...], *, complete: bool) -> Observation:
    """What the tenant of some schools holds; not `whole`: not all of it was read."""
    units = _seen_units(dice, schools)
    groups = _seen_groups(dice, schools)
    if not complete:
        groups = tuple(replace(one, members=None) if dice.odds(3) else one for one in groups)
    missing = () if complete else dice.some(tuple(Listing), 2)
    google = schools[0].tenant.vendor is Vendor.GOOGLE
    held = frozenset(Holder(Member(MemberType.ACCOUNT, one)) for one in dice.some(ACCOUNTS, 4))
    return Observation(
        tenant=TENANT,
        accounts=tuple(
            _account(dice, one, units, google=google) for one in ACCOUNTS if not dice.odds(10)
        ),
        units=units,
        groups=groups,
        licences=(ObservedLicence(PRODUCT[schools[0].tenant.vendor], held, consumed=len(held)),),
        complete=frozenset(Listing) - set(missing),
    )


def _account(dice: Dice, name: str, units: tuple[ObservedUnit, ...], *, google: bool) -> Account:
    paths = [unit.path for unit in units]
    places = (dice.one(("/", *paths)),) if google else dice.some(paths, 2)
    return Account(
        id=name,
        address=f"{name}@{DOMAIN}",
        person_id=dice.one((None, None, None, None, f"p{name[1:]}", f"p{name[1:]}", "p0", "p9")),
        suspended=dice.odds(6),
        admin=dice.odds(6),
        places=tuple(sorted(places)),
    )


def _mark(dice: Dice, kind: Kind, school: str, key: str) -> Mark | None:
    """Mostly the school's own; now and then none, or somebody else's."""
    adopted = dice.odds(3)
    own = Mark(MUNICIPALITY, school, kind, key, adopted)
    if dice.odds(12):
        return replace(own, municipality="elsewhere")
    if dice.odds(12):
        return replace(own, school="ou-third")
    return None if dice.odds(3) else own


def _seen_units(dice: Dice, schools: tuple[SchoolContext, ...]) -> tuple[ObservedUnit, ...]:
    pool = ("staff", "old", "staff/teachers", "old/teachers", "old/by-hand", "pupils", "gone")
    units: dict[str, ObservedUnit] = {}
    for school in schools:
        root = school.scope.root.rstrip("/")
        if root:
            units[root] = ObservedUnit(f"id:{root}", root, root, "")
        for key in dice.some(pool, 6):
            path = f"{root}/{key}"
            marked = _mark(dice, Kind.ORG_UNIT, school.manifest.id, key)
            if marked is not None and dice.odds(15):
                marked = replace(marked, key=dice.one(pool))
            units[path] = ObservedUnit(f"id:{path}", path, path, "Име", marked)
    if schools[0].limits.units_nest:
        units = {path: unit for path, unit in units.items() if _has_parents(path, set(units))}
    return tuple(units.values())


def _has_parents(path: str, known: set[str]) -> bool:
    above = path.rpartition("/")[0]
    return not above or (above in known and _has_parents(above, known))


def _seen_groups(dice: Dice, schools: tuple[SchoolContext, ...]) -> tuple[ObservedGroup, ...]:
    names = ("g0", "g1", "g2", "old0", "by-hand", "gone")
    there = dice.some([f"{s.manifest.id}-{name}" for s in schools for name in names], 6)
    google = schools[0].tenant.vendor is Vendor.GOOGLE
    return tuple(_seen_group(dice, local, there, google=google) for local in there)


def _seen_group(dice: Dice, local: str, there: tuple[str, ...], *, google: bool) -> ObservedGroup:
    school = OTHER if local.startswith(OTHER) else SCHOOL
    marked = _mark(dice, Kind.GROUP, school, local)
    if marked is not None and dice.odds(15):
        marked = replace(marked, key=f"{school}-{dice.one(('g0', 'g1', 'old0'))}")
    return ObservedGroup(
        id=f"id:{local}",
        address=f"{local}@{DOMAIN}",
        name="Група",
        label="",
        type=GroupType.MAIL,
        settings={"join": dice.one(("invited", "anyone"))},
        members=_members(dice, local, there, google=google),
        mark=None if local.endswith("by-hand") else marked,
    )


def _members(
    dice: Dice, local: str, there: tuple[str, ...], *, google: bool
) -> dict[MemberRole, frozenset[Member]]:
    pool = [Member(MemberType.ACCOUNT, one) for one in ACCOUNTS]
    roles = list(MemberRole) if google else [MemberRole.OWNER, MemberRole.MEMBER]
    if google:
        pool += [Member(MemberType.GROUP, f"{one}@{DOMAIN}") for one in there if one < local]
        pool.append(Member(MemberType.EXTERNAL, OUTSIDER))
    role_of = {
        member: MemberRole.MEMBER if dice.odds(2) else dice.one(roles)
        for member in dice.some(pool, 8)
    }
    return {r: frozenset(m for m, have in role_of.items() if have is r) for r in MemberRole}
