"""A small municipality in a folder of its own, with its simulator: the real commands, real HTTP."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from reconciler.cli.main import main
from reconciler.cli.sandbox import Sandbox
from reconciler.simulator.entry import ServeOptions, WorldOptions, generate, next_year
from tests.support.simulators import simulating

REPOSITORY = Path(__file__).parents[2]
GOOGLE = "ou-geo-milev"
"""95 pupils in seven classes, on Google."""
UNITED = "obu-yordan-yovkov"
"""A school up to the tenth grade, on Google."""
MICROSOFT = "ou-elin-pelin"
"""446 pupils in fourteen classes, on Microsoft."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a command ended with and what it printed."""

    code: int
    out: str
    err: str


def invoke(root: Path, words: Iterable[str]) -> Run:
    """Runs the command line in this process, as if it had been started in the folder."""
    out, err = io.StringIO(), io.StringIO()
    code = None
    with chdir(root), redirect_stdout(out), redirect_stderr(err):
        try:
            main(list(words))
        except SystemExit as ended:
            code = ended.code
    assert isinstance(code, int)
    return Run(int(code), out.getvalue(), err.getvalue())


@dataclass(frozen=True, slots=True)
class SandboxProject:
    """A municipality's folder while its simulator runs."""

    root: Path

    @property
    def stack(self) -> Path:
        """The stack that every command uses."""
        return self.root / "stacks" / "Pulumi.sandbox.yaml"

    @property
    def municipality(self) -> Path:
        """What the schools share."""
        return self.root / "schools" / "municipality.yaml"

    @property
    def rosters(self) -> Path:
        """One folder of rosters a school."""
        return self.root / ".sandbox" / "rosters"

    def school(self, name: str) -> Path:
        """A school's file."""
        return self.root / "schools" / f"{name}.yaml"

    def run(self, *words: str) -> Run:
        """Runs a command."""
        return invoke(self.root, words)

    def plan(self, *words: str) -> dict[str, Any]:
        """The plan as JSON; fails where the exit code is not what the plan's content asks for."""
        run = self.run("plan", "--format", "json", *words)
        assert run.out, run.err
        plan: dict[str, Any] = json.loads(run.out)
        assert run.code == _code(plan), run.err
        return plan

    def apply(self, *words: str) -> Run:
        """Applies without asking; fails unless everything was done and seen."""
        run = self.run("apply", "--yes", *words)
        assert run.code == 0, f"{run.out[-3000:]}\n{run.err}"
        return run

    def changes(self, *words: str) -> list[str]:
        """Every change of a fresh plan as 'action kind/key', sorted."""
        return told(self.plan(*words))

    def edit(self, path: Path, change: Callable[[dict[str, Any]], object]) -> None:
        """Rewrites a YAML file with what `change` does to its content."""
        rewrite(path, change)

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """The simulator's own API."""
        return Sandbox(self.root / ".sandbox").ask(method, path, body)

    def call(self, tenant: str, method: str, path: str, body: Any = None) -> Any:
        """A vendor's call behind everyone's back; its body. Fails where the vendor refuses it."""
        answer = self.ask(
            "POST", f"tenants/{tenant}/call", {"method": method, "path": path, "body": body}
        )
        assert answer["status"] < 300, answer
        return answer["body"]

    def listed(self, tenant: str, path: str, items: str) -> list[dict[str, Any]]:
        """Every page of a listing, read behind everyone's back."""
        found: list[dict[str, Any]] = []
        more: str | None = path
        while more:
            body = self.call(tenant, "GET", more)
            found += body.get(items, ())
            more = _next(path, body)
        return found

    def disturb(self, tenant: str, *rules: Mapping[str, Any], lag: int = 0) -> None:
        """Sets a tenant's faults; without any, takes them away."""
        wanted = {"rules": list(rules), **({"lag": {"reads": lag}} if lag else {})}
        answer = self.ask("POST", f"tenants/{tenant}/faults", wanted)
        assert answer is None, answer

    def log(self, tenant: str) -> list[dict[str, Any]]:
        """Clients' calls of a tenant since the log was cleared, inner ones of batches included."""
        found: list[dict[str, Any]] = self.ask("GET", f"requests?tenant={tenant}")["requests"]
        return found

    def writes(self) -> list[str]:
        """Clients' calls that could change something, of every tenant."""
        entries = self.ask("GET", "requests")["requests"]
        return [f"{one['method']} {one['route']}" for one in entries if one["method"] != "GET"]

    def forget_log(self) -> None:
        """Clears the request log."""
        self.ask("DELETE", "requests")

    def next_year(self, years: int = 1) -> None:
        """Puts the rosters of a later school year in place of those that are there."""
        next_year(_world(self.root, years=years))


def told(plan: Mapping[str, Any]) -> list[str]:
    """Every change as 'action kind/key', sorted."""
    return sorted(
        f"{change['action']} {change['address'].split('/', 2)[2]}"
        for school in plan["schools"]
        for change in school["changes"]
    )


