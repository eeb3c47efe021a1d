"""Schools as rules see them, out of tests/cases/rules: one that breaks nothing, and changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from reconciler.compliance import PolicyInput, Rulebook, evaluate
from reconciler.report.texts import LANGUAGES, Language, Texts
from reconciler.rules.load import load_rulebook

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "tests" / "cases" / "rules"
BASE = FOLDER / "base.yaml"
DAY = "2026-11-24"


@dataclass(frozen=True, slots=True)
class Case:
    """One change of the school that breaks nothing, and what the rules must say of it."""

    claim: str
    subject: PolicyInput
    expected: Mapping[Language, list[str]]


def rulebook() -> Rulebook:
    """The city's own."""
    return load_rulebook(ROOT / "policies")


def school(change: Mapping[str, Any] | None = None) -> PolicyInput:
    """The school that breaks nothing, changed."""
    return PolicyInput.from_inputs(_merged(_read(BASE), change or {}))


def cases() -> Iterator[Case]:
    """Every case of every file."""
    for path in sorted(FOLDER.glob("*.yaml")):
        for one in () if path == BASE else _read(path):
            expected = {language: one[language].splitlines() for language in LANGUAGES}
            yield Case(one["claim"], school(one["change"]), expected)


def told(rulebook: Rulebook, subject: PolicyInput, language: Language, day: str = DAY) -> list[str]:
    """Every finding as 'rule thing: sentence'."""
    texts = Texts(language)
    return [
        f"{finding.code} {finding.subject}: {texts.found(finding).text}"
        for finding in evaluate(rulebook, [subject], day)
    ]


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(below)
    for key, value in above.items():
        if value is None:
            result.pop(key, None)
        elif isinstance(value, Mapping):
            result[key] = _merged(result.get(key, {}), value)
        else:
            result[key] = value
    return result
