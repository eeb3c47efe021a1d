"""Runs in the environment of python-gitlab, and makes the calls that ours are compared with."""

from __future__ import annotations

import sys

import gitlab  # type: ignore[import-not-found]  # another environment has it

COMMIT = "c" * 40
STATUS = {
    "state": "success",
    "name": "reconciler/plan (x)",
    "description": "3 changes",
    "target_url": "https://ci/1",
}
ACTIONS = [{"action": "update", "file_path": "schools/a.yaml", "content": "id: a\n"}]


def main() -> None:
    """One call after the other; the server answers each with the same."""
    host = gitlab.Gitlab(sys.argv[1], private_token="of-the-project")
    project = host.projects.get(12, lazy=True)
    request = project.mergerequests.get(7, lazy=True)
    commit = project.commits.get(COMMIT, lazy=True)
    host.auth()
    project.mergerequests.get(7)
    list(commit.merge_requests(per_page=100))
    page = {"iterator": False, "get_all": False, "per_page": 100}
    request.notes.list(sort="asc", order_by="created_at", **page)
    request.notes.create({"body": "text"})
    note = request.notes.get(1, lazy=True)
    note.body = "text"
    note.save()
    commit.statuses.create(STATUS)
    project.issues.list(state="opened", **page)
    project.issues.create({"title": "title", "description": "text"})
    issue = project.issues.get(7, lazy=True)
    issue.title, issue.description = "title", "text"
    issue.save()
    closed = project.issues.get(7, lazy=True)
    closed.state_event = "close"
    closed.save()
    project.branches.get("reconciler/keep-a")
    project.files.raw("schools/a.yaml", ref="keep-a")
    project.commits.create(
        {"branch": "keep-a", "commit_message": "schools: as in the tenant", "actions": ACTIONS}
    )


main()
