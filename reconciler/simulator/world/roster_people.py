"""The rows of a roster's users and enrollments, sorted by id so that order tells nothing."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.simulator.world.enrolment_book import RosterOf, Row
from reconciler.simulator.world.people import Parent, Pupil, Worker


def user_rows(roster: RosterOf) -> list[Row]:
    """Every pupil, teacher, principal, member of the staff and parent of the school."""
    population = roster.population
    rows = [
        _worker_row(roster, population.principal, "administrator"),
        *(_worker_row(roster, teacher, "teacher") for teacher in population.teachers),
        *(_worker_row(roster, worker, "aide") for worker in population.staff),
        *(_pupil_row(roster, pupil) for pupil in population.pupils),
        *(_parent_row(roster, parent) for parent in population.parents),
    ]
    return sorted(rows)


def enrollment_rows(roster: RosterOf) -> list[Row]:
    """Pupils in their class, teachers in theirs; the class teacher is the primary one."""
    return sorted(_enrollments(roster))


def _enrollments(roster: RosterOf) -> Iterator[Row]:
    school = roster.org_id(roster.population.school.id)
    classes = {klass: roster.class_id(klass) for klass in roster.population.class_staff}
    for pupil in roster.population.pupils:
        ident = roster.id_of("enrollment", pupil.id)
        yield ident, "", "", classes[pupil.klass], school, pupil.id, "student", "false", "", ""
    for klass, workers in roster.population.class_staff.items():
        for index, worker in enumerate(workers):
            ident = roster.id_of("enrollment", klass.title, worker)
            first = "false" if index else "true"
            yield ident, "", "", classes[klass], school, worker, "teacher", first, "", ""


def _worker_row(roster: RosterOf, worker: Worker, role: str) -> Row:
    school = roster.population.school
    email = f"{worker.local}@{school.tenant.domain}"
    return (worker.id, "", "", "true", roster.org_id(school.id), role, email, "", worker.given,
            worker.family, "", "", email, "", "", "", "", "")  # fmt: skip


def _pupil_row(roster: RosterOf, pupil: Pupil) -> Row:
    email = f"{pupil.local}@{roster.population.school.tenant.domain}"
    orgs = ",".join(roster.org_id(school) for school in pupil.schools)
    return (pupil.id, "", "", "true", orgs, "student", email, "", pupil.given, pupil.family, "", "",
            email, "", "", pupil.parent or "", f"{pupil.klass.grade:02}", "")  # fmt: skip


def _parent_row(roster: RosterOf, parent: Parent) -> Row:
    school = roster.org_id(roster.population.school.id)
    return (parent.id, "", "", "true", school, "parent", parent.email, "", parent.given,
            parent.family, "", "", parent.email, "", "", "", "", "")  # fmt: skip
