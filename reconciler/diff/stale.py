"""Findings of what a listing names although the vendor does not have it any more.

A deleted account may stay on the list of a group, of a licence or of an administrative unit. It
is reported to the school that declares the group, licence or unit; whether it goes is decided where
such lists are compared, like for any member too many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reconciler.diff.policy import DiffCode, SchoolPolicy
from reconciler.diff.result import Difference
from reconciler.errors import Facts
from reconciler.model.observation import Observation
from reconciler.model.resources import (
    Declared,
    Group,
    Kind,
    LicenceAssignment,
    OrgUnit,
    ResourceSet,
)


def stale_references(
    declared: ResourceSet, observation: Observation, policy: SchoolPolicy
) -> Difference:
    """One finding for each group, licence or unit of the school that names somebody gone."""
    counts = Counter(one.source for one in observation.stale)
    difference = Difference()
    for item, source in _sources(declared):
        if counts[source]:
            kind, key = item.address.kind.value, item.address.key
            subject = f"{kind}/{key}"
            facts: Facts = {"what": subject, "count": counts[source]}
            difference.findings.append(
                policy.finding(DiffCode.STALE_REFERENCES, subject, facts, item.place)
            )
    return difference


def _sources(declared: ResourceSet) -> Iterator[tuple[Declared, str]]:
    """The school's groups, licences and units, and how references name them."""
    for kind in (Kind.GROUP, Kind.LICENCE, Kind.ORG_UNIT):
        for item in declared.of(kind):
            resource = item.resource
            if isinstance(resource, Group):
                yield item, f"group/{resource.address}"
            elif isinstance(resource, LicenceAssignment):
                yield item, f"licence/{resource.product}"
            elif isinstance(resource, OrgUnit):
                yield item, f"orgunit{resource.path}"
