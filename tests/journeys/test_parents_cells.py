"""A parent's cell that holds somebody else's address: that row's fault, and nobody else's."""

from __future__ import annotations

import csv
from typing import Any

import pytest

from tests.support.sandbox import GOOGLE, SandboxProject

DIRECTORY = "/admin/directory/v1"
DOMAIN = f"{GOOGLE}.plovdiv.example"


def _write_into_a_cell(sandbox: SandboxProject, address: str) -> None:
    """The first parent's e-mail."""
    file = sandbox.rosters / GOOGLE / "users.csv"
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    next(row for row in rows if row["role"] == "parent")["email"] = address
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _a_pupil(sandbox: SandboxProject) -> dict[str, Any]:
    users = sandbox.listed(GOOGLE, f"{DIRECTORY}/users?customer=my_customer", "users")
    return next(one for one in users if one["orgUnitPath"].startswith("/pupils/"))


@pytest.mark.parametrize(
    ("address", "en", "bg"),
    [
        (f"teachers@{DOMAIN}", "the address of a group", "с адреса на група"),
        (f"parents@{DOMAIN}", "own domain that nobody has", "които там никой няма"),
        ("", "the address of a pupil's account", "с адреса на ученически акаунт"),
    ],
)
def test_a_cell_with_another_address_adds_nobody_and_takes_nobody_out(
    sandbox: SandboxProject, address: str, en: str, bg: str
) -> None:
    """No group is nested, no pupil joins the parents, and no school is refused."""
    _write_into_a_cell(sandbox, address or _a_pupil(sandbox)["primaryEmail"])
    plan = sandbox.plan("--school", GOOGLE)
    assert plan["schools"][0]["changes"] == []
    assert plan["schools"][0]["refusals"] == []
    told = sandbox.run("plan", "--school", GOOGLE).out
    assert en in told
    assert "users.csv:" in told
    assert bg in sandbox.run("plan", "--school", GOOGLE, "--lang", "bg").out
