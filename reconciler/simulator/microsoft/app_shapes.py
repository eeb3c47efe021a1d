"""Applications and service principals as Graph's JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reconciler.simulator.microsoft.apps import GRAPH, Application, ServicePrincipal
from reconciler.simulator.microsoft.state import instant
from reconciler.simulator.microsoft.wire import Getter, Shape, always

# Graph's own ids of its application roles: its permissions reference, 2026-11.
ROLE_IDS: Mapping[str, str] = {
    "AdministrativeUnit.Read.All": "134fd756-38ce-4afd-ba33-e9623dbe66c2",
    "AdministrativeUnit.ReadWrite.All": "5eb59dd3-1da2-4329-8733-9dabdc435916",
    "AuditLog.Read.All": "b0afded3-3588-46d8-8b3d-9842eff778da",
    "Directory.Read.All": "7ab1d382-f21e-4acd-a863-ba3e13f7da61",
    "Directory.ReadWrite.All": "19dbc75e-c2e2-444c-a770-ec69d8559fc7",
    "Group.Read.All": "5b567255-7703-4780-807c-7be8301ae99b",
    "Group.ReadWrite.All": "62a82d76-70ea-41e2-9197-370581804d09",
    "LicenseAssignment.Read.All": "e2f98668-2877-4f38-a2f4-8202e0717aa1",
    "LicenseAssignment.ReadWrite.All": "5facf0c1-8979-4e95-abcf-ff3d079771c0",
    "Organization.Read.All": "498476ce-e0fe-48b0-b801-37ba7e2685c6",
    "RoleManagement.Read.Directory": "483bed4a-2ad3-4361-a73b-c83ccdbdc53c",
    "RoleManagement.ReadWrite.Directory": "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8",
    "User.Read.All": "df021288-bdef-4463-88db-98f22de89214",
}


def _roles(principal: ServicePrincipal) -> list[dict[str, Any]]:
    return [
        {
            "allowedMemberTypes": ["Application"],
            "description": name,
            "displayName": name,
            "id": ident,
            "isEnabled": True,
            "origin": "Application",
            "value": name,
        }
        for name, ident in (ROLE_IDS.items() if principal.app is GRAPH else ())
    ]


def _names(principal: ServicePrincipal) -> list[str]:
    own = principal.app.app_id
    return [own, "https://graph.microsoft.com"] if principal.app is GRAPH else [own]


def _wanted(application: Application) -> list[dict[str, Any]]:
    access = [{"id": ROLE_IDS[role], "type": "Role"} for role in application.app.roles]
    return [{"resourceAppId": GRAPH.app_id, "resourceAccess": access}]


def _empty(names: str, value: object) -> dict[str, Getter[object]]:
    return dict.fromkeys(names.split(), always(value))


_PRINCIPAL: dict[str, Getter[ServicePrincipal]] = {
    "id": lambda one: one.id,
    "deletedDateTime": always(None),
    "accountEnabled": always(True),
    "alternativeNames": always([]),
    "appDisplayName": lambda one: one.app.name,
    "appId": lambda one: one.app.app_id,
    "appOwnerOrganizationId": lambda one: one.home,
    "appRoleAssignmentRequired": always(False),
    "displayName": lambda one: one.app.name,
    "servicePrincipalNames": _names,
    "servicePrincipalType": always("Application"),
    "signInAudience": always("AzureADMyOrg"),
    "appRoles": _roles,
    **_empty(
        "appDescription applicationTemplateId description disabledByMicrosoftStatus homepage"
        " loginUrl logoutUrl notes preferredSingleSignOnMode preferredTokenSigningKeyThumbprint"
        " samlSingleSignOnSettings tokenEncryptionKeyId",
        None,
    ),
    **_empty(
        "addIns keyCredentials notificationEmailAddresses oauth2PermissionScopes"
        " passwordCredentials replyUrls resourceSpecificApplicationPermissions tags",
        [],
    ),
}
PRINCIPALS: Shape[ServicePrincipal] = Shape(
    name="servicePrincipal",
    collection="servicePrincipals",
    getters=_PRINCIPAL,
    default=tuple(_PRINCIPAL),
    filtered=frozenset(
        {
            *("accountEnabled", "appId", "appOwnerOrganizationId", "displayName", "id"),
            *("servicePrincipalNames", "servicePrincipalType", "tags"),
        }
    ),
    sorted=frozenset({"displayName"}),
    searched=frozenset({"displayName"}),
)
_APPLICATION: dict[str, Getter[Application]] = {
    "id": lambda one: one.id,
    "deletedDateTime": always(None),
    "appId": lambda one: one.app.app_id,
    "createdDateTime": always(instant(0)),
    "displayName": lambda one: one.app.name,
    "publisherDomain": lambda one: one.domain,
    "signInAudience": always("AzureADMyOrg"),
    "requiredResourceAccess": _wanted,
    **_empty(
        "applicationTemplateId certification defaultRedirectUri description"
        " disabledByMicrosoftStatus groupMembershipClaims isDeviceOnlyAuthSupported"
        " isFallbackPublicClient notes optionalClaims requestSignatureVerification"
        " samlMetadataUrl serviceManagementReference servicePrincipalLockConfiguration"
        " tokenEncryptionKeyId",
        None,
    ),
    **_empty("addIns appRoles identifierUris keyCredentials passwordCredentials tags", []),
}
APPLICATIONS: Shape[Application] = Shape(
    name="application",
    collection="applications",
    getters=_APPLICATION,
    default=tuple(_APPLICATION),
    filtered=frozenset({"appId", "displayName", "id", "identifierUris", "publisherDomain", "tags"}),
    sorted=frozenset({"displayName"}),
    searched=frozenset({"displayName"}),
)
