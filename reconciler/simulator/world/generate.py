"""Writes a seeded world: rosters, certifications, and tenants that differ from them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from reconciler.simulator.world.advance import advance
from reconciler.simulator.world.anomalies import Anomaly
from reconciler.simulator.world.enrolment_book import RosterOf, Row
from reconciler.simulator.world.facts import School, read_schools
from reconciler.simulator.world.guests import arrange, lenders, reserve, settle
from reconciler.simulator.world.options import WorldOptions, WorldSummary
from reconciler.simulator.world.people import Population
from reconciler.simulator.world.populate import populate
from reconciler.simulator.world.roster import csv_text, write_roster
from reconciler.simulator.world.seed_json import seed_json, write_json, write_seed
from reconciler.simulator.world.seeds import Seed, count_oddities, seed_tenant

GOOGLE_BADGE = "Google Certified Educator, Level 1"
MICROSOFT_BADGE = "Microsoft Certified Educator"


def generate(options: WorldOptions) -> WorldSummary:
    """Writes rosters/ (with certified.csv) and tenants/ for the first school year."""
    schools = read_schools(options)
    populations = _build(options, schools, 0)
    tally: Counter[str] = Counter()
    anomalies: Counter[str] = Counter(dict.fromkeys(Anomaly, 0))
    by_tenant: dict[str, list[Seed]] = {}
    for population in populations:
        seed = seed_tenant(population, options.seed)
        by_tenant.setdefault(seed.tenant.alias, []).append(seed)
        anomalies.update(count_oddities(seed, population))
        tally["accounts"] += len(seed.accounts)
        tally["groups"] += len(seed.groups)
    for alias, seeds in by_tenant.items():
        write_seed(seeds, options.out / "tenants" / f"{alias}.json", guarded=options.guarded)
    tally.update(_write_rosters(options, schools, populations, options.year))
    return _summary(populations, tally, anomalies)


def next_year(options: WorldOptions) -> WorldSummary:
    """Writes rosters/ of `options.years` school years later; no tenants."""
    schools = read_schools(options)
    populations = _build(options, schools, options.years)
    written = _write_rosters(options, schools, populations, options.year + options.years)
    anomalies: dict[str, int] = {
        Anomaly.TEACHING_PRINCIPAL: sum(p.teaching_principal for p in populations),
        Anomaly.TWO_SCHOOLS: sum(len(q.schools) > 1 for p in populations for q in p.pupils),
    }
    return _summary(populations, written, anomalies)


def _build(options: WorldOptions, schools: Sequence[School], years: int) -> tuple[Population, ...]:
    """The wanted schools' people after some summers, in the order of the schools."""
    by_id = {school.id: school for school in schools}
    wanted = [school.id for school in schools if not options.only or school.id in options.only]
    pairs = {h: g for h, g in lenders(tuple(schools)).items() if h in wanted or g in wanted}
    needed = dict.fromkeys((*wanted, *pairs.keys(), *pairs.values()))
    populations = {ident: populate(by_id[ident], options.seed) for ident in needed}
    loans = [arrange(options.seed, populations[h], populations[g]) for h, g in pairs.items()]
    populations = reserve(populations, loans)
    for number in range(1, years + 1):
        populations = {i: advance(p, options.seed, number) for i, p in populations.items()}
    populations = settle(populations, loans)
    return tuple(populations[ident] for ident in wanted)


def grow(options: WorldOptions) -> tuple[WorldSummary, Mapping[str, Any]]:
    """Writes the roster and the seed of one more school, `options.only`; all else stays.

    In a tenant that others live in, its seed joins theirs. Nobody of it attends another school.
    The seed of this school alone is returned, for a simulator that runs already.
    """
    schools = read_schools(options)
    (school,) = [one for one in schools if one.id in options.only]
    population = populate(school, options.seed)
    seed = seed_tenant(population, options.seed)
    data = seed_json([seed])
    path = options.out / "tenants" / f"{school.tenant.alias}.json"
    known = json.loads(path.read_text("utf-8")) if path.exists() else None
    write_json(joined(known, data) if known else data, path)
    by_id = {one.id: one for one in schools}
    roster = RosterOf(population, by_id, options.seed, options.year)
    rows = write_roster(roster, options.out / "rosters" / school.id)
    badges = sorted(_badges(population))
    _append_badges(options.out / "rosters" / "certified.csv", badges)
    tally = {
        "accounts": len(seed.accounts),
        "groups": len(seed.groups),
        "enrollments": rows,
        "certified": len(badges),
    }
    anomalies = {name.value: count for name, count in count_oddities(seed, population).items()}
    return _summary([population], tally, anomalies), data


def joined(known: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Two seeds of one tenant; of what both have, the first one's stands."""
    both: dict[str, Any] = dict(known)
    for part, key in (("orgUnits", "path"), ("users", "address"), ("groups", "address")):
        there = {str(one[key]).casefold() for one in known[part]}
        both[part] = [
            *known[part],
            *(one for one in more[part] if str(one[key]).casefold() not in there),
        ]
    both["licences"] = [*known["licences"], *more["licences"]]
    return both


def _append_badges(path: Path, rows: Sequence[Row]) -> None:
    text = csv_text("sourcedId,certification", rows)
    old = path.read_bytes() if path.exists() else b""
    new = text.encode()
    path.write_bytes(old + new.partition(b"\r\n")[2] if old else new)


def _write_rosters(
    options: WorldOptions, schools: Sequence[School], populations: Sequence[Population], year: int
) -> Counter[str]:
    """Every roster and the certification list; returns what was counted on the way."""
    by_id = {school.id: school for school in schools}
    folder = options.out / "rosters"
    enrollments = sum(
        write_roster(RosterOf(population, by_id, options.seed, year), folder / population.school.id)
        for population in populations
    )
    rows = sorted(row for population in populations for row in _badges(population))
    text = csv_text("sourcedId,certification", rows)
    (folder / "certified.csv").write_bytes(text.encode())
    return Counter(enrollments=enrollments, certified=len(rows))


def _badges(population: Population) -> Iterator[Row]:
    google = population.school.tenant.vendor == "google"
    for person in population.certified:
        yield person, GOOGLE_BADGE if google else MICROSOFT_BADGE


def _summary(
    populations: Sequence[Population], tally: Mapping[str, int], anomalies: Mapping[str, int]
) -> WorldSummary:
    return WorldSummary(
        schools=len(populations),
        pupils=sum(len(population.pupils) for population in populations),
        teachers=sum(len(population.teachers) for population in populations),
        principals=len(populations),
        staff=sum(len(population.staff) for population in populations),
        parents=sum(len(population.parents) for population in populations),
        classes=sum(len(population.class_staff) for population in populations),
        enrollments=tally["enrollments"],
        certified=tally["certified"],
        accounts=tally.get("accounts", 0),
        groups=tally.get("groups", 0),
        anomalies=dict(anomalies),
    )
