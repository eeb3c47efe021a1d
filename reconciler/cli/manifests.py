"""`validate` and `show`: what people wrote, before any network."""

from __future__ import annotations

import click

from reconciler.cli import names
from reconciler.cli.exits import Exit
from reconciler.cli.options import Session, new_session, with_at, with_json, with_stack
from reconciler.errors import Fault, ManifestError, RosterError
from reconciler.manifest import CheckOptions, LoadedManifests, check, load
from reconciler.manifest import show as effective_text
from reconciler.manifest import show_data as effective_data
from reconciler.manifest.city import Stack
from reconciler.model.document import document
from reconciler.plan.guards import DEFAULTS
from reconciler.report.texts import Language

NOMINAL_YEAR = 2000
"""Any year will do to find collisions; a message that names a cohort says which it took."""


@click.command()
@with_at
@with_json
@with_stack
def validate(day: str, stack_name: str, language: Language) -> int:
    """Check every file and report every fault at once; contacts no tenant.

    Faults of a later day, on which an entry begins or ends, are reported too.
    """
    session = new_session(language)
    stack = session.place().stack(stack_name)
    loaded = load(stack.schools, stack.sharing)
    named = _pupils_named(session, stack, loaded, day)
    faults = (
        *check(loaded, stack.tenants, NOMINAL_YEAR, CheckOptions(day, DEFAULTS)),
        *(named or ()),
    )
    if faults:
        raise ManifestError(faults)
    counts = {"schools": len(loaded.schools), "tenants": len(stack.tenants)}
    if session.json:
        about = {"stack": stack_name, "day": day, "pupils_sought": named is not None}
        session.answer(document("validate", 1, {**about, **counts}))
    else:
        session.write(session.texts.format("cli-valid", **counts))
    if not loaded.municipality.contacts.keys() & {"city", "city-it"}:
        session.error(session.texts.format("cli-no-contacts"))
    return Exit.DONE


def _pupils_named(
    session: Session, stack: Stack, loaded: LoadedManifests, day: str
) -> tuple[Fault, ...] | None:
    """Pupils in the files; None, and it says so, where no roster that names them can be read."""
    # imported here: a pull request's job has no rosters, and validate is to start at once
    from reconciler.project.pupils import pupil_faults  # noqa: PLC0415

    if not stack.rosters.path.exists():
        session.error(session.texts.format("cli-no-rosters-for-pupils"))
        return None
    try:
        return pupil_faults(stack.schools, session.place().rosters(stack, loaded, day))
    except RosterError:
        session.error(session.texts.format("cli-no-rosters-for-pupils"))
        return None


@click.command()
@click.argument("school", shell_complete=names.schools)
@with_at
@with_json
@with_stack
def show(school: str, day: str, stack_name: str, language: Language) -> int:
    """Print one school's file merged with its layout."""
    session = new_session(language)
    place = session.place()
    stack = place.stack(stack_name)
    loaded = load(stack.schools, stack.sharing)
    year = place.rosters(stack, loaded, day).year if stack.rosters.path.exists() else NOMINAL_YEAR
    if session.json:
        shown = effective_data(loaded, school, year, day)
        about = {"stack": stack_name, "school": school, "day": day}
        session.answer(document("show", 1, {**about, **shown._asdict()}))
    else:
        session.write(effective_text(loaded, school, year, day))
    return Exit.DONE
