"""Checked trees to types; the schemas have said that every value is of its kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from reconciler.manifest.city import (
    Municipality,
    Product,
    ProgrammeGoals,
    TeacherGoal,
    WhenShort,
)
from reconciler.manifest.days import DatedTree, on_day
from reconciler.manifest.expand import classes_of, expanded
from reconciler.manifest.languages import languages_of
from reconciler.manifest.limits import guard_window, limits, roster_applies, year
from reconciler.manifest.merge import SECTIONS, merged
from reconciler.manifest.moved import SCHOOL, named_before, with_moved
from reconciler.manifest.nodes import Node
from reconciler.manifest.types import (
    EVERY_TENANT,
    Audience,
    FactSpec,
    GroupSpec,
    LicenceSpec,
    LocalizedText,
    SchoolManifest,
    UnitSpec,
)
from reconciler.model.change import (
    Action,
)
from reconciler.model.keep import Keep, Period
from reconciler.model.people import Role
from reconciler.model.resources import ExtraMembers, GroupType, Kind
from reconciler.model.tenant import Mode, TenantMode, Vendor

CLOSING = "decommission"
"""In a school's `tenants`: as `decommission: true`, in that tenant alone."""
_KINDS = {
    "orgUnits": (Kind.ORG_UNIT, Kind.PLACEMENT),
    "groups": (Kind.GROUP, Kind.MEMBERSHIP),
    "licences": (Kind.LICENCE,),
}


def municipality(tree: Node) -> Municipality:
    """The Municipality manifest."""
    items = tree.items
    return Municipality(
        id=_str(items["id"]),
        name=text(items["name"]),
        waves={key: text(node) for key, node in items["waves"].items.items()},
        match_by=strings(items["people"].items["matchBy"]),
        products={key: _product(key, node) for key, node in items["products"].items.items()},
        scopes={},
        guards=limits(items.get("guards")),
        rollout=limits(items.get("rollout")),
        programme=programme(items.get("programme")),
        contacts={office: text(one) for office, one in _entries(items.get("contacts"))},
        keep=_keep(items.get("ledger")),
        year=year(items.get("year")),
        guard_window=guard_window(items.get("guards")),
        modes=modes(items.get("tenants")),
        roster_applies=roster_applies(items.get("roster")),
        languages=languages_of(tree),
        facts={key: _fact(key, node) for key, node in _entries(items.get("facts"))},
    )


def modes(node: Node | None) -> Mapping[str, TenantMode]:
    """A map of tenants: a mode, or a map of a mode and of kinds that are only observed."""
    return {alias: tenant_mode(one) for alias, one in node.items.items()} if node else {}


def tenant_mode(node: Node) -> TenantMode:
    """`manage`, `observe`, `decommission`, or {mode, observe: [kinds]}."""
    if node.value == CLOSING:
        return TenantMode(closing=True)
    if not isinstance(node.value, Mapping):
        return TenantMode(Mode(_str(node))).stricter()
    mode = Mode(_str(node.items["mode"])) if "mode" in node.items else Mode.MANAGE
    return TenantMode(mode, kinds_of(node.items.get("observe"))).stricter()


def kinds_of(node: Node | None) -> frozenset[Kind]:
    """The kinds that names of sections stand for."""
    return frozenset(kind for name in strings(node) for kind in _KINDS[name])


def effective_tree(layout: Node, school: Node, ends: int, day: str | None) -> DatedTree:
    """One school merged with its layout, templates written out, each value with its place.

    In the school year that ends in `ends`, on a day; None: whatever the day.
    """
    tree = expanded(merged(layout, school), classes_of(school, ends))
    if closes(school):
        # what a closing school still writes is as though nobody had written it
        kept = {key: node for key, node in tree.items.items() if key not in SECTIONS}
        tree = Node(tree.place, kept, tree.keys)
    return on_day(tree, day)


def closes(school: Node) -> bool:
    """Whether a school's file says that it is to be decommissioned."""
    return "decommission" in school.items and school.items["decommission"].value is True


