"""Another revision of a project's files: a folder that is there, or a commit written out of Git.

Premise: whoever edits a pull request chooses what stands in its files, links included. A link could
lead a job to a file of its own, whose text would then stand in a message.

Rule: nothing of a revision is executed, and no link in it followed (see `proposed`). What a trusted
stack names beside its own files (lists, keys, a ledger) lies in the project's folder, and may not
be tracked by Git there: then it would be the pull request's own.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from reconciler.errors import Code, Fault, ManifestError, SourceLocation, StackError
from reconciler.manifest.city import Stack
from reconciler.project.proposed import ProposedCode


class RevisionCode(Code):
    """Codes of faults (fault-…)."""

    NO_REVISION = "no-revision"
    TRACKED_INPUT = "tracked-input"
    TWO_REVISIONS = "two-revisions"
    SCOPE_FIRST = "scope-first"


@contextmanager
def revision(root: Path, name: str) -> Iterator[Path]:
    """The folder of a revision: itself where it is one, else a commit of `root`'s repository.

    StackError where it is neither.
    """
    folder = Path(name)
    if folder.is_dir():
        yield folder.resolve()
        return
    with TemporaryDirectory(prefix="reconciler-") as temporary:
        written = Path(temporary).resolve() / root.name
        written.mkdir()
        _write_out(root, name, written)
        yield written


def require_untracked(root: Path, stack: Stack) -> None:
    """StackError for lists, keys and ledgers of a stack that Git tracks: a revision has its own."""
    faults = [
        Fault(RevisionCode.TRACKED_INPUT, None, {"name": name, "stack": stack.name})
        for path in (*sorted(stack.inputs), root / SANDBOX)
        if path.is_relative_to(root)
        if (name := path.relative_to(root).as_posix()) and _tracked(root, path)
    ]
    if faults:
        raise StackError(faults)


SANDBOX = ".sandbox"
"""Where runs are kept that no stack says where to keep."""


def _tracked(root: Path, path: Path) -> bool:
    done = _git(root, "ls-files", "--", str(path.relative_to(root)))
    return bool(done.stdout.strip())


def _write_out(root: Path, name: str, folder: Path) -> None:
    """A commit's files below `root`, as Git archives them."""
    fault = Fault(RevisionCode.NO_REVISION, None, {"revision": name})
    commit = _git(
        root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
    )
    if commit.returncode:
        raise StackError([fault])
    archive = _git(root, "archive", "--format=tar", commit.stdout.decode().strip())
    if archive.returncode:
        raise StackError([fault])
    try:
        with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
            files.extractall(folder, filter="data")
    except tarfile.FilterError as error:
        # a link that leads out of the folder, or a device
        shown = error.tarinfo.name if isinstance(error.tarinfo, tarfile.TarInfo) else name
        place = SourceLocation(shown, 1, 1)
        raise ManifestError([Fault(ProposedCode.NOT_A_FILE, place)]) from error


def _git(root: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603  fixed words, and a name after --end-of-options or --
            ["git", *words],  # noqa: S607  whichever Git the person uses
            cwd=root,
            capture_output=True,
            check=False,
        )
    except OSError:
        return subprocess.CompletedProcess(words, 1, b"", b"")
