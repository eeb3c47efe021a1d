"""The end of a plan: what stands in the way, what it comes to, and the command to go on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reconciler.errors import Facts
from reconciler.model.change import ChangeCause
from reconciler.model.plan import Plan, Refusal, SchoolPlan
from reconciler.model.resources import Kind
from reconciler.model.seats import SeatlessCount
from reconciler.report.freezes import freeze_lines
from reconciler.report.origin import DRIFTED, counted
from reconciler.report.plan_notes import (
    failure_lines,
    finding_lines,
    held_lines,
    indented,
    refusal_lines,
    some,
    unknown_lines,
)
from reconciler.report.table import Style
from reconciler.report.tally import (
    ChangeTally,
    ProductSeats,
    counted_changes,
    products,
    school_count,
)
from reconciler.report.texts import Texts


class PlanFooter(StrEnum):
    """What becomes of a plan that is shown."""

    PROPOSED = "proposed"
    PREVIEW = "preview"
    """It is for another day."""
    AS_IF = "as-if"
    """Another mode than the declared one is taken for granted."""
    TAKEN = "taken"
    """The command goes on with it, and says how."""


@dataclass(frozen=True, slots=True)
class PlanClosing:
    """What a plan's end depends on besides the plan."""

    footer: PlanFooter
    acknowledged: Sequence[Refusal] = ()
    """Refusals that a person has agreed to, and that stand in the plan no more."""
    void: bool = False
    """Whether another plan was agreed to, so that nothing of this one is carried out."""


def summary(plan: Plan, texts: Texts, paint: Style, closing: PlanClosing) -> list[str]:
    """Failures, refusals, unknowns, then the figures, then what to do; the last line is that."""
    blocks = {
        "frozen": freeze_lines(plan.frozen, texts),
        "failed": failure_lines(plan, texts),
        "acknowledged": [texts.refused(refusal).text for refusal in closing.acknowledged],
        "refused": refusal_lines(plan, texts),
        "unknown": unknown_lines(plan, texts),
        "held": held_lines(plan, texts),
        "findings": finding_lines(plan, texts, where=closing.footer is not PlanFooter.TAKEN),
    }
    lines = [
        line
        for name, counted_changes in blocks.items()
        for line in _block(texts.format(f"plan-title-{name}"), counted_changes, paint)
    ]
    return [*lines, *_figures(plan, texts, paint), "", next_step(plan, texts, closing)]


def next_step(plan: Plan, texts: Texts, closing: PlanClosing) -> str:
    """The fingerprint and what to do next, with the options that made this plan."""
    ending = closing.footer
    known: Facts = {
        "day": plan.inputs.day,
        "fingerprint": plan.fingerprint,
        "stack": plan.stack,
        "count": school_count(plan),
    }
    if ending in (PlanFooter.AS_IF, PlanFooter.PREVIEW):
        return texts.format(f"plan-{ending}", **known)
    if is_refused(plan) and (ending is PlanFooter.PROPOSED or not plan.changes()):
        several = ending is PlanFooter.PROPOSED and _to_agree_to(plan, texts) > 1
        return texts.format("plan-refused-several" if several else "plan-refused", **known)
    if plan.changes():
        return texts.format("plan-go" if ending is PlanFooter.PROPOSED else "plan-taken", **known)
    if closing.void:  # the refusal follows, and 'nothing to do' would contradict it
        return texts.format("plan-taken", **known)
    if plan.held() or plan.observed():
        left = "plan-nothing-else" if plan.held() else "plan-only-observed"
        return texts.format(left, **known)
    return texts.format("plan-nothing-to-do" if is_read(plan) else "plan-nothing-known", **known)


def _to_agree_to(plan: Plan, texts: Texts) -> int:
    """To how many refusals somebody may agree: conflicts and rules have another way on."""
    refusals = (*plan.refusals, *(one for school in plan.schools for one in school.refusals))
    return sum(texts.can_be_agreed_to(one) for one in refusals)


def is_read(plan: Plan) -> bool:
    """Whether all of it could be read; else nobody knows whether something is left to do."""
    return not plan.failures and not any(school.unknown for school in plan.schools)


def leaves_nothing(plan: Plan, refused: Sequence[Refusal]) -> bool:
    """Whether there is nothing to do, and that is known; `refused` are the refusals that stand."""
    waiting = plan.changes() or plan.held() or plan.observed()
    return not waiting and not refused and is_read(plan)


