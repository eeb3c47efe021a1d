"""Runs as the ledger has them: a table of many, and one with its schools and what is not done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from reconciler.model.change import Action
from reconciler.model.document import document
from reconciler.model.freeze import Freeze
from reconciler.model.inert import inert
from reconciler.model.plan import Refusal
from reconciler.model.resources import Address
from reconciler.report.freezes import freeze_lines
from reconciler.report.texts import Texts

FORMAT_VERSION = 1
_COLUMNS = (
    "run",
    "when",
    "who",
    "commit",
    "kind",
    "state",
    "schools",
    "applied",
    "failed",
    "unknown",
)
_FOUND = ("school", "finding", "subject", "since", "gone")
_NUMBERS = frozenset({"run", "schools", "applied", "failed", "unknown"})
_FAILED = ("partial", "failed", "blocked")
"""What is known not to have been applied, or not to everybody."""
_RESULTS = ("applied", "partial", "failed", "blocked", "unknown")
_GAP = "  "


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """What became of one school in one tenant."""

    school: str
    tenant: str
    wave: str
    state: str
    """converged, partial, failed, left, untouched or open."""
    changes: int
    applied: int
    failed: int
    blocked: int
    unknown: int
    partial: int = 0


@dataclass(frozen=True, slots=True)
class UnfinishedChange:
    """One change that was meant and not carried out, or not as far as is known."""

    address: Address
    action: Action
    state: str
    """intended, sent, partial, failed, blocked or unknown."""
    done: int
    wanted: int
    faults: tuple[str, ...]
    """Codes."""


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run; times are ISO in UTC."""

    run: int
    stack: str
    kind: str
    state: str
    who: str
    host: str
    commit: str
    """'' where it is not known."""
    reason: str
    day: str
    fingerprint: str
    started: str
    ended: str | None
    acknowledged: tuple[str, ...]
    schools: tuple[SchoolRow, ...]
    refusals: tuple[Refusal, ...] = ()

    def count(self, what: str) -> int:
        """How many changes were applied, partial, failed, blocked or unknown, over all schools."""
        return sum(getattr(school, what) for school in self.schools)


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding over time; times are ISO in UTC."""

    school: str
    subject: str
    code: str
    level: str
    since: str
    gone: str | None


def render_findings(stack: str, rows: Sequence[FindingRow], texts: Texts) -> str:
    """A table by school, as given; the last column is empty where it is still so."""
    if not rows:
        return texts.format("history-no-findings", stack=stack) + "\n"
    head = [texts.format(f"history-{name}") for name in _FOUND]
    table = [head, *map(_found_cells, rows)]
    widths = [max(len(row[index]) for row in table) for index in range(len(head))]
    return "".join(
        _GAP.join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
        + "\n"
        for row in table
    )


def findings_document(stack: str, rows: Iterable[FindingRow]) -> dict[str, Any]:
    """The same for machines; `gone` is null where it is still so."""
    data = {"stack": stack, "findings": [asdict(row) for row in rows]}
    return document("findings", FORMAT_VERSION, data)


def _found_cells(item: FindingRow) -> list[str]:
    subject, since = item.subject or "-", _minute(item.since)
    return [str(inert(cell)) for cell in (item.school, item.code, subject, since)] + [
        _minute(item.gone or "")
    ]


def render_history(
    stack: str, runs: Sequence[RunRow], texts: Texts, frozen: Sequence[Freeze] = ()
) -> str:
    """A table, newest first as given; above it who has stopped all writing."""
    stopped = "".join(f"{line}\n" for line in freeze_lines(frozen, texts))
    if not runs:
        return stopped + texts.format("history-none", stack=stack) + "\n"
    head = [texts.format(f"history-{name}") for name in _COLUMNS]
    table = [head, *(_cells(run, texts) for run in runs)]
    widths = [max(len(row[index]) for row in table) for index in range(len(head))]
    return stopped + "".join(f"{_aligned(row, widths)}\n" for row in table)


def _cells(run: RunRow, texts: Texts) -> list[str]:
    counts = (
        len({school.school for school in run.schools}),
        run.count("applied"),
        sum(map(run.count, _FAILED)),
        run.count("unknown"),
    )
    return [
        str(run.run),
        _minute(run.started),
        str(inert(run.who)),
        str(inert(run.commit)) or "-",
        texts.format(f"history-kind-{run.kind}"),
        texts.format(f"history-state-{run.state}"),
        *map(texts.number, counts),
    ]


def _not_applied(run: RunRow) -> int:
    return sum(map(run.count, _RESULTS[1:]))


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = zip(_COLUMNS, row, widths, strict=True)
    return _GAP.join(
        f"{cell:>{width}}" if name in _NUMBERS else f"{cell:<{width}}"
        for name, cell, width in cells
    ).rstrip()


def _minute(at: str) -> str:
    """'2026-11-24 09:30'."""
    return at[:16].replace("T", " ")


def render_run(run: RunRow, left: Sequence[UnfinishedChange], texts: Texts) -> str:
    """One run: who, why, what became of each school, every no, and what was not done."""
    lines = [*_head(run, texts), "", *_schools(run, texts)]
    if run.refusals:
        lines += ["", texts.format("history-refused")]
        lines += [
            f"  {line}" for refusal in run.refusals for line in texts.refusal(refusal).split("\n")
        ]
    if left:
        lines += ["", texts.format("history-not-done"), *(_entry(item, texts) for item in left)]
    if run.count("applied") or _not_applied(run) or left:
        lines += ["", texts.format("history-undo", run=str(run.run), stack=run.stack)]
    return "\n".join(lines) + "\n"


def _head(run: RunRow, texts: Texts) -> Iterator[str]:
    yield texts.format(
        "history-title",
        run=str(run.run),
        stack=run.stack,
        kind=texts.format(f"history-kind-{run.kind}"),
        state=texts.format(f"history-state-{run.state}"),
    )
    ended = _minute(run.ended) if run.ended else texts.format("history-open-end")
    times = {"started": _minute(run.started), "ended": ended}
    about = [texts.format("history-started", who=run.who, host=run.host or "-", **times)]
    facts = {"commit": run.commit or "-", "fingerprint": run.fingerprint, "day": run.day}
    about.append(texts.format("history-of", **facts))
    if run.reason:
        about.append(texts.format("history-reason", reason=run.reason))
    if run.acknowledged:
        guards = ", ".join(run.acknowledged)
        about.append(texts.format("history-acknowledged", who=run.who, guards=guards))
    yield from (f"  {line}" for line in about)


def _schools(run: RunRow, texts: Texts) -> Iterator[str]:
    names = [item.school if item.school == item.tenant else _both(item) for item in run.schools]
    states = [texts.format(f"history-school-{item.state}") for item in run.schools]
    wide, long = (max(map(len, words), default=0) for words in (names, states))
    for name, state, school in zip(names, states, run.schools, strict=True):
        yield f"  {name:<{wide}}  {state:<{long}}  {_counts(school, texts)}".rstrip()


def _both(school: SchoolRow) -> str:
    return f"{school.school} ({school.tenant})"


def _counts(school: SchoolRow, texts: Texts) -> str:
    counts = {name: getattr(school, name) for name in _RESULTS}
    return ", ".join(texts.format(f"plan-result-{n}", count=c) for n, c in counts.items() if c)


def _entry(unfinished_change: UnfinishedChange, texts: Texts) -> str:
    """'  ou-levski: members teachers (update): failed, 20 of 31 done: throttled'."""
    kind = texts.format(f"plan-kind-{unfinished_change.address.kind}")
    text = texts.format(
        "history-entry",
        what=f"{unfinished_change.address.school}: {kind} {unfinished_change.address.key}",
        action=texts.format(f"plan-outcome-action-{unfinished_change.action}"),
        state=texts.format(f"history-entry-{unfinished_change.state}"),
    )
    parts = [text]
    if 0 < unfinished_change.done < unfinished_change.wanted:
        parts.append(
            texts.format(
                "history-entry-part", done=unfinished_change.done, wanted=unfinished_change.wanted
            )
        )
    why = f": {', '.join(unfinished_change.faults)}" if unfinished_change.faults else ""
    return f"  {', '.join(parts)}{why}"


def history_document(
    stack: str, runs: Iterable[RunRow], frozen: Iterable[Freeze] = ()
) -> dict[str, Any]:
    """The runs for machines; the keys are the same in every language."""
    stopped = [dict(sorted(freeze.facts().items())) for freeze in frozen]
    data = {"stack": stack, "frozen": stopped, "runs": [_run(run) for run in runs]}
    return document("history", FORMAT_VERSION, data)


def run_document(run: RunRow, left: Iterable[UnfinishedChange]) -> dict[str, Any]:
    """One run for machines."""
    data = {**_run(run), "not_done": [_left(item) for item in left]}
    return document("run", FORMAT_VERSION, data)


def _run(run: RunRow) -> dict[str, Any]:
    data = asdict(run)
    data["refusals"] = [
        {**asdict(refusal), "facts": dict(sorted(refusal.facts.items()))}
        for refusal in run.refusals
    ]
    return data


def _left(unfinished_change: UnfinishedChange) -> dict[str, Any]:
    return {
        "address": str(unfinished_change.address),
        "action": unfinished_change.action.value,
        "state": unfinished_change.state,
        "done": unfinished_change.done,
        "wanted": unfinished_change.wanted,
        "faults": list(unfinished_change.faults),
    }
