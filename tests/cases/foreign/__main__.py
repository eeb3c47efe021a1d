"""Writes what is said of each list; read the difference before you keep it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from reconciler.report.texts import LANGUAGES
from tests.cases.foreign import EXPECTED, foreign_lists, said


def main() -> None:
    """All of them, in each language."""
    EXPECTED.mkdir(exist_ok=True)
    for foreign in foreign_lists():
        for language in LANGUAGES:
            with tempfile.TemporaryDirectory() as room:
                run = said(foreign, language, Path(room))
            path = EXPECTED / f"{foreign.slug}.{language}.txt"
            path.write_text(run.out + run.err, "utf-8")
            if run.code != foreign.code:
                print(foreign.name, run.code, run.out, run.err)


if __name__ == "__main__":
    main()
