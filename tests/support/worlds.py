"""Small generated worlds: one or two schools in a tenant, their people, and what is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import TypeVar

from hypothesis import strategies as st

from reconciler.desired.compile import compile_tenant
from reconciler.desired.context import SchoolInTenant
from reconciler.manifest.types import (
    ExtraMembers,
    GroupSpec,
    GuardLimit,
    LicenceSpec,
    Text,
    UnitSpec,
    WhenShort,
)
from reconciler.model.mark import Mark
from reconciler.model.observation import (
    Account,
    Listing,
    Observation,
    ObservedGroup,
    ObservedLicence,
    ObservedUnit,
)
from reconciler.model.people import Person, Role, Roster
from reconciler.model.plan import Action, Change, SchoolPlan
from reconciler.model.resources import (
    GroupType,
    Holder,
    Kind,
    Member,
    MemberRole,
    MemberType,
)
from reconciler.model.tenant import Vendor
from reconciler.plan.build import plan_tenant
from reconciler.plan.guards import PER_GROUP, PER_SCHOOL
from reconciler.providers.google.limits import LIMITS as GOOGLE
from reconciler.providers.microsoft.limits import LIMITS as MICROSOFT
from tests.support.schools import HERE, YEAR, context, item
from tests.support.small import DOMAIN, SCHOOL
from tests.support.vendor import carried_out

MUNICIPALITY = "plovdiv"
KEY = b"a key for tests"
OTHER = "ou-other"
PRODUCT = {Vendor.GOOGLE: "plus-staff", Vendor.MICROSOFT: "a3-staff"}
ACCOUNTS = tuple(f"a{number}" for number in range(6))
UNITS = ("staff", "staff/teachers", "pupils")
OUTSIDER = "mama@post.example"
TEACHER = item(role=Role.TEACHER)
AUDIENCES = (
    item(role=Role.PRINCIPAL),
    TEACHER,
    item(role=Role.TEACHER, certified=True),
    item(role=Role.STAFF),
    item(role=Role.PUPIL),
    item(klass="5а"),
)
_ROLES = (Role.PRINCIPAL, Role.TEACHER, Role.TEACHER, Role.STAFF, Role.PUPIL, Role.PUPIL)
"""Who p0 to p5 usually are."""
GUARDS = {PER_GROUP: GuardLimit(share=30, at_least=3), PER_SCHOOL: GuardLimit(share=30, at_least=4)}
"""Low enough for worlds of six people to trip."""
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class World:
    """Schools in one tenant, and the tenant."""

    schools: tuple[SchoolInTenant, ...]
    seen: Observation

    @property
    def nest(self) -> bool:
        """Whether units nest at the vendor."""
        return self.schools[0].limits.units_nest

    def plan(self, seen: Observation | None = None) -> tuple[SchoolPlan, ...]:
        """Each school's plan, for what is there or for another observation."""
        there = self.seen if seen is None else seen
        return plan_tenant(compile_tenant(self.schools, there), there, KEY).schools

    def after(self, changes: tuple[Change, ...]) -> Observation:
        """What would be there once changes are carried out."""
        return carried_out(changes, self.seen, nest=self.nest, municipality=MUNICIPALITY)

    def people(self) -> frozenset[str]:
        """The ids of everyone in a roster."""
        rosters = [school.roster for school in self.schools if school.roster]
        return frozenset(p.sourced_id for roster in rosters for p in roster.people)


def unrefused(plans: tuple[SchoolPlan, ...]) -> tuple[SchoolPlan, ...]:
    """The plans that nothing stands against."""
    return tuple(plan for plan in plans if not plan.refusals)


