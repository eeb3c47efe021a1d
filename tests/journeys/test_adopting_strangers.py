"""Tenants that strangers made, to files, to marks alone, and back to what they were.

The tenants are those of tests/adoption/strangers_world.py: whoever wrote it had not read the
exporter. All 52 go the same way by `python -m tests.adoption` (`make adoption`).
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.adoption.strangers_privacy import named_people
from tests.adoption.strangers_state import marked, unmarked
from tests.adoption.strangers_way import Strange, at_the_mouse, differing, states, strange_town
from tests.adoption.town import (
    CREATED,
    forgotten,
    most_followed,
    only_marks,
    shares,
    told_changes,
    with_a_group,
)
from tests.support.sandbox import GOOGLE, MICROSOFT, UNITED, SandboxProject, serving

SMALL, OTHER = "nu-39-kiril-nektariev", "nu-hristo-botev"
HOMES = {GOOGLE: GOOGLE, UNITED: GOOGLE, MICROSOFT: MICROSOFT, SMALL: SMALL, OTHER: OTHER}
"""School → tenant: two schools share one; both vendors."""
SEED = 14


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[SandboxProject, Strange]]:
    """The running town, untouched but by its strangers."""
    root = tmp_path_factory.mktemp("strangers") / "town"
    made = strange_town(root, HOMES, SEED)
    with serving(root) as sandbox:
        at_the_mouse(sandbox, made)
        yield sandbox, made


def test_what_strangers_made_gets_marks_and_nothing_else_and_is_given_back(
    town: tuple[SandboxProject, Strange],
) -> None:
    """Export, validate, plan, apply, compare, plan again, one line of a layout, forget, compare."""
    sandbox, made = town
    before = states(sandbox, made)
    run = sandbox.run("export")
    assert run.code == 0, run.out + run.err
    size, written, proposed = shares(run.out)
    print(f"under written audiences {written / size:.0%}, under proposed {proposed / size:.0%}")
    assert size > 3000
    assert written + proposed > size / 2
    assert sandbox.run("validate").code == 0
    plan = sandbox.plan()
    changes = told_changes(plan)
    assert len(changes) > 150
    assert only_marks(plan)
    assert [one["school"] for one in plan["schools"] if one["refusals"]] == []
    assert named_people(sandbox, made, plan, run.out) == []
    # the root of a school in a shared tenant was made by hand, too
    assert 'adopt: "/Училище „V“ № 2/' in sandbox.school(UNITED).read_text("utf-8")
    sandbox.apply()
    after = states(sandbox, made)
    assert differing({a: unmarked(one) for a, one in after.items()}, before) == []
    assert sum(map(marked, after.values())) == len(changes)
    assert sum(map(marked, before.values())) == 0
    assert sandbox.changes() == []
    files = {name: sandbox.school(name).read_bytes() for name in HOMES}
    assert sandbox.run("export", "--replace").code == 0
    assert {name: sandbox.school(name).read_bytes() for name in HOMES} == files
    one_line_of_a_layout(sandbox)
    forgotten(sandbox, made.aliases)
    assert differing(states(sandbox, made), before) == []


def one_line_of_a_layout(sandbox: SandboxProject) -> None:
    """A group more in a layout is made at the schools that follow it, and nothing else is."""
    path, following = most_followed(sandbox)
    text = path.read_text("utf-8")
    path.write_text(with_a_group(text), "utf-8")
    assert sandbox.changes() == [CREATED] * following
    path.write_text(text, "utf-8")
