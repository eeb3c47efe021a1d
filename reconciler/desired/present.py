"""What units and groups are called today: the names that an `adopt` without a name leaves alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reconciler.model.observation import Observation, ObservedGroup, ObservedUnit
from reconciler.model.resources import Address, Kind


@dataclass(frozen=True, slots=True)
class PresentNames:
    """The label of each unit and the name of each group, by path or address and by mark."""

    by_name: Mapping[tuple[Kind, str], str]
    """Kind and present path or address → what people read."""
    by_mark: Mapping[tuple[Kind, str, str], str]
    """The same by kind, school and key of the mark."""

    @classmethod
    def of(cls, observation: Observation) -> PresentNames:
        """Indexes what was observed."""
        by_name: dict[tuple[Kind, str], str] = {}
        by_mark: dict[tuple[Kind, str, str], str] = {}
        found: list[ObservedUnit | ObservedGroup] = [*observation.units, *observation.groups]
        for one in found:
            is_unit = isinstance(one, ObservedUnit)
            kind = Kind.ORG_UNIT if is_unit else Kind.GROUP
            read = one.label if isinstance(one, ObservedUnit) else one.name
            by_name[kind, one.path if isinstance(one, ObservedUnit) else one.address] = read
            if one.mark is not None:
                by_mark[kind, one.mark.school, one.mark.key] = read
        return cls(by_name, by_mark)

    def text(self, address: Address, name: str, earlier: Iterable[str] = ()) -> str | None:
        """What the thing of an address, or of this path or address, is called; None: it is not.

        `earlier` are earlier ids of its school.
        """
        for school in (address.school, *earlier):
            if (address.kind, school, address.key) in self.by_mark:
                return self.by_mark[address.kind, school, address.key]
        return self.by_name.get((address.kind, name))
