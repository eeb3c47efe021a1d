"""`python -m tests.house`: whether the code keeps the rules of this house. Writes nothing.

One line per problem; exit code 1 on any. Then two figures, for information only: the share of
comment lines and the size of the tests beside the product's. The rules:

1. One class per name. Two modules of the product may not define public classes of one name. The
   vendors' folders count as one room: `Client` may stand in google/client.py and in
   microsoft/client.py, but not in google/http.py or in roster/ as well.
2. The vendors' folders hold the same files.
3. Every public class is in the glossary: the last column of some row of docs/nouns.md names it,
   alone or with an attribute (`reconciler.model.change.Change.before`); others are `_Private`.
4. The layers that docs/lifecycle.md shows are those that pyproject.toml enforces.
5. What parses YAML, JSON, tables or archives is called in its one fenced home, see PARSERS: a call
   elsewhere would read a file, or a vendor's answer, without any limit.

The simulator is not held to 1, 3 and 5: it speaks the vendors' words, two vendors' at once, and it
imports nothing of ours.
"""

from __future__ import annotations

import ast
import re
import sys
import tokenize
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from tests.commands import ROOT

PACKAGE = "reconciler"
SIMULATOR = "simulator"
VENDORS = tuple(PurePosixPath(PACKAGE, "providers", name) for name in ("google", "microsoft"))
_LAYERS_HEADING = "## Who may import whom"
_CODE = re.compile(r"`([^`]+)`")

_YAML = ("model/bounds.py", "manifest/nodes.py", "manifest/edit.py", "roster/mapping.py")
_ZIP = ("roster/files.py", "roster/workbook.py")
_TAR = ("codehost/checkout.py", "project/revision.py")
PARSERS: Mapping[str, tuple[str, ...]] = {
    # `manifest/edit` gets what `nodes` has read; `mapping` looks for oddities first
    **dict.fromkeys(
        (
            *(f"yaml.{name}" for name in ("load", "load_all", "safe_load", "safe_load_all")),
            *(f"yaml.{name}" for name in ("full_load", "unsafe_load", "compose", "compose_all")),
            *(f"yaml.{name}" for name in ("parse", "scan", "SafeLoader", "CSafeLoader", "Loader")),
            "ruamel.yaml.YAML",
        ),
        _YAML,
    ),
    # `planfile/read` refuses more: names that are there twice, long numbers
    **dict.fromkeys(
        ("json.load", "json.loads", "json.JSONDecoder"), ("model/json_data.py", "planfile/read.py")
    ),
    **dict.fromkeys(("csv.reader", "csv.DictReader"), ("roster/grid.py",)),
    **dict.fromkeys(("zipfile.ZipFile", "zipfile.Path"), _ZIP),
    "openpyxl.load_workbook": ("roster/workbook.py",),
    **dict.fromkeys(("tarfile.open", "tarfile.TarFile"), _TAR),
    # what we sealed ourselves, and no more of it than its limit
    **dict.fromkeys(("zlib.decompress", "zlib.decompressobj"), ("planfile/review.py",)),
    **dict.fromkeys(("gzip.open", "gzip.decompress", "bz2.open", "bz2.decompress"), ()),
    **dict.fromkeys(("lzma.open", "lzma.decompress", "shutil.unpack_archive"), ()),
    **dict.fromkeys(("pickle.load", "pickle.loads", "marshal.load", "marshal.loads"), ()),
    **dict.fromkeys(("tomllib.load", "tomllib.loads", "configparser.ConfigParser"), ()),
    **dict.fromkeys(("xml.etree", "xml.dom", "xml.sax", "lxml.etree"), ()),
}
"""Parser → the files of the product that may name it."""
_ANSWER = "json"
"""The method of an HTTP answer that parses it without a limit."""

Classes = Mapping[str, tuple[PurePosixPath, ...]]
"""Name of a public class → the files that define it, in the tree's order."""


class Size(NamedTuple):
    """Lines of a folder's Python files: all that are not blank, and those with a comment."""

    lines: int
    comments: int


def problems(root: Path) -> list[str]:
    """Everything that breaks a rule in the tree at `root`."""
    classes = public_classes(root)
    return [
        *homonyms(classes),
        *vendor_files(root),
        *unexplained(classes, (root / "docs" / "nouns.md").read_text("utf-8")),
        *layers(root),
        *unfenced(root),
        *stale_rules(root),
    ]


def public_classes(root: Path) -> Classes:
    """The public classes that modules of the product define at their top, without the simulator."""
    found: defaultdict[str, list[PurePosixPath]] = defaultdict(list)
    for path in sorted((root / PACKAGE).rglob("*.py")):
        file = PurePosixPath(path.relative_to(root).as_posix())
        if SIMULATOR in file.parts:
            continue
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(file)
    return {name: tuple(files) for name, files in found.items()}


def homonyms(classes: Classes) -> Iterator[str]:
    """Names that two classes share."""
    for name, files in sorted(classes.items()):
        if len(files) > 1 and len({_room(file) for file in files}) > 1:
            yield f"two classes are called {name}: {', '.join(map(str, files))}"
        elif len(set(files)) < len(files):
            yield f"{files[0]} defines {name} twice"


def _room(file: PurePosixPath) -> PurePosixPath:
    """A file, where the same file of another vendor counts as that one."""
    for vendor in VENDORS:
        if file.is_relative_to(vendor):
            return vendor.with_name("*") / file.relative_to(vendor)
    return file


