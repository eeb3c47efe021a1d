"""Google's objects in our words and back."""

from __future__ import annotations

from itertools import product

import pytest

from reconciler.model.resources import Kind, Member, MemberRole, MemberType
from reconciler.model.tenant import MarkHome
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
}
GROUP = mark(Kind.GROUP, "class-2033a")
FILE = "schools/ou-proba.yaml"


def test_every_setting_that_the_limits_name_can_be_written() -> None:
    """The limits and the table of words name the same eight settings."""
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
    outside = {**bare, "externalIds": convert.external_ids({}, GROUP)}
    inside = {**bare, "description": descriptions.join("Пети а", GROUP, FILE)}
    assert convert.group_of(outside).mark == convert.group_of(inside).mark == GROUP
    assert convert.group_of(inside).label == "Пети а"
    assert convert.group_of(bare).mark is None
    assert convert.group_of(bare).member_count == 7


def test_marking_keeps_other_people_s_external_ids() -> None:
    """The array is replaced whole, so what others wrote goes back with it."""
    other = {"namespace": "identitysources/sis", "id": "77"}
    body = convert.marked({"externalIds": [other]}, GROUP, MarkHome.EXTERNAL_ID, FILE)
    assert body == {"externalIds": [other, {"namespace": "system/external", "id": str(GROUP)}]}
    assert convert.marked(body, None, MarkHome.EXTERNAL_ID, FILE) == {"externalIds": [other]}


def test_a_mark_moves_to_the_place_that_the_tenant_is_set_to() -> None:
    """Never two marks on one group."""
    outside = convert.marked({}, GROUP, MarkHome.EXTERNAL_ID, FILE)
    body = convert.marked(outside, GROUP, MarkHome.DESCRIPTION, FILE)
    assert body["externalIds"] == []
    assert descriptions.split(body["description"]) == ("", GROUP)


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
