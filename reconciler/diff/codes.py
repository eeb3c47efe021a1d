"""What comparing finds out besides changes."""

from __future__ import annotations

from reconciler.errors import Code


class DiffCode(Code):
    """Codes of findings (finding-…)."""

    UNDECLARED_MEMBERS = "undeclared-members"
    HELD_BACK = "held-back"
    LICENCES_BEYOND = "licences-beyond"
    LICENCE_OF_SIBLING = "licence-of-sibling"
    SEATS_SHORT = "seats-short"
    UNIT_NOT_EMPTY = "unit-not-empty"
    NOT_ALLOWED = "not-allowed"
    LOOKS_RENAMED = "looks-renamed"
    PREVIOUSLY_SPENT = "previously-spent"
    DECLARED_AND_IGNORED = "declared-and-ignored"
    IGNORED_BELOW = "ignored-below"
    NOTHING_ABOVE = "nothing-above"
    PLACED_IN_IGNORED = "placed-in-ignored"
    LICENCES_UNREPLACED = "licences-unreplaced"
    STALE_REFERENCES = "stale-references"
    GROUP_DYNAMIC = "group-dynamic"
    GROUP_SYNCED = "group-synced"
    GROUP_ROLE_ASSIGNABLE = "group-role-assignable"
    GROUP_RESTRICTED = "group-restricted"
    UNIT_DYNAMIC = "unit-dynamic"
    UNIT_RESTRICTED = "unit-restricted"
    ACCOUNT_RESTRICTED = "account-restricted"
    GUESTS_STAY = "guests-stay"
    SETTING_AT_CREATION = "setting-at-creation"
    MAIL_STAYS = "mail-stays"
    GROUP_IN_BIN = "group-in-bin"
    BIN_NOT_READ = "bin-not-read"
    NO_USAGE_LOCATION = "no-usage-location"


class UnlistedCode(Code):
    """Why a resource could not be compared (reason-…)."""

    NOT_LISTED = "not-listed"
    MEMBERS_NOT_READ = "members-not-read"
    SETTINGS_NOT_READ = "settings-not-read"
