"""`make bench`, last part: what large inputs take, in seconds and peak memory, each alone.

    python -m tests.bench_scale
    python -m tests.bench_scale accounts-100000

A plan here is what is worked out, from manifests, people and a listed tenant that lie in memory:
no network, no simulator. Each size runs in a process of its own, so that its memory is its own. A
size that takes more than its share over the one before it is a cliff.
"""

from __future__ import annotations

import csv
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from reconciler.manifest import load
from reconciler.model.mark import Mark
from reconciler.model.observation import Account, Listing, Observation, ObservedGroup, ObservedUnit
from reconciler.model.people import Person, Role, Roster
from reconciler.model.resources import GroupType, Kind, Member, MemberRole, MemberType
from reconciler.roster import Rosters, read_rosters
from reconciler.roster.read import RosterSource
from tests.simulation.town import HEADERS
from tests.support import short
from tests.support.cases import Case, plan_of

YEAR = 2027
PUPILS = 980
"""Of each school in the tenant that many share."""
STAFF = 20
LETTERS = "абвгдежзийклмнопрстуф"
DAY = "2026-12-01"


def main(names: Iterable[str]) -> int:
    """Prints the sizes that are named, or all; the exit code."""
    asked = list(names)
    if len(asked) == 1 and asked[0] in SIZES:
        _alone(asked[0])
        return 0
    for name in asked or SIZES:
        done = subprocess.run([sys.executable, "-m", "tests.bench_scale", name], check=False)
        if done.returncode:
            return done.returncode
    return 0


def _alone(name: str) -> None:
    with tempfile.TemporaryDirectory() as made:
        seconds, what = SIZES[name](Path(made))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(f"{name:>20}{seconds:>9.1f} s{memory:>7} MB  {what}\n")
    sys.stdout.flush()


def _planned(case: Case) -> tuple[float, str]:
    began = time.process_time()
    plan = plan_of(case)
    spent = time.process_time() - began
    changes = sum(len(school.changes) for school in plan.schools)
    assert changes, "a plan without changes has compared nothing"
    return spent, f"{len(plan.schools)} schools, {changes} changes"


