"""Commits, trees and refs of a repository by its own Git, as GitHub's calls make them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_WHO = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "jobs"), ("EMAIL", "jobs@schools.example"))
}


@dataclass(frozen=True)
class GitObjects:
    """One repository; what is made and not pushed yet is kept between the calls."""

    remote: str
    folder: Path

    def answer(self, method: str, name: str, rest: str, sent: Mapping[str, Any]) -> Any:
        """What GitHub answers; None where there is no such thing."""
        if not self.folder.exists():
            self.folder.mkdir()
            self._git("init", "-q", "--bare", ".")
        self._git("fetch", "-q", "--prune", self.remote, "+refs/heads/*:refs/heads/*")
        ref = "refs/" + rest.partition("/")[2].partition("/")[2]
        if (method, name) == ("POST", "/git/trees"):
            return {"sha": self._tree(sent)}
        if (method, name) == ("POST", "/git/commits"):
            parents = [word for one in sent["parents"] for word in ("-p", one)]
            return {"sha": self._git("commit-tree", sent["tree"], *parents, "-m", sent["message"])}
        if (method, name) == ("GET", "/git/commits/{commit_sha}"):
            commit = rest.rpartition("/")[2]
            return {"sha": commit, "tree": {"sha": self._git("rev-parse", f"{commit}^{{tree}}")}}
        if method == "GET":
            found = self._git("for-each-ref", "--format=%(objectname)", ref)
            return {"ref": ref, "object": {"sha": found}} if found else None
        ref = sent.get("ref", ref)
        assert not sent.get("force")
        self._git("push", "-q", self.remote, f"{sent['sha']}:{ref}")
        return {"ref": ref, "object": {"sha": sent["sha"]}}

    def _tree(self, sent: Mapping[str, Any]) -> str:
        index = {"GIT_INDEX_FILE": str(self.folder / "an-index")}
        self._git("read-tree", sent["base_tree"], **index)
        for one in sent["tree"]:
            blob = self._git("hash-object", "-w", "--stdin", given=one["content"])
            entry = f"{one['mode']},{blob},{one['path']}"
            self._git("update-index", "--add", "--cacheinfo", entry, **index)
        return self._git("write-tree", **index)

    def _git(self, *words: str, given: str = "", **more: str) -> str:
        done = subprocess.run(
            ["git", *words],
            cwd=self.folder,
            input=given,
            env={**os.environ, **_WHO, **more},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"git {words[0]}: {done.stderr}"
        return done.stdout.strip()
