"""What a job's environment says, on each code host."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reconciler.codehost.codes import CodeHostCode, CodeHostError
from reconciler.codehost.job import CiJob, JobEvent, read_job, secrets_of
from reconciler.codehost.model import HostKind

PULL = {
    "pull_request": {
        "number": 7,
        "head": {"sha": "feed", "repo": {"full_name": "City/Schools"}},
    }
}
GITLAB = {
    "GITLAB_CI": "true",
    "CI_API_V4_URL": "https://gitlab.example/api/v4",
    "CI_PROJECT_ID": "12",
    "CI_COMMIT_SHA": "c0ffee",
    "CI_PROJECT_URL": "https://gitlab.example/city/schools",
    "CI_JOB_URL": "https://gitlab.example/city/schools/-/jobs/5",
    "GITLAB_TOKEN": "of-the-project",
}
MERGE_REQUEST = {
    "CI_PIPELINE_SOURCE": "merge_request_event",
    "CI_MERGE_REQUEST_IID": "7",
    "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "12",
    "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": "feed",
}


def actions(folder: Path, name: str, event: dict[str, Any], **more: str) -> CiJob:
    """A job of GitHub's, or of Gitea's."""
    path = folder / "event.json"
    path.write_text(json.dumps(event), "utf-8")
    found = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_API_URL": "https://api.github.example/",
        "GITHUB_SERVER_URL": "https://github.example",
        "GITHUB_REPOSITORY": "city/schools",
        "GITHUB_EVENT_NAME": name,
        "GITHUB_EVENT_PATH": str(path),
        "GITHUB_SHA": "c0ffee",
        "GITHUB_RUN_ID": "99",
        "GITHUB_TOKEN": "of-the-job",
    }
    return read_job({**found, **more})


@pytest.mark.parametrize("name", ["pull_request", "pull_request_target"])
def test_a_pull_request_is_about_its_own_commit(tmp_path: Path, name: str) -> None:
    """And not about the one that is checked out."""
    job = actions(tmp_path, name, PULL)
    assert (job.kind, job.event) == (HostKind.GITHUB, JobEvent.PROPOSED)
    assert (job.number, job.commit, job.from_fork) == (7, "feed", False)
    assert job.url == "https://github.example/city/schools/actions/runs/99"
    assert job.api == "https://api.github.example"
    line = "https://github.example/city/schools/blob/feed/{file}#L{line}"
    assert job.line_link == line


@pytest.mark.parametrize("repository", [{"full_name": "mallory/schools"}, None])
def test_a_fork_is_known_also_where_it_was_deleted(tmp_path: Path, repository: Any) -> None:
    """Another repository, or none any more."""
    head = {"sha": "feed", "repo": repository}
    job = actions(tmp_path, "pull_request_target", {"pull_request": {"number": 7, "head": head}})
    assert job.from_fork


def test_a_queued_commit_names_its_pull_request(tmp_path: Path) -> None:
    """GitHub's merge queue has a branch for each entry."""
    group = {
        "head_ref": "refs/heads/gh-readonly-queue/main/pr-104-9fe1",
        "base_sha": "ba5e",
    }
    job = actions(tmp_path, "merge_group", {"merge_group": group})
    assert (job.event, job.number, job.commit) == (JobEvent.QUEUED, 104, "c0ffee")
    assert job.base == "ba5e"


@pytest.mark.parametrize(
    ("name", "event"),
    [
        ("push", JobEvent.PUSHED),
        ("schedule", JobEvent.SCHEDULED),
        ("workflow_dispatch", JobEvent.MANUAL),
    ],
)
def test_other_events_name_no_pull_request(tmp_path: Path, name: str, event: JobEvent) -> None:
    """They are about the commit that is checked out."""
    job = actions(tmp_path, name, {})
    assert (job.event, job.number, job.commit) == (event, None, "c0ffee")


@pytest.mark.parametrize("variable", ["GITEA_ACTIONS", "FORGEJO_ACTIONS"])
def test_gitea_has_githubs_variables(tmp_path: Path, variable: str) -> None:
    """And one that tells it apart."""
    job = actions(tmp_path, "pull_request", PULL, **{variable: "true", "GITEA_TOKEN": "its-own"})
    assert (job.kind, job.token) == (HostKind.GITEA, "its-own")


def test_a_merge_request_is_a_pull_request() -> None:
    """Its commit is the branch's, also in a pipeline for the merged result."""
    job = read_job({**GITLAB, **MERGE_REQUEST})
    assert (job.kind, job.event, job.repository) == (HostKind.GITLAB, JobEvent.PROPOSED, "12")
    assert (job.number, job.commit, job.from_fork) == (7, "feed", False)


def test_a_merge_train_is_a_queue() -> None:
    """Its commit is the train's."""
    job = read_job({**GITLAB, **MERGE_REQUEST, "CI_MERGE_REQUEST_EVENT_TYPE": "merge_train"})
    assert (job.event, job.number, job.commit) == (JobEvent.QUEUED, 7, "c0ffee")


def test_a_fork_on_gitlab_is_another_project() -> None:
    """By its number."""
    assert read_job(
        {**GITLAB, **MERGE_REQUEST, "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "13"}
    ).from_fork


def test_our_own_variables_come_first(tmp_path: Path) -> None:
    """For a host behind another name, and for a token with other rights."""
    more = {"RECONCILER_CODEHOST_API": "http://inside/", "RECONCILER_CODEHOST_TOKEN": "better"}
    job = actions(tmp_path, "push", {}, **more)
    assert (job.api, job.token) == ("http://inside", "better")


def test_a_terminal_is_no_job() -> None:
    """With the commands that are meant for one."""
    with pytest.raises(CodeHostError) as caught:
        read_job({"CI": "true"})
    assert caught.value.faults[0].code is CodeHostCode.NO_HOST


def test_a_missing_variable_is_named() -> None:
    """The token, here."""
    with pytest.raises(CodeHostError) as caught:
        read_job({name: value for name, value in GITLAB.items() if name != "GITLAB_TOKEN"})
    fault = caught.value.faults[0]
    assert fault.code is CodeHostCode.NO_JOB_VARIABLE
    assert "GITLAB_TOKEN" in str(fault.facts["variable"])


def test_secrets_are_known_by_their_names() -> None:
    """With the ledger's password by itself; short values and paths are none."""
    found = secrets_of(
        {
            "RECONCILER_PSEUDONYM_KEY": "k" * 32,
            "RECONCILER_LEDGER_URL": "postgresql://me:longpassword@ledger/x",
            "GITHUB_TOKEN": "t" * 40,
            "GOOGLE_APPLICATION_CREDENTIALS": "/home/runner/google.json",
            "TOKEN_COUNT": "3",
            "HOME": "/home/runner",
        }
    )
    assert set(found) == {
        "RECONCILER_PSEUDONYM_KEY",
        "RECONCILER_LEDGER_URL",
        "RECONCILER_LEDGER_URL (password)",
        "GITHUB_TOKEN",
    }
    assert found["RECONCILER_LEDGER_URL (password)"] == "longpassword"
