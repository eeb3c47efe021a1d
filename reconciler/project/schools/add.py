"""A school more: its file, its tenant in every stack, and a scope where no default covers it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reconciler.manifest.edit import flow, flow_list, section
from reconciler.manifest.nodes import Node
from reconciler.manifest.scopes import DEFAULT
from reconciler.model.tenant import Vendor
from reconciler.project.kit import filled, tenant_entry, text_of
from reconciler.project.schools.edits import ProjectEdits

if TYPE_CHECKING:
    from ruamel.yaml.comments import CommentedMap

SANDBOX_SEATS = 20
"""Seats of each product in an invented tenant."""
TENANTS = "reconciler:tenants"
_SCHEMA = "# yaml-language-server"


@dataclass(frozen=True, slots=True)
class NewSchool:
    """What a person says of a school."""

    id: str
    names: Mapping[str, str]
    """Language → its name, in the municipality's order."""
    wave: str
    layout: str
    tenant: str
    vendor: Vendor
    facts: Mapping[str, str]
    classes: Mapping[int, str]
    """Grade → letters."""
    org: str = ""
    """Its organization in the lists; '': as its facts or its id say."""


def add(edits: ProjectEdits, school: NewSchool, root: Node) -> None:
    """Gathers the edits; `root` is the municipality's tree."""
    edits.pending[edits.school(school.id)] = _text(edits, school)
    scope = _own_scope(school, root)
    if scope is not None:
        edits.change(edits.municipality, lambda data: data["scopes"].update({school.id: scope}))
    ident = str(root.items["id"].value)
    for path in edits.stacks():
        edits.change(path, lambda data: _into_stack(data, school, ident, root))


def _text(edits: ProjectEdits, school: NewSchool) -> str:
    facts = {key: json.dumps(text, ensure_ascii=False) for key, text in school.facts.items()}
    written = ", ".join(f"{key}: {text}" for key, text in facts.items())
    classes = ", ".join(f"{grade}: {letters}" for grade, letters in sorted(school.classes.items()))
    return filled(
        "school.yaml",
        {
            "school": {"id": school.id, "name": text_of(school.names), "tenant": school.tenant},
            "schema": _schema(edits.schools),
            "facts": f"{{{written}}}" if facts else "",
            "bulgarian": False,
            "org": json.dumps(school.org) if school.org else "",
            "wave": school.wave,
            "layout": school.layout,
            "classes": f"{{{classes}}}",
            "google": False,
            "microsoft": False,
        },
    )


def _schema(folder: Path) -> str:
    """The line by which editors find the schema, where the other schools have one."""
    for path in sorted(folder.glob("*.yaml")):
        first = path.read_text("utf-8").partition("\n")[0]
        if first.startswith(_SCHEMA) and first.endswith("school.json"):
            return first
    return ""


def _own_scope(school: NewSchool, root: Node) -> CommentedMap | None:
    """A line of `scopes` for the school; None where the default covers it."""
    default = root.items["scopes"].items.get(DEFAULT)
    if default is not None:
        return None
    shared = school.tenant != school.id
    scope = {
        "orgUnits": f"/{school.id}" if shared else "/",
        "addresses": f"{school.id}-*" if shared else "*",
        "products": list(products_of(root, school.vendor)),
    }
    return section({school.tenant: flow(scope)})


def products_of(root: Node, vendor: Vendor) -> Iterator[str]:
    """The municipality's products that a vendor sells."""
    for name, product in root.items["products"].items.items():
        if vendor.value in product.items:
            yield name


def _into_stack(data: CommentedMap, school: NewSchool, municipality: str, root: Node) -> None:
    tenants = data["config"][TENANTS]
    known = tenants.get(school.tenant)
    if known is None:
        tenants[school.tenant] = _tenant(data, school, municipality, root)
    elif school.tenant != school.id:
        known.setdefault("schools", flow_list([])).append(school.id)


def _tenant(data: CommentedMap, school: NewSchool, municipality: str, root: Node) -> CommentedMap:
    """Invented in the sandbox; elsewhere in the shape of the real one, and only observed."""
    invented = "reconciler:simulator" in data["config"]
    made = tenant_entry(municipality, school.tenant, school.vendor.value)
    key, _, ident = made["ident"].partition(": ")
    entry: dict[str, Any] = {"provider": school.vendor.value, "domain": made["domain"], key: ident}
    if not invented:
        entry["mode"] = "observe"
    if school.tenant != school.id:
        entry["schools"] = [school.id]
    seats = dict.fromkeys(products_of(root, school.vendor), SANDBOX_SEATS if invented else 0)
    return flow({**entry, "seats": flow(seats)} if seats else entry)
