"""Claims about Microsoft as people report it: late objects, guarded groups, usage locations."""

from __future__ import annotations

import pytest

from reconciler.model.observation import GuardedGroup, GuardedUnit
from reconciler.providers.base import VendorCode
from reconciler.providers.microsoft.api import write
from reconciler.providers.microsoft.convert import account_of, group_of, unit_of
from reconciler.providers.microsoft.errors import classify, is_not_yet
from reconciler.providers.microsoft.response import Response
from reconciler.providers.microsoft.retry import backoff, should_retry

SOURCE = "The source resource object or one of the objects being referenced do not exist."
VALUES = "One or more property values specified are invalid."
PLAIN = write("PATCH", "/groups/{id}", id="1")


def bad(message: str, status: int = 400, code: str = "Request_BadRequest") -> Response:
    """What Graph answers."""
    return Response(status, {"error": {"code": code, "message": message}})


@pytest.mark.parametrize(
    "answer", [bad(SOURCE), bad(VALUES), bad("", 404, "Request_ResourceNotFound")]
)
def test_a_new_object_is_waited_for_and_an_old_one_is_not(answer: Response) -> None:
    """For minutes, however Graph words it."""
    assert is_not_yet(answer)
    retry_not_found = PLAIN.retry_not_found_if(True)
    assert all(should_retry(retry_not_found, answer, attempt) for attempt in range(10))
    assert not should_retry(PLAIN, answer, 0)
    assert 180 < sum(backoff(attempt, [answer]) for attempt in range(1, 11)) < 300


def test_other_bad_requests_are_not_waited_for() -> None:
    """A name that is too long stays so."""
    answer = bad("Invalid value specified for property 'displayName' of resource 'Group'.")
    assert not should_retry(PLAIN.retry_not_found_if(True), answer, 0)


def test_a_concurrent_change_is_tried_again_a_few_times() -> None:
    """Nothing was done, whatever the call; another 409 is an answer."""
    answer = bad("concurrent", 409, "Directory_ConcurrencyViolation")
    assert [should_retry(PLAIN.never_twice(), answer, attempt) for attempt in (0, 3, 4)] == [
        True,
        True,
        False,
    ]
    assert not should_retry(PLAIN, bad("taken", 409, "Request_Conflict"), 0)


def test_who_is_in_a_unit_already_is_told_in_two_ways() -> None:
    """It counts as done once a look shows it."""
    text = "A conflicting object with one or more of the specified property values is present"
    assert classify(bad(text)) is VendorCode.ALREADY


@pytest.mark.parametrize(
    ("more", "guarded"),
    [
        ({}, None),
        ({"groupTypes": ["Unified", "DynamicMembership"]}, GuardedGroup.DYNAMIC),
        ({"onPremisesSyncEnabled": True}, GuardedGroup.SYNCED),
        ({"onPremisesSyncEnabled": None, "isAssignableToRole": False}, None),
        ({"isAssignableToRole": True}, GuardedGroup.ROLE_ASSIGNABLE),
        ({"mailEnabled": True, "securityEnabled": False}, None),
        ({"groupTypes": [], "mailEnabled": False, "securityEnabled": True}, None),
        ({"groupTypes": [], "mailEnabled": True, "securityEnabled": False}, GuardedGroup.EXCHANGE),
        ({"groupTypes": [], "mailEnabled": True, "securityEnabled": True}, GuardedGroup.EXCHANGE),
    ],
)
def test_groups_that_others_govern_are_told_apart(
    more: dict[str, object], guarded: GuardedGroup | None
) -> None:
    """Nothing is sent that is refused for ever."""
    group = {"id": "g", "displayName": "5а", "groupTypes": ["Unified"]} | more
    assert group_of(group, "school.example").guarded is guarded


def test_a_group_in_a_restricted_unit_is_guarded() -> None:
    """Whatever else it is."""
    group = {"id": "g", "displayName": "5а", "isAssignableToRole": True}
    assert group_of(group, "school.example", {"g"}).guarded is GuardedGroup.RESTRICTED


@pytest.mark.parametrize(
    ("more", "guarded"),
    [
        ({}, None),
        ({"membershipType": "Assigned", "isMemberManagementRestricted": False}, None),
        ({"membershipType": "Dynamic"}, GuardedUnit.DYNAMIC),
        ({"isMemberManagementRestricted": True}, GuardedUnit.RESTRICTED),
    ],
)
def test_units_that_others_govern_are_told_apart(
    more: dict[str, object], guarded: GuardedUnit | None
) -> None:
    """Nobody is put into one, and nobody is taken out."""
    assert unit_of({"id": "u", "displayName": "staff", **more}).guarded is guarded


@pytest.mark.parametrize(
    ("options", "settings"),
    [
        ([], {"post": "domain", "listed": True}),
        (["AllowOnlyMembersToPost", "Other"], {"post": "members", "listed": True}),
        (["HideGroupInOutlook"], {"post": "domain", "listed": False}),
        (None, {}),
    ],
)
def test_what_a_group_was_made_with_is_read(
    options: list[str] | None, settings: dict[str, object]
) -> None:
    """What was not read is not guessed."""
    group = {"id": "g", "displayName": "5а", "groupTypes": ["Unified"]}
    assert group_of({**group, "resourceBehaviorOptions": options}, "s.example").settings == settings


def test_the_mail_that_a_rename_leaves_behind_is_kept() -> None:
    """Graph changes the nickname and not the address; a security group has none."""
    group = {"id": "g", "displayName": "5а", "groupTypes": ["Unified"], "mailNickname": "robots"}
    seen = group_of({**group, "mail": "Robotics@s.example"}, "s.example")
    assert (seen.address, seen.mail) == ("robots@s.example", "robotics@s.example")
    secured = {**group, "groupTypes": [], "securityEnabled": True, "mail": "x@s.example"}
    assert group_of(secured, "s.example").mail is None


def test_a_guest_is_told_apart() -> None:
    """By the type that the account has."""
    user = {"id": "u", "userPrincipalName": "a@b.example", "userType": "Guest"}
    assert account_of(user, (), admin=False).guest
    assert not account_of({**user, "userType": "Member"}, (), admin=False).guest


@pytest.mark.parametrize(("location", "licensable"), [("BG", True), (None, False), ("", False)])
def test_an_account_without_a_usage_location_gets_no_licence(
    location: str | None, licensable: bool
) -> None:
    """Graph refuses it for ever."""
    user = {"id": "u", "userPrincipalName": "a@b.example", "usageLocation": location}
    assert account_of(user, (), admin=False).licensable is licensable