def one_group(room: Path, people: int) -> tuple[float, str]:
    """One group of so many, half of them in it."""
    staff = {"staff": _named("Staff", members=[{"role": "staff"}])}
    persons = [_person("s0", number, Role.STAFF) for number in range(people)]
    there = frozenset(Member(MemberType.ACCOUNT, f"s0-{n}") for n in range(people // 2))
    group = _group("s0", "staff", there)
    return _planned(_case(room, {"s0": staff}, {"s0": persons}, (group,)))


def many_groups(room: Path, count: int) -> tuple[float, str]:
    """So many groups at one school, of all its staff each; half of them are there."""
    groups = {f"g{n}": _named(f"Group {n}", members=[{"role": "staff"}]) for n in range(count)}
    persons = [_person("s0", number, Role.STAFF) for number in range(100)]
    there = frozenset(Member(MemberType.ACCOUNT, f"s0-{n}") for n in range(90))
    found = tuple(_group("s0", f"g{n}", there) for n in range(count // 2))
    return _planned(_case(room, {"s0": groups}, {"s0": persons}, found))


def many_accounts(room: Path, count: int) -> tuple[float, str]:
    """So many accounts in one tenant, of as many schools of a thousand as they fill."""
    schools = [f"s{number}" for number in range(count // (PUPILS + STAFF))]
    people = {school: list(_pupils(school)) for school in schools}
    groups = {
        "class-{cohort}": {
            "forEach": "class",
            **_named("Клас {class}", members=[{"class": "{class}", "role": "pupil"}]),
        },
        "staff": _named("Staff", members=[{"role": "staff"}]),
    }
    declared = {
        school: {f"{school}-{key}": one for key, one in groups.items()} for school in schools
    }
    return _planned(_case(room, declared, people, (), placed=True))


def many_rows(room: Path, count: int) -> tuple[float, str]:
    """A list of so many rows of OneRoster: an enrolment for each user."""
    users = count // 2
    schools = {f"{code:07}": f"s{code}" for code in range(max(1, users // 1000))}
    for name, rows in _tables(list(schools), users).items():
        with (room / f"{name}.csv").open("w", encoding="utf-8", newline="") as lines:
            writer = csv.writer(lines)
            writer.writerow(HEADERS[name].split(","))
            writer.writerows(rows)
    _write_about(room)
    began = time.process_time()
    rosters = read_rosters(RosterSource(room, None), schools, DAY)
    spent = time.process_time() - began
    found = sum(len(roster.people) for roster in rosters.by_school.values())
    assert found == users, f"{found} of {users} people were read"
    return spent, f"{found} people of {len(rosters.by_school)} schools"


Size = Callable[[Path], tuple[float, str]]
SIZES: Mapping[str, Size] = {
    "group-of-2500": lambda room: one_group(room, 2_500),
    "group-of-5000": lambda room: one_group(room, 5_000),
    "groups-200": lambda room: many_groups(room, 200),
    "groups-400": lambda room: many_groups(room, 400),
    "accounts-25000": lambda room: many_accounts(room, 25_000),
    "accounts-50000": lambda room: many_accounts(room, 50_000),
    "accounts-100000": lambda room: many_accounts(room, 100_000),
    "rows-500000": lambda room: many_rows(room, 500_000),
    "rows-2000000": lambda room: many_rows(room, 2_000_000),
}


def _named(name: str, **more: Any) -> dict[str, Any]:
    return {"name": {"bg": name, "en": name}, **more}


def _person(school: str, number: int, role: Role, title: str = "") -> Person:
    grade = int(title[:-1]) if title else None
    return Person(
        sourced_id=f"{school}-{number}",
        school=school,
        roles=frozenset({role}),
        grade=grade,
        classes=frozenset({title} if title else ()),
        graduates=None if grade is None else YEAR + 12 - grade,
        email=f"{school}-{number}@{short.DOMAIN}",
    )


def _titles() -> list[str]:
    return [f"{grade}{letter}" for grade in (5, 6) for letter in LETTERS]


def _pupils(school: str) -> Iterator[Person]:
    titles = _titles()
    for number in range(PUPILS):
        yield _person(school, number, Role.PUPIL, titles[number % len(titles)])
    for number in range(PUPILS, PUPILS + STAFF):
        yield _person(school, number, Role.STAFF)


def _group(school: str, key: str, members: frozenset[Member]) -> ObservedGroup:
    return ObservedGroup(
        id=f"group-{key}",
        address=f"{key}@{short.DOMAIN}",
        name=key,
        label="",
        type=GroupType.MAIL,
        members={MemberRole.MEMBER: members},
        member_count=len(members),
        mark=Mark(short.MUNICIPALITY, school, Kind.GROUP, key),
    )


def _case(
    room: Path,
    groups: Mapping[str, Mapping[str, Any]],
    people: Mapping[str, list[Person]],
    found: tuple[ObservedGroup, ...],
    *,
    placed: bool = False,
) -> Case:
    """Schools of one tenant, all of whose people have accounts."""
    _write(room, groups, placed=placed)
    accounts = tuple(
        Account(one.sourced_id, str(one.email), person_id=one.sourced_id, places=("/",))
        for persons in people.values()
        for one in persons
    )
    rosters = {
        school: Roster(school, YEAR, tuple(sorted(persons, key=lambda one: one.sourced_id)), "x")
        for school, persons in people.items()
    }
    tenant = short.tenant({})
    seen = Observation(
        tenant=tenant.alias,
        accounts=accounts,
        units=(ObservedUnit("root", "/", "/", ""),),
        groups=found,
        complete=frozenset(Listing),
    )
    return Case(load(room), Rosters(rosters, YEAR, "x"), tenant, seen, certified=True)


def _write(room: Path, groups: Mapping[str, Mapping[str, Any]], *, placed: bool) -> None:
    base = yaml.safe_load((ROOT / "municipality.yaml").read_text("utf-8"))
    shared = len(groups) > 1
    base["scopes"] = {
        school: {
            short.TENANT: {
                "orgUnits": f"/{school}" if shared else "/",
                "addresses": f"{school}-*" if shared else "*",
                "products": [],
            }
        }
        for school in groups
    }
    (room / "layouts").mkdir()
    _dump(room / "municipality.yaml", base)
    plain = yaml.safe_load((ROOT / "layouts" / "plain.yaml").read_text("utf-8"))
    _dump(room / "layouts" / "plain.yaml", plain)
    units = {"pupils": _named("Pupils", holds=[{"role": "pupil"}])} if placed else {}
    school_file = yaml.safe_load((ROOT / "ou-a.yaml").read_text("utf-8"))
    for number, (school, declared) in enumerate(groups.items()):
        code = f"{1690000 + number}"
        own = {
            **school_file,
            "id": school,
            "facts": {"neispuo": code, "district": "Източен"},
            "roster": {"org": code},
            "classes": {5: LETTERS, 6: LETTERS} if placed else {5: "а"},
            "groups": dict(declared),
            "orgUnits": units,
        }
        _dump(room / f"{school}.yaml", own)


ROOT = Path(__file__).parent / "cases" / "plans" / "base" / "schools"


def _dump(file: Path, tree: Any) -> None:
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    file.write_text(yaml.dump(tree, Dumper=dumper, allow_unicode=True, sort_keys=False), "utf-8")


def _tables(codes: list[str], users: int) -> dict[str, Iterable[tuple[str, ...]]]:
    session = ("y", "", "", "2026/2027", "schoolYear", "2026-09-15", "2027-09-14", "", str(YEAR))
    titles = _titles()
    return {
        "orgs": [(f"org-{code}", "", "", code, "school", code, "") for code in codes],
        "academicSessions": [session],
        "courses": [("c", "", "", "y", "Час", "ЧК", "05", f"org-{codes[0]}", "", "")],
        "classes": (
            (f"k-{code}-{title}", "", "", title, f"{int(title[:-1]):02}", "c", title, "homeroom",
             "", f"org-{code}", "y", "", "", "")
            for code in codes
            for title in titles
        ),
        "users": (_user(codes, titles, number) for number in range(users)),
        "enrollments": (_enrolment(codes, titles, number) for number in range(users)),
    }  # fmt: skip


def _user(codes: list[str], titles: list[str], number: int) -> tuple[str, ...]:
    ident, title = f"u{number}", titles[number // len(codes) % len(titles)]
    org = f"org-{codes[number % len(codes)]}"
    grade = f"{int(title[:-1]):02}"
    return (ident, "", "", "true", org, "student", ident, "", f"G{number}", f"F{number}", "", "",
            f"{ident}@{short.DOMAIN}", "", "", "", grade, "")  # fmt: skip


def _enrolment(codes: list[str], titles: list[str], number: int) -> tuple[str, ...]:
    code = codes[number % len(codes)]
    title = titles[number // len(codes) % len(titles)]
    return (f"e{number}", "", "", f"k-{code}-{title}", f"org-{code}", f"u{number}", "student",
            "", "", "")  # fmt: skip


def _write_about(room: Path) -> None:
    about = [("manifest.version", "1.0"), ("oneroster.version", "1.1")]
    about += [(f"file.{name}", "bulk") for name in HEADERS]
    with (room / "manifest.csv").open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([("propertyName", "value"), *about])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
