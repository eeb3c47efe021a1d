"""What can be told from the files as they were written: names, classes, templates, `without`."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.errors import Fault
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.expand import check_templates, classes_of, repeated
from reconciler.manifest.load import Loaded
from reconciler.manifest.merge import SECTIONS, merged, unmatched
from reconciler.manifest.nodes import Node
from reconciler.model.names import CLASS_LETTERS


def municipality_faults(loaded: Loaded) -> Iterator[Fault]:
    """Products that no vendor has, scopes of nobody and of products that there are not."""
    for key, node in loaded.root.items["products"].items.items():
        if not {"google", "microsoft"} & node.items.keys():
            place = loaded.root.items["products"].key_place(key)
            yield Fault(ManifestCode.NO_VENDOR, place, {"product": key})
    scopes = loaded.root.items["scopes"]
    for school, tenants in scopes.items.items():
        if school not in loaded.trees:
            yield Fault(ManifestCode.UNKNOWN_SCHOOL, scopes.key_place(school), {"school": school})
            continue
        declared = loaded.trees[school].items["tenants"].items
        for alias, scope in tenants.items.items():
            if alias not in declared:
                facts = {"school": school, "tenant": alias}
                yield Fault(ManifestCode.UNUSED_SCOPE, tenants.key_place(alias), facts)
            for product in scope.items["products"].members:
                if str(product.value) not in loaded.municipality.products:
                    yield _unknown_product(loaded, product, str(product.value))


def _unknown_product(loaded: Loaded, node: Node, product: str) -> Fault:
    known = ", ".join(loaded.municipality.products)
    return Fault(ManifestCode.UNKNOWN_PRODUCT, node.place, {"product": product, "known": known})


def layout_faults(layout: Node) -> Iterator[Fault]:
    """Templates that do not vary, and grades that run backwards."""
    yield from check_templates(layout)
    grades = layout.items["grades"]
    if not grades_of(layout):
        yield Fault(ManifestCode.BAD_GRADES, grades.place, {"grades": str(grades.value)})


def grades_of(layout: Node) -> range:
    """The grades that schools of a layout teach."""
    first, last = map(int, str(layout.items["grades"].value).split("-"))
    return range(first, last + 1)


def school_faults(loaded: Loaded, school: str, year: int) -> Iterator[Fault]:
    """What a school names and there is not, and what is wrong with its classes."""
    tree = loaded.trees[school]
    yield from check_templates(tree)
    yield from _register(loaded, school)
    yield from _named(loaded, tree)
    layout = loaded.layouts.get(str(tree.items["layout"].value))
    if layout is None:
        return
    yield from _classes(layout, tree)
    yield from unmatched(layout, tree)
    whole = merged(layout, tree)
    for section in SECTIONS:
        if section in whole.items:
            yield from repeated(whole.items[section], classes_of(tree, year))


def _register(loaded: Loaded, school: str) -> Iterator[Fault]:
    """Two schools under one code of the national register."""
    codes = loaded.neispuo
    first = next(other for other in loaded.schools if codes[other] == codes[school])
    if first != school:
        place = loaded.trees[school].items["neispuo"].place
        facts = {"neispuo": codes[school], "school": first}
        yield Fault(ManifestCode.DUPLICATE_NEISPUO, place, facts)


def _named(loaded: Loaded, tree: Node) -> Iterator[Fault]:
    items, municipality = tree.items, loaded.municipality
    layout, wave = items["layout"], items["wave"]
    if str(layout.value) not in loaded.layouts:
        facts = {"layout": str(layout.value), "known": ", ".join(loaded.layouts)}
        yield Fault(ManifestCode.UNKNOWN_LAYOUT, layout.place, facts)
    if str(wave.value) not in municipality.waves:
        facts = {"wave": str(wave.value), "known": ", ".join(municipality.waves)}
        yield Fault(ManifestCode.UNKNOWN_WAVE, wave.place, facts)
    school = str(items["id"].value)
    scoped = {scope.tenant for scope in municipality.scopes.get(school, ())}
    for alias in items["tenants"].items:
        if alias not in scoped:
            facts = {"school": school, "tenant": alias}
            yield Fault(ManifestCode.NO_SCOPE, items["tenants"].key_place(alias), facts)
    for product, node in items["licences"].items.items() if "licences" in items else ():
        if product not in municipality.products:
            yield _unknown_product(loaded, Node(items["licences"].key_place(product), node.value), product)


def _classes(layout: Node, tree: Node) -> Iterator[Fault]:
    taught = grades_of(layout)
    classes = tree.items["classes"]
    for grade, node in classes.items.items():
        if int(grade) not in taught:
            facts = {"grade": int(grade), "grades": str(layout.items["grades"].value)}
            yield Fault(ManifestCode.GRADE_NOT_TAUGHT, classes.key_place(grade), facts)
        letters = str(node.value)
        for letter in sorted(set(letters), key=letters.index):
            facts = {"letter": letter, "grade": int(grade), "letters": CLASS_LETTERS}
            if letter not in CLASS_LETTERS:
                latin = letter.isascii() and letter.isalpha()
                code = "LATIN_CLASS_LETTER" if latin else "BAD_CLASS_LETTER"
                yield Fault(ManifestCode[code], node.place, facts)
            elif letters.count(letter) > 1:
                yield Fault(ManifestCode.REPEATED_CLASS, node.place, facts)
