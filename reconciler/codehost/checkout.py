"""The files of a pull request as its merge would have them, taken out of Git as data.

Nothing of the pull request is checked out into the folder that the job runs in, and nothing of it
is run: Git merges the trees without a working copy, and the result is unpacked beside it.
"""

from __future__ import annotations

import base64
import io
import os
import subprocess
import tarfile
from pathlib import Path

from reconciler.codehost.codes import CodeHostCode, CodeHostError
from reconciler.codehost.job import CiJob
from reconciler.codehost.model import HostKind
from reconciler.errors import Fault

_REFS = {
    HostKind.GITHUB: "refs/pull/{number}/head",
    HostKind.GITEA: "refs/pull/{number}/head",
    HostKind.GITLAB: "refs/merge-requests/{number}/head",
}
_USERS = {HostKind.GITHUB: "x-access-token", HostKind.GITEA: "x-access-token"}
_HARMLESS = ("core.hooksPath=/dev/null", "core.fsmonitor=false", "protocol.ext.allow=never")
BIGGEST = 50_000_000
"""Bytes of the unpacked folder; a pull request with more is not planned."""


def merged_files(job: CiJob, number: int, root: Path, into: Path) -> Path:
    """Unpacks what the merge of the job's commit into HEAD would hold below schools' folder.

    CodeHostError where the commit is gone (a newer push), or does not merge without a person.
    """
    _fetch(job, number, root)
    if _git(root, "cat-file", "-e", f"{job.commit}^{{commit}}").returncode != 0:
        raise CodeHostError([Fault(CodeHostCode.MOVED_ON, None, {"commit": job.commit[:12]})])
    merged = _git(root, "merge-tree", "--write-tree", "HEAD", job.commit)
    if merged.returncode != 0:
        raise CodeHostError([Fault(CodeHostCode.CONFLICTS, None, {"commit": job.commit[:12]})])
    tree = merged.stdout.decode().split()[0]
    packed = _git(root, "archive", "--format=tar", tree)
    if packed.returncode != 0:
        raise CodeHostError([Fault(CodeHostCode.MOVED_ON, None, {"commit": job.commit[:12]})])
    _unpack(packed.stdout, into)
    return into


def _unpack(data: bytes, into: Path) -> None:
    """Plain files and folders, and links as they are: they are told, and never followed."""
    if len(data) > BIGGEST:
        raise CodeHostError([Fault(CodeHostCode.TOO_LARGE, None, {"bytes": BIGGEST})])
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for entry in archive:
            if entry.issym() or entry.islnk():
                path = into / entry.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.symlink_to("nowhere")
            else:
                archive.extract(entry, into, filter="data")


def _fetch(job: CiJob, number: int, root: Path) -> None:
    """The pull request's commits; the token goes by the environment, so that no list shows it."""
    words = ["fetch", "--no-tags", "--quiet"]
    if _git(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true":
        words.append("--unshallow")
    ref = _REFS[job.kind].format(number=number)
    pair = f"{_USERS.get(job.kind, 'oauth2')}:{job.token}"
    header = f"Authorization: Basic {base64.b64encode(pair.encode()).decode()}"
    settings = {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "http.extraHeader",
        "GIT_CONFIG_VALUE_0": header,
    }
    done = _git(root, *words, "origin", f"+{ref}:refs/reconciler/proposed", **settings)
    if done.returncode != 0:
        raise CodeHostError([Fault(CodeHostCode.NO_COMMITS, None, {"ref": ref})])


def _git(root: Path, *words: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    flags = [part for one in _HARMLESS for part in ("-c", one)]
    return subprocess.run(  # noqa: S603  fixed words, and commits that were looked up
        ["git", *flags, *words],  # noqa: S607  whichever Git the runner has
        cwd=root,
        env={**os.environ, "GIT_TERMINAL_PROMPT": "0", **more},
        capture_output=True,
        check=False,
    )
