"""Groups Settings: the values that each setting takes, its default, and the rules across them.

Values from the discovery document (groupssettings v1, revision 20220614). Booleans are strings.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reconciler.simulator.google import settings_merged
from reconciler.simulator.google.errors import GoogleError

_BROADER = "WHO_CAN_VIEW_MEMBERSHIP_CANNOT_BE_BROADER_THAN_WHO_CAN_SEE_GROUP"
_WIDTH = {"ANYONE": 3, "ALL_IN_DOMAIN": 2, "ALL_MEMBERS": 1, "ALL_MANAGERS": 0}


def _with(suffix: str, names: str) -> tuple[str, ...]:
    return tuple(f"{name}_{suffix}" for name in names.split())


_SWITCH = ("true", "false")
_CIRCLE = ("ALL_MEMBERS", "OWNERS_AND_MANAGERS", "OWNERS_ONLY", "NONE")

# The first value is what a new group has. Unverified against a live tenant, where an
# administrator can set the defaults; nothing of ours may depend on them.
CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "allowExternalMembers": ("false", "true"),
        "allowGoogleCommunication": ("false", "true"),
        "allowWebPosting": _SWITCH,
        "archiveOnly": ("false", "true"),
        "default_sender": ("DEFAULT_SELF", "GROUP"),
        "enableCollaborativeInbox": ("false", "true"),
        "favoriteRepliesOnTop": _SWITCH,
        "includeCustomFooter": ("false", "true"),
        "includeInGlobalAddressList": _SWITCH,
        "isArchived": ("false", "true"),
        "membersCanPostAsTheGroup": ("false", "true"),
        "messageDisplayFont": ("DEFAULT_FONT",),
        "messageModerationLevel": (
            *("MODERATE_NONE", "MODERATE_ALL_MESSAGES"),
            *("MODERATE_NON_MEMBERS", "MODERATE_NEW_MEMBERS"),
        ),
        "replyTo": (
            *("REPLY_TO_IGNORE", "REPLY_TO_CUSTOM", "REPLY_TO_SENDER"),
            *("REPLY_TO_LIST", "REPLY_TO_OWNER", "REPLY_TO_MANAGERS"),
        ),
        "sendMessageDenyNotification": ("false", "true"),
        "spamModerationLevel": ("MODERATE", "ALLOW", "SILENTLY_MODERATE", "REJECT"),
        "whoCanAddReferences": ("NONE",),
        "whoCanAssistContent": ("NONE", "ALL_MEMBERS", *_CIRCLE[1:3], "MANAGERS_ONLY"),
        "whoCanContactOwner": _with(
            "CAN_CONTACT", "ANYONE ALL_IN_DOMAIN ALL_MANAGERS ALL_MEMBERS ALL_OWNERS"
        ),
        "whoCanDiscoverGroup": _with("CAN_DISCOVER", "ALL_IN_DOMAIN ANYONE ALL_MEMBERS"),
        "whoCanJoin": (
            *("CAN_REQUEST_TO_JOIN", "ANYONE_CAN_JOIN"),
            *("ALL_IN_DOMAIN_CAN_JOIN", "INVITED_CAN_JOIN"),
        ),
        "whoCanLeaveGroup": _with("CAN_LEAVE", "ALL_MEMBERS ALL_MANAGERS NONE"),
        "whoCanModerateContent": ("OWNERS_AND_MANAGERS", "ALL_MEMBERS", "OWNERS_ONLY", "NONE"),
        "whoCanModerateMembers": ("OWNERS_AND_MANAGERS", "ALL_MEMBERS", "OWNERS_ONLY", "NONE"),
        "whoCanPostMessage": _with(
            "CAN_POST", "ANYONE NONE ALL_MANAGERS ALL_MEMBERS ALL_OWNERS ALL_IN_DOMAIN"
        ),
        "whoCanViewGroup": _with("CAN_VIEW", "ALL_MEMBERS ANYONE ALL_IN_DOMAIN ALL_MANAGERS"),
        "whoCanViewMembership": _with("CAN_VIEW", "ALL_MEMBERS ALL_IN_DOMAIN ALL_MANAGERS"),
    }
)
# Free text, with the most characters that it may have.
TEXTS: Mapping[str, int] = MappingProxyType(
    {
        "customFooterText": 1_000,
        "customReplyTo": 320,
        "defaultMessageDenyNotificationText": 10_000,
        "primaryLanguage": 16,
    }
)
_OUTSIDERS = "allowExternalMembers"
# In no discovery document yet; groups have it once they were opened. From Google's update notes
# of 2026-06-24, and GAM.
NEWER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "whoCanAddExternalMembers": (
            "ONLY_ADMINS_CAN_ADD_EXTERNAL_MEMBERS",
            "END_USERS_CAN_ADD_EXTERNAL_MEMBERS",
        )
    }
)
WRITABLE = frozenset({*CHOICES, *NEWER, *settings_merged.CHOICES, *TEXTS})


def effective(chosen: Mapping[str, str]) -> dict[str, str]:
    """Every setting of a group: what was chosen over what a new group has."""
    newer = {name: values[0] for name, values in CHOICES.items()} | dict(chosen)
    return settings_merged.implied(newer) | newer


def open_to_outsiders(settings: dict[str, str]) -> None:
    """Switches outsiders on, brought by administrators alone, where the group has them off."""
    if effective(settings)[_OUTSIDERS] == "false":
        settings[_OUTSIDERS] = "true"
        settings.update({name: values[0] for name, values in NEWER.items()})


def merged(
    chosen: Mapping[str, str], asked: Mapping[str, str], *, within_discovery: bool = False
) -> dict[str, str]:
    """The settings after a change; GoogleError 400 for a value or a mixture that is not allowed.

    `within_discovery`: members may not be seen by more people than can find the group.
    """
    for name, value in asked.items():
        _check_value(name, value)
    after = dict(chosen) | dict(asked)
    for name in settings_merged.overtaken(asked):
        after.pop(name, None)
    if effective(chosen)["archiveOnly"] == "true" and asked.get("archiveOnly") == "false":
        after["whoCanPostMessage"] = "ALL_MANAGERS_CAN_POST"
    if asked.get("archiveOnly") == "true":
        after["whoCanPostMessage"] = "NONE_CAN_POST"
    _check_rules(effective(after))
    if within_discovery:
        _check_discovery(effective(after))
    return after


def _check_value(name: str, value: str) -> None:
    if name in TEXTS and len(value) > TEXTS[name]:
        raise _wrong(f"Value too long for {name}")
    known = CHOICES.get(name) or NEWER.get(name) or settings_merged.CHOICES.get(name, ())
    if name not in TEXTS and value not in known:
        raise _wrong(f"Invalid value for {name}: {value}")


def _check_rules(settings: Mapping[str, str]) -> None:
    silent = settings["whoCanPostMessage"] == "NONE_CAN_POST"
    if silent and settings["archiveOnly"] != "true":
        raise _wrong("WHO_CAN_POST_MESSAGE_NONE_REQUIRES_ARCHIVE_ONLY")
    if settings["replyTo"] == "REPLY_TO_CUSTOM" and not settings.get("customReplyTo"):
        raise _wrong("REPLY_TO_CUSTOM_REQUIRES_CUSTOM_REPLY_TO")
    if _width(settings["whoCanViewMembership"]) > _width(settings["whoCanViewGroup"]):
        raise _wrong(_BROADER)


def _check_discovery(settings: Mapping[str, str]) -> None:
    seen, found = settings["whoCanViewMembership"], settings["whoCanDiscoverGroup"]
    if _width(seen) > _width(found):
        raise _wrong(_BROADER)


def _width(value: str) -> int:
    return _WIDTH[value.removesuffix("_CAN_VIEW").removesuffix("_CAN_DISCOVER")]


def _wrong(what: str) -> GoogleError:
    message = f"Failed request validation in update settings: {what}"
    return GoogleError(400, "invalidArgument", message)
