"""Claims about who is added, moved, licensed, and who is left alone."""

from __future__ import annotations

from dataclasses import replace

from reconciler.model.change import LicenceDelta, MembershipDelta, PlacementDelta
from reconciler.model.observation import Listing
from reconciler.model.resources import (
    Holder,
    Kind,
    LicenceAssignment,
    Member,
    MemberRole,
    Membership,
    MemberType,
    Placement,
)
from tests.support.small import (
    DOMAIN,
    POLICY,
    account,
    declare,
    declared,
    difference,
    group,
    licence,
    membership,
    people,
    seen,
    seen_group,
    seen_licence,
    seen_unit,
    told,
    unit,
    with_licence,
)

PRODUCT = "plus-staff"


def delta(compared: object) -> MembershipDelta:
    """The one membership delta."""
    (change,) = [c for c in compared.difference.changes if c.delta]  # type: ignore[attr-defined]
    assert isinstance(change.delta, MembershipDelta)
    return change.delta


def refs(entries: tuple[object, ...]) -> list[str]:
    """Ids of members."""
    return [entry.member.ref for entry in entries]  # type: ignore[attr-defined]


def test_a_group_of_ours_loses_who_is_not_declared() -> None:
    """The list of a group that we created is authoritative."""
    there = seen(seen_group("g", "a", "b", key="g"), account("a"), account("b"))
    found = delta(difference(declared(group("g"), membership("g", "a", "c")), there))
    assert (refs(found.add), refs(found.remove)) == (["c"], ["b"])


def test_an_adopted_group_keeps_its_strangers_as_a_finding() -> None:
    """Adoption only adds."""
    there = seen(seen_group("g", "stranger"), account("stranger"))
    compared = difference(declared(group("g"), membership("g", "a")), there)
    assert (refs(delta(compared).add), refs(delta(compared).remove)) == (["a"], [])
    assert [finding.code for finding in compared.difference.findings] == ["undeclared-members"]


def test_an_adopted_group_says_remove_and_loses_them() -> None:
    """The file settles it."""
    there = seen(seen_group("g", "a", "stranger", key="g", adopted=True), account("stranger"))
    wanted = declared(group("g"), membership("g", "a", extra="remove"))
    assert refs(delta(difference(wanted, there)).remove) == ["stranger"]


def test_an_adopted_group_says_keep_and_is_quiet() -> None:
    """Neither change nor finding."""
    there = seen(seen_group("g", "a", "stranger", key="g", adopted=True), account("stranger"))
    compared = difference(declared(group("g"), membership("g", "a", extra="keep")), there)
    assert (told(compared), compared.difference.findings) == ([], [])


def test_unread_members_change_nothing() -> None:
    """A list that was not read completely is unknown."""
    there = seen(replace(seen_group("g", key="g"), members=None))
    compared = difference(declared(group("g"), membership("g", "a")), there)
    assert told(compared) == []
    assert [one.address.kind for one in compared.difference.unknown] == [Kind.MEMBERSHIP]


def test_nobody_leaves_while_it_is_not_known_whose_a_row_is() -> None:
    """Who belongs there comes all the same."""
    there = seen(seen_group("g", "a", "b", key="g"), account("a"), account("b"))
    wanted = replace(membership("g", "a", "c"), held_by=("users.csv:9",))
    compared = difference(declared(group("g"), wanted), there)
    assert (refs(delta(compared).add), refs(delta(compared).remove)) == (["c"], [])
    assert [finding.code for finding in compared.difference.findings] == ["held-back"]


def test_nobody_moves_while_accounts_are_not_listed_whole() -> None:
    """Who is listed in one unit may have been moved into another since."""
    there = replace(seen(seen_unit("u"), account("a")), complete=frozenset({Listing.UNITS}))
    wanted = declared(unit("u"), declare("u", Placement("/u", frozenset({"a"}))))
    compared = difference(wanted, there)
    assert not [change for change in compared.difference.changes if change.delta]
    assert Kind.PLACEMENT in {one.address.kind for one in compared.difference.unknown}


