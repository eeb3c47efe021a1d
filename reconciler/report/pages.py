"""The report as one Markdown or HTML file, from templates; HTML needs nothing from any network."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from reconciler.report.compliance import ReportData
from reconciler.report.markdown import code, plain
from reconciler.report.texts import Texts
from reconciler.report.views import city_view

Format = Literal["md", "html"]
_TICKED = re.compile(r"`([^`]+)`")
_TEMPLATES = Path(__file__).with_name("templates")


def report_name(form: Format, texts: Texts) -> str:
    """The file's name: 'index.bg.html'."""
    return f"index.{texts.language}.{form}"


def render_report(data: ReportData, texts: Texts, form: Format) -> str:
    """The city's page, then a page for each school; numbers of people under 5 are '<5'."""
    environment = html_environment(texts)
    template = environment.get_template(f"report.{form}")
    return template.render(city=city_view(data, texts))


def html_environment(texts: Texts) -> Environment:
    """Templates of both forms in a language; what comes from outside is escaped in HTML."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(plain=plain, code=code, sentence=_sentence, ticked=_ticked)
    environment.globals.update(say=texts.format, number=texts.number, lang=texts.language)
    return environment


def _sentence(text: str) -> str:
    """A text with a full stop, so that another sentence can follow."""
    return text if text.endswith((".", "!", "?", ":", ";")) else f"{text}."


def _ticked(text: str) -> Markup:
    """What stands between backticks as code; everything is escaped first."""
    return Markup(_TICKED.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704  escaped above
