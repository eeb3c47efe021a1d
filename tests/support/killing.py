"""A mid-size apply that is killed at journal points, and what must be so afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reconciler.ledger.keyring import KeyRing
from reconciler.ledger.ledger import Ledger, open_ledger
from tests.support.fork_server import Ended, Forge, forging
from tests.support.sandbox import GOOGLE, MICROSOFT, UNITED, SandboxProject, build, copied, serving

OTHER = "nu-39-kiril-nektariev"
ON_GOOGLE = (GOOGLE, UNITED, OTHER)
SCHOOLS = (*ON_GOOGLE, MICROSOFT)
"""Three on Google, and one on Microsoft, whose small batches give most of the points."""
MANY_AT_ONCE = "PATCH v1.0/groups/{id}"
"""Graph's bind takes up to 20 members: how they are packed depends on what is left."""
CLOSED_AGAIN = "PATCH groups/v1/groups/{groupUniqueId}"
"""A group that took nested ones is closed once more, unless a later run reads it closed."""
APPLY = ["apply", "--yes"]
KILLS_A_SCENE = 4
_TRIES = 20


@dataclass(frozen=True, slots=True)
class Scene:
    """A town before its first rollout, its ledger, and the forge that runs its commands."""

    sandbox: SandboxProject
    forge: Forge
    ledger: str
    """URL of a PostgreSQL ledger; '': the stack's own file."""

    def apply(self, point: int = 0) -> Ended:
        """An apply, killed right after so many journal points (0: never)."""
        return self.forge.run(self.sandbox.root, APPLY, point, self.ledger)

    def said(self) -> str:
        """What the commands printed so far."""
        return (self.sandbox.root / "said.txt").read_text("utf-8")


def prepared(root: Path) -> Path:
    """The town of every scene, before its first rollout."""
    build(root, SCHOOLS)
    return root


@contextmanager
def scene(prepared_town: Path, room: Path, forge: Forge, ledger: str = "") -> Iterator[Scene]:
    """A fresh copy of the town, running."""
    root = copied(prepared_town, room)
    if ledger:
        without_ledger(root / "stacks" / "Pulumi.sandbox.yaml")
    with serving(root) as sandbox:
        yield Scene(sandbox, forge, ledger)


def without_ledger(stack: Path) -> None:
    """Takes the ledger's URL out of a stack's file: the environment then says which one it is."""
    lines = stack.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if "reconciler:ledger:" not in line]
    assert len(kept) == len(lines) - 1
    stack.write_text("".join(kept), "utf-8")


def finished(scene: Scene) -> int:
    """Applies until nothing is left, which one run must do; how many journal points that took."""
    last = scene.apply()
    assert not last.killed
    assert last.code == 0, scene.said()[-3000:]
    return last.points


def assert_whole(scene: Scene, kills: int, uninterrupted: Counter[str]) -> None:
    """Converged, nothing done twice, and a ledger that tells what happened."""
    again = scene.forge.run(scene.sandbox.root, ["plan"], 0, scene.ledger)
    assert again.code == 0, scene.said()[-3000:]
    sent = writes(scene.sandbox)
    assert sent == uninterrupted, f"more: {sent - uninterrupted}, fewer: {uninterrupted - sent}"
    with _opened(scene) as ledger:
        runs = ledger.runs("sandbox", _TRIES)
        states = Counter(run.state for run in runs)
        assert states == {"done": len(runs) - kills, **({"interrupted": kills} if kills else {})}
        assert runs[0].state == "done"
        assert ledger.unfinished("sandbox") == frozenset()
        assert {one.school for one in ledger.baselines("sandbox")} == set(SCHOOLS)
        ids = [
            entry.external_id
            for run in runs
            for entry in ledger.entries(run.number)
            if entry.external_id and entry.action == "create"
        ]
        assert max(Counter(ids).values()) == 1


@contextmanager
def _opened(scene: Scene) -> Iterator[Ledger]:
    key = (scene.sandbox.root / ".sandbox" / "pseudonym.key").read_bytes().strip()
    file = scene.sandbox.root / ".sandbox" / "ledger.sqlite"
    with open_ledger(scene.ledger or f"sqlite:///{file}", KeyRing(key, "plovdiv")) as ledger:
        yield ledger


def writes(sandbox: SandboxProject) -> Counter[str]:
    """Every write of a client, by method and route, where each write is of one thing.

    Refused ones are told with their status, so that they never equal what went well. Settings
    count once for each group that got them.
    """
    entries: list[dict[str, Any]] = sandbox.ask("GET", "requests")["requests"]
    sent = [(_name(one), one["path"]) for one in entries if one["method"] != "GET"]
    each = [name for name, _ in sent if name not in (MANY_AT_ONCE, CLOSED_AGAIN)]
    once = [name for name, _ in set(sent) if name == CLOSED_AGAIN]
    return Counter([*each, *once])


def _name(entry: dict[str, Any]) -> str:
    refused = " refused" if entry["status"] >= 400 else ""
    return f"{entry['method']} {entry['route']}{refused}"


@dataclass(frozen=True, slots=True)
class Trial:
    """Where scenes come from, and what an apply that nobody interrupts writes and passes."""

    sandbox: Path
    forge: Forge
    writes: Counter[str]
    points: int


@contextmanager
def trial(room: Path) -> Iterator[Trial]:
    """Runs one apply to the end, so that the others can be held against it."""
    sandbox = prepared(room / "prepared")
    with forging() as forge, scene(sandbox, room / "uninterrupted", forge) as whole:
        points = finished(whole)
        assert_whole(whole, 0, writes(whole.sandbox))
        yield Trial(sandbox, forge, writes(whole.sandbox), points)


def kill_again_and_again(trial: Trial, room: Path, points: Iterator[int], ledger: str = "") -> int:
    """One rollout, killed a few times on its way: how often. Whole in the end, nothing twice."""
    with scene(trial.sandbox, room, trial.forge, ledger) as one:
        kills = sum(one.apply(next(points)).killed for _ in range(KILLS_A_SCENE))
        finished(one)
        assert_whole(one, kills, trial.writes)
    return kills
