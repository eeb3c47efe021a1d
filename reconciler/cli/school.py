"""`school`: add a school to the files, rename, close or merge one; contacts no tenant."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import click

from reconciler.cli import names
from reconciler.cli.exits import Exit
from reconciler.cli.options import Session, new_session, with_json, with_stack
from reconciler.cli.school_answers import SchoolAnswers
from reconciler.cli.small_answers import files_document
from reconciler.diff.policy import DiffCode
from reconciler.errors import Fault, ReconcilerError, StackError
from reconciler.manifest import LoadedManifests
from reconciler.model.names import key_of
from reconciler.project.context import open_stack_ledger
from reconciler.project.open import require_names
from reconciler.project.schools.add import add as add_school
from reconciler.project.schools.change import close as close_school
from reconciler.project.schools.change import merge as merge_schools
from reconciler.project.schools.change import remove
from reconciler.project.schools.change import rename as rename_school
from reconciler.project.schools.codes import SchoolCode
from reconciler.project.schools.edits import ProjectEdits, opened
from reconciler.report.plan_notes import some
from reconciler.report.texts import Language

SANDBOX = ".sandbox"


@click.group()
def school() -> None:
    """Add a school to the files, rename, close or merge one; comments stay."""


@school.command("add")
@click.argument("ident", metavar="SCHOOL")
@click.option("--name", "names", multiple=True, metavar="LANGUAGE=NAME", help="May be repeated.")
@click.option(
    "--layout",
    shell_complete=names.layouts,
    help="What it has in common with others: a file of layouts/.",
)
@click.option(
    "--wave",
    shell_complete=names.waves,
    help="When it takes part in a rollout. [default: the last one]",
)
@click.option(
    "--tenant",
    shell_complete=names.tenants,
    help="Alias of its tenant. [default: one of its own, or the shared one]",
)
@click.option("--vendor", type=click.Choice(["google", "microsoft"]), help="Of a new tenant.")
@click.option("--fact", "facts", multiple=True, metavar="FACT=TEXT", help="May be repeated.")
@click.option("--classes", metavar="TEXT", help="Grades and letters, such as '1:ab 5:a'.")
@click.option("--org", default="", help="Its organization in the lists, where that is not its id.")
@with_json
@with_stack
def school_add(ident: str, stack_name: str, language: Language, org: str, **given: object) -> int:
    """Add a school: its file, its tenant in every stack, its scope.

    What no option says is asked; without a terminal it is an error.
    """
    session = new_session(language)
    edits, loaded = opened(session.place(), stack_name)
    _require_new(loaded, ident)
    answers = SchoolAnswers(session, edits, loaded, given)
    new = answers.school(ident, org)
    add_school(edits, new, loaded.root)
    following = [_next(session, edits, "first")]
    if (edits.project.root / SANDBOX / "tenants").is_dir():
        following.append(_next(session, edits, "sandbox", school=ident))
    following.append(_next(session, edits, "add", school=ident))
    if new.tenant not in edits.stack.tenants:
        following.append(_next(session, edits, "observed", alias=new.tenant))
    _tell(session, "school add", edits.write(), following)
    return Exit.DONE


@school.command("rename")
@click.argument("old", metavar="SCHOOL", shell_complete=names.schools)
@click.argument("new", metavar="NEW")
@with_json
@with_stack
def school_rename(old: str, new: str, stack_name: str, language: Language) -> int:
    """Give a school another id; its groups, units and people stay its own."""
    session = new_session(language)
    edits, loaded = opened(session.place(), stack_name)
    require_names("school", [old], loaded.schools)
    _require_new(loaded, new)
    rename_school(edits, loaded, old, new)
    following = [_next(session, edits, "rename", school=new, old=old)]
    _tell(session, "school rename", edits.write(), following)
    return Exit.DONE


@school.command("close")
@click.argument("ident", metavar="SCHOOL", shell_complete=names.schools)
@click.option("--licences", is_flag=True, help="Take its people's licences back as well.")
@click.option("--remove", "gone", is_flag=True, help="It has closed: take it out of the files.")
@with_json
@with_stack
def school_close(
    ident: str, stack_name: str, language: Language, *, licences: bool, gone: bool
) -> int:
    """Close a school: what is ours there goes, once somebody acknowledges that.

    Groups are deleted with their mail. People's accounts are never touched.
    """
    session = new_session(language)
    edits, loaded = opened(session.place(), stack_name)
    require_names("school", [ident], loaded.schools)
    if gone:
        remove(edits, loaded, ident)
    else:
        close_school(edits, loaded, ident, licences=licences)
    still = list(_still_there(session, stack_name, ident)) if gone else []
    following = [*still, _next(session, edits, "remove" if gone else "close", school=ident)]
    _tell(session, "school close", edits.write(), following)
    return Exit.DONE


@school.command("merge")
@click.argument("gone", metavar="SCHOOL", shell_complete=names.schools)
@click.argument("into", metavar="INTO", shell_complete=names.schools)
@with_json
@with_stack
def school_merge(gone: str, into: str, stack_name: str, language: Language) -> int:
    """Merge a school into another: that one gets its classes, and the first one closes."""
    session = new_session(language)
    edits, loaded = opened(session.place(), stack_name)
    require_names("school", [gone, into], loaded.schools)
    called = merge_schools(edits, loaded, gone, into)
    files = edits.write()
    following = _next(session, edits, "merge", school=gone, into=into)
    if session.json:
        session.answer(files_document("school merge", files, [following], called))
        return Exit.DONE
    said = [
        session.texts.format("cli-school-class", school=gone, into=into, old=old, now=now)
        for old, now in called.items()
    ]
    _tell(session, "school merge", files, [*said, following])
    return Exit.DONE


def _still_there(session: Session, stack_name: str, school: str) -> Iterator[str]:
    """By tenant the units that the last run left because they are not empty, as the ledger knows.

    No tenant is asked. Where the ledger cannot be read nothing is said: the next steps say that
    something may be left.
    """
    try:
        with open_stack_ledger(session.place(), stack_name) as ledger:
            found = ledger.findings(stack_name)
    except ReconcilerError:
        return
    units: dict[str, list[str]] = {}
    for one in found:
        if one.school == school and one.code == DiffCode.UNIT_NOT_EMPTY and one.gone_at is None:
            units.setdefault(one.tenant, []).append(one.subject)
    for tenant, subjects in units.items():
        facts = {"tenant": tenant, "units": some(subjects, session.texts), "school": school}
        yield session.texts.format("cli-school-still-there", **facts)


def _require_new(loaded: LoadedManifests, school: str) -> None:
    if school != key_of(school) or not school:
        facts = {"school": school, "key": key_of(school) or "-"}
        raise StackError([Fault(SchoolCode.BAD_ID, None, facts)])
    if school in loaded.schools:
        raise StackError([Fault(SchoolCode.EXISTS, None, {"school": school})])


def _tell(
    session: Session, command: str, files: Mapping[str, bool], following: Iterable[str]
) -> None:
    """The files that were written or removed, and what to do next."""
    if session.json:
        session.answer(files_document(command, files, following))
        return
    for name, there in files.items():
        text = "cli-school-wrote" if there else "cli-school-removed"
        session.write(session.texts.format(text, file=name))
    for text in following:
        session.write(text)


def _next(session: Session, edits: ProjectEdits, what: str, **facts: str) -> str:
    """What to do next, with the commands as they have to be typed here."""
    more = {
        "rosters": _shown(edits.stack.rosters.path, edits.project.root),
    }
    return session.texts.format(f"cli-school-next-{what}", **facts, **more)


def _shown(path: Path, root: Path) -> str:
    """A path as somebody in the project's folder would write it."""
    return os.path.relpath(path, root)
