"""Groups Settings: the old settings that newer ones took over, and how they follow them.

From the discovery document (groupssettings v1, revision 20220614). A group shows an old setting
as its newer one implies, until the old one is written itself. Unverified: what the vendor does
with an old setting that is written; no provider may depend on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_MEMBERS = "whoCanModerateMembers"
_CONTENT = "whoCanModerateContent"
_ASSIST = "whoCanAssistContent"
_DISCOVER = "whoCanDiscoverGroup"
_WORDS = {
    "ALL_MEMBERS": "ALL_MEMBERS",
    "OWNERS_AND_MANAGERS": "ALL_MANAGERS",
    "OWNERS_ONLY": "ALL_OWNERS",
    "NONE": "NONE",
}
_CIRCLES = tuple(_WORDS)
_ASSISTANTS = (*_CIRCLES, "MANAGERS_ONLY")
# Old setting → (newer setting, ending of its values).
_SUFFIXES = {
    "whoCanAdd": "_CAN_ADD",
    "whoCanApproveMembers": "_CAN_APPROVE",
    "whoCanInvite": "_CAN_INVITE",
}
_OLD: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        _MEMBERS: (*_SUFFIXES, "whoCanBanUsers", "whoCanModifyMembers"),
        _CONTENT: (
            *("whoCanApproveMessages", "whoCanDeleteAnyPost", "whoCanDeleteTopics"),
            *("whoCanHideAbuse", "whoCanLockTopics", "whoCanMakeTopicsSticky"),
            *("whoCanMoveTopicsIn", "whoCanMoveTopicsOut", "whoCanPostAnnouncements"),
        ),
        _ASSIST: (
            *("whoCanAssignTopics", "whoCanEnterFreeFormTags", "whoCanMarkDuplicate"),
            *("whoCanMarkFavoriteReplyOnAnyTopic", "whoCanMarkFavoriteReplyOnOwnTopic"),
            *("whoCanMarkNoResponseNeeded", "whoCanModifyTagsAndCategories"),
            *("whoCanTakeTopics", "whoCanUnassignTopic", "whoCanUnmarkFavoriteReplyOnAnyTopic"),
        ),
        _DISCOVER: ("showInGroupDirectory",),
    }
)
"""Newer setting → the old ones that it took over."""


def _values(newer: str, old: str) -> tuple[str, ...]:
    if old == "showInGroupDirectory":
        return ("true", "false")
    if old in _SUFFIXES:
        return tuple(word + _SUFFIXES[old] for word in _WORDS.values())
    return _ASSISTANTS if newer == _ASSIST else _CIRCLES


CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {old: _values(newer, old) for newer, listed in _OLD.items() for old in listed}
)
"""Old setting → the values that it takes."""


def implied(settings: Mapping[str, str]) -> dict[str, str]:
    """Every old setting as the newer ones have it."""
    return {old: _follows(old, settings[newer]) for newer, listed in _OLD.items() for old in listed}


def overtaken(asked: Mapping[str, str]) -> set[str]:
    """The old settings that a change of newer ones puts back to what these imply."""
    return {old for newer in asked if newer in _OLD for old in _OLD[newer]} - set(asked)


def _follows(old: str, newer_value: str) -> str:
    if old == "showInGroupDirectory":
        return "false" if newer_value.startswith("ALL_MEMBERS") else "true"
    return _WORDS[newer_value] + _SUFFIXES[old] if old in _SUFFIXES else newer_value
