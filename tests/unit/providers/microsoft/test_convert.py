"""Graph's objects in our words."""

from __future__ import annotations

from typing import Any

import pytest

from reconciler.model.mark import Mark
from reconciler.model.resources import GroupType, Kind
from reconciler.providers.microsoft.convert import account_of, group_of, unit_of, visibility_of
from tests.unit.providers.microsoft.fakes import DOMAIN, described

UNIFIED: dict[str, Any] = {
    "id": "g",
    "displayName": "Хор",
    "description": None,
    "mailNickname": "Choir",
    "mail": f"Choir@{DOMAIN}",
    "groupTypes": ["Unified"],
    "securityEnabled": False,
    "visibility": "Public",
}


def test_an_account_is_known_by_its_folded_address_and_aliases() -> None:
    """Primary addresses say SMTP:, aliases smtp:, and other kinds are no mail."""
    data = {
        "id": "u",
        "userPrincipalName": f"Ana@{DOMAIN}",
        "mail": f"Ana@{DOMAIN}",
        "proxyAddresses": [f"SMTP:Ana@{DOMAIN}", f"smtp:A.Old@{DOMAIN}", "SIP:ana", "x500:/o=x"],
        "employeeId": "p-1",
        "accountEnabled": False,
    }
    account = account_of(data, {"/b", "/a"}, admin=True)
    assert (account.address, account.person_id) == (f"ana@{DOMAIN}", "p-1")
    assert account.aliases == {f"a.old@{DOMAIN}"}
    assert (account.suspended, account.admin, account.places) == (True, True, ("/a", "/b"))


def test_an_empty_employee_id_is_none() -> None:
    """Else everybody without one would be one person."""
    data = {"id": "u", "userPrincipalName": f"a@{DOMAIN}", "employeeId": ""}
    assert account_of(data, (), admin=False).person_id is None


def test_a_group_is_known_by_its_nickname_in_the_tenants_domain() -> None:
    """The mail that it has beside that is an alias."""
    other = "choir@su-proba.onmicrosoft.example"
    found = group_of({**UNIFIED, "mail": other}, DOMAIN)
    assert found.address == f"choir@{DOMAIN}"
    assert found.aliases == {other}
    assert (found.type, found.name) == (GroupType.MAIL, "Хор")


@pytest.mark.parametrize(
    ("visibility", "settings"),
    [
        ("Public", {"join": "domain"}),
        ("Private", {"join": "invited"}),
        ("HiddenMembership", {"join": "invited"}),
        (None, {}),
    ],
)
def test_visibility_is_who_may_join(visibility: str | None, settings: dict[str, str]) -> None:
    """A Microsoft 365 group's only setting that Graph keeps."""
    assert group_of({**UNIFIED, "visibility": visibility}, DOMAIN).settings == settings


def test_security_groups_have_no_settings() -> None:
    """Nobody joins them by themselves."""
    data = {**UNIFIED, "groupTypes": [], "securityEnabled": True}
    found = group_of(data, DOMAIN)
    assert (found.type, found.settings) == (GroupType.SECURITY, {})


def test_the_mark_is_the_last_line_of_the_description() -> None:
    """What people read stands above it."""
    text = described(Kind.GROUP, "choir", "Пее", adopted=True)
    found = group_of({**UNIFIED, "description": text}, DOMAIN)
    assert found.label == "Пее"
    assert found.mark == Mark("plovdiv", "su-proba", Kind.GROUP, "choir", adopted=True)


def test_a_unit_is_its_path() -> None:
    """Compared in lower case, kept in the vendor's spelling."""
    found = unit_of({"id": "u", "displayName": "Staff/Teachers", "description": None})
    assert (found.path, found.spelling) == ("/staff/teachers", "/Staff/Teachers")


@pytest.mark.parametrize("word", ["request", "anyone", True])
def test_a_setting_without_a_word_at_graph_has_none(word: str | bool) -> None:
    """It is refused, not rounded."""
    assert visibility_of(word) is None
