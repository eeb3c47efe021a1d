"""Small generated worlds: one or two schools in a tenant, their people, and what is there."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import strategies as st

from reconciler.desired.compile import compile_tenant
from reconciler.desired.context import SchoolContext
from reconciler.manifest.city import WhenShort
from reconciler.manifest.types import GroupSpec, GuardLimit, LicenceSpec, LocalizedText, UnitSpec
from reconciler.model.change import Action, Change
from reconciler.model.observation import Observation
from reconciler.model.people import Person, Role, Roster
from reconciler.model.plan import SchoolPlan
from reconciler.model.resources import ExtraMembers, Kind
from reconciler.model.tenant import Vendor
from reconciler.plan.build import plan_tenant
from reconciler.plan.guards import PER_GROUP, PER_SCHOOL
from reconciler.plan.prior import PriorState
from reconciler.providers.google.limits import LIMITS as GOOGLE
from reconciler.providers.microsoft.limits import LIMITS as MICROSOFT
from tests.support.observed_strategies import MUNICIPALITY, OTHER, OUTSIDER, PRODUCT, seen
from tests.support.schools import HERE, YEAR, context, item
from tests.support.small import DOMAIN, SCHOOL
from tests.support.strategies import Dice
from tests.support.vendor import carried_out

KEY = b"a key for tests"
UNITS = ("staff", "staff/teachers", "pupils")
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


@dataclass(frozen=True, slots=True)
class World:
    """Schools in one tenant, and the tenant."""

    schools: tuple[SchoolContext, ...]
    seen: Observation

    @property
    def nest(self) -> bool:
        """Whether units nest at the vendor."""
        return self.schools[0].limits.units_nest

    def plan(self, seen: Observation | None = None) -> tuple[SchoolPlan, ...]:
        """Each school's plan, for what is there or for another observation."""
        there = self.seen if seen is None else seen
        return plan_tenant(compile_tenant(self.schools, there), there, PriorState(KEY)).schools

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


def worlds(*, complete: bool = True) -> st.SearchStrategy[World]:
    """Worlds; not `whole`: any of the listings may be incomplete, any members unread."""
    return st.integers(0, 2**32 - 1).map(lambda seed: world(seed, complete=complete))


def world(seed: int, *, complete: bool = True) -> World:
    """One world, the same for the same seed."""
    dice = Dice(seed)
    vendor = dice.one(tuple(Vendor))
    ids = (SCHOOL, OTHER) if dice.odds(3) else (SCHOOL,)
    seats = dice.maybe(2 + 3 * len(ids))
    schools = tuple(_school(dice, one, vendor, f"/{one}" if len(ids) > 1 else "/") for one in ids)
    if seats is not None:
        tenant = replace(schools[0].tenant, seats={PRODUCT[vendor]: seats})
        schools = tuple(replace(school, tenant=tenant) for school in schools)
    return World(schools, seen(dice, schools, complete=complete))


def _school(dice: Dice, school: str, vendor: Vendor, root: str) -> SchoolContext:
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


def _roster(dice: Dice, school: str) -> Roster:
    numbers = [number for number in range(6) if not dice.odds(8)]
    return Roster(school, YEAR, tuple(_person(dice, school, n) for n in numbers), "digest")


def _person(dice: Dice, school: str, number: int) -> Person:
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


def _units(dice: Dice) -> tuple[UnitSpec, ...]:
    keys = set(dice.some(UNITS))
    keys |= {"staff"} if "staff/teachers" in keys else set()
    return tuple(
        UnitSpec(
            key,
            HERE,
            LocalizedText(dice.one(("Име", "Име", "Друго"))),
            dice.maybe(dice.some(AUDIENCES)),
            (key.replace("staff", "old"),) if key != "pupils" and dice.odds(2) else (),
        )
        for key in UNITS
        if key in keys
    )


def _group(dice: Dice, school: str, number: int) -> GroupSpec:
    key = f"{school}-g{number}"
    inner = tuple(item(group=f"{school}-g{n}") for n in range(number))
    written = (item(address=OUTSIDER), item(address=f"{school}-by-hand@{DOMAIN}"))
    who = (*AUDIENCES, item(unit="staff"), *written, *inner)
    return GroupSpec(
        key=key,
        place=HERE,
        address=key,
        name=LocalizedText("Група"),
        owners=dice.maybe(dice.some(AUDIENCES)),
        managers=dice.some(AUDIENCES) if dice.odds(5) else None,
        members=None if dice.odds(6) else dice.some(who, 4),
        settings=dice.one(({}, {"join": "invited"})),
        extra_members=dice.one((None, None, *ExtraMembers)),
        previously=(f"{school}-old{number}",) if dice.odds(2) else (),
    )


def _licence(dice: Dice, vendor: Vendor) -> LicenceSpec:
    ceiling = dice.one((None, None, 1, 3))
    return LicenceSpec(PRODUCT[vendor], HERE, dice.some(AUDIENCES), ceiling)
