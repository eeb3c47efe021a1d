"""The report: each school's state, readable and printable, and nobody to be recognised in it."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from reconciler.model.plan import SchoolPlan
from reconciler.report.compliance import (
    ComplianceState,
    ReportData,
    SchoolFacts,
    TenantFacts,
    school_standings,
)
from reconciler.report.pages import render_report, report_name
from reconciler.report.texts import Texts
from tests.unit.report.sample_reports import a_report
from tests.unit.report.samples import EVTIMIY, LEVSKI, a_plan, evtimiy, levski, still

VOID = {"meta", "br", "link", "img"}


class Page(HTMLParser):
    """What a page holds, and whether its tags close in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[str] = []
        self.tables: list[dict[str, int]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes what opens."""
        known = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if tag in ("h1", "h2", "h3"):
            self.headings.append(tag)
        if tag == "table":
            self.tables.append({"columns": 0, "cells": 0})
        if tag == "th":
            assert known.get("scope") in ("row", "col")
            self.tables[-1]["columns"] += known.get("scope") == "col"
        self.ids += [value for value in (known.get("id"),) if value]
        self.links += [value for name in ("href", "src") if (value := known.get(name))]

    def handle_endtag(self, tag: str) -> None:
        """Whatever closes was the last that opened."""
        assert self.open.pop() == tag


def only(plan: SchoolPlan) -> ReportData:
    """A report of one school."""
    tenant = TenantFacts(plan.tenant, plan.vendor)
    named = a_report().schools[0].name
    stated = {"neispuo": "1690000", "district": "Източен"}
    facts = SchoolFacts(plan.school, named, plan.wave, (tenant,), stated)
    return replace(a_report(), plan=a_plan(plan), schools=(facts,))


def state_of(plan: SchoolPlan) -> ComplianceState:
    """The state of a report's only school."""
    return school_standings(only(plan))[0].state


def test_html_is_well_formed_and_every_table_has_headers(texts: Texts) -> None:
    """Tags close in order, each table names its columns, headings never skip a level."""
    page = Page(render_report(a_report(), texts, "html"))
    assert page.open == []
    assert page.tables
    assert all(table["columns"] > 1 for table in page.tables)
    levels = [int(heading[1]) for heading in page.headings]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_html_needs_no_network_and_its_links_lead_somewhere(texts: Texts) -> None:
    """Every link is to a place in the page itself, and no id is used twice."""
    text = render_report(a_report(), texts, "html")
    page = Page(text)
    assert all(link.startswith("#") and link[1:] in page.ids for link in page.links)
    assert len(page.ids) == len(set(page.ids))
    assert "url(" not in text
    assert "<script" not in text


def test_names_are_escaped(english: Texts) -> None:
    """A name with markup in it is text."""
    told = render_report(a_report(), english, "html")
    assert "Plovdiv &lt;Language&gt; Gymnasium" in told
    assert "<Language>" not in told + render_report(a_report(), english, "md")


@pytest.mark.parametrize("form", ["md", "html"])
def test_counts_of_people_under_5_are_suppressed(english: Texts, form: str) -> None:
    """One principal, three placed pupils, four strangers: nobody can be pointed at."""
    told = render_report(a_report(), english, "md" if form == "md" else "html")
    assert "&lt;5 members whom nobody declared" in told
    assert "→ &lt;5" in told
    assert not re.search(r"Principals \| 1\b|>1</td><td class=\"number\">41<", told)


def test_a_school_stands_as_its_worst_managed_tenant() -> None:
    """Refused before differing, differing before partly unknown, and converged only if all is."""
    assert state_of(levski()) is ComplianceState.DIFFERS
    assert state_of(evtimiy()) is ComplianceState.REFUSED
    assert state_of(replace(evtimiy(), refusals=())) is ComplianceState.UNKNOWN
    assert state_of(still(LEVSKI, "pilot")) is ComplianceState.CONVERGED


def test_an_unread_tenant_makes_its_schools_unreachable() -> None:
    """What could not be read is never shown as declared."""
    states = {one.facts.id: one.state for one in school_standings(a_report())}
    assert states["eg-plovdiv"] is ComplianceState.UNREACHABLE
    assert states["national-school"] is ComplianceState.OBSERVED


def test_an_observed_tenant_never_makes_a_school_worse() -> None:
    """The ministry's tenant may differ as it likes: nobody here can change it."""
    data = only(still(LEVSKI, "pilot"))
    beside = TenantFacts("national", "microsoft", observed=True)
    facts = replace(data.schools[0], tenants=(*data.schools[0].tenants, beside))
    seen = replace(levski(), tenant="national")
    plan = replace(data.plan, schools=(*data.plan.schools, seen))
    told = school_standings(replace(data, plan=plan, schools=(facts,)))
    assert [one.state for one in told] == [ComplianceState.CONVERGED]


def test_the_worst_three_come_first_with_a_cure(english: Texts) -> None:
    """Unreachable, then refused, then what differs; each with a link and what to do."""
    told = render_report(a_report(), english, "md")
    today = told[told.index("needs attention today") : told.index("## Licences")]
    assert re.findall(r"\(#([a-z-]+)\)", today) == ["eg-plovdiv", EVTIMIY, LEVSKI]
    assert today.count("What to do:") == 3


def test_schools_out_of_reach_of_the_plan_are_not_in_the_report(english: Texts) -> None:
    """A report of one wave does not claim anything of the others."""
    data = replace(a_report(), plan=a_plan(levski()))
    assert [one.facts.id for one in school_standings(data)] == [LEVSKI]
    assert "1 school ·" in render_report(data, english, "md")


def test_a_report_of_no_school_at_all_renders(texts: Texts) -> None:
    """An empty plan gives an empty city, not an error."""
    data = replace(a_report(), plan=replace(a_plan(), seats=()), schools=(), day="")
    assert texts.format("report-nothing-today") in render_report(data, texts, "html")


def test_each_file_is_named_by_language(texts: Texts) -> None:
    """Both languages lie side by side."""
    assert report_name("html", texts) == f"index.{texts.language}.html"
