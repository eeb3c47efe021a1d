"""What Google can express and how fast it may be asked; each figure dated."""

from __future__ import annotations

from collections.abc import Mapping

from reconciler.model.limits import Price, VendorLimits
from reconciler.model.resources import GroupType, Kind, MemberRole

BATCH = 1000
"""Calls in one batch: Directory batch guide, 2026-04; the client enforces it too."""

BUDGETS: Mapping[str, float] = {
    "directory": 40.0,  # 2,400 a minute, user and project: Directory limits, 2026-04
    "orgunit-writes": 1.0,  # one unit made or changed a second, customer: Directory limits, 2026-04
    "licensing": 1.0,  # QPS 1: License Manager limits, 2026-04
    "groupssettings": 100_000 / 86_400,  # 100,000 a day: Groups Settings limits, 2026-04
    "reports": 250 / 60,  # 250 filtered queries a minute: Reports limits, 2026-11
}

WINDOWS: Mapping[str, int] = {
    "directory": 60,
    "orgunit-writes": 1,
    "licensing": 1,
    "groupssettings": 86_400,
    "reports": 60,
}
"""Seconds over which Google counts each budget."""


def quota_keys(project: str, subject: str, customer: str) -> Mapping[str, tuple[str, ...]]:
    """What Google counts each budget by, as its pages on limits say; read 2026-11-30.

    So tenants of one project share licensing and Groups Settings, and a tenant that is read twice
    in one process by one administrator shares its Directory budget.
    """
    return {
        "directory": (project, subject),
        "orgunit-writes": (customer,),
        "licensing": (project,),
        "groupssettings": (project,),
        "reports": (project, subject),
    }


SETTINGS = frozenset(
    {"post", "join", "seeMembers", "seeGroup", "outsiders", "leave", "moderate", "listed"}
    | {"discover", "contactOwner"}
)

LIMITS = VendorLimits(
    roles=frozenset(MemberRole),
    one_role_each=True,  # a member has one role: Directory reference, 2026-11
    external_members=True,
    nested=frozenset({GroupType.MAIL}),
    settings={GroupType.MAIL: SETTINGS},
    types=frozenset({GroupType.MAIL}),  # the security label is Cloud Identity's alone, 2026-11
    licence_through_group=False,
    licence_without_plans=False,
    name_length=60,  # Groups Settings limits, 2026-04; its discovery document says 75
    address_length=64,  # RFC 5321's local part; Google documents no smaller figure, 2026-11
    unit_depth=35,  # Directory limits, 2026-04
    budgets=BUDGETS,
    batch={api: BATCH for api in BUDGETS if api != "orgunit-writes"},
    prices={
        Kind.ORG_UNIT: (Price("directory", 1), Price("orgunit-writes", 1)),
        Kind.GROUP: (Price("directory", 1), Price("groupssettings", 1)),
        Kind.MEMBERSHIP: (Price("directory", 1),),
        Kind.PLACEMENT: (Price("directory", 1),),
        Kind.LICENCE: (Price("licensing", 1),),
    },
    windows=WINDOWS,
)
