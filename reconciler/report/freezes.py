"""Stops of all writing as sentences: beside a plan, and all that were ever ordered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from reconciler.model.document import document
from reconciler.model.freeze import Freeze
from reconciler.report.texts import Texts

FORMAT_VERSION = 1


def freeze_lines(frozen: Iterable[Freeze], texts: Texts) -> list[str]:
    """Who stopped all writing, since when and why: one line for each stop that holds."""
    return [
        texts.format("freeze-plan", **{**freeze.facts(), "who": freeze.who or "none"})
        for freeze in frozen
    ]


def render_freezes(
    ordered: Sequence[Freeze], held: frozenset[tuple[str, str]], texts: Texts
) -> str:
    """Every stop in the order of time, and how it ended; `held`: since and who of those that do."""
    if not ordered:
        return texts.format("freeze-none") + "\n"
    return "\n".join(line for freeze in ordered for line in _rows(freeze, held, texts)) + "\n"


def freezes_document(ordered: Iterable[Freeze], held: frozenset[tuple[str, str]]) -> dict[str, Any]:
    """The same for machines."""
    rows = [{**asdict(one), "holds": (one.since, one.who) in held} for one in ordered]
    return document("freezes", FORMAT_VERSION, {"freezes": rows})


def _rows(freeze: Freeze, held: frozenset[tuple[str, str]], texts: Texts) -> Iterator[str]:
    yield texts.format("freeze-row", **freeze.facts(), host=freeze.host or "-")
    yield f"  {_end(freeze, held, texts)}"


def _end(freeze: Freeze, held: frozenset[tuple[str, str]], texts: Texts) -> str:
    if freeze.lifted is not None:
        at = freeze.lifted[: len("2026-11-24T09:30")].replace("T", " ")
        facts = {"at": at, "who": freeze.lifted_by, "reason": freeze.lifted_reason}
        return texts.format("freeze-row-lifted", **facts)
    holds = (freeze.since, freeze.who) in held
    return texts.format("freeze-row-holds" if holds else "freeze-row-over")
