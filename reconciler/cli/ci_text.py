"""What the jobs of a code host write into a pull request, around the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reconciler.codehost.job import CiJob
from reconciler.errors import Fault
from reconciler.model.plan import Plan
from reconciler.plan.approve import CHANGED_SINCE
from reconciler.plan.guards import DEFAULTS
from reconciler.planfile.review import ReviewedPlan, ReviewRecord, SchoolResult
from reconciler.report.drift import DriftData
from reconciler.report.drift_text import render_drift_markdown
from reconciler.report.markdown import code, fenced, plain, table
from reconciler.report.plan_markdown import render_plan_markdown
from reconciler.report.texts import Texts

LIMIT = 65_536
"""Characters that GitHub takes in one comment (2026-11)."""
MARGIN = 600
"""Characters for the marker and the job's link."""
AGREEABLE = frozenset({*DEFAULTS, CHANGED_SINCE})
"""What a person can agree to: guards and, after a merge, a plan that nobody has read before it."""
RECORD = "<!-- reconciler:record "
_BEGIN = "<!-- reconciler:decisions -->"
_END = "<!-- /reconciler:decisions -->"
_ROWS = 60
_FAULTS = 30
_LINE = 300


@dataclass(frozen=True, slots=True)
class ReviewWriter:
    """Writes the parts of a comment in one language."""

    texts: Texts
    job: CiJob
    stack: str

    @property
    def marker(self) -> str:
        """Hidden; says which comment is this stack's."""
        return f"<!-- reconciler:comment {self.stack} -->"

    def comment(self, parts: Iterable[str], record: str = "") -> str:
        """A whole comment, which always fits: the record is what may not be cut."""
        texts = self.texts
        foot = texts.format("ci-job", url=self.job.url) if self.job.url else ""
        body = "\n\n".join(part for part in (self.marker, *parts, foot) if part)
        room = LIMIT - len(record) - 2
        if len(body) > room:
            cut = texts.format("ci-cut")
            body = f"{body[: room - len(cut) - 20]}\n\n</details>\n\n{cut}"
        return f"{body}\n\n{record}".rstrip() + "\n"

    def decisions(self, plan: ReviewedPlan, record: ReviewRecord) -> str:
        """How each refusal of a guard can be agreed to, and which were."""
        told = (*self._asked(plan, record), *self._agreed(record))
        return "\n\n".join((_BEGIN, *told, _END))

    def decided(self, body: str, record: ReviewRecord, line: str) -> str:
        """A comment as it is, with what has been agreed to since."""
        plan = record.left or record.plan
        head, _, rest = body.partition(_BEGIN)
        _, _, tail = rest.partition(_END)
        lines = (one for one in tail.splitlines() if not one.startswith(RECORD))
        kept = "\n".join(lines).rstrip()
        return f"{head}{self.decisions(plan, record)}{kept}\n\n{line}\n"

    def _asked(self, plan: ReviewedPlan, record: ReviewRecord) -> Iterator[str]:
        rows = [
            [code(_name(guard, school or tenant)), code(print_), str(record.place.number)]
            for guard, school, tenant in plan.refused
            if guard in AGREEABLE
            for print_ in sorted(plan.fingerprints(guard, school or tenant))
            if not _has(record, guard, school or tenant, print_)
        ]
        if rows:
            head = [self.texts.format(f"ci-head-{name}") for name in ("guard", "print", "number")]
            yield f"**{self.texts.format('ci-decide')}**"
            yield table(head, "llr", rows[:_ROWS])
            if len(rows) > _ROWS:
                yield self.texts.format("ci-more", count=len(rows) - _ROWS)

    def _agreed(self, record: ReviewRecord) -> Iterator[str]:
        if record.acknowledged:
            yield "\n".join(
                "- "
                + self.texts.format(
                    "ci-agreed", guard=code(one.name), who=code(one.who), reason=plain(one.reason)
                )
                for one in record.acknowledged
            )

    def results(self, record: ReviewRecord) -> str:
        """How each school ended after the merge; '' where nothing ran yet."""
        return self._results(record.results, "ci-outcome")

    def _results(self, results: Sequence[SchoolResult], title: str) -> str:
        texts = self.texts
        if not results:
            return ""
        head = [texts.format(f"ci-head-{name}") for name in ("wave", "school", "outcome")]
        rows = [[plain(one.wave), code(_place(one)), self._outcome(one)] for one in results[:_ROWS]]
        shown = table(head, "lll", rows)
        more = len(results) - _ROWS
        tail = f"\n\n{texts.format('ci-more', count=more)}" if more > 0 else ""
        return f"### {texts.format(title)}\n\n{shown}{tail}"

    def _outcome(self, one: SchoolResult) -> str:
        parts = [
            self.texts.format(f"plan-result-{name}", count=count)
            for name, count in one.counts.items()
            if count
        ]
        parts += [code(guard) for guard in one.refused]
        return ", ".join(parts) or self.texts.format("plan-outcome-none")

    def morning(self, left: Plan, drifted: DriftData, results: Sequence[SchoolResult]) -> str:
        """The issue: what was applied by itself, what waits for whom, and what others changed."""
        texts = self.texts
        parts = [self._results(results, "ci-morning")]
        if left.changes() or left.refusals:
            parts += [f"### {texts.format('ci-waits')}", self._commands(left)]
            parts.append(render_plan_markdown(left, texts))
        if drifted.schools or drifted.no_log or drifted.not_read:
            parts += [f"### {texts.format('ci-drift')}", render_drift_markdown(drifted, texts)]
            parts.append(self._choices(drifted))
        if len(parts) == 1:
            parts.append(texts.format("ci-all-done"))
        return self.comment(parts)

    def _commands(self, left: Plan) -> str:
        """How somebody at a terminal agrees to a refusal that no pull request has."""
        refused = [r for school in left.schools for r in school.refusals if r.guard in DEFAULTS]
        lines = [
            f"reconciler apply --stack {self.stack} --school {one.school}"
            f" --acknowledge {one.guard}:{one.school} --reason …"
            for one in refused[:_FAULTS]
        ]
        return (
            f"{self.texts.format('ci-waits-how')}\n\n{fenced(chr(10).join(lines))}" if lines else ""
        )

    def _choices(self, drifted: DriftData) -> str:
        """Put it back, or keep it: for each school."""
        names = dict.fromkeys(one.school for one in drifted.schools)
        lines = [self.texts.format("ci-put-back")]
        lines += [self.texts.format("ci-keep", school=code(name)) for name in list(names)[:_ROWS]]
        return "\n".join(f"- {line}" for line in lines) if names else ""

    def trouble(self, name: str, faults: Iterable[Fault]) -> str:
        """Why there is no plan, or why a run ended."""
        told = [self.texts.fault(fault) for fault in faults]
        lines = [line[:_LINE] for one in told[:_FAULTS] for line in one.splitlines()]
        more = len(told) - _FAULTS
        tail = f"\n\n{self.texts.format('ci-more', count=more)}" if more > 0 else ""
        block = f"\n\n{fenced(chr(10).join(lines))}" if lines else ""
        return f"### {self.texts.format(f'ci-{name}')}{block}{tail}"


def _name(guard: str, subject: str) -> str:
    return f"{guard}:{subject}" if subject else guard


def _has(record: ReviewRecord, guard: str, subject: str, fingerprint: str) -> bool:
    return any(
        one.guard == guard and one.school in (subject, "") and one.fingerprint == fingerprint
        for one in record.acknowledged
    )


def _place(one: SchoolResult) -> str:
    return one.school if one.school == one.tenant else f"{one.school} ({one.tenant})"
