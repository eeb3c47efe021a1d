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
from functools import partial
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

    def text(self, text: str, used: set[str] | None = None) -> str:
        """A text without names; the pseudonyms that stand in it then are added to `used`."""
        if self._pattern is None:
            return text
        noted = set() if used is None else used

        def put(found: re.Match[str]) -> str:
            token = self.token(found[0])
            noted.add(token)
            return token

        return self._pattern.sub(put, text)

    def data(self, value: T) -> T:
        """Data without names; the very same where it has none."""
        return value if self._pattern is None else mapped(value, self.text)

    def school(self, plan: SchoolPlan) -> SchoolPlan:
        """A school's plan without names, and the finding that says so where it had some."""
        if self._pattern is None:
            return plan
        used: set[str] = set()
        text = partial(self.text, used=used)
        shown = replace(
            plan,
            changes=tuple(_change(one, text) for one in plan.changes),
            observed=tuple(_change(one, text) for one in plan.observed),
            held=tuple(replace(one, change=_change(one.change, text)) for one in plan.held),
            findings=tuple(_finding(one, text) for one in plan.findings),
            refusals=tuple(replace(one, facts=mapped(one.facts, text)) for one in plan.refusals),
            unknown=mapped(plan.unknown, text),
        )
        if not used:
            return plan
        told = Finding(
            PlanCode.NAMED_AFTER_PERSON,
            Level.ADVISORY,
            plan.tenant,
            plan.school,
            facts={"count": len(used)},
            observed=True,
        )
        findings = tuple(sorted((*shown.findings, told), key=Finding.sort_key))
        return replace(shown, findings=findings)

    def refusal(self, refusal: Refusal) -> Refusal:
        """A refusal without names."""
        return replace(refusal, facts=self.data(refusal.facts))

    def faults(self, faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
        """Faults without names."""
        return self.data(faults)

    def outcome(self, outcome: Outcome) -> Outcome:
        """An outcome without names."""
        return replace(outcome, faults=self.faults(outcome.faults))


def _change(change: Change, text: Callable[[str], str]) -> Change:
    told = {name: mapped(getattr(change, name), text) for name in _PARTS}
    if all(told[name] is getattr(change, name) for name in _PARTS):
        return change
    return replace(change, **told, exact=replace(change, address=told["address"]))


def _finding(finding: Finding, text: Callable[[str], str]) -> Finding:
    facts = mapped(finding.facts, text)
    return replace(finding, subject=text(finding.subject), facts=facts)


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
