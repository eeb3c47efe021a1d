"""What a vendor refuses for good: told with its cure, not sent again each day, tried when asked."""

from __future__ import annotations

from typing import Any

from tests.support.sandbox import GOOGLE, SandboxProject, school_of

SOLD = "apps/licensing/v1/product/101031/sku/1010310009"
HOLDERS = f"/{SOLD}/users?customerId={GOOGLE}.plovdiv.example&maxResults=100"
PARENTS = f"/admin/directory/v1/groups/parents-2032a@{GOOGLE}.plovdiv.example/members"


def refusing(route: str, status: int, reason: str, message: str) -> dict[str, Any]:
    """A fault: Google says no to each POST of a route."""
    error = {"message": message, "domain": "global", "reason": reason}
    body = {"error": {"code": status, "message": message, "errors": [error]}}
    return {"method": "POST", "route": route, "times": 99, "do": "status"} | {
        "status": status,
        "body": body,
    }


AUTOMATIC = refusing(
    "licensing.*user$", 412, "conditionNotMet", "User can't be assigned: auto license"
)
NO_ADDRESS = refusing("members$", 400, "invalid", "Invalid Input: memberKey")


def short_of_licences(town: SandboxProject) -> int:
    """Nobody holds a licence any more, and the vendor decides that by itself; how many should."""
    for holder in town.listed(GOOGLE, HOLDERS, "items"):
        town.call(GOOGLE, "DELETE", f"/{SOLD}/user/{holder['userId']}")
    (change,) = school_of(town.plan(), GOOGLE)["changes"]
    town.disturb(GOOGLE, AUTOMATIC)
    town.forget_log()
    return int(change["delta"]["add"])


def test_an_unexpected_automatic_licence_is_held_and_told(one_school: SandboxProject) -> None:
    """Exit code 2 each time, one request in all, and what to do about it in both languages."""
    wanted = short_of_licences(one_school)
    applied = one_school.run("apply", "--yes")
    assert (applied.code, len(one_school.writes())) == (2, wanted), applied.out + applied.err
    assert "not accepted by the vendor" in applied.out
    plan = one_school.plan()
    school = school_of(plan, GOOGLE)
    (held,) = school["held"]
    assert (school["changes"], held["reason"], held["times"]) == ([], "automatic-licence", 1)
    assert held["since"] < held["retry"]
    assert "held-automatic-licence" in {finding["code"] for finding in school["findings"]}
    told = one_school.run("plan")
    assert told.code == 2
    assert "Not accepted" in told.out
    assert "automatic:" in told.out
    assert "Отказани" in one_school.run("plan", "--lang", "bg").out
    assert "automatic:" in one_school.run("plan", "--format", "md").out
    again = one_school.run("apply", "--yes")
    assert (again.code, len(one_school.writes())) == (2, wanted)


def test_what_is_held_is_tried_again_when_a_person_asks_and_when_it_passes_it_is_over(
    one_school: SandboxProject,
) -> None:
    """Counted on while it is refused; the run in which it passes ends with 0."""
    wanted = short_of_licences(one_school)
    assert one_school.run("apply", "--yes").code == 2
    retried = one_school.run("apply", "--yes", "--retry")
    assert (retried.code, len(one_school.writes())) == (2, 2 * wanted)
    (held,) = school_of(one_school.plan(), GOOGLE)["held"]
    assert held["times"] == 2
    one_school.disturb(GOOGLE)
    assert one_school.run("plan").code == 2
    assert one_school.run("apply", "--yes", "--retry").code == 0
    assert one_school.run("plan").code == 0
    assert one_school.run("history", "findings").out.count("held-") == 0


def test_a_refused_outsider_fails_no_run_and_nobody_leaves_for_her(
    one_school: SandboxProject,
) -> None:
    """One is put in the place of another: both stay as they are, and what else changes is done."""
    members = one_school.listed(GOOGLE, PARENTS, "members")
    outside = [row for row in members if not row["email"].endswith(".plovdiv.example")]
    gone, stranger = outside[0]["email"], "stranger@family.example"
    one_school.call(GOOGLE, "DELETE", f"{PARENTS}/{gone}")
    one_school.call(GOOGLE, "POST", PARENTS, {"email": stranger, "role": "MEMBER"})
    one_school.disturb(GOOGLE, NO_ADDRESS)
    applied = one_school.run("apply", "--yes")
    assert applied.code == 2, applied.out + applied.err
    there = {row["email"] for row in one_school.listed(GOOGLE, PARENTS, "members")}
    assert stranger in there
    reasons = {held["reason"] for held in school_of(one_school.plan(), GOOGLE)["held"]}
    assert reasons == {"invalid", "waits"}
    one_school.run("apply", "--yes", "--retry")
    assert one_school.run("apply", "--yes").code == 2
    there = {row["email"] for row in one_school.listed(GOOGLE, PARENTS, "members")}
    assert stranger not in there
    assert [held["reason"] for held in school_of(one_school.plan(), GOOGLE)["held"]] == ["invalid"]


def test_a_run_that_held_something_is_no_failure(one_school: SandboxProject) -> None:
    """The ledger says of the school that it is as declared but for that."""
    short_of_licences(one_school)
    one_school.run("apply", "--yes")
    shown = one_school.run("history", "show", "2")
    assert "except for what the vendor does not accept" in shown.out
