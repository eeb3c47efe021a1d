"""Schools that leave: the file is gone, or says that the school closes."""

from __future__ import annotations

from typing import Any

from tests.pulumi.stack import Front
from tests.support.sandbox import GOOGLE, UNITED

CLOSING = "school-decommissioned, school-vanished, groups-removed-per-school"
GROUPS = "/admin/directory/v1/groups?customer=my_customer"


def groups(front: Front, school: str) -> list[dict[str, Any]]:
    """Every group of a tenant."""
    return front.sandbox.listed(school, GROUPS, "groups")


def test_a_school_without_a_file_needs_consent_to_leave_and_keeps_its_marks(front: Front) -> None:
    """A file lost by mistake stops everything; with consent the state forgets the school."""
    front.sandbox.school(UNITED).unlink()
    front.sandbox.edit(front.sandbox.municipality, lambda data: data["scopes"].pop(UNITED))
    tenants = "reconciler:tenants"
    front.sandbox.edit(front.sandbox.stack, lambda data: data["config"][tenants].pop(UNITED))
    run = front.up()
    assert not run.ok
    assert "school-vanished" in run.text, run.text
    front.configure(acknowledge="school-vanished", reason="it was closed")
    run = front.up()
    assert run.ok, run.text
    assert run.steps == (("delete", UNITED),)
    assert f"No file declares {UNITED} any more" in run.text
    assert set(front.schools()) == {GOOGLE}


def test_a_school_that_closes_is_decommissioned_once_its_guard_is_acknowledged(
    front: Front,
) -> None:
    """Its groups are deleted, its people stay; without consent nothing is."""
    people = front.sandbox.listed(UNITED, "/admin/directory/v1/users?customer=my_customer", "users")
    front.sandbox.edit(front.sandbox.school(UNITED), lambda data: data.update(decommission=True))
    assert "school-decommissioned" in front.up().text
    front.configure(acknowledge=CLOSING, reason="merged into another school")
    run = front.up()
    assert run.ok, run.text
    assert [one for one in groups(front, UNITED) if "externalIds" in one] == []
    after = front.sandbox.listed(UNITED, "/admin/directory/v1/users?customer=my_customer", "users")
    assert len(after) == len(people)
