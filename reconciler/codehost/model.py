"""What code hosts have in common, in our words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class HostKind(StrEnum):
    """A code host's interface."""

    GITHUB = "github"
    GITLAB = "gitlab"
    GITEA = "gitea"


class StatusState(StrEnum):
    """How a commit stands; the words of GitHub and Gitea."""

    PENDING = "pending"
    SUCCESS = "success"
    FAILURE = "failure"
    ERROR = "error"


class LineLevel(StrEnum):
    """How serious a note on a line is, worst first."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class PullRequest:
    """A proposed change."""

    number: int
    head: str
    """The commit that is proposed."""
    base: str
    """The branch that it is proposed for."""
    state: str
    """open, merged or closed."""
    author: str
    url: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of a pull request."""

    id: int
    author: str
    body: str
    bot: bool = False
    """Whether an application wrote it."""


@dataclass(frozen=True, slots=True)
class Issue:
    """An open issue."""

    number: int
    title: str
    body: str
    author: str
    url: str
    bot: bool = False


@dataclass(frozen=True, slots=True)
class CommitStatus:
    """What a commit's page says of it; one for each context."""

    state: StatusState
    context: str
    description: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class LineNote:
    """A note beside a line of a file."""

    level: LineLevel
    file: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class BranchDraft:
    """Files that a new commit on a branch holds; the branch begins at `base`."""

    name: str
    base: str
    message: str
    files: tuple[tuple[str, str], ...]
    """Path → text; each is in the base already."""
