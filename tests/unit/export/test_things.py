"""Claims about which units and groups an export takes up."""

from __future__ import annotations

from dataclasses import replace

from reconciler.export.things import things_of
from reconciler.model.mark import Mark
from reconciler.model.names import name_digests
from reconciler.model.observation import Account, Observation, ObservedGroup, ObservedUnit
from reconciler.model.resources import GroupType, Kind
from reconciler.observed.persons import persons_in
from tests.support.schools import MUNICIPALITY, context
from tests.support.small import DOMAIN, SCHOOL, TENANT

PUPIL = Account("1", f"u2034a07@{DOMAIN}", called=name_digests(["Цветан Златанич"]))


def test_a_key_in_a_mark_that_is_a_name_is_written_into_no_file() -> None:
    """An export would take the key for the file's own; a thing with another key is taken up."""
    persons = persons_in([PUPIL], (), (), schools=((), ()))
    taken = []
    for key in ("chess", "tsvetan-zlatanich"):
        mark = Mark(MUNICIPALITY.id, SCHOOL, Kind.GROUP, key)
        group = ObservedGroup("g", f"club@{DOMAIN}", "Клуб", "", GroupType.MAIL, mark=mark)
        unit = ObservedUnit("u", "/club", "/Club", "", replace(mark, kind=Kind.ORG_UNIT))
        seen = Observation(TENANT, (PUPIL,), units=(unit,), groups=(group,))
        things = things_of(context(None), seen, persons)
        taken.append((len(things.units), len(things.groups), len(things.left_out)))
    assert taken == [(1, 1, 0), (0, 0, 2)]
