"""The ids and names by which a vendor's audit log may refer to the object of a change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reconciler.model.change import Change, LicenceDelta, PlacementDelta
from reconciler.model.observation import Observation
from reconciler.model.resources import Group, Membership, OrgUnit, Placement


@dataclass(frozen=True, slots=True)
class AuditSubjects:
    """One tenant's accounts and units by the names that an audit log may use."""

    addresses: Mapping[str, str]
    """Account id → address."""
    units: Mapping[str, str]
    """Path → vendor id."""
    of_groups: frozenset[str] = frozenset()
    """Ids and addresses of all groups: a log row that has one is about that group."""
    of_units: frozenset[str] = frozenset()
    """Ids and paths of all units, likewise."""

    @classmethod
    def of(cls, observation: Observation) -> AuditSubjects:
        """From the observed tenant."""
        return cls(
            addresses={account.id: account.address for account in observation.accounts},
            units={unit.path: unit.id for unit in observation.units},
            of_groups=frozenset(
                name for group in observation.groups for name in (group.id, group.address)
            ),
            of_units=frozenset(
                name for unit in observation.units for name in (unit.id, unit.spelling)
            ),
        )

    def subjects(self, change: Change) -> frozenset[str]:
        """Vendor ids, addresses and paths; of placements and licences those of the accounts."""
        return frozenset(name for name in self._names(change.really) if name)

    def _names(self, change: Change) -> Iterator[str]:
        if change.target is not None:
            yield from (change.target.id, change.target.name)
        after = change.after
        if isinstance(after, Group):
            yield after.address
        elif isinstance(after, Membership):
            yield after.group
        elif isinstance(after, OrgUnit | Placement):
            yield from (after.path, self.units.get(after.path, ""))
        for account in _accounts(change):
            yield from (account, self.addresses.get(account, ""))


def _accounts(change: Change) -> Iterator[str]:
    """The accounts whose own log rows report the change."""
    if isinstance(change.delta, PlacementDelta):
        yield from (move.account for move in change.delta.moves)
    elif isinstance(change.delta, LicenceDelta):
        delta = change.delta
        swapped = (swap.holder for swap in delta.swap)
        yield from (h.member.ref for h in (*delta.add, *delta.remove, *delta.change, *swapped))
