"""Claims about what is known before anything is sent: guarded groups, missing usage locations."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reconciler.diff.policy import DiffCode
from reconciler.model.observation import GuardedGroup
from reconciler.model.resources import Kind
from reconciler.report.texts import LANGUAGES, Language, Texts
from tests.support.small import (
    POLICY,
    account,
    declared,
    difference,
    group,
    licence,
    membership,
    seen,
    seen_group,
    seen_licence,
    with_licence,
)

PRUNE = replace(POLICY, prune=frozenset(Kind))


@pytest.mark.parametrize("guarded", GuardedGroup)
@pytest.mark.parametrize("key", ["g", None])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_group_that_others_govern_is_left_with_a_finding(
    guarded: GuardedGroup, key: str | None, language: Language
) -> None:
    """Neither adopted nor changed, and nobody is put in or taken out."""
    there = replace(seen_group("g", "x", "y", key=key), guarded=guarded)
    wanted = declared(group("g", "Друго име"), membership("g", "x", "z"))
    found = difference(wanted, seen(there, *map(account, "xyz")), PRUNE).difference
    assert found.changes == []
    assert [one.code.value for one in found.findings] == [f"group-{guarded}"]
    assert Texts(language).finding(found.findings[0])


def test_who_has_no_usage_location_takes_no_seat() -> None:
    """The others get the licence; she is a finding, not a failure at every run."""
    lost = replace(account("b"), licensable=False)
    there = seen(seen_licence("plus"), account("a"), lost, account("c"))
    policy = replace(with_licence("plus", purchased=2), rostered=frozenset("abc"))
    compared = difference(declared(licence("plus", "a", "b", "c")), there, policy)
    (change,) = compared.difference.changes
    assert [holder.member.ref for holder in change.delta.add] == ["a", "c"]  # type: ignore[union-attr]
    assert compared.difference.refusals == []
    (finding,) = compared.difference.findings
    assert (finding.code, finding.facts["count"]) == (DiffCode.NO_USAGE_LOCATION, 1)


@pytest.mark.parametrize("how", ["direct", "inherited"])
def test_a_licence_that_is_there_needs_no_usage_location(how: str) -> None:
    """Whoever holds it keeps it; through a group the tenant's location is taken."""
    lost = replace(account("b"), licensable=False)
    held = seen_licence("plus", "b") if how == "direct" else seen_licence("plus")
    held = replace(held, inherited=frozenset("b") if how == "inherited" else frozenset())
    policy = replace(with_licence("plus"), rostered=frozenset("b"))
    found = difference(declared(licence("plus", "b")), seen(held, lost), policy).difference
    assert (found.changes, found.findings) == ([], [])
