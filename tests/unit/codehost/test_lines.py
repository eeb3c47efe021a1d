"""Notes beside lines, as each code host takes them."""

from __future__ import annotations

import json

from reconciler.codehost.lines import code_quality, sarif, workflow_commands
from reconciler.codehost.model import LineLevel, LineNote


def note(level: LineLevel, line: int, text: str = "x") -> LineNote:
    """A note on a school's file."""
    return LineNote(level, "schools/a.yaml", line, text)


def test_the_worst_ten_are_shown() -> None:
    """GitHub shows no more of a step."""
    notes = [note(LineLevel.WARNING, line) for line in range(1, 30)]
    shown = workflow_commands([*notes, note(LineLevel.ERROR, 99)]).splitlines()
    assert len(shown) == 10
    assert shown[0] == "::error file=schools/a.yaml,line=99::x"
    assert shown[1] == "::warning file=schools/a.yaml,line=1::x"


def test_a_text_cannot_become_a_command() -> None:
    """Breaks, percents and the separators of properties are escaped."""
    evil = LineNote(LineLevel.NOTICE, "a,line=1::b", 2, "one\n::add-mask::x\r100 %")
    assert workflow_commands([evil]) == (
        "::notice file=a%2Cline=1%3A%3Ab,line=2::one%0A::add-mask::x%0D100 %25\n"
    )


def test_gitlab_gets_all_of_them() -> None:
    """Each with a fingerprint of its own."""
    notes = [note(LineLevel.ERROR, line) for line in range(1, 30)]
    report = json.loads(code_quality(notes))
    assert len({one["fingerprint"] for one in report}) == 29
    assert report[0]["location"] == {"path": "schools/a.yaml", "lines": {"begin": 1}}
    assert report[0]["severity"] == "critical"


def test_sarif_has_all_of_them() -> None:
    """Worst first, with their lines."""
    notes = [note(LineLevel.NOTICE, 5), *(note(LineLevel.ERROR, line) for line in range(1, 60))]
    (run,) = json.loads(sarif(notes, "1"))["runs"]
    assert [one["level"] for one in run["results"]] == ["error"] * 59 + ["note"]
    place = run["results"][-1]["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 5}
