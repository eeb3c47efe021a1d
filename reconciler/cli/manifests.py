"""`validate` and `show`: what people wrote, before any network."""

from __future__ import annotations

import click

from reconciler.cli.exits import Exit
from reconciler.cli.options import new_session, with_at, with_stack
from reconciler.errors import ManifestError
from reconciler.manifest import CheckOptions, check, load
from reconciler.manifest import show as effective_text
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
    loaded = load(stack.schools)
    faults = check(loaded, stack.tenants, NOMINAL_YEAR, CheckOptions(day, DEFAULTS))
    if faults:
        raise ManifestError(faults)
    session.write(
        session.texts.format("cli-valid", schools=len(loaded.schools), tenants=len(stack.tenants))
    )
    return Exit.DONE


@click.command()
@click.argument("school")
@with_at
@with_stack
def show(school: str, day: str, stack_name: str, language: Language) -> int:
    """Print one school's file merged with its layout."""
    session = new_session(language)
    place = session.place()
    stack = place.stack(stack_name)
    loaded = load(stack.schools)
    year = place.rosters(stack, loaded, day).year if stack.rosters.path.exists() else NOMINAL_YEAR
    session.write(effective_text(loaded, school, year, day))
    return Exit.DONE
