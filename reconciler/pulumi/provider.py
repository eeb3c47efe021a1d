"""What the engine may ask of a school, answered out of one plan of the whole municipality."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pulumi.provider.experimental import provider as sdk
from pulumi.provider.experimental.property_value import PropertyValue

from reconciler.diff.policy import DiffCode
from reconciler.errors import (
    Fault,
    ReconcilerError,
    RefusedError,
    RosterError,
    StackError,
    TenantError,
)
from reconciler.model.plan import Finding
from reconciler.model.school import SchoolRef
from reconciler.model.stopping import process_stop
from reconciler.plan.carried import CarriedCode
from reconciler.pulumi.live import SchoolState
from reconciler.pulumi.names import SUMMARY, PulumiCode, schema, stack_of
from reconciler.pulumi.values import DiffKind, differences, from_protocol, joined, to_protocol

if TYPE_CHECKING:
    from types import ModuleType

    from reconciler.pulumi.operation import PulumiOperation
    from reconciler.report.texts import Texts


import grpc
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc


class EngineLog:
    """The engine's own service, at the address that it gave the provider."""

    def __init__(self, address: str) -> None:
        self.address = address

    async def warn(self, urn: str, text: str) -> None:
        """Shows a warning beside a resource."""
        await self._log(engine_pb2.WARNING, urn, text)

    async def error(self, urn: str, text: str) -> None:
        """Shows an error beside a resource, which goes on all the same."""
        await self._log(engine_pb2.ERROR, urn, text)

    async def _log(self, severity: engine_pb2.LogSeverity.ValueType, urn: str, text: str) -> None:
        async with grpc.aio.insecure_channel(self.address) as channel:
            request = engine_pb2.LogRequest(severity=severity, message=text, urn=urn)
            await engine_pb2_grpc.EngineStub(channel).Log(request)


Answer = TypeVar("Answer")
_SHOWN = 1000
"""Characters of a list that a warning shows."""
_IN_NO_DIFF = (
    DiffCode.HELD_BACK,
    DiffCode.HELD_CERTIFIED,
    DiffCode.HELD_UNCLAIMED,
    CarriedCode.TAKES_LICENCE,
)
"""Findings of who stays for a row of a list, and of what goes with a membership."""
CONFIG = ("acknowledge", "expect", "reason", "retry")
KINDS: Mapping[DiffKind, sdk.PropertyDiffKind] = {
    DiffKind.ADD: sdk.PropertyDiffKind.ADD,
    DiffKind.DELETE: sdk.PropertyDiffKind.DELETE,
    DiffKind.UPDATE: sdk.PropertyDiffKind.UPDATE,
}


@dataclass(frozen=True, slots=True)
class PartialState:
    """A school that was written and is not as it should be: what the engine keeps of it."""

    id: str
    properties: dict[str, PropertyValue]
    reasons: tuple[str, ...]


