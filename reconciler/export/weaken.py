"""What is taken out of a draft because the plan of it would do more than write marks.

Rule: a field where one can be named, else the entry. An entry of which something was taken out is
left alone for the rest of the round: what else was found of it is of what it said before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reconciler.errors import Facts, Fault, ManifestError
from reconciler.export.codes import ExportCode, ExportFault, Remark
from reconciler.export.draft import GROUPS, LICENCES, ROLES, SECTION, UNITS, Draft, DraftEntry
from reconciler.export.parts import in_file
from reconciler.model.change import Action, Change, MembershipDelta
from reconciler.model.plan import Finding, Refusal
from reconciler.model.resources import Kind, MemberRole

_FIELD = {MemberRole.OWNER: "owners", MemberRole.MANAGER: "managers", MemberRole.MEMBER: "members"}


@dataclass(slots=True)
class Weakening:
    """One round over a draft."""

    draft: Draft
    touched: set[str] = field(default_factory=set)
    """Of which entries something was taken out."""

    def take_out(self, change: Change) -> None:
        """Takes out what would be this change."""
        section, key = SECTION[change.address.kind], change.address.key
        entry = self.draft.entries.get((section, key))
        if entry is None:
            self._not_ours(change)
        else:
            self.touched.add(entry.subject)
            _without(self.draft, entry, change)

    def _not_ours(self, change: Change) -> None:
        """A thing that the layout declares and no entry stands for; what it lets go stays told."""
        subject = f"{SECTION[change.address.kind]}/{change.address.key}"
        if any(f"{subject}/".startswith(f"{one}/") for one in self.touched):
            return
        if change.action not in (Action.FORGET, Action.DELETE):
            facts = {
                "schools": self.draft.school,
                "what": f"{change.action.value} {change.address}",
            }
            raise ManifestError([Fault(ExportFault.UNPROVEN, None, facts)])
        remark = Remark(ExportCode.REFUSED, subject, {"code": change.action.value})
        if remark not in self.draft.left_out:
            self.draft.left_out.append(remark)

    def refused(self, refusal: Refusal) -> None:
        """Takes out what would be refused: mostly it is about whom the file names."""
        key = str(refusal.facts.get("key", refusal.facts.get("group", "")))
        key = key or str(refusal.facts.get("product", ""))
        subjects = {f"{section}/{key}" for section in (UNITS, GROUPS, LICENCES)}
        if self.touched & subjects:
            return
        found = (self.draft.entries.get((one, key)) for one in (UNITS, GROUPS, LICENCES))
        entry = next((one for one in found if one is not None), None)
        if entry is None:
            facts = {"schools": self.draft.school, "what": refusal.guard}
            raise ManifestError([Fault(ExportFault.UNPROVEN, None, facts)])
        self.touched.add(entry.subject)
        remark = Remark(ExportCode.REFUSED, entry.subject, {"code": refusal.guard})
        if not any(entry.fields.get(name) for name in ROLES):
            self.draft.drop(entry, remark)
            return
        entry.remarks.append(remark)
        for name in ROLES:
            if name in entry.fields or entry.layout is not None:
                entry.unset(name)

    def against_rules(self, breached: Sequence[Finding]) -> None:
        """Takes out what mandatory rules would refuse the school for: they judge what is declared.

        First the audiences, for all rules at once; what is against a rule even so goes whole.
        """
        by_entry: dict[tuple[str, str], list[str]] = {}
        for breach in breached:
            kind, _, key = breach.subject.partition("/")
            section = SECTION.get(Kind(kind)) if kind in {one.value for one in Kind} else None
            if section is not None and (section, key) in self.draft.entries:
                rules = by_entry.setdefault((section, key), [])
                rules += [breach.code.value] if breach.code.value not in rules else []
        for at, rules in by_entry.items():
            entry = self.draft.entries[at]
            if entry.subject not in self.touched:
                self.touched.add(entry.subject)
                _without_rules(self.draft, entry, rules)


def _without_rules(draft: Draft, entry: DraftEntry, rules: Sequence[str]) -> None:
    names = [name for name in audiences(entry) if entry.fields.get(name, ()) is not None]
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


def audiences(entry: DraftEntry) -> tuple[str, ...]:
    """The fields that say whom; of the layout's they may be written there."""
    names = ("holds",) if entry.section == UNITS else ROLES
    return tuple(name for name in names if entry.layout is not None or name in entry.fields)


def _without(draft: Draft, entry: DraftEntry, change: Change) -> None:
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
