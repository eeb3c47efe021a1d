"""Claims about texts that are called after persons, and what is told in their place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconciler.apply.run import RunCode
from reconciler.errors import Fault
from reconciler.ledger.codec import decode_change, encode_change
from reconciler.ledger.keyring import KeyRing
from reconciler.ledger.pruning import PRUNED, _stub
from reconciler.model.change import (
    Action,
    Change,
    FieldChange,
    PlacementDelta,
    PlacementMove,
    Reason,
    ReasonCode,
    Target,
)
from reconciler.model.plan import Finding, Level, Refusal, SchoolPlan, Unknown
from reconciler.model.resources import Address, Group, Kind, OrgUnit, Placement
from reconciler.model.states import Outcome, Result
from reconciler.model.tenant import Vendor
from reconciler.model.typed_texts import revealed
from reconciler.plan.build import PlanCode
from reconciler.plan.shield import NameShield, hidden_texts

RING = KeyRing(b"k" * 32, "town")
NAME = "Иван Петров"
SHIELD = NameShield(frozenset({NAME, "na-ivan.petrov"}), RING.pseudonym)
TOKEN = SHIELD.token(NAME)
TEACHERS = Address("t", "s", Kind.GROUP, "teachers")
RENAMED = Change(
    address=TEACHERS,
    action=Action.UPDATE,
    after=Group("teachers@s.example", "Учители"),
    reason=Reason(ReasonCode.DIFFERS),
    target=Target("g1", "na-ivan.petrov@s.example", f"за {NAME}"),
    fields=(FieldChange("name", NAME, "Учители"),),
    before=Group("na-ivan.petrov@s.example", NAME),
)


def plan(*changes: Change, **more: object) -> SchoolPlan:
    """A school's plan."""
    return replace(SchoolPlan("s", "t", Vendor.GOOGLE, "pilot", changes), **more)  # type: ignore[arg-type]


def test_a_change_shows_pseudonyms_and_keeps_what_it_does() -> None:
    """All of it: target, fields, before; what is executed is the very change."""
    shown = SHIELD.school(plan(RENAMED)).changes[0]
    assert "Петров" not in str(shown)
    assert "petrov" not in str(shown)
    assert shown.fields == (FieldChange("name", TOKEN, "Учители"),)
    assert shown.really == RENAMED
    assert shown.hides(shown.fields[0])
    assert not RENAMED.hides(RENAMED.fields[0])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("/ученици/иван петров/5а", f"/ученици/{TOKEN}/5а"),
        ("ИВАН ПЕТРОВ", TOKEN),
        ("Подкрепа: Иван Петров.", f"Подкрепа: {TOKEN}."),
        ("Иван Петрова", "Иван Петрова"),
        ("Иван", "Иван"),
        ("na-ivan.petrov@s.example", f"{SHIELD.token('na-ivan.petrov')}@s.example"),
    ],
)
def test_a_name_is_found_as_words_in_any_case(text: str, shown: str) -> None:
    """Not inside another word, and no part of it alone."""
    assert SHIELD.text(text) == shown


def test_whatever_a_plan_tells_is_without_the_name_and_a_finding_says_so_once() -> None:
    """Findings with subjects, refusals, what is not known, moves out of a unit."""
    unit = f"/{NAME.lower()}"
    move = PlacementDelta((PlacementMove("a1", (unit,)),))
    given = plan(
        RENAMED,
        Change(
            Address("t", "s", Kind.PLACEMENT, "pupils"),
            Action.UPDATE,
            Placement("/pupils", frozenset({"a1"})),
            Reason(ReasonCode.ROSTER),
            delta=move,
        ),
        findings=(
            Finding(
                PlanCode.ONLY_OBSERVED, Level.ADVISORY, "t", "s", f"orgunit{unit}", {"unit": unit}
            ),
        ),
        refusals=(Refusal("unmanaged-units-left", "s", "t", {"units": f"{unit} (3)"}),),
        unknown=(Unknown(TEACHERS, Reason(ReasonCode.DIFFERS, {"what": unit})),),
    )
    shown = SHIELD.school(given)
    assert "петров" not in str(shown).lower()
    codes = [(one.code, one.facts.get("count")) for one in shown.findings]
    assert codes == [(PlanCode.NAMED_AFTER_PERSON, 2), (PlanCode.ONLY_OBSERVED, None)]


def test_a_plan_without_a_name_is_the_very_same() -> None:
    """No finding, no copy; and a tenant without such texts costs nothing."""
    given = plan(replace(RENAMED, target=None, fields=(), before=None))
    assert SHIELD.school(given) is given
    assert NameShield().school(plan(RENAMED)).changes == (RENAMED,)


def test_keys_of_ours_stay_and_the_path_of_a_unit_without_one_does_not() -> None:
    """A change is found by its address, before and after."""
    key = Address("t", "s", Kind.GROUP, NAME)
    back = Address("t", "s", Kind.PLACEMENT, f"/{NAME.lower()}")
    changes = [
        Change(one, Action.UPDATE, OrgUnit("/x", NAME), Reason(ReasonCode.UNDONE))
        for one in (key, back)
    ]
    ours, path = SHIELD.school(plan(*changes)).changes
    assert ours.address == key
    assert path.address.key == f"/{TOKEN}"
    assert path.really.address == path.address


def test_a_vendors_answer_is_told_without_the_name() -> None:
    """It names what it is about."""
    fault = Fault(RunCode.BLOCKED, None, {"what": NAME})
    outcome = Outcome(TEACHERS, Action.UPDATE, Result.FAILED, 0, 1, None, (fault,))
    assert NAME not in str(SHIELD.outcome(outcome))


def test_a_journal_shows_the_pseudonym_and_undoes_what_was() -> None:
    """What was is encrypted; a pruned row has neither."""
    shown = SHIELD.school(plan(RENAMED)).changes[0]
    text = encode_change(shown, RING)
    assert "Петров" not in text
    assert "petrov" not in text
    read = decode_change(text, RING)
    assert read == shown
    assert read.really == RENAMED
    assert {NAME, "na-ivan.petrov"} <= hidden_texts([read])
    left = _stub(text, "digest")
    assert PRUNED in left
    assert decode_change(left, RING).exact is None


def test_a_name_is_shown_again_where_it_is_known() -> None:
    """On a person's own terminal."""
    shown = SHIELD.school(plan(RENAMED))
    assert revealed(shown, SHIELD.names()).changes[0].fields == RENAMED.fields
    assert revealed(shown, None) is shown
    assert revealed(shown, {"account": "a@s.example"}) is shown