class _Dice:
    """Chances, from one seed: generating by single draws would take most of the tests' time."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def odds(self, against: int) -> bool:
        """True once in so many times."""
        return self._random.randrange(against) == 0

    def one(self, things: Sequence[_T]) -> _T:
        """One of them."""
        return self._random.choice(things)

    def some(self, things: Sequence[_T], most: int = 3) -> tuple[_T, ...]:
        """Any of them, each at most once."""
        most = min(most, len(things))
        return tuple(self._random.sample(things, self._random.randint(0, most)))

    def maybe(self, thing: _T) -> _T | None:
        """It, or None."""
        return thing if self.odds(2) else None


def worlds(*, whole: bool = True) -> st.SearchStrategy[World]:
    """Worlds; not `whole`: any of the listings may be incomplete, any members unread."""
    return st.integers(0, 2**32 - 1).map(lambda seed: world(seed, whole=whole))


def world(seed: int, *, whole: bool = True) -> World:
    """One world, the same for the same seed."""
    dice = _Dice(seed)
    vendor = dice.one(tuple(Vendor))
    ids = (SCHOOL, OTHER) if dice.odds(3) else (SCHOOL,)
    seats = dice.maybe(2 + 3 * len(ids))
    schools = tuple(_school(dice, one, vendor, f"/{one}" if len(ids) > 1 else "/") for one in ids)
    if seats is not None:
        tenant = replace(schools[0].tenant, seats={PRODUCT[vendor]: seats})
        schools = tuple(replace(school, tenant=tenant) for school in schools)
    return World(schools, _seen(dice, schools, whole=whole))


def _school(dice: _Dice, school: str, vendor: Vendor, root: str) -> SchoolInTenant:
    updates = {kind: frozenset({Action.UPDATE}) for kind in dice.some(tuple(Kind))}
    made = context(
        None if dice.odds(10) else _roster(dice, school),
        GOOGLE if vendor is Vendor.GOOGLE else MICROSOFT,
        vendor=vendor,
        id=school,
        units=_units(dice),
        groups=tuple(_group(dice, school, number) for number in range(dice.one(range(4)))),
        licences=dice.some((_licence(dice, vendor),)),
        prune=frozenset(dice.some(tuple(Kind), 5)),
        allow=updates if dice.odds(6) else {},
        ignore=dice.some((f"groups/{school}-g1", "orgUnits*/pupils")) if dice.odds(6) else (),
    )
    short = dice.one(tuple(WhenShort))
    products = {
        key: replace(product, when_short=short, last_seats_to=(TEACHER,))
        for key, product in made.municipality.products.items()
    }
    municipality = replace(made.municipality, products=products, guards=GUARDS)
    return replace(made, municipality=municipality, scope=replace(made.scope, root=root))


def _roster(dice: _Dice, school: str) -> Roster:
    numbers = [number for number in range(6) if not dice.odds(8)]
    return Roster(school, YEAR, tuple(_person(dice, school, n) for n in numbers), "digest")


def _person(dice: _Dice, school: str, number: int) -> Person:
    roles = {_ROLES[number]} if not dice.odds(5) else set(dice.some(_ROLES, 2))
    mail = f"a{number}@{DOMAIN}"
    return Person(
        sourced_id=f"p{number}",
        school=school,
        roles=frozenset(roles or {Role.STAFF}),
        classes=frozenset({"5а"} if number % 2 else {"5б"}),
        certified=number % 2 == 0,
        email=dice.one((mail, mail, mail, mail, f"a1@{DOMAIN}", OUTSIDER, None)),
        primary=not dice.odds(3),
    )


def _units(dice: _Dice) -> tuple[UnitSpec, ...]:
    keys = set(dice.some(UNITS))
    keys |= {"staff"} if "staff/teachers" in keys else set()
    return tuple(
        UnitSpec(
            key,
            HERE,
            Text(dice.one(("Име", "Име", "Друго"))),
            dice.maybe(dice.some(AUDIENCES)),
            (key.replace("staff", "old"),) if key != "pupils" and dice.odds(2) else (),
        )
        for key in UNITS
        if key in keys
    )


def _group(dice: _Dice, school: str, number: int) -> GroupSpec:
    key = f"{school}-g{number}"
    inner = tuple(item(group=f"{school}-g{n}") for n in range(number))
    written = (item(address=OUTSIDER), item(address=f"{school}-by-hand@{DOMAIN}"))
    who = (*AUDIENCES, item(unit="staff"), *written, *inner)
    return GroupSpec(
        key=key,
        place=HERE,
        address=key,
        name=Text("Група"),
        owners=dice.maybe(dice.some(AUDIENCES)),
        managers=dice.some(AUDIENCES) if dice.odds(5) else None,
        members=None if dice.odds(6) else dice.some(who, 4),
        settings=dice.one(({}, {"join": "invited"})),
        extra_members=dice.one((None, None, *ExtraMembers)),
        previously=(f"{school}-old{number}",) if dice.odds(2) else (),
    )


def _licence(dice: _Dice, vendor: Vendor) -> LicenceSpec:
    ceiling = dice.one((None, None, 1, 3))
    return LicenceSpec(PRODUCT[vendor], HERE, dice.some(AUDIENCES), ceiling)


def _seen(dice: _Dice, schools: tuple[SchoolInTenant, ...], *, whole: bool) -> Observation:
    units = _seen_units(dice, schools)
    groups = _seen_groups(dice, schools)
    if not whole:
        groups = tuple(replace(one, members=None) if dice.odds(3) else one for one in groups)
    missing = () if whole else dice.some(tuple(Listing), 2)
    google = schools[0].tenant.vendor is Vendor.GOOGLE
    held = frozenset(Holder(Member(MemberType.ACCOUNT, one)) for one in dice.some(ACCOUNTS, 4))
    return Observation(
        tenant=SCHOOL,
        accounts=tuple(
            _account(dice, one, units, google=google) for one in ACCOUNTS if not dice.odds(10)
        ),
        units=units,
        groups=groups,
        licences=(ObservedLicence(PRODUCT[schools[0].tenant.vendor], held, consumed=len(held)),),
        whole=frozenset(Listing) - set(missing),
    )


def _account(dice: _Dice, name: str, units: tuple[ObservedUnit, ...], *, google: bool) -> Account:
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


def _mark(dice: _Dice, kind: Kind, school: str, key: str) -> Mark | None:
    """Mostly the school's own; now and then none, or somebody else's."""
    adopted = dice.odds(3)
    own = Mark(MUNICIPALITY, school, kind, key, adopted)
    if dice.odds(12):
        return replace(own, municipality="elsewhere")
    if dice.odds(12):
        return replace(own, school="ou-third")
    return None if dice.odds(3) else own


def _seen_units(dice: _Dice, schools: tuple[SchoolInTenant, ...]) -> tuple[ObservedUnit, ...]:
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


def _seen_groups(dice: _Dice, schools: tuple[SchoolInTenant, ...]) -> tuple[ObservedGroup, ...]:
    names = ("g0", "g1", "g2", "old0", "old1", "by-hand", "gone")
    there = dice.some([f"{s.manifest.id}-{name}" for s in schools for name in names], 5)
    google = schools[0].tenant.vendor is Vendor.GOOGLE
    return tuple(_seen_group(dice, local, there, google=google) for local in there)


def _seen_group(dice: _Dice, local: str, there: tuple[str, ...], *, google: bool) -> ObservedGroup:
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
    dice: _Dice, local: str, there: tuple[str, ...], *, google: bool
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
