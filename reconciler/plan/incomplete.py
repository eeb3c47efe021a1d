"""Whether something of a school is unknown because it could not be read."""

from __future__ import annotations

from reconciler.desired.codes import UnknownCode
from reconciler.diff.codes import UnlistedCode
from reconciler.model.plan import SchoolPlan


def is_incomplete(school: SchoolPlan) -> bool:
    """Whether a tenant or its roster was not read; an audience that nobody fits was."""
    return any(
        isinstance(one.reason.code, UnlistedCode) or one.reason.code is UnknownCode.NO_ROSTER
        for one in school.unknown
    )
