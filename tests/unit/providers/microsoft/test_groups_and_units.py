"""Making, changing and dropping groups and units."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from reconciler.model.change import Action, Change, FieldChange, Target
from reconciler.model.resources import Group, GroupType, Kind, OrgUnit
from reconciler.model.states import Result
from reconciler.providers.base import VendorCode
from tests.unit.providers.microsoft.fakes import (
    ALREADY,
    DOMAIN,
    MISSING,
    STRANGE,
    FakeGraph,
    Handle,
    Reply,
    Seen,
    change,
    codes,
    described,
    error,
    provider,
    work,
)
from tests.unit.providers.notes import Notebook

STAFF = Group(f"staff@{DOMAIN}", "Персонал", settings={"join": "invited"})
BY_NAME = "/groups(uniqueName='plovdiv.su-proba.staff')"
CREATE = change(Kind.GROUP, "staff", Action.CREATE, after=STAFF)
TARGET = Target("g", f"staff@{DOMAIN}", "Всички")
UNIT = OrgUnit("/staff/teachers", "Учители")


def carry_out(handle: Handle, folder: Path, *changes: Change) -> tuple[Any, FakeGraph]:
    """Outcomes and the fake; one change gives its outcome alone."""
    fake = FakeGraph(handle)
    notes = Notebook()
    with provider(fake, folder) as made:
        outcomes = made.execute(work(*changes), notes)
    assert sorted(notes.outcomes, key=str) == sorted(outcomes, key=str)
    return (outcomes[0] if len(changes) == 1 else outcomes), fake


def replies(**named: Reply) -> Handle:
    """Answers by method and order of the path's last part."""
    return lambda call: named[call.method.lower()]


def body_of(fake: FakeGraph, name: str) -> Any:
    """The body of the one call of this name."""
    (call,) = [call for call in fake.calls if call.name == name]
    return call.body


def test_a_group_is_made_by_its_unique_name(tmp_path: Path) -> None:
    """So that making it again, after a lost answer, makes no second one."""
    done, fake = carry_out(replies(get=MISSING, patch=(201, {"id": "new"})), tmp_path, CREATE)
    assert (done.result, done.external_id) == (Result.APPLIED, "new")
    made = fake.calls[1]
    assert made.name == f"PATCH {BY_NAME}"
    assert made.headers["Prefer"] == "create-if-missing"
    assert made.body == {
        "displayName": "Персонал",
        "description": described(Kind.GROUP, "staff"),
        "mailNickname": "staff",
        "mailEnabled": True,
        "securityEnabled": False,
        "groupTypes": ["Unified"],
        "visibility": "Private",
        "resourceBehaviorOptions": ["WelcomeEmailDisabled"],
    }


def test_a_security_group_has_no_mail(tmp_path: Path) -> None:
    """And no visibility that was not declared."""
    group = Group(f"staff@{DOMAIN}", "Персонал", GroupType.SECURITY)
    wanted = change(Kind.GROUP, "staff", Action.CREATE, after=group)
    _, fake = carry_out(replies(get=MISSING, patch=(201, {"id": "new"})), tmp_path, wanted)
    body = body_of(fake, f"PATCH {BY_NAME}")
    assert (body["mailEnabled"], body["securityEnabled"], body["groupTypes"]) == (False, True, [])
    assert "visibility" not in body


def test_a_group_that_an_earlier_run_made_is_finished(tmp_path: Path) -> None:
    """It carries our mark: the answer to its creation was lost."""
    ours = {"id": "old", "description": described(Kind.GROUP, "staff")}
    done, fake = carry_out(replies(get=(200, ours), patch=(204, None)), tmp_path, CREATE)
    assert (done.result, done.external_id) == (Result.APPLIED, "old")
    assert body_of(fake, "PATCH /groups/old")["displayName"] == "Персонал"


TAKEN = error(
    400,
    "Request_BadRequest",
    "Another object with the same value for property uniqueName already exists.",
)
SECOND = "/groups(uniqueName='plovdiv.su-proba.staff_2')"


def made_second(call: Seen) -> Reply:
    """The first name is taken; the second one is free."""
    return (201, {"id": "new"}) if call.path == SECOND else TAKEN


