"""What a CI job's environment says of the pull request that it is about.

GitHub: docs.github.com, "Variables reference" and "Events that trigger workflows"; GitLab:
"Predefined CI/CD variables reference"; Gitea's runner has GitHub's and GITEA_ACTIONS. Read 2026-11.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from reconciler.codehost.codes import CodeHostCode, CodeHostError
from reconciler.codehost.model import HostKind
from reconciler.errors import Fault
from reconciler.model.json_data import read_json

TOKEN = "RECONCILER_CODEHOST_TOKEN"  # noqa: S105  a variable's name
API = "RECONCILER_CODEHOST_API"
_TOKENS = {
    HostKind.GITHUB: "GITHUB_TOKEN",
    HostKind.GITEA: "GITEA_TOKEN",
    HostKind.GITLAB: "GITLAB_TOKEN",
}
_APIS = {
    HostKind.GITHUB: "GITHUB_API_URL",
    HostKind.GITEA: "GITHUB_API_URL",
    HostKind.GITLAB: "CI_API_V4_URL",
}
_SECRET = re.compile(r"TOKEN|SECRET|PASSWORD|PASSWD|_KEY$|LEDGER_URL|CREDENTIAL", re.IGNORECASE)
_LEAST = 8
"""Characters: a shorter value stands in texts by chance."""
_QUEUE = re.compile(r"gh-readonly-queue/.+/pr-(\d+)-[0-9a-f]+$")


class JobEvent(StrEnum):
    """Why a job runs."""

    PROPOSED = "proposed"
    QUEUED = "queued"
    """In a merge queue: the commit that will be the branch's next."""
    PUSHED = "pushed"
    MANUAL = "manual"
    SCHEDULED = "scheduled"


@dataclass(frozen=True, slots=True)
class CiJob:
    """One job, and what it is about."""

    kind: HostKind
    api: str
    """The address of the code host's API."""
    token: str
    repository: str
    """OWNER/NAME; GitLab: the project's number."""
    event: JobEvent
    commit: str
    """PROPOSED: the pull request's; else the one that is checked out."""
    number: int | None
    """The pull request, where the event names it."""
    url: str
    """The job's page."""
    summary: Path | None
    """A file whose Markdown the job's page shows."""
    line_link: str = ""
    """Address of a line of the commit, with {file} and {line}."""
    base: str | None = None
    """QUEUED: the commit that the queued one comes after."""
    from_fork: bool = False


def read_job(environment: Mapping[str, str]) -> CiJob:
    """The job that this process runs in; CodeHostError for every variable that is missing."""
    if environment.get("GITLAB_CI"):
        return _gitlab(_Variables(environment, HostKind.GITLAB))
    actions = environment.get("GITEA_ACTIONS") or environment.get("FORGEJO_ACTIONS")
    if actions or environment.get("GITHUB_ACTIONS"):
        return _actions(_Variables(environment, HostKind.GITEA if actions else HostKind.GITHUB))
    raise CodeHostError([Fault(CodeHostCode.NO_HOST)])


def secrets_of(environment: Mapping[str, str]) -> dict[str, str]:
    """Variable → value that must leave in no text: tokens, keys, passwords, the ledger's too."""
    found = {
        name: value
        for name, value in environment.items()
        if _SECRET.search(name) and len(value) >= _LEAST and not value.startswith("/")
    }
    passwords = {name: urlsplit(value).password for name, value in found.items() if "://" in value}
    return found | {
        f"{name} (password)": value
        for name, value in passwords.items()
        if value and len(value) >= _LEAST
    }


