"""What proves that a file changes nothing but marks: it is compiled and compared like any other.

Premise: a guess of what a file means, however careful, is not what a plan makes of it. So nothing
is written that the plan's own steps have not judged, on what was observed once.

Rule: the text of each file is read back, checked, compiled, and compared with the tenant. Whatever
would not be an adoption as it is, or the check refuses, is taken out of the draft: the field where
one can be named, else the whole entry. That is repeated until nothing is left to take out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from reconciler.desired.context import Desired
from reconciler.diff.compare import SchoolComparison, compare
from reconciler.diff.seats import FreeSeats
from reconciler.errors import Facts, Fault, ManifestError
from reconciler.export.codes import ExportCode, ExportFault, Remark
from reconciler.export.draft import GROUPS, LICENCES, ROLES, UNITS, Draft, DraftEntry
from reconciler.export.weaken import Weakening, audiences
from reconciler.export.world import ExportInput
from reconciler.manifest import check
from reconciler.manifest.languages import in_order
from reconciler.manifest.nodes import Node, parse
from reconciler.manifest.schema import check as check_schema
from reconciler.model.change import Action, Change
from reconciler.plan.policy import school_policy
from reconciler.rules.enforce import RuleContext, breaches

FAULTY_SECTION = {"unit": UNITS, "group": GROUPS, "licence": LICENCES}
"""What a fault calls the kind of an entry → the section that it stands in."""
ROUNDS = 40
"""Files are taken apart entry by entry; none needed ten."""
Rendered = Callable[[Draft], str]


def proven(drafts: Sequence[Draft], given: ExportInput, render: Rendered) -> Mapping[str, str]:
    """Takes out of the drafts what does not hold; gives the text of each school's file.

    ManifestError where something is left that no entry stands for.
    """
    for _ in range(ROUNDS):
        trees: dict[str, Node] = {}
        texts = {draft.school: render(draft) for draft in drafts}
        faults = [
            fault for draft in drafts for fault in _read(draft, given, texts[draft.school], trees)
        ]
        tried = given
        if not faults:
            tried = given.with_trees(trees)
            # of these schools alone: a city's other files were checked before anything was read
            alone = replace(tried.loaded, trees={key: tried.loaded.trees[key] for key in trees})
            shown = {*(tree.place.file for tree in trees.values()), *_layout_files(drafts, given)}
            found = check(alone, None, tried.year)
            faults = [f for f in found if f.place is not None and f.place.file in shown]
        if faults:
            if not _without_faulty(faults, drafts, trees):
                raise ManifestError(faults)
            continue
        if not _weakened(drafts, tried):
            return texts
    raise ManifestError(
        [Fault(ExportFault.UNPROVEN, None, {"schools": _names(drafts), "what": "–"})]
    )


def _names(drafts: Sequence[Draft]) -> str:
    return ", ".join(draft.school for draft in drafts)


def _read(draft: Draft, given: ExportInput, text: str, trees: dict[str, Node]) -> Iterator[Fault]:
    shown = given.loaded.trees[draft.school].place.file
    tree, faults = parse(text, shown)
    yield from faults
    if tree is None:
        return
    trees[draft.school] = tree
    wrong = check_schema(tree, "school")
    yield from wrong
    if not wrong and not faults:
        ordered, missing = in_order(tree, given.loaded.municipality.languages)
        trees[draft.school] = ordered
        yield from missing


def _layout_files(drafts: Sequence[Draft], given: ExportInput) -> Iterator[str]:
    """Where a fault stands that is the layout's, because a school has not what it asks for."""
    for draft in drafts:
        yield given.loaded.layouts[draft.layout].place.file


def _without_faulty(
    faults: Sequence[Fault], drafts: Sequence[Draft], trees: Mapping[str, Node]
) -> bool:
    """Takes out the entries in which faults stand; False: there is none."""
    found = False
    for draft in drafts:
        tree = trees.get(draft.school)
        for fault in faults:
            if tree is None or fault.place is None:
                continue
            if fault.place.file == tree.place.file:
                entry = _entry_at(draft, tree, fault.place.line)
            else:
                entry = _entry_of_layout(draft, fault)
            if entry is not None and (entry.section, entry.key) in draft.entries:
                _without_fault(draft, entry, fault)
                found = True
    return found


def _without_fault(draft: Draft, entry: DraftEntry, fault: Fault) -> None:
    """Takes out whom the layout names, where the fault is there; else the entry."""
    facts: Facts = {"code": str(fault.code)}
    named = [n for n in (*ROLES, "holds", "for") if entry.fields.get(n, ()) is not None]
    if entry.layout is None or entry.section == LICENCES or not named:
        draft.drop(entry, Remark(ExportCode.FAULTY, entry.subject, facts))
        return
    entry.remarks.append(Remark(ExportCode.NEEDS_ANOTHER, entry.subject))
    for name in audiences(entry):
        entry.unset(name)


def _entry_of_layout(draft: Draft, fault: Fault) -> DraftEntry | None:
    """The layout's entry that a fault in the layout's file is about."""
    section = FAULTY_SECTION.get(str(fault.facts.get("kind", "")))
    entry = draft.entries.get((section, str(fault.facts.get("key", "")))) if section else None
    return entry if entry is not None and entry.layout is not None else None


def _entry_at(draft: Draft, tree: Node, line: int) -> DraftEntry | None:
    """The entry in whose lines a line of the file lies."""
    places: list[tuple[int, str, str]] = []
    for section in (GROUPS, LICENCES):
        node = tree.items.get(section)
        places += [(p.line, section, key) for key, p in (node.keys if node else {}).items()]
    places += [(number, UNITS, key) for number, key in _unit_lines(tree.items.get(UNITS))]
    before = [one for one in places if one[0] <= line]
    return draft.entries.get(max(before)[1:]) if before else None


def _unit_lines(node: Node | None, above: str = "") -> Iterator[tuple[int, str]]:
    for key, one in node.items.items() if node is not None else ():
        yield node.key_place(key).line, f"{above}{key}"  # type: ignore[union-attr]  # see above
        yield from _unit_lines(one.items.get(UNITS), f"{above}{key}/")


def _weakened(drafts: Sequence[Draft], tried: ExportInput) -> bool:
    """Takes out what a plan would do besides marks; False: nothing."""
    by_school = {draft.school: draft for draft in drafts}
    found = False
    for desired, compared in comparisons(tried):
        draft = by_school.get(desired.context.manifest.id)
        if draft is None:
            continue
        weakening = Weakening(draft)
        for change in compared.difference.changes:
            if not is_mark(change):
                weakening.take_out(change)
        for refusal in (*desired.refusals, *compared.difference.refusals):
            weakening.refused(refusal)
        weakening.against_rules(breaches(desired, RuleContext(tried.rulebook, tried.day)))
        found |= bool(weakening.touched)
    return found


def comparisons(given: ExportInput) -> Iterator[tuple[Desired, SchoolComparison]]:
    """Each school of the tenant as it is declared, and what it differs in."""
    everything = given.compiled()
    free: FreeSeats | None = None
    for desired in everything:
        policy = school_policy(desired, everything, {})
        compared = compare(desired.resources, given.observation, policy, free)
        free = compared.free
        yield desired, compared


def is_mark(change: Change) -> bool:
    """Whether a change writes a mark and nothing else."""
    adopts = change.action is Action.ADOPT and not change.fields
    updates = change.action is Action.UPDATE and bool(change.fields)
    return adopts or (updates and all(field.is_of_mark for field in change.fields))
