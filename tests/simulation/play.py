"""One seed: a town, a program of steps, and what the oracle found."""

from __future__ import annotations

import json
import os
import random
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reconciler.plan.guards import DEFAULTS
from reconciler.plan.guards.limits import UNMANAGED_UNITS_LEFT
from reconciler.simulator.core.tenants import Tenants
from tests.simulation import clicks, edits, lists, product
from tests.simulation.books import Books
from tests.simulation.databases import Sqlite, server
from tests.simulation.oracle import calm, manifests, people
from tests.simulation.oracle.expected import World
from tests.simulation.oracle.facts import Facts
from tests.simulation.oracle.judge import Breach
from tests.simulation.oracle.undone import not_restored
from tests.simulation.scheduler import Died, Process, Scheduler
from tests.simulation.town import TELLING, Town, build
from tests.simulation.watching import Known, Watch
from tests.simulation.wire import Weather, Wire

START = datetime(2026, 11, 24, 8, tzinfo=UTC)
LEASE = 90.0
LOUD = "SIMULATION_LOUD" in os.environ
"""Whether what commands print is kept among the steps."""


@dataclass(frozen=True)
class Choice:
    """Which part of a seed's program is played: shrinking leaves things out."""

    seed: str
    keep: tuple[int, ...] | None = None
    """Indexes of steps; None: all."""
    still: frozenset[int] = frozenset()
    """Steps in which nothing goes wrong on the wire."""
    alive: frozenset[int] = frozenset()
    """Steps in which nobody dies or freezes."""


@dataclass
class Result:
    """What came of a seed."""

    breaches: list[Breach] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    writes: int = 0


def program(seed: str) -> list[str]:
    """The steps of a seed, in order."""
    dice = random.Random(f"{seed}/program")
    steps = ["apply"] if dice.random() < 0.8 else []
    kinds = {
        "edit": 6,
        "list": 4,
        "click": 4,
        "apply": 6,
        "pair": 3,
        "plan": 1,
        "pass": 2,
        "undo": 2,
        "there-and-back": 2,
    }
    for _ in range(dice.randrange(2, 7)):
        steps += dice.choices(list(kinds), list(kinds.values()))
    return steps


