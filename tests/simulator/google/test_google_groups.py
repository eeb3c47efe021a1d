"""Groups, their aliases and their settings as Google documents them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.google.checks import refusal, run
from tests.simulator.google.worlds import Clients

TEACHERS = "teachers@small.example"


def groups(small: Clients) -> Any:
    return small.directory.groups()


def test_groups_are_listed_with_their_sizes(small: Clients) -> None:
    """The size is a string and counts direct members of any type."""
    listed = run(groups(small).list(customer="my_customer"))["groups"]
    sizes = {one["email"].partition("@")[0]: one["directMembersCount"] for one in listed}
    assert sizes == {"empty": "0", "everyone": "2", "teachers": "2"}


def test_groups_of_a_member_are_the_direct_ones(small: Clients) -> None:
    """A userKey lists the groups of a user or of a group, not those above them."""
    for key, expected in (("ana@small.example", TEACHERS), (TEACHERS, "everyone@small.example")):
        listed = run(groups(small).list(userKey=key))["groups"]
        assert [one["email"] for one in listed] == [expected]


def test_customer_and_member_together_are_refused(small: Clients) -> None:
    """A customer with a userKey is 400."""
    call = groups(small).list(customer="my_customer", userKey="ana@small.example")
    assert refusal(call)[:2] == (400, "badRequest")


def test_a_mark_survives_a_rename(small: Clients) -> None:
    """Its externalIds come back in the listing; the old address stays as an alias."""
    mark = [{"namespace": "system/external", "id": "plovdiv/small/group/staff"}]
    body = {"email": "staff@small.example", "name": "Персонал", "externalIds": mark}
    run(groups(small).insert(body=body))
    run(groups(small).update(groupKey=body["email"], body={"email": "crew@small.example"}))
    listed = run(groups(small).list(customer="my_customer"))["groups"]
    crew = next(one for one in listed if one["email"] == "crew@small.example")
    assert (crew["externalIds"], crew["aliases"]) == (mark, ["staff@small.example"])
    assert run(groups(small).get(groupKey="STAFF@small.example")) == crew


def test_a_renamed_group_can_go_back_to_its_alias(small: Clients) -> None:
    """Its own alias is no duplicate: the two addresses change places."""
    run(groups(small).patch(groupKey=TEACHERS, body={"email": "t@small.example"}))
    shown = run(groups(small).patch(groupKey="t@small.example", body={"email": TEACHERS}))
    assert (shown["email"], shown["aliases"]) == (TEACHERS, ["t@small.example"])


def test_a_deleted_group_leaves_the_groups_above(small: Clients) -> None:
    """Its membership elsewhere goes with it."""
    run(groups(small).delete(groupKey=TEACHERS))
    members = run(small.directory.members().list(groupKey="everyone@small.example"))["members"]
    assert [member["email"] for member in members] == ["guest@family.example"]


INSERTS = [
    ({"email": TEACHERS.upper()}, (409, "duplicate", "Entity already exists.")),
    ({"email": "a.testova@small.example"}, (409, "duplicate", "Entity already exists.")),
    ({"email": "x@other.example"}, (404, "notFound", "Domain not found.")),
    ({"email": "x y@small.example"}, (400, "invalid", "Invalid Input: email")),
    ({"name": "x"}, (400, "required", "Missing required field: email")),
    (
        {"email": "x@small.example", "description": "я" * 4097},
        (400, "invalid", "Invalid Input: description"),
    ),
]


@pytest.mark.parametrize(("body", "expected"), INSERTS)
def test_a_bad_new_group_is_refused(
    small: Clients, body: dict[str, str], expected: tuple[int, str, str]
) -> None:
    """Somebody's address, a strange domain, a bad or missing address, a long description."""
    assert refusal(groups(small).insert(body=body)) == expected


def test_an_unknown_property_is_refused_by_name(small: Clients) -> None:
    """Google's front end knows every property, also inside externalIds."""
    body = {"email": "x@small.example", "externalIds": [{"namespace": "n", "value": "v"}]}
    status, reason, message = refusal(groups(small).insert(body=body))
    assert (status, reason, '"value"' in message) == (400, "badRequest", True)


def test_an_unknown_group_is_not_found(small: Clients) -> None:
    """404 names the parameter."""
    expected = (404, "notFound", "Resource Not Found: groupKey")
    assert refusal(groups(small).get(groupKey="no@small.example")) == expected


def test_group_aliases_come_and_go(small: Clients) -> None:
    """An alias reaches the group until it is deleted."""
    aliases = groups(small).aliases()
    run(aliases.insert(groupKey=TEACHERS, body={"alias": "uchiteli@small.example"}))
    assert run(groups(small).get(groupKey="uchiteli@small.example"))["email"] == TEACHERS
    assert len(run(aliases.list(groupKey=TEACHERS))["aliases"]) == 1
    run(aliases.delete(groupKey=TEACHERS, alias="uchiteli@small.example"))
    assert "aliases" not in run(aliases.list(groupKey=TEACHERS))


def test_settings_merge_and_booleans_are_strings(small: Clients) -> None:
    """PUT keeps what it does not name."""
    settings = small.settings.groups()
    before = run(settings.get(groupUniqueId=TEACHERS))
    body = {"whoCanJoin": "INVITED_CAN_JOIN", "allowExternalMembers": "true"}
    run(settings.update(groupUniqueId=TEACHERS, body=body))
    assert run(settings.get(groupUniqueId=TEACHERS)) == before | body


def test_the_name_in_the_settings_is_the_groups_name(small: Clients) -> None:
    """Both APIs show one group."""
    run(small.settings.groups().patch(groupUniqueId=TEACHERS, body={"name": "Учители"}))
    assert run(groups(small).get(groupKey=TEACHERS))["name"] == "Учители"


def test_an_archived_group_takes_no_mail_until_it_is_reopened(small: Clients) -> None:
    """The setting archiveOnly silences the group; taking it back lets managers post."""
    settings = small.settings.groups()
    for value, expected in (("true", "NONE_CAN_POST"), ("false", "ALL_MANAGERS_CAN_POST")):
        shown = run(settings.patch(groupUniqueId=TEACHERS, body={"archiveOnly": value}))
        assert shown["whoCanPostMessage"] == expected


SETTINGS: list[dict[str, Any]] = [
    {"whoCanPostMessage": "NONE_CAN_POST"},
    {"whoCanJoin": "NOBODY"},
    {"replyTo": "REPLY_TO_CUSTOM"},
    {"whoCanViewGroup": "ALL_MANAGERS_CAN_VIEW", "whoCanViewMembership": "ALL_MEMBERS_CAN_VIEW"},
]


@pytest.mark.parametrize("body", SETTINGS)
def test_settings_that_contradict_each_other_are_refused(
    small: Clients, body: dict[str, str]
) -> None:
    """400 invalidArgument, and nothing has changed."""
    settings = small.settings.groups()
    before = run(settings.get(groupUniqueId=TEACHERS))
    answer = refusal(settings.patch(groupUniqueId=TEACHERS, body=body))
    assert answer[:2] == (400, "invalidArgument")
    assert run(settings.get(groupUniqueId=TEACHERS)) == before
