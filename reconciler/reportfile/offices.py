"""Who acts on an item, and by when.

A school's page names an office for each thing and a day, so that nobody has to phone to ask whose
it is. The table is by code; what it does not name is for the city's IT. A day counts from when the
item was first seen, in working days (see `workdays`), so the
deadline of an open item does not move on from report to report.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from reconciler.reportfile.model import ItemKind, Office
from reconciler.reportfile.workdays import is_workday

WORKING_DAYS: Mapping[Office, int] = {
    Office.PRINCIPAL: 4,
    Office.ADMINISTRATOR: 4,
    Office.CITY: 9,
    Office.CITY_IT: 0,
    Office.VENDOR: 0,
}
"""Working days that an office has; 0: no day is named."""

_BY_CODE: Mapping[str, Office] = {
    # accounts: made and mended where the school's own administrator signs in
    "no-account": Office.ADMINISTRATOR,
    "two-accounts": Office.ADMINISTRATOR,
    "account-of-another": Office.ADMINISTRATOR,
    "held-unclaimed": Office.ADMINISTRATOR,
    "admin-stays": Office.ADMINISTRATOR,
    "no-usage-location": Office.ADMINISTRATOR,
    # the school's own list
    "two-schools": Office.PRINCIPAL,
    "class-not-declared": Office.PRINCIPAL,
    "class-not-in-roster": Office.PRINCIPAL,
    "parents-of-nobody": Office.PRINCIPAL,
    "parents-tagged": Office.PRINCIPAL,
    "parents-as-group": Office.PRINCIPAL,
    "parents-as-pupil": Office.PRINCIPAL,
    "people-as-group": Office.PRINCIPAL,
    "no-roster": Office.PRINCIPAL,
    "nobody-of-role": Office.PRINCIPAL,
    "principal-known": Office.PRINCIPAL,
    "class-group-teacher": Office.PRINCIPAL,
    "roster-stale": Office.PRINCIPAL,
    "roster-older": Office.PRINCIPAL,
    "roster-partial": Office.PRINCIPAL,
    "roster-shrunk": Office.PRINCIPAL,
    # money, and what the rules say
    "seats-short": Office.CITY,
    "licences-over-seats": Office.CITY,
    "no-certifications": Office.CITY,
    "held-certified": Office.CITY,
    "two-owners": Office.CITY,
    # what only the tenant shows: whoever administers it acts there
    "found-groups-closed": Office.ADMINISTRATOR,
    "found-groups-post": Office.ADMINISTRATOR,
    "found-groups-join": Office.ADMINISTRATOR,
    "found-lists-hidden": Office.ADMINISTRATOR,
    "found-pupils-run": Office.ADMINISTRATOR,
    "found-groups-owned": Office.ADMINISTRATOR,
    "found-groups-admit": Office.ADMINISTRATOR,
    "found-groups-unlisted": Office.ADMINISTRATOR,
    "found-groups-roles": Office.ADMINISTRATOR,
    "found-parents-post": Office.ADMINISTRATOR,
    "found-parents-lists": Office.ADMINISTRATOR,
    "found-parents-accounts": Office.ADMINISTRATOR,
    "found-licences-apart": Office.ADMINISTRATOR,
    "leavers-suspended": Office.ADMINISTRATOR,
    "licences-of-leavers": Office.ADMINISTRATOR,
    "administrators-no-guests": Office.ADMINISTRATOR,
    "administrators-few": Office.ADMINISTRATOR,
    "administrators-no-pupils": Office.ADMINISTRATOR,
    "administrator-not-principal": Office.ADMINISTRATOR,
    "licences-of-suspended": Office.ADMINISTRATOR,
    "roster-fresh": Office.PRINCIPAL,
    "team-trained": Office.PRINCIPAL,
    # what the city's own files say
    "groups-declared": Office.CITY_IT,
    "units-declared": Office.CITY_IT,
    "units-shallow": Office.CITY_IT,
    "class-has-group": Office.CITY_IT,
    "licence-ratios": Office.CITY_IT,
}


_DECISIONS = frozenset(
    {
        "mandatory-rules",
        "last-owner",
        "administrators",
        "groups-vanished",
        "school-vanished",
        "school-decommissioned",
        "tenant-left",
        "tenant-unprobed",
        "people-between-schools",
        "staff-pupil-crossing",
        "outsiders-not-declared",
        "pupil-named",
    }
)


def is_decision(code: str) -> bool:
    """Whether a refusal asks for a person's decision; others are conflicts that IT settles."""
    return "-per-" in code or code in _DECISIONS


def office_of(kind: ItemKind, code: str, *, in_roster: bool = False) -> Office:
    """Who acts. `in_roster`: a row of the school's list is at fault, whatever the code says."""
    if in_roster:
        return Office.PRINCIPAL
    if code in _BY_CODE:
        return _BY_CODE[code]
    decided = kind is ItemKind.RULE or (kind is ItemKind.REFUSAL and is_decision(code))
    return Office.CITY if decided else Office.CITY_IT


def due_day(office: Office, since: str, *, bulgarian: bool = False) -> str:
    """The day by which the office acts, counted from `since` (ISO); empty where none is named.

    `bulgarian`: without the public holidays of Bulgaria.
    """
    days = WORKING_DAYS[office]
    if not days:
        return ""
    day = date.fromisoformat(since)
    while days:
        day += timedelta(days=1)
        days -= is_workday(day, bulgarian=bulgarian)
    return day.isoformat()