@dataclass(frozen=True, slots=True)
class _Variables:
    """An environment whose missing variables are a fault."""

    environment: Mapping[str, str]
    kind: HostKind

    def __getitem__(self, name: str) -> str:
        return self.first(name)

    def first(self, *names: str) -> str:
        for name in names:
            if self.environment.get(name):
                return self.environment[name]
        facts = {"variable": " / ".join(names)}
        raise CodeHostError([Fault(CodeHostCode.NO_JOB_VARIABLE, None, facts)])

    def get(self, name: str) -> str:
        return self.environment.get(name, "")

    @property
    def token(self) -> str:
        names = dict.fromkeys((TOKEN, _TOKENS[self.kind]))
        if self.kind is HostKind.GITEA:
            names |= {"GITHUB_TOKEN": None}
        return self.first(*names)

    @property
    def api(self) -> str:
        return self.first(API, _APIS[self.kind]).rstrip("/")


def _actions(found: _Variables) -> CiJob:
    """GitHub's, and Gitea's that took after them."""
    event = _event(Path(found["GITHUB_EVENT_PATH"]))
    pull = event.get("pull_request") or {}
    group = event.get("merge_group") or {}
    queued = _QUEUE.search(str(group.get("head_ref", "")))
    name, page = found["GITHUB_EVENT_NAME"], _page(found)
    summary = found.get("GITHUB_STEP_SUMMARY")
    head = pull.get("head") or {}
    theirs = str((head.get("repo") or {}).get("full_name", ""))
    commit = str(head["sha"]) if pull else found["GITHUB_SHA"]
    return CiJob(
        kind=found.kind,
        api=found.api,
        token=found.token,
        repository=found["GITHUB_REPOSITORY"],
        event=_EVENTS.get(name, JobEvent.MANUAL),
        commit=commit,
        number=int(pull["number"]) if pull else int(queued[1]) if queued else None,
        url=f"{page}/actions/runs/{found['GITHUB_RUN_ID']}",
        summary=Path(summary) if summary else None,
        line_link=f"{page}/{_SOURCES[found.kind]}/{commit}/{{file}}#L{{line}}",
        base=str(group["base_sha"]) if group else None,
        from_fork=bool(pull) and theirs.lower() != found["GITHUB_REPOSITORY"].lower(),
    )


def _page(found: _Variables) -> str:
    return f"{found['GITHUB_SERVER_URL']}/{found['GITHUB_REPOSITORY']}"


_SOURCES = {HostKind.GITHUB: "blob", HostKind.GITEA: "src/commit"}
_EVENTS = {
    "pull_request": JobEvent.PROPOSED,
    "pull_request_target": JobEvent.PROPOSED,
    "merge_group": JobEvent.QUEUED,
    "push": JobEvent.PUSHED,
    "schedule": JobEvent.SCHEDULED,
}


def _event(path: Path) -> dict[str, Any]:
    data = read_json(path.read_text("utf-8") or "{}")
    return data if isinstance(data, dict) else {}


def _gitlab(found: _Variables) -> CiJob:
    number = found.get("CI_MERGE_REQUEST_IID")
    source = found.get("CI_PIPELINE_SOURCE")
    train = found.get("CI_MERGE_REQUEST_EVENT_TYPE") == "merge_train"
    ours, theirs = found["CI_PROJECT_ID"], found.get("CI_MERGE_REQUEST_SOURCE_PROJECT_ID")
    event = {"push": JobEvent.PUSHED, "schedule": JobEvent.SCHEDULED}.get(source, JobEvent.MANUAL)
    if number:
        event = JobEvent.QUEUED if train else JobEvent.PROPOSED
    # of a pipeline for the merged result, CI_COMMIT_SHA is a commit that nobody has
    head = "" if train else found.get("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA")
    commit = head or found["CI_COMMIT_SHA"]
    return CiJob(
        kind=HostKind.GITLAB,
        api=found.api,
        token=found.token,
        repository=ours,
        event=event,
        commit=commit,
        number=int(number) if number else None,
        url=found.get("CI_JOB_URL"),
        summary=None,
        line_link=f"{found['CI_PROJECT_URL']}/-/blob/{commit}/{{file}}#L{{line}}",
        base=found.get("CI_MERGE_REQUEST_DIFF_BASE_SHA") or None if train else None,
        from_fork=bool(number) and theirs not in ("", ours),
    )
