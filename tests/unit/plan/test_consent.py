"""Claims about approving a plan school by school."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from reconciler.errors import PlanError
from reconciler.ledger.keyring import KeyRing
from reconciler.model.plan import Plan, PlanInputs, SchoolPlan
from reconciler.plan.approve import Approval, approve
from reconciler.plan.consent import Consent, SchoolConsent, changed_inputs, void_reason
from reconciler.plan.guards import DEFAULTS
from reconciler.planfile.read import PlanFileCode, read_plan
from reconciler.planfile.seal import seal_plan
from reconciler.planfile.write import SCHEMA, plan_json
from reconciler.report.texts import LANGUAGES, Language, Texts
from tests.support.refs import ref
from tests.support.small import account, declared, group, membership, seen_group, unit
from tests.unit.plan.test_plan import changes, emptied, refused, school_plan, whole

ENGLISH = Texts("en")
SEAL = KeyRing(b"a key for tests, long enough for it", "plovdiv")


def growing(name: str, count: int) -> SchoolPlan:
    """A school whose group gets so many members."""
    names = [f"p{n}" for n in range(count)]
    there = (seen_group("g", key="g"), *(account(one) for one in names))
    return school_plan(*changes(declared(group("g"), membership("g", *names)), *there), name=name)


def saved(folder: Path, *schools: SchoolPlan) -> Path:
    """The schools' plan in a file."""
    return written(folder, whole(*schools))


def written(folder: Path, plan: Plan) -> Path:
    """As plan --out writes it."""
    file = folder / "plan.json"
    file.write_text(seal_plan(plan_json(plan, ENGLISH), SEAL), "utf-8")
    return file


def approved(
    file: Path, *schools: SchoolPlan, acknowledged: frozenset[str] = frozenset()
) -> Approval:
    """What a file's consent allows of another plan."""
    consent = Consent(acknowledged, schools=read_plan(file, "test", SEAL))
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


PINS = PlanInputs("2026-11-24", "manifests", (("ou-a", "one"), ("ou-b", "two")), "key-1")


def pinned(folder: Path, pins: PlanInputs) -> Consent:
    """The consent of a file that was made from these."""
    file = folder / "pinned.json"
    plan = replace(whole(growing("ou-a", 2), growing("ou-b", 2)), inputs=pins)
    file.write_text(plan_json(plan, ENGLISH), "utf-8")
    return Consent(schools=read_plan(file, "test", SEAL))


def test_what_a_plan_was_made_from_is_read_back(tmp_path: Path) -> None:
    """Day, manifests, rosters and key, with each school."""
    schools = pinned(tmp_path, PINS).schools
    assert schools is not None
    assert {agreed.inputs for agreed in schools.values()} == {PINS}


def test_another_pseudonym_key_voids_every_approval(tmp_path: Path) -> None:
    """Fingerprints are keyed: nothing could be compared."""
    refusal = void_reason(pinned(tmp_path, replace(PINS, key_id="key-0")), PINS)
    assert refusal is not None
    assert (refusal.guard, refusal.school, refusal.tenant) == ("other-key", "", "")
    assert "another pseudonym key (key-0) than the current one (key-1)" in ENGLISH.refusal(refusal)


def test_a_preview_of_a_later_day_is_no_consent(tmp_path: Path) -> None:
    """An earlier day's plan is: its fingerprints decide."""
    refusal = void_reason(pinned(tmp_path, replace(PINS, day="2027-09-15")), PINS)
    assert refusal is not None
    assert "a preview of 2027-09-15, and today is 2026-11-24" in ENGLISH.refusal(refusal)
    assert void_reason(pinned(tmp_path, replace(PINS, day="2026-11-20")), PINS) is None


def test_a_plan_made_from_the_same_is_void_for_nothing(tmp_path: Path) -> None:
    """Nor is consent without a file."""
    assert void_reason(pinned(tmp_path, PINS), PINS) is None
    assert void_reason(Consent(expected="aaaa-0001"), PINS) is None