class Play:
    """A town while its program runs."""

    def __init__(self, choice: Choice, root: Path) -> None:
        self.choice = choice
        self.result = Result()
        seed = choice.seed
        self.scheduler = Scheduler(seed, START)
        self.town: Town = build(root, seed, START, product.key_file())
        database = server() or Sqlite(root / ".sandbox" / "ledger.sqlite")
        database.empty()
        self.books = Books(database)
        self.watch = Watch(self.scheduler, self.books)
        hosted = Tenants(root / ".sandbox" / "tenants", ())
        hosted.clock.stand(START.timestamp())
        self._hosted = hosted
        for one in hosted:
            self.watch.adopt(one)
        self.wire = Wire(self.scheduler, self.watch.tenants, self.watch.by)
        aliases = {
            tenant["tenantId"]: alias
            for alias, tenant in self.town.tenants.items()
            if "tenantId" in tenant
        }
        self.stage = product.Stage(self.scheduler, self.wire, aliases)
        self.stage.ledger_trouble = self._ledger_trouble
        self.stage.version = lambda: self.town.version
        product.enter(self.stage)
        self._count = 0
        self._world: tuple[tuple[int, str], World] | None = None
        self._ledger_odds: dict[str, tuple[float, random.Random]] = {}
        self._settings: Mapping[str, Any] | None = None
        """How the tenants behave; None: as no scenario says yet."""
        self._behave({})

    # ------------------------------------------------------------------ steps

    def play(self) -> Result:
        """The whole program, then calm."""
        steps = program(self.choice.seed)
        keep = range(len(steps)) if self.choice.keep is None else self.choice.keep
        for index in keep:
            name = steps[index]
            self.result.steps.append(f"{index}:{name}")
            dice = random.Random(f"{self.choice.seed}/{index}/{name}")
            self._step(name, index, dice)
        self.result.steps.append("calm")
        self._calm()
        self._names_nobody(self.books.text(), "the ledger")
        self.result.breaches += self.watch.breaches
        self.result.writes = sum(one.effects for one in self.watch.known.values())
        return self.result

    def _step(self, name: str, index: int, dice: random.Random) -> None:
        if name == "edit":
            self._edit(dice)
        elif name == "list":
            self._note(lists.change(self.town, dice, self.scheduler.time))
        elif name == "click":
            self._person(dice, dice.randrange(1, 4))
        elif name == "pass":
            self.scheduler.now += dice.choice((100, 3600, 86_400, 4 * 86_400))
        elif name == "there-and-back":
            self._there_and_back()
        else:
            self._commands(name, index, dice)

    def _edit(self, dice: random.Random) -> None:
        """Edits the manifests; what validate refuses is put back."""
        kept = {file: file.read_bytes() for file in self.town.manifests.rglob("*.yaml")}
        self._note(edits.edit(self.town, dice, self.day))
        if self._quiet("validate").code != 0:
            self.town.put_back(kept)
            self._note("put back")

    def _note(self, text: str) -> None:
        self.result.steps[-1] += f" {text}"

    @property
    def day(self) -> str:
        """Today."""
        return self.scheduler.time.date().isoformat()

    def _commands(self, name: str, index: int, dice: random.Random) -> None:
        """One command or two at once, in some weather, somebody clicking beside."""
        words = [self._words(name, dice)]
        if name == "pair":
            words = [self._words(dice.choice(("apply", "apply", "undo", "plan")), dice)]
            words.append(self._words(dice.choice(("apply", "apply", "undo", "plan")), dice))
        stormy = index not in self.choice.still
        lag = stormy and dice.random() < 0.25
        seconds = dice.choice((2, 10, 40))
        short = stormy and dice.random() < 0.2
        self._behave(
            {
                **({"lag": dict.fromkeys(LAGGING, seconds)} if lag else {}),
                **({"behaviours": SHORT} if short else {}),
            }
        )
        processes = []
        for each in words:
            process = self._process()
            process.out.append("")
            if stormy and dice.random() < 0.6:
                self.wire.weather[process.name] = _weather(dice)
            mortal = index not in self.choice.alive
            if mortal and dice.random() < 0.35:
                process.die_at = dice.randrange(5, 160)
                process.visible = dice.random() < 0.5
            elif mortal and dice.random() < 0.25:
                process.freeze_at = dice.randrange(5, 120)
                process.freeze_for = dice.choice((20, 95, 400))
            if stormy and dice.random() < 0.1:
                self._ledger_odds[process.name] = (0.03, dice)
            processes.append((process, each))
        clicking = dice.random() < 0.3
        self._run(processes, clicking=dice if clicking and stormy else None)
        self._behave({})
        self.wire.weather.clear()
        self._ledger_odds.clear()

    def _words(self, name: str, dice: random.Random) -> list[str]:
        if name == "plan":
            return [dice.choice(("plan", "drift", "report", "check"))]
        if name == "undo":
            runs = self.books.rows("select number from runs where kind = 'apply' order by number")
            return ["undo", str(dice.choice(runs)[0]), "--yes"] if runs else ["history"]
        words = ["apply", "--yes"]
        if dice.random() < 0.15:
            words += ["--school", dice.choice(sorted(self.town.schools))]
        if dice.random() < 0.2:
            words += ["--wait-for-lease", "200"]
        return [*words, *self._agreed()]

    def _agreed(self) -> list[str]:
        """Mostly somebody has agreed that people leave units that were made by hand.

        Without it nothing is written in a town until calm. Drawn apart, so that the rest of a seed
        stays what it was.
        """
        dice = random.Random(f"{self.choice.seed}/{self._count}/agreed")
        return _consent({UNMANAGED_UNITS_LEFT}) if dice.random() < 0.9 else []

    def _process(self) -> Process:
        self._count += 1
        return Process(f"op{self._count}", started=self.scheduler.now)

    def _run(
        self,
        processes: Sequence[tuple[Process, list[str]]],
        clicking: random.Random | None = None,
    ) -> list[product.Ended]:
        """Runs commands until all have ended, and looks at how."""
        world = self.world()
        ended = []
        for process, words in processes:
            self._note(" ".join(words))
            acknowledged = frozenset(
                words[i + 1] for i, w in enumerate(words) if w == "--acknowledge"
            )
            self.watch.known[process.name] = Known(
                world, words[0] in ("apply", "undo"), words[0] == "undo", acknowledged
            )
            ended.append(product.begin(process, words))
        if clicking is not None:
            person = Process("person")
            self.scheduler.spawn(person, lambda: self._click_now_and_then(clicking))
        self.scheduler.run()
        for one in ended:
            self._ended(one)
        for process, _ in processes:
            self.watch.known[process.name].clicked = set(self.watch.known[process.name].clicked)
        return ended

    def _click_now_and_then(self, dice: random.Random) -> None:
        for _ in range(dice.randrange(1, 4)):
            self.scheduler.sleep(dice.random() * 3)
            self._person(dice, 1)

    def _person(self, dice: random.Random, times: int) -> None:
        for _ in range(times):
            alias = dice.choice(sorted(self.watch.tenants))
            self._hosted.clock.reach(self.scheduler.time.timestamp())
            told = clicks.click(self.watch.tenants[alias], self.watch.facts(alias), dice)
            self._note(told)

    def _ended(self, one: product.Ended) -> None:
        """What holds of every command that has ended."""
        if one.crash:
            self.watch.breach("no-crash", f"{' '.join(one.words)}: {one.crash[-1500:]}")
        elif one.code is not None and one.code not in (0, 1, 2, 3):
            self.watch.breach("no-crash", f"{' '.join(one.words)} ended with {one.code}")
        self._note(f"→ {'killed' if one.code is None else one.code}")
        if LOUD:
            self._note(f"\n<<<\n{one.text}\n>>>\n")
        self._names_nobody(one.text, " ".join(one.words))
        self._account(one)

    def _names_nobody(self, text: str, where: str) -> None:
        telling = any(part in text for part in TELLING)
        leaked = sorted(word for word in self.town.secrets if word in text) if telling else []
        if leaked:
            lines = [line[:600] for line in text.splitlines() if any(w in line for w in leaked)]
            self.watch.breach("nobody-is-named", f"{where}: {lines[:2]}")

    def _account(self, one: product.Ended) -> None:
        """The ledger's account of a run against what the simulator saw."""
        run = self.books.run_of(one.process.name)
        if run is None or one.code is None:
            return
        known = self.watch.known[one.process.name]
        broken = self.books.state_of(run) == "running"
        if broken and not self._ledger_odds:
            self.watch.breach("account-is-true", f"run {run} ended and is still running")
        entries = self.books.entries(run)
        for tenant, school, kind, key, action, state, *_ in entries:
            address = (tenant, school, kind, key)
            if known.undo or kind in ("licence", "placement"):
                address = (tenant, "*", kind, "*")
            if state in ("intended", "sent") and not self._ledger_odds and one.code in (0, 2, 3):
                self.watch.breach("account-is-true", f"{action} {'/'.join(address)} is {state}")
            unseen = state == "applied" and address not in known.touched
            if unseen and not known.clicked:  # else somebody else may have done it meanwhile
                told = f"{action} {'/'.join(address)} applied, unseen"
                self.watch.breach("account-is-true", told)

    # ------------------------------------------------------------------ calm

    def world(self) -> World:
        """Manifests and lists as they are now, read anew where a file or the day is another."""
        version = (self.town.version, self.day)
        if self._world is None or self._world[0] != version:
            self._world = (version, self._read_world())
        return self._world[1]

    def _read_world(self) -> World:
        certified = people.certified_ids(self.town.rosters / "certified.csv")
        rosters = {
            school: people.read(self.town.rosters / school, certified or frozenset())
            for school in self.town.schools
        }
        years = [roster.year for roster in rosters.values() if roster.usable]
        town = manifests.read(self.town.manifests, self.day, max(years, default=2027))
        known = {one.id for roster in rosters.values() for one in roster.people}
        strangers = bool((certified or frozenset()) - known)
        return World(town, rosters, certified is not None, strangers)

    def _quiet(self, *words: str) -> product.Ended:
        return self._run([(self._process(), list(words))])[0]

    def _plan(self) -> Mapping[str, Any]:
        ended = self._quiet("plan", "--format", "json")
        try:
            start = ended.text.index("{")
            plan, _ = json.JSONDecoder().raw_decode(ended.text[start:])
        except ValueError:
            self._note(ended.text[-600:])
            return {}
        if "schools" not in plan:  # faults as JSON: there is no plan
            self._note(json.dumps(plan)[:600])
            return {}
        found: Mapping[str, Any] = plan
        return found

    def _apply_with_consent(self) -> product.Ended:
        """Applies, saying yes to every guard that can be said yes to."""
        names = set(_guards(self._plan()))
        return self._quiet("apply", "--yes", *_consent(names))

    def _calm(self) -> None:
        """No faults any more: it settles, it is as declared, and then nothing is written."""
        self.scheduler.now += 2 * LEASE
        agreed: set[str] = set()
        ended = self._quiet("apply", "--yes")
        for _ in range(4):
            asked = _refused_in(ended.text) - agreed
            if ended.code == 0 or (ended.code == 3 and not asked):
                break
            agreed |= asked
            self.scheduler.now += 60
            ended = self._quiet("apply", "--yes", *_consent(agreed))
        before = self._effects()
        plan = self._plan()
        if not plan:
            # where no list of any school can be used, there is no plan of anything
            if any(roster.usable for roster in self.world().rosters.values()):
                self.watch.breach("calm-is-empty", f"no plan: {self.result.steps[-1][-400:]}")
            return
        refused = {one["school"] for one in plan["schools"] if one["refusals"]}
        if plan["refusals"] or plan["failures"]:
            refused |= set(self.town.schools)
        for one in plan["schools"]:
            if one["changes"] and one["school"] not in refused:
                told = [f"{c['action']} {c['address']}" for c in one["changes"]][:4]
                self.watch.breach("calm-is-empty", f"{told} after code {ended.code}")
        if ended.code != 0 or random.Random(self.choice.seed).random() < 0.25:
            again = self._quiet("apply", "--yes")
            if self._effects() != before:
                self.watch.breach("second-run-writes-nothing", f"code {again.code}")
        self._as_declared(refused)

    def _effects(self) -> int:
        return sum(one.effects for one in self.watch.known.values())

    def _as_declared(self, refused: Collection[str]) -> None:
        world = self.world()
        skipped = set(refused)
        if skipped:
            self._note(f"not compared: {sorted(skipped)}")
        for school in world.town.schools.values():
            if school.id in skipped or "observe" in school.tenants.values() or school.decommission:
                continue
            for tenant in school.tenants:
                for one in calm.differences(world, school, self.watch.facts(tenant)):
                    self.watch.breach(one.invariant, one.what)

    def _there_and_back(self) -> None:
        """A calm apply and its undo: everything is as before, but for what the undo lists."""
        self.scheduler.now += 2 * LEASE
        before = {alias: self.watch.facts(alias) for alias in self.watch.tenants}
        ended = self._apply_with_consent()
        run = self.books.run_of(ended.process.name)
        if run is None or ended.code not in (0, 3):
            return
        back = self._quiet("undo", str(run), "--yes")
        if back.code == 3:
            back = self._quiet("undo", str(run), "--yes", *_consent(_refused_in(back.text)))
        if back.code == 2:
            back = self._quiet("undo", str(run), "--yes")
        if back.code != 0:
            self._note(f"undo ended with {back.code}")
            return
        self._restored(before, back.text)

    def _restored(self, before: Mapping[str, Facts], told: str) -> None:
        for alias, was in before.items():
            for what in not_restored(was, self.watch.facts(alias), told):
                self.watch.breach("undo-restores", what)

    # ------------------------------------------------------------------ weather

    def _behave(self, settings: Mapping[str, Any]) -> None:
        if settings == self._settings == {}:
            return
        self._settings = settings
        for hosted in self.watch.tenants.values():
            self._hosted.behave(hosted, settings)

    def _ledger_trouble(self, process: Process) -> str:
        odds = self._ledger_odds.get(process.name)
        if odds is None or odds[1].random() >= odds[0]:
            return ""
        return odds[1].choice(("before", "after"))


