"""SchoolRef: the key of everything that is kept by school and tenant."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True, kw_only=True)
class SchoolRef:
    """One school in one tenant: what plans, baselines, runs and findings are kept by.

    Both are plain texts and often equal, so they are given by name: a swapped pair does not
    type-check, and neither does a bare tuple.
    """

    school: str
    tenant: str

    @property
    def id(self) -> str:
        """'school/tenant', as Pulumi keeps it for the resource's id."""
        return f"{self.school}/{self.tenant}"

    @property
    def name(self) -> str:
        """The school's id, followed by the tenant's alias where that differs."""
        return self.school if self.school == self.tenant else f"{self.school}.{self.tenant}"

    @classmethod
    def of_id(cls, text: str) -> SchoolRef | None:
        """Inverse of `id`; None for a text of another form."""
        school, slash, tenant = text.partition("/")
        return cls(school=school, tenant=tenant) if slash and school and tenant else None
