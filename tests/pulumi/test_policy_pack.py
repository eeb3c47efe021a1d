"""The city's rules as a policy pack on the real engine: a breach fails it, advice does not."""

from __future__ import annotations

import shutil

from tests.journeys.test_check import opened
from tests.pulumi.stack import Front
from tests.support.sandbox import GOOGLE, REPOSITORY

PACK = str(REPOSITORY / "policies" / "pack")


def test_a_breach_fails_the_preview_with_rule_place_and_cure(front: Front) -> None:
    """The pack reads the school's inputs, which the provider worked out."""
    opened(front.sandbox)
    run = front.preview(policy_packs=[PACK])
    assert not run.ok
    assert "mandatory-rules" in run.text
    assert f"pupil-groups-post: schools/{GOOGLE}.yaml" in run.text
    assert "write `post: members`" in run.text


def test_schools_that_keep_the_rules_are_previewed_with_advice_alone(front: Front) -> None:
    """Nothing is stopped by it."""
    run = front.preview(policy_packs=[PACK])
    assert run.ok, run.text
    assert "two-owners" in run.text
    assert run.steps == ()


def test_without_the_pack_a_breach_is_refused_all_the_same(front: Front) -> None:
    """The provider plans with the project's own rules."""
    shutil.copytree(REPOSITORY / "policies", front.sandbox.root / "policies", dirs_exist_ok=True)
    opened(front.sandbox)
    front.sandbox.forget_log()
    run = front.up()
    assert not run.ok
    assert "mandatory-rules" in run.text
    assert front.sandbox.writes() == []
