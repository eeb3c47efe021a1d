"""A short hand for tests: schools in tenants."""

from __future__ import annotations

from reconciler.model.school import SchoolRef


def ref(school: str, tenant: str) -> SchoolRef:
    """The school in the tenant, in this order."""
    return SchoolRef(school=school, tenant=tenant)
