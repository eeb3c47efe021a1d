"""`people`: who has no account, no licence, is ambiguous or is moved; names only to a file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from reconciler.cli import names
from reconciler.cli.exits import CliCode, Exit
from reconciler.cli.options import Session, new_session, with_at, with_json, with_stack
from reconciler.cli.people_extra import extra_document, find_extra, render_extra, render_extra_list
from reconciler.cli.people_found import Found, Selection, find_people
from reconciler.cli.people_list import WrittenList, people_document, render_counts, render_list
from reconciler.cli.planning import PlanCommand, open_plan
from reconciler.cli.private_file import require_private, write_private
from reconciler.cli.run_options import RunOptions
from reconciler.errors import Fault, StackError
from reconciler.project.open import TargetArgs
from reconciler.report.texts import Language
from reconciler.roster.names import read_names


def _with_selections(command: Callable[..., int]) -> Callable[..., int]:
    """--without-account, --without-licence, --ambiguous, --moved."""
    helps = {
        Selection.WITHOUT_ACCOUNT: "People of the list for whom the tenant has no account.",
        Selection.WITHOUT_LICENCE: "People who should have a licence and have none yet.",
        Selection.AMBIGUOUS: "People whose account, or whose row in the list, is not certain.",
        Selection.MOVED: "People whom the plan moves to another unit.",
    }
    for selection, text in reversed(helps.items()):
        command = click.option(f"--{selection.value}", is_flag=True, help=text)(command)
    return command


@click.command()
@_with_selections
@click.option(
    "--school",
    "schools",
    multiple=True,
    shell_complete=names.schools,
    help="Only this school; may be repeated.",
)
@click.option("--extra", metavar="GROUP", help="Who does not fit this group's audience; see below.")
@click.option("--reveal", is_flag=True, help="Write a list with names and addresses to --out.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The new file for --reveal. Only you can read it; it may not lie where Git would take it.",
)
@with_at
@with_json
@with_stack
def people(stack_name: str, language: Language, **options: Any) -> int:
    """Count the people who wait for something; with --reveal, list them for who creates accounts.

    Without an option all four are counted, by school, role and class. Nothing is changed.

    With --reveal and --out name one school and one of the four. The list has the names as the
    school's list has them and its e-mail address, or none: an address is never invented, and no
    password is made. --without-account of a Google tenant is a CSV that GAM takes, of a
    Microsoft one a CSV that Entra's bulk creation takes; the command to go on with is printed.

    --extra GROUP names a group of one --school by its key: how many are in it and not of its
    audience, or of the audience and not in it; where the file has none, of the one that
    `export --propose` proposes. With --reveal and --out, who they are, by address.

    It is refused where the variable CI is set, and inside a Git work tree unless Git ignores the
    file. Delete the file when the accounts are there.

    Exit code: 0 nobody waits, 1 a list or tenant could not be read, 2 somebody does.
    """
    session = new_session(language)
    chosen = tuple(one for one in Selection if options[one.value.replace("-", "_")])
    schools: tuple[str, ...] = options["schools"]
    out: Path | None = options["out"]
    if options["reveal"] or out is not None:
        one = len(chosen) == 1 if options["extra"] is None else not chosen
        if not options["reveal"] or out is None or len(schools) != 1 or not one:
            raise StackError([Fault(CliCode.REVEAL_ONE)])
        require_private(out, os.environ)
    asked = RunOptions(day=options["day"], targets=TargetArgs(schools=schools))
    if options["extra"] is not None:
        return _extra(session, stack_name, asked, (options["extra"], out))
    with open_plan(session, stack_name, asked) as command:
        found = find_people(command.planned, chosen or tuple(Selection))
        if not session.json:
            session.write(render_counts(found, session.texts))
        written = None if out is None else _reveal(session, command, found, out)
        unread = [school for failed in command.plan.failures for school in failed.schools]
        broken = command.context.rosters.broken
        unread += [school for school in _asked(command, schools) if school in broken]
        failed = bool(command.plan.failures or unread)
    if session.json:
        session.answer(people_document(found, unread, written, session.texts))
    if failed:
        return Exit.FAULT
    return Exit.PENDING if any(one.people for one in found) else Exit.DONE


def _extra(
    session: Session, stack_name: str, asked: RunOptions, group: tuple[str, Path | None]
) -> int:
    """Who does not fit a group's audience: numbers, and a list for --reveal."""
    key, out = group
    if len(asked.targets.schools) != 1:
        raise StackError([Fault(CliCode.REVEAL_ONE)])
    (school,) = asked.targets.schools
    with open_plan(session, stack_name, asked) as command:
        if command.plan.failures:
            return Exit.FAULT
        found, observation = find_extra(command, school, key)
        if not session.json:
            session.write(render_extra(found, f"{school}/groups/{key}", session.texts))
        written = None
        if out is not None:
            text, count = render_extra_list(found, observation)
            write_private(out, text)
            said = session.texts.format("people-extra-written", count=count, file=str(out))
            written = _told(session, out, count, [said])
        if session.json:
            session.answer(extra_document(found, school, key, written))
        return Exit.PENDING if any(one.extra or one.missing for one in found) else Exit.DONE


def _told(session: Session, file: Path, count: int, said: list[str]) -> WrittenList:
    """What is said of a list that was written; in JSON it is part of the document."""
    for line in said if not session.json else ():
        session.write(line)
    return WrittenList(str(file), count, tuple(said))


def _asked(command: PlanCommand, schools: tuple[str, ...]) -> tuple[str, ...]:
    return schools or tuple(command.context.loaded.schools)


def _reveal(
    session: Session, command: PlanCommand, found: tuple[Found, ...], out: Path
) -> WrittenList:
    """Names go straight from the list to the file."""
    context = command.context
    source = session.place().roster_source(context.stack, context.loaded)
    codes = {org: school for school, org in context.loaded.orgs.items()}
    (school,) = {one.school for one in found} or {""}
    names = read_names(source, codes, school) if school else {}
    text, messages = render_list(found, names)
    write_private(out, text)
    said = [session.texts.format(m.code, **{**m.facts, "file": str(out)}) for m in messages]
    return _told(session, out, sum(len(one.people) for one in found), said)
