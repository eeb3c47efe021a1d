"""One school's declaration now, held against the one that its baseline keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reconciler.desired.context import Desired
from reconciler.drift.baseline import RULES, KeyedHasher, name_of, rules, values_of
from reconciler.model.baseline import Baseline
from reconciler.model.resources import Address, Kind

_OWNER = {Kind.MEMBERSHIP: Kind.GROUP, Kind.PLACEMENT: Kind.ORG_UNIT}


@dataclass(frozen=True, slots=True)
class BaselineComparison:
    """What both sides say of a resource; digests are compared, never values."""

    desired: Desired
    baseline: Baseline
    keyed: KeyedHasher
    ruled: frozenset[Kind]
    """Kinds for which the school's file allows and ignores the same as it did."""

    @classmethod
    def of(cls, desired: Desired, baseline: Baseline, keyed: KeyedHasher) -> BaselineComparison:
        """A school's declaration beside its baseline."""
        then = baseline.fields.get(RULES, {})
        now = rules(desired.context.manifest, keyed)
        same = frozenset(kind for kind in Kind if then.get(kind.value) == now[kind.value])
        return cls(desired, baseline, keyed, same)

    def known(self, address: Address) -> str | None:
        """How the baseline names a resource, perhaps by an earlier key; None: it had none."""
        names = (name_of(address.kind, key) for key in (address.key, *self._earlier(address)))
        there = self.baseline.fields.keys() | self.baseline.sets.keys()
        return next((name for name in names if name in there), None)

    def then(self, name: str) -> Mapping[str, str]:
        """A resource's declared fields at the baseline, as digests."""
        return self.baseline.fields.get(name, {})

    def now(self, address: Address) -> Mapping[str, str]:
        """A resource's declared fields now, as digests; empty where nothing is declared."""
        item = self.desired.resources.items.get(address)
        if item is None:
            return {}
        return {name: self.keyed.value(name, value) for name, value in values_of(item)}

    def _earlier(self, address: Address) -> tuple[str, ...]:
        """Earlier keys; of a set those of its unit or group."""
        owner = address._replace(kind=_OWNER.get(address.kind, address.kind))
        item = self.desired.resources.items.get(owner)
        return () if item is None else item.previously