def test_a_name_that_another_group_holds_for_ever_is_passed_over(tmp_path: Path) -> None:
    """It was renamed away, or let go: nothing is written to it, and the next name is tried."""
    theirs = (200, {"id": "old", "description": "Наша група"})

    def answers(call: Seen) -> Reply:
        if call.method == "GET":
            return MISSING if call.path == SECOND else theirs
        return made_second(call)

    done, fake = carry_out(answers, tmp_path, CREATE)
    assert (done.result, done.external_id) == (Result.APPLIED, "new")
    assert [call.name for call in fake.calls] == [
        f"GET {BY_NAME}",
        f"GET {SECOND}",
        f"PATCH {SECOND}",
    ]


BIN = "/directory/deletedItems/microsoft.graph.group"


@pytest.mark.parametrize("held", [True, False])
def test_a_name_in_the_recycle_bin_is_passed_over_and_no_other(tmp_path: Path, held: bool) -> None:
    """One that is taken by nobody whom we see may be ours, made a moment ago: no second group."""
    name = "PLOVDIV.su-proba.staff" if held else "plovdiv.su-proba.choir"

    def answers(call: Seen) -> Reply:
        if call.path == BIN:
            return 200, {"value": [{"id": "gone", "uniqueName": name}]}
        return MISSING if call.method == "GET" else made_second(call)

    done, fake = carry_out(answers, tmp_path, CREATE)
    assert (done.result is Result.APPLIED) is held
    assert fake.count(f"PATCH {SECOND}") == held


def test_names_are_not_tried_for_ever(tmp_path: Path) -> None:
    """Where each is somebody else's, the change fails."""
    theirs = {"id": "old", "description": "Наша група"}
    done, fake = carry_out(replies(get=(200, theirs)), tmp_path, CREATE)
    assert (done.result, codes(done)) == (Result.FAILED, {VendorCode.ALREADY})
    assert len(fake.calls) < 60
    assert {call.method for call in fake.calls} == {"GET"}


def test_a_group_is_made_with_its_owners(tmp_path: Path) -> None:
    """Twenty at most; without one its site waits until somebody acts."""
    fake = FakeGraph(replies(get=MISSING, patch=(201, {"id": "new"})))
    owners = {STAFF.address: tuple(f"u{n}" for n in range(25))}
    with provider(fake, tmp_path) as made:
        made.execute(replace(work(CREATE), owners=owners), Notebook())
    links = body_of(fake, f"PATCH {BY_NAME}")["owners@odata.bind"]
    assert [link.rpartition("/")[2] for link in links] == [f"u{n}" for n in range(20)]


def test_owners_that_are_gone_do_not_keep_the_group_from_being_made(tmp_path: Path) -> None:
    """Their own change says so."""

    def answers(call: Seen) -> Reply:
        if call.method == "GET" or "owners@odata.bind" in call.body:
            return MISSING
        return 201, {"id": "new"}

    fake = FakeGraph(answers)
    with provider(fake, tmp_path) as made:
        batch = replace(work(CREATE), owners={STAFF.address: ("u1",)})
        (done,) = made.execute(batch, Notebook())
    assert (done.result, done.external_id) == (Result.APPLIED, "new")


def test_what_only_a_new_group_can_be_told_is_told(tmp_path: Path) -> None:
    """Members alone write to it, and no address book has it."""
    group = replace(STAFF, settings={"join": "domain", "post": "members", "listed": False})
    wanted = change(Kind.GROUP, "staff", Action.CREATE, after=group)
    _, fake = carry_out(replies(get=MISSING, patch=(201, {"id": "new"})), tmp_path, wanted)
    body = body_of(fake, f"PATCH {BY_NAME}")
    assert body["visibility"] == "Public"
    assert body["resourceBehaviorOptions"] == [
        "WelcomeEmailDisabled",
        "AllowOnlyMembersToPost",
        "HideGroupInOutlook",
    ]


def test_a_setting_that_graph_cannot_say_is_refused_before_any_call(tmp_path: Path) -> None:
    """Nothing is rounded to the next word."""
    group = Group(f"staff@{DOMAIN}", "Персонал", settings={"join": "anyone"})
    wanted = change(Kind.GROUP, "staff", Action.CREATE, after=group)
    done, fake = carry_out(replies(), tmp_path, wanted)
    assert (done.result, codes(done)) == (Result.FAILED, {VendorCode.UNSUPPORTED})
    assert fake.calls == []


