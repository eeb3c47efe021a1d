"""Small towns from a seed: one to three schools, ten to thirty people, both vendors.

Everything that names a person is a word that nothing else contains, so that a leak can be found
by looking for it.
"""

from __future__ import annotations

import csv
import json
import os
import random
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from reconciler.manifest.stack import LEDGER_VARIABLE

Tree = dict[str, Any]
YEAR = 2027
LATIN = {"а": "a", "б": "b"}
LEDGER = "sqlite:///../.sandbox/ledger.sqlite"
TELLING = ("Imeto", "Rodov", "rodov", "rod.itel", "sid")
"""Each word that names somebody has one of these in it; a text without any names nobody."""
HEADERS = {
    "orgs": "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId",
    "academicSessions": "sourcedId,status,dateLastModified,title,type,startDate,endDate,"
    "parentSourcedId,schoolYear",
    "courses": "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,"
    "orgSourcedId,subjects,subjectCodes",
    "classes": "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,"
    "classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods",
    "enrollments": "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,"
    "userSourcedId,role,primary,beginDate,endDate",
    "users": "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,"
    "givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password",
}


@dataclass
class Person:
    """One row of a list, before it is written."""

    id: str
    given: str
    family: str
    address: str
    role: str
    classes: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)


@dataclass
class School:
    """One school: its people and where it lives."""

    id: str
    neispuo: str
    tenant: str
    vendor: str
    shared: bool
    classes: dict[int, str]
    people: list[Person] = field(default_factory=list)
    listed: bool = True
    """Whether its list is there."""
    year: int = YEAR

    @property
    def prefix(self) -> str:
        """What its keys and addresses begin with."""
        return f"{self.id}-" if self.shared else ""

    def titles(self) -> list[str]:
        """Its classes."""
        return [f"{grade}{letter}" for grade, letters in self.classes.items() for letter in letters]


@dataclass
class Town:
    """A municipality's folder, and what is needed to rewrite its lists."""

    root: Path
    schools: dict[str, School]
    tenants: dict[str, Tree]
    certified: list[str]
    secrets: set[str]
    """Words that no output may contain."""
    seed: str
    made: int = 0
    waiting: list[tuple[str, Person]] = field(default_factory=list)
    """Who came, and has no account yet."""
    version: int = 0
    """Counts what was written: two looks under one number see the same files."""

    @property
    def manifests(self) -> Path:
        """The folder of the manifests."""
        return self.root / "schools"

    @property
    def rosters(self) -> Path:
        """The folder of the lists."""
        return self.root / ".sandbox" / "rosters"

    def load(self, name: str) -> Tree:
        """A manifest's content."""
        tree: Tree = yaml.load((self.manifests / f"{name}.yaml").read_text("utf-8"), _Loader)
        return tree

    def save(self, name: str, tree: Tree) -> None:
        """Writes a manifest."""
        self.version += 1
        write_yaml(self.manifests / f"{name}.yaml", tree)

    def put_back(self, kept: Mapping[Path, bytes]) -> None:
        """Files as they were."""
        self.version += 1
        for file, content in kept.items():
            file.write_bytes(content)

    def person(self, dice: random.Random, school: School, role: str) -> Person:
        """Somebody new."""
        self.made += 1
        token = f"{dice.randrange(16**5):05x}{self.made:03}"
        given, family = f"Imeto{token}", f"Rodov{token}"
        address = f"u{token}.{family.lower()}@{self.tenants[school.tenant]['domain']}"
        if role == "parent":
            address = f"rod.itel{token}@gmail.com"
        ident = f"sid{token}{dice.randrange(16**4):04x}"
        words = {given, family, family.lower(), address, ident, address.partition("@")[0]}
        assert all(any(part in word for part in TELLING) for word in words), words
        self.secrets |= words
        return Person(ident, given, family, address, role)

    def write_lists(self, now: datetime) -> None:
        """Writes every school's list, as of a moment."""
        self.version += 1
        for school in self.schools.values():
            folder = self.rosters / school.id
            if school.listed:
                _write_list(school, folder, now)
            else:
                for file in folder.glob("*.csv"):
                    file.unlink()
                if folder.exists():
                    folder.rmdir()
        rows = [(ident, "yes") for ident in self.certified]
        _write_csv(self.rosters / "certified.csv", "sourcedId,certification", rows, now)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    pass


def write_yaml(file: Path, tree: Tree) -> None:
    """A tree as YAML."""
    file.parent.mkdir(parents=True, exist_ok=True)
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    file.write_text(yaml.dump(tree, Dumper=dumper, allow_unicode=True, sort_keys=False), "utf-8")


def _write_csv(file: Path, header: str, rows: Iterable[Iterable[str]], now: datetime) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(header.split(","))
        writer.writerows(rows)
    os.utime(file, (now.timestamp(), now.timestamp()))


