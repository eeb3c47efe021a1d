"""Groups in groups, and how members get their mail."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.google.checks import refusal, run, run_pages
from tests.simulator.google.worlds import Clients

TEACHERS = "teachers@small.example"
EVERYONE = "everyone@small.example"
EMPTY = "empty@small.example"


def members(local: Clients) -> Any:
    return local.directory.members()


@pytest.fixture
def deep(local: Clients) -> Clients:
    """The chain empty → everyone → teachers → ana, boris; guest in everyone; p0 in empty."""
    for address, role in ((EVERYONE, "MEMBER"), ("p0@small.example", "MANAGER")):
        run(members(local).insert(groupKey=EMPTY, body={"email": address, "role": role}))
    return local


def test_derived_members_come_from_every_depth(deep: Clients) -> None:
    """The groups between are listed too; over pages nobody is missing or twice."""
    call = members(deep).list(groupKey=EMPTY, includeDerivedMembership=True, maxResults=2)
    pages = run_pages(members(deep), call, "members")
    roles = {one["email"]: one["role"] for page in pages for one in page}
    assert [len(page) for page in pages] == [2, 2, 2]
    assert roles == {
        "ana@small.example": "MEMBER",
        "boris@small.example": "MEMBER",
        EVERYONE: "MEMBER",
        "guest@family.example": "MEMBER",
        "p0@small.example": "MANAGER",
        TEACHERS: "MEMBER",
    }
    direct = run(members(deep).list(groupKey=EMPTY, includeDerivedMembership=False))["members"]
    assert len(direct) == 2


def test_has_member_looks_through_every_depth(deep: Clients) -> None:
    """Users and groups count at any depth; an outsider is only asked for where it is direct."""
    for key, expected in (("ana@small.example", True), (TEACHERS, True), (EVERYONE, True)):
        assert run(members(deep).hasMember(groupKey=EMPTY, memberKey=key)) == {"isMember": expected}
    stranger = members(deep).hasMember(groupKey=EMPTY, memberKey="guest@family.example")
    assert refusal(stranger) == (400, "invalid", "Invalid Input: memberKey")


def test_a_long_circle_is_refused(deep: Clients) -> None:
    """412 although three groups lie between."""
    call = members(deep).insert(groupKey=TEACHERS, body={"email": EMPTY})
    assert refusal(call) == (412, "conditionNotMet", "Cyclic memberships not allowed")


@pytest.mark.parametrize("way", ["ALL_MAIL", "DAILY", "DIGEST", "DISABLED", "NONE"])
def test_delivery_is_told_where_it_is_asked_for(deep: Clients, way: str) -> None:
    """Insert, get and update show it; lists do not."""
    key = {"groupKey": TEACHERS, "memberKey": "p1@small.example"}
    body = {"email": key["memberKey"], "delivery_settings": way}
    assert run(members(deep).insert(groupKey=TEACHERS, body=body))["delivery_settings"] == way
    assert run(members(deep).get(**key))["delivery_settings"] == way
    shown = run(members(deep).update(**key, body={"role": "OWNER"}))
    assert (shown["role"], shown["delivery_settings"]) == ("OWNER", way)
    listed = run(members(deep).list(groupKey=TEACHERS))["members"]
    assert not any("delivery_settings" in one for one in listed)


def test_an_unknown_delivery_is_refused(deep: Clients) -> None:
    """400 names the property."""
    body = {"email": "p1@small.example", "delivery_settings": "PIGEON"}
    call = members(deep).insert(groupKey=TEACHERS, body=body)
    assert refusal(call) == (400, "invalid", "Invalid Input: delivery_settings")
