"""`owners`: CODEOWNERS from the scopes of municipality.yaml, or whether it is current."""

from __future__ import annotations

from pathlib import Path

import click

from reconciler.cli.exits import Exit
from reconciler.cli.options import new_session, with_json, with_stack
from reconciler.errors import ManifestError
from reconciler.manifest import load
from reconciler.manifest.owners import owner_faults, owner_lines, owners_file, with_owners
from reconciler.model.document import document
from reconciler.project.writing import write_file
from reconciler.report.texts import Language


@click.command()
@with_json
@with_stack
@click.option(
    "--file",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file. [default: the one that the repository has, else .github/CODEOWNERS]",
)
@click.option("--check", is_flag=True, help="Write nothing; exit code 1 where it is not current.")
def owners(stack_name: str, language: Language, file: Path | None, check: bool) -> int:
    """Write who approves which school's file into CODEOWNERS, from the scopes' owners.

    What stands in the file besides is kept. Contacts no tenant.
    """
    session = new_session(language)
    stack = session.place().stack(stack_name)
    loaded = load(stack.schools, stack.sharing)
    root = repository_of(stack.schools)
    path = file or owners_file(root)
    lines = owner_lines(loaded, stack.schools.relative_to(root).as_posix())
    text = path.read_text("utf-8") if path.is_file() else ""
    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    wrote = False
    if check:
        faults = list(owner_faults(shown, text, lines))
        if faults:
            raise ManifestError(faults)
    elif (new := with_owners(text, lines)) != text:
        write_file(path, new)
        wrote = True
    facts: dict[str, str | int] = {"count": len(lines), "file": shown}
    if session.json:
        session.answer(document("owners", 1, {**facts, "written": wrote}))
    else:
        session.write(session.texts.format("cli-owners", **facts))
    return Exit.DONE


def repository_of(folder: Path) -> Path:
    """The folder of the repository that a folder lies in; without one, the folder above it."""
    found = (one for one in folder.parents if (one / ".git").exists())
    return next(found, folder.parent)