def test_a_suspended_account_keeps_its_membership() -> None:
    """Suspension is not leaving."""
    there = seen(seen_group("g", "a", key="g"), account("a", suspended=True))
    assert told(difference(declared(group("g"), membership("g")), there)) == []


def test_roles_that_a_manifest_does_not_name_are_left_alone() -> None:
    """Owners by hand stay where only members are managed."""
    owned = replace(
        seen_group("g", key="g"),
        members={MemberRole.OWNER: people("boss"), MemberRole.MEMBER: people()},
    )
    there = seen(owned, account("boss"))
    assert told(difference(declared(group("g"), membership("g", "boss")), there)) == []


def test_a_member_who_should_own_changes_role() -> None:
    """One entry a person: the role is changed, nobody is removed and added."""
    there = seen(seen_group("g", "a", key="g"), account("a"))
    roles = {MemberRole.OWNER: people("a"), MemberRole.MEMBER: people()}
    wanted = declared(group("g"), declare("g", Membership(f"g@{DOMAIN}", roles)))
    found = delta(difference(wanted, there))
    assert (refs(found.change), found.add, found.remove) == (["a"], (), ())


def placed(key: str, *ids: str) -> object:
    """A declared placement."""
    return declare(key, Placement(f"/{key}", frozenset(ids)))


def test_only_who_is_elsewhere_moves() -> None:
    """And the change says from where."""
    there = seen(seen_unit("/staff", key="staff"), account("a", "/staff"), account("b", "/Учители"))
    compared = difference(declared(unit("staff"), placed("staff", "a", "b")), there)  # type: ignore[arg-type]
    (change,) = compared.difference.changes
    assert isinstance(change.delta, PlacementDelta)
    assert [(move.account, move.out_of) for move in change.delta.moves] == [("b", ("/Учители",))]


def test_a_renamed_unit_moves_nobody() -> None:
    """People are carried by their unit."""
    there = seen(seen_unit("/old", key="old"), account("a", "/old"))
    wanted = declared(unit("new", previously=("old",)), placed("new", "a"))  # type: ignore[arg-type]
    assert told(difference(wanted, there)) == ["update orgunit/new"]


def licences(compared: object) -> LicenceDelta:
    """The one licence delta."""
    (change,) = compared.difference.changes  # type: ignore[attr-defined]
    assert isinstance(change.delta, LicenceDelta)
    return change.delta


def test_licences_beyond_the_audience_are_told_and_kept() -> None:
    """Nobody loses a licence unless the file allows it."""
    there = seen(seen_licence(PRODUCT, "pupil"))
    compared = difference(declared(licence(PRODUCT, "a")), there, with_licence(PRODUCT))
    assert (refs(licences(compared).add), licences(compared).remove) == (["a"], ())
    assert [finding.code for finding in compared.difference.findings] == ["licences-beyond"]


def test_prune_takes_licences_back() -> None:
    """Allowed, so removed."""
    there = seen(seen_licence(PRODUCT, "pupil"))
    policy = replace(
        with_licence(PRODUCT), prune=frozenset({Kind.LICENCE}), rostered=frozenset({"pupil"})
    )
    assert refs(licences(difference(declared(licence(PRODUCT)), there, policy)).remove) == ["pupil"]


def test_too_few_seats_refuse_or_fill() -> None:
    """Refuse gives nothing; fill gives by claim, and tells who goes without."""
    there = seen(seen_licence(PRODUCT, "held", purchased=2))
    wanted = declared(licence(PRODUCT, "held", "first", "second"))
    refused = difference(wanted, there, with_licence(PRODUCT))
    assert [refusal.guard for refusal in refused.difference.refusals] == ["licences-over-seats"]
    filled = difference(wanted, there, with_licence(PRODUCT, fill=True))
    assert refs(licences(filled).add) == ["first"]
    assert [finding.facts["count"] for finding in filled.difference.findings] == [1]
    assert (filled.seats[0].wanted, filled.seats[0].after, filled.seats[0].short) == (3, 2, 1)