def school_of(plan: dict[str, Any], name: str) -> dict[str, Any]:
    """One school of a plan."""
    (found,) = [one for one in plan["schools"] if one["school"] == name]
    return dict(found)


def _code(plan: Mapping[str, Any]) -> int:
    schools = plan["schools"]
    unread = {"not-listed", "members-not-read", "settings-not-read", "no-roster"}
    if plan["failures"] or any(u["code"] in unread for s in schools for u in s["unknown"]):
        return 1
    if plan["refusals"] or any(school["refusals"] for school in schools):
        return 3
    open_parts = ("changes", "held", "observed")
    return 2 if any(school.get(part) for school in schools for part in open_parts) else 0


def _next(path: str, body: Mapping[str, Any]) -> str | None:
    if body.get("nextPageToken"):
        return f"{path}{'&' if '?' in path else '?'}pageToken={body['nextPageToken']}"
    link: str | None = body.get("@odata.nextLink")
    return link and link[link.index("/v1.0/") :]


def rewrite(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Rewrites a YAML file with what `change` does to its content."""
    data = yaml.safe_load(path.read_text("utf-8"))
    change(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")


def build(root: Path, schools: Iterable[str], homes: Mapping[str, str] | None = None) -> None:
    """The repository's manifests and stacks narrowed to some schools, and a seeded world.

    `homes`: school → alias of the tenant that it lives in, where that is not called as it is.
    """
    wanted = tuple(schools)
    own = {school: _home(school) for school in wanted}
    homes = {**own, **(homes or {})}
    (root / "stacks").mkdir(parents=True)
    shutil.copy(REPOSITORY / "Pulumi.yaml", root)
    (root / "schools" / "layouts").mkdir(parents=True)
    for name in (*wanted, "municipality", *_layouts(wanted)):
        shutil.copy(REPOSITORY / "schools" / f"{name}.yaml", root / "schools" / f"{name}.yaml")
    shutil.copytree(REPOSITORY / "schools" / "sandbox", root / "schools" / "sandbox")
    stack = root / "stacks" / "Pulumi.sandbox.yaml"
    shutil.copy(REPOSITORY / "stacks" / stack.name, stack)
    rewrite(root / "schools" / "municipality.yaml", lambda data: _write_out(data, homes))
    rewrite(stack, lambda data: _keep(data["config"]["reconciler:tenants"], homes.values()))
    for school, alias in homes.items():
        if alias != own[school]:
            rewrite(root / "schools" / f"{school}.yaml", partial(_move, alias))
    box = Sandbox(root / ".sandbox")
    box.clear()
    box.write_keys()
    generate(_world(root))


def _read(name: str) -> dict[str, Any]:
    """A file of the repository's schools."""
    data: dict[str, Any] = yaml.safe_load(
        (REPOSITORY / "schools" / f"{name}.yaml").read_text("utf-8")
    )
    return data


def _home(school: str) -> str:
    """The alias of a school's tenant."""
    return str(next(iter(_read(school)["tenants"])))


def _layouts(schools: Iterable[str]) -> set[str]:
    """The layouts that some schools follow; reading the others would take time and no more."""
    found: set[str] = set()
    for school in schools:
        name = _read(school)["layout"]
        while name:
            found.add(f"layouts/{name}")
            name = _read(f"layouts/{name}").get("extends")
    return found


def _move(alias: str, data: dict[str, Any]) -> None:
    data["tenants"] = {alias: "manage"}


def _keep(data: dict[str, Any], names: Iterable[str]) -> None:
    for name in set(data) - set(names):
        del data[name]


def _world(root: Path, **more: Any) -> WorldOptions:
    stack = root / "stacks" / "Pulumi.sandbox.yaml"
    return WorldOptions(root / "schools", stack, root / ".sandbox", **more)


@contextmanager
def serving(root: Path) -> Iterator[SandboxProject]:
    """The municipality's simulator, on any free port, with its state kept in the folder."""
    box = root / ".sandbox"
    address = box / "simulator.address"
    state = box / "simulator.sqlite"
    with simulating(ServeOptions(port=0, seeds=box / "tenants", state=state, ready=address)):
        yield SandboxProject(root)


def copied(root: Path, to: Path) -> Path:
    """A copy of a municipality at rest, its tenants' state included."""
    shutil.copytree(root, to)
    return to


def _write_out(data: dict[str, Any], homes: Mapping[str, str]) -> None:
    """Each school's scope in a line of its own, which tests can change or take away.

    The invented towns have hand-made units, which a first rollout leaves without being asked.
    """
    data["guards"]["unmanaged-units-left"] = {"share": "100 %"}
    scopes = data["scopes"]
    default = scopes.pop("default")
    for school, alias in homes.items():
        scopes.setdefault(school, {alias: deepcopy(default)})
    _keep(scopes, homes)
