"""Guards' limits, the school year and the health of a wave, as people write them."""

from __future__ import annotations

import json

import pytest

from reconciler.manifest import check
from reconciler.manifest.city import SchoolYear
from reconciler.manifest.schema import FOLDER
from reconciler.manifest.types import GuardLimit
from reconciler.plan.guards import CATALOGUE, DEFAULTS, GuardScope
from tests.unit.manifest.conftest import YEAR, ManifestFolder

CALENDAR = 'year:\n  starts: "09-15"\n  rollover: {from: "09-01", until: "10-15"}\n'


def _write(folder: ManifestFolder, old: str, new: str) -> None:
    file = folder.folder / "schools" / "municipality.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_every_number_of_a_limit_arrives_where_it_belongs(folder: ManifestFolder) -> None:
    """A share stays apart from a count, in the rollover window too."""
    _write(
        folder,
        "guards:\n",
        f"{CALENDAR}guards:\n"
        "  people-moved-per-school: {share: 25 %, atLeast: 20, inRollover: 120 %}\n"
        "  units-created-per-school: {count: 3, inRollover: 40}\n"
        "  roster-stale: {days: 14}\n",
    )
    guards = folder.loaded().municipality.guards
    assert guards["people-moved-per-school"] == GuardLimit(25, None, 20, rollover_share=120)
    assert guards["units-created-per-school"] == GuardLimit(count=3, rollover_count=40)
    assert guards["roster-stale"] == GuardLimit(days=14)


def test_the_rollovers_number_takes_the_place_of_its_own_kind() -> None:
    """A share for a share, a count for a count; the other number goes on holding."""
    both = GuardLimit(share=10, count=50, at_least=5, rollover_share=40)
    assert both.on(rollover=True) == GuardLimit(share=40, count=50, at_least=5)
    assert both.on(rollover=False) == GuardLimit(share=10, count=50, at_least=5)


@pytest.mark.parametrize(
    ("day", "inside"),
    [("2026-08-31", False), ("2026-09-01", True), ("2031-10-15", True), ("2031-10-16", False)],
)
def test_the_rollover_window_comes_every_year(
    folder: ManifestFolder, day: str, inside: bool
) -> None:
    """Its first and its last day are in it."""
    _write(folder, "guards:\n", f"{CALENDAR}guards:\n")
    year = folder.loaded().municipality.year
    assert year == SchoolYear("09-15", "09-01", "10-15")
    assert year.in_rollover(day) is inside


def test_a_municipality_without_a_year_has_no_window(folder: ManifestFolder) -> None:
    """Nothing is loosened by itself."""
    assert folder.loaded().municipality.year is None


def test_what_a_rollout_may_bear_is_only_what_is_written(folder: ManifestFolder) -> None:
    """How many schools of a wave may fail before the next one waits."""
    _write(folder, "guards:\n", "rollout: {failed: {count: 0}, refused: {share: 25 %}}\nguards:\n")
    assert folder.loaded().municipality.rollout == {
        "failed": GuardLimit(count=0),
        "refused": GuardLimit(share=25),
    }


def test_a_school_writes_its_limits_over_its_layouts(folder: ManifestFolder) -> None:
    """Merged by guard and by number, like everything else."""
    layout = folder.folder / "schools" / "layouts" / "osnovno.yaml"
    text = layout.read_text("utf-8")
    layout.write_text(f"{text}\nguards:\n  last-owner: {{count: 0}}\n", "utf-8")
    folder.write("guards:\n  members-removed-per-group: {share: 20 %, atLeast: 5}\n")
    assert folder.dolno().guards == {
        "last-owner": GuardLimit(count=0),
        "members-removed-per-group": GuardLimit(share=20, at_least=5),
    }
    assert check(folder.loaded(), None, YEAR) == ()


def _names(schema: str) -> set[str]:
    read = json.loads((FOLDER / f"{schema}.json").read_text("utf-8"))
    return set(read["properties"]["guards"]["properties"])


def test_every_guard_can_be_limited_and_nothing_else() -> None:
    """A limit that no guard reads would be accepted and ignored."""
    assert _names("municipality") - {"within"} == set(DEFAULTS)


@pytest.mark.parametrize("schema", ["school", "layout"])
def test_a_school_limits_only_what_is_counted_at_a_school(schema: str) -> None:
    """What a whole tenant may lose is not one school's to say."""
    own = {guard.name for guard in CATALOGUE if guard.level is GuardScope.SCHOOL}
    assert _names(schema) == own
