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
        _trouble(
            "group-naming-policy",
            "the tenant's group settings ask for a prefix in the name of each Microsoft 365 group",
            "Entra: groups naming policy",
        ),
        _trouble(
            "group-creation-limited",
            "the tenant's group settings let only some people make Microsoft 365 groups",
            "Entra: who can create Microsoft 365 groups",
        ),
        _trouble(
            "sensitivity-labels",
            "the tenant's group settings have sensitivity labels switched on",
            "Entra: sensitivity labels for groups",
        ),
        _trouble(
            "groups-expire",
            "the tenant deletes groups that nobody renews within 180 days",
            "Entra: expiration policy of Microsoft 365 groups",
        ),
        _trouble(
            "directory-synced",
            "the tenant is synced from a directory on the premises",
            "Graph: organization resource",
        ),
        _trouble(
            "directory-full",
            "the tenant holds as many objects as it may",
            "Graph: directorySizeQuota",
        ),
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
        _always(
            "owners-are-no-members",
            "an owner of a group is not among its members; owners are users, 100 at most, and "
            "the last one cannot be removed (400)",
            "Graph: group-post-owners, group-delete-owners; microsoft-graph-docs #13347",
        ),
        _always(
            "unified-holds-users",
            "a Unified group holds users alone (400)",
            "Graph: group-post-members",
        ),
        _usual(
            "security-holds-no-unified",
            "a security group does not take a Unified one as a member (400)",
            "Graph: group-post-members",
        ),
        _always(
            "nickname-leaves-mail",
            "a new mailNickname leaves the e-mail address as it is, and no call can choose its "
            "domain",
            "msgraph-sdk-java #1601; microsoft-graph-docs #2134, #4077, #5465",
        ),
        _always(
            "unique-name-once",
            "uniqueName can be set while it is null, by a PATCH too, and then never changes; "
            "never for a role-assignable group (400)",
            "Graph: group-update; bicep-types-graph #54, #137",
        ),
        _usual(
            "unique-name-kept-by-deleted",
            "a deleted group holds its uniqueName until it is gone for good",
            "bicep-types-graph #54, #137",
        ),
        _always(
            "welcome-mails",
            "adding a user to a Unified group that was made without WelcomeEmailDisabled sends her "
            "a mail; the group's `welcomed` in the state counts them",
            "Graph: group set options",
        ),
        _trouble(
            "empty-description-filled",
            "a group that is made without a description gets its display name as one",
            "terraform-provider-azuread",
        ),
        _trouble(
            "unit-members-plain",
            "$select together with $top on the members of a unit is 400",
            "Graph: administrativeunit-list-members, which names $search, $count and $filter",
        ),
        _always(
            "members-without-users",
            "who may read groups but no users (GroupMember.Read.All without User.Read.All) gets "
            "members with their id and nulls",
            "Graph: permissions reference, group-list-members",
        ),
        _always(
            "administrators-in-three-places",
            "directoryRoles shows those who are active over the whole tenant; roleManagement also "
            "those over units, and groups; eligible ones (PIM) are in "
            "roleEligibilityScheduleInstances alone",
            "microsoft-graph-docs-contrib #1528",
        ),
        _trouble(
            "no-premium-licence",
            "the schedules of PIM are 400 AadPremiumLicenseRequired",
            "ScubaGear #981; Microsoft365DSC",
        ),
        _always(
            "deleted-groups-restorable",
            "a deleted Unified or security group lies in deletedItems and can be restored with its "
            "members; a distribution list is gone",
            "Graph: group-delete; Microsoft's message MC1183299",
        ),
        _always(
            "ruled-members",
            "members of a group or unit with a membership rule cannot be written (403)",
            "Microsoft365DSC #2190; microsoft-graph-docs-contrib #4703",
        ),
        _always(
            "synced-read-only",
            "a group that is synced from a directory on the premises cannot be changed (400)",
            "CIPP #468; microsoft-graph-docs #5768",
        ),
        _always(
            "role-assignable-guarded",
            "a role-assignable group is made and changed with RoleManagement.ReadWrite.Directory "
            "alone (403)",
            "Graph: group-update; microsoft-graph-docs #7301",
        ),
        _always(
            "restricted-unit-guarded",
            "users and groups in a restricted administrative unit are changed by its own "
            "administrators alone: 403 for every app",
            "Graph: administrativeUnit resource",
        ),
        _usual(
            "unit-member-conflicting",
            "adding who is in an administrative unit already is 400 with the words that a "
            "conflicting object is there",
            "microsoft-graph-docs #6346",
        ),
        _trouble(
            "concurrency-violation",
            "this share of the changes of users, groups and units is 409 the first time",
            "azurerator #448; msgraph-docs on errors",
            share=0.1,
        ),
        _trouble(
            "one-assign-a-user",
            "of several assignLicense for one user in one $batch all but the first are 409, unless "
            "they wait for another (dependsOn)",
            "azurerator #448; reports of parallel assigns",
        ),
        _trouble(
            switches.SHORT,
            "this many account listings leave out one account, the middle one",
            "terraform-provider-azuread #578, #791; o365-moodle #1650",
            times=1.0,
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
