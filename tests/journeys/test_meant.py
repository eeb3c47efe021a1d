"""A name that there is not is refused with the one that was probably meant: in every command.

The options and arguments are those that a shell completes. Nothing is read from a tenant for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.journeys.test_json import CALLS, Town, command
from tests.support.sandbox import GOOGLE, MICROSOFT, SandboxProject
from tests.unit.cli.test_completion import COMPLETED
from tests.unit.cli.test_formats import LEAVES

TYPED = {
    # kind of name → as somebody mistypes it, and what was meant
    "schools": (GOOGLE[:-1], GOOGLE),
    "tenants": (GOOGLE[:-1], GOOGLE),
    "waves": ("piolt", "pilot"),
    "stacks": ("sandbx", "sandbox"),
    "guards": ("last-ownr", "last-owner"),
}
OTHERS = {
    "undo": "undo 1 --yes",
    "simulator new": "simulator new --replace",
    "simulator next-year": "simulator next-year",
}
CALLED = {**{command(call): call for call in reversed(CALLS)}, **OTHERS}
OTHER = frozenset(
    {
        ("init", "--school"),  # a name that there is not yet
        ("school add", "--tenant"),
        ("doctor", "--acknowledge"),  # consent is PROBE:TENANT, and the tenant is named anyway
    }
)
ADD = "school add x --name bg=А --name en=A --fact neispuo=123456 --fact district=А --vendor google"
ARGUMENTS = (
    (f"show {GOOGLE[:-1]}", GOOGLE),
    (f"school close {GOOGLE[:-1]}", GOOGLE),
    (f"school rename {GOOGLE[:-1]} new-id", GOOGLE),
    (f"school merge {MICROSOFT} {GOOGLE[:-1]}", GOOGLE),
    (f"simulator add {GOOGLE[:-1]}", GOOGLE),
    (f"simulator call {GOOGLE[:-1]} GET /x", GOOGLE),
    (f"why {GOOGLE[:-1]}/{GOOGLE}/group/teachers", GOOGLE),
    (f"why {GOOGLE}/{GOOGLE}/gruop/teachers", "group"),
    (f"why {GOOGLE}/{GOOGLE}/group/teachres", f"{GOOGLE}/{GOOGLE}/group/teachers"),
    (f"people --school {GOOGLE} --extra teachres", "teachers"),
    (f"{ADD} --layout osnvno", "osnovno"),
    (f"undo 1 --yes --school {GOOGLE[:-1]}", GOOGLE),
)


def options() -> Iterator[tuple[str, str]]:
    """Command and option, where the option takes a name."""
    for name in CALLED:
        for param in LEAVES[name].params:
            for option in param.opts if isinstance(param, click.Option) else ():
                if option in COMPLETED and (name, option) not in OTHER:
                    yield name, option


OPTIONS = list(options())


def test_there_are_options_of_every_kind() -> None:
    """Otherwise little was tried."""
    assert {COMPLETED[option] for _, option in OPTIONS} == set(TYPED)


@pytest.mark.parametrize("language", ["en", "bg"])
@pytest.mark.parametrize(("name", "option"), OPTIONS)
def test_an_option_with_a_wrong_name_says_which_was_meant(
    still: SandboxProject, tmp_path: Path, name: str, option: str, language: str
) -> None:
    """Exit code 1, and nothing is asked of a tenant."""
    typed, meant = TYPED[COMPLETED[option]]
    words = [*Town(still, tmp_path).words(CALLED[name]), option, typed, "--lang", language]
    if option == "--acknowledge":
        words += ["--reason", "r"]
    (tmp_path / "key").write_text("k" * 64, "utf-8")
    still.forget_log()
    run = still.run(*words)
    assert run.code == 1, run.out
    assert meaning(meant, language) in run.out + run.err  # doctor's answer is what is missing
    assert still.ask("GET", "requests/summary")["tenants"] == {}


@pytest.mark.parametrize("language", ["en", "bg"])
@pytest.mark.parametrize(("call", "meant"), ARGUMENTS)
def test_an_argument_with_a_wrong_name_too(
    still: SandboxProject, call: str, meant: str, language: str
) -> None:
    """Whatever it names."""
    run = still.run(*call.split(), "--lang", language)
    assert run.code == 1, run.out
    assert meaning(meant, language) in run.err


@pytest.mark.parametrize("call", ["history show 99", "undo 99 --yes"])
def test_a_run_that_there_is_not_is_told_with_the_newest(still: SandboxProject, call: str) -> None:
    """Numbers are not alike; the newest one is what there is to know."""
    run = still.run(*call.split())
    assert run.code == 1
    assert "the newest one is 1" in run.err


def meaning(name: str, language: str) -> str:
    """As the language asks."""
    return f'did you mean "{name}"?' if language == "en" else f"може би „{name}“?"
