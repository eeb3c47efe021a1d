"""What a person or a vendor wrote, on a terminal."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.cli.options import new_session
from reconciler.model.inert import printable

HOSTILE = [
    "\x1b[2J",
    "\x1b]0;title\x07",
    "\x9b31m",
    "a\rb",
    "\u202eabc",
    "\ud800",
    "\x08\x08",
    "\u2028",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_terminal_obeys_is_printed_as_its_code(
    text: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """On both streams, and a lone half of a pair does not end the command."""
    session = new_session("en")
    session.write(f"group {text}")
    session.error(f"group {text}")
    out, err = capfd.readouterr()
    assert out == err == f"group {printable(text)}\n"
    assert out.isascii()
    assert out.rstrip("\n").isprintable()


def test_our_colours_line_breaks_and_letters_stay() -> None:
    """Bulgarian names and a coloured plan are as they were."""
    text = "\x1b[1;32m+ Клас „5а“\x1b[0m\n\tв\n"
    assert printable(text) == text


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp1251", "latin-1"])
@given(text=st.text(st.characters(), max_size=30))
def test_json_means_the_same_afterwards(text: str, encoding: str) -> None:
    """Whatever stands in it, and whatever letters the terminal has."""
    shown = printable(json.dumps({"name": text}, ensure_ascii=False), encoding)
    assert json.loads(shown.encode(encoding).decode(encoding)) == {"name": text}