def test_an_update_writes_only_what_differs(tmp_path: Path) -> None:
    """A new name leaves the description, and so the mark, alone."""
    fields = (FieldChange("name", "Учители", "Персонал"),)
    wanted = change(Kind.GROUP, "staff", after=STAFF, target=TARGET, fields=fields)
    done, fake = carry_out(replies(patch=(204, None)), tmp_path, wanted)
    assert done.result is Result.APPLIED
    assert body_of(fake, "PATCH /groups/g") == {"displayName": "Персонал"}


def test_a_rename_writes_address_settings_and_mark(tmp_path: Path) -> None:
    """What was adopted stays marked as adopted."""
    names = ("address", "settings.join", "key")
    fields = tuple(FieldChange(name, "a", "b") for name in names)
    target = Target("g", f"old@{DOMAIN}", "Всички", adopted=True)
    wanted = change(Kind.GROUP, "staff", after=STAFF, target=target, fields=fields)
    _, fake = carry_out(replies(patch=(204, None)), tmp_path, wanted)
    assert body_of(fake, "PATCH /groups/g") == {
        "mailNickname": "staff",
        "visibility": "Private",
        "description": described(Kind.GROUP, "staff", "Всички", adopted=True),
    }


@pytest.mark.parametrize(
    ("after", "path", "label"),
    [
        (STAFF, "/groups/g", "Всички"),
        (UNIT, "/directory/administrativeUnits/g", "Учители"),
    ],
)
@pytest.mark.parametrize("side", [("su-old", "su-proba"), ("su-proba", "su-old")])
def test_a_renamed_school_s_mark_is_rewritten_and_an_undo_writes_the_old_one(
    tmp_path: Path, after: Group | OrgUnit, path: str, label: str, side: tuple[str, str]
) -> None:
    """The mark and the file name the school that the change says, and nothing else is written."""
    kind = Kind.GROUP if after is STAFF else Kind.ORG_UNIT
    fields = (FieldChange("school", *side),)
    wanted = change(kind, "staff", after=after, target=TARGET, fields=fields)
    _, fake = carry_out(replies(patch=(204, None)), tmp_path, wanted)
    new = described(kind, "staff", label).replace("su-proba", side[1])
    assert body_of(fake, f"PATCH {path}") == {"description": new}


@pytest.mark.parametrize(
    ("kind", "path", "label", "text"),
    [
        (Kind.GROUP, "/groups/g", "Всички", "Всички"),
        (Kind.ORG_UNIT, "/directory/administrativeUnits/g", "", None),
    ],
)
def test_forgetting_takes_the_mark_off_and_nothing_else(
    tmp_path: Path, kind: Kind, path: str, label: str, text: str | None
) -> None:
    """The description is again what people wrote; none is null."""
    wanted = change(kind, "staff", Action.FORGET, target=Target("g", "x", label))
    _, fake = carry_out(replies(patch=(204, None)), tmp_path, wanted)
    assert body_of(fake, f"PATCH {path}") == {"description": text}


def test_adopting_marks_the_group_as_adopted(tmp_path: Path) -> None:
    """Even where nothing else differs."""
    target = replace(TARGET, adopted=True)
    wanted = change(Kind.GROUP, "staff", Action.ADOPT, after=STAFF, target=target)
    _, fake = carry_out(replies(patch=(204, None)), tmp_path, wanted)
    marked = described(Kind.GROUP, "staff", "Всички", adopted=True)
    assert body_of(fake, "PATCH /groups/g") == {"description": marked}


@pytest.mark.parametrize(
    ("seen", "result"),
    [("Персонал", Result.APPLIED), ("Учители", Result.UNKNOWN)],
)
def test_a_strange_answer_to_a_change_is_looked_at_again(
    tmp_path: Path, seen: str, result: Result
) -> None:
    """It has succeeded when a later read shows it, else nobody knows."""
    fields = (FieldChange("name", "Учители", "Персонал"),)
    wanted = change(Kind.GROUP, "staff", after=STAFF, target=TARGET, fields=fields)
    handle = replies(patch=STRANGE, get=(200, {"id": "g", "displayName": seen}))
    done, _ = carry_out(handle, tmp_path, wanted)
    assert done.result is result


