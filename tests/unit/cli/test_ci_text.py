"""The comment around a plan: it fits, what a person agrees to is added, and nothing in it acts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reconciler.cli.ci_text import LIMIT, ReviewWriter
from reconciler.codehost.codes import CodeHostCode
from reconciler.codehost.job import CiJob, JobEvent
from reconciler.codehost.model import HostKind
from reconciler.errors import Fault
from reconciler.ledger.keyring import KeyRing
from reconciler.model.plan import PlanInputs
from reconciler.model.school import SchoolRef
from reconciler.plan.consent import SchoolConsent
from reconciler.planfile.review import (
    Agreement,
    ReviewedPlan,
    ReviewPlace,
    ReviewRecord,
    SchoolResult,
    find_record,
)
from reconciler.report.texts import LANGUAGES, Language, Texts

SEAL = KeyRing(b"k" * 32, "plovdiv")
PLACE = ReviewPlace("production", "city/schools", 7)
JOB = CiJob(
    kind=HostKind.GITHUB,
    api="https://x",
    token="t",
    repository="city/schools",
    event=JobEvent.PROPOSED,
    commit="feed",
    number=7,
    url="https://ci/1",
    summary=Path("-"),
)
GUARD = "members-removed-per-group"
PLAN = ReviewedPlan(
    "feed",
    "f00d",
    PlanInputs("2026-11-30", "m", (), SEAL.key_id),
    {SchoolRef(school="a", tenant="a"): SchoolConsent("beef-0001")},
    ((GUARD, "a", "a"), ("SCH-03", "a", "a")),
)
RECORD = ReviewRecord(PLACE, PLAN)


def writer(language: Language) -> ReviewWriter:
    """In one language."""
    return ReviewWriter(Texts(language), JOB, "production")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_comment_always_fits_and_keeps_its_record(language: Language) -> None:
    """However long the plan is: what was approved is what may not be cut."""
    line = RECORD.line(SEAL)
    body = writer(language).comment(["<details>\n\n" + "x" * 200_000], line)
    assert len(body) <= LIMIT
    assert find_record(body, PLACE, SEAL) == RECORD
    assert body.count("<details>") == body.count("</details>")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_asks_for_its_fingerprint_until_somebody_agrees(language: Language) -> None:
    """Rules cannot be agreed to, so they do not ask."""
    text = writer(language)
    body = text.comment(["### Plan", text.decisions(PLAN, RECORD)], RECORD.line(SEAL))
    assert f"| `{GUARD}:a` | `beef-0001` | 7 |" in body
    assert "SCH-03" not in body
    agreed = replace(
        RECORD, acknowledged=(Agreement(GUARD, "a", "beef-0001", "chief", "| `x` @all <b>"),)
    )
    after = text.decided(body, agreed, agreed.line(SEAL))
    assert "beef-0001` | 7" not in after
    assert after.startswith(body.partition("<!-- reconciler:decisions")[0])
    assert find_record(after, PLACE, SEAL) == agreed
    assert after.count("<!-- reconciler:record ") == 1
    assert "@all" not in after
    assert "<b>" not in after
    assert "https://ci/1" in after


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_came_of_a_merge_is_one_table(language: Language) -> None:
    """A row for each school, in the order of the waves that ran."""
    results = (
        SchoolResult("pilot", "a", "a", {"applied": 2, "failed": 1}),
        SchoolResult("all", "b", "shared", {}, (GUARD,)),
    )
    shown = writer(language).results(replace(RECORD, results=results)).splitlines()
    assert [line.split("|")[2].strip() for line in shown[-2:]] == ["`a`", "`b (shared)`"]
    assert GUARD in shown[-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_faults_are_a_block_that_nothing_leaves(language: Language) -> None:
    """A path of the host with backticks stays in its block."""
    facts = {"method": "GET", "path": "/x```\n# title", "problem": "404"}
    fault = Fault(CodeHostCode.REFUSED, None, facts)
    shown = writer(language).trouble("plan-failed", [fault] * 40)
    assert "\n# title" not in shown.replace("````", "")
    assert shown.startswith("### ")
    assert "10" in shown.splitlines()[-1]
