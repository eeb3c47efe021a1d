"""Lists that would stop a reader: zips and workbooks that unpack to anything, odd roster.yaml."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from reconciler.errors import Fault
from reconciler.model.bounds import LARGEST
from reconciler.report.texts import LANGUAGES, Texts
from reconciler.roster import files, workbook
from reconciler.roster.codes import RosterCode
from reconciler.roster.faults import FileFaults
from reconciler.roster.files import RosterFiles
from reconciler.roster.mapping import RosterMapping, read_mapping
from reconciler.roster.shapes import CERTIFIED
from reconciler.roster.table import read_table
from reconciler.roster.workbook import read_workbook

SOON = 30


def told(fault: Fault) -> str:
    """Its problem; it can be said in each language, and has a place."""
    assert fault.place is not None
    for language in LANGUAGES:
        assert Texts(language).fault(fault)
    return str(fault.facts["problem"])


def zipped(path: Path, contents: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> Path:
    """A zip of these files."""
    with zipfile.ZipFile(path, "w", how) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return path


def many(folder: Path) -> Path:
    """More files than a set has."""
    return zipped(folder / "s.zip", {f"{n}.csv": b"" for n in range(files.MOST_FILES + 1)})


def packed(folder: Path) -> Path:
    """Ten megabytes of one letter."""
    return zipped(folder / "s.zip", {"users.csv": b"a" * 10_000_000})


def large(folder: Path) -> Path:
    """One file of it."""
    return zipped(folder / "s.zip", {"users.csv": os.urandom(2_000_000)})


def together(folder: Path) -> Path:
    """Each is small enough."""
    return zipped(folder / "s.zip", {f"{n}.csv": os.urandom(900_000) for n in range(3)})


def lying(folder: Path) -> Path:
    """It says that it unpacks to less than it does."""
    path = zipped(folder / "s.zip", {"users.csv": b"ab" * 5_000})
    raw = path.read_bytes()
    path.write_bytes(raw.replace((10_000).to_bytes(4, "little"), (9).to_bytes(4, "little")))
    return path


def damaged(folder: Path) -> Path:
    """A byte in the middle is another one."""
    path = zipped(folder / "s.zip", {"users.csv": os.urandom(5_000)}, zipfile.ZIP_STORED)
    raw = bytearray(path.read_bytes())
    raw[2_000] ^= 0xFF
    path.write_bytes(raw)
    return path


def loose(folder: Path) -> Path:
    """No zip at all: a table that is too large."""
    path = folder / "users.csv"
    path.write_bytes(b"a" * 1_500_000)
    return path


def in_a_folder(folder: Path) -> Path:
    """The same, in a folder."""
    return loose(folder).parent


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (many, "many"),
        (packed, "packed"),
        (large, "large"),
        (together, "together"),
        (lying, "broken"),
        (damaged, "broken"),
        (loose, "large"),
        (in_a_folder, "large"),
    ],
)
def test_a_set_that_unpacks_to_anything_is_not_read(
    make: Callable[[Path], Path], problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One fault, soon, and no file of it is taken."""
    if problem in ("large", "together"):
        monkeypatch.setattr(files, "LARGEST", 1)
        monkeypatch.setattr(files, "TOGETHER", 2)
    began = monotonic()
    found = RosterFiles.at(make(tmp_path), "rosters/s")
    assert [told(fault) for fault in found.faults] == [problem]
    assert found.found == {}
    assert monotonic() - began < SOON
    table = read_table(found, CERTIFIED)
    assert [told(fault) for fault in table.faults.faults()] == [problem]


def book(fill: Callable[[Any], object]) -> bytes:
    """A workbook of one sheet."""
    made = Workbook()
    fill(made.active)
    raw = io.BytesIO()
    made.save(raw)
    return raw.getvalue()


