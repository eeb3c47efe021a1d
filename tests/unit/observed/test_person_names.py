"""Claims about which texts of a tenant are called after its people."""

from __future__ import annotations

from reconciler.model.mark import Mark
from reconciler.model.names import name_digests
from reconciler.model.observation import Account, Observation, ObservedGroup
from reconciler.model.resources import GroupType, Kind
from reconciler.observed.person_names import texts_of_persons
from tests.support.schools import context
from tests.support.small import SCHOOL, TENANT

ACCOUNT = Account("1", "u2034a07@first-school.example", called=name_digests(["Цветан Златанич"]))


def group(address: str, mark: Mark | None) -> ObservedGroup:
    """A group of the tenant."""
    return ObservedGroup("g", address, "x", "", next(iter(GroupType)), mark=mark)


def test_a_mark_makes_no_text_the_citys_own() -> None:
    """Whoever may write a group may put a name into its mark: it is text like any other."""
    key = "tsvetan-zlatanich"
    marked = group(f"{key}@s.example", Mark("elsewhere", SCHOOL, Kind.GROUP, key))
    seen = Observation(TENANT, (ACCOUNT,), groups=(marked,))
    assert texts_of_persons([context(None)], seen, ()) == {key}


def test_the_name_of_a_school_in_a_mark_is_no_persons() -> None:
    """It is the city's, whether this run plans that school or not."""
    mark = Mark("town", "ou-petko-zlatanich", Kind.GROUP, "teachers")
    seen = Observation(TENANT, (ACCOUNT,), groups=(group("x@s.example", mark),))
    named = texts_of_persons([context(None)], seen, ("petko", "zlatanich"))
    assert named == frozenset()
    assert texts_of_persons([context(None)], seen, ()) == {"ou-petko-zlatanich"}
