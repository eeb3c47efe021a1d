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
    " whoCanAddReferences whoCanApproveMembers whoCanApproveMessages whoCanAssignTopics"
    " whoCanAssistContent whoCanBanUsers whoCanContactOwner whoCanDeleteAnyPost"
    " whoCanDeleteTopics whoCanDiscoverGroup whoCanEnterFreeFormTags whoCanHideAbuse whoCanInvite"
    " whoCanJoin whoCanLeaveGroup whoCanLockTopics whoCanMakeTopicsSticky whoCanMarkDuplicate"
    " whoCanMarkFavoriteReplyOnAnyTopic whoCanMarkFavoriteReplyOnOwnTopic"
    " whoCanMarkNoResponseNeeded whoCanModerateContent whoCanModerateMembers whoCanModifyMembers"
    " whoCanModifyTagsAndCategories whoCanMoveTopicsIn whoCanMoveTopicsOut whoCanPostAnnouncements"
    " whoCanPostMessage whoCanTakeTopics whoCanUnassignTopic whoCanUnmarkFavoriteReplyOnAnyTopic"
    " whoCanViewGroup whoCanViewMembership"
)

SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        "Alias": _shape("alias etag id kind primaryEmail"),
        "Aliases": _shape("etag kind", aliases="Alias"),
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
        "User": _shape(_USER, name="UserName"),
        "UserName": _shape("displayName familyName fullName givenName"),
        "Users": _shape("etag kind nextPageToken trigger_event", users="User"),
    }
)
