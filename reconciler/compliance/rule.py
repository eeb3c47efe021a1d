"""Rules, levels and waivers, and what they find in one school; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from reconciler.compliance.policy_input import PolicyInput
from reconciler.errors import Code, Facts, SourceLocation
from reconciler.model.plan import Finding, Level
from reconciler.model.tenant import Mode


class ComplianceCode(Code):
    """Codes of findings (finding-…); every rule's id is one too."""

    RULE_WAIVED = "rule-waived"
    WAIVER_EXPIRED = "waiver-expired"


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is not as a rule wants it."""

    subject: str = ""
    """'group/teachers', 'orgunit/pupils', 'licence/plus-staff'; '' for the whole school."""
    facts: Facts = field(default_factory=dict)
    """What the rule's sentence names."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Its words are texts: finding-<id> (its hint is the cure), rule-<id>, -why and -source.
    """

    id: Code
    check: Callable[[PolicyInput], Iterable[Violation]]
    """Gives every breach in one school; asks nobody, and knows no day."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """A school's dated exemption from a rule."""

    rule: str
    school: str
    reason: str
    owner: str
    """The office that answers for it."""
    until: str
    """ISO day, included."""
    place: SourceLocation

    def holds(self, day: str) -> bool:
        """Whether it still stands on an ISO day."""
        return day <= self.until


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules with their levels, and the waivers."""

    rules: tuple[Rule, ...] = ()
    """By id."""
    levels: Mapping[str, Level] = field(default_factory=dict)
    """Rule → level; each rule has one."""
    waivers: tuple[Waiver, ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        """Codes that findings of these rules can have."""
        return frozenset({rule.id.value for rule in self.rules} | {*ComplianceCode})

    def waiver(self, rule: Rule, school: str) -> Waiver | None:
        """A school's exemption from a rule, whether it still holds or not."""
        fitting = (one for one in self.waivers if (one.rule, one.school) == (rule.id, school))
        return next(fitting, None)


def evaluate(rulebook: Rulebook, subjects: Iterable[PolicyInput], day: str) -> tuple[Finding, ...]:
    """What the rules find on an ISO day, in the order of findings; places are the caller's to add.

    A waived rule is one finding that says so; an expired waiver is one beside the breaches. Where
    a school is only observed every finding is advisory: nothing there is ours to change.
    """
    found = [
        finding
        for subject in subjects
        for rule in rulebook.rules
        for finding in _judge(rule, subject, rulebook, day)
    ]
    return tuple(sorted(found, key=Finding.sort_key))


def _judge(rule: Rule, subject: PolicyInput, rulebook: Rulebook, day: str) -> Iterator[Finding]:
    breaches = tuple(rule.check(subject))
    waiver = rulebook.waiver(rule, subject.school)
    if waiver is not None and not waiver.holds(day):
        yield _of_waiver(ComplianceCode.WAIVER_EXPIRED, waiver, subject)
    elif waiver is not None and breaches:
        yield _of_waiver(ComplianceCode.RULE_WAIVED, waiver, subject)
        return
    level = Level.ADVISORY if subject.mode is Mode.OBSERVE else rulebook.levels[rule.id]
    for breach in breaches:
        yield Finding(
            code=rule.id,
            level=level,
            tenant=subject.tenant,
            school=subject.school,
            subject=breach.subject,
            facts=breach.facts,
        )


def _of_waiver(code: ComplianceCode, waiver: Waiver, subject: PolicyInput) -> Finding:
    return Finding(
        code=code,
        level=Level.ADVISORY,
        tenant=subject.tenant,
        school=subject.school,
        subject=f"rule/{waiver.rule}",
        facts={
            "rule": waiver.rule,
            "until": waiver.until,
            "owner": waiver.owner,
            "reason": waiver.reason,
        },
        place=waiver.place,
    )
