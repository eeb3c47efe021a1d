"""Names that a shell completes: schools, tenants, waves, stacks, guards and runs.

Reads files alone and asks nobody: no tenant, and no ledger but one that is a file here. Whatever
cannot be read offers nothing, for a shell has no place for an error.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import click

from reconciler.cli.suggested import PROJECT

_SQLITE = "sqlite:///"
_RUNS = 30
"""The newest runs that are offered."""
_TROUBLE = (
    *(OSError, ValueError, LookupError, TypeError, AttributeError),
    *(StopIteration, sqlite3.Error),
)
Completer = Callable[[click.Context, click.Parameter, str], list[str]]


def _starting(names: Iterable[str], incomplete: str) -> list[str]:
    return [name for name in names if name.startswith(incomplete)]


def schools(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Ids of schools."""
    return _starting(_offered(_schools, context), incomplete)


def tenants(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Aliases of the stack's tenants."""
    return _starting(_offered(_tenants, context), incomplete)


def waves(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Waves of municipality.yaml."""
    return _starting(_offered(_waves, context), incomplete)


def layouts(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Files of layouts/."""
    return _starting(_offered(_layouts, context), incomplete)


def stacks(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Files of stacks/."""
    return _starting(_offered(_stacks, context), incomplete)


def runs(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Numbers of the newest runs, newest first, where the ledger is a file."""
    return _starting(_offered(_numbers, context), incomplete)


def guards(context: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Guards; after 'NAME:' the schools."""
    name, colon, school = incomplete.partition(":")
    if colon:
        return [f"{name}:{one}" for one in schools(context, param, school)]
    from reconciler.plan.guards import DEFAULTS  # noqa: PLC0415  every command's --help would load it

    return _starting(sorted(DEFAULTS), incomplete)


def _offered(find: Callable[[Path, str], Iterator[str]], context: click.Context) -> list[str]:
    """What a search finds in the project; nothing where it has no such file, or a broken one."""
    with suppress(*_TROUBLE):
        given = context.meta.get(PROJECT)
        here = Path(given) if given else Path.cwd()
        folders = (here, *here.resolve().parents)
        root = next(folder for folder in folders if (folder / "Pulumi.yaml").is_file())
        return list(find(root, str(context.params.get("stack_name") or "sandbox")))
    return []


def _read(path: Path) -> Mapping[str, Any]:
    from reconciler.model.bounds import LARGEST, read_yaml  # noqa: PLC0415  only where a shell asks

    with path.open(encoding="utf-8") as file:
        content: Mapping[str, Any] = read_yaml(file.read(LARGEST + 1))
    return content


def _config(root: Path, stack: str) -> Mapping[str, Any]:
    config: Mapping[str, Any] = _read(root / "stacks" / f"Pulumi.{stack}.yaml")["config"]
    return config


def _folder(root: Path, stack: str) -> Path:
    return (root / "stacks" / str(_config(root, stack)["reconciler:schools"])).resolve()


def _schools(root: Path, stack: str) -> Iterator[str]:
    for path in sorted(_folder(root, stack).glob("*.yaml")):
        if path.name != "municipality.yaml":
            yield path.stem


def _tenants(root: Path, stack: str) -> Iterator[str]:
    yield from sorted(_config(root, stack)["reconciler:tenants"])


def _waves(root: Path, stack: str) -> Iterator[str]:
    yield from _read(_folder(root, stack) / "municipality.yaml")["waves"]


def _layouts(root: Path, stack: str) -> Iterator[str]:
    yield from (path.stem for path in sorted((_folder(root, stack) / "layouts").glob("*.yaml")))


def _stacks(root: Path, _: str) -> Iterator[str]:
    for path in sorted((root / "stacks").glob("Pulumi.*.yaml")):
        yield path.name.removeprefix("Pulumi.").removesuffix(".yaml")


def _numbers(root: Path, stack: str) -> Iterator[str]:
    """Read-only: a ledger is neither made nor brought up to date because of a key press."""
    url = str(_config(root, stack).get("reconciler:ledger", f"{_SQLITE}../.sandbox/ledger.sqlite"))
    if not url.startswith(_SQLITE):
        return
    file = (root / "stacks" / url.removeprefix(_SQLITE)).resolve()
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as ledger:
        asked = "select number from runs where stack = ? order by number desc limit ?"
        for (number,) in ledger.execute(asked, (stack, _RUNS)).fetchall():
            yield str(number)
