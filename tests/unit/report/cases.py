"""The stored cases: what each sample renders to, in every format and language.

`python -m tests.unit.report.cases` writes them anew; read the difference before you keep it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from reconciler.model.inert import json_text
from reconciler.planfile.write import plan_json
from reconciler.report.drift_json import drift_document
from reconciler.report.drift_text import render_drift, render_drift_markdown
from reconciler.report.outcomes import render_outcomes
from reconciler.report.plan_markdown import render_plan_markdown
from reconciler.report.plan_text import PlanOptions, render_plan
from reconciler.report.report_markdown import report_markdown
from reconciler.report.site.wording import PageWording
from reconciler.report.texts import LANGUAGES, Language, Texts
from tests.unit.report import samples
from tests.unit.report.sample_drift import a_drifted_day, drift_data
from tests.unit.report.sample_reports import outcomes
from tests.unit.report.wording import CASES, make_texts
from tests.unit.reportfile.samples import REPORT

WIDE = PlanOptions(width=130)
REVEALED = PlanOptions(width=80, reveal={"a1": "mariya@levski.example"})
COUNTED = PlanOptions(width=100, explain_requests=True)


def shipped(texts: Texts) -> PageWording:
    """The shipped texts of the same language: a report has no codes of the tests' own."""
    return PageWording(Texts(texts.language), {})


RENDERED: Mapping[str, Callable[[Texts], str]] = {
    "day/plan.{}.txt": lambda texts: render_plan(samples.a_day(), texts, WIDE),
    "day/plan.{}.md": lambda texts: render_plan_markdown(samples.a_day(), texts),
    "day/plan.{}.json": lambda texts: plan_json(samples.a_day(), texts),
    "day/revealed.{}.txt": lambda texts: render_plan(samples.a_day(), texts, REVEALED),
    "day/outcomes.{}.txt": lambda texts: render_outcomes(outcomes(), [samples.levski()], texts),
    "bad-day/plan.{}.txt": lambda texts: render_plan(samples.a_bad_day(), texts, COUNTED),
    "bad-day/plan.{}.md": lambda texts: render_plan_markdown(samples.a_bad_day(), texts),
    "report/report.{}.md": lambda texts: report_markdown(REPORT, shipped(texts)),
    "still/plan.{}.txt": lambda texts: render_plan(samples.a_still_day(), texts, WIDE),
    "still/plan.{}.md": lambda texts: render_plan_markdown(samples.a_still_day(), texts),
    "first/plan.{}.txt": lambda texts: render_plan(samples.a_first_day(4), texts, WIDE),
    "drift/plan.{}.txt": lambda texts: render_plan(a_drifted_day(), texts, WIDE),
    "drift/plan.{}.md": lambda texts: render_plan_markdown(a_drifted_day(), texts),
    "drift/plan.{}.json": lambda texts: plan_json(a_drifted_day(), texts),
    "drift/drift.{}.txt": lambda texts: render_drift(drift_data(), texts),
    "drift/drift.{}.md": lambda texts: render_drift_markdown(drift_data(), texts),
    "drift/drift.{}.json": lambda texts: json_text(drift_document(drift_data(), texts)),
}


def stored() -> list[tuple[str, Language]]:
    """(name, language) of every stored file."""
    return [(name, language) for name in RENDERED for language in LANGUAGES]


def main() -> None:
    """Writes every case."""
    with tempfile.TemporaryDirectory() as folder:
        for language in LANGUAGES:
            texts = make_texts(Path(folder), language)
            for name, render in RENDERED.items():
                path = CASES / name.format(language)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(render(texts), "utf-8")


if __name__ == "__main__":
    main()
