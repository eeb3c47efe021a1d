"""Groups that carry licences on Microsoft: nobody is without one between two of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.sandbox import MICROSOFT, SandboxProject, build, serving

REFUSED = {"method": "PATCH", "route": r"groups/\{id\}", "times": 100_000, "do": "status"}
FORBIDDEN = {**REFUSED, "status": 403}
OLD = "group/licensed-pupils"
GUARDS = (
    "--acknowledge=members-removed-per-group",
    "--acknowledge=members-removed-per-school",
    "--reason=another group carries the licence",
)


@pytest.fixture
def one_on_microsoft(tmp_path: Path) -> Iterator[SandboxProject]:
    """One school on Microsoft after a first rollout."""
    root = tmp_path / "town"
    build(root, (MICROSOFT,))
    with serving(root) as sandbox:
        sandbox.apply()
        yield sandbox


def moved(school: dict[str, Any]) -> None:
    """Another group carries the pupils' licence from now on; the old one may be deleted."""
    groups = school["groups"]
    groups["licensed-all"] = {
        **groups.pop("licensed-pupils"),
        "name": {"bg": "Всички с лиценз", "en": "All licensed"},
    }
    school["licences"]["a1-pupils"] = {"through": "licensed-all"}
    school["allow"] = {"groups": ["create", "update", "adopt", "prune"]}


def licensed(sandbox: SandboxProject) -> set[str]:
    """Accounts that hold a licence, however they came to it."""
    users = sandbox.listed(MICROSOFT, "/v1.0/users?$select=id,assignedLicenses&$top=999", "value")
    return {user["id"] for user in users if user["assignedLicenses"]}


def test_a_carrier_stays_until_its_licence_is_taken_off(one_on_microsoft: SandboxProject) -> None:
    """They are in both groups, then the old one goes: nobody loses a licence on the way."""
    town = one_on_microsoft
    before = licensed(town)
    assert len(before) > 100
    town.edit(town.school(MICROSOFT), moved)
    (school,) = town.plan()["schools"]
    assert "carries-licences" in [one["code"] for one in school["findings"]]
    town.disturb(MICROSOFT, FORBIDDEN)
    assert town.run("apply", "--yes").code == 1
    assert licensed(town) >= before
    town.disturb(MICROSOFT)
    town.apply()
    assert licensed(town) >= before
    assert town.changes() == []
    take_off(town)
    assert licensed(town) >= before
    assert town.changes() == [f"delete {OLD}"]
    town.apply(*GUARDS)
    assert licensed(town) >= before
    assert town.changes() == []


def groups(town: SandboxProject) -> dict[str, str]:
    """Nickname → id."""
    listed = town.listed(MICROSOFT, "/v1.0/groups?$select=id,mailNickname", "value")
    return {group["mailNickname"]: group["id"] for group in listed}


def take_off(town: SandboxProject) -> None:
    """Somebody takes the licence off the old group by hand, as the finding says."""
    old = groups(town)["licensed-pupils"]
    skus = town.listed(MICROSOFT, "/v1.0/subscribedSkus", "value")
    sku = next(one["skuId"] for one in skus if "STUDENT" in one["skuPartNumber"])
    body = {"addLicenses": [], "removeLicenses": [sku]}
    town.call(MICROSOFT, "POST", f"/v1.0/groups/{old}/assignLicense", body)


def test_the_undo_of_a_carriers_replacement_takes_no_licence(
    one_on_microsoft: SandboxProject,
) -> None:
    """The new group goes; the old one carries the licence still."""
    town = one_on_microsoft
    before = licensed(town)
    town.edit(town.school(MICROSOFT), moved)
    town.apply()
    assert len(groups(town)) > 1
    undone = town.run("undo", "2", "--yes", *GUARDS)
    assert undone.code == 0, undone.out + undone.err
    assert licensed(town) >= before
    assert "licensed-pupils" in groups(town)
    assert "licensed-all" not in groups(town)
