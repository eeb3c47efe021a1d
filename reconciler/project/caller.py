"""Who runs a front end, from which commit and on which day, as the ledger records it."""

from __future__ import annotations

import getpass
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

WHO = ("RECONCILER_OPERATOR", "GITHUB_ACTOR", "GITLAB_USER_LOGIN", "BUILD_SOURCEVERSIONAUTHOR")
"""Ours, then what GitHub Actions, GitLab CI and Azure Pipelines say of who started a job."""
COMMIT = ("GITHUB_SHA", "CI_COMMIT_SHA", "BUILD_SOURCEVERSION")
SHORT = 12
"""Digits of a commit that are kept."""


def login(environment: Mapping[str, str]) -> str:
    """A login: the CI's actor, else the user of this machine."""
    named = (environment[name] for name in WHO if environment.get(name))
    return next(named, None) or getpass.getuser()


def commit(environment: Mapping[str, str], root: Path) -> str:
    """The commit of the manifests: the CI's, else Git's with '+' where files differ; '' without."""
    for name in COMMIT:
        if environment.get(name):
            return environment[name][:SHORT]
    head = _git(root, "rev-parse", f"--short={SHORT}", "HEAD")
    return f"{head}+" if head and _git(root, "status", "--porcelain", "schools", "stacks") else head


def today() -> str:
    """The machine's day, ISO: the only reading of the clock that plans are made by."""
    return datetime.now().astimezone().date().isoformat()


def utc_today() -> str:
    """The day in UTC, ISO: stops of all writing end with one, wherever machines are."""
    return datetime.now(UTC).date().isoformat()


def _git(root: Path, *words: str) -> str:
    """What Git prints; '' where there is no Git or no repository."""
    try:
        done = subprocess.run(  # noqa: S603  fixed words
            ["git", *words],  # noqa: S607  whichever Git the person uses
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
