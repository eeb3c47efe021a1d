"""One tenant's schools as files: the layout that explains most of each, and what proves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from reconciler.desired.context import Desired, SchoolContext
from reconciler.errors import ManifestError
from reconciler.export.draft import Draft
from reconciler.export.proof import proven
from reconciler.export.school import first_draft, school_parts
from reconciler.export.text import Say, head_of, render
from reconciler.export.things import Things, things_of
from reconciler.export.world import ExportInput
from reconciler.manifest.checks.references import grades_of
from reconciler.manifest.edit import edited
from reconciler.manifest.nodes import Node, parse
from reconciler.observed.person_names import persons_of_tenant, school_words
from reconciler.observed.persons import Persons

Heads = Mapping[str, str]
"""School → the text of its file as it is."""


@dataclass(frozen=True, slots=True)
class ExportedSchool:
    """One school's file, and what it does not say."""

    draft: Draft
    text: str
    tenant: str


def export_tenant(given: ExportInput, heads: Heads, say: Say) -> tuple[ExportedSchool, ...]:
    """The files of a tenant's schools; ManifestError where one cannot be proven."""
    wanted = [one for one in given.contexts if one.manifest.id in heads]
    persons = persons_of(given)
    things = {c.manifest.id: things_of(c, given.observation, persons) for c in wanted}
    drafts = [
        _best(given, context, things[context.manifest.id], heads[context.manifest.id])
        for context in wanted
    ]
    texts = proven(drafts, given, partial(render, say=say))
    return tuple(
        ExportedSchool(draft, texts[draft.school], wanted[0].tenant.alias) for draft in drafts
    )


def persons_of(given: ExportInput) -> Persons:
    """The names of the tenant's people."""
    return persons_of_tenant(
        given.contexts, given.observation, school_words(given.loaded), given.elsewhere
    )


def _best(given: ExportInput, context: SchoolContext, things: Things, text: str) -> Draft:
    """The draft over the layout that explains most; the file's own where two explain as much."""
    own = context.manifest.layout
    names = sorted(_suiting(given.loaded.layouts, context), key=lambda n: (n != own, n))
    meeting = {
        name: _meeting(given, context, things, with_layout(head_of(text), name)) for name in names
    }
    most = max(meeting.values())
    # to compile a school for a layout that has no name of the tenant would tell nothing
    tried = [name for name in names if meeting[name] == most][: None if most else 1]
    drafts = [_drafted(given, context, things, with_layout(head_of(text), n)) for n in tried]
    return max(drafts, key=_worth)


def _meeting(given: ExportInput, context: SchoolContext, things: Things, plain: str) -> int:
    """How many of the tenant's units and groups have the name that a layout gives one."""
    based = _based(given, context, plain)
    here = next(c for c in based.contexts if c.manifest.id == context.manifest.id)
    paths = {here.path(spec.key) for spec in here.manifest.units}
    addresses = {here.address_of(spec) for spec in here.manifest.groups}
    units = sum(unit.path in paths for unit in things.units)
    return units + sum(group.address in addresses for group in things.groups)


def _suiting(layouts: Mapping[str, Node], context: SchoolContext) -> Iterable[str]:
    """Layouts that teach all of the school's grades."""
    taught = set(context.manifest.classes)
    return [
        name
        for name, tree in layouts.items()
        if name == context.manifest.layout
        or ("grades" in tree.items and taught <= set(grades_of(tree)))
    ]


def _worth(draft: Draft) -> tuple[int, int, int]:
    """How much of the tenant the layout explains: people, then things, then how little lacks."""
    entries = [one for one in draft.entries.values() if one.layout is not None]
    explained = sum(one.written for one in entries)
    return explained, len(entries), -len(draft.without)


def _based(given: ExportInput, context: SchoolContext, plain: str) -> ExportInput:
    """The tenant with the school's file as its head alone."""
    tree, faults = parse(plain, context.manifest.file)
    if tree is None:
        raise ManifestError(faults)
    return given.with_trees({context.manifest.id: tree})


def _drafted(given: ExportInput, context: SchoolContext, things: Things, plain: str) -> Draft:
    school, based = context.manifest.id, _based(given, context, plain)
    desired = _of(based.compiled(), school)
    layout = desired.context.manifest.layout
    draft = Draft(school, layout, plain)
    return first_draft(school_parts(based, desired, based.resolvers()[school], things, draft))


def with_layout(text: str, layout: str) -> str:
    """A school's file that follows a layout."""
    tree, _ = parse(text, "")
    if tree is not None and "layout" in tree.items and tree.items["layout"].value == layout:
        return text
    return edited(text, lambda content: content.update(layout=layout))


def _of(everything: Sequence[Desired], school: str) -> Desired:
    return next(one for one in everything if one.context.manifest.id == school)
