"""Towns that `init` made: in a folder of their own, settled, with their simulator."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path

from reconciler.project.kit import Clouds, CodeHost, Kit, ListFormat, NewProject
from tests.support.sandbox import SandboxProject, invoke, serving

Row = dict[str, str]
FIRST, SECOND = "first-school", "green-hill"
CLASSES = {Kit.GENERIC: "1:ab 2:a", Kit.BULGARIA: "1:аб 2:а"}


def build_town(root: Path, kit: Kit, clouds: Clouds, *, shared: bool) -> None:
    """A project from a kit with an applied first school, and a second one that is not in it yet."""
    write_town(root, kit, clouds, shared=shared)
    assert invoke(root, ["simulator", "new"]).code == 0
    with serving(root) as sandbox:
        sandbox.apply()


def write_town(root: Path, kit: Kit, clouds: Clouds, *, shared: bool) -> None:
    """A kit's files."""
    names = {"bg": "Община Долина", "en": "Dale"} if kit is Kit.BULGARIA else {"en": "Dale"}
    project = NewProject("dale", kit, names, clouds, shared, ListFormat.LATER, CodeHost.NONE)
    for name, text in project.files().items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")


def add_second(sandbox: SandboxProject) -> None:
    """`school add`, `simulator add` and an apply, as the page says."""
    kit = Kit.BULGARIA if "facts:" in sandbox.municipality.read_text("utf-8") else Kit.GENERIC
    names = ["--name", "en=Green Hill", "--name", "bg=Зелен хълм"]
    run = sandbox.run("school", "add", SECOND, *names, "--classes", CLASSES[kit])
    assert run.code == 0, run.err
    grown = sandbox.run("simulator", "add", SECOND)
    assert grown.code == 0, grown.err


def table(file: Path) -> list[Row]:
    """A file of a list, as rows."""
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))


def write_table(file: Path, rows: list[Row]) -> None:
    """The same, written."""
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def move_people(sandbox: SandboxProject, gone: str, into: str, called: Mapping[str, str]) -> None:
    """The lists after a merger: everybody of one school stands in the other's."""
    old, new = sandbox.rosters / gone, sandbox.rosters / into
    org = table(new / "orgs.csv")[-1]["sourcedId"]
    was = table(old / "orgs.csv")[-1]["sourcedId"]
    renamed: dict[str, Callable[[Row], Row]] = {
        "classes": lambda row: {
            **row,
            "classCode": called.get(row["classCode"], row["classCode"]),
            "title": called.get(row["title"], row["title"]),
        },
        "courses": dict,
        "users": dict,
        "enrollments": dict,
    }
    for name, change in renamed.items():
        mine = table(new / f"{name}.csv")
        known = {row["sourcedId"] for row in mine}
        theirs = [change(row) for row in table(old / f"{name}.csv")]
        moved = [{k: v.replace(was, org) for k, v in row.items()} for row in theirs]
        write_table(
            new / f"{name}.csv", [*mine, *(row for row in moved if row["sourcedId"] not in known)]
        )