@pytest.mark.parametrize(
    ("pins", "others"),
    [
        (PINS, []),
        (replace(PINS, rosters=(("ou-a", "ONE"), ("ou-b", "two"))), ["roster"]),
        (replace(PINS, manifests="other"), ["manifests"]),
        (replace(PINS, day="2026-11-25"), ["day"]),
    ],
)
def test_what_changed_since_is_told_by_the_pins(
    tmp_path: Path, pins: PlanInputs, others: list[str]
) -> None:
    """A school whose own roster is the same is not told another's."""
    schools = pinned(tmp_path, PINS).schools or {}
    told = changed_inputs(schools[ref("ou-a", "t-test")], pins, "ou-a")
    assert [name for name, value in told.items() if value == "other"] == others
    assert changed_inputs(schools[ref("ou-b", "t-test")], pins, "ou-b")["roster"] == "same"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refused_school_says_why_where_the_pins_tell(tmp_path: Path, language: Language) -> None:
    """Its roster is another one, the manifests are not."""
    rosters = (("ou-a", "ONE"), ("ou-b", "two"))
    now = replace(whole(growing("ou-a", 3)), inputs=replace(PINS, rosters=rosters))
    (refusal,) = approve(now, pinned(tmp_path, PINS)).refused
    told = Texts(language).refusal(refusal)
    assert {"en": "its roster has changed", "bg": "списъкът на училището е друг"}[language] in told
    assert {"en": "the manifests have changed", "bg": "файловете са други"}[language] not in told


def test_a_void_approval_carries_nothing_out_though_everything_matches(tmp_path: Path) -> None:
    """One refusal for all of it."""
    now = replace(whole(growing("ou-a", 2)), inputs=PINS)
    approval = approve(now, pinned(tmp_path, replace(PINS, day="2027-09-15")))
    assert (approval.approved.schools, len(approval.refused)) == ((), 1)


def test_of_a_school_that_was_not_in_the_file_nothing_is_pinned() -> None:
    """It is refused without a word about rosters."""
    assert set(changed_inputs(SchoolConsent("-"), PINS, "ou-c").values()) == {"same"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_written_fits_the_published_schema(language: str) -> None:
    """Every key of it, and no other."""
    plan = whole(growing("ou-a", 2), refused(emptied(40, 0)))
    text = plan_json(plan, Texts(language), {})  # type: ignore[arg-type]
    Draft202012Validator.check_schema(SCHEMA)
    assert list(Draft202012Validator(SCHEMA).iter_errors(json.loads(text))) == []


BAD_FILES: dict[PlanFileCode, tuple[str, str]] = {
    PlanFileCode.UNREADABLE_PLAN: (
        '{\n "a" 1}',
        "{file}:2:6: {file} does not exist or is not JSON",
    ),
    PlanFileCode.ODD_PLAN: (
        '{"a": 1, "a": 2}',
        '{file}:1:1: "a" is there twice in one object of {file}',
    ),
    PlanFileCode.NOT_A_PLAN: ('{"format_version": 3}', "{file} is not a plan of this version (at "),
    PlanFileCode.OTHER_STACK: ("", '{file} is a plan of stack "test", not of "sandbox"'),
}


def test_every_fault_of_a_plan_file_is_in_the_table() -> None:
    """A new code needs a case."""
    assert {*BAD_FILES, PlanFileCode.NOT_AS_WRITTEN} == set(PlanFileCode)


def test_a_file_that_shows_less_than_it_carries_out_is_no_consent(tmp_path: Path) -> None:
    """A change is taken out of what reviewers read, and the fingerprint is left as it was."""
    plan = replace(whole(growing("ou-a", 1)), inputs=PlanInputs(key_id=SEAL.key_id))
    file = written(tmp_path, plan)
    assert len(read_plan(file, "test", SEAL)) == 1
    data = json.loads(file.read_text("utf-8"))
    data["schools"][0]["changes"].pop()
    file.write_text(json.dumps(data), "utf-8")
    with pytest.raises(PlanError) as caught:
        read_plan(file, "test", SEAL)
    (fault,) = caught.value.faults
    assert fault.code is PlanFileCode.NOT_AS_WRITTEN
    assert ENGLISH.fault(fault).startswith(f"{file} was changed after plan --out wrote it")


@pytest.mark.parametrize("code", BAD_FILES)
def test_a_file_that_is_no_consent_says_why(code: PlanFileCode, tmp_path: Path) -> None:
    """And how to write one."""
    content, expected = BAD_FILES[code]
    file = saved(tmp_path, growing("ou-a", 1))
    if content:
        file.write_text(content, "utf-8")
    with pytest.raises(PlanError) as caught:
        read_plan(file, "sandbox", SEAL)
    (fault,) = caught.value.faults
    assert fault.code is code
    assert ENGLISH.fault(fault).startswith(expected.replace("{file}", str(file)))


def test_only_schools_that_go_on_are_said_to(tmp_path: Path) -> None:
    """With one school in the plan there is no other."""
    alone = approved(saved(tmp_path, growing("ou-b", 2)), growing("ou-b", 3))
    assert "still match" not in ENGLISH.refusal(alone.refused[0])
    file = saved(tmp_path, growing("ou-a", 2), growing("ou-b", 2))
    beside = approved(file, growing("ou-a", 2), growing("ou-b", 3))
    assert "the other school still matches" in ENGLISH.refusal(beside.refused[0])
