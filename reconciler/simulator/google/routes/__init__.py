"""Every route of Google's that is modelled: one file for each family of resources."""

from __future__ import annotations

from reconciler.simulator.google.routes import (
    aliases,
    customers,
    domains,
    groups,
    licences,
    members,
    orgunits,
    reports,
    roles,
    schemas,
    settings,
    usage,
    user_life,
    user_lists,
    users,
)

ROUTES = (
    *orgunits.ROUTES,
    *users.ROUTES,
    *user_lists.ROUTES,
    *user_life.ROUTES,
    *groups.ROUTES,
    *aliases.ROUTES,
    *members.ROUTES,
    *licences.ROUTES,
    *settings.ROUTES,
    *customers.ROUTES,
    *domains.ROUTES,
    *roles.ROUTES,
    *reports.ROUTES,
    *usage.ROUTES,
    *schemas.ROUTES,
)
