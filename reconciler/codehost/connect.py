"""A client for the code host that a job runs on."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import httpx

from reconciler import __version__
from reconciler.codehost.base import CodeHostClient
from reconciler.codehost.gitea import Gitea
from reconciler.codehost.github import GitHub
from reconciler.codehost.gitlab import GitLab
from reconciler.codehost.job import CiJob
from reconciler.codehost.model import HostKind
from reconciler.codehost.publish import Publisher
from reconciler.codehost.transport import Clock, HostApi

TIMEOUT = 30.0
"""Seconds for each answer."""
_HEADERS = {
    HostKind.GITHUB: ("Authorization", "Bearer {token}"),
    HostKind.GITEA: ("Authorization", "token {token}"),
    HostKind.GITLAB: ("PRIVATE-TOKEN", "{token}"),
}
CLIENTS: Mapping[HostKind, Callable[[HostApi, str], CodeHostClient]] = {
    HostKind.GITHUB: GitHub,
    HostKind.GITEA: Gitea,
    HostKind.GITLAB: GitLab,
}
_GITHUB_VERSION = "2022-11-28"


def connect(job: CiJob, secrets: Mapping[str, str], clock: Clock | None = None) -> Publisher:
    """A writer to the job's repository; no redirect is followed: the token is for one host."""
    clock = clock or Clock()
    name, form = _HEADERS[job.kind]
    headers = {name: form.format(token=job.token), "User-Agent": f"reconciler/{__version__}"}
    if job.kind is HostKind.GITHUB:
        headers |= {
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": _GITHUB_VERSION,
        }
    client = httpx.Client(
        base_url=job.api, headers=headers, timeout=TIMEOUT, follow_redirects=False
    )
    page = ("limit", 50) if job.kind is HostKind.GITEA else ("per_page", 100)
    api = HostApi(client, secrets, clock, page)
    return Publisher(CLIENTS[job.kind](api, job.repository), clock)
