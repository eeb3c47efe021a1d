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
from reconciler.export.draft import GROUPS, LICENCES, ROLES, SECTION, UNITS, Draft, DraftEntry
from reconciler.export.parts import in_file
from reconciler.export.world import ExportInput
from reconciler.manifest import check
from reconciler.manifest.languages import in_order
from reconciler.manifest.nodes import Node, parse
from reconciler.manifest.schema import check as check_schema
from reconciler.model.change import (
    Action,
    Change,
    MembershipDelta,
)
from reconciler.model.plan import (
    Finding,
    Refusal,
)
from reconciler.model.resources import Kind, MemberRole
from reconciler.plan.policy import school_policy
from reconciler.rules.enforce import RuleContext, breaches

FAULTY_SECTION = {"unit": UNITS, "group": GROUPS, "licence": LICENCES}
"""What a fault calls the kind of an entry → the section that it stands in."""
ROUNDS = 40
"""Files are taken apart entry by entry; none needed ten."""
_MARKS = frozenset({"key", "school"})
_FIELD = {MemberRole.OWNER: "owners", MemberRole.MANAGER: "managers", MemberRole.MEMBER: "members"}
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
    for name in _audiences(entry):
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
        refusals = (*desired.refusals, *compared.difference.refusals)
        for change in compared.difference.changes:
            found |= not is_mark(change) and _take_out(draft, change)
        for refusal in refusals:
            found |= _refused(draft, refusal)
        found |= _against_rules(draft, breaches(desired, RuleContext(tried.rulebook, tried.day)))
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
    names = {field.name for field in change.fields}
    adopts = change.action is Action.ADOPT and not names
    return adopts or (change.action is Action.UPDATE and bool(names) and names <= _MARKS)


def _against_rules(draft: Draft, breached: Sequence[Finding]) -> bool:
    """Takes out what mandatory rules would refuse the school for: rules judge what is declared.

    First the audiences, by all rules at once; what is against a rule even so goes as a whole.
    """
    by_entry: dict[tuple[str, str], list[str]] = {}
    for breach in breached:
        kind, _, key = breach.subject.partition("/")
        section = SECTION.get(Kind(kind)) if kind in {one.value for one in Kind} else None
        if section is not None and (section, key) in draft.entries:
            rules = by_entry.setdefault((section, key), [])
            rules += [breach.code.value] if breach.code.value not in rules else []
    for at, rules in by_entry.items():
        _against_rule(draft, draft.entries[at], rules)
    return bool(by_entry)


def _against_rule(draft: Draft, entry: DraftEntry, rules: Sequence[str]) -> None:
    names = [name for name in _audiences(entry) if entry.fields.get(name, ()) is not None]
    if entry.section == LICENCES or not names:
        facts: Facts = {"rule": ", ".join(rules)}
        draft.drop(entry, Remark(ExportCode.RULE_FORBIDS, entry.subject, facts))
        return
    fields = (*ROLES, "holds", "for")
    said = [f"{n}: {in_file(entry.fields[n])}" for n in fields if entry.fields.get(n)]
    for rule in rules:
        facts = {"rule": rule, "items": ", ".join(said)}
        entry.remarks.append(Remark(ExportCode.AGAINST_RULE, entry.subject, facts))
    for name in names:
        entry.unset(name)


def _audiences(entry: DraftEntry) -> tuple[str, ...]:
    """The fields that say whom; of the layout's they may be written there."""
    names = ("holds",) if entry.section == UNITS else ROLES
    return tuple(name for name in names if entry.layout is not None or name in entry.fields)


def _take_out(draft: Draft, change: Change) -> bool:
    section, key = SECTION[change.address.kind], change.address.key
    entry = _entry(draft, section, key)
    if entry is None:
        return _not_ours(draft, change)
    names = {field.name for field in change.fields}
    if change.address.kind is Kind.MEMBERSHIP:
        _unset_roles(entry, change)
    elif change.address.kind is Kind.PLACEMENT:
        entry.unset("holds")
    elif change.action is Action.ADOPT and entry.layout is None and names <= {"name", "label"}:
        entry.fields.pop("name", None)
        entry.fields.setdefault("adopt", change.target.name if change.target else "")
    elif change.action is Action.ADOPT and names and all(n.startswith("settings.") for n in names):
        for name in names:
            entry.unset_setting(name.removeprefix("settings."))
    else:
        facts = {"code": change.action.value}
        draft.drop(entry, Remark(ExportCode.REFUSED, entry.subject, facts))
    return True


def _unset_roles(entry: DraftEntry, change: Change) -> None:
    delta = change.delta
    roles = set(MemberRole)
    if isinstance(delta, MembershipDelta):
        touched = (*delta.add, *delta.remove, *delta.change)
        roles = {one.role for one in touched} | {one.role for one in delta.was}
    for role in roles:
        entry.unset(_FIELD[role])
    if not any(entry.fields.get(name) for name in ROLES) and entry.layout is None:
        entry.written = 0


def _entry(draft: Draft, section: str, key: str) -> DraftEntry | None:
    return draft.entries.get((section, key))


def _not_ours(draft: Draft, change: Change) -> bool:
    """A thing that the layout declares and no entry stands for; what it lets go stays told."""
    if change.action in (Action.FORGET, Action.DELETE):
        subject = f"{SECTION[change.address.kind]}/{change.address.key}"
        remark = Remark(ExportCode.REFUSED, subject, {"code": change.action.value})
        if remark not in draft.left_out:
            draft.left_out.append(remark)
        return False
    facts = {"schools": draft.school, "what": f"{change.action.value} {change.address}"}
    raise ManifestError([Fault(ExportFault.UNPROVEN, None, facts)])


def _refused(draft: Draft, refusal: Refusal) -> bool:
    key = str(refusal.facts.get("key", refusal.facts.get("group", "")))
    for section in (UNITS, GROUPS, LICENCES):
        entry = _entry(draft, section, key or str(refusal.facts.get("product", "")))
        if entry is not None:
            facts = {"code": refusal.guard}
            if any(entry.fields.get(name) for name in ROLES):
                # mostly it is about whom the file names, so the group itself may well be adopted
                entry.remarks.append(Remark(ExportCode.REFUSED, entry.subject, facts))
                for name in ROLES:
                    if name in entry.fields or entry.layout is not None:
                        entry.unset(name)
                return True
            draft.drop(entry, Remark(ExportCode.REFUSED, entry.subject, facts))
            return True
    facts = {"schools": draft.school, "what": refusal.guard}
    raise ManifestError([Fault(ExportFault.UNPROVEN, None, facts)])
