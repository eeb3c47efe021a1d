"""Audiences of one school: classes, grades, units and groups that they name, and cycles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields

from reconciler.errors import Facts, Fault
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.nodes import Node
from reconciler.manifest.types import Audience, GroupSpec, SchoolManifest

Subject = tuple[str, str]
"""What an audience belongs to, for messages: kind and key."""


def audience_faults(manifest: SchoolManifest, tree: Node) -> Iterator[Fault]:
    """What audiences and licences name and the school does not have."""
    groups = {group.key: group for group in manifest.groups}
    for subject, item in _items(manifest):
        yield from _item(manifest, tree, subject, item)
        if item.group is not None and item.group not in groups:
            yield _unknown_group(item.group, subject, item)
    for licence in manifest.licences:
        subject = ("licence", licence.product)
        if licence.through is not None and licence.through not in groups:
            facts = {"kind": "licence", "key": licence.product, "group": licence.through}
            yield Fault(ManifestCode.UNKNOWN_GROUP, licence.place, facts)
        if licence.through is not None and licence.audience is not None and licence.audience:
            yield Fault(ManifestCode.TWO_AUDIENCES, licence.place, {"product": licence.product})
    yield from _no_audience(manifest)
    yield from _cycles(groups)
