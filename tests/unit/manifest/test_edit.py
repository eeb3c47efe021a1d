"""Edits of files keep every line that is not edited, however somebody's editor indents."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent
from typing import Any

import pytest
import yaml

from reconciler.manifest.edit import edited

TEXTS = {
    "as we write": """
        tenants:
          nachalni:
            schools:
              - ou-a     # the first
              - ou-b
            seats: {a: 1}   # bought
          # the last
          other: {schools: [ou-c]}
        """,
    "hyphens below the key": """
        tenants:
          nachalni:
            schools:
            - ou-a     # the first
            - ou-b
            seats: {a: 1}   # bought
          # the last
          other: {schools: [ou-c]}
        """,
    "four blanks": """
        tenants:
            nachalni:
                schools:
                - ou-a     # the first
                - ou-b
                seats: {a: 1}   # bought
            # the last
            other: {schools: [ou-c]}
        """,
    "four blanks and hyphens moved in": """
        tenants:
            nachalni:
                schools:
                  - ou-a     # the first
                  - ou-b
                seats: {a: 1}   # bought
            # the last
            other: {schools: [ou-c]}
        """,
    "now this way, now that": """
        tenants:
           nachalni:
              schools:
              - ou-a     # the first
              - ou-b
              seats: {a: 1}   # bought
           # the last
           other: {schools: [ou-c]}
        """,
}
Change = Callable[[Any], object]
CHANGES: dict[str, Change] = {
    "one more in a list": lambda d: d["tenants"]["nachalni"]["schools"].append("ou-d"),
    "another list": lambda d: d["tenants"]["nachalni"].update(schools=["ou-a", "ou-d"]),
    "another in a list": lambda d: d["tenants"]["nachalni"]["schools"].__setitem__(1, "ou-d"),
    "one key more": lambda d: d["tenants"]["nachalni"].update(mode="observe"),
    "one entry more": lambda d: d["tenants"].update(third={"schools": ["ou-e"]}),
    "one entry less": lambda d: d["tenants"].pop("other"),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("style", TEXTS)
def test_an_edit_means_what_it_should_in_anybodys_layout(style: str, change: str) -> None:
    """A line that was indented as elsewhere would belong to something else."""
    text = dedent(TEXTS[style]).lstrip()
    wanted = yaml.safe_load(text)
    CHANGES[change](wanted)
    result = edited(text, CHANGES[change])
    assert yaml.safe_load(result) == wanted
    assert "# the first" in result
    assert "# bought" in result


@pytest.mark.parametrize("change", ["one more in a list", "one key more"])
@pytest.mark.parametrize("style", [one for one in TEXTS if "now" not in one])
def test_an_edit_leaves_the_other_lines_as_they_are(style: str, change: str) -> None:
    """Byte for byte: a reviewer reads what was edited and nothing else."""
    text = dedent(TEXTS[style]).lstrip()
    result = edited(text, CHANGES[change]).splitlines()
    assert [line for line in text.splitlines() if line not in result] == []
    assert len(result) == len(text.splitlines()) + 1
