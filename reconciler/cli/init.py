"""`init`: a new project from a starter kit, by a few questions or by options."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import click

from reconciler.cli.exits import CliCode, Exit
from reconciler.cli.language_names import language_name, require_language
from reconciler.cli.options import Session, new_session, with_json, with_language
from reconciler.cli.small_answers import files_document
from reconciler.errors import Fault, StackError
from reconciler.model.inert import inert
from reconciler.model.names import key_of
from reconciler.project.kit import Clouds, CodeHost, Kit, ListFormat, NewProject
from reconciler.project.writing import write_files
from reconciler.report.texts import Language

Choice = TypeVar("Choice", bound=StrEnum)
_LANGUAGES = {Kit.BULGARIA: ("bg", "en"), Kit.GENERIC: ("en",)}
_DESCRIBED = (
    "schools/municipality.yaml",
    "schools/layouts/school.yaml",
    "stacks/Pulumi.production.yaml",
    "README.md",
)


def _choice(kinds: type[StrEnum]) -> click.Choice[str]:
    return click.Choice([one.value for one in kinds])


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--kit", type=_choice(Kit), help="What to start from.")
@click.option("--name", "names", multiple=True, metavar="LANGUAGE=NAME", help="May be repeated.")
@click.option("--clouds", type=_choice(Clouds), help="Whose tenants the schools have.")
@click.option("--tenants", type=click.Choice(["each", "shared"]), help="One a school, or one.")
@click.option("--rosters", type=_choice(ListFormat), help="Where lists of people come from.")
@click.option("--code-host", "host", type=_choice(CodeHost), help="Where changes are reviewed.")
@click.option("--school", default="first-school", show_default=True, help="Id of the first school.")
@with_json
@with_language
def init(language: Language, folder: Path, school: str, **given: str | tuple[str, ...]) -> int:
    """Write a new project into an empty folder: a small, valid one to go on from.

    What no option says is asked; without a terminal the first answer is taken.
    """
    session = new_session(language)
    asker = _Asker(session, given)
    _require_empty(folder)
    kit = Kit(asker.choice("kit", Kit))
    project = NewProject(
        id=key_of(folder.resolve().name) or "municipality",
        kit=kit,
        names=dict(asker.names(_LANGUAGES[kit], folder.resolve().name)),
        clouds=Clouds(asker.choice("clouds", Clouds)),
        shared=asker.one_of("tenants", ("each", "shared")) == "shared",
        rosters=ListFormat(asker.choice("rosters", ListFormat)),
        host=CodeHost(asker.choice("host", CodeHost)),
        school=key_of(school) or "first-school",
    )
    files = project.files()
    write_files({folder / name: text for name, text in files.items()})
    if session.json:
        following = session.texts.format("cli-init-next", folder=str(folder), school=project.school)
        told = [*_to_translate(session, project), following]
        session.answer(files_document("init", dict.fromkeys(sorted(files), True), told))
    else:
        _report(session, folder, project, len(files))
    return Exit.DONE


class _Asker:
    """Takes an answer from an option, else from a person, else the first one there is."""

    def __init__(self, session: Session, given: dict[str, str | tuple[str, ...]]) -> None:
        self._session, self._given = session, given

    def choice(self, what: str, kinds: type[StrEnum]) -> str:
        return self.one_of(what, tuple(one.value for one in kinds))

    def one_of(self, what: str, known: tuple[str, ...]) -> str:
        given = self._given.get(what)
        if isinstance(given, str):
            return given
        if not sys.stdin.isatty():
            return known[0]
        question = self._session.texts.format(f"cli-init-{what}")
        return str(click.prompt(question, type=click.Choice(known), default=known[0], err=True))

    def names(self, languages: tuple[str, ...], default: str) -> Iterator[tuple[str, str]]:
        """The municipality's name in the kit's languages, then in others that an option has."""
        given = dict(_pair(one) for one in self._given.get("names", ()))
        for language in dict.fromkeys((*(given or languages), *given)):
            name = given.get(language, default)
            if language not in given and sys.stdin.isatty():
                question = self._session.texts.format("cli-init-name", language=language)
                name = str(click.prompt(question, default=default, err=True))
            if inert(name) != name:  # no manifest may have it
                raise StackError([Fault(CliCode.INIT_NAME, None, {"text": name})])
            yield language, name


def _pair(text: str) -> tuple[str, str]:
    language, equals, name = text.partition("=")
    if not equals or len(language) != len("bg") or not language.isalpha() or not name.strip():
        raise StackError([Fault(CliCode.INIT_NAME, None, {"text": text})])
    require_language(language.lower())
    return language.lower(), name.strip()


def _require_empty(folder: Path) -> None:
    """StackError where something lies in the folder: a project is never written over."""
    if folder.exists() and any(one.name != ".git" for one in folder.iterdir()):
        raise StackError([Fault(CliCode.INIT_NOT_EMPTY, None, {"folder": str(folder)})])


def _report(session: Session, folder: Path, project: NewProject, count: int) -> None:
    said = session.texts.format("cli-init-wrote", folder=str(folder), count=count)
    session.write(said)
    width = max(map(len, _DESCRIBED))
    for name in _DESCRIBED:
        key = name.rpartition("/")[2].partition(".")[0].lower()
        said = session.texts.format("cli-init-" + ("stack" if key == "pulumi" else f"file-{key}"))
        session.write(f"  {name.ljust(width)}  {said}")
    for line in _to_translate(session, project):
        session.write(line)
    session.write(session.texts.format("cli-init-next", folder=str(folder), school=project.school))


def _to_translate(session: Session, project: NewProject) -> Iterator[str]:
    """Which languages have English names in the files, and that no report is in any of them."""
    named = [f"{language_name(one, session.texts.language)} ({one})" for one in project.foreign()]
    if named:
        facts = {"languages": ", ".join(named), "files": ", ".join(project.names_files())}
        yield session.texts.format("cli-init-translate", **facts)
    if len(named) == len(project.names):
        yield session.texts.format("cli-init-reports")
