"""`export`: a live tenant as manifests, and what they could say besides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from reconciler.cli import names
from reconciler.cli.exits import Exit
from reconciler.cli.options import Session, new_session, with_json, with_stack
from reconciler.cli.planning import CommandContext, open_context, report_unread
from reconciler.cli.run_options import RunOptions
from reconciler.desired.context import SchoolContext
from reconciler.errors import Facts, Fault, ManifestError, ReconcilerError, StackError
from reconciler.export.codes import ExportCode, ExportFault, Remark
from reconciler.export.proposals import AudienceProposal, entry_sizes, proposals, taken
from reconciler.export.tenant import ExportedSchool, export_tenant
from reconciler.export.text import Say, has_sections
from reconciler.export.world import ExportInput, is_watched, managed_tenants
from reconciler.model.document import document
from reconciler.model.near import near_facts
from reconciler.model.observation import Listing, Observation, Scope
from reconciler.model.tenant import Tenant
from reconciler.project.open import TargetArgs
from reconciler.project.writing import write_file
from reconciler.report.faults import fault_entries
from reconciler.report.texts import Language
from reconciler.runtime.session import ObservedFleet

_SUBJECTLESS = frozenset({ExportCode.PROPOSED, ExportCode.UNEXPLAINED, ExportCode.EMPTY})


@click.command()
@with_json
@with_stack
@click.option(
    "--tenant",
    "tenants",
    multiple=True,
    shell_complete=names.tenants,
    help="Only this tenant; may be repeated.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to write the schools' files. [default: where the stack has them]",
)
@click.option("--replace", is_flag=True, help="Also write sections anew that a file has already.")
@click.option("--propose", is_flag=True, help="List audiences for what is under none, best first.")
@click.option("--take", metavar="PATH", help="Write this proposal into its file.")
def export(stack_name: str, language: Language, **given: Any) -> int:
    """Write a live tenant as manifests; a plan of them changes nothing but marks.

    Each school's file gets the layout that explains most of the tenant, with what differs, and the
    rest as its own units and groups under the names that they have. An audience is written only
    where nobody would come or go by it; else a comment proposes one with counts. No person is in
    any file. What cannot be written is told with the reason. Nothing is sent to any tenant.

    With --propose nothing is written: for each group, unit and licence under no audience it lists
    the one that explains most, best first; --take writes one of them.

    Exit code: 0 written, 1 a tenant could not be read or a file not be written.
    """
    session = new_session(language)
    options = RunOptions(targets=TargetArgs(tenants=given["tenants"]))
    with open_context(session, stack_name, options) as command:
        fleet = _observed(command)
        exporting = _Exporting(session, command, fleet, given)
        proposing = given["propose"] or given["take"] is not None
        done = exporting.propose(given["take"]) if proposing else exporting.write()
        return Exit.DONE if done and not fleet.failures else Exit.FAULT


def _observed(command: CommandContext) -> ObservedFleet:
    """The tenants, with every setting and every product that a file may name."""
    context = command.context
    scopes = {alias: _wide(context.stack.tenants[alias], command) for alias in command.tenants}
    command.watch.stage(command.session.texts.format("cli-looking"), len(command.tenants))
    fleet = command.pipeline.observe(command.targets, command.watch.reporter(), scopes)
    report_unread(command.session, fleet.sessions.values())
    for failure in fleet.failures:
        for fault in failure.faults:
            command.session.error(command.session.texts.fault(fault))
    return fleet


def _wide(tenant: Tenant, command: CommandContext) -> Scope:
    municipality = command.context.loaded.municipality
    allowed = {
        product
        for scopes in municipality.scopes.values()
        for scope in scopes
        if scope.tenant == tenant.alias
        for product in scope.products
    }
    products = {
        key: product.names[tenant.vendor]
        for key, product in municipality.products.items()
        if key in allowed and tenant.vendor in product.names
    }
    return Scope(products=products, every_setting=True)


class _Exporting:
    """One run over the tenants that were read."""

    def __init__(
        self,
        session: Session,
        command: CommandContext,
        fleet: ObservedFleet,
        given: Mapping[str, Any],
    ) -> None:
        self.session, self.texts = session, session.texts
        self.context, self.fleet = command.context, fleet
        self.folder: Path = given["out"] or self.context.stack.schools
        elsewhere = self.folder.resolve() != self.context.stack.schools.resolve()
        self.replace: bool = given["replace"] or elsewhere
        self.say: Say = self._sentence
        self.files: list[dict[str, Any]] = []
        self.faults: list[dict[str, Any]] = []

    def inputs(self) -> Iterator[ExportInput]:
        """The tenants that were read."""
        rosters = self.context.rosters.by_school.values()
        everybody = frozenset(p.email for one in rosters for p in one.people if p.email)
        for alias, tenant in self.fleet.sessions.items():
            yield ExportInput(
                self.context.loaded,
                tuple(self.fleet.schools_by_tenant[alias]),
                tenant.observation,
                self.context.day,
                self.context.rosters.year,
                everybody,
                self.context.rulebook,
            )

    def write(self) -> bool:
        """Writes each tenant's files; False: one could not be."""
        whole = True
        for given in self.inputs():
            try:
                wanted = [one for one in given.contexts if not self._is_watched(one)]
                self._require(given, wanted)
                heads = {c.manifest.id: self._file(c).read_text("utf-8") for c in wanted}
                for exported in export_tenant(given, heads, self.say):
                    self._written(exported)
            except ReconcilerError as error:
                whole = False
                for fault in error.faults:
                    self.session.error(self.texts.fault(fault))
                self.faults += fault_entries(error.faults, self.texts)
        if self.session.json:
            data = {"files": self.files, "faults": self.faults}
            self.session.answer(document("export", 1, data))
        return whole

    def _file(self, context: SchoolContext) -> Path:
        return self.context.stack.schools / f"{context.manifest.id}.yaml"

    def _is_watched(self, context: SchoolContext) -> bool:
        """Whether the school is only observed in this tenant, and its file is about another."""
        watched = is_watched(context)
        if watched:
            managed = ", ".join(managed_tenants(context))
            facts = {"school": context.manifest.id, "managed": managed}
            said = self.texts.format("cli-export-watched", tenant=context.tenant.alias, **facts)
            (self.session.error if self.session.json else self.session.write)(said)
        return watched

    def _require(self, given: ExportInput, wanted: Iterable[SchoolContext]) -> None:
        faults = [*_half(given.observation)]
        for context in wanted:
            manifest = context.manifest
            facts: Facts = {"school": manifest.id}
            managed = managed_tenants(context)
            if len(managed) > 1:
                more: Facts = {**facts, "count": len(managed)}
                faults.append(Fault(ExportFault.SEVERAL_TENANTS, None, more))
            if manifest.decommission:
                faults.append(Fault(ExportFault.SCHOOL_CLOSES, None, facts))
            tree = self.context.loaded.trees[manifest.id]
            if not self.replace and has_sections(tree):
                faults.append(Fault(ExportFault.DECLARES_ALREADY, None, {"file": manifest.file}))
        if faults:
            raise ManifestError(faults)

    def _written(self, exported: ExportedSchool) -> None:
        draft = exported.draft
        path = self.folder / f"{draft.school}.yaml"
        write_file(path, exported.text)
        size, written, proposed = entry_sizes([*draft.entries.values(), *draft.unwritten])
        facts: dict[str, str | int] = {
            "tenant": exported.tenant,
            "file": f"{self.folder.name}/{path.name}",
            "layout": draft.layout,
            "entries": len(draft.entries),
            "size": size,
            "written": written,
            "proposed": proposed,
        }
        left = sorted(draft.left_out, key=lambda one: (one.subject, one.code))
        if self.session.json:
            said = [self._remark(remark) for remark in left]
            self.files.append({"school": draft.school, **facts, "left_out": said})
            return
        self.session.write(self.texts.format("cli-exported", **facts))
        for remark in left:
            self.session.write(f"  {self._sentence(remark)}")

    def _remark(self, remark: Remark) -> dict[str, Any]:
        about = {"code": remark.code.value, "subject": remark.subject}
        return {**about, "text": self._sentence(remark)}

    def _sentence(self, remark: Remark) -> str:
        facts = {"subject": remark.subject, **remark.facts}
        return str(self.texts.message(f"export-{remark.code}", facts))

    def propose(self, take: str | None) -> bool:
        """Lists what could be declared besides, best first, or writes one of it."""
        found = sorted(
            (one for given in self.inputs() for one in proposals(given)), key=lambda one: one.rank
        )
        if take is None:
            if self.session.json:
                self._answer(found, None)
                return True
            for proposal in found:
                self.session.write(self._proposal(proposal))
            self.session.write(self.texts.format("cli-proposals", count=len(found)))
            return True
        chosen = next((one for one in found if one.path == take), None)
        if chosen is None:
            near = near_facts(take, [one.path for one in found])["near"]
            facts = {"path": take, "near": near}
            raise StackError([Fault(ExportFault.NO_SUCH_PROPOSAL, None, facts)])
        path = self.folder / f"{chosen.school}.yaml"
        write_file(path, taken(path.read_text("utf-8"), chosen))
        if self.session.json:
            self._answer([chosen], f"{self.folder.name}/{path.name}")
        else:
            self.session.write(self._proposal(chosen))
        return True

    def _answer(self, found: Iterable[AudienceProposal], file: str | None) -> None:
        rows = [
            {
                "path": one.path,
                "school": one.school,
                "audience": one.items,
                "right": one.found.right,
                "add": one.found.add,
                "remove": one.found.remove,
            }
            for one in found
        ]
        self.session.answer(document("proposals", 1, {"proposals": rows, "file": file}))

    def _proposal(self, proposal: AudienceProposal) -> str:
        found = proposal.found
        counts = f"+{found.add} −{found.remove}"
        return f"{counts:>9}  {found.right:>5}  {proposal.path}  {proposal.items}"


def _half(observation: Observation) -> Iterator[Fault]:
    for listing in sorted(frozenset(Listing) - observation.complete):
        facts = {"tenant": observation.tenant, "listing": listing.value}
        yield Fault(ExportFault.HALF_OBSERVED, None, facts)
