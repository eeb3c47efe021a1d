"""The people of a school in the first school year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random

from reconciler.simulator.world.facts import School
from reconciler.simulator.world.names import random_stream
from reconciler.simulator.world.people import Klass, Parent, Population, Pupil, Worker
from reconciler.simulator.world.registrar import Registrar, Stream

WITH_PARENT = 0.6
SIBLING = 0.15
# More than 170 of the city's 4,000 teachers were certified in 2020, most of them where it began.
CERTIFIED, CERTIFIED_IN_PILOTS = 0.04, 0.15
SMALL_SCHOOL = 300
TEACHING_PRINCIPAL = 0.12


def populate(school: School, seed: int) -> Population:
    """Everybody at the school; depends on the school's own facts and the seed alone."""
    rng = random_stream(seed, school.id, "people")
    registrar = Registrar(Stream(seed, school, f"{school.id}/people", rng), frozenset())
    principal = registrar.worker()
    teachers = tuple(registrar.worker() for _ in range(school.teachers))
    staff = tuple(registrar.worker() for _ in range(_staff_count(school)))
    pupils, parents = admit(registrar, school.id, list(_places(school, rng)), ())
    return Population(
        school=school,
        principal=principal,
        teachers=teachers,
        staff=staff,
        pupils=tuple(pupils),
        parents=tuple(parents),
        class_staff=_class_staff(school, principal, teachers, rng),
        certified=_certified(school, teachers, rng),
        taken=frozenset(registrar.taken),
    )


def classes_of(school: School) -> tuple[Klass, ...]:
    """The school's classes, by grade and letter."""
    return tuple(
        Klass(grade, letter)
        for grade, letters in sorted(school.classes.items())
        for letter in letters
    )


def even_places(school: School, grade: int, count: int) -> tuple[Klass, ...]:
    """`count` places spread evenly over the classes of a grade."""
    letters = school.classes[grade]
    return tuple(Klass(grade, letters[index % len(letters)]) for index in range(count))


def admit(
    registrar: Registrar, school: str, places: Iterable[Klass], known: Sequence[Pupil]
) -> tuple[list[Pupil], list[Parent]]:
    """A new pupil for each place and their parents; some are brothers and sisters of others."""
    rng = registrar.rng
    everybody = list(known)
    pupils: list[Pupil] = []
    parents: list[Parent] = []
    for place in places:
        sibling = rng.choice(everybody) if everybody and rng.random() < SIBLING else None
        if sibling and sibling.klass.grade != place.grade:
            pupil = registrar.pupil(place, school, sibling.stem, sibling.parent)
        else:
            pupil, parent = _only_child(registrar, school, place)
            parents.extend(parent)
        pupils.append(pupil)
        everybody.append(pupil)
    return pupils, parents


def _only_child(
    registrar: Registrar, school: str, place: Klass
) -> tuple[Pupil, tuple[Parent, ...]]:
    stem = registrar.stem()
    parent = (registrar.parent(stem),) if registrar.rng.random() < WITH_PARENT else ()
    return registrar.pupil(place, school, stem, parent[0].id if parent else None), parent


def _places(school: School, rng: Random) -> Iterator[Klass]:
    for grade, pupils in school.pupils.items():
        count = max(len(school.classes[grade]), round(pupils * rng.uniform(0.97, 1.03)))
        yield from even_places(school, grade, count)


def _staff_count(school: School) -> int:
    """From 4 in a small school to 8 in a large one."""
    return 4 + min(4, sum(school.pupils.values()) // 300)


def _certified(school: School, teachers: Sequence[Worker], rng: Random) -> frozenset[str]:
    share = CERTIFIED_IN_PILOTS if school.pilot else CERTIFIED
    count = max(1, round(share * len(teachers)))
    return frozenset(teacher.id for teacher in rng.sample(teachers, count))


def _class_staff(
    school: School, principal: Worker, teachers: Sequence[Worker], rng: Random
) -> Mapping[Klass, tuple[str, ...]]:
    ids = [teacher.id for teacher in rng.sample(teachers, len(teachers))]
    staff: dict[Klass, tuple[str, ...]] = {}
    for index, klass in enumerate(classes_of(school)):
        first = ids[index % len(ids)]
        others = rng.sample(ids, min(len(ids), rng.choice((0, 1, 1, 2))))
        staff[klass] = tuple(dict.fromkeys((first, *others)))
    small = sum(school.pupils.values()) < SMALL_SCHOOL
    if small or rng.random() < TEACHING_PRINCIPAL:
        klass = rng.choice(list(staff))
        staff[klass] = (*staff[klass], principal.id)
    return staff
