"""One Gitea and one city for the tests of a file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from reconciler.codehost.model import HostKind
from tests.codehost.github_front import GitHubFront
from tests.codehost.recorder import Recorder, lists_served, recording
from tests.codehost.server import GiteaServer, gitea
from tests.codehost.town import KEY, Town, in_gitea
from tests.support.sandbox import GOOGLE, MICROSOFT, UNITED, build, serving

FACTORY = pytest.TempPathFactory
HOSTS = [HostKind.GITEA]
on_both = pytest.mark.parametrize("town", HOSTS, indirect=True, scope="module")
"""For tests of the jobs that both workflows have."""


@pytest.fixture(scope="session")
def host() -> Iterator[GiteaServer]:
    """Gitea, with three people."""
    with gitea() as server:
        yield server


@pytest.fixture(scope="session")
def settled(tmp_path_factory: FACTORY) -> Path:
    """Three schools as declared; at rest."""
    root = tmp_path_factory.mktemp("settled") / "town"
    build(root, (GOOGLE, UNITED, MICROSOFT))
    (root / ".sandbox" / "pseudonym.key").write_text(KEY)
    with serving(root) as sandbox:
        sandbox.apply()
    return root


@pytest.fixture(scope="module")
def town(
    request: pytest.FixtureRequest, host: GiteaServer, settled: Path, tmp_path_factory: FACTORY
) -> Iterator[Town]:
    """A city of its own for each file of tests, and for each host whose jobs they run."""
    kind = getattr(request, "param", HostKind.GITEA)
    folder = tmp_path_factory.mktemp("town")
    github = GitHubFront(host.url, folder=folder / "objects")
    root = shutil.copytree(settled, folder / "sandbox")
    with (
        serving(root) as sandbox,
        recording(github if kind is HostKind.GITHUB else Recorder(host.url)) as proxy,
        lists_served(sandbox.rosters) as lists,
    ):
        town = Town(
            host, sandbox, folder, proxy, lists, f"city-{folder.name.replace('_', '-')}", kind
        )
        in_gitea(town)
        yield town
    assert github.wrong == []
