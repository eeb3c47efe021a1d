"""What both ways through an adoption share: bare files, and how a plan is read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml

from tests.support.sandbox import SandboxProject, rewrite

SECTIONS = ("orgUnits", "groups", "licences", "without")
_NUMBER = r"(\d[\d.,\s]*?)"
_SHARES = re.compile(
    rf"of {_NUMBER} places in lists {_NUMBER} are under an audience, {_NUMBER} more"
)


def bare(root: Path, schools: Iterable[str]) -> None:
    """Files that say who a school is and what classes it has, and nothing of its tenant."""

    def emptied(data: dict[str, Any]) -> None:
        for section in SECTIONS:
            data.pop(section, None)

    for name in schools:
        rewrite(root / "schools" / f"{name}.yaml", emptied)
    municipality = root / "schools" / "municipality.yaml"
    rewrite(municipality, lambda data: data["guards"].pop("unmanaged-units-left", None))


def shares(said: str) -> tuple[int, int, int]:
    """Of all tenants of an export: people in lists, those under written audiences, and proposed."""
    found = [
        tuple(int(re.sub(r"\D", "", number)) for number in numbers)
        for numbers in _SHARES.findall(said)
    ]
    size, written, proposed = (sum(one) for one in zip(*found, strict=True))
    return size, written, proposed


def told_changes(plan: dict[str, Any]) -> list[dict[str, Any]]:
    """Every change of a plan."""
    return [change for school in plan["schools"] for change in school["changes"]]


def only_marks(plan: dict[str, Any]) -> bool:
    """Whether each change adopts a thing as it is."""
    return all(
        (one["action"], one.get("fields") or [], one.get("delta")) == ("adopt", [], None)
        for one in told_changes(plan)
    )


def forgotten(sandbox: SandboxProject, aliases: Sequence[str]) -> None:
    """Takes the marks off tenants."""
    named = [word for alias in aliases for word in ("--tenant", alias)]
    agreed = [word for a in aliases for word in ("--acknowledge", f"tenant-left:{a}")]
    run = sandbox.run("forget", *named, *agreed, "--yes", "--reason", "the trial has ended")
    assert run.code in (0, 2), run.out + run.err


def most_followed(sandbox: SandboxProject) -> tuple[Path, int]:
    """The layout that most schools follow, and how many do."""
    schools = sandbox.root / "schools"
    files = (yaml.safe_load(one.read_text("utf-8")) for one in sorted(schools.glob("*.yaml")))
    following = Counter(data["layout"] for data in files if data["kind"] == "School")
    [(layout, count)] = following.most_common(1)
    return schools / "layouts" / f"{layout}.yaml", count


CREATED = "create group/chess-club"
"""What a plan says of the group that `with_a_group` adds."""


def with_a_group(layout: str) -> str:
    """A layout with one line more."""
    line = "  chess-club: {name: {bg: Клуб по шах, en: Chess club}}\n"
    return layout.replace("\ngroups:\n", f"\ngroups:\n{line}", 1)
