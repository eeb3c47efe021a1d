"""Claims about matching people to accounts, selecting them, and giving each one place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconciler.desired.audiences import PeopleIndex, selects
from reconciler.desired.context import AccountDirectory, unresolved_reason
from reconciler.desired.holds import holding_rows
from reconciler.desired.matching import match_people
from reconciler.desired.placements import place_people, placement_claims, resolve_conflicts
from reconciler.model.observation import Account, Observation
from reconciler.model.people import Role
from tests.support.schools import context, group_spec, item, person, roster, unit_spec
from tests.support.small import DOMAIN, account, seen


def directory(*accounts: Account) -> AccountDirectory:
    """An index over accounts."""
    return AccountDirectory.of(Observation("t", accounts=accounts))


def test_the_rosters_id_goes_before_the_address() -> None:
    """A renamed account is still its person's."""
    renamed = replace(account("new-name"), person_id="ana")
    matched = match_people(context(roster(person("ana", Role.PUPIL))), directory(renamed))
    assert matched.account_of == {"ana": "new-name"}


def test_an_address_of_somebody_with_an_id_leaves_the_id_certain() -> None:
    """Whose that account is, its own id says."""
    accounts = (
        replace(account("new"), person_id="ana"),
        replace(account("ana"), person_id="somebody-else"),
    )
    matched = match_people(context(roster(person("ana", Role.PUPIL))), directory(*accounts))
    assert (matched.account_of, matched.findings) == ({"ana": "new"}, ())


@pytest.mark.parametrize(("certified", "held"), [(False, False), (True, True), (None, True)])
def test_who_waits_holds_certified_people_where_she_may_be_one(
    certified: bool | None, held: bool
) -> None:
    """A list of certified people that is whole and has not her id says that she is none."""
    waits = person("eva", Role.TEACHER, certified=certified)
    school = context(roster(waits))
    matched = match_people(school, directory())
    rows = holding_rows([item(role=Role.TEACHER, certified=True)], matched.waiting, school.manifest)
    assert bool(rows.people) is held


def test_an_alias_matches_like_an_address() -> None:
    """Whoever was renamed keeps the old address as an alias."""
    renamed = replace(account("new"), aliases=frozenset({f"ana@{DOMAIN}"}))
    matched = match_people(context(roster(person("ana", Role.PUPIL))), directory(renamed))
    assert matched.account_of == {"ana": "new"}


@pytest.mark.parametrize(
    ("accounts", "code"),
    [
        (
            (replace(account("a"), person_id="ana"), replace(account("b"), person_id="ana")),
            "two-accounts",
        ),
        # the id was given to a new account, and the list's e-mail names the old one
        ((replace(account("new"), person_id="ana"), account("ana")), "two-accounts"),
        ((replace(account("ana"), person_id="somebody-else"),), "account-of-another"),
        ((), "no-account"),
    ],
)
def test_whoever_is_uncertain_is_told_and_not_matched(
    accounts: tuple[Account, ...], code: str
) -> None:
    """Two matches, a foreign id, or none: a finding and no change."""
    matched = match_people(context(roster(person("ana", Role.PUPIL))), directory(*accounts))
    assert (matched.account_of, [f.code for f in matched.findings]) == ({}, [code])


def test_two_people_never_share_an_account() -> None:
    """One address in two rows: neither is matched."""
    shared = f"one@{DOMAIN}"
    people = roster(
        person("ana", Role.PUPIL, email=shared), person("eva", Role.PUPIL, email=shared)
    )
    matched = match_people(context(people), directory(account("one")))
    assert (matched.account_of, matched.findings[0].facts["count"]) == ({}, 2)


def test_keys_are_anded_and_items_are_ored() -> None:
    """{class, role} is both; two items are either."""
    pupil = person("p", Role.PUPIL, grade=5, classes=frozenset({"5а"}))
    teacher = person("t", Role.TEACHER, classes=frozenset({"5а"}), certified=True)
    both = (pupil, teacher)
    assert PeopleIndex.of(both).select([item(klass="5а", role=Role.TEACHER)]) == (teacher,)
    assert PeopleIndex.of(both).select([item(grade=5), item(certified=True)]) == both
    assert not selects(item(klass="5а", grade=6), pupil)


def test_parents_are_only_selected_as_parents() -> None:
    """{class: 5а} is the pupils and teachers; parents need their role named."""
    parent = person("m", Role.PARENT, classes=frozenset({"5а"}))
    assert not selects(item(klass="5а"), parent)
    assert selects(item(klass="5а", role=Role.PARENT), parent)


def test_nobody_of_a_role_is_unknown_and_not_empty() -> None:
    """A roster without a single teacher is a broken roster."""
    empty = context(roster(person("p", Role.PUPIL)))
    reason = unresolved_reason([item(role=Role.TEACHER)], empty)
    assert reason is not None
    assert reason.code == "nobody-of-role"
    assert unresolved_reason([item(role=Role.PUPIL, grade=9)], empty) is None


def test_a_missing_roster_is_unknown_but_written_addresses_are_known() -> None:
    """Service accounts need no roster."""
    missing = context(None)
    reason = unresolved_reason([item(role=Role.PUPIL)], missing)
    assert reason is not None
    assert reason.code == "no-roster"
    assert unresolved_reason([item(address="printer@x.example")], missing) is None


