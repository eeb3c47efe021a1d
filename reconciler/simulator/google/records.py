"""What one Google tenant holds: plain mutable records, keyed by the vendor's ids."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class OrgUnit:
    """An organizational unit; the root has the path '/' and no parent."""

    id: str
    name: str
    description: str
    parent: str
    path: str
    version: int


@dataclass(slots=True)
class User:
    """An account; `extra` keeps the vendor fields that nothing here computes with."""

    id: str
    email: str
    given: str
    family: str
    org_unit: str
    version: int
    suspended: bool = False
    admin: bool = False
    archived: bool = False
    aliases: list[str] = field(default_factory=list)
    external_ids: list[dict[str, Any]] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)
    custom: dict[str, dict[str, Any]] | None = None
    """Schema name → field name → value: the vendor's customSchemas; None for most, to be small."""
    created: float = 0.0
    """Unix seconds; 0 for the accounts of the seed."""
    deleted: float = 0.0
    """Unix seconds of the deletion; 0 while the account is there."""


@dataclass(slots=True)
class Group:
    """A group; members maps a member's id to its role, for 3 million of them in bounded memory."""

    id: str
    email: str
    name: str
    description: str
    version: int
    aliases: list[str] = field(default_factory=list)
    external_ids: list[dict[str, Any]] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    """Only what differs from the defaults of Groups Settings."""
    members: dict[str, str] = field(default_factory=dict)
    delivery: dict[str, str] = field(default_factory=dict)
    """Member id → delivery_settings, only where it is not ALL_MAIL."""
    pending: dict[str, str] = field(default_factory=dict)
    """Member id → role of who was invited and has not answered; '' once that was put right."""
    settings_description: str | None = None
    """The copy that Groups Settings keeps, where it is another than the Directory's."""
    order: list[tuple[str, str]] | None = None
    """(address, id) of the members, sorted; None when it must be made anew."""
