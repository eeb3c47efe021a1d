"""What a provider needs once a school is asked for: settings read, consent checked, a ledger.

Imported then and not before: the engine starts a provider twice for each operation, once only to
compare its configuration.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from reconciler.errors import Fault, StackError
from reconciler.model.language import language_of
from reconciler.model.plan import Refusal
from reconciler.model.states import RunKind
from reconciler.plan.consent import Consent
from reconciler.project.caller import commit, login, today
from reconciler.project.context import open_project
from reconciler.project.open import Project, require_guards
from reconciler.pulumi.names import PulumiCode
from reconciler.pulumi.operation import PulumiOperation
from reconciler.pulumi.recorder import OperationRecorder
from reconciler.pulumi.school_write import OperationContext
from reconciler.report.texts import Agreeing, Texts
from reconciler.runtime.writer import RunMetadata


@dataclass(frozen=True, slots=True)
class ProviderConfig:
    """Where the engine started a provider, and what the stack is configured with."""

    folder: Path
    environment: Mapping[str, str]
    config: Mapping[str, str]
    """'acknowledge', 'expect', 'reason', 'retry', as far as they are set."""


def texts(environment: Mapping[str, str]) -> Texts:
    """The texts of whoever runs the engine."""
    return Texts(language_of(environment), agreeing=Agreeing.PULUMI)


def open_operation(
    start: ProviderConfig, stack: str, say: Callable[[Refusal], str]
) -> PulumiOperation:
    """Reads the stack, the manifests and the rosters; no tenant is asked yet.

    StackError for a guard that there is not, and for one that was acknowledged without a reason.
    """
    consent, reason = _consent(start.config), start.config.get("reason", "").strip()
    acknowledged = tuple(sorted(consent.acknowledged))
    if acknowledged and not reason:
        facts = {"guards": ", ".join(acknowledged)}
        raise StackError([Fault(PulumiCode.NO_REASON, None, facts)])
    place = Project.find(start.folder, start.environment)
    context = open_project(place, stack, today())
    metadata = RunMetadata(
        who=login(start.environment),
        commit=commit(start.environment, place.root),
        kind=RunKind.PULUMI,
        reason=reason,
        acknowledged=acknowledged,
    )
    recording = OperationRecorder(context.ledger, metadata, stack)
    retry = start.config.get("retry", "").lower() == "true"
    return PulumiOperation(OperationContext(context, recording, Event(), say), consent, retry=retry)


def _consent(config: Mapping[str, str]) -> Consent:
    acknowledged = frozenset(config.get("acknowledge", "").replace(",", " ").split())
    require_guards(acknowledged)
    return Consent(acknowledged, config.get("expect"))
