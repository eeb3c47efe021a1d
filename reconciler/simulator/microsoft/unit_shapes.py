"""Administrative units and directory roles as Graph's JSON."""

from __future__ import annotations

from reconciler.simulator.microsoft.shapes import gone, rule_state
from reconciler.simulator.microsoft.state import Role, Unit
from reconciler.simulator.microsoft.wire import Shape, always

UNITS: Shape[Unit] = Shape(
    name="administrativeUnit",
    collection="administrativeUnits",
    getters={
        "id": lambda unit: unit.id,
        "deletedDateTime": gone,
        "displayName": lambda unit: unit.display_name,
        "description": lambda unit: unit.description,
        "isMemberManagementRestricted": lambda unit: unit.restricted or None,
        "membershipRule": lambda unit: unit.rule,
        "membershipRuleProcessingState": rule_state,
        "membershipType": lambda unit: None if unit.rule is None else "Dynamic",
        "visibility": lambda unit: unit.visibility,
    },
    default=(
        "id",
        "deletedDateTime",
        "displayName",
        "description",
        "isMemberManagementRestricted",
        "visibility",
    ),
    filtered=frozenset({"description", "displayName", "id"}),
    sorted=frozenset({"deletedDateTime", "displayName"}),
    searched=frozenset({"description", "displayName"}),
)

ROLES: Shape[Role] = Shape(
    name="directoryRole",
    collection="directoryRoles",
    getters={
        "id": lambda role: role.id,
        "deletedDateTime": always(None),
        "description": always(
            "Can manage all aspects of the directory and of services that use it."
        ),
        "displayName": always("Global Administrator"),
        "roleTemplateId": lambda role: role.template_id,
    },
    default=("id", "deletedDateTime", "description", "displayName", "roleTemplateId"),
    filtered=frozenset({"displayName", "id", "roleTemplateId"}),
)
