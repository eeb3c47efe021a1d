"""`docs`: the program's pages, which travel with it, and the scripts that they name.

Each is a link in `reconciler/docs/` to the file in `docs/`, and a file of its own in the wheel.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

import reconciler
from reconciler.cli.exits import Exit
from reconciler.cli.options import new_session, with_language
from reconciler.report.texts import Language

FOLDER = Path(reconciler.__file__).parent / "docs"
PAGES = tuple(sorted(path.name.removesuffix(".md") for path in FOLDER.iterdir()))
"""Names of the pages and scripts: 'operations' is docs/operations.md, 'google.sh' is itself."""


@click.command()
@click.argument("page", required=False, metavar="[PAGE]", type=click.Choice(PAGES))
@with_language
def docs(page: str | None, language: Language) -> int:
    """List the program's pages, or print one.

    They are in English; the page school-administrators is in Bulgarian too. What is no page, such
    as google.sh, can be printed into a file.
    """
    session = new_session(language)
    if page is None:
        width = max(len(name) for name in PAGES)
        for name in PAGES:
            session.write(f"{name:<{width}}  {_title(name)}")
        session.error(session.texts.format("cli-docs-next"))
    elif sys.stdout.isatty():
        click.echo_via_pager(page_text(page))
    else:
        session.write(page_text(page))
    return Exit.DONE


def page_text(page: str) -> str:
    """A page or script as it stands in docs/."""
    path = FOLDER / page
    return (path if path.suffix else path.with_suffix(".md")).read_text("utf-8")


def _title(page: str) -> str:
    lines = page_text(page).splitlines()
    return lines[lines[0].startswith("#!")].removeprefix("# ")
