"""What a vendor supports and how fast it may be called, and what a plan costs within that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reconciler.model.resources import GroupType, Kind, MemberRole


@dataclass(frozen=True, slots=True)
class Price:
    """Calls for one item (a unit, a group, a member, a move, a licence)."""

    api: str
    calls: float


@dataclass(frozen=True, slots=True)
class VendorLimits:
    """One vendor's limits; each figure is dated beside the vendor's own `limits` module."""

    roles: frozenset[MemberRole]
    one_role_each: bool
    """An owner is not listed as a member too."""
    external_members: bool
    nested: frozenset[GroupType]
    """Types of group that may have groups as members."""
    settings: Mapping[GroupType, frozenset[str]]
    """Supported settings, in our terms, by type of group."""
    types: frozenset[GroupType]
    licence_through_group: bool
    licence_without_plans: bool
    name_length: int
    """Longest display name of a group."""
    address_length: int
    """Longest local part of an address."""
    unit_depth: int
    budgets: Mapping[str, float]
    """Documented requests a second, by API."""
    batch: Mapping[str, int]
    """Calls in one HTTP request, by API."""
    prices: Mapping[Kind, tuple[Price, ...]]
    """What one item of a kind costs, in each API that it needs."""
    words: Mapping[str, frozenset[str | bool]] = field(default_factory=dict)
    """Settings of which only some values are supported."""
    at_creation: frozenset[str] = frozenset()
    """Settings that a group is made with and that no call of ours can change later."""
    owners_are_members: frozenset[GroupType] = frozenset()
    """Types of group that need an owner, and in which an owner has to be a member besides."""
    windows: Mapping[str, int] = field(default_factory=dict)
    """Seconds over which the vendor counts each budget; 1 where none is named."""
    counted_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What the vendor counts each budget of this tenant by; the tenant, where nothing is named."""
    units_nest: bool = True
    """Renaming a unit renames the paths under it; False where units are flat and named by path."""


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of applying a plan: calls, HTTP requests, seconds within the documented budgets."""

    calls: int
    requests: int
    seconds_documented: int
    unlimited: bool
    """Whether a tenant's budgets are lifted by its stack."""
    slowest: str = ""
    """The API whose quota takes longest; '' where none makes anybody wait."""
    slowest_calls: int = 0
    """Calls that the vendor counts together there."""
    slowest_tenants: int = 0
    """Tenants that make them."""
