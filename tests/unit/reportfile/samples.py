"""A report with one of everything."""

from __future__ import annotations

from reconciler.reportfile.model import (
    Goal,
    ItemKind,
    Office,
    Programme,
    Report,
    ReportDifference,
    ReportFreeze,
    ReportItem,
    ReportLicence,
    ReportRule,
    ReportSchool,
    ReportState,
    ReportTenant,
    ReportWaiver,
)

NO_ACCOUNT = ReportItem(
    kind=ItemKind.FINDING,
    code="no-account",
    level="advisory",
    tenant="izgrev-org",
    subject="",
    facts={"role": "pupil", "count": 6},
    place="",
    since="2026-11-20",
    office=Office.ADMINISTRATOR,
    due="2026-12-04",
)
LISTS_OPEN = ReportItem(
    kind=ItemKind.RULE,
    code="pupil-lists-hidden",
    level="advisory",
    tenant="izgrev-org",
    subject="group/robotics",
    facts={"group": "robotics", "value": "domain"},
    place="schools/ou-izgrev.yaml:12",
    since="2026-11-27",
    office=Office.CITY,
    due="2026-12-11",
)
IZGREV = ReportSchool(
    id="ou-izgrev",
    name={"bg": "Основно училище „Изгрев“", "en": "Izgrev School"},
    facts={"neispuo": "1690101", "district": "Централен"},
    wave="pilot",
    tenants=(ReportTenant("izgrev-org", "google", observed=False, read=True),),
    state=ReportState.DIFFERS,
    people={"pupil": 584, "teacher": 71, "staff": None, "certified": 15},
    classes=29,
    declared={"org-unit": 12, "group": 56, "licence": 1},
    unmanaged={"group": 2},
    licences=(ReportLicence("plus-staff", "izgrev-org", 23, 15, 15, 0),),
    differences=(
        ReportDifference(
            tenant="izgrev-org",
            kind="group",
            key="robotics",
            action="update",
            summary="update +2 −1",
            origin="drift",
            place="schools/ou-izgrev.yaml:12",
            since="2026-11-29",
        ),
    ),
    items=(NO_ACCOUNT, LISTS_OPEN),
    roster="2026-11-29",
    applied="2026-11-12",
)
AWAY = ReportSchool(
    id="ou-zalez",
    name={"bg": "Основно училище „Залез“", "en": "Zalez School"},
    facts={"neispuo": "1690102", "district": "Южен"},
    wave="all",
    tenants=(ReportTenant("zalez-org", "microsoft", observed=False, read=False),),
    state=ReportState.UNREACHABLE,
)
REPORT = Report(
    stack="production",
    municipality="plovdiv",
    name={"bg": "Община Пловдив", "en": "Municipality of Plovdiv"},
    day="2026-11-30",
    version="9530b68aa3f1",
    year=2027,
    fingerprint="6f1c-92ab",
    languages=("bg", "en"),
    waves={
        "pilot": {"bg": "Пилотни училища", "en": "Pilot schools"},
        "all": {"bg": "Всички училища", "en": "All schools"},
    },
    schools=(IZGREV, AWAY),
    rules=(
        ReportRule("pupil-groups-closed", "mandatory", (), ()),
        ReportRule(
            "pupil-lists-hidden",
            "advisory",
            ("ou-izgrev",),
            (
                ReportWaiver(
                    rule="pupil-lists-hidden",
                    school="ou-zalez",
                    owner="Отдел „Образование“",
                    reason="списъкът на клуба е публичен",
                    until="2027-06-30",
                ),
            ),
        ),
    ),
    totals={"pupil": 584, "teacher": 71, "staff": None, "certified": 15},
    products={"plus-staff": {"bought": 23, "used": 15, "wanted": 15, "short": 0}},
    frozen=(ReportFreeze("a wrong list", None, "ivanova", "2026-11-30T08:00:00.000Z"),),
    programme=Programme({"pilot": "2026-10-31"}, None, Goal(80, "2027-06-30")),
)