def _write_list(school: School, folder: Path, now: datetime) -> None:
    for name, rows in _tables(school).items():
        _write_csv(folder / f"{name}.csv", HEADERS[name], rows, now)
    states = dict.fromkeys(HEADERS, "bulk")
    about = [
        ("manifest.version", "1.0"),
        ("oneroster.version", "1.1"),
        *((f"file.{name}", state) for name, state in states.items()),
    ]
    _write_csv(folder / "manifest.csv", "propertyName,value", about, now)


def _tables(school: School) -> dict[str, list[tuple[str, ...]]]:
    org, year = f"org-{school.id}", school.year
    session = ("y", "", "", f"{year - 1}/{year}", "schoolYear", f"{year - 1}-09-15")
    tables: dict[str, list[tuple[str, ...]]] = {
        "orgs": [(org, "", "", school.id, "school", school.neispuo, "")],
        "academicSessions": [(*session, f"{year}-09-14", "", str(year))],
        "courses": [("c", "", "", "y", "Час", "ЧК", "05", org, "", "")],
        "classes": [],
        "enrollments": [],
        "users": [],
    }
    for title in school.titles():
        grade = f"{int(title[:-1]):02}"
        ident = f"k-{title}"
        row = (ident, "", "", title, grade, "c", title, "homeroom", "", org, "y", "", "", "")
        tables["classes"].append(row)
    for one in school.people:
        tables["users"].append(_user(one, org))
        for title in one.classes if one.role != "parent" else ():
            if title in school.titles():
                role = "student" if one.role == "student" else "teacher"
                ident = f"e-{one.id}-{title}"
                joined = (ident, "", "", f"k-{title}", org, one.id, role, "", "", "")
                tables["enrollments"].append(joined)
    return tables


def _user(one: Person, org: str) -> tuple[str, ...]:
    grades = ",".join(f"{int(title[:-1]):02}" for title in one.classes)
    grades = grades if one.role == "student" else ""
    return (
        *(one.id, "", "", "true", org, one.role, one.id, "", one.given, one.family, "", ""),
        *(one.address, "", "", ",".join(one.agents), grades, ""),
    )


def build(root: Path, seed: str, now: datetime, key: str) -> Town:
    """A town of the seed in an empty folder; `key` is the text of a service account's key file."""
    dice = random.Random(f"{seed}/town")
    town = Town(root, {}, {}, [], set(), seed)
    shared = dice.random() < 0.25
    count = dice.choice((2, 3)) if shared else dice.choice((1, 1, 2, 2, 3))
    for number in range(count):
        _add_school(town, dice, number, shared=shared and number < 2)
    for school in town.schools.values():
        _fill(town, dice, school)
    _write_folder(town, dice, key)
    town.write_lists(now)
    for alias in town.tenants:
        _write_seed(town, dice, alias)
    return town


def _add_school(town: Town, dice: random.Random, number: int, *, shared: bool) -> None:
    ident = f"ou-{'abc'[number]}"
    alias = "both" if shared else ident
    if alias not in town.tenants:
        vendor = dice.choice(("google", "microsoft"))
        named = uuid.UUID(int=dice.getrandbits(128))
        town.tenants[alias] = {
            "provider": vendor,
            "domain": f"{alias}.plovdiv.example",
            "seats": {
                "staff-plus": dice.choice((0, 1, 2, 20, 20)),
                "pupils-plus": dice.choice((2, 40, 40)),
            },
            **(
                {"customer": f"C0{named.hex[:8]}"}
                if vendor == "google"
                else {"tenantId": str(named)}
            ),
        }
    vendor = town.tenants[alias]["provider"]
    classes = dice.choice(({5: "а"}, {5: "аб"}, {5: "а", 6: "а"}, {1: "а", 7: "аб"}))
    school = School(ident, f"169000{number + 1}", alias, vendor, shared, dict(classes))
    town.schools[ident] = school


def _fill(town: Town, dice: random.Random, school: School) -> None:
    people = [town.person(dice, school, "administrator")]
    teachers = [town.person(dice, school, "teacher") for _ in range(dice.randrange(2, 6))]
    people += [*teachers, *(town.person(dice, school, "aide") for _ in range(dice.randrange(3)))]
    for title in school.titles():
        dice.choice(teachers).classes.append(title)
        for _ in range(dice.randrange(2, 9)):
            pupil = town.person(dice, school, "student")
            pupil.classes.append(title)
            people.append(pupil)
            if dice.random() < 0.3:
                parent = town.person(dice, school, "parent")
                pupil.agents.append(parent.id)
                people.append(parent)
    school.people = people
    town.certified += [one.id for one in teachers if dice.random() < 0.5]


