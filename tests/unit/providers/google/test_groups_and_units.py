"""Groups and units: made, marked, adopted, renamed, let go."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconciler.model.change import Action, FieldChange, Target
from reconciler.model.resources import Group, Kind, OrgUnit
from reconciler.model.states import Result
from reconciler.model.tenant import MarkLocation
from reconciler.providers import descriptions
from reconciler.providers.base import VendorCode
from reconciler.providers.google import convert
from tests.unit.providers.google.fakes import (
    TENANT,
    FakeGoogle,
    Reply,
    Seen,
    carry_out,
    change,
    codes,
    error,
    fine,
    mark,
)

STAFF = Target("gid", "staff@x.example")


NEW_GROUP = change(
    Kind.GROUP,
    "staff",
    Action.CREATE,
    after=Group("staff@x.example", "Персонал", settings={"join": "invited", "outsiders": False}),
)


def test_a_new_group_carries_its_mark_and_then_its_settings() -> None:
    """Made in the first batch, set in the second; the id is told for what comes next."""
    google = FakeGoogle(lambda _: (200, {"id": "gid"}))
    (outcome,) = carry_out(google, NEW_GROUP)
    made, settings = (call for batch in google.batches for call in batch)
    assert convert.external_mark(made.body) == mark(Kind.GROUP, "staff")
    assert settings.name == "PATCH /groups/v1/groups/staff@x.example"
    assert settings.body == {"whoCanJoin": "INVITED_CAN_JOIN", "allowExternalMembers": "false"}
    assert (outcome.result, outcome.external_id) == (Result.APPLIED, "gid")


def test_a_tenant_may_keep_marks_in_descriptions() -> None:
    """Then an administrator reads in the group from which file it is managed."""
    google = FakeGoogle(lambda _: (200, {"id": "gid"}))
    carry_out(google, NEW_GROUP, tenant=replace(TENANT, group_mark=MarkLocation.DESCRIPTION))
    made, settings = (call for batch in google.batches for call in batch)
    line = "[reconciler plovdiv/ou-proba/group/staff schools/ou-proba.yaml]"
    assert "externalIds" not in made.body
    assert made.body["description"] == settings.body["description"] == line


@pytest.mark.parametrize(
    ("key", "result"), [("staff", Result.APPLIED), ("somebody-else", Result.FAILED)]
)
def test_a_group_that_exists_is_ours_only_by_its_mark(key: str, result: Result) -> None:
    """A creation whose first answer was lost meets its own group; a stranger's is left alone."""
    ids = convert.external_id_steps({}, mark(Kind.GROUP, key))[-1]

    def handle(seen: Seen) -> Reply:
        if seen.method == "POST":
            return error(409, "duplicate", "Entity already exists.")
        return 200, {"id": "gid", "email": "staff@x.example", "externalIds": ids}

    google = FakeGoogle(handle)
    (outcome,) = carry_out(google, NEW_GROUP)
    assert outcome.result is result
    assert (len(google.batches) == 3) is (result is Result.APPLIED)


def test_a_renamed_key_is_written_in_two_calls() -> None:
    """The group carries the new mark before it loses the old one."""
    old = convert.external_id_steps({}, mark(Kind.GROUP, "old"))[-1]
    there = {"id": "gid", "email": "staff@x.example", "externalIds": old}
    google = FakeGoogle(lambda _: (200, there))
    fields = (FieldChange("key", "old", "staff"), FieldChange("name", "Old", "Персонал"))
    carry_out(google, replace(NEW_GROUP, action=Action.UPDATE, target=STAFF, fields=fields))
    first, second = (batch[0].body for batch in google.batches[1:])
    new = convert.external_id_steps({}, mark(Kind.GROUP, "staff"))[-1]
    assert first == {"name": "Персонал", "externalIds": [*old, *new]}
    assert second == {"externalIds": new}


