"""What `why` is made of: people of two schools by the rule that decides, and rows that hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reconciler.desired.explain import explain
from reconciler.desired.explain_shared import SharedCode
from reconciler.errors import Fault, SourceLocation
from reconciler.model.change import Reason
from reconciler.model.people import Role, UnresolvedRow
from reconciler.model.resources import Address, Kind
from reconciler.report.texts import LANGUAGES, Language, Texts
from reconciler.roster.codes import RosterCode
from tests.support.cases import Case, desired_of, read_case


def explained(case: Case, school: str, kind: Kind, key: str) -> tuple[Reason, ...]:
    """The lines about one resource of a case's tenant."""
    contexts = [one.context for one in desired_of(case, case.observation)]
    return explain(contexts, case.observation, Address(case.tenant.alias, school, kind, key))


def shared(lines: tuple[Reason, ...]) -> list[tuple[str, object, object]]:
    """Those about two schools: the rule, how many people, and which schools."""
    return [
        (line.code.removeprefix("why-two-schools-"), line.facts["count"], line.facts["schools"])
        for line in lines
        if line.code.startswith("why-two-schools")
    ]


@pytest.mark.parametrize(
    ("name", "school", "said"),
    [
        ("two-schools-primary", "ou-a", [("placed-here", 1, "ou-b")]),
        ("two-schools-primary", "ou-b", [("placed-there", 1, "ou-a")]),
        ("two-schools-undecided", "ou-a", [("placed-nowhere", 1, "ou-b")]),
        ("two-schools-undecided", "ou-b", [("placed-nowhere", 1, "ou-a")]),
    ],
)
def test_a_person_of_two_schools_has_a_place_by_a_rule(
    name: str, school: str, said: list[tuple[str, int, str]], tmp_path: Path
) -> None:
    """The first organization of the list decides, or nobody does."""
    case = read_case(name, tmp_path)
    for kind in (Kind.ORG_UNIT, Kind.PLACEMENT):
        assert shared(explained(case, school, kind, "teachers")) == said


def test_whoever_is_in_one_school_alone_needs_no_rule(tmp_path: Path) -> None:
    """No line then."""
    case = read_case("shared-tenant", tmp_path)
    for one in desired_of(case, case.observation):
        for address in one.resources.items:
            assert shared(explained(case, address.school, address.kind, address.key)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_that_hold_are_told_by_their_place(language: Language, tmp_path: Path) -> None:
    """Of what they may belong to, and nothing of what stands in them."""
    case = read_case("two-schools-primary", tmp_path)
    fault = Fault(RosterCode.DUPLICATE_ID, SourceLocation("ou-a/users.csv", 7, 3))
    row = UnresolvedRow(fault, "secret-id", roles=frozenset({Role.TEACHER}))
    contexts = [
        replace(one.context, roster=replace(one.context.roster, unresolved=(row,)))
        for one in desired_of(case, case.observation)
        if one.context.roster is not None
    ]
    asked = Address(case.tenant.alias, "ou-a", Kind.PLACEMENT, "teachers")
    lines = explain(contexts, case.observation, asked)
    text = Texts(language).reason(lines[-1])
    assert text.endswith("ou-a/users.csv:7")
    assert "secret-id" not in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("code", list(SharedCode))
def test_each_rule_has_its_sentence(code: SharedCode, count: int, language: Language) -> None:
    """With how many people and which schools."""
    text = Texts(language).reason(Reason(code, {"count": count, "schools": "ou-b, ou-c"}))
    assert "ou-b, ou-c" in text
    assert count == 1 or "3" in text