def school_manifest(layout: Node, school: Node, ends: int, day: str | None) -> SchoolManifest:
    """One school as `effective_tree` has it, typed."""
    there = effective_tree(layout, school, ends, day)
    items = there.tree.items
    classes = classes_of(school, ends)
    allow = items["allow"].items if "allow" in items else {}
    given = tuple(licences(items["licences"])) if "licences" in items else ()
    prunable = _prunable(allow, closing=closes(school))
    carriers: frozenset[str] = frozenset()
    if closes(school):
        written = _written_licences(layout, school, ends)
        carriers = frozenset(one.through for one in written if one.through is not None)
        if Kind.LICENCE in prunable:
            given = tuple(replace(one, audience=(), seats=None, through=None) for one in written)
    earlier = _earlier_keys(layout, school, ends, day)
    units_now = tuple(units(items["orgUnits"])) if "orgUnits" in items else ()
    groups_now = tuple(groups(items["groups"])) if "groups" in items else ()
    return SchoolManifest(
        id=_str(items["id"]),
        place=school.place,
        file=school.place.file,
        name=text(items["name"]),
        facts={key: _str(node) for key, node in _entries(items.get("facts"))},
        wave=_str(items["wave"]),
        layout=_str(items["layout"]),
        tenants=_tenants(items["tenants"], layout),
        classes={
            grade: tuple(f"{grade}{letter}" for letter in letters)
            for grade, letters in sorted(classes.letters.items())
        },
        units=with_moved(tuple(named_before(units_now, earlier))),
        groups=tuple(named_before(groups_now, earlier)),
        licences=given,
        allow={
            kind: frozenset(Action(a) for a in strings(node) if a != "prune") | {Action.FORGET}
            # what closes only takes away, which `prune` alone allows
            for key, node in ({} if closes(school) else allow).items()
            for kind in _KINDS[key]
        },
        prune=prunable,
        ignore=strings(items["ignore"]) if "ignore" in items else (),
        guards=limits(items.get("guards")),
        decommission=closes(school),
        carriers=carriers,
        absent=there.absent,
        previously=strings(items.get("previously")),
    )


def _earlier_keys(
    layout: Node, school: Node, ends: int, day: str | None
) -> Mapping[str, tuple[str, ...]]:
    """Keys with {school} in them → what they were under the school's earlier ids."""
    old = strings(school.items.get("previously"))
    if not old:
        return {}
    unnamed = {**school.items, "id": Node(school.place, SCHOOL)}
    items = effective_tree(layout, Node(school.place, unnamed, school.keys), ends, day).tree.items
    keys = [one.key for one in units(items["orgUnits"])] if "orgUnits" in items else []
    keys += [one.key for one in groups(items["groups"])] if "groups" in items else []
    now = _str(school.items["id"])
    return {
        key.replace(SCHOOL, now): tuple(key.replace(SCHOOL, one) for one in old)
        for key in keys
        if SCHOOL in key
    }


def _tenants(own: Node, layout: Node) -> Mapping[str, TenantMode]:
    """The school's tenants; its layout can only make them stricter."""
    shared = modes(layout.items.get("tenants"))
    return {alias: mode.stricter(*for_alias(shared, alias)) for alias, mode in modes(own).items()}


def for_alias(shared: Mapping[str, TenantMode], alias: str) -> tuple[TenantMode, ...]:
    """What a shared map says of a tenant: by its alias, and of every tenant."""
    return tuple(shared[key] for key in (alias, EVERY_TENANT) if key in shared)


def closed(manifest: SchoolManifest) -> SchoolManifest:
    """The school as it is in a tenant in which alone it closes."""
    given = manifest.licences
    prune = manifest.prune | {
        kind for key, kinds in _KINDS.items() if key != "licences" for kind in kinds
    }
    back = tuple(replace(one, audience=(), seats=None, through=None) for one in given)
    return replace(
        manifest,
        units=(),
        groups=(),
        licences=back if Kind.LICENCE in prune else (),
        allow={},
        prune=prune,
        absent={},
        decommission=True,
        carriers=frozenset(one.through for one in given if one.through is not None),
    )


def _prunable(allow: Mapping[str, Node], *, closing: bool) -> frozenset[Kind]:
    """The kinds of which something may be deleted: units and groups where a school closes.

    Licences are taken from accounts only where the file says so: people keep theirs otherwise.
    """
    return frozenset(
        kind
        for key, kinds in _KINDS.items()
        if (closing and key != "licences") or "prune" in strings(allow.get(key))
        for kind in kinds
    )