def test_a_mark_in_a_description_is_read_and_written_through_groups_settings() -> None:
    """That is the copy which the listing shows; the Directory has another one."""
    google = FakeGoogle(
        lambda seen: (
            200,
            {
                "id": "gid",
                "email": "staff@ou-proba.example",
                "description": "Персонал"
                if "v1/groups/" in seen.path and seen.path.startswith("/groups")
                else "old",
            },
        )
    )
    adopt = replace(NEW_GROUP, action=Action.ADOPT, target=STAFF, fields=())
    tenant = replace(TENANT, group_mark=MarkLocation.DESCRIPTION)
    assert carry_out(google, adopt, tenant=tenant)[0].result is Result.APPLIED
    calls = [call for batch in google.batches for call in batch]
    assert [call.method for call in calls] == ["GET", "GET", "PATCH"]
    line = "Персонал [reconciler plovdiv/ou-proba/group/staff schools/ou-proba.yaml]"
    assert calls[-1].body == {"description": line}
    assert calls[-1].path.startswith("/groups/v1/groups/")


@pytest.mark.parametrize("answer", [error(404, "notFound"), error(400, "invalidArgument")])
def test_settings_of_a_new_group_wait_for_either_answer(answer: Reply) -> None:
    """Groups Settings answers both by turns."""
    late = [answer, answer]

    def handle(seen: Seen) -> Reply:
        return late.pop() if late and seen.method == "PATCH" else (200, {"id": "gid"})

    assert carry_out(FakeGoogle(handle), NEW_GROUP)[0].result is Result.APPLIED
    old = replace(NEW_GROUP, action=Action.UPDATE, target=STAFF, fields=(JOIN,))
    refused = FakeGoogle(lambda _: error(400, "invalidArgument"))
    assert carry_out(refused, old)[0].result is Result.FAILED
    assert len(refused.batches) == 1


JOIN = FieldChange("settings.join", "domain", "invited")


def test_settings_of_a_new_group_wait_until_google_sees_it() -> None:
    """'Not found' right after a creation means 'not yet'."""
    late = [error(404, "notFound"), error(404, "notFound")]

    def handle(seen: Seen) -> Reply:
        return late.pop() if late and seen.method == "PATCH" else (200, {"id": "gid"})

    assert carry_out(FakeGoogle(handle), NEW_GROUP)[0].result is Result.APPLIED
    assert late == []


def test_adopting_adds_the_mark_to_what_is_there() -> None:
    """Other external ids stay, and the mark says that the group was adopted."""
    other = {"namespace": "identitysources/sis", "id": "77"}
    there = {"id": "gid", "email": "staff@x.example", "externalIds": [other]}
    google = FakeGoogle(lambda seen: (200, there if seen.method == "GET" else {}))
    fields = (FieldChange("name", "Old", "Персонал"), FieldChange("settings.post", None, "owners"))
    adopt = replace(
        NEW_GROUP, action=Action.ADOPT, target=replace(STAFF, adopted=True), fields=fields
    )
    assert carry_out(google, adopt)[0].result is Result.APPLIED
    patch = google.batches[1][0]
    assert patch.body["name"] == "Персонал"
    assert patch.body["externalIds"][0] == other
    assert convert.external_mark(patch.body) == mark(Kind.GROUP, "staff", adopted=True)
    assert google.batches[2][0].body == {"whoCanPostMessage": "ALL_OWNERS_CAN_POST"}


def test_an_update_writes_only_what_differs() -> None:
    """A new display name is one call: no look, no mark, no settings."""
    google = FakeGoogle(fine)
    fields = (FieldChange("name", "Клас 4а", "Клас 5а"),)
    carry_out(google, replace(NEW_GROUP, action=Action.UPDATE, target=STAFF, fields=fields))
    assert [call.body for batch in google.batches for call in batch] == [{"name": "Клас 5а"}]


def test_a_renamed_group_gets_the_new_key_s_mark() -> None:
    """`previously` is spent once the mark carries the new key; adopted stays adopted."""
    google = FakeGoogle(lambda _: (200, {"id": "gid", "email": "old@x.example"}))
    fields = (
        FieldChange("address", "old@x.example", "staff@x.example"),
        FieldChange("key", "old", "staff"),
    )
    target = Target("gid", "old@x.example", adopted=True)
    carry_out(google, replace(NEW_GROUP, action=Action.UPDATE, target=target, fields=fields))
    body = google.batches[1][0].body
    assert body["email"] == "staff@x.example"
    assert convert.external_mark(body) == mark(Kind.GROUP, "staff", adopted=True)


