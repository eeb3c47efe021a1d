"""GAM7, az and CLI for Microsoft 365: lists of commands, each with the answer that is expected."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.clients.installed import ROOT
from tests.clients.sessions import Session, session
from tests.clients.stories import Story, stories, tell
from tests.clients.world import Stand

CLIENTS = ("gam", "az", "m365")
STORIES = [story for client in CLIENTS for story in stories(client)]
MOST_NEEDED = 60


@pytest.fixture(scope="module")
def sessions() -> Iterator[dict[str, Session]]:
    """The clients that were started, by name; each starts once."""
    started: dict[str, Session] = {}
    yield started
    for one in started.values():
        one.close()


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_a_story_goes_as_it_is_written(
    story: Story, stand: Stand, sessions: dict[str, Session]
) -> None:
    """From tenants as they were seeded, every command answers as the list says."""
    stand.reset()
    if story.client not in sessions:
        sessions[story.client] = session(stand, story.client)
    tell(story, sessions[story.client])


@pytest.mark.parametrize("client", CLIENTS)
def test_the_document_counts_them(client: str) -> None:
    """What docs/simulator.md says of the client is what is run here."""
    listed = list(stories(client))
    commands = sum(len(story.commands) for story in listed)
    page = (ROOT / "docs" / "simulator.md").read_text("utf-8")
    assert f"{commands} commands in {len(listed)} stories" in page


@pytest.mark.parametrize("client", CLIENTS)
def test_each_client_has_sixty_commands(client: str) -> None:
    """Each with an answer: stories() refuses one that expects nothing."""
    assert sum(len(story.commands) for story in stories(client)) >= MOST_NEEDED
