"""One comment and one issue of ours, whatever happened to them meanwhile.

Premise: a write whose answer was lost may have arrived. Rule: what is repeated is the whole of
"look for ours, then write", never the write alone, so that nothing stands there twice. Ours is what
holds the hidden marker and was written by the token's user; a copy of the marker by somebody else
is no comment of ours.

Example: the host answers 502 to a new comment that it took nevertheless. The second look finds it
there, as it should be, and nothing more is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from reconciler.codehost.base import CodeHostClient
from reconciler.codehost.codes import MissingError, TransientError
from reconciler.codehost.model import BranchDraft, Comment, CommitStatus, Issue
from reconciler.codehost.transport import PAUSE, TRIES, Clock

Done = TypeVar("Done")
Mine = TypeVar("Mine", Comment, Issue)


@dataclass(frozen=True, slots=True)
class Publisher:
    """Writes to one repository so that repeating is harmless."""

    client: CodeHostClient
    clock: Clock

    def comment(self, number: int, marker: str) -> Comment | None:
        """Our comment of a pull request; None where there is none, or nobody has it any more."""
        return next(self._mine(self.client.comments(number), marker), None)

    def put_comment(self, number: int, marker: str, body: str) -> None:
        """Our comment says this, and there is one of it."""

        def put() -> None:
            there = self.comment(number, marker)
            if there is None:
                self.client.add_comment(number, body)
            elif there.body != body:
                self.client.edit_comment(number, there.id, body)

        self._until_done(put)

    def put_issue(self, title: str, marker: str, body: str) -> Issue:
        """The one open issue of this marker says this."""

        def put() -> Issue:
            there = self.issue(marker)
            if there is None:
                return self.client.add_issue(title, body)
            if (there.title, there.body) != (title, body):
                self.client.edit_issue(there.number, title, body)
            return there

        return self._until_done(put)

    def close_issue(self, marker: str) -> None:
        """No issue of this marker is open."""

        def close() -> None:
            there = self.issue(marker)
            if there is not None:
                self.client.close_issue(there.number)

        self._until_done(close)

    def issue(self, marker: str) -> Issue | None:
        """The open issue of this marker."""
        return next(self._mine(self.client.open_issues(), marker), None)

    def status(self, commit: str, status: CommitStatus) -> None:
        """Said twice, a status is still one."""
        self._until_done(lambda: self.client.set_status(commit, status))

    def branch(self, draft: BranchDraft) -> None:
        """The branch holds these files."""
        self._until_done(lambda: self.client.push_branch(draft))

    def _mine(self, found: Iterable[Mine], marker: str) -> Iterator[Mine]:
        me: str | None = None
        for one in found:
            if marker not in one.body:
                continue
            me = self.client.me() if me is None else me
            # a token that may not ask who it is belongs to a job, whose comments are a bot's
            if one.author == me if me else one.bot:
                yield one

    def _until_done(self, write: Callable[[], Done]) -> Done:
        for number in range(TRIES):
            try:
                return write()
            except (TransientError, MissingError):
                # MissingError: somebody deleted it between the look and the write
                if number + 1 == TRIES:
                    raise
                self.clock.sleep(PAUSE * 2**number)
        raise AssertionError