def test_a_teaching_principal_has_the_principals_place() -> None:
    """Principal before teacher before staff before pupil."""
    units = (
        unit_spec("staff", item(role=Role.PRINCIPAL)),
        unit_spec("staff/teachers", item(role=Role.TEACHER)),
    )
    school = context(roster(person("boss", Role.PRINCIPAL, Role.TEACHER)), units=units)
    matched = match_people(school, directory(account("boss")))
    assert place_people(school, matched).unit_of == {"boss": "staff"}


def test_a_tie_moves_nobody() -> None:
    """Two units for one role: a finding."""
    units = (
        unit_spec("a", item(role=Role.PUPIL)),
        unit_spec("b", item(role=Role.PUPIL, grade=5)),
    )
    school = context(roster(person("p", Role.PUPIL, grade=5)), units=units)
    places = place_people(school, match_people(school, directory(account("p"))))
    assert (places.unit_of, [f.code for f in places.findings]) == ({}, ["two-places"])
    assert places.people_of == {"p": ("a", "b")}


def settled(
    primary: tuple[bool, bool], *, admin: bool = False, people: bool = False
) -> list[dict[str, object]]:
    """Where two schools of one tenant place one person, or of what unit they take them."""
    there = directory(replace(account("p"), admin=admin))
    claims = {}
    for school, is_primary in zip(("ou-one", "ou-two"), primary, strict=True):
        listed = roster(person("p", Role.PUPIL, primary=is_primary))
        one = context(listed, id=school, units=(unit_spec("pupils", item(role=Role.PUPIL)),))
        matched = match_people(one, there)
        claims[school] = (one, matched, place_people(one, matched))
    found = resolve_conflicts(claims, there).values()
    return [dict(one.people_of if people else one.unit_of) for one in found]


def test_in_a_shared_tenant_the_primary_school_places() -> None:
    """And without one nobody does."""
    assert settled((True, False)) == [{"p": "pupils"}, {}]
    assert settled((False, True)) == [{}, {"p": "pupils"}]
    assert settled((True, True)) == [{}, {}]
    assert settled((False, False)) == [{}, {}]


def test_an_administrators_account_is_never_moved() -> None:
    """Whoever can lock everyone out stays where they are, and is of the unit all the same."""
    assert settled((True, False), admin=True) == [{}, {}]
    assert settled((True, False), admin=True, people=True) == [{"p": ("pupils",)}, {}]


def test_who_is_not_decided_about_is_of_the_unit_all_the_same() -> None:
    """Or a second school would take a teacher out of the groups of the first."""
    both = [{"p": ("pupils",)}, {"p": ("pupils",)}]
    assert settled((False, False), people=True) == settled((True, True), people=True) == both
    assert settled((True, False), people=True) == [{"p": ("pupils",)}, {}]


def test_accounts_that_no_roster_names_are_nobodys() -> None:
    """They keep their place: no person, no claim."""
    school = context(roster(person("p", Role.PUPIL)))
    matched = match_people(school, AccountDirectory.of(seen(account("p"), account("leaver"))))
    assert "leaver" not in matched.account_of.values()


def test_a_pupil_and_a_teacher_of_two_schools_are_never_one_account() -> None:
    """A pupil's cell has the address of another school's teacher: neither is certain of it."""
    teacher, pupil = person("t", Role.TEACHER), person("p", Role.PUPIL, email=f"t@{DOMAIN}")
    schools = [context(roster(one), id=f"ou-{one.sourced_id}") for one in (teacher, pupil)]
    claims = placement_claims(schools, directory(account("t"), account("p")))
    for _, matched, _ in claims.values():
        assert (dict(matched.account_of), set(matched.uncertain)) == ({}, {"t"})
        assert [finding.code for finding in matched.findings] == ["two-accounts"]
        assert len(matched.loose) == 1


def test_one_teacher_of_two_schools_may_have_two_ids() -> None:
    """Where each school keeps a list of its own."""
    both = [person(one, Role.TEACHER, email=f"t@{DOMAIN}") for one in ("1", "2")]
    schools = [context(roster(one), id=f"ou-{one.sourced_id}") for one in both]
    claims = placement_claims(schools, directory(account("t")))
    assert [dict(matched.account_of) for _, matched, _ in claims.values()] == [
        {"1": "t"},
        {"2": "t"},
    ]


def test_a_pupil_of_another_school_of_the_tenant_is_no_parent() -> None:
    """The row of the parent is told, as for a pupil of her own school."""
    parent = person("m", Role.PARENT, email=f"p@{DOMAIN}")
    group = group_spec("parents", members=(item(role=Role.PARENT),))
    schools = [
        context(roster(parent), id="ou-one", groups=(group,)),
        context(roster(person("p", Role.PUPIL)), id="ou-two"),
    ]
    matched = placement_claims(schools, directory(account("p")))["ou-one"][1]
    assert [finding.code for finding in matched.findings] == ["parents-as-pupil"]
    assert len(matched.loose) == 1
