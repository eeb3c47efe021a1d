"""Shows a plan without the names of persons that somebody typed in a tenant.

Premise: people appear in no output. What a tenant calls its units and groups is the plan's, but
somebody may have called one after a pupil, or renamed one of ours to a pupil's name.

Rule: such a text is found in whatever a plan tells and stands there as a pseudonym, the same each
time. A change keeps what it really does in `exact`, which is executed, and which the ledger keeps
encrypted for an undo. Keys, schools and tenants are ours and stay.

Example: somebody renames the group of 5а to „Иван Петров“. The plan says `name
person-1f3a77c0 → 5а клас`, and a finding explains it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from reconciler.errors import Fault
from reconciler.model.change import Change
from reconciler.model.names import folded
from reconciler.model.plan import Finding, Level, Refusal, SchoolPlan
from reconciler.model.states import Outcome
from reconciler.model.typed_texts import PSEUDONYM, mapped
from reconciler.plan.build import PlanCode

T = TypeVar("T")
_PARTS = ("address", "after", "reason", "target", "fields", "delta", "before", "lost", "triggers")
"""What of a change may have a text that people typed."""
_DIGITS = 8


@dataclass(frozen=True)
class NameShield:
    """The texts of one tenant that are called after persons, and what stands in their place."""

    texts: frozenset[str] = frozenset()
    pseudonym: Callable[[str], str] = str
    """Keyed, so that nobody can try names."""
    _pattern: re.Pattern[str] | None = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        forms = {form for text in self.texts for form in (text, unicodedata.normalize("NFC", text))}
        # a longer one may begin with a shorter one
        longest = sorted(filter(None, forms), key=lambda form: (-len(form), form))
        either = "|".join(map(re.escape, longest))
        pattern = re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE) if longest else None
        object.__setattr__(self, "_pattern", pattern)

    def with_texts(self, texts: Iterable[str]) -> NameShield:
        """The same for more texts."""
        return NameShield(self.texts.union(texts), self.pseudonym)

    def token(self, text: str) -> str:
        """What stands in a text's place."""
        return f"{PSEUDONYM}{self.pseudonym(folded(text))[:_DIGITS]}"

    def names(self) -> Mapping[str, str]:
        """Pseudonym → text, for a person's own terminal."""
        found: dict[str, str] = {}
        for text in sorted(self.texts):  # one with capitals before the same without
            found.setdefault(self.token(text), text)
        return found

    def text(self, text: str) -> str:
        """A text without names."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda found: self.token(found[0]), text)

    def tokens_of(self, text: str) -> frozenset[str]:
        """The pseudonyms that stand for something in a text."""
        found = self._pattern.findall(text) if self._pattern is not None else ()
        return frozenset(map(self.token, found))

    def data(self, value: T) -> T:
        """Data without names; the very same where it has none."""
        return value if self._pattern is None else mapped(value, self.text)

    def school(self, plan: SchoolPlan) -> SchoolPlan:
        """A school's plan without names, and the finding that says so where it had some."""
        if self._pattern is None:
            return plan
        shown = _Watched(self)
        changes, observed = (
            tuple(map(shown.change, changes)) for changes in (plan.changes, plan.observed)
        )
        held = tuple(replace(one, change=shown.change(one.change)) for one in plan.held)
        findings = [shown.finding(one) for one in plan.findings]
        refusals = tuple(map(shown.refusal, plan.refusals))
        unknown = shown.data(plan.unknown)
        if not shown.used:
            return plan
        findings.append(
            Finding(
                PlanCode.NAMED_AFTER_PERSON,
                Level.ADVISORY,
                plan.tenant,
                plan.school,
                facts={"count": len(shown.used)},
                observed=True,
            )
        )
        return replace(
            plan,
            changes=changes,
            observed=observed,
            held=held,
            findings=tuple(sorted(findings, key=Finding.sort_key)),
            refusals=refusals,
            unknown=unknown,
        )

    def refusal(self, refusal: Refusal) -> Refusal:
        """A refusal without names."""
        return replace(refusal, facts=self.data(refusal.facts))

    def faults(self, faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
        """Faults without names."""
        return self.data(faults)

    def outcome(self, outcome: Outcome) -> Outcome:
        """An outcome without names."""
        return replace(outcome, faults=self.faults(outcome.faults))


class _Watched:
    """A shield that notes what it put in: for one school's plan."""

    def __init__(self, shield: NameShield) -> None:
        self._shield = shield
        self.used: set[str] = set()

    def _text(self, text: str) -> str:
        self.used.update(self._shield.tokens_of(text))
        return self._shield.text(text)

    def data(self, value: T) -> T:
        told: T = mapped(value, self._text)
        return told

    def change(self, change: Change) -> Change:
        told = {name: self.data(getattr(change, name)) for name in _PARTS}
        if all(told[name] is getattr(change, name) for name in _PARTS):
            return change
        return replace(change, **told, exact=replace(change, address=told["address"]))

    def finding(self, finding: Finding) -> Finding:
        subject, facts = self._text(finding.subject), self.data(finding.facts)
        return replace(finding, subject=subject, facts=facts)

    def refusal(self, refusal: Refusal) -> Refusal:
        return replace(refusal, facts=self.data(refusal.facts))


def hidden_texts(changes: Iterable[Change]) -> frozenset[str]:
    """The texts that changes show as pseudonyms."""
    hiding = [change for change in changes if change.exact is not None]
    return frozenset().union(*(_pieces(one.really) - _pieces(one) for one in hiding))


def _pieces(change: Change) -> frozenset[str]:
    """A change's texts, and the parts of those that are a path or an address."""
    found: set[str] = set()

    def note(text: str) -> str:
        found.update(text.split("/") if "/" in text else (text.partition("@")[0],))
        return text

    for name in _PARTS:
        mapped(getattr(change, name), note)
    return frozenset(found)