SHORT: Mapping[str, Any] = {"account-listing-short": {"times": 2}}
"""Account listings that leave somebody out."""
LAGGING = ("units", "users", "groups", "members", "licences", "settings")


def _weather(dice: random.Random) -> Weather:
    chances = {
        name: dice.choice((0.0, 0.0, 0.02, 0.1))
        for name in ("unsent", "lost", "cut", "garbled", "doubled", "busy", "late")
    }
    return Weather(chances, random.Random(dice.random()))


def _guards(plan: Mapping[str, Any]) -> Iterator[str]:
    schools: Sequence[Mapping[str, Any]] = plan.get("schools", ())
    for refusal in [*plan.get("refusals", ()), *(r for s in schools for r in s["refusals"])]:
        if refusal["guard"] in DEFAULTS:  # conflicts are resolved, never acknowledged
            yield refusal["guard"]


def _consent(guards: Collection[str]) -> list[str]:
    """The words that say yes to guards."""
    words = [word for name in sorted(guards) for word in ("--acknowledge", name)]
    return [*words, "--reason", "calm"] if words else []


def _refused_in(text: str) -> set[str]:
    """The guards that a text says how to acknowledge."""
    words = text.replace(",", " ").split()
    return {
        words[place + 1].partition(":")[0]
        for place, word in enumerate(words[:-1])
        if word == "--acknowledge"
    }


@contextmanager
def folder() -> Iterator[Path]:
    """A place for a town, in memory where the machine has such."""
    memory = Path("/dev/shm")
    # One place for all towns of a process: compiled queries of a ledger are kept by its address.
    made = (memory if memory.is_dir() else Path(tempfile.gettempdir())) / f"town-{os.getpid()}"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir()
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def play(choice: Choice) -> Result:
    """Plays a seed."""
    with folder() as root, chdir(root):
        one = Play(choice, root)
        try:
            return one.play()
        except (Died, AssertionError) as error:
            one.result.breaches.append(Breach("simulation-goes-on", repr(error)[:600]))
            one.result.breaches += one.watch.breaches
            return one.result
        finally:
            one.books.close()