def _written_licences(layout: Node, school: Node, ends: int) -> tuple[LicenceSpec, ...]:
    """The licences that a school which closes still writes."""
    written = expanded(merged(layout, school), classes_of(school, ends)).items.get("licences")
    return tuple(licences(written)) if written else ()


def units(tree: Node, above: str = "") -> Iterator[UnitSpec]:
    """The units of a section, parents before children."""
    for key, node in tree.items.items():
        items = node.items
        path = f"{above}{key}"
        yield UnitSpec(
            key=path,
            place=tree.key_place(key),
            name=_optional_text(items),
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
            address=_str(items["address"]) if "address" in items else key,
            name=_optional_text(items) or LocalizedText(key),
            type=GroupType(_str(items["type"])) if "type" in items else GroupType.MAIL,
            owners=audiences(items.get("owners")),
            managers=audiences(items.get("managers")),
            members=audiences(items.get("members")),
            settings={
                name: one.value
                for name, one in settings.items()
                if isinstance(one.value, str | bool)
            },
            extra_members=ExtraMembers(_str(extra)) if extra else None,
            previously=strings(items.get("previously")),
            adopt=_adopt(items.get("adopt")),
            unnamed="name" not in items,
        )


def _adopt(node: Node | None) -> Mapping[str, str]:
    """By tenant; one text is for every tenant."""
    if node is None:
        return {}
    if isinstance(node.value, Mapping):
        return {alias: _str(one) for alias, one in node.items.items()}
    return {EVERY_TENANT: _str(node)}


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
            through=_str(items["through"]) if "through" in items else None,
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
        return LocalizedText(_str(node))
    (_, first), *_ = node.items.items()
    return LocalizedText(_str(first), tuple((key, _str(one)) for key, one in node.items.items()))


def _optional_text(items: Mapping[str, Node]) -> LocalizedText | None:
    node = items.get("name")
    return text(node) if node is not None and node.value is not None else None


def strings(node: Node | None) -> tuple[str, ...]:
    """A list of strings; () where it was omitted."""
    return tuple(_str(item) for item in node.members) if node else ()


def _str(node: Node) -> str:
    return str(node.value)


def _product(key: str, node: Node) -> Product:
    items = node.items
    microsoft = items["microsoft"].items if "microsoft" in items else {}
    short = items.get("whenShort")
    return Product(
        id=key,
        place=node.place,
        names={
            vendor: {
                name: " ".join(strings(one)) if name == "countsToo" else _str(one)
                for name, one in items[vendor.value].items.items()
                if name != "without"
            }
            for vendor in Vendor
            if vendor.value in items
        },
        family=_str(items["family"]) if "family" in items else None,
        without=strings(microsoft.get("without")),
        when_short=WhenShort(_str(short)) if short else WhenShort.REFUSE,
        last_seats_to=audiences(items.get("lastSeatsTo")) or (),
        title=_optional_text(items),
    )


def _fact(key: str, node: Node) -> FactSpec:
    title = text(node.items["title"]) if "title" in node.items else LocalizedText(key)
    return FactSpec(key, title)


def _entries(node: Node | None) -> Iterable[tuple[str, Node]]:
    return node.items.items() if node is not None else ()


def _keep(node: Node | None) -> Keep:
    if node is None or "keep" not in node.items:
        return Keep()
    periods = node.items["keep"].items.items()
    return Keep(**{name: Period.of(_str(one)) for name, one in periods})


def programme(node: Node | None) -> ProgrammeGoals | None:
    """The programme's dates and goals; None where the municipality writes none."""
    if node is None:
        return None
    waves = node.items["waves"].items if "waves" in node.items else {}
    return ProgrammeGoals(
        waves={wave: _str(one.items["by"]) for wave, one in waves.items()},
        trained=_goal(node.items.get("trained")),
        certified=_goal(node.items.get("certified")),
    )


def _goal(node: Node | None) -> TeacherGoal | None:
    if node is None:
        return None
    return TeacherGoal(int(_str(node.items["goal"]).removesuffix(" %")), _str(node.items["by"]))
