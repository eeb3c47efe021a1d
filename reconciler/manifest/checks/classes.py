"""The classes that a school declares."""

from __future__ import annotations

from collections.abc import Iterator

from reconciler.errors import Facts, Fault
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.nodes import Node
from reconciler.model.names import CLASS_LETTERS, GRADES, LATIN_LETTERS


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
