"""What Microsoft Graph does beyond its documents, each switched by its name."""

from __future__ import annotations

from functools import partial

from reconciler.simulator import switches

_READ = "2026-11-30"
"""When the public reports behind these rows were read."""
_always = partial(switches.always, _READ)
_usual = partial(switches.usual, _READ)
_trouble = partial(switches.trouble, _READ)

BEHAVIOURS = switches.catalogue(
    (
        _always(
            "unified-is-public",
            "a Unified group that is made without visibility is Public",
            "Graph: group resource",
        ),
        _always(
            "usage-location-first",
            "assignLicense for a user without usageLocation is 400; through a group the tenant's "
            "location is taken",
            "CIPP #783; azure-docs #54020",
        ),
        _always(
            "set-at-creation-alone",
            "resourceBehaviorOptions and the visibility HiddenMembership are taken only when a "
            "group is made, later they are 400; both can be read",
            "Graph: group set options, group resource",
        ),
        _trouble(
            "new-group-source-missing",
            "adding or removing members and owners of a new group, or giving it licences, is 400 "
            "with the words that its source object does not exist",
            "Graph: group-post-members, group-update; terraform-provider-azuread",
            tries=2.0,
            seconds=0.0,
        ),
        _trouble(
            "new-object-values-invalid",
            "changing a new group or unit, or linking a new user or group, is 400 with the words "
            "that property values are invalid",
            "terraform-provider-azuread",
            tries=1.0,
            seconds=0.0,
        ),
        _trouble(
            "made-in-unit-404",
            "a group that was made inside an administrative unit is 404 (twelve minutes, seen)",
            "terraform-provider-azuread",
            tries=2.0,
            seconds=0.0,
        ),
    )
)
