"""What a command writes is there whole, or what was there stays."""

from __future__ import annotations

import ast
import errno
import os
from collections.abc import Callable
from pathlib import Path
from stat import S_IMODE

import pytest

from reconciler.cli.private_file import write_private
from reconciler.project.writing import write_file, write_files

ROOT = Path(__file__).parents[3] / "reconciler"


def _tree(folder: Path) -> dict[str, str]:
    return {
        str(one.relative_to(folder)): one.read_text("utf-8") if one.is_file() else "/"
        for one in sorted(folder.rglob("*"))
    }


def _full(patch: pytest.MonkeyPatch, after: int = 0) -> None:
    """The disk is full once so many files were written."""
    left = iter([None] * after)
    real = os.fsync

    def fail(handle: int) -> None:
        if next(left, "full") == "full":
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    patch.setattr("os.fsync", fail)


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_full_disk_leaves_what_was_there(
    after: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of several files none is new, no other file and no folder is left, and the path is told."""
    (tmp_path / "a").write_text("old", "utf-8")
    before = _tree(tmp_path)
    _full(monkeypatch, after)
    wanted = {tmp_path / name: "new" for name in ("a", "deep/er/b", "c")}
    with pytest.raises(OSError, match="No space left") as caught:
        write_files(wanted)
    assert caught.value.filename == str(list(wanted)[after])
    assert _tree(tmp_path) == before


def test_ctrl_c_while_writing_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even a file of another name."""

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "plan.json", "new")
    assert _tree(tmp_path) == {}


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("file/plan.json", lambda folder: (folder / "file").write_text("", "utf-8")),
        ("x" * 300, lambda _: None),
        ("folder", lambda folder: (folder / "folder").mkdir()),
    ],
)
def test_a_path_that_cannot_be_written_is_named(
    name: str, make: Callable[[Path], object], tmp_path: Path
) -> None:
    """As it was given, not as it was called in between."""
    make(tmp_path)
    with pytest.raises(OSError, match=r"\w") as caught:
        write_file(tmp_path / name, "new")
    assert caught.value.filename == str(tmp_path / name)


def test_links_modes_and_devices_stay_what_they_are(tmp_path: Path) -> None:
    """A link is followed, a private file stays private, /dev/null is no file that is replaced."""
    kept = tmp_path / "kept"
    kept.write_text("old", "utf-8")
    kept.chmod(0o600)
    (tmp_path / "link").symlink_to(kept)
    write_file(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert kept.read_text("utf-8") == "new"
    assert S_IMODE(kept.stat().st_mode) == 0o600
    before = os.umask(0o027)
    try:
        write_file(tmp_path / "made", b"new")
    finally:
        os.umask(before)
    assert S_IMODE((tmp_path / "made").stat().st_mode) == 0o640
    write_file(Path("/dev/null"), "new")
    assert Path("/dev/null").is_char_device()


def test_a_list_of_names_is_whole_or_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a list of people must not look like one."""
    monkeypatch.setattr("os.fchmod", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(OSError, match="full"):
        write_private(tmp_path / "new.csv", "id\n")
    assert _tree(tmp_path) == {}


WRITES = {"write_text", "write_bytes"}
OWN = {
    "project/writing.py": "the one way",
    "cli/sandbox.py": "keys, made once, and the number of a process",
    "cli/spoken.py": "no file: what click calls a paragraph of help",
}


def test_every_command_writes_this_way() -> None:
    """A command that comes later, too."""
    for folder in ("cli", "project", "runtime", "pulumi", "undo"):
        for path in (ROOT / folder).rglob("*.py"):
            names = {
                node.func.attr
                for node in ast.walk(ast.parse(path.read_text("utf-8")))
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            }
            shown = path.relative_to(ROOT).as_posix()
            assert not names & WRITES or shown in OWN, shown
