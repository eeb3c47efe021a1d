"""A cell of a list that holds somebody else's address: that row's fault, and nobody else's."""

from __future__ import annotations

import csv
from typing import Any

import pytest

from tests.support.sandbox import GOOGLE, MICROSOFT, UNITED, SandboxProject

DIRECTORY = "/admin/directory/v1"
DOMAIN = f"{GOOGLE}.plovdiv.example"


def _write_into_a_cell(
    sandbox: SandboxProject, address: str, school: str = GOOGLE, old: str | None = None
) -> None:
    """Into the cell that has another e-mail, or else the first parent's."""
    file = sandbox.rosters / school / "users.csv"
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    mine = (row for row in rows if (row["email"] == old if old else row["role"] == "parent"))
    next(mine)["email"] = address
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
        (f"teachers@{UNITED}.plovdiv.example", "the address of a group", "с адреса на група"),
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


def _pupils_without_an_id(sandbox: SandboxProject, school: str) -> list[str]:
    """Addresses of accounts that nothing but the list's e-mail ties to a pupil."""
    if school == GOOGLE:
        users = sandbox.listed(GOOGLE, f"{DIRECTORY}/users?customer=my_customer", "users")
        known = {one["primaryEmail"] for one in users if not one.get("externalIds")}
    else:
        chosen = "userPrincipalName,employeeId"
        users = sandbox.listed(school, f"/v1.0/users?$select={chosen}", "value")
        known = {one["userPrincipalName"] for one in users if not one.get("employeeId")}
    with (sandbox.rosters / school / "users.csv").open(encoding="utf-8-sig") as stream:
        rows = list(csv.DictReader(stream))
    return [row["email"] for row in rows if row["role"] == "student" and row["email"] in known]


@pytest.mark.parametrize("school", [GOOGLE, MICROSOFT])
@pytest.mark.parametrize(
    ("local", "en", "bg"),
    [
        ("teachers", "the address of a group", "с адреса на група"),
        ("nobody", "somebody of the list has no account", "човек от списъка е без акаунт"),
    ],
)
def test_a_pupils_cell_with_another_address_takes_nobody_out(
    sandbox: SandboxProject, school: str, local: str, en: str, bg: str
) -> None:
    """Neither the pupil, whose account is tied to nobody now, nor anybody else."""
    address = _pupils_without_an_id(sandbox, school)[0]
    _write_into_a_cell(sandbox, f"{local}@{school}.plovdiv.example", school, address)
    plan = sandbox.plan("--school", school)
    assert plan["schools"][0]["changes"] == []
    told = sandbox.run("plan", "--school", school).out
    assert en in told
    assert "users.csv:" in told
    assert address not in told
    assert bg in sandbox.run("plan", "--school", school, "--lang", "bg").out
