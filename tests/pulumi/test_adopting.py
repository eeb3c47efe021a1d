"""What was made by hand is adopted under its own name, and nobody leaves it without a word."""

from __future__ import annotations

from typing import Any

from tests.pulumi.stack import Front
from tests.support.sandbox import GOOGLE, UNITED

DIRECTORY = "/admin/directory/v1"
UNITS = f"{DIRECTORY}/customer/my_customer/orgunits"
GROUP = f"5.klas_2019@{GOOGLE}.plovdiv.example"
UNIT = "/Пети клас"


def by_hand(front: Front) -> None:
    """A unit with a pupil in it, and a group."""
    sandbox = front.sandbox
    sandbox.call(GOOGLE, "POST", UNITS, {"name": UNIT[1:], "parentOrgUnitPath": "/"})
    users = sandbox.listed(GOOGLE, f"{DIRECTORY}/users?customer=my_customer", "users")
    pupil = next(one for one in users if one["orgUnitPath"].startswith("/pupils/"))
    sandbox.call(GOOGLE, "PUT", f"{DIRECTORY}/users/{pupil['id']}", {"orgUnitPath": UNIT})
    sandbox.call(GOOGLE, "POST", f"{DIRECTORY}/groups", {"email": GROUP, "name": "Пети клас"})


def adopts(school: dict[str, Any]) -> None:
    """Both by their names."""
    school.setdefault("groups", {})["old-fifth"] = {"adopt": GROUP}
    school["orgUnits"] = {"fifth": {"adopt": UNIT}}


def test_a_preview_adopts_by_name_and_lets_nobody_out_unasked(front: Front) -> None:
    """The layout wants the pupil back in its own unit: the guard says no until it is named."""
    by_hand(front)
    sandbox = front.sandbox
    sandbox.edit(sandbox.municipality, lambda d: d["guards"].pop("unmanaged-units-left"))
    sandbox.edit(sandbox.school(GOOGLE), adopts)
    sandbox.forget_log()
    preview = front.preview()
    assert not preview.ok
    assert f"unmanaged-units-left:{GOOGLE}" in preview.text
    assert "leave a unit that nobody of us owns" in preview.text
    assert not front.up().ok
    assert sandbox.writes() == []
    front.configure(acknowledge=f"unmanaged-units-left:{GOOGLE}", reason="nothing is set on it")
    run = front.up()
    assert run.ok, run.text
    assert sandbox.changes() == []
    units = sandbox.call(GOOGLE, "GET", f"{UNITS}?type=all")["organizationUnits"]
    (fifth,) = [one for one in units if one["orgUnitPath"] == UNIT]
    assert "/orgunit/fifth" in fifth["description"]
    outputs = front.schools()[GOOGLE]["outputs"]
    assert outputs["groups"]["old-fifth"]["address"] == GROUP


PRUNING = {"licences": ["create", "update", "adopt", "prune"]}


def holders(front: Front) -> set[str]:
    """Who holds a licence for the staff at the school."""
    path = "/apps/licensing/v1/product/101031/sku/1010310009/users"
    asked = f"{path}?customerId={UNITED}.plovdiv.example&maxResults=100"
    return {one["userId"] for one in front.sandbox.listed(UNITED, asked, "items")}


def test_a_first_preview_takes_no_licence_that_somebody_gave_until_it_is_named(
    fresh: Front,
) -> None:
    """A file that may take licences away takes none on the day the school arrives, unasked."""
    sandbox = fresh.sandbox
    sandbox.edit(sandbox.school(UNITED), lambda school: school.update(allow=PRUNING))
    before = holders(fresh)
    sandbox.forget_log()
    preview = fresh.preview()
    assert not preview.ok
    assert f"unmanaged-licences-taken:{UNITED}" in preview.text
    assert "a licence that somebody gave" in preview.text
    assert not fresh.up().ok
    assert sandbox.writes() == []
    assert holders(fresh) == before
    fresh.configure(acknowledge=f"unmanaged-licences-taken:{UNITED}", reason="it was a trial")
    run = fresh.up()
    assert run.ok, run.text
    assert len(before - holders(fresh)) == 1
    assert sandbox.changes() == []
