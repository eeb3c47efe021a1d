"""The templates' environment: what pages are rendered with, in a language."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from reconciler.model.inert import inert
from reconciler.report.markdown import code, plain
from reconciler.report.texts import Texts

_TICKED = re.compile(r"`([^`]+)`")
_TEMPLATES = Path(__file__).with_name("templates")


def html_environment(texts: Texts) -> Environment:
    """Templates of both forms in a language; what comes from outside is escaped in HTML."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_finalized,
    )
    environment.filters.update(plain=plain, code=code, sentence=sentence, ticked=_ticked)
    environment.globals.update(say=texts.format, number=texts.number, lang=texts.language)
    return environment


def _finalized(value: Any) -> Any:
    """What a template prints; markup of our own is kept, what acts in it is not."""
    return Markup(inert(str(value))) if isinstance(value, Markup) else inert(value)  # noqa: S704


def sentence(text: str) -> str:
    """A text with a full stop, so that another sentence can follow."""
    return text if text.endswith((".", "!", "?", ":", ";")) else f"{text}."


def _ticked(text: str) -> Markup:
    """What stands between backticks as code; everything is escaped first."""
    return Markup(_TICKED.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704  escaped above
