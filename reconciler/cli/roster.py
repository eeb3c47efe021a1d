"""`roster check PATH`: what a list is, before it is put into a stack."""

from __future__ import annotations

from pathlib import Path

import click

from reconciler.cli import names
from reconciler.cli.exits import Exit
from reconciler.cli.options import Session, new_session, with_at, with_json, with_language
from reconciler.cli.roster_text import lists_document, render_certified, render_inspection
from reconciler.errors import StackError
from reconciler.report.texts import Language
from reconciler.roster import KnownAddresses, ListsInspection, ReadOptions, inspect_lists
from reconciler.runtime.known import known_addresses


@click.group()
def roster() -> None:
    """Lists of people, as schools export or keep them."""


@roster.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--mapping",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A roster.yaml that lies elsewhere than beside the table.",
)
@click.option(
    "--not-homeroom",
    multiple=True,
    metavar="PATTERN",
    help="Classes that are no homeroom classes, such as 'Club*'; may be repeated.",
)
@click.option(
    "--stack",
    "stack_name",
    envvar="RECONCILER_STACK",
    shell_complete=names.stacks,
    help="The stack whose groups and domains count. [default: every stack of the project]",
)
@with_at
@with_json
@with_language
def check(  # noqa: PLR0913, PLR0917  click passes each option
    path: Path,
    mapping: Path | None,
    not_homeroom: tuple[str, ...],
    stack_name: str | None,
    day: str,
    language: Language,
) -> int:
    """Say what a list is, how many of each role, grade and class it has, and every doubt by row.

    PATH is a folder, a .zip, a .csv or an .xlsx: OneRoster 1.1 or 1.2 (CSV), Microsoft SDS
    v2.1, or a table of your own; or a folder with a list for each school. Nothing is changed
    and nobody is asked. No name, address or id is printed. In a project, an address of a group
    in somebody's cell is told, too. A list of certified people (certified.csv) is compared with
    the lists that lie beside it.

    A table of your own needs a file roster.yaml beside it, that says which column is what:

    \b
      schoolYear: 2027              # the year in which it ends
      exported: "2026-11-20"        # may be left out
      tables:
        - file: "*.xlsx"            # which files; all of them if left out
          sheet: Pupils             # which sheets; all visible ones if left out
          role: pupil
          columns:                  # what it is: the heading in your table
            id: Pupil number        # never a personal number; without it the e-mail counts
            class: Class
            email: E-mail
            parents: [Mother's e-mail, Father's e-mail]
            begin: Joined on
            end: Left on
        - sheet: Staff
          columns: {role: Position, email: E-mail, class: Homeroom of}
          roles: {head: principal, teacher: teacher, office: staff}

    roles are principal, teacher, staff and pupil. For one sheet a class: `classFrom: sheet`.

    Exit code: 0 all of it can be read, 1 a list cannot be used, 2 some rows are unclear.
    """  # noqa: D301 - click's mark for a paragraph that keeps its lines is a control character
    session = new_session(language)
    path.stat()  # an OSError that says so, where there is nothing
    known = _known(session, stack_name, day)
    found = inspect_lists(path, mapping, ReadOptions(day, not_homeroom), known)
    if session.json:
        session.answer(lists_document(found, session.texts))
        return _exit(found)
    for one in found.lists:
        session.write(render_inspection(one, session.texts))
    if found.certified is not None:
        session.write(render_certified(found.certified, session.texts))
    return _exit(found)


def _known(session: Session, stack_name: str | None, day: str) -> KnownAddresses:
    """What the project's files say of addresses; nothing where there is no project."""
    try:
        project = session.place()
    except StackError:
        return KnownAddresses()
    known = known_addresses(project, stack_name, day)
    if known is None:
        session.error(session.texts.format("lists-not-compared"))
    return known or KnownAddresses()


def _exit(found: ListsInspection) -> Exit:
    certified = found.certified
    if any(one.faults for one in found.lists) or (certified is not None and certified.faults):
        return Exit.FAULT
    unclear = any(school.unresolved for one in found.lists for school in one.schools)
    doubtful = certified is not None and bool(certified.doubts)
    return Exit.PENDING if unclear or doubtful else Exit.DONE
