"""Sections of checked trees to types; the schemas have said that every value is of its kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reconciler.manifest.nodes import Node
from reconciler.manifest.types import (
    EVERY_TENANT,
    Audience,
    GroupSpec,
    LicenceSpec,
    LocalizedText,
    UnitSpec,
)
from reconciler.model.people import Role
from reconciler.model.resources import ExtraMembers, GroupType


def units(tree: Node, above: str = "") -> Iterator[UnitSpec]:
    """The units of a section, parents before children."""
    for key, node in tree.items.items():
        items = node.items
        path = f"{above}{key}"
        yield UnitSpec(
            key=path,
            place=tree.key_place(key),
            name=optional_text(items),
            holds=audiences(items.get("holds")),
            previously=strings(items.get("previously")),
            adopt=_adopt(items.get("adopt")),
        )
        if "orgUnits" in items:
            yield from units(items["orgUnits"], f"{path}/")


def groups(tree: Node) -> Iterator[GroupSpec]:
    """The groups of a section."""
    for key, node in tree.items.items():
        items = node.items
        extra = items.get("extraMembers")
        settings = items["settings"].items if "settings" in items else {}
        yield GroupSpec(
            key=key,
            place=tree.key_place(key),
            address=string(items["address"]) if "address" in items else key,
            name=optional_text(items) or LocalizedText(key),
            type=GroupType(string(items["type"])) if "type" in items else GroupType.MAIL,
            owners=audiences(items.get("owners")),
            managers=audiences(items.get("managers")),
            members=audiences(items.get("members")),
            settings={
                name: one.value
                for name, one in settings.items()
                if isinstance(one.value, str | bool)
            },
            extra_members=ExtraMembers(string(extra)) if extra else None,
            previously=strings(items.get("previously")),
            adopt=_adopt(items.get("adopt")),
            unnamed="name" not in items,
        )


def _adopt(node: Node | None) -> Mapping[str, str]:
    """By tenant; one text is for every tenant."""
    if node is None:
        return {}
    if isinstance(node.value, Mapping):
        return {alias: string(one) for alias, one in node.items.items()}
    return {EVERY_TENANT: string(node)}


def licences(tree: Node) -> Iterator[LicenceSpec]:
    """The licences of a section."""
    for key, node in tree.items.items():
        items = node.items
        seats = items["seats"].value if "seats" in items else None
        yield LicenceSpec(
            product=key,
            place=tree.key_place(key),
            audience=audiences(items.get("for")) or (),
            seats=seats if isinstance(seats, int) else None,
            through=string(items["through"]) if "through" in items else None,
        )


def audiences(node: Node | None) -> tuple[Audience, ...] | None:
    """A list of items; None where it was omitted or unset: not managed."""
    if node is None:
        return None
    return tuple(_audience(item) for item in node.members)


def _audience(node: Node) -> Audience:
    values = {key: item.value for key, item in node.items.items()}
    role = values.get("role")
    certified = values.get("certified")
    return Audience(
        place=node.place,
        role=Role(str(role)) if role is not None else None,
        grade=_number(values.get("grade")),
        klass=_optional(values.get("class")),
        graduates=_number(values.get("graduates")),
        certified=certified if isinstance(certified, bool) else None,
        unit=_optional(values.get("unit")),
        group=_optional(values.get("group")),
        address=_optional(values.get("address")),
    )


def _number(value: object) -> int | None:
    return None if value is None else int(str(value))


def _optional(value: object) -> str | None:
    return None if value is None else str(value)


def text(node: Node) -> LocalizedText:
    """A name; the first language stands first, see `languages`."""
    if not isinstance(node.value, Mapping):
        return LocalizedText(string(node))
    (_, first), *_ = node.items.items()
    return LocalizedText(
        string(first), tuple((key, string(one)) for key, one in node.items.items())
    )


def optional_text(items: Mapping[str, Node]) -> LocalizedText | None:
    node = items.get("name")
    return text(node) if node is not None and node.value is not None else None


def strings(node: Node | None) -> tuple[str, ...]:
    """A list of strings; () where it was omitted."""
    return tuple(string(item) for item in node.members) if node else ()


def string(node: Node) -> str:
    return str(node.value)


def entries(node: Node | None) -> Iterable[tuple[str, Node]]:
    return node.items.items() if node is not None else ()
