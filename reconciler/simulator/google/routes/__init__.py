"""Every route of Google that is modelled: one file for each family of resources."""

from __future__ import annotations

from reconciler.simulator.google.routes import (
    aliases,
    groups,
    licences,
    members,
    orgunits,
    settings,
    users,
)

ROUTES = (
    *orgunits.ROUTES,
    *users.ROUTES,
    *groups.ROUTES,
    *aliases.ROUTES,
    *members.ROUTES,
    *licences.ROUTES,
    *settings.ROUTES,
)
