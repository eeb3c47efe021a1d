"""`simulator`: a sandbox of invented schools, and stand-ins of both vendors on this machine."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from reconciler.cli import names
from reconciler.cli.exits import CliCode, Exit
from reconciler.cli.options import Session, new_session, with_language, with_stack
from reconciler.cli.sandbox import PORT, Sandbox
from reconciler.cli.verify import verify
from reconciler.errors import Fault, ManifestError, RefusedError, StackError
from reconciler.model.json_data import read_json
from reconciler.project.open import require_names
from reconciler.project.schools.edits import loaded_faults
from reconciler.report.texts import Language
from reconciler.simulator.entry import (
    APPS,
    FrontsError,
    Listeners,
    ScenarioError,
    ServeOptions,
    WorldError,
    WorldOptions,
    WorldSummary,
    fronts_file,
    generate,
    grow,
    grow_saved,
    next_year,
    serve,
)

FOLDER = ".sandbox"
NO_COMMAND = 127
"""What shells answer for a command that does not exist."""
SIGNALLED = 128
"""What they add to the number of the signal that ended a command."""


def sandbox(session: Session) -> Sandbox:
    """The sandbox of the project that the command was run in."""
    return Sandbox(session.place().root / FOLDER)


def with_behaviour(command: Callable[..., int]) -> Callable[..., int]:
    """How the simulator's tenants behave, as docs/simulator.md tells."""
    path = click.Path(exists=True, dir_okay=False, path_type=Path)
    setting = click.option(
        "--behave", multiple=True, metavar="TENANT.NAME=VALUE", help="Such as '*.quota=true'."
    )
    named = click.option(
        "--behaviour", multiple=True, metavar="NAME", help="Switch this on everywhere; or 'all'."
    )
    file = click.option("--scenario", type=path, help="YAML file: how the tenants behave.")
    return file(setting(named(command)))


@click.group()
def simulator() -> None:
    """Invented schools to try things on, and both vendors on this machine."""


simulator.add_command(verify)


@simulator.command()
@with_stack
@click.option("--seed", default=1, show_default=True, help="Another seed, other people.")
@click.option(
    "--only", multiple=True, shell_complete=names.schools, help="Only this school; may be repeated."
)
@click.option("--guarded", is_flag=True, help="Also groups and people that vendors guard.")
@click.option(
    "--by-hand", is_flag=True, help="Also units made by hand, as where people work already."
)
@click.option("--replace", is_flag=True, help="Where there is a sandbox, take it away first.")
def new(stack_name: str, language: Language, *, replace: bool, **given: Any) -> int:
    """Make a fresh sandbox: rosters, tenants, keys. One that is there stays, without --replace."""
    session = new_session(language)
    box = sandbox(session)
    if not replace and (box.folder / "tenants").is_dir():
        raise RefusedError([Fault(CliCode.SANDBOX_EXISTS, None, {"folder": str(box.folder)})])
    # before anything is taken away: where the files are not sound, the old one stays
    options = _options(session, stack_name, box.folder, **given)
    box.stop()
    box.clear()
    box.write_keys()
    with inventing():
        _print_summary(session, generate(options), box.folder)
    return Exit.DONE


@simulator.command("add")
@with_stack
@click.argument("school", shell_complete=names.schools)
@click.option("--seed", default=1, show_default=True, help="The seed that `new` was given.")
def grow_by(stack_name: str, language: Language, school: str, seed: int) -> int:
    """Invent one more school in the sandbox that is there; all else stays as it is."""
    session = new_session(language)
    box = sandbox(session)
    if not (box.folder / "tenants").is_dir():
        raise StackError([Fault(CliCode.NO_SANDBOX, None, {"folder": str(box.folder)})])
    if (box.folder / "rosters" / school).exists():
        raise RefusedError([Fault(CliCode.SCHOOL_INVENTED, None, {"school": school})])
    options = _options(session, stack_name, box.folder, seed=seed, only=(school,))
    with inventing():
        summary, data = grow(options)
    if box.running():
        box.ask("POST", "tenants", data)
    else:
        grow_saved(box.state, box.folder / "tenants", data)
    _print_summary(session, summary, box.folder)
    return Exit.DONE


@simulator.command("next-year")
@with_stack
@click.option("--seed", default=1, show_default=True, help="The seed that `new` was given.")
@click.option("--years", default=1, show_default=True, help="How many school years later.")
@click.option(
    "--only", multiple=True, shell_complete=names.schools, help="Only this school; may be repeated."
)
def later(stack_name: str, language: Language, seed: int, years: int, only: tuple[str, ...]) -> int:
    """Replace the rosters by those of a later school year; tenants stay as they are."""
    session = new_session(language)
    box = sandbox(session)
    options = _options(session, stack_name, box.folder, seed=seed, years=years, only=only)
    with inventing():
        _print_summary(session, next_year(options), box.folder)
    return Exit.DONE


@contextmanager
def inventing() -> Iterator[None]:
    """What the simulator cannot invent ends as an error of ours."""
    try:
        yield
    except WorldError as error:
        raise StackError([Fault(CliCode.NO_WORLD, None, {"problem": str(error)})]) from error


def _options(session: Session, stack_name: str, out: Path, **more: Any) -> WorldOptions:
    """What the world is made from; ManifestError where a school's file is not finished."""
    place = session.place()
    stack = place.stack(stack_name)
    loaded, faults = loaded_faults(stack)
    if faults:
        raise ManifestError(faults)
    require_names("school", more.get("only", ()), loaded.schools)
    file = place.root / "stacks" / f"Pulumi.{stack_name}.yaml"
    return WorldOptions(schools=stack.schools, stack=file, out=out, **more)