def vendor_files(root: Path) -> Iterator[str]:
    """Files that one vendor's folder has and another's has not."""
    held = {
        vendor: {path.name for path in root.joinpath(vendor).iterdir() if path.suffix == ".py"}
        for vendor in VENDORS
    }
    every = set().union(*held.values())
    for vendor, names in held.items():
        for name in sorted(every - names):
            yield f"{vendor / name} is missing: the vendors' folders hold the same files"


def unexplained(classes: Classes, nouns: str) -> Iterator[str]:
    """Public classes without a row in the glossary."""
    explained = {
        part
        for line in nouns.splitlines()
        if line.startswith("|")
        for span in _CODE.findall(line.strip().strip("|").split("|")[-1])
        for part in span.split(".")
    }
    for name, files in sorted(classes.items()):
        if name not in explained:
            yield f"{files[0]}: no row of docs/nouns.md has the class {name}; or call it _{name}"


def layers(root: Path) -> Iterator[str]:
    """Lines of the layers that docs/lifecycle.md and pyproject.toml tell apart."""
    settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    enforced = [
        _names(layer)
        for contract in contracts
        if contract["type"] == "layers"
        for layer in contract["layers"]
    ]
    text = (root / "docs" / "lifecycle.md").read_text("utf-8")
    block = text.partition(_LAYERS_HEADING)[2].split("```")
    shown = [_names(line) for line in block[1].splitlines() if line] if len(block) > 1 else []
    for number in range(max(len(enforced), len(shown))):
        rule, line = (
            " | ".join(sorted(rows[number])) if number < len(rows) else "nothing"
            for rows in (enforced, shown)
        )
        if rule != line:
            yield f"layer {number + 1}: pyproject.toml has {rule}, docs/lifecycle.md has {line}"


def _names(layer: str) -> frozenset[str]:
    return frozenset(name.strip().removeprefix(f"{PACKAGE}.") for name in layer.split("|"))


def unfenced(root: Path) -> Iterator[str]:
    """Parsers that are named outside of their home."""
    for path in sorted((root / PACKAGE).rglob("*.py")):
        file = path.relative_to(root / PACKAGE).as_posix()
        if SIMULATOR in PurePosixPath(file).parts:
            continue
        for name, line in _parsers(ast.parse(path.read_text("utf-8"))):
            homes = PARSERS.get(name, ())
            if file not in homes:
                known = " or ".join(homes) or "no file"
                yield f"{PACKAGE}/{file}:{line}: {name} belongs in {known}: read by what has limits"


def _parsers(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Each parser that a module names, however it was imported, with its line."""
    known: dict[str, str] = {}
    for line, name, full in _imported(tree):
        known[name] = full
        if full in PARSERS or _is_whole(full):
            yield full, line
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            base, _, rest = ast.unparse(node).partition(".")
            full = f"{known.get(base, base)}.{rest}"
            if base in known and full in PARSERS:
                yield full, node.lineno
        called = node.func if isinstance(node, ast.Call) and not node.args else None
        if isinstance(called, ast.Attribute) and called.attr == _ANSWER:
            yield f".{_ANSWER}()", called.lineno


def _imported(tree: ast.Module) -> Iterator[tuple[int, str, str]]:
    """Line, the name that a module knows it by, and what it is."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for one in node.names:
                yield node.lineno, one.asname or one.name, one.name
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for one in node.names:
                yield node.lineno, one.asname or one.name, f"{node.module}.{one.name}"


def _is_whole(module: str) -> bool:
    """Whether it is a parser as a whole, or a part of one."""
    return any(module.startswith(f"{one}.") for one in PARSERS)


def stale_rules(root: Path) -> Iterator[str]:
    """A kit's rules are this repository's, byte by byte: what is mended here is mended there."""
    kit = root / PACKAGE / "kits" / "common" / "policies"
    for path in sorted((root / "policies").glob("*.*")):
        copies = [kit / path.name, kit / f"{path.name}.txt"]
        if not any(one.is_file() and one.read_bytes() == path.read_bytes() for one in copies):
            yield f"policies/{path.name}: its copy in {kit.relative_to(root)} is another one"


def figures(root: Path) -> str:
    """'comments 1.2 % of 15 342 lines; tests 1.31 x the product': printed, never aimed at."""
    product = size(path for path in (root / PACKAGE).rglob("*.py") if SIMULATOR not in path.parts)
    simulator = size((root / PACKAGE / SIMULATOR).rglob("*.py"))
    tests = size((root / "tests").rglob("*.py"))
    code = product.lines + simulator.lines
    return (
        f"comments {product.comments / product.lines:.2%} of {product.lines} lines"
        f" (simulator {simulator.comments / simulator.lines:.2%} of {simulator.lines});"
        f" tests {tests.lines} lines, {tests.lines / code:.2f} of the code"
    )


def size(paths: Iterable[Path]) -> Size:
    """The lines of these files; a comment counts on a line of its own or behind code."""
    lines = comments = 0
    for path in paths:
        lines += sum(bool(line.strip()) for line in path.read_text("utf-8").splitlines())
        with tokenize.open(path) as file:
            tokens = tokenize.generate_tokens(file.readline)
            comments += sum(
                token.type == tokenize.COMMENT and "noqa" not in token.string for token in tokens
            )
    return Size(lines, comments)


def main() -> int:
    """Prints every problem and the figures; the exit code."""
    found = problems(ROOT)
    for problem in found:
        sys.stdout.write(f"{problem}\n")
    sys.stdout.write(f"{figures(ROOT)}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