@pytest.mark.parametrize("side", [("ou-old", "ou-proba"), ("ou-proba", "ou-old")])
def test_a_renamed_school_s_mark_is_rewritten_and_an_undo_writes_the_old_one(
    side: tuple[str, str],
) -> None:
    """The mark names the school that the change says, and nothing else is written."""
    google = FakeGoogle(lambda _: (200, {"id": "gid", "email": "staff@x.example"}))
    fields = (FieldChange("school", *side),)
    carry_out(google, replace(NEW_GROUP, action=Action.UPDATE, target=STAFF, fields=fields))
    (body,) = [call.body for call in google.batches[1]]
    wanted = replace(mark(Kind.GROUP, "staff"), school=side[1])
    assert (set(body), convert.external_mark(body)) == ({"externalIds"}, wanted)


def test_forgetting_takes_the_mark_off_and_nothing_else() -> None:
    """The group stays as it is, for whoever manages it now."""
    ids = convert.external_id_steps({}, mark(Kind.GROUP, "staff"))[-1]
    there = {"id": "gid", "email": "staff@x.example", "externalIds": ids}
    google = FakeGoogle(lambda _: (200, there))
    carry_out(google, change(Kind.GROUP, "staff", Action.FORGET, target=STAFF))
    assert google.batches[1][0].body == {"externalIds": []}


@pytest.mark.parametrize("kind", [Kind.GROUP, Kind.ORG_UNIT])
def test_deleting_what_is_gone_succeeds_after_a_look(kind: Kind) -> None:
    """And a unit that is not empty fails, whatever the manifest allows."""
    delete = change(kind, "staff", Action.DELETE, target=STAFF)
    google = FakeGoogle(lambda _: error(404, "notFound"))
    assert carry_out(google, delete)[0].result is Result.APPLIED
    assert [batch[0].method for batch in google.batches] == ["DELETE", "GET"]
    full = FakeGoogle(
        lambda seen: (
            error(412, "conditionNotMet") if seen.method == "DELETE" else (200, {"id": "gid"})
        )
    )
    assert codes(carry_out(full, delete)[0]) == [VendorCode.CONFLICT]


def test_a_unit_is_made_under_its_parent_with_its_mark() -> None:
    """By the parent's id where it is known, so that capitals in old paths do not matter."""
    google = FakeGoogle(lambda _: (200, {"orgUnitId": "id:2"}))
    after = OrgUnit("/staff/teachers", "Учители")
    create = change(Kind.ORG_UNIT, "staff/teachers", Action.CREATE, after=after)
    (outcome,) = carry_out(google, create, unit_ids={"/staff": "id:1"})
    body = google.batches[0][0].body
    assert (body["name"], body["parentOrgUnitId"]) == ("teachers", "id:1")
    assert descriptions.split(body["description"]) == (
        "Учители",
        mark(Kind.ORG_UNIT, "staff/teachers"),
    )
    assert outcome.external_id == "id:2"
    top = replace(create, after=OrgUnit("/staff", "Персонал"))
    carry_out(google, top)
    assert google.batches[1][0].body["parentOrgUnitPath"] == "/"


def test_a_moved_unit_is_sent_only_what_moves() -> None:
    """A new name, a new parent, or neither where only the description differs."""
    google = FakeGoogle(fine)
    target = Target("id:1", "/Old/Teachers", "Учители")
    update = change(
        Kind.ORG_UNIT,
        "staff/teachers",
        Action.UPDATE,
        after=OrgUnit("/staff/teachers", "Учители"),
        target=target,
        fields=(FieldChange("path", "/old/teachers", "/staff/teachers"),),
    )
    carry_out(google, update)
    carry_out(google, replace(update, fields=()))
    moved, described = (call for batch in google.batches for call in batch)
    assert moved.path.endswith("/orgunits/id:1")
    assert (moved.body["parentOrgUnitPath"], "name" in moved.body) == ("/staff", False)
    assert described.body.keys() == {"description"}
