"""`python -m tests.simulation`: plays seeds, and shrinks those that fail.

    python -m tests.simulation --from 1 --seeds 300 --jobs 2
    python -m tests.simulation --seed 4711
    python -m tests.simulation --seed 4711 --keep 0,2 --still 0 --alive 0,2

One line for each breach, and for each failing seed the one command that replays what is left of
it once every step, and all trouble in every step, that it can do without is left out. Exit code 1
where a seed failed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from reconciler.manifest.stack import LEDGER_VARIABLE
from reconciler.model.collector import collect_seldom
from tests.simulation import product
from tests.simulation.play import Choice, Result, play, program
from tests.support.postgres import running_anew

MOST_TRIES = 60
TOLD = 50
"""After so many seeds a line says how far it is."""


def main() -> int:
    """Plays what the arguments ask for; the exit code."""
    collect_seldom()
    asked = _arguments().parse_args()
    if asked.jobs > 1:
        return _side_by_side(asked)
    with _ledgers(postgres=asked.postgres):
        return _play(asked)


@contextmanager
def _ledgers(*, postgres: bool) -> Iterator[None]:
    """Where towns keep their ledgers: each in its file, or in a server that ends with this."""
    if not postgres:
        yield
        return
    with running_anew() as one, one.fresh() as url:
        os.environ[LEDGER_VARIABLE] = url
        yield


def _play(asked: argparse.Namespace) -> int:
    product.install()
    if asked.seed is not None:
        choice = Choice(asked.seed, _numbers(asked.keep), _some(asked.still), _some(asked.alive))
        result = play(choice)
        _tell("\n".join(result.steps))
        return _report(choice, result)
    first, last = asked.first, asked.first + asked.seeds
    end = time.monotonic() + asked.seconds if asked.seconds else float("inf")
    began, worked, failed, played, writes = time.monotonic(), time.process_time(), 0, 0, 0
    for number in range(first, last):
        if time.monotonic() > end:
            break
        choice = Choice(f"{asked.prefix}{number}")
        result = play(choice)
        played += 1
        writes += result.writes
        if result.breaches:
            failed += 1
            least = choice if asked.whole else shrunk(choice, result)
            _report(least, play(least))
        if played % TOLD == 0:
            _tell(f"{played} so far, to seed {choice.seed}: {failed} failed")
    spent, work = time.monotonic() - began, time.process_time() - worked
    _tell(
        f"{played} seeds, {failed} failed, {played / max(work, 0.01):.2f} a second of one core,"
        f" {played / max(spent, 0.01):.2f} a second by the clock, {writes // max(played, 1)}"
        " writes a seed"
    )
    return 1 if failed else 0


def shrunk(choice: Choice, result: Result) -> Choice:
    """The fewest steps with the least trouble that still break the same invariant."""
    wanted = {one.invariant for one in result.breaches}
    least = replace(choice, keep=tuple(range(len(program(choice.seed)))))
    tries, smaller = 0, True
    while smaller and tries < MOST_TRIES:
        smaller = False
        for candidate in _smaller(least):
            tries += 1
            if wanted & {one.invariant for one in play(candidate).breaches}:
                least, smaller = candidate, True
                break
    return least


def _smaller(choice: Choice) -> Iterator[Choice]:
    keep = choice.keep or ()
    for index in keep:
        yield replace(choice, keep=tuple(one for one in keep if one != index))
    for index in keep:
        if index not in choice.still:
            yield replace(choice, still=choice.still | {index})
        if index not in choice.alive:
            yield replace(choice, alive=choice.alive | {index})


def _report(choice: Choice, result: Result) -> int:
    for one in dict.fromkeys(result.breaches):
        _tell(f"seed {choice.seed}: {one.invariant}: {one.what}")
    if not result.breaches:
        return 0
    parts = [f"python -m tests.simulation --seed {choice.seed}"]
    if choice.keep is not None:
        parts.append(f"--keep {','.join(map(str, choice.keep)) or 'none'}")
    for name, some in (("still", choice.still), ("alive", choice.alive)):
        if some:
            parts.append(f"--{name} {','.join(map(str, sorted(some)))}")
    _tell(f"  replay: {' '.join(parts)}")
    return 1


def _side_by_side(asked: argparse.Namespace) -> int:
    share = -(-asked.seeds // asked.jobs)
    began, jobs = time.monotonic(), []
    for number in range(asked.jobs):
        words = ["--from", str(asked.first + number * share), "--seeds", str(share)]
        words += ["--prefix", asked.prefix] if asked.prefix else []
        words += ["--seconds", str(asked.seconds)] if asked.seconds else []
        words += ["--postgres"] if asked.postgres else []
        jobs.append(subprocess.Popen([sys.executable, "-m", "tests.simulation", *words]))
    codes = [job.wait() for job in jobs]
    _tell(f"{asked.seeds} seeds asked for, {time.monotonic() - began:.0f} s by the clock")
    return max(codes)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="first", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=0.0, help="stop after so long")
    parser.add_argument("--prefix", default="", help="text before each number of a seed")
    parser.add_argument("--postgres", action="store_true", help="ledgers in PostgreSQL")
    parser.add_argument("--whole", action="store_true", help="do not shrink")
    parser.add_argument("--seed", help="one seed alone")
    parser.add_argument("--keep", help="its steps by number; 'none' for no step but the calm")
    parser.add_argument("--still", help="steps in which nothing goes wrong on the wire")
    parser.add_argument("--alive", help="steps in which nobody is killed")
    return parser


def _numbers(text: str | None) -> tuple[int, ...] | None:
    if text is None:
        return None
    return () if text == "none" else tuple(map(int, text.split(",")))


def _some(text: str | None) -> frozenset[int]:
    return frozenset(_numbers(text) or ())


def _tell(text: str) -> None:
    assert sys.__stdout__ is not None
    sys.__stdout__.write(f"{text}\n")
    sys.__stdout__.flush()


if __name__ == "__main__":
    code = main()
    # Tasks of processes that were killed may still wait for a turn that never comes.
    os._exit(code)
