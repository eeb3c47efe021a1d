"""A school's declaration at its last complete apply; holds digests and pseudonyms only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reconciler.model.school import SchoolRef


@dataclass(frozen=True, slots=True)
class Baseline:
    """A school's desired state in one tenant at its last successful apply."""

    school: str
    tenant: str
    run: int
    """The ledger's number of the run that applied all of it; 0: only some kinds were applied."""
    at: str
    """ISO time in UTC."""
    fields: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """'group/teachers' → field → keyed digest of its value."""
    sets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """'membership/teachers' → pseudonyms of role and member; placements and licences alike."""
    people: Mapping[str, str] = field(default_factory=dict)
    """Pseudonym of a person in the roster → the strongest role."""
    classes: frozenset[str] = frozenset()
    """Names of the classes that the roster had."""
    year: int = 0
    """The calendar year in which the roster's school year ends."""
    dated: str = ""
    """The latest ISO day that the roster's files stated themselves; '' where they stated none."""

    @property
    def ref(self) -> SchoolRef:
        """The school in its tenant."""
        return SchoolRef(school=self.school, tenant=self.tenant)
