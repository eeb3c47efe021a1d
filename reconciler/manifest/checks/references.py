"""Checks of files as written: names, classes, templates, licences, `without`."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.errors import Facts, Fault, SourceLocation
from reconciler.manifest.checks.days import effective_faults
from reconciler.manifest.checks.facts import fact_faults, fact_spec_faults
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.expand import check_templates, classes_of, repeated
from reconciler.manifest.load import LoadedManifests, org_of
from reconciler.manifest.merge import SECTIONS, merged, unmatched
from reconciler.manifest.nodes import Node
from reconciler.manifest.scopes import DEFAULT
from reconciler.model.names import CLASS_LETTERS, GRADES, LATIN_LETTERS
from reconciler.model.near import near_facts


def municipality_faults(loaded: LoadedManifests) -> Iterator[Fault]:
    """Products that no vendor has, scopes of nobody and of products that there are not."""
    products = loaded.root.items["products"]
    for key, node in products.items.items():
        if not {"google", "microsoft"} & node.items.keys():
            yield Fault(ManifestCode.NO_VENDOR, products.key_place(key), {"product": key})
    yield from fact_spec_faults(loaded.root)
    yield from _waves_of(loaded.root)
    scopes = loaded.root.items["scopes"]
    for school, tenants in scopes.items.items():
        if school == DEFAULT:
            yield from _products_of(loaded, tenants)
            continue
        if school not in loaded.trees:
            facts = {"school": school, **near_facts(school, loaded.schools)}
            yield Fault(ManifestCode.UNKNOWN_SCHOOL, scopes.key_place(school), facts)
            continue
        yield from _scopes(loaded, school, tenants)


def _waves_of(root: Node) -> Iterator[Fault]:
    """Waves in `roster` that there are not."""
    written, waves = root.items.get("roster"), root.items["waves"].items
    for wave in () if written is None else written.items:
        if written is not None and wave not in waves:
            facts = {"wave": wave, "known": ", ".join(waves)}
            yield Fault(ManifestCode.UNKNOWN_WAVE, written.key_place(wave), facts)


def _scopes(loaded: LoadedManifests, school: str, tenants: Node) -> Iterator[Fault]:
    declared = loaded.trees[school].items["tenants"].items
    for alias, scope in tenants.items.items():
        if alias not in declared:
            facts = {"school": school, "tenant": alias}
            yield Fault(ManifestCode.UNUSED_SCOPE, tenants.key_place(alias), facts)
        yield from _products_of(loaded, scope)


def _products_of(loaded: LoadedManifests, scope: Node) -> Iterator[Fault]:
    for product in scope.items["products"].members:
        yield from _product(loaded, str(product.value), product.place)
    seats = scope.items.get("seats")
    for key in seats.items if seats is not None else ():
        yield from _product(loaded, key, seats.key_place(key) if seats else scope.place)


def _product(loaded: LoadedManifests, product: str, place: SourceLocation) -> Iterator[Fault]:
    if product not in loaded.municipality.products:
        facts = {"product": product, **near_facts(product, loaded.municipality.products)}
        yield Fault(ManifestCode.UNKNOWN_PRODUCT, place, facts)


def layout_faults(layout: Node) -> Iterator[Fault]:
    """Templates that do not vary, days that there are not, and grades that run backwards."""
    yield from _templates(layout)
    yield from effective_faults(layout)
    grades = layout.items.get("grades")
    if grades is not None and not grades_of(layout):
        yield Fault(ManifestCode.BAD_GRADES, grades.place, {"grades": str(grades.value)})


def _templates(tree: Node) -> Iterator[Fault]:
    for section in SECTIONS:
        if section in tree.items:
            yield from check_templates(tree.items[section])


def school_faults(loaded: LoadedManifests, school: str, year: int) -> Iterator[Fault]:
    """What a school names and there is not, and what is wrong with its classes."""
    tree = loaded.trees[school]
    yield from _templates(tree)
    yield from _joined(loaded, school)
    yield from fact_faults(loaded, tree)
    yield from _named(loaded, tree)
    layout = loaded.layouts.get(str(tree.items["layout"].value))
    if layout is None:
        return
    if "grades" not in layout.items:
        facts = {"layout": str(tree.items["layout"].value)}
        yield Fault(ManifestCode.NO_GRADES, tree.items["layout"].place, facts)
    yield from class_faults(layout, tree, loaded.municipality.languages)
    yield from unmatched(layout, tree, str(tree.items["layout"].value))
    effective_tree = merged(layout, tree)
    yield from effective_faults(effective_tree)
    for section in SECTIONS:
        if section in effective_tree.items:
            yield from repeated(effective_tree.items[section], classes_of(tree, year))
    if "licences" in effective_tree.items:
        yield from _licences(loaded, effective_tree.items["licences"])


def _joined(loaded: LoadedManifests, school: str) -> Iterator[Fault]:
    """Two schools that are one organization in the rosters."""
    orgs = loaded.orgs
    first = next(other for other in loaded.schools if orgs[other] == orgs[school])
    if first != school:
        facts = {"org": orgs[school], "school": first}
        yield Fault(ManifestCode.DUPLICATE_ORG, org_of(loaded.trees[school]).place, facts)


def _named(loaded: LoadedManifests, tree: Node) -> Iterator[Fault]:
    """Layout, wave and tenants, which stand in other files."""
    items, municipality = tree.items, loaded.municipality
    layout, wave, tenants = items["layout"], items["wave"], items["tenants"]
    if str(layout.value) not in loaded.layouts:
        facts = {"layout": str(layout.value), **near_facts(str(layout.value), loaded.layouts)}
        yield Fault(ManifestCode.UNKNOWN_LAYOUT, layout.place, facts)
    if str(wave.value) not in municipality.waves:
        facts = {"wave": str(wave.value), **near_facts(str(wave.value), municipality.waves)}
        yield Fault(ManifestCode.UNKNOWN_WAVE, wave.place, facts)
    school = str(items["id"].value)
    scopes = loaded.root.items["scopes"].items
    scoped = {scope.tenant for scope in municipality.scopes.get(school, ())}
    for alias in tenants.items:
        if alias not in scoped:
            facts = {"school": school, "tenant": alias}
            code = ManifestCode.NOT_NAMED if DEFAULT in scopes else ManifestCode.NO_SCOPE
            yield Fault(code, tenants.key_place(alias), facts)


def _licences(loaded: LoadedManifests, licences: Node) -> Iterator[Fault]:
    """A licence for nobody in particular would take it from everyone."""
    for product, node in licences.items.items():
        place = licences.key_place(product)
        yield from _product(loaded, product, place)
        ways = {"for", "through"} & node.items.keys()
        if not ways:
            yield Fault(ManifestCode.NO_AUDIENCE, place, {"product": product})
        elif len(ways) > 1:
            yield Fault(ManifestCode.TWO_AUDIENCES, place, {"product": product})


def grades_of(layout: Node) -> range:
    """The grades that schools of a layout teach; empty where they run backwards."""
    first, last = map(int, str(layout.items["grades"].value).split("-"))
    return range(first, last + 1)


def class_faults(layout: Node, school: Node, languages: tuple[str, ...]) -> Iterator[Fault]:
    """Grades that the layout does not teach, and letters that cannot name a class.

    Where Bulgarian is among the municipality's languages, classes have Cyrillic letters.
    """
    letters = CLASS_LETTERS if "bg" in languages else LATIN_LETTERS
    taught = grades_of(layout) if "grades" in layout.items else range(1, GRADES + 1)
    classes = school.items["classes"]
    for grade, node in classes.items.items():
        if int(grade) not in taught:
            facts: Facts = {"grade": int(grade), "grades": str(layout.items["grades"].value)}
            yield Fault(ManifestCode.GRADE_NOT_TAUGHT, classes.key_place(grade), facts)
        yield from _letters(int(grade), node, letters)


def _letters(grade: int, node: Node, known: str) -> Iterator[Fault]:
    letters = str(node.value)
    for letter in dict.fromkeys(letters):
        facts: Facts = {"letter": letter, "grade": grade, "letters": known}
        if known == CLASS_LETTERS and letter.isascii() and letter.isalpha():
            # а and a look alike, and no roster's class would ever be found
            yield Fault(ManifestCode.LATIN_CLASS_LETTER, node.place, facts)
        elif letter not in known:
            yield Fault(ManifestCode.BAD_CLASS_LETTER, node.place, facts)
        elif letters.count(letter) > 1:
            yield Fault(ManifestCode.REPEATED_CLASS, node.place, facts)
