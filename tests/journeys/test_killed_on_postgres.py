"""An apply that is killed at its journal points, with the ledger on PostgreSQL."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from random import Random

from tests.support.killing import kill_again_and_again, trial
from tests.support.postgres import Server

POINTS = 20
FARTHEST = 50


def test_an_apply_killed_at_twenty_seeded_points_loses_and_doubles_nothing(
    tmp_path: Path, postgres_server: Server
) -> None:
    """Each rollout is killed a few times, then finished: converged, every write sent once."""
    dice = Random(12)
    points = (dice.randrange(1, FARTHEST) for _ in count())
    killed = 0
    with trial(tmp_path) as first:
        assert first.points >= 200
        for number in count():
            room = tmp_path / f"scene-{number}"
            with postgres_server.fresh() as url:
                killed += kill_again_and_again(first, room, points, url)
            if killed >= POINTS:
                break
