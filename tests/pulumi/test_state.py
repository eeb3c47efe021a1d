"""What Pulumi keeps and shows: how many people and digests of them, never who they are."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

from tests.support.sandbox import GOOGLE, UNITED

PRIVATE = ("sourcedId", "username", "givenName", "familyName", "email", "identifier", "phone")
"""Columns of a roster that name somebody."""


def kept(folder: Path) -> Iterator[Path]:
    """Every file that the engine wrote: states, backups, histories, logs."""
    return (file for file in (folder / "home" / "backend").rglob("*") if file.is_file())


def names(rosters: Path) -> set[str]:
    """All that names somebody in the rosters, longer than a word that may mean something else."""
    found = set()
    for file in rosters.rglob("users.csv"):
        with file.open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                found |= {row[column] for column in PRIVATE if row.get(column)}
                found.add(f"{row['givenName']} {row['familyName']}")
    return {one for one in found if len(one) > 3}


def state(folder: Path) -> str:
    """The stack's state file."""
    (file,) = (folder / "home" / "backend").rglob("stacks/*/sandbox.json")
    return file.read_text("utf-8")


def test_nobody_is_named_in_what_the_engine_keeps_or_shows(rolled_out: Path) -> None:
    """Every name, address and id of the rosters is searched for in every file and output."""
    people = names(rolled_out / "town" / ".sandbox" / "rosters")
    assert len(people) > 1000
    files = {str(file): file.read_text("utf-8", errors="replace") for file in kept(rolled_out)}
    assert any("sandbox.json" in name for name in files)
    shown = (rolled_out / "shown.txt").read_text("utf-8")
    schools = re.compile(r"(Основно|Обединено) училище „[^“]+“")
    for where, kept_or_shown in {**files, "output": shown}.items():
        text = schools.sub("", kept_or_shown)  # schools are called after people
        assert not set(re.findall(r"[\w@.+-]+", text)) & people, where
        assert not [one for one in people if {" ", "@"} & set(one) and one in text], where


def test_no_secret_reaches_the_state(rolled_out: Path) -> None:
    """Neither the pseudonym key nor a credential, nor where they lie."""
    box = rolled_out / "town" / ".sandbox"
    secrets = [
        (box / name).read_text("utf-8").strip() for name in ("pseudonym.key", "microsoft-secret")
    ]
    key = json.loads((box / "google-service-account.json").read_text("utf-8"))["private_key"]
    text = state(rolled_out)
    for secret in (*secrets, key.splitlines()[1], "serviceAccount", "pseudonym.key"):
        assert secret not in text


def test_the_state_has_one_resource_a_school_and_stays_small(rolled_out: Path) -> None:
    """A school takes well under a fifty-second part of 5 MB, memberships or not."""
    text = state(rolled_out)
    resources = json.loads(text)["checkpoint"]["latest"]["resources"]
    schools = {one["id"]: one for one in resources if one["type"] == "reconciler:index:School"}
    assert set(schools) == {f"{GOOGLE}/{GOOGLE}", f"{UNITED}/{UNITED}"}
    for one in schools.values():
        assert len(json.dumps(one)) < 5_000_000 / 52
        assert one["outputs"]["pending"] == 0
        assert one["inputs"]["groups"]["teachers"]["members"]["count"] > 5


def test_a_wave_waits_for_the_one_before(rolled_out: Path) -> None:
    """So the engine itself stops before later waves where one school failed."""
    resources = json.loads(state(rolled_out))["checkpoint"]["latest"]["resources"]
    later = next(one for one in resources if one.get("id") == f"{UNITED}/{UNITED}")
    earlier = next(one for one in resources if one.get("id") == f"{GOOGLE}/{GOOGLE}")
    assert earlier["urn"] in later["dependencies"]
    assert later["urn"] not in earlier.get("dependencies", ())
