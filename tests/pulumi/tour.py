"""The whole life of a stack, step by step: what `make pulumi-demo` shows and a journey asserts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.pulumi.stack import Front, Run
from tests.support.sandbox import GOOGLE

Say = Callable[[str, Run], None]
TEACHERS = f"teachers@{GOOGLE}.plovdiv.example"


def club(school: dict[str, Any]) -> None:
    """One more group."""
    school.setdefault("groups", {})["chess"] = {
        "name": {"bg": "Шахматен клуб", "en": "Chess club"},
        "members": [{"role": "teacher"}],
    }


def tour(front: Front, schools: tuple[str, ...], say: Say) -> None:
    """From a new stack to a destroyed one; AssertionError where a step is not as it should be."""
    everyone = tuple(sorted(("create", school) for school in schools))
    _step(front, say, "preview: what a new stack would do", "preview", everyone)
    up = _step(front, say, "up: the first rollout, wave by wave", "up", everyone)
    assert up.outputs["convergedSchools"] == len(schools)
    assert up.outputs["pendingChanges"] == 0
    _step(front, say, "preview: nothing is left", "preview", ())
    front.sandbox.edit(front.sandbox.school(GOOGLE), club)
    changed = (("update", GOOGLE),)
    shown = _step(front, say, "one more club in a school's file; preview", "preview", changed)
    assert "chess" in shown.text
    assert "drift" not in shown.text
    _step(front, say, "up: exactly that", "up", changed)
    _drift_and_back(front, say)
    gone = tuple(sorted(("delete", school) for school in schools))
    _step(front, say, "destroy: our marks go, everything else stays", "destroy", gone)


def _drift_and_back(front: Front, say: Say) -> None:
    path = f"/admin/directory/v1/groups/{TEACHERS}"
    front.sandbox.call(GOOGLE, "PUT", path, {"name": "Teachers, by hand"})
    changed = (("update", GOOGLE),)
    shown = _step(front, say, "somebody renames a group in the tenant; preview", "preview", changed)
    assert "name: Teachers, by hand → Учители" in shown.text
    _step(front, say, "refresh: the state knows it as well", "refresh", None)
    shown = _step(front, say, "preview: before and after", "preview", changed)
    assert '"Teachers, by hand" => "Учители"' in shown.text
    _step(front, say, "up: back to what the files say", "up", changed)
    assert front.sandbox.changes() == []


def _step(
    front: Front, say: Say, title: str, name: str, steps: tuple[tuple[str, str], ...] | None
) -> Run:
    """One operation, which must go well and do these steps to schools; None: whichever."""
    options = {"expect_no_changes": True} if steps == () else {}
    run: Run = getattr(front, name)(**options)
    say(title, run)
    assert run.ok, run.text
    assert steps is None or run.steps == steps, f"{run.steps}\n{run.text}"
    return run
