"""`validate` and `show`: what people wrote, before any network."""

from __future__ import annotations

import click

from reconciler.cli import names
from reconciler.cli.exits import Exit
from reconciler.cli.options import Session, new_session, with_at, with_stack
from reconciler.errors import Fault, ManifestError, RosterError
from reconciler.manifest import CheckOptions, LoadedManifests, check, load
from reconciler.manifest import show as effective_text
from reconciler.manifest.city import (
    Stack,
)
from reconciler.plan.guards import DEFAULTS
from reconciler.report.texts import Language

NOMINAL_YEAR = 2000
"""Any year will do to find collisions; a message that names a cohort says which it took."""


@click.command()
@with_at
@with_stack
def validate(day: str, stack_name: str, language: Language) -> int:
    """Check every file and report every fault at once; contacts no tenant.

    Faults of a later day, on which an entry begins or ends, are reported too.
    """
    session = new_session(language)
    stack = session.place().stack(stack_name)
    loaded = load(stack.schools, stack.sharing)
    faults = (
        *check(loaded, stack.tenants, NOMINAL_YEAR, CheckOptions(day, DEFAULTS)),
        *_pupils_named(session, stack, loaded, day),
    )
    if faults:
        raise ManifestError(faults)
    session.write(
        session.texts.format("cli-valid", schools=len(loaded.schools), tenants=len(stack.tenants))
    )
    if not loaded.municipality.contacts.keys() & {"city", "city-it"}:
        session.error(session.texts.format("cli-no-contacts"))
    return Exit.DONE


def _pupils_named(
    session: Session, stack: Stack, loaded: LoadedManifests, day: str
) -> tuple[Fault, ...]:
    """Pupils in the files, where the rosters that name them can be read; else it says so."""
    # imported here: a pull request's job has no rosters, and validate is to start at once
    from reconciler.project.pupils import pupil_faults  # noqa: PLC0415

    if not stack.rosters.path.exists():
        session.error(session.texts.format("cli-no-rosters-for-pupils"))
        return ()
    try:
        return pupil_faults(stack.schools, session.place().rosters(stack, loaded, day))
    except RosterError:
        session.error(session.texts.format("cli-no-rosters-for-pupils"))
        return ()


@click.command()
@click.argument("school", shell_complete=names.schools)
@with_at
@with_stack
def show(school: str, day: str, stack_name: str, language: Language) -> int:
    """Print one school's file merged with its layout."""
    session = new_session(language)
    place = session.place()
    stack = place.stack(stack_name)
    loaded = load(stack.schools, stack.sharing)
    year = place.rosters(stack, loaded, day).year if stack.rosters.path.exists() else NOMINAL_YEAR
    session.write(effective_text(loaded, school, year, day))
    return Exit.DONE
