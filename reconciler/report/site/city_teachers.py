"""The city page's table of teachers: how many are trained and certified, by school."""

from __future__ import annotations

from dataclasses import dataclass

from reconciler.report.site.wording import HIDDEN, PageWording
from reconciler.reportfile.model import Report, ReportSchool, ReportState


@dataclass(frozen=True, slots=True)
class TeacherTable:
    """Teachers, trained and certified, school by school against the goals."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def teachers(report: Report, wording: PageWording) -> TeacherTable | None:
    """A cell is empty where there is no list."""
    schools = [school for school in report.schools if "certified" in school.people]
    if not schools:
        return None
    names = [name for name in ("trained", "certified") if any(name in s.people for s in schools)]
    head = (
        wording.texts.format("report-school-page"),
        wording.texts.format("report-role-teacher"),
        *(wording.say(f"teachers-{name}") for name in names),
        wording.say("teachers-share"),
    )
    rows = (
        (
            wording.name(school.name),
            *(
                wording.count(school.people[name]) if name in school.people else ""
                for name in ("teacher", *names)
            ),
            _share(school, wording),
        )
        for school in schools
    )
    return TeacherTable(head, tuple(rows))


def _share(school: ReportSchool, wording: PageWording) -> str:
    """Of certified teachers; hidden where either count is."""
    certified, teachers = school.people["certified"], school.people.get("teacher")
    if certified is None or teachers is None:
        return HIDDEN
    share = round(100 * certified / teachers) if teachers else 0
    return wording.say("share", share=share)


def is_in_cloud(school: ReportSchool) -> bool:
    """Whether a run once applied all of it, or it is at least read today."""
    return bool(school.applied) or school.state is not ReportState.UNREACHABLE
