"""Claims about what a change follows from, where a journey cannot bring it about."""

from __future__ import annotations

from dataclasses import replace

from reconciler.drift.baseline import baseline_of
from reconciler.drift.cause import BaselineContext, with_causes
from reconciler.drift.declarations import DECLARATIONS, declarations, written
from reconciler.drift.triggers import TriggerContext, with_triggers
from reconciler.errors import SourceLocation
from reconciler.manifest.types import Audience, GroupSpec, LocalizedText, SchoolManifest
from reconciler.model.baseline import Baseline
from reconciler.model.change import Change
from reconciler.model.people import Role
from reconciler.model.trigger import Trigger, TriggerKind
from tests.support import schools
from tests.support.small import SCHOOL, TENANT, account, group, membership, seen_group
from tests.unit.plan.test_baseline import AT, desired, keyed
from tests.unit.plan.test_origin import World, moved, still

MOVED = moved((group("g", "Старо"),), (group("g", "Ново"),), seen_group("g", key="g", name="Старо"))


def explained(
    world: World, baseline: Baseline | None, unfinished: dict[str, int] | None = None
) -> list[tuple[Trigger, ...]]:
    """What the world's changes follow from."""
    begun = unfinished or {}
    past = BaselineContext(baseline, frozenset(begun), keyed)
    changes: tuple[Change, ...] = with_causes(world.planned(), world.now, past)
    known = TriggerContext(baseline, keyed, begun)
    return [change.triggers for change in with_triggers(changes, world.now, known)]


def then(world: World) -> Baseline:
    """The world's baseline."""
    return baseline_of(world.then, 1, AT, keyed)


def test_what_neither_file_nor_day_moved_is_the_programs_doing() -> None:
    """A new version that names groups otherwise must not blame whoever edits files."""
    ((trigger,),) = explained(MOVED, then(MOVED))
    assert trigger.kind is TriggerKind.PROGRAM


def test_a_baseline_of_before_says_that_it_does_not_know() -> None:
    """Neither a file nor a list is blamed on a guess."""
    baseline = then(MOVED)
    old = {name: one for name, one in baseline.fields.items() if name != DECLARATIONS}
    ((trigger,),) = explained(MOVED, replace(baseline, fields=old))
    assert trigger.kind is TriggerKind.UNRECORDED


def test_what_a_run_left_names_the_run() -> None:
    """With and without a baseline; and what it was begun for is told as well."""
    world = still(group("g"), there=())
    address = f"{TENANT}/{SCHOOL}/group/g"
    for baseline in (None, then(world)):
        (some,) = explained(world, baseline, {address: 41})
        runs = [one.facts for one in some if one.kind is TriggerKind.UNFINISHED]
        assert runs == [{"run": 41}]


def test_an_account_that_came_later_is_no_news_of_the_list() -> None:
    """The person was in the list at the baseline, and had no account."""
    before = desired(group("g"), membership("g"), rostered=())
    after = replace(
        desired(group("g"), membership("g", "x"), rostered=("x",)), accounts={"eva": "x"}
    )
    world = World(before, after, moved((), (), account("x"), seen_group("g", key="g")).there)
    ((trigger,),) = explained(world, then(world))
    assert trigger.kind is TriggerKind.ACCOUNTS
    assert trigger.facts == {"role": "pupil", "added": 1, "removed": 0}


def spec(line: int, role: Role = Role.TEACHER, name: str = "Учители") -> SchoolManifest:
    """A school with one group, written on a line."""
    place = SourceLocation("schools/ou-a.yaml", line, 3)
    one = GroupSpec("g", place, "g", LocalizedText(name), members=(Audience(place, role=role),))
    return replace(schools.context(None).manifest, groups=(one,))


def test_what_is_kept_of_a_file_knows_no_lines() -> None:
    """An entry that moves down is the same; another audience or name is another one."""
    assert written(spec(4)) == written(spec(40))
    assert written(spec(4))["membership/g"] != written(spec(4, Role.PUPIL))["membership/g"]
    assert written(spec(4))["group/g"] == written(spec(4, Role.PUPIL))["group/g"]
    assert written(spec(4))["group/g"] != written(spec(4, name="Other"))["group/g"]


def test_nothing_of_a_file_can_be_read_in_the_ledger() -> None:
    """Names and audiences are kept as keyed digests."""
    kept = declarations(spec(4), None, keyed)
    assert "Учители" not in str(kept)
    assert set(map(len, kept.values())) == {16}
