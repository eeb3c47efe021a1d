"""The day that a command is for."""

from __future__ import annotations

import click
import pytest

from reconciler.cli.options import with_at
from reconciler.errors import StackError
from reconciler.manifest import is_day
from reconciler.manifest.codes import ManifestCode


@click.command()
@with_at
def _command(day: str) -> str:
    return day


def _run(*words: str) -> object:
    return _command.main(list(words), standalone_mode=False)


def test_a_command_is_for_the_day_that_was_asked_for() -> None:
    """As it was typed."""
    assert _run("--at", "2027-09-15") == "2027-09-15"


def test_without_one_it_is_for_today() -> None:
    """Whatever day that is, it is one that plans can be made for."""
    assert is_day(str(_run()))


@pytest.mark.parametrize("day", ["2027-02-30", "15.09.2027", ""])
def test_a_day_that_there_is_not_is_refused(day: str) -> None:
    """Before anything is read."""
    with pytest.raises(StackError) as caught:
        _run("--at", day)
    assert [fault.code for fault in caught.value.faults] == [ManifestCode.BAD_DAY]
