"""Which texts that people typed in a tenant are called after a person.

A plan shows what it finds: names of units and groups, descriptions, addresses. Somebody may have
called one of them after a pupil, and a plan goes to pull requests, logs and the ledger.

Rule: what a manifest says itself is the city's own word and stays readable. Of the rest, a text is
somebody's name as `persons` has it, the same for an export and a plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reconciler.desired.context import SchoolContext
from reconciler.manifest import LoadedManifests
from reconciler.manifest.types import GroupSpec, LocalizedText
from reconciler.model.names import folded
from reconciler.model.observation import Observation
from reconciler.model.resources import MemberType
from reconciler.observed.persons import Persons, persons_in, words


def texts_of_persons(
    contexts: Iterable[SchoolContext], observation: Observation, called: Iterable[str]
) -> frozenset[str]:
    """The tenant's texts that are called after somebody: parts of paths and addresses, or names.

    `contexts` are the tenant's schools, `called` are the words of the municipality's schools.
    """
    schools, all_schools = tuple(contexts), frozenset(called)
    written = {folded(text) for text in _written(schools)}
    written.update(
        folded(mark.school) for mark in observation.marks() if words(mark.school) <= all_schools
    )
    typed = {text for text in _typed(observation) if text and folded(text) not in written}
    if not typed:
        return frozenset()
    persons = persons_of_tenant(schools, observation, all_schools)
    return frozenset(text for text in typed if persons.named(text))


def persons_of_tenant(
    contexts: Iterable[SchoolContext],
    observation: Observation,
    called: Iterable[str],
    elsewhere: Iterable[str] = (),
) -> Persons:
    """What is known of the names of a tenant's people; `elsewhere`: addresses of all lists."""
    schools = tuple(contexts)
    people = [one for school in schools if school.roster for one in school.roster.people]
    addresses = [one.email for one in people if one.email]
    listed = {*addresses, *(one.sourced_id for one in people)}
    rostered = {
        account.id
        for account in observation.accounts
        if not listed.isdisjoint((account.person_id, account.address, *account.aliases))
    }
    own = (text for school in schools for text in _names(school))
    return persons_in(
        observation.accounts, rostered, addresses, schools=(own, called), elsewhere=elsewhere
    )


def school_words(loaded: LoadedManifests) -> frozenset[str]:
    """The words that the municipality's schools are called by, in every language."""
    names: set[str] = set(loaded.trees)
    for tree in loaded.trees.values():
        name = tree.items.get("name")
        if name is not None:
            names.update(str(one.value) for one in (name, *name.items.values()) if one.value)
    return frozenset().union(*map(words, names))


def _names(context: SchoolContext) -> Iterator[str]:
    manifest = context.manifest
    yield from (manifest.id, manifest.name.text, context.tenant.domain)
    yield from (text for _, text in manifest.name.others)


def _typed(observation: Observation) -> Iterator[str]:
    """What people may have typed, as far as a plan can show it."""
    for unit in observation.units:
        yield from unit.spelling.split("/")
        yield unit.label
    for spelling in observation.other_units.values():
        yield from spelling.split("/")
    for path in {path for account in observation.accounts for path in account.places}:
        yield from path.split("/")
    for group in observation.groups:
        yield from (group.name, group.label)
        yield from (_local(one) for one in (group.address, group.mail or "", *group.aliases))
    yield from (_local(address) for address in _nested(observation))
    # a mark is text as well: whoever may write a group may put a name into one
    for mark in observation.marks():
        yield from (mark.municipality, mark.school, *mark.key.split("/"))


def _nested(observation: Observation) -> Iterator[str]:
    """Groups that are members of groups, or hold a licence."""
    inside = (
        member
        for group in observation.groups
        for members in (group.members or {}).values()
        for member in members
    )
    holding = (holder.member for one in observation.licences for holder in one.holders)
    for members in (inside, holding):
        yield from (one.ref for one in members if one.type is MemberType.GROUP)


def _written(contexts: Iterable[SchoolContext]) -> Iterator[str]:
    """What manifests say: it can be read there anyway."""
    for context in contexts:
        manifest = context.manifest
        yield context.municipality.id
        yield from _names(context)
        yield from context.scope.root.split("/")
        for unit in manifest.units:
            yield from (*unit.key.split("/"), *context.spelled(unit.key).split("/"))
            yield from (part for key in unit.previously for part in key.split("/"))
            yield from (part for path in unit.adopt.values() for part in path.split("/"))
            yield from _texts(unit.name)
        for group in manifest.groups:
            yield from _of_group(group)


def _of_group(group: GroupSpec) -> Iterator[str]:
    yield from (group.key, group.address, *group.previously, *group.moved_from)
    yield from map(_local, group.adopt.values())
    yield from _texts(group.name)
    yield from (_local(item.address) for item in group.audiences if item.address)


def _texts(name: LocalizedText | None) -> Iterator[str]:
    if name is not None:
        yield name.text
        yield from (text for _, text in name.others)


def _local(address: str) -> str:
    return address.partition("@")[0]
