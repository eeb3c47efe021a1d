"""GAM7 on groups, their members and settings, and licences."""

from __future__ import annotations

from tests.clients.world import PUPILS, Stand

STAFF = "staff@north.example"
CLUBS = "clubs@north.example"
SKU = "1010310009"
POST = "ALL_MEMBERS_CAN_POST"


def test_gam_keeps_a_group_of_more_than_a_batch(stand: Stand) -> None:
    """Made, filled with 70 members by batches, cut down to two, one of them an owner, deleted."""
    stand.gam("create", "group", STAFF, "name", "Служители", "whoCanJoin", "INVITED_CAN_JOIN")
    stand.gam("update", "group", STAFF, "add", "member", "ou_and_children", "/Ученици")
    assert len(_members(stand)) == PUPILS
    few = "pupil03@north.example,pupil04@north.example"
    stand.gam("update", "group", STAFF, "sync", "member", "users", few)
    stand.gam("update", "group", STAFF, "update", "owner", "users", "pupil04@north.example")
    expected = {"pupil03@north.example": "MEMBER", "pupil04@north.example": "OWNER"}
    assert _members(stand) == expected
    stand.gam("delete", "group", STAFF)
    rows = stand.gam("print", "groups", "fields", "email").rows()
    assert [row["email"] for row in rows] == [CLUBS]


def test_gam_sets_a_groups_settings(stand: Stand) -> None:
    """Both APIs' fields arrive, and are printed as they were set."""
    stand.gam("update", "group", CLUBS, "description", "след обяд", "whoCanPostMessage", POST)
    (row,) = stand.gam("print", "groups", "settings", "fields", "email,name,description").rows()
    told = (row["name"], row["description"], row["whoCanPostMessage"])
    assert told == ("Клубове", "след обяд", POST)


def test_gam_gives_licences_until_the_seats_run_out(stand: Stand) -> None:
    """One seat for two people: one gets it, and GAM's exit code says that not all went well."""
    two = "pupil01@north.example,pupil02@north.example"
    failed = stand.gam("users", two, "add", "license", SKU, code=50)
    assert "There aren't enough available licenses" in failed.err + failed.out
    (row,) = stand.gam("print", "licenses", "sku", SKU).rows()
    assert (row["userId"], row["skuId"]) == ("pupil01@north.example", SKU)
    stand.gam("user", "pupil01@north.example", "delete", "license", SKU)
    assert stand.gam("print", "licenses", "sku", SKU).rows() == []


def _members(stand: Stand) -> dict[str, str]:
    rows = stand.gam("print", "group-members", "group", STAFF, "fields", "email,role").rows()
    return {row["email"]: row["role"] for row in rows}