class SchoolProvider(sdk.Provider):
    """Serves one operation; what takes time runs off the event loop."""

    def __init__(self, engine: EngineLog, folder: Path, environment: Mapping[str, str]) -> None:
        self.engine = engine
        self._folder = folder
        self._environment = environment
        self._config: dict[str, str] = {}
        self._work: PulumiOperation | None = None
        self._opening = asyncio.Lock()
        self._half: dict[str, PartialState] = {}
        self._unusable: dict[str, str] = {}
        """URN → why the list of a school that was asked for cannot be used."""

    def words(self, error: ReconcilerError) -> str:
        """An error in the language of whoever runs the engine."""
        return "\n".join(self._texts.fault(fault) for fault in error.faults)

    def partial_state(self, urn: str) -> PartialState | None:
        """The state of a school whose last write failed half way; returned once."""
        return self._half.pop(urn, None)

    async def get_schema(self, request: sdk.GetSchemaRequest) -> sdk.GetSchemaResponse:
        """The published schema."""
        del request
        return sdk.GetSchemaResponse(schema())

    async def check_config(self, request: sdk.CheckRequest) -> sdk.CheckResponse:
        """Keeps the consent alone of what the stack configures: the rest is read from its file."""
        kept = {name: request.new_inputs[name] for name in CONFIG if name in request.new_inputs}
        return sdk.CheckResponse(kept)

    async def configure(self, request: sdk.ConfigureRequest) -> sdk.ConfigureResponse:
        """Takes the acknowledged guards, the approved fingerprint and the reason."""
        given = from_protocol(request.args)
        self._config = {name: str(given[name]) for name in CONFIG if given.get(name)}
        return await super().configure(request)

    async def invoke(self, request: sdk.InvokeRequest) -> sdk.InvokeResponse:
        """What the stack says of all schools together."""
        if request.tok != SUMMARY:
            raise StackError([Fault(PulumiCode.UNKNOWN_TYPE, None, {"type": request.tok})])
        stack = from_protocol(request.args)["stack"]
        summary = await self._ask(stack, lambda work: work.summary())
        refused = await self._no(stack, lambda work: work.require_consent())
        frozen = await self._no(stack, lambda work: work.require_thawed())
        unusable = "\n".join(self._unusable[urn] for urn in sorted(self._unusable))
        told = {"refused": refused, "frozen": frozen, "unusable": unusable}
        return sdk.InvokeResponse(to_protocol({**summary, **told}))

    async def _no(self, stack: str, question: Callable[[PulumiOperation], None]) -> str:
        """Why it is refused, in words; '' where it is not."""
        try:
            await self._ask(stack, question)
        except RefusedError as error:
            return self.words(error)
        return ""

    async def check(self, request: sdk.CheckRequest) -> sdk.CheckResponse:
        """Fills in what a school's files and rosters mean, and what drifted in the tenant."""
        given = from_protocol(request.new_inputs)
        key = SchoolRef(school=str(given.get("school")), tenant=str(given.get("tenant")))
        state = await self._state(request.urn, key)
        faults = await self._ask(stack_of(request.urn), lambda work: work.unusable(key))
        if faults:
            self._unusable[request.urn] = self.words(RosterError(faults))
            await self.engine.error(request.urn, self._unusable[request.urn])
        await self._warn_observed(request.urn, key, state)
        await self._warn_of(request.urn, state, lambda one: one.is_held or one.code in _IN_NO_DIFF)
        return sdk.CheckResponse(to_protocol(state.inputs()))

    async def _warn_observed(self, urn: str, key: SchoolRef, state: SchoolState) -> None:
        """Tells what differs and is only observed, and what rules find there: in no diff."""
        observed = state.plan.observed
        if observed:
            shown = ", ".join(f"{one.address.kind}/{one.address.key}" for one in observed)
            facts: dict[str, str | int] = {"count": len(observed), "differences": shown[:_SHOWN]}
            text = self._texts.format("pulumi-only-observed", school=key.school, **facts)
            await self.engine.warn(urn, text)
        # the policy pack judges inputs, and what the tenant shows is in none
        for finding in state.plan.findings:
            if finding.observed:
                await self.engine.warn(urn, f"{finding.code}: {self._texts.finding(finding)}")

    async def diff(self, request: sdk.DiffRequest) -> sdk.DiffResponse:
        """What the plan would change, as property paths; nothing where the plan is empty."""
        key = self._key(request.resource_id)
        old, new = from_protocol(request.old_state), from_protocol(request.new_inputs)
        if SchoolRef(school=new["school"], tenant=new["tenant"]) != key:
            return sdk.DiffResponse(changes=True, replaces=["school", "tenant"])
        state = await self._state(request.urn, key)
        if not state.pending and not old.get("pending"):
            return sdk.DiffResponse(changes=False)
        found = differences(_sections(old), _sections(new))
        found |= {joined("drift", name): DiffKind.ADD for name in new.get("drift", {})}
        found = found or {"pending": DiffKind.UPDATE}
        detailed = {path: sdk.PropertyDiff(KINDS[how], False) for path, how in found.items()}
        return sdk.DiffResponse(changes=True, detailed_diff=detailed)

    async def create(self, request: sdk.CreateRequest) -> sdk.CreateResponse:
        """Rolls a school out; in a preview only says what it would come to."""
        given = from_protocol(request.properties)
        key = SchoolRef(school=given["school"], tenant=given["tenant"])
        return sdk.CreateResponse(key.id, await self._written(request.urn, key, request.preview))

    async def update(self, request: sdk.UpdateRequest) -> sdk.UpdateResponse:
        """Closes what lies between desired and live; in a preview nothing is written."""
        key = self._key(request.resource_id)
        return sdk.UpdateResponse(await self._written(request.urn, key, request.preview))

    async def read(self, request: sdk.ReadRequest) -> sdk.ReadResponse:
        """A school as its tenant has it, for refresh and import; RosterError without its list."""
        key = self._key(request.resource_id)
        faults = await self._ask(stack_of(request.urn), lambda work: work.unusable(key))
        if faults:
            # no program runs in a refresh, so that a success here would be that of all of it
            raise RosterError(faults)
        state = await self._state(request.urn, key)
        inputs = request.inputs or to_protocol(state.inputs())
        return sdk.ReadResponse(key.id, to_protocol(state.outputs()), inputs)

    async def delete(self, request: sdk.DeleteRequest) -> None:
        """Lets a school go: our marks are taken off, and everything stays at the vendor."""
        key = self._key(request.resource_id)
        if not await self._ask(stack_of(request.urn), lambda work: work.forget(key)):
            text = self._texts.format("pulumi-marks-stay", school=key.school, tenant=key.tenant)
            await self.engine.warn(request.urn, text)

    async def cancel(self) -> None:
        """Lets what is being sent end, and sends nothing more: no reading either."""
        process_stop().request()
        if self._work is not None:
            self._work.stop()

    def close(self) -> None:
        """Ends what was begun; the process ends with it."""
        if self._work is not None:
            self._work.close()

    async def _written(self, urn: str, key: SchoolRef, preview: bool) -> dict[str, PropertyValue]:
        if preview:
            return to_protocol((await self._state(urn, key)).outputs())
        try:
            state = await self._ask(stack_of(urn), lambda work: work.apply_school(key))
        except TenantError as error:
            state = await self._state(urn, key)
            reasons = (self.words(error),)
            self._half[urn] = PartialState(key.id, to_protocol(state.outputs()), reasons)
            raise
        refused = await self._ask(stack_of(urn), lambda work: work.refused_people(key))
        if refused:
            facts = {"people": "\n".join(map(self._texts.fault, refused))}
            await self.engine.warn(urn, self._texts.format("pulumi-people-refused", **facts))
        await self._warn_of(urn, state, lambda one: one.is_held)
        return to_protocol(state.outputs())

    async def _warn_of(self, urn: str, state: SchoolState, told: Callable[[Finding], bool]) -> None:
        """Tells what the vendor does not accept, and more, with its cure; it is no failure."""
        for finding in filter(told, state.plan.findings):
            await self.engine.warn(urn, self._texts.finding(finding))

    async def _state(self, urn: str, key: SchoolRef) -> SchoolState:
        return await self._ask(stack_of(urn), lambda work: work.school_state(key))

    async def _ask(self, stack: str, question: Callable[[PulumiOperation], Answer]) -> Answer:
        """Asks the one piece of work of this operation, which is opened by whoever comes first."""
        async with self._opening:
            if self._work is None:
                self._work = await asyncio.to_thread(self._opened, stack)
        return await asyncio.to_thread(question, self._work)

    def _opened(self, stack: str) -> PulumiOperation:
        start = self._later.ProviderConfig(self._folder, self._environment, self._config)
        work: PulumiOperation = self._later.open_operation(start, stack, self._texts.refusal)
        return work

    @cached_property
    def _later(self) -> ModuleType:
        """The module with all that takes long to import."""
        return import_module("reconciler.pulumi.start")

    @cached_property
    def _texts(self) -> Texts:
        texts: Texts = self._later.texts(self._environment)
        return texts

    def _key(self, text: str) -> SchoolRef:
        key = SchoolRef.of_id(text)
        if key is None:
            raise StackError([Fault(PulumiCode.WRONG_ID, None, {"id": text})])
        return key


def _sections(data: Mapping[str, Any]) -> dict[str, Any]:
    """What a school declares, without the outputs that are added to it."""
    return {name: data.get(name, {}) for name in ("units", "groups", "licences")}
