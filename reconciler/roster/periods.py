"""School years and terms: which year a set is of, and whether a class runs on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reconciler.roster.codes import RosterCode
from reconciler.roster.records import Records, covers
from reconciler.roster.table import Row, Table
from reconciler.roster.values import Order, is_iso, iso_day, order_of


@dataclass(frozen=True, slots=True)
class AcademicSession:
    """One academic session; ISO days."""

    kind: str
    begin: str
    end: str


@dataclass(slots=True)
class Days:
    """Reads the dates of one table, all of which are written in one way."""

    table: Table
    order: Order

    @classmethod
    def of(cls, table: Table, *columns: str) -> Days:
        """Looks at these columns for the order of day and month."""
        return cls(table, order_of(row[name] for row in table.rows for name in columns))

    def read(self, row: Row, column: str) -> str | None:
        """An ISO day; '' for an empty cell; None, and noted, for anything that is no date."""
        value = row[column]
        if not value:
            return ""
        day = iso_day(value, self.order)
        if day is None:
            self.table.message(RosterCode.BAD_DATE, row, column, column=column)
        elif not is_iso(value):
            self.table.read(RosterCode.READ_DATES, row, column, column=column)
        return day


def sessions_of(table: Table) -> dict[str, AcademicSession]:
    """Sessions by sourcedId; dates that are none are faults of the file."""
    days = Days.of(table, "startDate", "endDate")
    found: dict[str, AcademicSession] = {}
    for row in table.rows:
        begin, end = days.read(row, "startDate"), days.read(row, "endDate")
        if begin and end:
            found[row["sourcedId"]] = AcademicSession(row["type"], begin, end)
    return found


def settle_year(
    records: Records, table: Table, sessions: Mapping[str, AcademicSession], day: str
) -> None:
    """The one school year of a set; of several, the one in which the day lies."""
    rows = [row for row in table.rows if row["type"] == "schoolYear" and row["sourcedId"]]
    years: dict[int, Row] = {}
    for row in rows:
        session = sessions.get(row["sourcedId"])
        if session is not None and _sound(table, row, session):
            years.setdefault(int(session.end[:4]), row)
    holding = [
        year
        for year, row in years.items()
        if day and covers(sessions[row["sourcedId"]].begin, sessions[row["sourcedId"]].end, day)
    ]
    chosen = holding if len(holding) == 1 else list(years)
    if table.complete and not chosen:
        table.faults.add(RosterCode.NO_YEAR, 1, 1)
    for other in chosen[1:]:
        facts = {"year": str(other), "other": str(chosen[0])}
        table.message(RosterCode.OTHER_YEAR, years[other], "schoolYear", **facts)
    if chosen:
        records.year, records.holds = chosen[0], chosen[0] in holding
        records.year_place = table.at(
            RosterCode.OTHER_YEAR, years[chosen[0]], "schoolYear"
        ).place or table.place(years[chosen[0]])


def _sound(table: Table, row: Row, session: AcademicSession) -> bool:
    """Whether schoolYear is the year in which the session ends; some write that of its start."""
    written = row["schoolYear"]
    if written in ("", session.end[:4]):
        return True
    if written == session.begin[:4]:
        table.read(RosterCode.READ_YEAR, row, "schoolYear", year=session.end[:4])
        return True
    table.message(RosterCode.BAD_YEAR, row, "schoolYear")
    return False


def runs(terms: Iterable[str], sessions: Mapping[str, AcademicSession], day: str) -> bool:
    """Whether a class of these terms runs on a day.

    A class ends with its terms only where another term of the set has begun: in the holidays, and
    where an export names nothing but the first term, last term's class is still the class.
    """
    own = [sessions[term] for term in terms if term in sessions]
    if not day or not own or any(covers(one.begin, one.end, day) for one in own):
        return True
    return not any(
        covers(one.begin, one.end, day) for one in sessions.values() if one.kind != "schoolYear"
    ) and not any(
        covers(one.begin, one.end, day) and _apart(one, own)
        for one in sessions.values()
        if one.kind == "schoolYear"
    )


def _apart(year: AcademicSession, own: Iterable[AcademicSession]) -> bool:
    """Whether all of some terms lie outside a school year."""
    return all(one.end < year.begin or year.end < one.begin for one in own)
