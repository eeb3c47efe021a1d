"""The program's side: a Municipality of waves, and a School in each for every tenant that it has.

A School is given its names alone; the provider fills in what its manifests and rosters mean.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pulumi

from reconciler.errors import ReconcilerError
from reconciler.manifest import LoadedManifests, load
from reconciler.model.language import language_of
from reconciler.model.school import SchoolRef
from reconciler.project.open import Project
from reconciler.pulumi.names import MUNICIPALITY, SCHOOL, SUMMARY, WAVE
from reconciler.report.texts import Texts

OUTPUTS = ("convergedSchools", "pendingChanges", "seatsLeft", "fingerprint")


class SchoolResource(pulumi.CustomResource):
    """One school in one tenant."""

    def __init__(self, key: SchoolRef, opts: pulumi.ResourceOptions) -> None:
        props = {"school": key.school, "tenant": key.tenant}
        super().__init__(SCHOOL, key.name, props, opts)


class WaveComponent(pulumi.ComponentResource):
    """The schools of one wave; they wait for those of the wave before."""

    def __init__(
        self,
        name: str,
        keys: Iterable[SchoolRef],
        after: list[pulumi.Resource],
        parent: pulumi.Resource,
    ) -> None:
        super().__init__(WAVE, name, {}, pulumi.ResourceOptions(parent=parent))
        options = pulumi.ResourceOptions(parent=self, depends_on=after)
        self.schools: list[pulumi.Resource] = [SchoolResource(key, options) for key in keys]
        self.register_outputs({})


class MunicipalityComponent(pulumi.ComponentResource):
    """Every school of the stack, wave by wave; exports what the stack says of them."""

    def __init__(self, name: str) -> None:
        super().__init__(MUNICIPALITY, name, {})
        schools: list[pulumi.Resource] = []
        before: list[pulumi.Resource] = []
        for wave, keys in waves(_loaded()).items():
            before = WaveComponent(wave, keys, before, self).schools
            schools += before
        summary = self._summary(schools)
        outputs = {output: summary[output] for output in OUTPUTS}
        self.register_outputs(outputs)
        for output, value in outputs.items():
            pulumi.export(output, value)
        pulumi.run(lambda: _unless_stopped(schools))

    def _summary(self, schools: list[pulumi.Resource]) -> pulumi.Output[dict[str, Any]]:
        """What is planned, in a preview; after an update, what is left once all are done."""
        after = [] if pulumi.runtime.is_dry_run() else schools
        options = pulumi.InvokeOutputOptions(parent=self, depends_on=after)
        return pulumi.runtime.invoke_output(SUMMARY, {"stack": pulumi.get_stack()}, options)


async def _unless_stopped(schools: list[pulumi.Resource]) -> None:
    """RunError with every no, and every list that cannot be used, once all schools are done.

    A preview fails where an up would; a stop of all writing it only shows. The schools themselves
    go on: one that failed would have the engine stop all others.
    """
    await pulumi.Output.all(*(school.urn for school in schools)).future()
    told = await pulumi.runtime.invoke_async(SUMMARY, {"stack": pulumi.get_stack()})
    if told["frozen"] and pulumi.runtime.is_dry_run():
        pulumi.log.warn(told["frozen"])
    # an update that was refused has failed already
    asked = ("refused", "unusable") if pulumi.runtime.is_dry_run() else ("unusable",)
    reasons = [told[name] for name in asked if told[name]]
    if reasons:
        raise pulumi.RunError("\n".join(reasons))


def _loaded() -> LoadedManifests:
    """The stack's manifests; RunError in words where they are not sound."""
    try:
        place = Project.find(Path.cwd(), os.environ)
        stack = place.stack(pulumi.get_stack())
        return load(stack.schools, stack.sharing)
    except ReconcilerError as error:
        texts = Texts(language_of(os.environ))
        raise pulumi.RunError("\n".join(map(texts.fault, error.faults))) from error


def waves(loaded: LoadedManifests) -> dict[str, list[SchoolRef]]:
    """Wave → its schools by tenant, in the order of the rollout."""
    found: dict[str, list[SchoolRef]] = {wave: [] for wave in loaded.municipality.waves}
    for school, tree in sorted(loaded.trees.items()):
        keys = [
            SchoolRef(school=school, tenant=tenant)
            for tenant in sorted(tree.items["tenants"].items)
        ]
        found[str(tree.items["wave"].value)] += keys
    return {wave: keys for wave, keys in found.items() if keys}
