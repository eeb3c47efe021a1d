"""`python -m tests.changelog`: CHANGELOG.md out of docs/changes. With --check it writes nothing.

A note is a file of a sentence or two, named by its day: two people who add one each touch no line
of the other. The changelog is gathered when a release is made.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
HEAD = """# Changes

What changed for those who use `reconciler`, newest first. `make changelog` gathers it from
[docs/changes](docs/changes/), one note for each change; edit the notes, not this file.
"""
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})-[a-z0-9-]+\.md")


def gathered(notes: Path) -> str:
    """The changelog of a folder of notes; ValueError for a note whose name has no day."""
    by_day: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(notes.glob("*.md")):
        named = _NAME.fullmatch(path.name)
        if named is None:
            raise ValueError(f"{path}: a note is called YYYY-MM-DD-what-changed.md")
        paragraphs = re.split(r"\n\s*\n", path.read_text("utf-8").strip())
        by_day[named[1]] += [" ".join(paragraph.split()) for paragraph in paragraphs]
    days = (
        f"\n## {day}\n\n" + "".join(f"- {text}\n" for text in by_day[day])
        for day in sorted(by_day, reverse=True)
    )
    return HEAD + "".join(days)


def main() -> int:
    """Writes it; with --check: 1 where CHANGELOG.md is not what the notes say."""
    file, text = ROOT / "CHANGELOG.md", gathered(ROOT / "docs" / "changes")
    if "--check" not in sys.argv:
        file.write_text(text, "utf-8")
        return 0
    if file.read_text("utf-8") == text:
        return 0
    sys.stdout.write("CHANGELOG.md lacks notes of docs/changes: say make changelog\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
