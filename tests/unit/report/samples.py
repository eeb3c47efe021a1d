"""Small plans that the tests of reports are made from; every name and number is invented."""

from __future__ import annotations

from dataclasses import replace

from reconciler.errors import Code, Fault, SourceLocation
from reconciler.model.change import (
    Action,
    Change,
    Delta,
    FieldChange,
    LicenceDelta,
    MembershipDelta,
    PlacementDelta,
    PlacementMove,
    Reason,
    Target,
)
from reconciler.model.limits import Cost
from reconciler.model.observation import RouteCount
from reconciler.model.plan import Finding, Level, Plan, Refusal, SchoolPlan, Unknown
from reconciler.model.resources import (
    Address,
    Group,
    Holder,
    Kind,
    Member,
    MemberRole,
    MemberType,
    OrgUnit,
    RoleMember,
)
from reconciler.model.seats import SeatlessCount, Seats
from reconciler.model.tenant import TenantFailure, Vendor

LEVSKI = "ou-vasil-levski"
EVTIMIY = "su-sv-patriarh-evtimiy"


class SampleCode(Code):
    """Codes with texts of the tests' own, so that wording elsewhere changes nothing here."""

    DECLARED = "sample-declared"
    ROSTER = "sample-roster"
    STRANGERS = "sample-strangers"
    UNREACHABLE = "sample-unreachable"
    NOT_READ = "sample-not-read"


def address(kind: Kind, key: str, school: str = LEVSKI) -> Address:
    """An address in the school's own tenant."""
    return Address(school, school, kind, key)


def people(count: int, role: MemberRole = MemberRole.MEMBER, first: int = 1) -> list[RoleMember]:
    """Accounts a1, a2, … in a role."""
    ids = (f"a{number}" for number in range(first, first + count))
    return [RoleMember(role, Member(MemberType.ACCOUNT, one)) for one in ids]


def holders(count: int, first: int = 1) -> tuple[Holder, ...]:
    """Accounts that hold, or should hold, a licence."""
    return tuple(Holder(entry.member) for entry in people(count, first=first))


def a_set(kind: Kind, key: str, delta: Delta, total: int) -> Change:
    """A change of members, placements or licences."""
    return Change(
        address=address(kind, key),
        action=Action.UPDATE,
        after=None,
        reason=Reason(SampleCode.ROSTER),
        delta=delta,
        total=total,
        place=SourceLocation("layouts/osnovno.yaml", 24, 3),
    )


def a_group(key: str, action: Action, *fields: FieldChange) -> Change:
    """A change of a group."""
    return Change(
        address=address(Kind.GROUP, key),
        action=action,
        after=Group(f"{key}@levski.example", f"Група {key}"),
        reason=Reason(SampleCode.DECLARED),
        target=None if action is Action.CREATE else Target(f"id-{key}", f"{key}@levski.example"),
        fields=fields,
        place=SourceLocation(f"schools/{LEVSKI}.yaml", 18, 3),
    )


def levski_changes() -> tuple[Change, ...]:
    """One of everything that a school's day brings."""
    owners, members = people(3, MemberRole.OWNER), people(31, first=4)
    unit = address(Kind.ORG_UNIT, "pupils/2038")
    moved = FieldChange("address", "teachers-room@levski.example", "staff-room@levski.example")
    moves = tuple(PlacementMove(f"a{number}", ("/pupils/2030",)) for number in (1, 2, 3))
    return (
        replace(
            a_group("x", Action.CREATE), address=unit, after=OrgUnit("/pupils/2038", "Випуск 2038")
        ),
        a_group("robotics", Action.CREATE),
        a_group("staff-room", Action.UPDATE, moved),
        a_group("choir", Action.ADOPT),
        a_group("teachers", Action.UPDATE, FieldChange("settings.outsiders", True, False)),
        a_set(Kind.MEMBERSHIP, "robotics", MembershipDelta(add=(*owners, *members)), 34),
        a_set(
            Kind.MEMBERSHIP,
            "teachers",
            MembershipDelta(add=tuple(people(2)), remove=tuple(people(1, first=3))),
            41,
        ),
        a_set(Kind.PLACEMENT, "pupils/2031", PlacementDelta(moves), 3),
        a_set(Kind.LICENCE, "plus-staff", LicenceDelta(add=holders(2)), 38),
        replace(a_group("old-club", Action.FORGET), after=None, place=None),
    )


def levski() -> SchoolPlan:
    """A school in which something of each kind changes."""
    return SchoolPlan(
        school=LEVSKI,
        tenant=LEVSKI,
        vendor=Vendor.GOOGLE,
        wave="pilot",
        changes=levski_changes(),
        findings=(
            Finding(
                code=SampleCode.STRANGERS,
                level=Level.ADVISORY,
                tenant=LEVSKI,
                school=LEVSKI,
                subject="group/choir",
                facts={"group": "choir", "count": 4},
            ),
        ),
        unmanaged=((Kind.GROUP, 7),),
        people=(("principal", 1), ("teacher", 41), ("staff", 6), ("pupil", 402), ("parent", 0)),
        declared=((Kind.GROUP, 48), (Kind.ORG_UNIT, 11)),
        fingerprint="aaaa-0001",
    )


