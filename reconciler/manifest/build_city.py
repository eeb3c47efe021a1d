"""The checked municipality.yaml to its type."""

from __future__ import annotations

from reconciler.manifest.city import Municipality, Product, ProgrammeGoals, TeacherGoal, WhenShort
from reconciler.manifest.languages import languages_of
from reconciler.manifest.limits import guard_window, limits, roster_applies, year
from reconciler.manifest.modes import modes
from reconciler.manifest.nodes import Node
from reconciler.manifest.sections import audiences, entries, optional_text, string, strings, text
from reconciler.manifest.types import FactSpec, LocalizedText
from reconciler.model.keep import Keep, Period
from reconciler.model.tenant import Vendor


def municipality(tree: Node) -> Municipality:
    """The Municipality manifest."""
    items = tree.items
    return Municipality(
        id=string(items["id"]),
        name=text(items["name"]),
        waves={key: text(node) for key, node in items["waves"].items.items()},
        match_by=strings(items["people"].items["matchBy"]),
        products={key: _product(key, node) for key, node in items["products"].items.items()},
        scopes={},
        guards=limits(items.get("guards")),
        rollout=limits(items.get("rollout")),
        programme=programme(items.get("programme")),
        contacts={office: text(one) for office, one in entries(items.get("contacts"))},
        keep=_keep(items.get("ledger")),
        year=year(items.get("year")),
        guard_window=guard_window(items.get("guards")),
        modes=modes(items.get("tenants")),
        roster_applies=roster_applies(items.get("roster")),
        languages=languages_of(tree),
        facts={key: _fact(key, node) for key, node in entries(items.get("facts"))},
    )


def _product(key: str, node: Node) -> Product:
    items = node.items
    microsoft = items["microsoft"].items if "microsoft" in items else {}
    short = items.get("whenShort")
    return Product(
        id=key,
        place=node.place,
        names={
            vendor: {
                name: " ".join(strings(one)) if name == "countsToo" else string(one)
                for name, one in items[vendor.value].items.items()
                if name != "without"
            }
            for vendor in Vendor
            if vendor.value in items
        },
        family=string(items["family"]) if "family" in items else None,
        without=strings(microsoft.get("without")),
        when_short=WhenShort(string(short)) if short else WhenShort.REFUSE,
        last_seats_to=audiences(items.get("lastSeatsTo")) or (),
        title=optional_text(items),
    )


def _fact(key: str, node: Node) -> FactSpec:
    title = text(node.items["title"]) if "title" in node.items else LocalizedText(key)
    return FactSpec(key, title)


def _keep(node: Node | None) -> Keep:
    if node is None or "keep" not in node.items:
        return Keep()
    periods = node.items["keep"].items.items()
    return Keep(**{name: Period.of(string(one)) for name, one in periods})


def programme(node: Node | None) -> ProgrammeGoals | None:
    """The programme's dates and goals; None where the municipality writes none."""
    if node is None:
        return None
    waves = node.items["waves"].items if "waves" in node.items else {}
    return ProgrammeGoals(
        waves={wave: string(one.items["by"]) for wave, one in waves.items()},
        trained=_goal(node.items.get("trained")),
        certified=_goal(node.items.get("certified")),
    )


def _goal(node: Node | None) -> TeacherGoal | None:
    if node is None:
        return None
    return TeacherGoal(int(string(node.items["goal"]).removesuffix(" %")), string(node.items["by"]))
