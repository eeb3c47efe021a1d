"""Which units and groups of a tenant an export takes up, and by what key.

Left out, with the reason: what nobody may change (`guarded`), what carries somebody else's mark,
what the school's file ignores, names that two things have, that no file can hold, or that are a
person's.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reconciler.desired.context import SchoolContext
from reconciler.diff.policy import is_ignored_object
from reconciler.export.codes import ExportCode, Remark
from reconciler.export.draft import GROUPS, UNITS
from reconciler.export.world import in_scope_groups, in_scope_units
from reconciler.model.names import key_of
from reconciler.model.observation import Observation, ObservedGroup, ObservedUnit
from reconciler.model.resources import Kind
from reconciler.observed.persons import Persons

_KEY = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")
_UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff{}]")


@dataclass(frozen=True, slots=True)
class Things:
    """The units and groups that are taken up, and remarks on the others."""

    units: tuple[ObservedUnit, ...]
    groups: tuple[ObservedGroup, ...]
    left_out: tuple[Remark, ...] = ()
    persons: Persons = field(default_factory=Persons)

    def tellable(self, text: str) -> bool:
        """Whether a name or description can stand in the file: all of it, and no person's name."""
        return bool(text) and writable(text) and not self.persons.mentioned(text)


def things_of(context: SchoolContext, observation: Observation, persons: Persons) -> Things:
    """Sorts them out for one school."""
    units = in_scope_units(context, observation)
    groups = in_scope_groups(context, observation)
    sorter = _Sorter(context, persons, Counter(one.path for one in units))
    taken_units = [one for one in units if sorter.takes_unit(one)]
    sorter.names = Counter(one.address for one in groups)
    taken_groups = [one for one in groups if sorter.takes_group(one)]
    sorter.left_out += [
        Remark(ExportCode.NAMED_AFTER_PERSON, facts={"kind": kind.value, "count": count})
        for kind, count in sorted(sorter.named.items())
    ]
    return Things(tuple(taken_units), tuple(taken_groups), tuple(sorter.left_out), persons)


@dataclass(slots=True)
class _Sorter:
    context: SchoolContext
    persons: Persons
    names: Counter[str]
    left_out: list[Remark] = field(default_factory=list)
    named: Counter[Kind] = field(default_factory=Counter)
    """How many are called after a person: their names are what must not be told."""

    def takes_unit(self, unit: ObservedUnit) -> bool:
        marked = unit.mark is not None and not self._ours(unit)
        return self._takes(Kind.ORG_UNIT, unit.path, unit.spelling, marked, unit)

    def takes_group(self, group: ObservedGroup) -> bool:
        marked = group.mark is not None and not self._ours(group)
        local = group.address.rpartition("@")[0]
        return self._takes(Kind.GROUP, group.address, local, marked, group)

    def _takes(
        self,
        kind: Kind,
        name: str,
        text: str,
        marked: bool,
        thing: ObservedUnit | ObservedGroup,
    ) -> bool:
        subject = f"{UNITS}{name}" if kind is Kind.ORG_UNIT else f"{GROUPS}/{name}"
        if is_ignored_object(self.context.manifest.ignore, kind, name, thing):
            return False
        key = thing.mark.key if thing.mark is not None else ""
        if self.persons.named(text) or self.persons.named(key):  # the file would have the key
            self.named[kind] += 1
            return False
        code = None
        if thing.guarded is not None:
            code = ExportCode.GUARDED
        elif marked:
            code = ExportCode.MARKED
        elif self.names[name] > 1:
            code = ExportCode.TWICE
        elif _UNWRITABLE.search(name):
            code = ExportCode.UNWRITABLE
        if code is not None:
            self.left_out.append(Remark(code, _UNWRITABLE.sub("", subject), {"kind": kind.value}))
        return code is None

    def _ours(self, thing: ObservedUnit | ObservedGroup) -> bool:
        mark, manifest = thing.mark, self.context.manifest
        return (
            mark is not None
            and mark.municipality == self.context.municipality.id
            and mark.school in (manifest.id, *manifest.previously)
        )


def writable(text: str) -> bool:
    """Whether a name can stand in a file as it is, so that reading it back gives the same."""
    return not _UNWRITABLE.search(text) and unicodedata.is_normalized("NFC", text)


class Keys:
    """Gives keys, none twice; those of the layout are taken."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)

    def take(self, key: str) -> bool:
        """Takes a certain key; False: somebody has it."""
        if key in self._taken:
            return False
        self._taken.add(key)
        return True

    def make(self, text: str, above: str = "") -> str:
        """A key of a text below another one: transliterated, with a number where it is taken."""
        base = text.lower() if _KEY.fullmatch(text.lower()) else key_of(text)
        for number in _numbers():
            key = f"{above}{base or 'unit'}{number}"
            if self.take(key):
                return key
        raise AssertionError


def _numbers() -> Iterator[str]:
    yield ""
    number = 2
    while True:
        yield f"-{number}"
        number += 1