def _print_summary(session: Session, summary: WorldSummary, folder: Path) -> None:
    facts = {"schools": summary.schools, "pupils": summary.pupils, "teachers": summary.teachers}
    tenants = len(list((folder / "tenants").glob("*.json")))
    session.error(
        session.texts.format("cli-generated", folder=folder.name, tenants=tenants, **facts)
    )


@simulator.command()
@with_language
@click.option("--port", default=PORT, help="0: any free one. [default: 0]")
@with_behaviour
def start(
    language: Language,
    port: int,
    scenario: Path | None,
    behave: tuple[str, ...],
    behaviour: tuple[str, ...],
) -> int:
    """Start the simulator in the background; its state is kept in the sandbox."""
    session = new_session(language)
    box = sandbox(session)
    more = [f"--scenario={scenario}"] if scenario else []
    more += [f"--behave={item}" for item in behave]
    more += [f"--behaviour={name}" for name in behaviour]
    address = box.start(port, tuple(more))
    count = len(box.ask("GET", "tenants")["tenants"])
    session.error(session.texts.format("cli-simulator-started", tenants=count, address=address))
    return Exit.DONE


@simulator.command()
@with_language
def stop(language: Language) -> int:
    """Stop it; the state stays."""
    session = new_session(language)
    stopped = sandbox(session).stop()
    said = "cli-simulator-stopped" if stopped else "cli-simulator-not-running"
    session.error(session.texts.format(said))
    return Exit.DONE


@simulator.command("serve")
@click.option("--port", default=PORT, help="0: any free one. [default: 0]")
@click.option(
    "--seeds",
    type=click.Path(exists=True, path_type=Path),
    required=True,
    help="Folder with a file for each tenant.",
)
@click.option("--state", type=click.Path(path_type=Path), help="SQLite file that keeps the state.")
@click.option("--log", type=click.Path(path_type=Path), help="JSON lines of every request.")
@click.option(
    "--traffic", type=click.Path(path_type=Path), help="JSON lines of whole exchanges, bodies too."
)
@click.option("--ready", type=click.Path(path_type=Path), help="File that gets the address.")
@click.option("--tls-port", type=int, help="TLS as well; 0: any free port.")
@click.option("--proxy-port", type=int, help="The proxy that is the vendors' hosts as well.")
@click.option("--ca", type=click.Path(path_type=Path), help="File for the certificate to trust.")
@with_behaviour
def foreground(**options: Any) -> int:
    """Serve tenants from a folder of seeds until Ctrl-C."""
    try:
        serve(ServeOptions(**options))
    except (ScenarioError, FrontsError) as error:
        raise click.UsageError(str(error)) from error
    return Exit.DONE


@simulator.command()
@with_language
@click.argument("tenant", shell_complete=names.tenants)
@click.argument("method")
@click.argument("path")
@click.argument("body", required=False)
def call(language: Language, tenant: str, method: str, path: str, body: str | None) -> int:
    """Make a vendor's call in a tenant behind everyone's back, as an administrator would.

    PATH is the vendor's, such as /admin/directory/v1/groups; BODY is JSON.
    """
    session = new_session(language)
    try:
        wanted = {"method": method, "path": path, "body": read_json(body) if body else None}
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="BODY") from error
    box = sandbox(session)
    known = [one["alias"] for one in box.ask("GET", "tenants")["tenants"]]
    require_names("tenant", [tenant], known)
    answer = box.ask("POST", f"tenants/{tenant}/call", wanted)
    session.write(json.dumps(answer, ensure_ascii=False, indent=2))
    return Exit.DONE


@simulator.command()
@with_language
def env(language: Language) -> int:
    """Print the variables with which clients take the simulator for the vendors.

    For a shell: eval "$(reconciler simulator env)"
    """
    session = new_session(language)
    for name, value in _fronts(session).variables().items():
        session.write(f"export {name}={shlex.quote(value)}")
    # Comments, so that a shell can take the whole over.
    session.write(f"# {session.texts.format('cli-simulator-google-sign-in')}")
    for app in APPS:
        facts = {"name": app.name, "id": app.app_id, "roles": " ".join(app.roles)}
        session.write(f"# {session.texts.format('cli-simulator-app', **facts)}")
    return Exit.DONE


@simulator.command("exec", context_settings={"ignore_unknown_options": True})
@with_language
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED)
def inside(language: Language, command: tuple[str, ...]) -> int:
    """Run a command that takes the simulator for the vendors, and end as it does.

    The vendors' hosts are answered by the simulator; every other host is refused:
    reconciler simulator exec -- gam print users
    """
    session = new_session(language)
    variables = {**os.environ, **_fronts(session).variables()}
    try:
        done = subprocess.run(command, env=variables, check=False)  # noqa: S603  what was asked for
    except OSError:
        session.error(session.texts.format("cli-no-command", command=command[0]))
        return NO_COMMAND
    return done.returncode if done.returncode >= 0 else SIGNALLED - done.returncode


def _fronts(session: Session) -> Listeners:
    box = sandbox(session)
    written = fronts_file(box.address)
    if not box.address.exists() or not written.exists():
        raise StackError([Fault(CliCode.SIMULATOR_AWAY, None, {"log": str(box.log)})])
    return Listeners.read(written)