def again(raw: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A workbook with its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
SMALL = book(lambda sheet: sheet.append(["id", "class"]))
LAUGHS = (
    b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(
        f'<!ENTITY {chr(n + 1)} "{f"&{chr(n)};" * 10}">'.encode() for n in range(ord("a"), ord("j"))
    )
    + b"]><worksheet>&j;</worksheet>"
)


def far(sheet: Any) -> None:
    """A cell in the last column of many rows: each becomes 16,384."""
    for row in range(1, 400):
        sheet.cell(row, 16_384, "x")


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (lambda: book(far), "cells"),
        (lambda: book(lambda sheet: sheet.cell(1_048_576, 1, "x")), "cells"),
        (lambda: again(SMALL, lambda n, c: b" " * 20_000_000 if n == SHEET else c), "packed"),
        (lambda: again(SMALL, lambda n, c: LAUGHS if n == SHEET else c), "broken"),
        (lambda: again(SMALL, lambda n, c: b"<a" if n == SHEET else c), "broken"),
        (lambda: again(SMALL, lambda n, c: b"" if n == "xl/workbook.xml" else c), "broken"),
        (lambda: again(SMALL, lambda _, c: c[: len(c) // 2]), "broken"),
        (lambda: SMALL[: len(SMALL) // 2], "broken"),
        (lambda: b"PK\x03\x04", "broken"),
        (lambda: b"", "broken"),
        (lambda: b"\xd0\xcf\x11\xe0", "old"),
    ],
)
def test_a_workbook_that_unpacks_to_anything_is_one_fault(
    raw: Callable[[], bytes], problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never an exception of some XML parser, nor a wait."""
    monkeypatch.setattr(workbook, "MOST_CELLS", 1_000_000)
    began = monotonic()
    faults = FileFaults("rosters/s.xlsx")
    assert read_workbook(raw(), faults).sheets == {}
    assert [told(fault) for fault in faults.faults()] == [problem]
    assert monotonic() - began < SOON


@given(at=st.integers(0, len(SMALL) - 1), to=st.binary(max_size=4))
def test_any_bytes_in_a_workbook_are_a_workbook_or_one_fault(at: int, to: bytes) -> None:
    """A few bytes anywhere are something else."""
    faults = FileFaults("rosters/s.xlsx")
    read_workbook(SMALL[:at] + to + SMALL[at + len(to) + 1 :], faults)
    assert [told(fault) for fault in faults.faults()] in ([], ["broken"], ["old"], ["locked"])


MAPPING = "schoolYear: 2027\ntables:\n- {role: pupil, columns: {id: A}}\n"


@pytest.mark.parametrize(
    ("text", "problem", "line"),
    [
        ("#" * (LARGEST + 1), "large", 1),
        ("[" * 5_000, "deep", 1),
        ("a:\n " + "[" * 5_000 + "]" * 5_000, "deep", 2),
        ("a: &x [1]\n", "anchor", 1),
        ("a: &x [x]\nb: &y [*x, *x]\nc: [*y, *y]\n", "anchor", 1),
        ("a: !!python/object:os.system {}\n", "tag", 1),
        ("a: 1\nb: \x07\n", "yaml", 2),
        ("a: 1\nexported: 2026-99-99\n", "yaml", 2),
        ("a: 1\nb: " + "9" * 5_000, "yaml", 2),
        ("a: [\n", "yaml", 2),
        ("a: 1\n---\nb: 1\n", "yaml", 2),
        ("? {a: 1}\n: 2\n", "yaml", 1),
    ],
)
def test_a_mapping_that_no_reader_should_follow_is_a_fault_with_its_line(
    text: str, problem: str, line: int
) -> None:
    """And soon."""
    assert isinstance(read_mapping(MAPPING, "rosters/roster.yaml"), RosterMapping)
    began = monotonic()
    faults = read_mapping(text, "rosters/roster.yaml")
    assert not isinstance(faults, RosterMapping)
    assert monotonic() - began < SOON
    assert {told(fault) for fault in faults} == {problem}
    assert {fault.code for fault in faults} == {RosterCode.BAD_MAPPING}
    assert faults[0].place is not None
    assert (faults[0].place.file, faults[0].place.line) == ("rosters/roster.yaml", line)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=3) | st.integers() | st.none(), inner, max_size=3)
        | st.fixed_dictionaries(
            {}, optional={"schoolYear": inner, "tables": st.lists(inner), "columns": inner}
        )
    ),
    max_leaves=8,
)


@given(values)
def test_any_yaml_is_a_mapping_or_faults(value: object) -> None:
    """Whatever its types are."""
    found = read_mapping(yaml.safe_dump(value), "roster.yaml")
    assert isinstance(found, RosterMapping) or all(fault.place for fault in found)
