"""Claims about levels and waivers: what becomes of a breach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reconciler.compliance import Code, PolicyInput, Rule, Rulebook, Violation, Waiver, evaluate
from reconciler.errors import SourceLocation
from reconciler.model.plan import Level
from reconciler.model.tenant import Mode, Vendor

SCHOOL = PolicyInput("ou-test", "ou-test", Vendor.GOOGLE)
HERE = SourceLocation("policies/waivers.yaml", 12, 5)


class Ids(Code):
    """Two rules."""

    ALWAYS = "always"
    NEVER = "never"


def always(subject: PolicyInput) -> Iterator[Violation]:
    """Two breaches in any school."""
    yield Violation("group/b", {"group": "b"})
    yield Violation("group/a", {"group": "a", "school": subject.school})


def never(subject: PolicyInput) -> Iterator[Violation]:
    """None."""
    del subject
    yield from ()


WAIVER = Waiver("always", "ou-test", "a reason", "Education", "2026-11-24", HERE)
BOOK = Rulebook(
    (Rule(Ids.ALWAYS, always), Rule(Ids.NEVER, never)),
    {"always": Level.MANDATORY, "never": Level.MANDATORY},
)


def told(rulebook: Rulebook, day: str = "2026-11-24", subject: PolicyInput = SCHOOL) -> list[str]:
    """Every finding as 'level code thing'."""
    return [f"{one.level} {one.code} {one.subject}" for one in evaluate(rulebook, [subject], day)]


def test_every_breach_is_told_in_one_order_at_the_rules_level() -> None:
    """Whatever order a rule gives them in."""
    assert told(BOOK) == ["mandatory always group/a", "mandatory always group/b"]


def test_no_rule_misses_anything_in_the_file_of_a_school_that_closes() -> None:
    """A mandatory one would keep it open; what its tenant shows is told all the same."""
    closing = replace(SCHOOL, closing=True)
    assert told(BOOK, subject=closing) == []
    observed = Rulebook((Rule(Ids.ALWAYS, always, observed=True),), {"always": Level.ADVISORY})
    assert told(observed, subject=closing) == ["advisory always group/a", "advisory always group/b"]


def test_a_waiver_holds_on_its_last_day_and_not_on_the_next() -> None:
    """Then the breaches are back, and the waiver is told beside them."""
    rulebook = replace(BOOK, waivers=(WAIVER,))
    assert told(rulebook) == ["advisory rule-waived rule/always"]
    assert told(rulebook, "2026-11-25") == [
        "mandatory always group/a",
        "mandatory always group/b",
        "advisory waiver-expired rule/always",
    ]


def test_a_waived_rule_is_told_with_its_owner_and_where_it_was_waived() -> None:
    """Nobody is let off silently."""
    (finding,) = evaluate(replace(BOOK, waivers=(WAIVER,)), [SCHOOL], "2026-11-24")
    assert finding.place == HERE
    assert finding.facts == {
        "rule": "always",
        "until": "2026-11-24",
        "owner": "Education",
        "reason": "a reason",
    }


def test_a_waiver_of_a_rule_that_nothing_breaks_is_silent_until_it_ends() -> None:
    """Then it should go."""
    rulebook = replace(BOOK, waivers=(replace(WAIVER, rule="never"),))
    assert "rule/never" not in "".join(told(rulebook))
    assert "advisory waiver-expired rule/never" in told(rulebook, "2026-11-25")


def test_a_waiver_is_one_schools() -> None:
    """And no other's."""
    rulebook = replace(BOOK, waivers=(replace(WAIVER, school="ou-other"),))
    assert told(rulebook) == told(BOOK)


def test_where_a_school_is_only_observed_rules_advise() -> None:
    """Nothing there is ours to change, so nothing can be stopped."""
    assert told(BOOK, subject=replace(SCHOOL, mode=Mode.OBSERVE)) == [
        "advisory always group/a",
        "advisory always group/b",
    ]
