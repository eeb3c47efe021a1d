"""Property names of Google's JSON objects, to refuse unknown ones in bodies and selectors.

Names as in the discovery documents (directory_v1 revision 20261104, licensing v1 20251108,
groupssettings v1 20220614).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

Shape = Mapping[str, str]
"""Property → shape of its value, or '' where nothing is known about the inside."""


def _shape(names: str, **nested: str) -> Shape:
    return MappingProxyType(dict.fromkeys(names.split(), "") | nested)


_USER = (
    "addresses agreedToTerms aliases archivalTime archived changePasswordAtNextLogin creationTime"
    " customSchemas customerId deletionTime emails etag externalIds gender guestAccountInfo"
    " hashFunction id ims includeInGlobalAddressList ipWhitelisted isAdmin isDelegatedAdmin"
    " isEnforcedIn2Sv isEnrolledIn2Sv isGuestUser isMailboxSetup keywords kind languages"
    " lastLoginTime locations nonEditableAliases notes orgUnitPath organizations password phones"
    " posixAccounts primaryEmail recoveryEmail recoveryPhone relations sshPublicKeys suspended"
    " suspensionReason suspensionTime thumbnailPhotoEtag thumbnailPhotoUrl websites"
)
_ORG_UNIT = (
    "blockInheritance description etag kind name orgUnitId orgUnitPath parentOrgUnitId"
    " parentOrgUnitPath"
)
_SETTINGS = (
    "allowExternalMembers allowGoogleCommunication allowWebPosting archiveOnly customFooterText"
    " customReplyTo customRolesEnabledForSettingsToBeMerged defaultMessageDenyNotificationText"
    " default_sender description email enableCollaborativeInbox favoriteRepliesOnTop"
    " includeCustomFooter includeInGlobalAddressList isArchived kind maxMessageBytes"
    " membersCanPostAsTheGroup messageDisplayFont messageModerationLevel name primaryLanguage"
    " replyTo sendMessageDenyNotification showInGroupDirectory spamModerationLevel whoCanAdd"
    " whoCanAddExternalMembers whoCanAddReferences whoCanApproveMembers whoCanApproveMessages"
    " whoCanAssignTopics"
    " whoCanAssistContent whoCanBanUsers whoCanContactOwner whoCanDeleteAnyPost"
    " whoCanDeleteTopics whoCanDiscoverGroup whoCanEnterFreeFormTags whoCanHideAbuse whoCanInvite"
    " whoCanJoin whoCanLeaveGroup whoCanLockTopics whoCanMakeTopicsSticky whoCanMarkDuplicate"
    " whoCanMarkFavoriteReplyOnAnyTopic whoCanMarkFavoriteReplyOnOwnTopic"
    " whoCanMarkNoResponseNeeded whoCanModerateContent whoCanModerateMembers whoCanModifyMembers"
    " whoCanModifyTagsAndCategories whoCanMoveTopicsIn whoCanMoveTopicsOut whoCanPostAnnouncements"
    " whoCanPostMessage whoCanTakeTopics whoCanUnassignTopic whoCanUnmarkFavoriteReplyOnAnyTopic"
    " whoCanViewGroup whoCanViewMembership"
)

_ADDRESS = (
    "addressLine1 addressLine2 addressLine3 contactName countryCode locality organizationName"
    " postalCode region"
)

SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        "Activities": _shape("etag kind nextPageToken", items="Activity"),
        "Activity": _shape(
            "etag ipAddress kind ownerDomain", actor="Actor", events="Event", id="ActivityId"
        ),
        "ActivityId": _shape("applicationName customerId time uniqueQualifier"),
        "Actor": _shape("callerType email key profileId"),
        "Event": _shape("name resourceIds type", parameters="EventParameter"),
        "EventParameter": _shape("boolValue intValue multiIntValue multiValue name value"),
        "Alias": _shape("alias etag id kind primaryEmail"),
        "Aliases": _shape("etag kind", aliases="Alias"),
        "Customer": _shape(
            "alternateEmail customerCreationTime customerDomain etag id kind language phoneNumber",
            postalAddress="PostalAddress",
        ),
        "Domain": _shape(
            "creationTime domainName etag isPrimary kind verified", domainAliases="DomainAlias"
        ),
        "DomainAlias": _shape("creationTime domainAliasName etag kind parentDomainName verified"),
        "DomainAliases": _shape("etag kind", domainAliases="DomainAlias"),
        "Domains": _shape("etag kind", domains="Domain"),
        "ExternalId": _shape("id namespace"),
        "Group": _shape(
            "adminCreated aliases description directMembersCount email etag id kind name"
            " nonEditableAliases",
            externalIds="ExternalId",
        ),
        "Groups": _shape("etag kind nextPageToken", groups="Group"),
        "GroupSettings": _shape(_SETTINGS),
        "Licence": _shape("etags kind productId productName selfLink skuId skuName userId"),
        "LicenceInsert": _shape("userId"),
        "Licences": _shape("etag kind nextPageToken", items="Licence"),
        "Member": _shape("delivery_settings email etag id kind role status type"),
        "Members": _shape("etag kind nextPageToken", members="Member"),
        "HasMember": _shape("isMember"),
        "OrgUnit": _shape(_ORG_UNIT),
        "OrgUnits": _shape("etag kind", organizationUnits="OrgUnit"),
        "PostalAddress": _shape(_ADDRESS),
        "Privilege": _shape(
            "etag isOuScopable kind privilegeName serviceId serviceName",
            childPrivileges="Privilege",
        ),
        "Privileges": _shape("etag kind", items="Privilege"),
        "Role": _shape(
            "etag isSuperAdminRole isSystemRole kind roleDescription roleId roleName",
            rolePrivileges="RolePrivilege",
        ),
        "RoleAssignment": _shape(
            "assignedTo assigneeType condition etag expirationDetails kind orgUnitId"
            " roleAssignmentId roleId scopeType"
        ),
        "RoleAssignments": _shape("etag kind nextPageToken", items="RoleAssignment"),
        "RolePrivilege": _shape("privilegeName serviceId"),
        "Roles": _shape("etag kind nextPageToken", items="Role"),
        "Schema": _shape("displayName etag kind schemaId schemaName", fields="SchemaField"),
        "SchemaField": _shape(
            "displayName etag fieldId fieldName fieldType indexed kind multiValued readAccessType",
            numericIndexingSpec="NumericSpec",
        ),
        "NumericSpec": _shape("maxValue minValue"),
        "Schemas": _shape("etag kind", schemas="Schema"),
        "UsageEntity": _shape("customerId entityId profileId type userEmail"),
        "UsageParameter": _shape("boolValue datetimeValue intValue msgValue name stringValue"),
        "UsageReport": _shape("date etag kind", entity="UsageEntity", parameters="UsageParameter"),
        "UsageReports": _shape("etag kind nextPageToken warnings", usageReports="UsageReport"),
        "User": _shape(_USER, name="UserName"),
        "UserMakeAdmin": _shape("status"),
        "UserUndelete": _shape("orgUnitPath"),
        "UserName": _shape("displayName familyName fullName givenName"),
        "Users": _shape("etag kind nextPageToken trigger_event", users="User"),
    }
)