def _write_folder(town: Town, dice: random.Random, key: str) -> None:
    root = town.root
    (root / ".sandbox" / "tenants").mkdir(parents=True)
    (root / "Pulumi.yaml").write_text("name: town\nruntime: python\n", "utf-8")
    (root / ".sandbox" / "pseudonym.key").write_text("0123456789abcdef" * 4, "utf-8")
    (root / ".sandbox" / "google.json").write_text(key, "utf-8")
    (root / ".sandbox" / "secret").write_text("x", "utf-8")
    (root / ".sandbox" / "address").write_text("http://127.0.0.1:1\n", "utf-8")
    write_yaml(root / "stacks" / "Pulumi.sandbox.yaml", {"config": _stack(town)})
    town.save("municipality", _municipality(town, dice))
    for school in town.schools.values():
        town.save(f"layouts/{school.id}", _layout(school, dice))
        town.save(school.id, _manifest(school, dice))


def _stack(town: Town) -> Tree:
    google = {"serviceAccount": "../.sandbox/google.json", "subject": "admin@{domain}"}
    secret = "../.sandbox/secret"
    graph = {
        "reader": "reader",
        "readerSecretFile": secret,
        "writer": "writer",
        "writerSecretFile": secret,
    }
    ends = {"endpoint": "simulator", "budgets": "unlimited"}
    return {
        "reconciler:schools": "../schools",
        "reconciler:rosters": {
            "path": "../.sandbox/rosters",
            "certified": "../.sandbox/rosters/certified.csv",
        },
        "reconciler:pseudonymKey": "../.sandbox/pseudonym.key",
        **({} if LEDGER_VARIABLE in os.environ else {"reconciler:ledger": LEDGER}),
        "reconciler:simulator": "../.sandbox/address",
        "reconciler:defaults": {
            "google": {**ends, "credentials": google},
            "microsoft": {**ends, "credentials": graph},
        },
        "reconciler:tenants": town.tenants,
    }


def _municipality(town: Town, dice: random.Random) -> Tree:
    scopes: Tree = {}
    for one in town.schools.values():
        scopes[one.id] = {
            one.tenant: {
                "orgUnits": f"/{one.id}" if one.shared else "/",
                "addresses": f"{one.id}-*" if one.shared else "*",
                "products": ["staff-plus", "pupils-plus"],
            }
        }
    return {
        "apiVersion": "reconciler/v1",
        "kind": "Municipality",
        "id": "plovdiv",
        "name": {"bg": "Община", "en": "Municipality"},
        "waves": {"pilot": {"bg": "Пилотни", "en": "Pilot"}, "all": {"bg": "Всички", "en": "All"}},
        "people": {"matchBy": ["sourcedId", "email"]},
        "products": {
            "staff-plus": {
                "google": {"product": "101031", "sku": "1010310009"},
                "microsoft": {"sku": "M365EDU_A3_FACULTY"},
                "family": "office",
                "whenShort": _short(town, dice.choice(("fill", "fill", "fill", "fill", "refuse"))),
                "lastSeatsTo": [{"role": "principal"}],
            },
            "pupils-plus": {
                "google": {"product": "101031", "sku": "1010310010"},
                "microsoft": {"sku": "STANDARDWOFFPACK_STUDENT"},
                "family": "office",
                "whenShort": _short(town, dice.choice(("fill", "fill", "refuse"))),
            },
        },
        "scopes": scopes,
    }


def _short(town: Town, drawn: str) -> str:
    """Mostly filled: a school without seats is refused for good, and nothing happens in it."""
    rare = random.Random(f"{town.seed}/short").random() < 0.15
    return drawn if rare else "fill"


def _text(word: str) -> Tree:
    return {"bg": word, "en": word}


def _layout(school: School, dice: random.Random) -> Tree:
    p = school.prefix
    units: Tree = {
        "staff": {
            "name": _text("Персонал"),
            "holds": [{"role": "principal"}, {"role": "staff"}],
            "orgUnits": {"teachers": {"name": _text("Учители"), "holds": [{"role": "teacher"}]}},
        },
        "pupils": {
            "name": _text("Ученици"),
            "orgUnits": {
                "{graduates}": {
                    "forEach": "graduates",
                    "name": _text("Випуск {graduates}"),
                    "holds": [{"role": "pupil", "graduates": "{graduates}"}],
                }
            },
        },
    }
    groups: Tree = {
        f"{p}teachers": {
            "name": _text("Учители"),
            "owners": [{"role": "principal"}],
            "members": [{"role": "teacher"}],
        },
        f"{p}staff": {
            "name": _text("Персонал"),
            "members": [{"role": "staff"}, {"role": "principal"}, {"group": f"{p}teachers"}],
        },
        f"{p}class-{{cohort}}": {
            "forEach": "class",
            "name": _text("Клас {class}"),
            "owners": [{"class": "{class}", "role": "teacher"}],
            "members": [{"class": "{class}", "role": "pupil"}],
        },
    }
    if school.vendor == "google" and dice.random() < 0.5:
        groups[f"{p}parents"] = {
            "name": _text("Родители"),
            "members": [{"role": "parent"}],
            "settings": {"outsiders": True},
        }
    licences: Tree = {
        "staff-plus": {"for": [{"role": "principal"}, {"role": "teacher"}]},
        "pupils-plus": {"for": [{"role": "pupil"}]},
    }
    if dice.random() < 0.4:
        del licences["pupils-plus"]
    return {
        "apiVersion": "reconciler/v1",
        "kind": "Layout",
        "id": school.id,
        "name": _text("Образец"),
        "grades": "1-12",
        "orgUnits": units,
        "groups": groups,
        "licences": licences,
    }


