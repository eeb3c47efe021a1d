"""`reconciler docs`: the pages travel with the program, and every page that it names is there."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from flit_core.buildapi import build_wheel

from reconciler.cli.docs import FOLDER, PAGES
from tests.commands import ROOT
from tests.support.sandbox import invoke

DOCS = ROOT / "docs"
OTHER_NAMES = {"ci/README": "ci"}
"""Pages whose name alone would say nothing."""
_COMMAND = re.compile(r"reconciler docs ([a-z-]+)")
_PATH = re.compile(r"docs/([\w/-]+)\.md")
_LINK = re.compile(r"]\(([^)\s#]+)(?:#[^)]*)?\)")
BY_INIT = {
    DOCS / "ci" / path: f"reconciler/kits/ci/{kit}.j2"
    for path, kit in {
        "github/.github/workflows/schools.yml": "github/schools.yml",
        "gitea/.gitea/workflows/schools.yml": "gitea/schools.yml",
        "gitlab/.gitlab-ci.yml": "gitlab/gitlab-ci.yml",
    }.items()
}
"""What `init --code-host` writes → from which file of the wheel."""
SAID = ("ftl", "j2", "txt", "json", "py")
"""Files with words that somebody reads who has the program and not its repository."""


def test_every_page_of_docs_is_shipped_and_is_the_same_page() -> None:
    """No copy that grows old: each is a link to the page in docs/."""
    pages = {*DOCS.glob("*.md"), *(DOCS / "schools").glob("*.md"), DOCS / "ci" / "README.md"}
    pages |= linked(pages) - BY_INIT.keys()
    shipped = {path.resolve() for path in FOLDER.iterdir() if path.is_symlink()}
    missing = pages - shipped
    assert not missing, f"make a link in reconciler/docs, named without a date, to {missing}"
    assert shipped == pages
    assert len(PAGES) == len(pages)


def test_whatever_a_page_links_to_is_in_the_wheel(tmp_path: Path) -> None:
    """And whatever that links to: the wheel is all that its reader has."""
    with contextlib.chdir(ROOT), zipfile.ZipFile(tmp_path / build_wheel(str(tmp_path))) as wheel:
        there = {
            name.removeprefix("reconciler/docs/"): wheel.read(name) for name in wheel.namelist()
        }
    shipped = [path for path in FOLDER.iterdir() if path.suffix == ".md"]
    for target in linked({path.resolve() for path in shipped}):
        if target in BY_INIT:
            assert BY_INIT[target] in there
            continue
        assert target.read_bytes() in there.values(), target
    assert {"google.sh", "microsoft.sh", "main.tf", "operations.md"} <= there.keys()


def linked(pages: set[Path]) -> set[Path]:
    """The files that pages name by a link from where they lie in docs/."""
    found = {
        (page.parent / name).resolve()
        for page in pages
        for name in _LINK.findall(page.read_text("utf-8"))
        if "://" not in name and not name.startswith("mailto:")
    }
    return found - {page.resolve() for page in pages}


def test_every_page_that_a_text_names_is_there() -> None:
    """In errors and hints of both languages, help, code, schemas, and what `init` writes."""
    named: dict[str, str] = {}
    for path in (ROOT / "reconciler").rglob("*"):
        if path.suffix.removeprefix(".") in SAID:
            text = path.read_text("utf-8")
            for page in _COMMAND.findall(text):
                named[page] = path.name
            for page in _PATH.findall(text):
                named[OTHER_NAMES.get(page, page.rpartition("/")[2])] = path.name
    assert {"operations", "permissions", "school-administrators", "nouns", "ci"} <= named.keys()
    assert not {page: where for page, where in named.items() if page not in PAGES}


def test_a_text_names_the_command_and_no_file_that_is_not_there() -> None:
    """Somebody with the wheel alone has no folder docs/."""
    texts = (ROOT / "reconciler" / "report" / "texts").rglob("*.ftl")
    assert not [path for path in texts if _PATH.search(path.read_text("utf-8"))]


def test_the_list_says_what_each_page_is_about(tmp_path: Path) -> None:
    """In a folder without a project; the way on goes to standard error."""
    run = invoke(tmp_path, ["docs", "--lang", "en"])
    assert run.code == 0
    rows = dict(line.split(None, 1) for line in run.out.splitlines())
    assert tuple(rows) == PAGES
    assert rows["operations"] == "Running it"
    assert run.err == "To read one: reconciler docs --lang en PAGE\n"


def test_a_page_is_printed_whole(tmp_path: Path) -> None:
    """As it stands in docs/; a pipe gets it without a pager."""
    run = invoke(tmp_path, ["docs", "limits"])
    assert (run.code, run.out) == (0, (DOCS / "limits.md").read_text("utf-8"))


@pytest.mark.parametrize("name", ["google.sh", "microsoft.sh", "main.tf"])
def test_a_script_is_printed_as_it_is_to_be_run(name: str, tmp_path: Path) -> None:
    """Byte for byte: `reconciler docs google.sh > google.sh` makes the file."""
    run = invoke(tmp_path, ["docs", name])
    assert (run.code, run.out) == (0, (DOCS / "consent" / name).read_text("utf-8"))
    listed = invoke(tmp_path, ["docs", "--lang", "en"]).out.splitlines()
    assert not [line for line in listed if "#!" in line]


def test_a_page_that_there_is_not_has_a_neighbour(tmp_path: Path) -> None:
    """As with every name."""
    run = invoke(tmp_path, ["docs", "limit", "--lang", "en"])
    assert run.code == 1
    assert "Did you mean 'limits'?" in run.err


def test_on_a_terminal_a_page_goes_through_the_pager(tmp_path: Path) -> None:
    """The one that the environment names."""
    own, theirs = pty.openpty()
    pager = tmp_path / "pager"
    pager.write_text("#!/bin/sh\nsed 's/^/paged: /'\n")
    pager.chmod(0o755)
    script = "from reconciler.cli.main import main; main(['docs', 'states'])"
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        env=os.environ | {"PAGER": str(pager), "TERM": "xterm"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    said = b""
    while b"paged: # " not in said:
        said += os.read(own, 1 << 16)
    process.kill()
    process.wait()
    os.close(own)
