"""What a vendor refused for good: remembered by the ledger, and held by later plans.

Premise: some refusals stay the same however often they are repeated, because something is wrong
with the object itself: a licence that the vendor hands out by itself, an address that cannot be a
member. Planned again each time, such a change would fail a school for ever.

Rule: `subject` names one item of a change (a member to add, a licence to give; '' for a unit or
group as a whole), `inputs` is a digest of what was asked for and of the object as it was. Both are
keyed digests, so that nobody is named. What is refused for good, the vendor's `errors` decides.

Example: the licence plus of account 41 is refused as automatic. Remembered is the digest of
'+account:41', and the one of the product's names, the account's address and what it holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from reconciler.model.change import Change
from reconciler.model.resources import Address


class RefusedItem(NamedTuple):
    """One item of a change that a vendor has just refused for good."""

    subject: str
    """See `parts.subject_of`; it may name an outsider, so it is kept as a digest only."""
    code: str
    """The vendor's reason, as `VendorCode` has it."""


class RememberedRefusal(NamedTuple):
    """The same as the ledger has it."""

    address: Address
    subject: str
    """A keyed digest."""
    inputs: str
    """A keyed digest of what was asked and of the object; '' for a refusal of this very run."""
    code: str
    times: int = 1
    """How often it was refused, unchanged."""
    first: str = ""
    """ISO day of the first refusal."""
    last: str = ""
    """ISO day of the last one."""


WAITS = "waits"
"""The reason of removals that wait for an addition which is held."""
NEEDS = "needs"
"""The reason of what needs an object that is held."""


@dataclass(frozen=True, slots=True)
class HeldChange:
    """What of one change is not sent, since the vendor refused it for good; for one reason."""

    change: Change
    """With the items alone that are held."""
    reason: str
    """The vendor's, as `VendorCode` has it, or one of the two above."""
    times: int = 0
    """How often it was refused; 0 where it waits for something else that is held."""
    since: str = ""
    """ISO day of the first refusal."""
    retry: str = ""
    """ISO day from which it is tried again by itself."""