@pytest.mark.parametrize(
    ("seen", "result", "found"),
    [
        (MISSING, Result.APPLIED, set()),
        ((200, {"id": "g"}), Result.UNKNOWN, {VendorCode.UNKNOWN_ANSWER}),
        (
            (200, {"id": "g", "assignedLicenses": [{"skuId": "s"}]}),
            Result.FAILED,
            {VendorCode.CONFLICT},
        ),
    ],
)
def test_a_strange_answer_to_a_deletion_is_looked_at_again(
    tmp_path: Path, seen: Reply, result: Result, found: set[VendorCode]
) -> None:
    """Gone is gone; a group that gives licences cannot go."""
    wanted = change(Kind.GROUP, "staff", Action.DELETE, target=TARGET)
    done, _ = carry_out(replies(delete=STRANGE, get=seen), tmp_path, wanted)
    assert (done.result, codes(done)) == (result, found)


def test_a_unit_is_made_with_its_path_for_a_name(tmp_path: Path) -> None:
    """Its description is what people read, then our mark."""
    wanted = change(Kind.ORG_UNIT, "staff/teachers", Action.CREATE, after=UNIT)
    done, fake = carry_out(replies(post=(201, {"id": "new"})), tmp_path, wanted)
    assert (done.result, done.external_id) == (Result.APPLIED, "new")
    assert body_of(fake, "POST /directory/administrativeUnits") == {
        "displayName": "staff/teachers",
        "description": described(Kind.ORG_UNIT, "staff/teachers", "Учители"),
    }


def test_a_unit_whose_creation_was_unanswered_is_unknown(tmp_path: Path) -> None:
    """It is not made again: two units may have one name."""
    wanted = change(Kind.ORG_UNIT, "staff/teachers", Action.CREATE, after=UNIT)
    fake = FakeGraph(complete=[httpx.ReadError("gone")])
    with provider(fake, tmp_path) as made:
        (done,) = made.execute(work(wanted), Notebook())
    assert (done.result, codes(done)) == (Result.UNKNOWN, {VendorCode.UNKNOWN_ANSWER})
    assert len(fake.batches) == 1


def test_a_renamed_unit_keeps_its_id_and_gets_a_new_mark(tmp_path: Path) -> None:
    """Path, label and key are written together."""
    fields = tuple(FieldChange(name, "a", "b") for name in ("path", "label", "key"))
    target = Target("a", "/Teachers", "Даскали")
    wanted = change(Kind.ORG_UNIT, "staff/teachers", after=UNIT, target=target, fields=fields)
    _, fake = carry_out(replies(patch=(204, None)), tmp_path, wanted)
    assert body_of(fake, "PATCH /directory/administrativeUnits/a") == {
        "displayName": "staff/teachers",
        "description": described(Kind.ORG_UNIT, "staff/teachers", "Учители"),
    }


def test_changes_share_batches_and_fail_alone(tmp_path: Path) -> None:
    """One change's refusal is its own; the outcomes keep the order of the changes."""

    def handle(call: Seen) -> Reply:
        if "uniqueName" in call.path and call.method == "GET":
            return MISSING
        if call.path == BIN:
            return 200, {"value": []}
        taken = "Another object with the same value for property mailNickname already exists."
        refused = call.body["mailNickname"] == "b"
        return error(400, "Request_BadRequest", taken) if refused else (201, {"id": call.path})

    groups = [Group(f"{name}@{DOMAIN}", name) for name in "abc"]
    changes = [change(Kind.GROUP, one.name, Action.CREATE, after=one) for one in groups]
    outcomes, fake = carry_out(handle, tmp_path, *changes)
    assert [done.result for done in outcomes] == [Result.APPLIED, Result.FAILED, Result.APPLIED]
    assert codes(outcomes[1]) == {VendorCode.ALREADY}
    assert [len(batch) for batch in fake.batches] == [3, 3, 1]


def test_a_sign_in_that_fails_makes_outcomes_not_an_exception(tmp_path: Path) -> None:
    """Execute never raises for the tenant's sake either."""
    fake = FakeGraph(token=httpx.Response(401))
    with provider(fake, tmp_path) as made:
        (done,) = made.execute(work(CREATE), Notebook())
    assert (done.result, codes(done)) == (Result.FAILED, {VendorCode.UNAUTHENTICATED})


def test_already_is_no_success_for_a_creation(tmp_path: Path) -> None:
    """The address is another group's."""
    done, _ = carry_out(replies(get=MISSING, patch=ALREADY), tmp_path, CREATE)
    assert (done.result, done.external_id) == (Result.FAILED, None)
