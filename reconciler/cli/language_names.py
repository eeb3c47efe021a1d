"""Languages by the codes of ISO 639-1, as a new project's names are given in them."""

from __future__ import annotations

from babel import Locale
from babel.core import get_global

from reconciler.cli.exits import CliCode
from reconciler.errors import Fault, StackError
from reconciler.model.language import Language
from reconciler.model.near import NOTHING_NEAR

ENGLISH: Language = "en"


def language_name(code: str, language: Language) -> str:
    """What a language is called: 'Estonian', 'естонски'."""
    return str(Locale(language).languages.get(code, code))


def require_language(code: str) -> None:
    """StackError for a code that is no language's; a country's code suggests its language."""
    known = Locale(ENGLISH).languages
    if code in known:
        return
    likely = str(get_global("likely_subtags").get(f"und_{code.upper()}", "")).partition("_")[0]
    near = likely if likely in known else NOTHING_NEAR
    facts = {"code": code, "near": near, "called": language_name(near, ENGLISH)}
    raise StackError([Fault(CliCode.INIT_LANGUAGE, None, facts)])
