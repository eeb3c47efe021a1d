"""README's tour, pasted block by block, in order, into one shell: what it says is printed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import matches
from tests.docs import Document
from tests.support.pasted import Shell, blocks, plain_environment, shell
from tests.support.sandbox import REPOSITORY

README = Document.read(REPOSITORY, REPOSITORY / "README.md")
PARTS = ("Pulumi.yaml", ".gitignore", "schools", "stacks", "policies")
VISITED = ("ou-vasil-levski", "ou-geo-milev")
DEMO = f""". .venv/bin/activate
reconciler simulator new {" ".join(f"--only {school}" for school in VISITED)}
reconciler simulator start
reconciler apply --yes {" ".join(f"--school {school}" for school in VISITED)} \\
  --acknowledge unmanaged-units-left --reason "first rollout of the sandbox"
echo $?"""
"""What `make demo` does, for the schools that the tour visits."""


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The city's files under Git, as after a clone and `make install`."""
    root = tmp_path_factory.mktemp("tour") / "clone"
    root.mkdir()
    for name in PARTS:
        copy = shutil.copytree if (REPOSITORY / name).is_dir() else shutil.copy
        copy(REPOSITORY / name, root / name)
    (root / ".venv").mkdir()
    (root / ".venv" / "bin").symlink_to(Path(sys.prefix) / "bin")
    who = ("-c", "user.name=A", "-c", "user.email=a@city.example")
    for words in (("init", "--quiet"), ("add", *PARTS), (*who, "commit", "--quiet", "-m", "a")):
        subprocess.run(["git", *words], cwd=root, check=True)
    return root


@pytest.fixture
def visitor(clone: Path) -> Iterator[Shell]:
    """Somebody at a terminal in the clone, after the demo."""
    with shell(clone, plain_environment()) as visitor:
        printed = visitor.paste(DEMO)
        assert printed[-1] == "0", "\n".join(printed)
        yield visitor
        visitor.paste("reconciler simulator stop")


def test_the_tour_prints_what_it_says_when_its_blocks_are_pasted(
    clone: Path, visitor: Shell
) -> None:
    """Each block as it stands, the edit of step 3 with them, and a yes where undo asks for it."""
    pasted = 0
    for block in blocks(README, "A tour in ten minutes"):
        if block.language == "yaml":
            _replace(clone / "schools" / "ou-vasil-levski.yaml", "robotics", block.text)
            continue
        assert block.language == "sh", f"README.md:{block.line}: {block.language}"
        typed = ("yes",) if "reconciler undo" in block.text else ()
        printed = "\n".join(visitor.paste(block.text, *typed)) + "\n"
        if block.prints is not None:
            assert matches(block.prints, printed), f"README.md:{block.line} prints\n{printed}"
        assert "Traceback" not in printed
        pasted += 1
    assert pasted > 8
    done = subprocess.run(
        ["git", "status", "--short", "--untracked-files=normal"],
        cwd=clone,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "", "the tour leaves something that Git does not ignore"


def _replace(file: Path, key: str, entry: str) -> None:
    """Puts an entry in the place of a group's five lines, as the tour says."""
    lines = file.read_text("utf-8").splitlines()
    start = lines.index(f"  {key}:")
    assert lines[start + 5].rstrip(":") == "  staff-room"
    assert all(line.startswith("    ") for line in lines[start + 1 : start + 5])
    lines[start : start + 5] = entry.splitlines()
    file.write_text("\n".join([*lines, ""]), "utf-8")
