"""Rows of lists that nobody goes with hold removals back on the real engine, too."""

from __future__ import annotations

from tests.journeys.books import Row, rows
from tests.journeys.test_lists import TWO, edit_rows, first_class
from tests.pulumi.stack import Front
from tests.support.sandbox import GOOGLE, UNITED

NEW = "new.parent@family.example"
MEMBERS = f"/admin/directory/v1/groups/certified@{GOOGLE}.plovdiv.example/members"
SKU = "/apps/licensing/v1/product/101031/sku/1010310009"
HOLDERS = f"{SKU}/users?customerId={GOOGLE}.plovdiv.example&maxResults=100"
PRUNE = {"licences": ["create", "update", "adopt", "prune"]}


def test_a_broken_row_holds_its_own_schools_removals_and_no_others(front: Front) -> None:
    """At one school somebody comes and nobody leaves; at the other one somebody leaves."""
    town = front.sandbox
    users = town.rosters / GOOGLE / "users.csv"
    pupils, _ = first_class(town)
    broken, leaver, comer = (one["agentSourcedIds"] for one in pupils[:3])
    changed = {broken: TWO, leaver: "", comer: NEW}
    edit_rows(users, lambda row: row | {"email": changed.get(row["sourcedId"], row["email"])})
    other = town.rosters / UNITED / "users.csv"
    gone = next(row for row in rows(other) if row["role"] == "parent" and "@" in row["email"])
    edit_rows(other, lambda row: row | ({"email": ""} if _is(row, gone) else {}))
    preview = front.preview()
    assert preview.ok, preview.text
    assert preview.steps == (("update", UNITED), ("update", GOOGLE))
    assert "users.csv:" in preview.text
    assert not [one for one in (TWO, NEW, gone["email"]) if one in preview.text]
    town.forget_log()
    run = front.up()
    assert run.ok, run.text
    sent = {one: [call["method"] for call in town.log(one)] for one in (GOOGLE, UNITED)}
    assert ("POST" in sent[GOOGLE], "DELETE" in sent[GOOGLE]) == (True, False)
    assert "DELETE" in sent[UNITED]
    assert front.preview().steps == ()


def test_a_certificate_that_is_nobodys_holds_back_until_its_row_goes(front: Front) -> None:
    """Its teacher keeps group and licence; once the row is deleted, she leaves both."""
    town, certified = front.sandbox, front.sandbox.rosters / "certified.csv"
    town.edit(town.school(GOOGLE), lambda data: data.update(allow=PRUNE))
    assert front.up().ok
    here = {row["sourcedId"] for row in rows(town.rosters / GOOGLE / "users.csv")}
    mine = [row for row in rows(certified) if row["sourcedId"] in here and _certifies(row)]
    line = 2 + rows(certified).index(mine[0])
    members, holders = _inside(front)
    wrong = {"sourcedId": "nobody-of-the-lists"}
    edit_rows(certified, lambda row: row | (wrong if _is(row, mine[0]) else {}))
    preview = front.preview()
    assert preview.ok, preview.text
    assert preview.steps == ()
    assert f"certified.csv:{line}" in preview.text
    assert "nobody-of-the-lists" not in preview.text
    town.forget_log()
    assert front.up().ok
    assert (town.writes(), _inside(front)) == ([], (members, holders))
    lines = certified.read_text("utf-8").splitlines(keepends=True)
    certified.write_text("".join(one for one in lines if "nobody-of" not in one), "utf-8")
    run = front.up()
    assert run.ok, run.text
    assert run.steps == (("update", GOOGLE),)
    assert _inside(front) == (members - 1, holders - 1)


def _is(row: Row, other: Row) -> bool:
    return row["sourcedId"] == other["sourcedId"]


def _certifies(row: Row) -> bool:
    return row.get("state", "") != "trained"


def _inside(front: Front) -> tuple[int, int]:
    """How many are in the group of certified teachers, and how many hold the licence."""
    town = front.sandbox
    return len(town.listed(GOOGLE, MEMBERS, "members")), len(town.listed(GOOGLE, HOLDERS, "items"))
