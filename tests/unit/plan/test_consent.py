"""Claims about approving a plan school by school."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from reconciler.errors import PlanError
from reconciler.model.plan import SchoolPlan
from reconciler.plan.approve import Approval, approve
from reconciler.plan.codes import PlanFileCode
from reconciler.plan.consent import Consent
from reconciler.plan.file import read_plan
from reconciler.plan.guards import DEFAULTS
from reconciler.report.plan_json import SCHEMA, render_plan_json
from reconciler.report.plan_text import PlanOptions
from reconciler.report.texts import LANGUAGES, Texts
from tests.support.small import account, declared, group, membership, seen_group, unit
from tests.unit.plan.test_plan import changes, emptied, refused, school_plan, whole

ENGLISH = Texts("en")


def growing(name: str, count: int) -> SchoolPlan:
    """A school whose group gets so many members."""
    names = [f"p{n}" for n in range(count)]
    there = (seen_group("g", key="g"), *(account(one) for one in names))
    return school_plan(*changes(declared(group("g"), membership("g", *names)), *there), name=name)


def saved(folder: Path, *schools: SchoolPlan) -> Path:
    """The schools' plan in a file."""
    file = folder / "plan.json"
    file.write_text(render_plan_json(whole(*schools), ENGLISH, PlanOptions()), "utf-8")
    return file


def approved(
    file: Path, *schools: SchoolPlan, acknowledged: frozenset[str] = frozenset()
) -> Approval:
    """What a file's consent allows of another plan."""
    consent = Consent(acknowledged, schools=read_plan(file, "test"))
    return approve(whole(*schools), consent)


def test_schools_that_still_match_are_carried_out_and_the_others_refused_by_name(
    tmp_path: Path,
) -> None:
    """And it is said what differs since."""
    file = saved(tmp_path, growing("ou-a", 2), growing("ou-b", 2))
    approval = approved(file, growing("ou-a", 2), growing("ou-b", 3))
    assert [school.school for school in approval.approved.schools] == ["ou-a"]
    (refusal,) = approval.refused
    assert (refusal.guard, refusal.school) == ("school-not-as-approved", "ou-b")
    assert refusal.facts["differs"] == "membership/g: update +2 −0 → update +3 −0"


def test_a_school_that_was_not_in_the_file_is_refused(tmp_path: Path) -> None:
    """Nobody agreed to it."""
    approval = approved(saved(tmp_path, growing("ou-a", 2)), growing("ou-c", 1))
    assert (approval.approved.schools, approval.refused[0].school) == ((), "ou-c")


def test_other_people_in_the_same_number_are_another_plan(tmp_path: Path) -> None:
    """The numbers are equal, the fingerprints are not."""
    there = seen_group("g", key="g")
    one, other = (
        school_plan(*changes(declared(group("g"), membership("g", name)), there, account(name)))
        for name in ("ana", "eva")
    )
    (refusal,) = approved(saved(tmp_path, one), other).refused
    assert refusal.facts["differs"] == "-"


def test_acknowledging_guards_does_not_override_another_fingerprint(tmp_path: Path) -> None:
    """Consent to numbers is not consent to another plan."""
    file = saved(tmp_path, emptied(39, 0))
    approval = approved(file, refused(emptied(40, 0)), acknowledged=frozenset(DEFAULTS))
    assert [refusal.guard for refusal in approval.refused] == ["school-not-as-approved"]


def test_many_differences_are_cut_and_counted(tmp_path: Path) -> None:
    """Five are named."""
    few = school_plan(*changes(declared(*(unit(f"u{n}") for n in range(2)))))
    many = school_plan(*changes(declared(*(unit(f"u{n}") for n in range(9)))))
    (refusal,) = approved(saved(tmp_path, few), many).refused
    assert refusal.facts["more"] == 2
    assert "and 2 more" in ENGLISH.refusal(refusal)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_written_fits_the_published_schema(language: str) -> None:
    """Every key of it, and no other."""
    plan = whole(growing("ou-a", 2), refused(emptied(40, 0)))
    text = render_plan_json(plan, Texts(language), PlanOptions(reveal={}))  # type: ignore[arg-type]
    Draft202012Validator.check_schema(SCHEMA)
    assert list(Draft202012Validator(SCHEMA).iter_errors(json.loads(text))) == []


BAD_FILES: dict[PlanFileCode, tuple[str, str]] = {
    PlanFileCode.UNREADABLE_PLAN: ("{", "{file} is not there or is no JSON"),
    PlanFileCode.NOT_A_PLAN: ('{"format_version": 2}', "{file} is no plan of this version (at "),
    PlanFileCode.OTHER_STACK: ("", '{file} is a plan of stack "test", not of "sandbox"'),
}


def test_every_fault_of_a_plan_file_is_in_the_table() -> None:
    """A new code needs a case."""
    assert set(BAD_FILES) == set(PlanFileCode)


@pytest.mark.parametrize("code", BAD_FILES)
def test_a_file_that_is_no_consent_says_why(code: PlanFileCode, tmp_path: Path) -> None:
    """And how to write one."""
    written, expected = BAD_FILES[code]
    file = saved(tmp_path, growing("ou-a", 1))
    if written:
        file.write_text(written, "utf-8")
    with pytest.raises(PlanError) as caught:
        read_plan(file, "sandbox")
    (fault,) = caught.value.faults
    assert fault.code is code
    assert ENGLISH.fault(fault).startswith(expected.replace("{file}", str(file)))
