"""Same seed, same bytes."""

from __future__ import annotations

from dataclasses import replace

from reconciler.simulator.world import WorldOptions, generate, next_year
from tests.simulator.world.reading import World, digests


def test_one_seed_gives_the_same_bytes_twice(village: WorldOptions) -> None:
    """Every file is the same, this year's and the next."""
    again = replace(village, out=village.out.with_name("again"))
    assert generate(village) == generate(again)
    assert digests(village.out) == digests(again.out)
    assert next_year(village) == next_year(again)
    assert digests(village.out) == digests(again.out)


def test_another_seed_gives_other_people(village: WorldOptions) -> None:
    """No file of people and no tenant is the same under another seed."""
    other = replace(village, out=village.out.with_name("other"), seed=2)
    generate(village)
    generate(other)
    first, second = digests(village.out), digests(other.out)
    same = [path for path in first if first[path] == second.get(path)]
    assert {path.rpartition("/")[2] for path in same} <= {"manifest.csv"}


def test_one_school_alone_is_the_same_as_among_all(city: World) -> None:
    """A subset writes the same bytes as the whole city does for those schools."""
    only = ("ou-ekzarh-antim-i", "su-simon-bolivar")
    options = replace(city.options, out=city.options.out.with_name("subset"), only=only)
    summary = generate(options)
    whole, part = digests(city.options.out), digests(options.out)
    del part["rosters/certified.csv"]
    assert summary.schools == 2
    assert part == {path: whole[path] for path in part}
    assert {path.split("/")[1].removesuffix(".json") for path in part} == set(only)


def test_no_summers_later_is_this_year(village: WorldOptions) -> None:
    """With years=0 the next year's rosters are this year's."""
    generate(village)
    later = replace(village, out=village.out.with_name("later"), years=0)
    next_year(later)
    assert digests(village.out / "rosters") == digests(later.out / "rosters")
