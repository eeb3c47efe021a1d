"""What is remembered under a school's earlier id is remembered of the school."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconciler.diff.policy import DiffCode
from reconciler.drift.baseline import baseline_of
from reconciler.drift.cause import BaselineContext, with_causes
from reconciler.model.baseline import Baseline
from reconciler.model.observation import Listing, Observation
from reconciler.model.resources import Kind
from reconciler.plan.guards.inputs import guard_input
from reconciler.plan.renames import (
    BaselinesBySchool,
    baselines_by_current_id,
    previously_obsolete,
    runs_by_current_id,
)
from reconciler.undo.build import RunToUndo
from tests.support.refs import ref
from tests.support.small import (
    POLICY,
    SCHOOL,
    TENANT,
    difference,
    group,
    mark,
    seen,
    seen_group,
    seen_unit,
)
from tests.support.undo_fixtures import Story, codes, entry, told
from tests.unit.plan.test_baseline import AT, desired, keyed

OLD = "ou-old"
EARLIER = {OLD: SCHOOL}
RENAMED = replace(POLICY, earlier=(OLD,))


def base(school: str, run: int) -> Baseline:
    """A baseline of the school's tenant."""
    return Baseline(school, SCHOOL, run, AT)


def marked_old(local: str, name: str = "Група") -> Observation:
    """One group and one unit under the earlier id."""
    one = replace(seen_group(local, name=name), mark=mark(Kind.GROUP, local, school=OLD))
    two = replace(seen_unit("/staff"), mark=mark(Kind.ORG_UNIT, "staff", school=OLD))
    return seen(one, two)


def test_an_earlier_ids_baseline_is_the_schools_until_it_has_its_own() -> None:
    """Other schools' stay where they are."""
    old, own, other = base(OLD, 1), base(SCHOOL, 2), base("ou-b", 3)
    kept = {ref(OLD, TENANT): old, ref("ou-b", TENANT): other}
    assert baselines_by_current_id(kept, EARLIER) == {
        ref(SCHOOL, TENANT): old,
        ref("ou-b", TENANT): other,
    }
    both = {**kept, ref(SCHOOL, TENANT): own}
    assert baselines_by_current_id(both, EARLIER)[ref(SCHOOL, TENANT)] == own


def test_what_was_begun_under_an_earlier_id_is_open_until_the_school_was_carried_out() -> None:
    """Afterwards the old rows say nothing."""
    begun = {f"{TENANT}/{OLD}/group/a/b": 3, "t/ou-b/group/a": 4}
    open_now = runs_by_current_id(begun, {ref(OLD, TENANT): base(OLD, 1)}, EARLIER)
    assert open_now == {f"{TENANT}/{SCHOOL}/group/a/b": 3, "t/ou-b/group/a": 4}
    done = runs_by_current_id(begun, {ref(SCHOOL, TENANT): base(SCHOOL, 2)}, EARLIER)
    assert done == {"t/ou-b/group/a": 4}


@pytest.mark.parametrize(
    ("there", "baselines", "expected"),
    [
        (seen(seen_group("g", key="g")), {}, True),
        (marked_old("g"), {}, False),
        (seen(), {ref(SCHOOL, "elsewhere"): base(OLD, 1)}, False),
        (seen(), {ref(SCHOOL, TENANT): base(SCHOOL, 2)}, True),
        (replace(seen(), complete=frozenset({Listing.GROUPS})), {}, False),
    ],
)
def test_an_earlier_id_is_spent_once_nothing_carries_it(
    there: Observation, baselines: BaselinesBySchool, expected: bool
) -> None:
    """No mark that was seen, of listings that are whole, and no baseline in any tenant."""
    found = list(previously_obsolete(desired(previously=(OLD,)), there, baselines))
    assert [one.code for one in found] == [DiffCode.PREVIOUSLY_SPENT] * expected


def test_without_previously_nothing_is_spent() -> None:
    """There is no line that could go."""
    assert not list(previously_obsolete(desired(), seen(), {}))


def test_a_new_id_is_wanted_and_its_other_fields_are_held_against_the_old_baseline() -> None:
    """A mark that was set back to an earlier id afterwards is drift."""
    now = desired(group("g"), previously=(OLD,))
    there = marked_old("g", "Чуждо")
    planned = difference(now.resources, there, RENAMED).difference.changes
    own = baseline_of(now, 1, AT, keyed)
    for school, expected in (
        (OLD, ("both", ("name",))),
        (SCHOOL, ("drift", ("name", "school"))),
    ):
        past = BaselineContext(replace(own, school=school), frozenset(), keyed)
        (change,) = [one for one in with_causes(planned, now, past) if one.fields[0].name == "name"]
        assert (change.origin.value, change.drifted) == expected


def test_what_carries_an_earlier_id_counts_as_the_schools() -> None:
    """Guards measure what goes against all that there is."""
    story = Story(marked_old("g"), desired().resources, RENAMED)
    plan = story.undo()
    assert guard_input(plan, story.before).marked == {}
    assert guard_input(plan, story.before, desired(previously=(OLD,))).marked == {
        Kind.GROUP: 1,
        Kind.ORG_UNIT: 1,
    }


def test_an_undone_rename_brings_the_earlier_marks_back() -> None:
    """Of what was kept and of what was let go; looked at again, there is nothing to say."""
    story = Story(marked_old("g"), desired(group("g")).resources, RENAMED)
    undo = story.undo()
    assert told(undo) == ["adopt orgunit/staff", "update group/g"]
    back = story.carried(undo.changes, story.after())
    assert back == story.before
    again = story.undo(back)
    assert (told(again), codes(again)) == ([], [])
    twice = story.undo(back, tuple(map(entry, undo.changes)))
    assert told(twice) == ["update group/g", "forget orgunit/staff"]
    assert story.carried(twice.changes, back) == story.after()


def test_an_undone_rename_is_known_by_the_id_that_its_marks_have_again() -> None:
    """So that with the commit reverted no school has vanished."""
    story = Story(marked_old("g"), desired(group("g")).resources, RENAMED)
    undone = RunToUndo(7, tuple(map(entry, story.changes())), {ref(SCHOOL, TENANT): "pilot"})
    assert undone.restored_id(ref(SCHOOL, TENANT)) == OLD
    assert undone.restored_id(ref("ou-b", TENANT)) == "ou-b"
    assert set(undone.files()) == {SCHOOL, OLD}


def test_an_earlier_mark_that_something_else_has_by_now_is_not_given_twice() -> None:
    """Two things with one mark are nobody's."""
    story = Story(marked_old("g"), desired(group("g")).resources, RENAMED)
    other = replace(seen_group("other"), mark=mark(Kind.GROUP, "g", school=OLD))
    now = story.after()
    undo = story.undo(replace(now, groups=(*now.groups, other)))
    assert told(undo) == ["adopt orgunit/staff"]
    assert codes(undo) == ["undo-there-again group/g"]
