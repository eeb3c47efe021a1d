"""Whether an audience can be worked out at all."""

from __future__ import annotations

from collections.abc import Iterable

from reconciler.desired.codes import UnknownCode
from reconciler.desired.context import SchoolContext
from reconciler.manifest.types import Audience
from reconciler.model.plan import Reason


def unresolved_reason(items: Iterable[Audience], context: SchoolContext) -> Reason | None:
    """Why these items cannot be worked out, or None.

    A school that is missing in the roster, or has nobody at all of a role or of a class, makes
    the audience unknown and never empty; so does a unit of which it is unknown whom it holds.
    """
    for item in items:
        if item.group is not None or item.address is not None:
            continue
        if context.roster is None:
            return Reason(UnknownCode.NO_ROSTER, {"school": context.manifest.id})
        if item.role is not None and context.roster.count(item.role) == 0:
            return Reason(UnknownCode.NOBODY_OF_ROLE, {"role": item.role.value})
        if item.klass is not None and item.klass not in context.roster.classes:
            return Reason(UnknownCode.CLASS_NOT_IN_ROSTER, {"class": item.klass})
        if item.certified is not None and not context.certifications:
            return Reason(UnknownCode.NO_CERTIFICATIONS)
        if item.unit is not None and (unknown := _why_unit_unknown(item.unit, context)):
            return unknown
    return None


def _why_unit_unknown(key: str, context: SchoolContext) -> Reason | None:
    held = [item for unit in context.manifest.units if unit.key == key for item in unit.holds or ()]
    return unresolved_reason((item for item in held if item.unit is None), context)
