"""`python -m tests.release`: builds the wheel and the sdist, and looks into both. Writes nothing.

What a build leaves out is missing only where it is installed, and no other test installs it: a
folder of texts without its files, a migration that does not travel, a key that does.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
from collections.abc import Collection, Iterator
from fnmatch import fnmatch
from os.path import normpath
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from flit_core.buildapi import build_sdist, build_wheel

ROOT = Path(__file__).parents[1]
PACKAGE = "reconciler"
NEEDED = (
    "reconciler/py.typed",
    "reconciler/manifest/schema/*.json",
    "reconciler/planfile/schema/*.json",
    "reconciler/report/schema/*.json",
    "reconciler/report/texts/bg/*.ftl",
    "reconciler/report/texts/en/*.ftl",
    "reconciler/report/templates/*",
    "reconciler/kits/common/*.j2",
    "reconciler/kits/common/policies/*.txt",
    "reconciler/kits/ci/*.j2",
    "reconciler/docs/*.md",
    "reconciler/ledger/alembic.ini",
    "reconciler/ledger/migrations/env.py",
    "reconciler/ledger/migrations/versions/*.py",
)
"""What works only if it travels, as patterns of which each has a file."""
NEVER = ("tests/*", "*/tests/*", "*.pem", "*.key", "*.sqlite", ".sandbox/*", "*__pycache__*")
"""What is nobody's business but ours."""
COMMANDS = ("reconciler", "pulumi-resource-reconciler")


def missing(names: Collection[str], needed: Collection[str]) -> Iterator[str]:
    """Every needed name or pattern that no file has."""
    for pattern in needed:
        if not any(fnmatch(name, pattern) for name in names):
            yield f"{pattern} is missing"


def unwanted(names: Collection[str]) -> Iterator[str]:
    """Every file that must not travel."""
    for name in sorted(names):
        if any(fnmatch(name, pattern) for pattern in NEVER):
            yield f"{name} must not be in it"


def sources(root: Path) -> set[str]:
    """Every file of the package, as names from the root."""
    files = (path for path in (root / PACKAGE).rglob("*") if path.is_file())
    return {str(path.relative_to(root)) for path in files if "__pycache__" not in path.parts}


def wheel_problems(wheel: Path, root: Path) -> Iterator[str]:
    """What is wrong with a wheel of the tree at `root`."""
    with ZipFile(wheel) as archive:
        names = archive.namelist()
        about = {name: archive.read(name).decode() for name in names if ".dist-info/" in name}
    yield from missing(names, (*NEEDED, *sorted(sources(root))))
    yield from missing(names, ("*.dist-info/licenses/LICENSE",))
    yield from unwanted(names)
    metadata = next(text for name, text in about.items() if name.endswith("/METADATA"))
    if "License-Expression: EUPL-1.2" not in metadata:
        yield "its metadata does not name the licence EUPL-1.2"
    entries = next((text for name, text in about.items() if name.endswith("/entry_points.txt")), "")
    for command in COMMANDS:
        if not re.search(rf"^{command}\s*=", entries, re.MULTILINE):
            yield f"it installs no command {command}"


def sdist_problems(sdist: Path, root: Path) -> Iterator[str]:
    """What is wrong with an sdist of the tree at `root`."""
    with tarfile.open(sdist) as archive:
        names = [name.partition("/")[2] for name in archive.getnames()]
        links = {member.name: member.linkname for member in archive if member.issym()}
    for name, target in links.items():
        pointed = normpath(PurePosixPath(name).parent / target).partition("/")[2]
        if pointed not in names:
            yield f"{name} leads to {pointed}, which is not in it"
    papers = ("LICENSE", "README.md", "pyproject.toml")
    yield from missing(names, (*papers, *NEEDED, *sorted(sources(root))))
    yield from unwanted(names)


def start_problems(wheel: Path, root: Path) -> Iterator[str]:
    """Whether the program starts from an unpacked wheel, and finds its schemas and texts there."""
    with TemporaryDirectory() as room:
        with ZipFile(wheel) as archive:
            archive.extractall(room)
        here = os.environ | {"PYTHONPATH": room, "PYTHONSAFEPATH": "1", "RECONCILER_LANG": "bg"}
        script = "import reconciler, sys; sys.stderr.write(reconciler.__file__)"
        where = subprocess.run(
            [sys.executable, "-c", script], env=here, capture_output=True, text=True, check=True
        )
        if not where.stderr.startswith(room):
            yield f"{where.stderr} was started in place of the wheel"
        done = subprocess.run(
            [sys.executable, "-m", "reconciler.cli", "validate"],
            cwd=root,
            env=here,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            yield f"`reconciler validate` does not run from the wheel:\n{done.stderr}"


def main() -> int:
    """Prints every problem, each behind the file that has it; the exit code."""
    os.chdir(ROOT)
    with TemporaryDirectory() as room:
        wheel, sdist = Path(room) / build_wheel(room), Path(room) / build_sdist(room)
        found = [
            *(f"{wheel.name}: {text}" for text in wheel_problems(wheel, ROOT)),
            *(f"{wheel.name}: {text}" for text in start_problems(wheel, ROOT)),
            *(f"{sdist.name}: {text}" for text in sdist_problems(sdist, ROOT)),
        ]
        kilobytes = f"{wheel.name} {wheel.stat().st_size // 1000} kB, "
        kilobytes += f"{sdist.name} {sdist.stat().st_size // 1000} kB"
    sys.stdout.write("".join(f"{text}\n" for text in found) or f"{kilobytes}: complete\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
