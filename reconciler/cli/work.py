"""What `plan`, `apply`, `why` and `report` begin with: settings read, tenants looked at."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from reconciler.actor import today
from reconciler.apply.steps import Steps
from reconciler.cli.options import Session, narrowed
from reconciler.cli.progress import Watch
from reconciler.desired.reach import Reach
from reconciler.model.plan import Plan
from reconciler.pipeline import Pipeline
from reconciler.planned import Planned, Setting, tenants_in
from reconciler.report.plan_summary import Ending
from reconciler.report.plan_text import PlanOptions

Planning = Callable[[Pipeline, Reach, Steps], Planned]
"""How a plan is made: of the manifests, or of a run that is undone."""


@dataclass(frozen=True, slots=True)
class Work:
    """A pipeline that has planned once."""

    setting: Setting
    reach: Reach
    pipeline: Pipeline
    planned: Planned
    watch: Watch

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.planned.plan

    def addresses(self) -> dict[str, str]:
        """Account id → address, for a person's own terminal."""
        return {
            account.id: account.address
            for hand in self.planned.hands.values()
            for account in hand.observation.accounts
        }


@dataclass(frozen=True, slots=True)
class Desk:
    """Settings that were read, before any tenant is asked."""

    talk: Session
    setting: Setting
    reach: Reach
    pipeline: Pipeline
    watch: Watch

    @property
    def tenants(self) -> tuple[str, ...]:
        """The tenants that will be looked at."""
        return tenants_in(self.setting.loaded, self.reach)

    def plan(self, planning: Planning = Pipeline.plan) -> Work:
        """Looks at the tenants in reach, plans, and says what that took."""
        started = time.monotonic()
        self.watch.stage(self.talk.texts.say("cli-looking"), len(self.tenants))
        answer = planning(self.pipeline, self.reach, self.watch.steps())
        _say_reading(self.talk, answer, time.monotonic() - started)
        _say_unread(self.talk, answer)
        return Work(self.setting, self.reach, self.pipeline, answer, self.watch)


@contextmanager
def opened(talk: Session, stack_name: str, options: dict[str, Any]) -> Iterator[Desk]:
    """Reads the settings for `options`' day and reach; closes ledger and connections after."""
    setting = talk.place().setting(stack_name, options.get("day") or today())
    pipeline = Pipeline(setting)
    try:
        if setting.rosters.notes:
            talk.complain(talk.texts.say("cli-certified", count=len(setting.rosters.notes)))
        with Watch(talk.err) as watch:
            yield Desk(talk, setting, narrowed(options).reach(setting), pipeline, watch)
    finally:
        pipeline.close()
        setting.ledger.close()


@contextmanager
def planned(talk: Session, stack_name: str, options: dict[str, Any]) -> Iterator[Work]:
    """Reads the settings, looks at the tenants in reach and plans; closes everything after."""
    with opened(talk, stack_name, options) as desk:
        yield desk.plan()


def _say_reading(talk: Session, answer: Planned, seconds: float) -> None:
    rows = answer.plan.requests
    talk.complain(
        talk.texts.say(
            "cli-looked",
            tenants=len(answer.hands),
            seconds=round(seconds, 1),
            calls=sum(row.calls for row in rows),
            requests=sum(row.requests for row in rows),
            memory=peak_memory(),
        )
    )


def _say_unread(talk: Session, answer: Planned) -> None:
    """Why a part of a tenant could not be read, in the vendor's terms."""
    for hand in answer.hands.values():
        for fault in hand.observation.faults:
            talk.complain(talk.texts.fault(fault))


def peak_memory() -> int:
    """The largest resident size of the process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _ending(work: Work) -> Ending:
    """A plan for another day than today is a preview: apply makes its own."""
    return Ending.PROPOSED if work.setting.day == work.setting.today else Ending.PREVIEW


def plan_options(talk: Session, work: Work, options: dict[str, Any]) -> PlanOptions:
    """How a plan is shown, as the options say."""
    return PlanOptions(
        width=talk.out.width if sys.stdout.isatty() else 110,
        colour=sys.stdout.isatty() and not talk.out.no_color,
        reveal=work.addresses() if options.get("reveal") else None,
        explain_requests=bool(options.get("explain_requests")),
        ending=_ending(work),
    )
