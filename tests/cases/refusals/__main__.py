"""`python -m tests.cases.refusals [CASE…]` writes expectations anew; read the difference first."""

from __future__ import annotations

import sys

from reconciler.report.texts import LANGUAGES
from tests.support.refusals import FOLDER, judged, names, read_accident, told


def main(chosen: list[str]) -> None:
    """Writes what is expected of the chosen cases, or of all, in each language."""
    for name in chosen or names():
        approval = judged(read_accident(name))
        for language in LANGUAGES:
            path = FOLDER / name / f"expected.{language}.txt"
            path.write_text(told(approval, language), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
