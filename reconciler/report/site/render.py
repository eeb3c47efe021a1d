"""Renders the folder: 'index.bg.html', 'it.bg.html', 'schools/ID.bg.html', 'rules/ID.bg.html'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment, Template

from reconciler.report.pages import html_environment
from reconciler.report.site.city_page import LICENCE_COLUMNS, city_page
from reconciler.report.site.it_page import it_page
from reconciler.report.site.rule_page import rule_page
from reconciler.report.site.school_page import school_page
from reconciler.report.site.wording import PageWording
from reconciler.report.texts import LANGUAGES, Language, Texts
from reconciler.reportfile.model import Report


@dataclass(frozen=True, slots=True)
class SiteInputs:
    """A report, and earlier ones that make the trend."""

    report: Report
    history: Sequence[Report] = field(default_factory=tuple)
    """The oldest first."""


def render_site(inputs: SiteInputs, texts: Sequence[Texts]) -> Iterator[tuple[str, str]]:
    """(path in the folder, HTML) of every page in each language."""
    for one in texts:
        yield from _Site(inputs, PageWording.of(one, inputs.report)).pages()


class _Site:
    """All pages in one language."""

    def __init__(self, inputs: SiteInputs, wording: PageWording) -> None:
        self._inputs, self._wording = inputs, wording
        self._environment: Environment = html_environment(wording.texts)

    def pages(self) -> Iterator[tuple[str, str]]:
        report, wording = self._inputs.report, self._wording
        yield self._page("index", "city", page=city_page(report, wording, self._inputs.history))
        yield self._page("it", "it", page=it_page(report, wording))
        for school in report.schools:
            page = school_page(report, school, wording)
            yield self._page(f"schools/{school.id}", "school", page=page)
        rules = [rule_page(report, rule, wording) for rule in report.rules]
        yield self._page("rules/index", "rules", pages=rules)
        for rule in rules:
            yield self._page(f"rules/{rule.id}", "rule", page=rule)

    def _page(self, path: str, template: str, **values: Any) -> tuple[str, str]:
        name = path.rpartition("/")[2]
        languages = [(one, f"{name}.{one}.html") for one in LANGUAGES]
        made: Template = self._environment.get_template(f"site/{template}.html")
        shared = {"languages": languages, "licence_columns": LICENCE_COLUMNS}
        return _file(path, self._wording.texts.language), made.render(**shared, **values)


def _file(path: str, language: Language) -> str:
    return f"{path}.{language}.html"
