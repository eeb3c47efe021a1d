"""Files that commands write: each is the old one or the new one, never half of either.

Everything is written beside its place first and then put there by renaming, which needs no room.
So a full disk, a folder that cannot be written to or Ctrl-C leaves what was there, and of several
files that belong together none is new while another one could not be written.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp

_PUBLIC = 0o666


def write_file(path: Path, content: str | bytes) -> None:
    """One file; OSError with the path that was asked for."""
    write_files({path: content})


def write_files(contents: Mapping[Path, str | bytes]) -> None:
    """Several that belong together; OSError with the path that was asked for.

    What is no ordinary file, such as /dev/stdout, is written to as it is.
    """
    waiting: dict[Path, str] = {}
    made: list[Path] = []
    try:
        for path, content in contents.items():
            data = content.encode() if isinstance(content, str) else content
            with _named(path):
                place = path.resolve()  # a link stays one
                if place.exists() and not place.is_file():
                    place.write_bytes(data)
                else:
                    made += _folders(place.parent)
                    waiting[place] = _beside(place, data)
        for place in list(waiting):
            with _named(place):
                os.replace(waiting[place], place)  # noqa: PTH105  the name is mkstemp's, a text
                del waiting[place]
    except BaseException:
        for left in waiting.values():
            with suppress(OSError):
                os.unlink(left)  # noqa: PTH108  likewise
        for folder in reversed(made):
            with suppress(OSError):  # what somebody else put there stays
                folder.rmdir()
        raise


def _folders(folder: Path) -> list[Path]:
    """Makes a folder and those above it; the new ones, the highest first."""
    absent = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return absent[::-1]


def _beside(place: Path, data: bytes) -> str:
    """A file with this content in the same folder, as readable as the one in the place is."""
    handle, name = mkstemp(prefix=f".{place.name[:100]}.", suffix=".part", dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            os.fchmod(file.fileno(), _mode(place))
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        os.unlink(name)  # noqa: PTH108  likewise
        raise
    return name


def _mode(place: Path) -> int:
    if place.exists():
        return place.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return _PUBLIC & ~mask


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Trouble with the file that was asked for, whatever its name was at the time."""
    try:
        yield
    except OSError as error:
        raise type(error)(error.errno, error.strerror, str(path)) from error
