"""What must never be there twice."""

from __future__ import annotations

from tests.support.sandbox import GOOGLE, MICROSOFT, UNITED, SandboxProject


def assert_no_duplicates(sandbox: SandboxProject) -> None:
    """No mark on two groups or units, and no nickname of two groups or name of two units."""
    for tenant in (GOOGLE, UNITED):
        path = "/admin/directory/v1/groups?customer=my_customer"
        groups = sandbox.listed(tenant, path, "groups")
        marks = [entry["id"] for group in groups for entry in group.get("externalIds", ())]
        assert len(set(marks)) == len(marks) > 0
    groups = sandbox.listed(MICROSOFT, "/v1.0/groups?$top=999", "value")
    names = [group["mailNickname"] for group in groups]
    assert len(set(names)) == len(names)
    units = sandbox.listed(MICROSOFT, "/v1.0/directory/administrativeUnits?$top=999", "value")
    paths = [unit["displayName"] for unit in units]
    assert len(set(paths)) == len(paths)