def evtimiy() -> SchoolPlan:
    """A school that is refused, and of which something is not known."""
    return SchoolPlan(
        school=EVTIMIY,
        tenant=EVTIMIY,
        vendor=Vendor.MICROSOFT,
        wave="pilot",
        refusals=(Refusal("sample-guard", EVTIMIY, EVTIMIY, {"removed": 214, "before": 612}),),
        unknown=tuple(
            Unknown(address(Kind.MEMBERSHIP, key, EVTIMIY), Reason(SampleCode.NOT_READ))
            for key in ("class-2031a", "class-2031b")
        ),
        people=(("teacher", 120), ("pupil", 1465)),
        declared=((Kind.GROUP, 130), (Kind.ORG_UNIT, 16)),
        fingerprint="aaaa-0002",
    )


def still(school: str, wave: str, tenant: str = "") -> SchoolPlan:
    """A school as declared."""
    return SchoolPlan(
        school=school,
        tenant=tenant or school,
        vendor=Vendor.GOOGLE,
        wave=wave,
        people=(("teacher", 30), ("pupil", 350)),
        declared=((Kind.GROUP, 40), (Kind.ORG_UNIT, 9)),
        fingerprint="0000-0000",
    )


def a_plan(*schools: SchoolPlan, failures: tuple[TenantFailure, ...] = ()) -> Plan:
    """A plan of these schools, on the sandbox."""
    return Plan(
        stack="sandbox",
        municipality="plovdiv",
        waves=("pilot", "second", "third", "all"),
        schools=schools,
        failures=failures,
        seats=(
            Seats("plus-staff", LEVSKI, 40, consumed=36, wanted=38, after=38, short=0),
            Seats(
                product="a3-staff",
                tenant=EVTIMIY,
                purchased=60,
                consumed=60,
                wanted=61,
                after=60,
                short=1,
                without=(SeatlessCount(EVTIMIY, "{role: teacher, certified: true}", 1),),
            ),
        ),
        cost=Cost(calls=1510, requests=10, seconds_documented=12, unlimited=True),
        year=2027,
        fingerprint="6f1c-92ab",
        requests=(
            RouteCount("GET /admin/directory/v1/groups", 3, 0),
            RouteCount("GET /admin/directory/v1/groups/{groupKey}/members", 1204, 0),
            RouteCount("POST /batch/admin/directory_v1", 0, 2),
        ),
    )


def a_failure() -> TenantFailure:
    """A tenant that could not be read."""
    fault = Fault(SampleCode.UNREACHABLE, facts={"tenant": "eg-plovdiv"})
    return TenantFailure("eg-plovdiv", ("eg-plovdiv",), (fault,))


def a_day() -> Plan:
    """Changes, a refusal, something not known, a failed tenant, and schools as declared."""
    quiet = [still(f"ou-quiet-{number}", "second") for number in range(3)]
    return a_plan(
        levski(),
        still("nu-hristo-botev", "pilot"),
        *quiet,
        still("su-calm", "third"),
        failures=(a_failure(),),
    )


def a_bad_day() -> Plan:
    """The same with a refused school."""
    return replace(a_day(), schools=(levski(), evtimiy(), *a_day().schools[1:]))


def a_still_day() -> Plan:
    """Nothing to do anywhere."""
    quiet = [still(f"ou-quiet-{number}", "second") for number in range(3)]
    plan = a_plan(still("nu-hristo-botev", "pilot"), *quiet)
    return replace(plan, cost=Cost(0, 0, 0, unlimited=False))


def a_big_school(number: int, groups: int) -> SchoolPlan:
    """A school on its first day: every group is made and filled, one old one goes."""
    school = f"su-big-{number:02}"
    keys = [f"class-20{27 + index // 26}{index % 26:02}" for index in range(groups)]
    made = [a_group(key, Action.CREATE) for key in keys]
    filled = [
        a_set(Kind.MEMBERSHIP, key, MembershipDelta(add=tuple(people(25))), 25) for key in keys
    ]
    gone = replace(a_group("old-club", Action.DELETE), after=None)
    return SchoolPlan(
        school=school,
        tenant=school,
        vendor=Vendor.GOOGLE,
        wave="all",
        changes=(*made, *filled, gone),
        fingerprint="bbbb-0001",
    )


def a_first_day(schools: int, groups: int = 90) -> Plan:
    """Schools in which everything is new: more than anybody reads row by row."""
    return a_plan(*(a_big_school(number, groups) for number in range(schools)))
