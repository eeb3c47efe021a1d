"""Whether resources of a school are unknown because a listing or the roster was not read."""

from __future__ import annotations

from collections.abc import Iterable

from reconciler.desired.context import UnknownCode
from reconciler.diff.policy import UnlistedCode
from reconciler.model.plan import Plan, SchoolPlan
from reconciler.model.resources import Address


def is_incomplete(school: SchoolPlan) -> bool:
    """Whether a tenant or its roster was not read; an audience that nobody fits was."""
    return is_unread(school) or any(
        item.reason.code is UnknownCode.NO_ROSTER for item in school.unknown
    )


def is_unread(school: SchoolPlan) -> bool:
    """Whether something of the school's tenant was not read completely."""
    return bool(_unread(school))


def unread_since(planned: Iterable[SchoolPlan], fresh: Plan) -> tuple[str, ...]:
    """Tenants of which a fresh look shows less than the plan did, sorted.

    What was not read before it was written is in the plan already, and is left out here.
    """
    known = {school.ref: _unread(school) for school in planned}
    less = {
        school.tenant
        for school in fresh.schools
        if _unread(school) - known.get(school.ref, _unread(school))
    }
    return tuple(sorted(less | {failure.tenant for failure in fresh.failures}))


def _unread(school: SchoolPlan) -> set[Address]:
    return {u.address for u in school.unknown if isinstance(u.reason.code, UnlistedCode)}
