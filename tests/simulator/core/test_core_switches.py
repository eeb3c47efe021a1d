"""Behaviours by name: what a scenario may say of them, and that the documents list them all."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reconciler.simulator.core.scenario import KNOWN, ScenarioError, flag_of, load, scenario
from reconciler.simulator.entry import ServeOptions, running
from reconciler.simulator.google.behaviours import BEHAVIOURS as GOOGLE
from reconciler.simulator.microsoft.behaviours import BEHAVIOURS as MICROSOFT
from reconciler.simulator.switches import Catalogue, Fresh, NamedBehaviour, Switches, catalogue
from tests.simulator.core.world import Site, write_seeds

PAGE = Path(__file__).parents[3] / "docs" / "simulator.md"
TITLES = ("behaviour", "what it does", "learnt", "reported by", "unless told otherwise")
SOME = catalogue(
    (
        NamedBehaviour("usual", "e", "2026-11-30", "s", on=True),
        NamedBehaviour("always", "e", "2026-11-30", "s", on=True, fixed=True),
        NamedBehaviour(
            "late", "e", "2026-11-30", "s", on=False, parameters={"tries": 2.0, "seconds": 0.0}
        ),
    )
)


def table(known: Catalogue) -> str:
    """The rows that docs/simulator.md must have for these behaviours."""
    head = (_line(*TITLES), "|---" * len(TITLES) + "|")
    return "\n".join([*head, *(_row(one) for one in known.values())])


def _row(one: NamedBehaviour) -> str:
    state = "always" if one.fixed else "on" if one.on else "off"
    taken = ", ".join(f"`{name}` {_value(value)}" for name, value in one.parameters.items())
    state += taken and f"; {taken}"
    return _line(f"`{one.name}`", one.effect, one.date, one.source, state)


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _value(value: float | str) -> str:
    return value or "''" if isinstance(value, str) else f"{value:g}"


@pytest.mark.parametrize("known", [GOOGLE, MICROSOFT], ids=["google", "microsoft"])
def test_the_documents_list_every_behaviour(known: Catalogue) -> None:
    """Name, effect, date, source and default, in the catalogue's order."""
    assert table(known) in PAGE.read_text("utf-8")


def test_every_behaviour_is_dated_and_sourced() -> None:
    """A fact without a day or a witness cannot be checked again."""
    for one in KNOWN.values():
        assert date.fromisoformat(one.date) <= date(2026, 12, 31)
        assert one.source
        assert one.effect[-1] != "."
    shared = GOOGLE.keys() & MICROSOFT.keys()
    assert all(GOOGLE[name].parameters == MICROSOFT[name].parameters for name in shared)


def test_what_is_named_outdoes_all_and_all_outdoes_the_default() -> None:
    """And what always holds is on whatever is said."""
    assert Switches(SOME).on("usual")
    assert not Switches(SOME).on("late")
    everything = Switches(SOME, {"*": True, "usual": False})
    assert (everything.on("late"), everything.on("usual")) == (True, False)
    nothing = Switches(SOME, {"*": False, "late": {"tries": 5}})
    assert [nothing.on(name) for name in ("usual", "always", "late")] == [False, True, True]
    assert (nothing.number("late", "tries"), nothing.number("late", "seconds")) == (5, 0)


def test_a_new_object_refuses_some_tries_and_then_settles() -> None:
    """Each try is counted; another object has its own."""
    fresh, switches = Fresh(), Switches(SOME, {"late": True})
    fresh.begin(switches, "late", "group", 100.0)
    tried = [fresh.refuses(switches, "late", "group", 100.0) for _ in range(4)]
    assert tried == [1, 2, 0, 0]
    assert fresh.refuses(switches, "late", "other", 100.0) == 0


def test_a_new_object_can_refuse_for_some_seconds() -> None:
    """By the clock alone, however often it is tried."""
    fresh, switches = Fresh(), Switches(SOME, {"late": {"tries": 0, "seconds": 60}})
    fresh.begin(switches, "late", "group", 100.0)
    assert [bool(fresh.refuses(switches, "late", "group", now)) for now in (100, 159, 160)] == [
        *(True, True, False)
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"gmail-identities": True},
        {"gmail-identity": {"tries": 1}},
        {"gmail-identity": 1},
        {"unified-is-public": False},
        {"*": {"tries": 1}},
    ],
)
def test_a_choice_that_means_nothing_is_refused(wrong: dict[str, Any]) -> None:
    """Unknown names and parameters, and switching off what always holds."""
    with pytest.raises(ScenarioError):
        scenario({"tenants": {"*": {"behaviours": wrong}}})


def test_a_tenants_choice_is_laid_over_everyones_name_by_name() -> None:
    """Unlike other parts, which replace."""
    flags = (flag_of("gmail-identity"), "north.behaviours.gmail-tag-refused=false")
    chosen = load(None, flags).settings("north")["behaviours"]
    assert chosen == {"gmail-identity": True, "gmail-tag-refused": False}
    assert load(None, (flag_of("all"),)).settings("north")["behaviours"] == {"*": True}


def test_the_server_takes_names_of_behaviours(tmp_path: Path) -> None:
    """`--behaviour NAME`, as the command line gives it, and flags over it."""
    options = ServeOptions(
        port=0,
        seeds=write_seeds(tmp_path),
        behaviour=("all",),
        behave=("north.behaviours.gmail-identity=false",),
    )
    with running(options) as base:
        shown = Site(base).call("GET", "/simulator/tenants/north/behaviour")[1]
        assert shown == {"behaviours": {"*": True, "gmail-identity": False}}
