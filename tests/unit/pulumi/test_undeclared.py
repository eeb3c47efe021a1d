"""Claims about the manifests that letting a school go is planned with."""

from __future__ import annotations

from reconciler.manifest import effective, load
from reconciler.pulumi.program import waves
from reconciler.pulumi.undeclared import undeclared
from tests.support.sandbox import GOOGLE, REPOSITORY, UNITED

LOADED = load(REPOSITORY / "schools")


def test_a_school_that_is_let_go_declares_nothing_and_the_others_all_they_did() -> None:
    """Its scope, tenants and classes stay, so that what it owns is found."""
    bare = undeclared(LOADED, GOOGLE)
    school = effective(bare, GOOGLE, 2027)
    assert (school.units, school.groups, school.licences) == ((), (), ())
    assert school.prune == frozenset()
    assert school.tenants == effective(LOADED, GOOGLE, 2027).tenants
    assert effective(bare, UNITED, 2027) == effective(LOADED, UNITED, 2027)


def test_every_school_is_in_its_wave_and_waves_are_in_order() -> None:
    """The program's resources follow the rollout."""
    found = waves(LOADED)
    assert list(found) == [w for w in LOADED.municipality.waves if w in found]
    assert sorted(key.school for keys in found.values() for key in keys) == list(LOADED.schools)