def is_refused(plan: Plan) -> bool:
    """Whether anything says no: to a school, to a tenant, or to all of it."""
    return bool(plan.refusals) or any(school.refusals for school in plan.schools)


def seats(product: ProductSeats, texts: Texts) -> str:
    """'a3-staff 61 of 60: one person goes without at su-example'."""
    known: Facts = {"product": product.product, "after": product.after}
    text = (
        texts.format("plan-seats-unlimited", **known)
        if product.purchased is None
        else texts.format("plan-seats", purchased=product.purchased, **known)
    )
    if not product.short:
        return text
    who = some([_without(item, texts) for item in product.without], texts)
    short = texts.format("plan-seats-short", count=product.short)
    return f"{text}: {short}: {who}" if who else f"{text}: {short}"


def _without(seatless_count: SeatlessCount, texts: Texts) -> str:
    """'su-example 2 of {role: teacher}'; whoever lastSeatsTo does not name is of the others."""
    claim = seatless_count.claim or texts.format("plan-seats-others")
    return texts.format(
        "plan-seats-without", school=seatless_count.school, count=seatless_count.people, claim=claim
    )


def cost(plan: Plan, texts: Texts) -> str:
    """Calls, requests, the time within the documented budgets, and which quota takes longest."""
    text = texts.format(
        "plan-cost",
        calls=plan.cost.calls,
        requests=plan.cost.requests,
        time=duration(plan.cost.seconds_documented, texts),
        unlimited="yes" if plan.cost.unlimited else "no",
    )
    if not plan.cost.slowest:
        return text
    slowest = texts.format(
        "plan-cost-slowest",
        api=plan.cost.slowest,
        calls=plan.cost.slowest_calls,
        tenants=plan.cost.slowest_tenants,
    )
    return f"{text}; {slowest}"


def duration(seconds: int, texts: Texts) -> str:
    """'40 s', '12 min', '9 h 5 min'."""
    minutes = round(seconds / 60)
    if seconds < 120:
        return texts.format("plan-seconds", seconds=seconds)
    if minutes < 120:
        return texts.format("plan-minutes", minutes=minutes)
    return texts.format("plan-hours", hours=minutes // 60, minutes=minutes % 60)


def observed_figure(plan: Plan, texts: Texts) -> str:
    """How many differences there are where nothing is written; '' where there is none."""
    schools = len({school.school for school in plan.schools if school.observed})
    if not schools:
        return ""
    return texts.format("plan-origin-count", changes=plan.observed(), schools=schools)


def mode_text(school: SchoolPlan, texts: Texts) -> str:
    """'only observed', or of which kinds nothing is written; '' where all is managed."""
    if len(school.observing) == len(Kind):
        return texts.format("plan-mode-observed")
    kinds = ", ".join(texts.format(f"plan-kind-{kind}") for kind in school.observing)
    return texts.format("plan-mode-kinds", kinds=kinds) if kinds else ""


def origin_figures(plan: Plan, texts: Texts) -> dict[str, str]:
    """How much is drift, and how much an earlier run left unfinished; '' where nothing is."""
    kinds = {"drift": DRIFTED, "unfinished": frozenset({ChangeCause.UNFINISHED})}
    return {name: counted(plan.schools, kind).describe(texts) for name, kind in kinds.items()}


def _block(title: str, lines: list[str], paint: Style) -> Iterator[str]:
    if lines:
        yield paint.bad(title)
        yield from indented(lines, 2)
        yield ""


def _figures(plan: Plan, texts: Texts, paint: Style) -> Iterator[str]:
    changes = [change for school in plan.schools for change in school.changes]
    figures = {
        "changes": counted_changes(ChangeTally.of(changes), texts),
        "observed": observed_figure(plan, texts),
        **{name: figure for name, figure in origin_figures(plan, texts).items() if figure},
        "cost": cost(plan, texts) if changes else "",
        "seats": " · ".join(seats(product, texts) for product in products(plan.seats)),
    }
    titles = {name: texts.format(f"plan-title-{name}") for name in figures}
    width = max(len(title) for title in titles.values())
    for name, figure in figures.items():
        if figure:
            yield f"{paint.title(f'{titles[name]:<{width}}')}   {figure}"
