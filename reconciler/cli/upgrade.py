"""`upgrade`: manifests of an earlier version, written as this one reads them."""

from __future__ import annotations

import click

from reconciler.cli.exits import Exit
from reconciler.cli.options import new_session, with_json, with_stack
from reconciler.cli.small_answers import files_document
from reconciler.project.upgrade import upgrade as upgraded
from reconciler.report.texts import Language


@click.command()
@with_json
@with_stack
def upgrade(stack_name: str, language: Language) -> int:
    """Rewrite manifests of an earlier version; comments stay, no tenant is contacted."""
    session = new_session(language)
    place = session.place()
    files = upgraded(place.stack(stack_name).schools)
    names = [str(path.relative_to(place.root)) for path in files]
    if session.json:
        session.answer(files_document("upgrade", dict.fromkeys(names, True)))
        return Exit.DONE
    for name in names:
        session.write(session.texts.format("cli-wrote", file=name))
    session.write(session.texts.format("cli-upgraded", count=len(files)))
    return Exit.DONE
