"""Org units as the Directory API documents them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.google.checks import refusal, run
from tests.simulator.google.worlds import Clients

MINE = "my_customer"


def units(small: Clients) -> Any:
    return small.directory.orgunits()


def paths(small: Clients, **query: Any) -> list[str]:
    answer = run(units(small).list(customerId=MINE, **query))
    return [unit["orgUnitPath"] for unit in answer.get("organizationUnits", [])]


def test_a_list_gives_children_by_default(small: Clients) -> None:
    """Without `type` only the level below the asked unit is listed."""
    assert paths(small) == ["/Ученици", "/Учители"]
    assert paths(small, orgUnitPath="/Ученици") == ["/Ученици/5 клас"]


def test_a_list_can_go_all_the_way_down(small: Clients) -> None:
    """`all` lists every unit below; `allIncludingParent` the top as well."""
    below = ["/Ученици", "/Ученици/5 клас", "/Учители"]
    assert paths(small, type="all") == below
    assert paths(small, type="allIncludingParent") == ["/", *below]


def test_an_empty_list_has_no_collection(small: Clients) -> None:
    """Nothing below: the key `organizationUnits` is absent."""
    answer = run(units(small).list(customerId="C0small", orgUnitPath="/Учители"))
    assert set(answer) == {"kind", "etag"}


def test_a_path_of_any_script_and_punctuation_names_its_unit(small: Clients) -> None:
    """Spaces, apostrophes, percent signs and Cyrillic survive the client's encoding."""
    name = "St Mary's (North) 1% клас"
    run(units(small).insert(customerId=MINE, body={"name": name, "parentOrgUnitPath": "/"}))
    assert run(units(small).get(customerId=MINE, orgUnitPath=name))["name"] == name


def test_a_unit_answers_to_its_id_and_to_any_letter_case(small: Clients) -> None:
    """`id:…` and a path in other letters name the same unit."""
    unit = run(units(small).get(customerId=MINE, orgUnitPath="УЧЕНИЦИ/5 Клас"))
    assert run(units(small).get(customerId=MINE, orgUnitPath=unit["orgUnitId"])) == unit


def test_a_move_takes_everything_below_along(small: Clients) -> None:
    """A new parent changes the paths of the subtree and of the people in it."""
    body = {"parentOrgUnitPath": "/Учители"}
    run(units(small).patch(customerId=MINE, orgUnitPath="Ученици", body=body))
    assert "/Учители/Ученици/5 клас" in paths(small, type="all")
    pupil = run(small.directory.users().get(userKey="p0@small.example"))
    assert pupil["orgUnitPath"] == "/Учители/Ученици/5 клас"


def test_an_update_keeps_what_it_does_not_name(small: Clients) -> None:
    """PUT merges like PATCH."""
    run(units(small).update(customerId=MINE, orgUnitPath="Ученици", body={"name": "Деца"}))
    unit = run(units(small).get(customerId=MINE, orgUnitPath="Деца"))
    assert (unit["description"], unit["orgUnitPath"]) == ("pupils", "/Деца")


def test_an_empty_unit_can_be_deleted(small: Clients) -> None:
    """Deleting frees the path."""
    run(units(small).insert(customerId=MINE, body={"name": "Т", "parentOrgUnitPath": "/"}))
    run(units(small).delete(customerId=MINE, orgUnitPath="Т"))
    assert "/Т" not in paths(small)


INSERTS = [
    ({"name": "УЧИТЕЛИ", "parentOrgUnitPath": "/"}, (400, "invalid", "Invalid Ou Id")),
    ({"name": "x", "parentOrgUnitPath": "/no"}, (400, "invalid", "Invalid Parent Orgunit Id")),
    ({"name": "x"}, (400, "invalid", "Invalid Parent Orgunit Id")),
    ({"name": " ", "parentOrgUnitPath": "/"}, (400, "invalid", "Invalid Ou Name")),
    ({"parentOrgUnitPath": "/"}, (400, "invalid", "Invalid Ou Name")),
]


@pytest.mark.parametrize(("body", "expected"), INSERTS)
def test_a_bad_insert_is_refused(
    small: Clients, body: dict[str, str], expected: tuple[int, str, str]
) -> None:
    """Duplicates (in any letter case), bad parents and bad names have their own texts."""
    assert refusal(units(small).insert(customerId=MINE, body=body)) == expected


def test_a_unit_in_use_cannot_be_deleted(small: Clients) -> None:
    """412 while a unit has units or people in it."""
    for path in ("Ученици", "Учители"):
        status, reason, _ = refusal(units(small).delete(customerId=MINE, orgUnitPath=path))
        assert (status, reason) == (412, "conditionNotMet")


def test_a_unit_cannot_go_under_itself(small: Clients) -> None:
    """412 for a circle."""
    body = {"parentOrgUnitPath": "/Ученици/5 клас"}
    call = units(small).update(customerId=MINE, orgUnitPath="Ученици", body=body)
    assert refusal(call) == (412, "conditionNotMet", "OrgUnit hierarchy has cycle")


def test_a_parent_named_twice_must_be_one_parent(small: Clients) -> None:
    """Path and id of the parent that disagree are refused."""
    other = run(units(small).get(customerId=MINE, orgUnitPath="Учители"))["orgUnitId"]
    body = {"name": "x", "parentOrgUnitPath": "/Ученици", "parentOrgUnitId": other}
    message = "Invalid Input: Inconsistent Orgunit id and path in request"
    expected = (400, "invalidInput", message)
    assert refusal(units(small).insert(customerId=MINE, body=body)) == expected


def test_an_unknown_unit_is_not_found(small: Clients) -> None:
    """404 with the text that clients look for."""
    call = units(small).get(customerId=MINE, orgUnitPath="Няма")
    assert refusal(call) == (404, "notFound", "Org unit not found")


def test_the_thirty_sixth_level_is_refused(small: Clients) -> None:
    """A path holds at most 35 units."""
    parent = "/"
    for level in range(1, 36):
        body = {"name": f"l{level}", "parentOrgUnitPath": parent}
        parent = run(units(small).insert(customerId=MINE, body=body))["orgUnitPath"]
    body = {"name": "l36", "parentOrgUnitPath": parent}
    assert refusal(units(small).insert(customerId=MINE, body=body))[0] == 400


def test_another_customer_is_forbidden(small: Clients) -> None:
    """A token shows its own tenant alone."""
    assert refusal(units(small).list(customerId="C0n500"))[:2] == (403, "forbidden")