def _manifest(school: School, dice: random.Random) -> Tree:
    p = school.prefix
    title = dice.choice(school.titles())
    tree: Tree = {
        "apiVersion": "reconciler/v1",
        "kind": "School",
        "id": school.id,
        "name": _text(f"Училище {school.id}"),
        "facts": {"neispuo": school.neispuo, "district": "Източен"},
        "wave": dice.choice(("pilot", "all")),
        "layout": school.id,
        "tenants": {school.tenant: "manage"},
        "classes": dict(school.classes),
        "groups": {
            f"{p}club": {
                "name": _text("Клуб"),
                "owners": [{"role": "teacher", "certified": True}],
                "members": [{"class": title, "role": "pupil"}],
            }
        },
        "allow": {},
        "ignore": [],
    }
    if dice.random() < 0.5:
        actions = ["create", "update", "adopt", "prune"]
        kinds = ("groups", "orgUnits", "licences")
        tree["allow"] = {kind: list(actions) for kind in kinds if dice.random() < 0.6}
    return tree


def _write_seed(town: Town, dice: random.Random, alias: str) -> None:
    tenant = town.tenants[alias]
    google = tenant["provider"] == "google"
    schools = [one for one in town.schools.values() if one.tenant == alias]
    hand = "/old" if google else "old"
    units = [{"path": hand, "description": "на ръка"}]
    units += [
        {"path": f"/{one.id}" if google else one.id, "description": ""}
        for one in schools
        if one.shared
    ]
    users = [_administrator(tenant["domain"])]
    for school in schools:
        users += [
            _account(dice, one, hand)
            for one in school.people
            if one.role != "parent" and dice.random() < 0.93
        ]
    seed = {
        "alias": alias,
        "vendor": tenant["provider"],
        "domain": tenant["domain"],
        "vendorId": tenant["customer" if google else "tenantId"],
        "orgUnits": units,
        "users": users,
        "groups": list(_hand_made(town, dice, schools, users)),
        "licences": [],
        "seats": _purchased(tenant, google=google),
    }
    file = town.root / ".sandbox" / "tenants" / f"{alias}.json"
    file.write_text(json.dumps(seed), "utf-8")


def _purchased(tenant: Tree, *, google: bool) -> dict[str, int]:
    names = {
        "staff-plus": "1010310009" if google else "M365EDU_A3_FACULTY",
        "pupils-plus": "1010310010" if google else "STANDARDWOFFPACK_STUDENT",
    }
    return {names[product]: count for product, count in tenant["seats"].items()}


def _administrator(domain: str) -> Tree:
    return {
        "address": f"admin@{domain}",
        "given": "Admin",
        "family": "Admin",
        "orgUnit": "/",
        "admin": True,
    }


def _account(dice: random.Random, one: Person, hand: str) -> Tree:
    unit = hand if dice.random() < 0.3 else "/"
    return {
        "address": one.address,
        "given": one.given,
        "family": one.family,
        "orgUnit": unit,
        "personId": one.id if dice.random() < 0.8 else None,
        "suspended": dice.random() < 0.05,
        "admin": dice.random() < 0.06,
    }


def _hand_made(
    town: Town, dice: random.Random, schools: list[School], users: list[Tree]
) -> Iterable[Tree]:
    domain = town.tenants[schools[0].tenant]["domain"]
    for school in schools:
        names = [f"{school.prefix}teachers", f"{school.prefix}club", f"{school.prefix}old-list"]
        for name in names:
            if dice.random() < 0.3:
                some = dice.sample(users, min(len(users), dice.randrange(1, 7)))
                yield {
                    "address": f"{name}@{domain}",
                    "name": f"Hand made {name}",
                    "description": "",
                    "type": "mail",
                    "owners": [users[0]["address"]],
                    "managers": [],
                    "members": [one["address"] for one in some if one is not users[0]],
                }
