"""What applying did: by school, then what did not succeed and why, then what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from reconciler.model.plan import Plan, SchoolPlan
from reconciler.model.school import SchoolRef
from reconciler.model.states import Outcome, Result
from reconciler.report.plan_notes import indented, some
from reconciler.report.texts import Texts

_GOOD = (Result.APPLIED, Result.UNCHANGED)


def render_outcomes(outcomes: Iterable[Outcome], left: Sequence[SchoolPlan], texts: Texts) -> str:
    """Counts by school, one line a failure with its texts, totals; `left` still differs."""
    by_school: dict[SchoolRef, list[Outcome]] = {}
    for outcome in outcomes:
        key = outcome.address.school_ref
        by_school.setdefault(key, []).append(outcome)
    every = [outcome for group in by_school.values() for outcome in group]
    lines = [
        *_schools(by_school, texts),
        *_problems(by_school, texts),
        *_left(left, texts),
        f"{texts.format('plan-outcome-total')}  {_counts(every, texts)}",
    ]
    if left or any(outcome.result not in _GOOD for outcome in every):
        lines.append(texts.format("plan-outcome-again"))
    return "\n".join(lines) + "\n"


def left_out_lines(plan: Plan, approved: Sequence[SchoolPlan], texts: Texts) -> tuple[str, ...]:
    """The end of a run of which something was refused: what was not applied; () where all was.

    The plan above counts it among its changes, and without this line they would look applied.
    """
    if not approved:
        return (texts.format("plan-outcome-refused-all"),)
    refs = {school.ref for school in approved}
    left = [_name(one.ref) for one in plan.schools if one.changes and one.ref not in refs]
    return (texts.format("plan-outcome-refused", schools=some(left, texts)),) if left else ()


def _schools(by_school: dict[SchoolRef, list[Outcome]], texts: Texts) -> Iterator[str]:
    names = {key: _name(key) for key in sorted(by_school)}
    width = max((len(name) for name in names.values()), default=0)
    for key, name in names.items():
        yield f"  {name:<{width}}  {_counts(by_school[key], texts)}"


def _name(ref: SchoolRef) -> str:
    return ref.school if ref.school == ref.tenant else f"{ref.school} ({ref.tenant})"


def _counts(outcomes: list[Outcome], texts: Texts) -> str:
    found = Counter(outcome.result for outcome in outcomes)
    parts = [
        texts.format(f"plan-result-{result}", count=found[result])
        for result in Result
        if found[result]
    ]
    return ", ".join(parts) or texts.format("plan-outcome-none")


def _problems(by_school: dict[SchoolRef, list[Outcome]], texts: Texts) -> Iterator[str]:
    for key in sorted(by_school):
        wrong = [outcome for outcome in by_school[key] if outcome.result not in _GOOD]
        if not wrong:
            continue
        yield ""
        yield _name(key)
        for outcome in wrong:
            yield f"  {_outcome_line(outcome, texts)}"
            yield from indented((texts.fault(fault) for fault in outcome.faults), 4)
            if outcome.result is Result.PARTIAL:
                what = f"{outcome.address.kind}/{outcome.address.key}"
                told = texts.message("finding-people-refused", {"what": what})
                yield from indented((str(told),), 4)
    yield ""


def _outcome_line(outcome: Outcome, texts: Texts) -> str:
    """'members class-2031b (update): 20 of 31 done'."""
    kind = texts.format(f"plan-kind-{outcome.address.kind}")
    action = texts.format(f"plan-outcome-action-{outcome.action}")
    result = texts.format(f"plan-outcome-{outcome.result}")
    text = f"{kind} {outcome.address.key} ({action}): {result}"
    if not 0 < outcome.done < outcome.wanted:
        return text
    part = texts.format("plan-outcome-part", done=outcome.done, wanted=outcome.wanted)
    return f"{text}, {part}"


def _left(left: Sequence[SchoolPlan], texts: Texts) -> Iterator[str]:
    if not left:
        return
    yield texts.format("plan-outcome-left")
    for school in left:
        changes = texts.format("plan-md-changes", count=len(school.changes))
        yield f"  {_name(school.ref)}  {changes}"
    yield ""
