"""What Microsoft 365 and Entra can express, and how fast Graph may be asked."""

from __future__ import annotations

from reconciler.model.limits import Price, VendorLimits
from reconciler.model.resources import GroupType, Kind, MemberRole

READ = "graph-read"
"""Resource units a second; most reads cost one or two."""
WRITE = "graph-write"
"""Writes a second; each also costs one resource unit."""
REPORTS = "graph-reports"
"""Pages of the audit log a second."""

BATCH = 20  # calls in one $batch; concepts/json-batching, 2025-02
BIND = 20  # members in one PATCH; api/group-post-members, 2026-11
PAGE = 999  # largest $top of users, groups and members; seen in wide use, 2026-11

LIMITS = VendorLimits(
    # Graph has owners and members, and no managers; resources/group, 2026-11
    roles=frozenset({MemberRole.OWNER, MemberRole.MEMBER}),
    # owners and members are two lists, and one person may be on both; resources/group, 2026-11
    one_role_each=False,
    # an outsider would need a guest account, and we make none; our decision, 2026-11
    external_members=False,
    # Microsoft 365 groups take users only; api/group-post-members, 2026-11
    nested=frozenset({GroupType.SECURITY}),
    # `visibility` says who may join a Microsoft 365 group; the rest is Exchange's, not Graph's;
    # resources/group, 2026-11
    settings={
        GroupType.MAIL: frozenset({"join", "post", "listed"}),
        GroupType.SECURITY: frozenset(),
    },
    # private or public, and nothing in between; resources/group, 2026-11. Members alone may write,
    # or all of the organization; group set options, 2026-11
    words={
        "join": frozenset({"invited", "domain"}),
        "post": frozenset({"members", "domain"}),
        "listed": frozenset({True, False}),
    },
    # resourceBehaviorOptions are taken when a group is made, and never later; 2026-11
    at_creation=frozenset({"post", "listed"}),
    # an owner is not among the members, and needs to be for what members may do; a group without
    # an owner has no site until somebody acts; api/group-post-owners, 2026-11
    owners_are_members=frozenset({GroupType.MAIL}),
    types=frozenset({GroupType.MAIL, GroupType.SECURITY}),
    # group-based licensing and disabledPlans; api/group-assignlicense, 2026-11
    licence_through_group=True,
    licence_without_plans=True,
    name_length=256,  # displayName; resources/group, 2026-11
    address_length=64,  # mailNickname; resources/group, 2026-11
    # units do not nest: the path is their name, of up to 256 characters; resources/
    # administrativeunit, 2026-11
    unit_depth=128,
    units_nest=False,
    # 5 000 units per 10 s for a tenant of 50 to 500 users, the smallest that a school is; 3 000
    # writes per 150 s; throttling of identity and access, 2026-11. 5 requests per 10 s for an app
    # in a tenant; throttling of its reports, 2026-11
    windows={READ: 10, WRITE: 150, REPORTS: 10},
    budgets={READ: 500.0, WRITE: 20.0, REPORTS: 0.5},
    batch={READ: BATCH, WRITE: BATCH, REPORTS: BATCH},
    prices={
        Kind.ORG_UNIT: (Price(WRITE, 1),),
        Kind.GROUP: (Price(WRITE, 1),),
        Kind.MEMBERSHIP: (Price(WRITE, 1 / BIND),),
        Kind.PLACEMENT: (Price(WRITE, 1),),
        Kind.LICENCE: (Price(WRITE, 1),),
    },
)
