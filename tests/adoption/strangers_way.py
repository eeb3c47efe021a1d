"""The way from tenants that strangers made to files, to marks alone, and back."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tests.adoption.strangers_people import House
from tests.adoption.strangers_state import whole_state
from tests.adoption.strangers_world import afterwards, mail_prefix, make_anew, unit_root
from tests.adoption.town import bare
from tests.support.sandbox import REPOSITORY, SandboxProject, build, rewrite

State = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Strange:
    """A town whose tenants strangers made: school → alias of its tenant, and who lives where."""

    homes: Mapping[str, str]
    houses: Mapping[str, list[House]]

    @property
    def aliases(self) -> list[str]:
        """The tenants."""
        return sorted(self.houses)


def strange_town(root: Path, homes: Mapping[str, str], number: int) -> Strange:
    """A project in a folder: bare files, and tenants made anew; `homes`: school → tenant."""
    build(root, homes, homes)
    shutil.copytree(REPOSITORY / "policies", root / "policies")
    bare(root, homes)
    _share(root, homes)
    return Strange(homes, make_anew(root / ".sandbox", homes, number))


def _share(root: Path, homes: Mapping[str, str]) -> None:
    """For the schools of a shared tenant: a layout that can be shared, a scope each."""
    living: dict[str, list[str]] = {}
    for school, alias in homes.items():
        living.setdefault(alias, []).append(school)
    shared = {alias: schools for alias, schools in living.items() if len(schools) > 1}
    if shared:
        (root / "schools" / "layouts" / "obshto.yaml").write_text(SHARED_LAYOUT, "utf-8")
    for school in (one for schools in shared.values() for one in schools):
        rewrite(root / "schools" / f"{school}.yaml", lambda data: data.update(layout="obshto"))

    def scoped(data: dict[str, Any]) -> None:
        for alias, schools in shared.items():
            for school in schools:
                scope = {
                    "orgUnits": unit_root(school, schools),
                    "addresses": f"{mail_prefix(school, schools)}*",
                    "products": ["plus-staff", "plus-pupils"],
                }
                data["scopes"][school] = {alias: scope}

    rewrite(root / "schools" / "municipality.yaml", scoped)


SHARED_LAYOUT = """\
apiVersion: reconciler/v1
kind: Layout
id: obshto
name: {bg: Общ домейн, en: Shared tenant}
grades: 1-12
orgUnits:
  staff: {name: {bg: Персонал, en: Staff}, holds: [{role: principal}, {role: staff}]}
"""


def at_the_mouse(sandbox: SandboxProject, town: Strange) -> None:
    """Does at the running tenants what no seed can say."""
    for alias, houses in town.houses.items():
        afterwards(partial(sandbox.call, alias), houses[0])


def states(sandbox: SandboxProject, town: Strange) -> dict[str, State]:
    """Every tenant's state."""
    return {alias: whole_state(sandbox, alias) for alias in town.aliases}


def differing(one: Mapping[str, State], other: Mapping[str, State]) -> list[str]:
    """Where two states differ, as 'tenant kind id', the first thing of each kind."""
    found = []
    for alias in one:
        for kind in sorted({*one[alias], *other[alias]}):
            here, there = one[alias].get(kind), other[alias].get(kind)
            if here != there:
                found.append(f"{alias} {kind} {_first(here, there)}")
    return found


def _first(here: Any, there: Any) -> str:
    if not isinstance(here, dict) or not isinstance(there, dict):
        return ""
    return str(next(key for key in {**here, **there} if here.get(key) != there.get(key)))
