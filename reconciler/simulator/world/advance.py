"""The same people one school year later."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

from reconciler.simulator.world.facts import School
from reconciler.simulator.world.names import random_stream
from reconciler.simulator.world.people import Klass, Population, Pupil
from reconciler.simulator.world.populate import admit, classes_of
from reconciler.simulator.world.registrar import Registrar, Stream

LEAVES, REPEATS, CHANGES_CLASS = 0.01, 0.003, 0.01

Grades = dict[int, list[Pupil]]


def advance(before: Population, seed: int, number: int) -> Population:
    """The population after its `number`-th summer: promoted, left, repeating, newly come."""
    rng = random_stream(seed, before.school.id, "summer", number)
    stream = Stream(seed, before.school, f"{before.school.id}/summer {number}", rng)
    registrar = Registrar(stream, before.taken)
    grades = _promote(before, rng)
    places: list[Klass] = []
    for grade in sorted(before.school.classes):
        grades[grade] = _trim(before.school, grade, grades[grade], rng)
        _change_classes(before.school, grade, grades[grade], rng)
        places += _free_places(before.school, grade, grades[grade])
    known = [pupil for grade in sorted(grades) for pupil in grades[grade]]
    newcomers, parents = admit(registrar, before.school.id, places, known)
    pupils = (*known, *newcomers)
    needed = {pupil.parent for pupil in pupils}
    return replace(
        before,
        pupils=pupils,
        parents=tuple(parent for parent in (*before.parents, *parents) if parent.id in needed),
        class_staff=_follow(before),
        taken=frozenset(registrar.taken),
    )


def _promote(before: Population, rng: Random) -> Grades:
    grades: Grades = defaultdict(list)
    for pupil in before.pupils:
        fate = rng.random()
        grade = pupil.klass.grade + (fate >= LEAVES + REPEATS)
        if fate >= LEAVES and grade in before.school.classes:
            grades[grade].append(replace(pupil, klass=Klass(grade, pupil.klass.letter)))
    return grades


def _trim(school: School, grade: int, pupils: list[Pupil], rng: Random) -> list[Pupil]:
    """Where the next band of grades is smaller, those of dissolved classes leave before others."""
    letters = school.classes[grade]
    if school.pupils[grade] < school.pupils.get(grade - 1, 0):
        rng.shuffle(pupils)
        pupils.sort(key=lambda pupil: pupil.klass.letter not in letters)
        pupils = pupils[: school.pupils[grade]]
    sizes = Counter(dict.fromkeys(letters, 0))
    sizes.update(pupil.klass.letter for pupil in pupils if pupil.klass.letter in letters)
    for index, pupil in enumerate(pupils):
        if pupil.klass.letter not in letters:
            letter = min(letters, key=lambda one: (sizes[one], one))
            sizes[letter] += 1
            pupils[index] = replace(pupil, klass=Klass(grade, letter))
    return pupils


def _change_classes(school: School, grade: int, pupils: list[Pupil], rng: Random) -> None:
    letters = school.classes[grade]
    for index, pupil in enumerate(pupils):
        if len(letters) > 1 and rng.random() < CHANGES_CLASS:
            others = [letter for letter in letters if letter != pupil.klass.letter]
            pupils[index] = replace(pupil, klass=Klass(grade, rng.choice(others)))


def _free_places(school: School, grade: int, pupils: Sequence[Pupil]) -> list[Klass]:
    """Places for newcomers: all of a first grade; else what a larger band or a new class lacks."""
    sizes = Counter(pupil.klass.letter for pupil in pupils)
    empty = [letter for letter in school.classes[grade] if not sizes[letter]]
    grows = school.pupils[grade] > school.pupils.get(grade - 1, school.pupils[grade])
    starts = grade - 1 not in school.classes
    count = school.pupils[grade] - len(pupils) if grows or starts else len(empty)
    places: list[Klass] = []
    for _ in range(max(count, len(empty))):
        letter = min(school.classes[grade], key=lambda one: (sizes[one], one))
        sizes[letter] += 1
        places.append(Klass(grade, letter))
    return places


def _follow(before: Population) -> Mapping[Klass, tuple[str, ...]]:
    """Teachers go on with their class; those of classes that ended take the new ones."""
    followed: dict[Klass, tuple[str, ...]] = {}
    wanted = set(classes_of(before.school))
    free: list[tuple[str, ...]] = []
    for klass, ids in before.class_staff.items():
        after = Klass(klass.grade + 1, klass.letter)
        if after in wanted:
            followed[after] = ids
        else:
            free.append(ids)
    for klass in sorted(wanted - followed.keys()):
        followed[klass] = free.pop(0)
    return followed
