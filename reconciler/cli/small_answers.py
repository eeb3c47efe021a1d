"""JSON of commands that write files or one row of the ledger, and have a line or two to say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from reconciler.model.document import document

FORMAT_VERSION = 1


def files_document(
    command: str,
    files: Mapping[str, bool],
    following: Iterable[str] = (),
    classes: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Files (→ whether they are there now), classes with another name, and what to do next."""
    renamed = [{"old": old, "now": now} for old, now in (classes or {}).items()]
    written = [name for name, there in files.items() if there]
    removed = [name for name, there in files.items() if not there]
    data = {"command": command, "files": written, "removed": removed, "classes": renamed}
    return document("files", FORMAT_VERSION, {**data, "next": list(following)})


def freeze_document(
    *, frozen: bool, until: str | None, lifted: int, running: Iterable[Mapping[str, Any]] = ()
) -> dict[str, Any]:
    """Whether writing is stopped now, until which ISO day, and runs that still go on."""
    data = {"frozen": frozen, "until": until, "lifted": lifted, "running": list(running)}
    return document("freeze", FORMAT_VERSION, data)
