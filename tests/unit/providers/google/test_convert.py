"""Google's objects in our words and back."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from reconciler.model.mark import Mark
from reconciler.model.resources import Kind, Member, MemberRole, MemberType
from reconciler.providers import descriptions
from reconciler.providers.google import convert
from reconciler.providers.google.limits import SETTINGS
from tests.unit.providers.google.fakes import mark

WORDS = {
    "post": ("owners", "managers", "members", "domain", "anyone"),
    "join": ("invited", "request", "domain", "anyone"),
    "seeMembers": ("managers", "members", "domain"),
    "seeGroup": ("managers", "members", "domain", "anyone"),
    "outsiders": (True, False),
    "leave": ("managers", "members", "nobody"),
    "moderate": ("none", "newMembers", "nonMembers", "all"),
    "listed": (True, False),
    "discover": ("members", "domain", "anyone"),
    "contactOwner": ("owners", "managers", "members", "domain", "anyone"),
}
GROUP = mark(Kind.GROUP, "class-2033a")
FILE = "schools/ou-proba.yaml"


def test_every_setting_that_the_limits_name_can_be_written() -> None:
    """The limits and the table of words name the same ten settings."""
    assert WORDS.keys() == SETTINGS


@pytest.mark.parametrize(
    ("name", "word"), [pair for name, words in WORDS.items() for pair in product((name,), words)]
)
def test_every_word_survives_the_way_to_google_and_back(name: str, word: str | bool) -> None:
    """What is written in our words is read in the same words."""
    body = convert.settings_body({name: word})
    assert convert.settings_of(body) == {name: word}
    assert all(isinstance(value, str) for value in body.values())


def test_a_value_without_a_word_of_ours_stays_google_s() -> None:
    """An archived group's NONE_CAN_POST differs from everything that can be declared."""
    assert convert.settings_of({"whoCanPostMessage": "NONE_CAN_POST"}) == {"post": "NONE_CAN_POST"}


def test_a_setting_that_we_do_not_have_is_an_error() -> None:
    """Nothing is left out silently."""
    with pytest.raises(KeyError):
        convert.settings_body({"post": "everybody"})


def test_an_account_is_folded_once() -> None:
    """Letter case ends here, and archived counts as suspended, delegated as administrator."""
    account = convert.account_of(
        {
            "id": "1",
            "primaryEmail": "Ivan@OU-proba.example",
            "aliases": ["I@ou-proba.example"],
            "nonEditableAliases": ["Ivan@alias.example"],
            "archived": True,
            "isDelegatedAdmin": True,
            "orgUnitPath": "/Хора/Staff",
            "externalIds": [
                {"type": "custom", "value": "x"},
                {"type": "organization", "value": "p1"},
            ],
        }
    )
    assert account.address == "ivan@ou-proba.example"
    assert account.aliases == {"i@ou-proba.example", "ivan@alias.example"}
    assert (account.person_id, account.suspended, account.admin) == ("p1", True, True)
    assert account.places == ("/хора/staff",)


def test_a_group_s_mark_is_found_in_either_place() -> None:
    """A tenant may have changed where it keeps marks."""
    bare = {"id": "g", "email": "G@x.example", "directMembersCount": "7"}
    outside = {**bare, "externalIds": convert.external_id_steps({}, GROUP)[-1]}
    inside = {**bare, "description": descriptions.join("Пети а", GROUP, FILE)}
    assert convert.group_of(outside).mark == convert.group_of(inside).mark == GROUP
    assert convert.group_of(inside).label == "Пети а"
    assert convert.group_of(bare).mark is None
    assert convert.group_of(bare).member_count == 7


OTHER = {"namespace": "identitysources/sis", "id": "77"}
OURS = {"namespace": "system/external", "id": str(GROUP)}
OLD = {"namespace": "system/external", "id": str(mark(Kind.GROUP, "class-2032a"))}


@pytest.mark.parametrize(
    ("there", "wanted", "steps"),
    [
        ([OTHER], GROUP, [[OTHER, OURS]]),
        ([OTHER, OURS], None, [[OTHER]]),
        ([OLD, OTHER], GROUP, [[OLD, OTHER, OURS], [OTHER, OURS]]),
        ([OLD, OURS], GROUP, [[OURS]]),
        ([OTHER, OURS], GROUP, []),
        ([OTHER], None, []),
    ],
)
def test_an_external_id_is_added_before_another_is_removed(
    there: list[Any], wanted: Mark | None, steps: list[list[Any]]
) -> None:
    """One call never does both, other people's ids stay, and nothing is written twice."""
    assert convert.external_id_steps({"externalIds": there}, wanted) == steps


def test_a_description_carries_the_mark_on_one_line() -> None:
    """At its end; taken off again, what people wrote is left."""
    there = {"description": "Пети а\nи родители"}
    line = convert.described(there, GROUP, FILE)
    assert line is not None
    assert "\n" not in line
    assert convert.with_description(BARE, {"description": line}).mark == GROUP
    assert convert.described({"description": line}, None, FILE) == "Пети а и родители"


BARE = convert.group_of({"id": "g", "email": "g@x.example"})


@pytest.mark.parametrize(("length", "shown"), [(100, FILE), (245, " -]"), (290, None)])
def test_a_description_of_300_characters_loses_the_file_before_anything_else(
    length: int, shown: str | None
) -> None:
    """And where even that does not do, it is not written at all."""
    line = convert.described({"description": "я" * length}, GROUP, FILE)
    assert line is None if shown is None else (line is not None and shown in line)
    assert line is None or len(line) <= 300


def test_members_who_add_outsiders_themselves_are_more_open_than_we_can_say() -> None:
    """Google's newer field is read where it is shown, and written only there."""
    there = {"allowExternalMembers": "true", "whoCanAddExternalMembers": convert.MEMBERS_ADD}
    read = convert.settings_of(there)
    assert read == {"outsiders": convert.MEMBERS_ADD}
    closed = convert.settings_body({"outsiders": True}, read["outsiders"])
    assert closed["whoCanAddExternalMembers"] == "ONLY_ADMINS_CAN_ADD_EXTERNAL_MEMBERS"
    assert convert.settings_body({"outsiders": True}, False) == {"allowExternalMembers": "true"}


def test_members_are_accounts_groups_or_outsiders() -> None:
    """By id, by address, by folded e-mail; a role that nobody knows is not guessed."""
    account = convert.account_of({"id": "1", "primaryEmail": "a@x.example"})

    def read(**data: str) -> tuple[MemberRole, Member] | None:
        return convert.member_of(data, {"1": account}, {"g": "staff@x.example"})

    assert read(id="1", role="OWNER") == (MemberRole.OWNER, Member(MemberType.ACCOUNT, "1"))
    assert read(id="g", role="MEMBER", email="Old@x.example") == (
        MemberRole.MEMBER,
        Member(MemberType.GROUP, "staff@x.example"),
    )
    assert read(id="9", role="MANAGER", email="Mama@Else.example") == (
        MemberRole.MANAGER,
        Member(MemberType.EXTERNAL, "mama@else.example"),
    )
    assert read(id="C0", role="MEMBER", type="CUSTOMER") == (
        MemberRole.MEMBER,
        Member(MemberType.EXTERNAL, "C0"),
    )
    assert read(id="1", role="AUDITOR") is None
