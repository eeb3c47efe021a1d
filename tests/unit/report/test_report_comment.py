"""A pull request's comment: it fits, says the worst first, and nothing in it acts."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from reconciler.errors import SourceLocation
from reconciler.model.change import Action, FieldChange
from reconciler.model.plan import Level
from reconciler.model.proposal import Governance, Proposal
from reconciler.model.resources import Kind
from reconciler.model.tenant import TenantFailure
from reconciler.report.alike import alike
from reconciler.report.comment import CommentOptions, render_comment, without_limit
from reconciler.report.texts import Texts
from reconciler.report.triggers import LineLinks
from tests.unit.report.sample_proposals import (
    LINKS,
    a_proposal,
    a_school,
    all_different,
    by_a_layout,
    by_their_own_files,
    edited,
    of,
    proposed,
    refused_alike,
)
from tests.unit.report.samples import a_group, levski

HERE = CommentOptions(LineLinks(LINKS), "30.11.2026 10:31")
GITHUB = 65_536


@pytest.mark.parametrize("make", [by_a_layout, by_their_own_files, refused_alike])
def test_52_schools_changed_alike_are_a_short_comment(texts: Texts, make: object) -> None:
    """One row with a count; under 6,000 characters with all its links."""
    comment = render_comment(make(), texts, HERE)  # type: ignore[operator]
    assert len(comment.text) < 6_000
    assert comment.whole


def test_the_exception_among_many_alike_is_named(english: Texts) -> None:
    """51 are one row, and the school that also gets a club has its own."""
    comment = render_comment(by_a_layout(), english, HERE).text
    rows = [line for line in comment.splitlines() if line.startswith("| ") and "Google" in line]
    assert len(rows) == 2
    assert "**51 schools alike**" in rows[0] + rows[1]
    (named,) = [row for row in rows if "ou-17-hristo-botev" in row]
    assert "chess" in named
    assert "and 13 more like it" in comment


@pytest.mark.parametrize("make", [all_different, lambda: all_different(130, 20)])
def test_schools_that_all_differ_still_fit(texts: Texts, make: object) -> None:
    """However much changes, and however long its names are; what is left out is said."""
    comment = render_comment(make(), texts, HERE)  # type: ignore[operator]
    assert len(comment.text) < GITHUB
    assert not comment.whole
    assert texts.format("comment-left-out") in comment.text


def test_the_worst_stands_first(english: Texts) -> None:
    """Refused schools before others, then those that lose most; details go before rows do."""
    proposal = all_different()
    groups = alike(proposal.changed)
    refusals = [group.refusals for group in groups]
    assert refusals == sorted(refusals, reverse=True)
    text = render_comment(proposal, english, HERE).text
    rows = re.findall(r"^\| \[(su-\d\d)", text, flags=re.MULTILINE)
    assert len(rows) == 52
    assert rows == [group.sample.plan.school[:5] for group in groups]
    assert text.index("This pull request allows more") < text.index("Needs a decision")
    assert text.index("Needs a decision") < text.index("| school |")


def test_what_a_comment_leaves_out_is_whole_in_the_artefact(english: Texts) -> None:
    """Every change of every school, with its line."""
    whole = render_comment(all_different(), english, without_limit(HERE))
    assert whole.whole
    assert whole.text.count("<details>") == whole.text.count("</details>")
    for number in range(52):
        assert f"su-{number:02}-sveti-sedmochislenitsi-plovdiv.yaml" in whole.text
        assert f"club-{number}-42" in whole.text


def test_what_was_pending_and_the_legend_close_it(texts: Texts) -> None:
    """One folded line, what merging does, and what the signs mean."""
    text = render_comment(by_a_layout(), texts, HERE).text
    title = texts.format("comment-pending", count=52, schools=52)
    assert f"<summary>{title}</summary>" in text
    assert text.index(title) < text.index(texts.format("comment-merging", waves="pilot, all")[:20])
    assert text.rstrip().endswith("</sub>")
    assert texts.format("comment-legend") in text


def test_a_pull_request_that_changes_nothing_says_so(texts: Texts) -> None:
    """A comment, a typo in a name that is nowhere shown."""
    text = render_comment(a_proposal(proposed(a_school("ou-a"))), texts, HERE).text
    assert texts.format("comment-merging-nothing") in text
    assert "| --- |" not in text


def test_a_tenant_that_was_not_read_is_told_before_the_table(english: Texts) -> None:
    """Nothing is known of its schools, so nothing is promised of them."""
    plan = by_a_layout(2)
    failed = replace(plan.head, failures=(TenantFailure("ou-away", ("ou-away",), ()),))
    text = render_comment(replace(plan, head=failed), english, HERE).text
    assert "ou-away" in text[: text.index("| school |")]
    assert "not complete" in text


HOSTILE = (
    "a|b `c` <img src=x onerror=alert(1)> [x](javascript:alert(1)) @city/all #12",
    "</details><script>alert(1)</script>",
    "| --- |\n| x | y |\n\n# heading ![i](http://evil.example/i.png)",
    "`` ` ``|<!-- --> --> \u202egnp.exe\x1b[31m",
    "](<javascript:alert(1)>) <https://evil.example> www.evil.example",
)


def hostile(text: str) -> Proposal:
    """A pull request in which everything that somebody chose is hostile."""
    file = f"schools/{text}.yaml"
    change = a_group(text, Action.UPDATE, FieldChange("name", text, f"{text}!"))
    gone = replace(a_group(f"{text}x", Action.DELETE), after=None)
    school = a_school(text, of(text, change, edited(file, 3)), of(text, gone, edited(file, 4)))
    finding = replace(
        levski().findings[0],
        school=text,
        level=Level.MANDATORY,
        facts={"group": text, "count": 4},
        place=SourceLocation(file, 3, 1),
    )
    one = replace(proposed(replace(school, findings=(finding,))), new_findings=(finding,))
    facts = {"school": text, "tenant": text, "before": text, "after": text}
    allowed = Governance("scope", facts, SourceLocation(file, 1, 1))
    return a_proposal(one, governance=(allowed,))


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_somebody_wrote_acts(texts: Texts, text: str) -> None:
    """Rendered as a code host does: no element, link or picture comes from a name."""
    comment = render_comment(hostile(text), texts, HERE).text
    html = MarkdownIt("gfm-like", {"linkify": False}).render(comment)
    assert not re.search(r"<(script|img|iframe|h1)\b", html)
    assert not re.search(r"<[^>]*\son\w+=", html)
    links = re.findall(r'href="([^"]*)"', html)
    assert links
    assert all(link.startswith("https://git.plovdiv.example/municipality/") for link in links)
    outside_code = re.sub(r"`[^`\n]*`", "", comment)
    assert "@city" not in outside_code
    assert html.count("<details>") == html.count("</details>")
    assert "\x1b" not in comment
    assert "\u202e" not in comment


def test_every_row_of_a_table_has_as_many_cells(texts: Texts) -> None:
    """A bar or a break in a name moves no column."""
    for text in HOSTILE:
        comment = render_comment(hostile(text), texts, HERE).text
        for one in re.findall(r"(?:^\|.*\|\n?)+", comment, flags=re.MULTILINE):
            widths = {len(re.findall(r"(?<!\\)\|", row)) for row in one.strip().splitlines()}
            assert len(widths) == 1


def test_no_person_is_in_a_comment(texts: Texts) -> None:
    """Members are counts; no account id of the samples stands in it, whole or short."""
    for proposal in (by_a_layout(), all_different()):
        for how in (HERE, without_limit(HERE)):
            shown = render_comment(proposal, texts, how).text
            assert not re.search(r"\ba\d+\b(?!-staff)", re.sub(r"\(<[^>]*>\)", "", shown))


def test_kinds_of_people_are_counted_over_all_schools(english: Texts) -> None:
    """The row of many schools sums them up."""
    text = render_comment(by_a_layout(), english, HERE).text
    removed = sum(
        len(change.delta.remove)
        for one in by_a_layout().schools
        for change in one.proposed
        if change.address.kind is Kind.MEMBERSHIP
        and change.delta is not None
        and hasattr(change.delta, "remove")
    )
    assert f"{removed} memberships" in text


def test_a_refused_school_names_its_approvers(texts: Texts) -> None:
    """The team of the school's scope, as code: nobody is called by a comment."""
    teams = {"ou-00-hristo-botev": ("@plovdiv/school-it",), "ou-60": ("@plovdiv/else",)}
    text = render_comment(refused_alike(), texts, replace(HERE, owners=teams)).text
    assert "`sample-guard:ou-00-hristo-botev`" in text
    assert texts.format("comment-approvers", owners="`@plovdiv/school-it`") in text
    assert texts.format("comment-merging-refused") in text
    assert "else" not in text


def test_columns_in_which_nothing_stands_are_left_out(english: Texts) -> None:
    """No licences and no guards: a phone shows the rest."""
    text = render_comment(by_a_layout(), english, HERE).text
    assert "| school | because of this pull request | members |\n" in text
    assert "−4 → 40" not in text.split("<details>")[0].split("ou-17")[0]
