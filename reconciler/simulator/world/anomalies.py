"""The ways in which a seeded tenant differs from its school's roster."""

from __future__ import annotations

from enum import StrEnum


class Anomaly(StrEnum):
    """One way; the world's summary counts each."""

    NO_ACCOUNT = "no account"
    NO_PERSON_ID = "no person id"
    ALIAS_ONLY = "matched by an alias only"
    WRONG_UNIT = "in the wrong unit"
    SUSPENDED = "suspended"
    LEAVER = "an account that no roster names"
    ADMIN = "administrator"
    PRINCIPAL_ADMIN = "principal as administrator"
    SERVICE = "service account"
    TEACHING_PRINCIPAL = "teaching principal"
    TWO_SCHOOLS = "pupil in two schools"
    HAND_MADE_GROUP = "hand-made group"
    DECLARED_GROUP = "group with a declared address"
    STRANGER = "stranger in a group with a declared address"
    LICENSED_ALREADY = "rightly licensed already"
    LICENCE_IN_WRONG_HANDS = "licence in the wrong hands"
    DECLARED_UNIT = "unit with a declared name"
