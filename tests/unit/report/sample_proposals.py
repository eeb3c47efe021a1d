"""Invented pull requests over many schools: what their comments are made from."""

from __future__ import annotations

from dataclasses import replace

from reconciler.errors import Facts, SourceLocation
from reconciler.model.change import (
    Action,
    Change,
    FieldChange,
    MembershipDelta,
    PlacementDelta,
    PlacementMove,
)
from reconciler.model.plan import Plan, Refusal, SchoolPlan
from reconciler.model.proposal import Governance, Proposal, ProposedSchool
from reconciler.model.resources import Address, Kind
from reconciler.model.tenant import Vendor
from reconciler.model.trigger import Trigger, TriggerKind
from tests.unit.report.samples import a_group, a_plan, a_set, levski, people

LINKS = "https://git.plovdiv.example/municipality/schools/src/commit/0123456789abcdef0123456789abcdef01234567/{file}#L{line}"
CLASSES = tuple(f"20{year}{letter}" for year in range(27, 34) for letter in "ab")


def edited(file: str, line: int, *, removed: bool = False) -> tuple[Trigger, ...]:
    """An edited line of the pull request."""
    place = SourceLocation(file, line, 1)
    return (Trigger(TriggerKind.PROPOSED, place, {"removed": int(removed)}),)


def of(school: str, change: Change, triggers: tuple[Trigger, ...]) -> Change:
    """A sample's change in a school."""
    address = Address(school, school, change.address.kind, change.address.key)
    return replace(change, address=address, triggers=triggers)


def a_school(school: str, *changes: Change, vendor: Vendor = Vendor.GOOGLE) -> SchoolPlan:
    """A school's plan."""
    return SchoolPlan(
        school=school,
        tenant=school,
        vendor=vendor,
        wave="pilot" if school < "ou-07" else "all",
        changes=changes,
        fingerprint="aaaa-0001",
    )


def proposed(plan: SchoolPlan, *pending: Change) -> ProposedSchool:
    """All of it is proposed."""
    return ProposedSchool(plan, plan.changes, pending, new_refusals=plan.refusals)


def a_proposal(*schools: ProposedSchool, governance: tuple[Governance, ...] = ()) -> Proposal:
    """The schools as one pull request."""
    plan: Plan = a_plan(*(one.plan for one in schools))
    return Proposal(plan, plan, schools, governance)


def alike_changes(school: str, file: str) -> tuple[Change, ...]:
    """A setting of each class's group, and members of one group, by two lines of a file."""
    post = FieldChange("settings.post", "members", "owners")
    groups = (a_group(f"class-{one}", Action.UPDATE, post) for one in CLASSES)
    fewer = MembershipDelta(remove=tuple(people(4 + len(school) % 3)))
    staff = a_set(Kind.MEMBERSHIP, "staff", fewer, 40)
    return (
        *(of(school, one, edited(file, 149)) for one in groups),
        of(school, staff, edited(file, 46)),
    )


def by_a_layout(count: int = 52) -> Proposal:
    """One line of a layout changes every school alike, and one of them something else too."""
    schools = []
    for number in range(count):
        school = f"ou-{number:02}-hristo-botev"
        changes = alike_changes(school, "schools/layouts/osnovno.yaml")
        if number == 17:
            club = of(school, a_group("chess", Action.CREATE), edited(f"schools/{school}.yaml", 21))
            changes = (*changes, club)
        drift = replace(a_group("choir", Action.UPDATE, FieldChange("name", "By hand", "Хор")))
        schools.append(proposed(a_school(school, *changes), of(school, drift, ())))
    return a_proposal(*schools)


def by_their_own_files(count: int = 52) -> Proposal:
    """The same edit in each school's own file."""
    names = [f"ou-{number:02}-hristo-botev" for number in range(count)]
    plans = (a_school(name, *alike_changes(name, f"schools/{name}.yaml")) for name in names)
    return a_proposal(*map(proposed, plans))


def refused_alike(count: int = 52) -> Proposal:
    """The same guard stops each of them."""
    facts: Facts = {"group": "staff", "removed": 4, "before": 10, "percent": 40, "limit": 30}
    schools = []
    for one in by_a_layout(count).schools:
        refusal = Refusal("sample-guard", one.plan.school, one.plan.tenant, facts)
        schools.append(proposed(replace(one.plan, refusals=(refusal,))))
    return a_proposal(*schools)


def all_different(count: int = 52, groups: int = 45) -> Proposal:
    """Every school changes in its own way, a lot; every third is refused, some lose groups."""
    schools = []
    for number in range(count):
        school = f"su-{number:02}-sveti-sedmochislenitsi-plovdiv"
        file = f"schools/{school}.yaml"
        changes = [_different(school, file, number, index) for index in range(groups)]
        if number % 5 == 0:
            gone = replace(a_group(f"old-{number}", Action.DELETE), after=None, total=number)
            changes.append(of(school, gone, edited(file, 9, removed=True)))
        plan = a_school(school, *changes, vendor=tuple(Vendor)[number % 2])
        facts: Facts = {"group": "g", "removed": 4, "before": 10, "percent": 40, "limit": 30}
        if number % 3 == 0:
            refusal = Refusal("sample-guard", school, school, facts)
            plan = replace(plan, refusals=(refusal,))
        found = tuple(
            replace(one, school=school, tenant=school, place=SourceLocation(file, 3, 1))
            for one in levski().findings * 4
        )
        plan = replace(plan, findings=found)
        schools.append(replace(proposed(plan), new_findings=found))
    allowed = (
        Governance("level", {"rule": "parents-post", "before": "mandatory", "after": "advisory"}),
    )
    return a_proposal(*schools, governance=allowed)


def _different(school: str, file: str, number: int, index: int) -> Change:
    name = f"Клуб „{'много дълго име ' * 3}{number}-{index}“"
    field = FieldChange("name", f"{name} преди", name)
    kind = index % 3
    if kind == 0:
        key = f"club-{number}-{index}"
        return of(school, a_group(key, Action.UPDATE, field), edited(file, 10 + index))
    if kind == 1:
        delta = MembershipDelta(add=tuple(people(index + 1)), remove=tuple(people(number + 1)))
        one = a_set(Kind.MEMBERSHIP, f"club-{number}-{index - 1}", delta, 40)
        return of(school, one, edited(file, 10 + index))
    moves = (PlacementMove(f"a{index}", (f"/pupils/20{index + 10}",)),)
    one = a_set(Kind.PLACEMENT, f"pupils/{number}-{index}", PlacementDelta(moves), 3)
    return of(school, one, edited(file, 10 + index))