def test_a_schools_ceiling_stands_below_the_seats() -> None:
    """`seats` in the school's file is a limit of its own."""
    there = seen(seen_licence(PRODUCT, purchased=100))
    policy = with_licence(PRODUCT, fill=True, ceiling=1)
    compared = difference(declared(licence(PRODUCT, "a", "b")), there, policy)
    assert refs(licences(compared).add) == ["a"]


def test_inherited_licences_are_not_ours() -> None:
    """Who has it through a group needs none directly, and loses none."""
    inherited = replace(seen_licence(PRODUCT), inherited=frozenset({"a"}))
    compared = difference(declared(licence(PRODUCT, "a")), seen(inherited), with_licence(PRODUCT))
    assert told(compared) == []


def test_a_product_that_the_vendor_assigns_is_left_to_it() -> None:
    """Automatic licences are neither given nor taken."""
    policy = with_licence(PRODUCT, automatic=True)
    compared = difference(declared(licence(PRODUCT, "a")), seen(seen_licence(PRODUCT)), policy)
    assert told(compared) == []


def test_a_licence_of_the_same_family_bars_another() -> None:
    """One licence a family and person: switching is a person's decision."""
    rules = {
        **with_licence(PRODUCT, family="f").licences,
        **with_licence("plus-pupils", family="f").licences,
    }
    there = seen(seen_licence(PRODUCT), seen_licence("plus-pupils", "a"))
    wanted = declared(licence(PRODUCT, "a"), licence("plus-pupils", "a"))
    compared = difference(wanted, there, replace(POLICY, licences=rules))
    assert told(compared) == []
    assert [finding.code for finding in compared.difference.findings] == ["licence-of-sibling"]


def test_a_group_needs_a_seat_for_each_of_its_members() -> None:
    """A licence through a group is refused where its members would not fit."""
    through = LicenceAssignment(PRODUCT, (Holder(Member(MemberType.GROUP, f"g@{DOMAIN}")),))
    wanted = declared(group("g"), membership("g", "a", "b", "c"), declare(PRODUCT, through))
    there = seen(seen_licence(PRODUCT, purchased=2))
    compared = difference(wanted, there, with_licence(PRODUCT))
    assert [refusal.guard for refusal in compared.difference.refusals] == ["licences-over-seats"]
    assert (compared.seats[0].wanted, compared.seats[0].short) == (3, 1)
    enough = difference(wanted, seen(seen_licence(PRODUCT, purchased=3)), with_licence(PRODUCT))
    assert (enough.difference.refusals, enough.seats[0].after) == ([], 3)


def test_whoever_has_a_seat_needs_no_second_one_through_a_group() -> None:
    """All seats are used, by the group's members themselves: nothing is short, nothing refused."""
    through = Holder(Member(MemberType.GROUP, f"g@{DOMAIN}"))
    wanted = declared(
        group("g"),
        membership("g", "a", "b"),
        declare(PRODUCT, LicenceAssignment(PRODUCT, (through,))),
    )
    there = replace(
        seen_licence(PRODUCT, "a", purchased=2),
        holders=frozenset({Holder(Member(MemberType.ACCOUNT, "a")), through}),
        inherited=frozenset({"b"}),
        consumed=2,
    )
    compared = difference(wanted, seen(there, account("a")), with_licence(PRODUCT))
    assert compared.difference.refusals == []
    assert (compared.seats[0].after, compared.seats[0].short) == (2, 0)


def test_leaving_a_group_gives_its_licence_back() -> None:
    """The plan shows the seats that are free afterwards."""
    through = Holder(Member(MemberType.GROUP, f"g@{DOMAIN}"))
    wanted = declared(
        group("g"), membership("g", "a"), declare(PRODUCT, LicenceAssignment(PRODUCT, (through,)))
    )
    there = replace(
        seen_licence(PRODUCT, purchased=5),
        holders=frozenset({through}),
        inherited=frozenset({"a", "leaver"}),
        consumed=2,
    )
    compared = difference(wanted, seen(there, account("a")), with_licence(PRODUCT))
    assert compared.seats[0].after == 1
