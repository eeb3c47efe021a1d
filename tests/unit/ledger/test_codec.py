"""The journal gives back what it was told, and hides who is outside."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconciler.errors import Code, LedgerError, SourceLocation
from reconciler.ledger.codec import decode_change, encode_change
from reconciler.model.change import (
    Action,
    Change,
    ChangeCause,
    FieldChange,
    LicenceDelta,
    MembershipDelta,
    PlacementDelta,
    PlacementMove,
    Reason,
    ReasonCode,
    Target,
)
from reconciler.model.resources import (
    Address,
    Group,
    GroupType,
    Holder,
    Kind,
    LicenceAssignment,
    LicenceSwap,
    Member,
    MemberRole,
    Membership,
    MemberType,
    OrgUnit,
    Placement,
    RoleMember,
)


class Backwards:
    """A cipher that anybody can break, but no search finds."""

    def encrypt(self, text: str) -> str:
        """The other way round."""
        return text[::-1]

    def decrypt(self, text: str) -> str:
        """And back."""
        return text[::-1]


SEAL = Backwards()
TEXT = st.text(max_size=8)
MEMBERS = st.builds(Member, st.sampled_from(MemberType), TEXT)
ENTRIES = st.lists(st.builds(RoleMember, st.sampled_from(MemberRole), MEMBERS), max_size=3)
ONE_HOLDER = st.builds(Holder, MEMBERS, st.lists(TEXT, max_size=2).map(tuple))
HOLDERS = st.lists(ONE_HOLDER, max_size=3).map(tuple)
ROLES = st.dictionaries(st.sampled_from(MemberRole), st.frozensets(MEMBERS, max_size=3))
VALUES = st.one_of(TEXT, st.booleans(), st.none())
SETTINGS = st.dictionaries(TEXT, st.one_of(TEXT, st.booleans()), max_size=3)
MEMBERSHIPS = st.builds(Membership, TEXT, ROLES)
RESOURCES = st.one_of(
    st.builds(OrgUnit, TEXT, TEXT),
    st.builds(Group, TEXT, TEXT, st.sampled_from(GroupType), SETTINGS),
    MEMBERSHIPS,
    st.builds(Placement, TEXT, st.frozensets(TEXT, max_size=3)),
    st.builds(LicenceAssignment, TEXT, HOLDERS),
)
MOVES = st.builds(PlacementMove, TEXT, st.lists(TEXT, max_size=2).map(tuple), st.booleans())


def four(make: Callable[..., Any], sets: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A delta of four sets."""
    return st.builds(make, *[sets.map(tuple)] * 4)


def licence_deltas() -> st.SearchStrategy[LicenceDelta]:
    """With people who are switched from another product."""
    swaps = st.lists(st.builds(LicenceSwap, ONE_HOLDER, TEXT, ONE_HOLDER), max_size=2).map(tuple)
    return st.builds(
        lambda delta, swap: replace(delta, swap=swap), four(LicenceDelta, HOLDERS), swaps
    )


CHANGES = st.builds(
    Change,
    address=st.builds(Address, TEXT, TEXT, st.sampled_from(Kind), TEXT),
    action=st.sampled_from(Action),
    after=st.none() | RESOURCES,
    reason=st.builds(
        Reason,
        st.sampled_from(ReasonCode),
        st.dictionaries(TEXT, st.one_of(TEXT, st.integers()), max_size=2),
    ),
    target=st.none() | st.builds(Target, TEXT, TEXT, TEXT, st.booleans()),
    fields=st.lists(st.builds(FieldChange, TEXT, VALUES, VALUES), max_size=3).map(tuple),
    delta=st.one_of(
        st.none(),
        four(MembershipDelta, ENTRIES),
        st.builds(PlacementDelta, st.lists(MOVES, max_size=3).map(tuple)),
        licence_deltas(),
    ),
    total=st.none() | st.integers(0, 999),
    place=st.none() | st.builds(SourceLocation, TEXT, st.integers(1), st.integers(1)),
    origin=st.sampled_from(ChangeCause),
    drifted=st.lists(TEXT, max_size=2).map(tuple),
    before=st.none() | RESOURCES,
    lost=st.none() | MEMBERSHIPS,
)


@settings(max_examples=300)
@given(CHANGES)
def test_what_is_written_is_read_back_whole(change: Change) -> None:
    """Every kind, every action, every field."""
    assert decode_change(encode_change(change, SEAL), SEAL) == change


def test_an_outsiders_address_is_nowhere_in_clear() -> None:
    """Not in what is wanted, what differs, what was there or what goes."""
    parent = Member(MemberType.EXTERNAL, "mama@post.example")
    entry = (RoleMember(MemberRole.MEMBER, parent),)
    there = Membership("parents@school.example", {MemberRole.MEMBER: frozenset({parent})})
    change = Change(
        Address("t", "s", Kind.MEMBERSHIP, "parents"),
        Action.UPDATE,
        there,
        Reason(ReasonCode.ROSTER),
        delta=MembershipDelta(entry, entry, entry, entry),
        before=there,
        lost=there,
    )
    text = encode_change(change, SEAL)
    assert parent.ref not in text
    assert text.count(SEAL.encrypt(parent.ref)) == 7


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"v": 2}', '{"v": 1, "address": []}'])
def test_another_text_is_a_fault_with_a_code(text: str) -> None:
    """A later version's, or none of ours."""
    with pytest.raises(LedgerError) as caught:
        decode_change(text, SEAL)
    codes: list[Code] = [fault.code for fault in caught.value.faults]
    assert codes == ["journal-unreadable"]


def test_a_text_names_its_version() -> None:
    """So that a later reader knows how to read it."""
    address = Address("t", "s", Kind.GROUP, "staff")
    change = Change(address, Action.FORGET, None, Reason(ReasonCode.DROPPED))
    assert json.loads(encode_change(change, SEAL))["v"] == 1


def test_a_journal_of_before_swaps_is_read() -> None:
    """Its licences have four sets."""
    holder = Holder(Member(MemberType.ACCOUNT, "a1"))
    delta = LicenceDelta(add=(holder,))
    after = LicenceAssignment("plus", (holder,))
    address, reason = Address("t", "s", Kind.LICENCE, "plus"), Reason(ReasonCode.ROSTER)
    change = Change(address, Action.UPDATE, after, reason, delta=delta)
    text = encode_change(change, SEAL)
    assert len(json.loads(text)["delta"]) == 5
    assert decode_change(text, SEAL) == change
