"""Changes of accounts: into which units they are put."""

from __future__ import annotations

from collections.abc import Generator, Sequence

from reconciler.model.plan import Change, Move, PlacementDelta
from reconciler.model.resources import Placement
from reconciler.providers.base import VendorCode
from reconciler.providers.microsoft import calls
from reconciler.providers.microsoft.calls import Answer, Call, listing, write
from reconciler.providers.microsoft.jobs import Desk, Doing, Job, is_doubtful
from reconciler.providers.microsoft.pages import next_pages, rows_of
from reconciler.providers.microsoft.verdicts import verdict

Link = tuple[str, str]
"""A unit's id and an account's."""
