"""What is only observed is a warning of a preview and of an up, and never a write."""

from __future__ import annotations

import shutil
from typing import Any

from tests.pulumi.stack import Front
from tests.support.sandbox import GOOGLE, REPOSITORY, UNITED

GROUP = f"/admin/directory/v1/groups/teachers@{GOOGLE}.plovdiv.example"


def club(school: dict[str, Any]) -> None:
    """One more group."""
    school.setdefault("groups", {})["club"] = {"name": "Клуб"}


def test_a_difference_that_is_only_observed_is_told_and_not_written(front: Front) -> None:
    """In a tenant that is only observed, and of one kind; what is managed beside it is written."""
    sandbox = front.sandbox
    sandbox.edit(sandbox.school(GOOGLE), lambda data: data.update(tenants={GOOGLE: "observe"}))
    sandbox.call(GOOGLE, "PATCH", GROUP, {"name": "Учители, на ръка"})
    sandbox.edit(
        sandbox.municipality, lambda data: data.update(tenants={"*": {"observe": ["groups"]}})
    )
    sandbox.edit(sandbox.school(UNITED), club)
    sandbox.forget_log()
    preview = front.preview()
    assert preview.ok, preview.text
    assert preview.steps == ()
    assert "only observed and not written: group/teachers" in preview.text
    assert "group/club" in preview.text
    run = front.up()
    assert run.ok, run.text
    assert "group/teachers" in run.text
    assert sandbox.writes() == []


def test_what_rules_find_in_the_tenant_alone_is_a_warning(front: Front) -> None:
    """The policy pack judges inputs, and no input has a group that somebody made by hand."""
    sandbox, domain = front.sandbox, f"{GOOGLE}.plovdiv.example"
    shutil.copytree(REPOSITORY / "policies", sandbox.root / "policies", dirs_exist_ok=True)
    groups = "/admin/directory/v1/groups"
    sandbox.call(GOOGLE, "POST", groups, {"email": f"club@{domain}", "name": "Клуб"})
    pupil = sandbox.listed(GOOGLE, f"{groups}/class-2034a@{domain}/members", "members")[0]
    for email in (pupil["email"], "stranger@elsewhere.example"):
        body = {"email": email, "role": "MEMBER"}
        sandbox.call(GOOGLE, "POST", f"{groups}/club@{domain}/members", body)
    preview = front.preview()
    assert preview.ok, preview.text
    assert preview.steps == ()
    assert "found-groups-closed: group #" in preview.text
    assert "stranger" not in preview.text
