"""Rules, levels and waivers, and their evaluation; pure.

A rule gives violations; its level makes them mandatory or advisory findings. What only the tenant
shows (`Rule.observed`) is advisory whatever the level says: no manifest can put it right, so it
holds nothing back. A waiver in force turns all violations of one rule at one school into one
advisory finding that names the waiver. An expired waiver changes nothing and is reported beside
the violations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from reconciler.compliance.fenced import RULE_SECONDS, FencedError, fenced
from reconciler.compliance.policy_input import PolicyInput
from reconciler.errors import Code, Facts, Fault, ManifestError, SourceLocation
from reconciler.model.plan import Finding, Level
from reconciler.model.tenant import Mode

MOST_VIOLATIONS = 10_000
"""Of one rule in one school: more than it has people."""


class ComplianceCode(Code):
    """Codes of findings (finding-…); every rule's id is one too."""

    RULE_WAIVED = "rule-waived"
    WAIVER_EXPIRED = "waiver-expired"


class RuleFaultCode(Code):
    """Codes of faults (fault-…). Facts: rule, problem (an Offence, or the exception's name)."""

    RULE_FAILED = "rule-failed"


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that does not comply with a rule."""

    subject: str = ""
    """'group/teachers', 'orgunit/pupils', 'licence/plus-staff'; '' for the whole school."""
    facts: Facts = field(default_factory=dict)
    """The values in the rule's text."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Its texts: finding-<id> (its hint is the cure), rule-<id>, -why and -source.
    """

    id: Code
    check: Callable[[PolicyInput], Iterable[Violation]]
    """Gives every violation in one school; without I/O or a clock."""
    observed: bool = False
    """Whether it judges what the tenant shows, and not what is declared."""
    doubted_by: tuple[str, ...] = ()
    """Codes of rules, guards and findings beside which it is no comfort that this one is kept.

    "No outsiders among pupils" of declared groups reassures nobody while a hand-made group has
    some, so a school's page then leaves it out of what is in order.
    """


@dataclass(frozen=True, slots=True)
class Waiver:
    """A school's dated exemption from a rule."""

    rule: str
    school: str
    reason: str
    owner: str
    """The office responsible for it."""
    until: str
    """ISO day, included."""
    place: SourceLocation

    def holds(self, day: str) -> bool:
        """Whether it is in force on an ISO day."""
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
        """A school's waiver of a rule, in force or expired."""
        return next((w for w in self.waivers if (w.rule, w.school) == (rule.id, school)), None)


def evaluate(rulebook: Rulebook, subjects: Iterable[PolicyInput], day: str) -> tuple[Finding, ...]:
    """The findings of the rules on an ISO day, sorted; the caller adds source locations.

    Where a school is only observed every finding is advisory: nothing there is ours to change.
    """
    found = [
        finding
        for subject in subjects
        for rule in rulebook.rules
        for finding in _evaluate_rule(rule, subject, rulebook, day)
    ]
    return tuple(sorted(found, key=Finding.sort_key))


def _evaluate_rule(
    rule: Rule, subject: PolicyInput, rulebook: Rulebook, day: str
) -> Iterator[Finding]:
    violations = _checked(rule, subject)
    if violations and subject.closing and not rule.observed:
        violations = ()  # a mandatory one would keep the school from closing
    waiver = rulebook.waiver(rule, subject.school)
    if waiver is not None and not waiver.holds(day):
        yield _waiver_finding(ComplianceCode.WAIVER_EXPIRED, waiver, subject)
    elif waiver is not None and violations:
        yield _waiver_finding(ComplianceCode.RULE_WAIVED, waiver, subject)
        return
    advice = rule.observed or subject.mode is Mode.OBSERVE
    level = Level.ADVISORY if advice else rulebook.levels[rule.id]
    for violation in violations:
        yield Finding(
            code=rule.id,
            level=level,
            tenant=subject.tenant,
            school=subject.school,
            subject=violation.subject,
            facts=violation.facts,
            observed=rule.observed,
        )


def _checked(rule: Rule, subject: PolicyInput) -> tuple[Violation, ...]:
    """What a rule answers; ManifestError where that is not violations, or not an answer."""
    try:
        found = fenced(lambda: tuple(islice(rule.check(subject), MOST_VIOLATIONS + 1)))
    except FencedError as error:
        raise _failed(rule, error.problem) from error
    if len(found) > MOST_VIOLATIONS:
        raise _failed(rule, "many")
    if not all(isinstance(one, Violation) for one in found):
        raise _failed(rule, "kind")
    answer: tuple[Violation, ...] = found
    return answer


def _failed(rule: Rule, problem: str) -> ManifestError:
    facts: Facts = {
        "rule": rule.id.value,
        "problem": problem,
        "seconds": RULE_SECONDS,
        "most": MOST_VIOLATIONS,
    }
    return ManifestError([Fault(RuleFaultCode.RULE_FAILED, None, facts)])


def _waiver_finding(code: ComplianceCode, waiver: Waiver, subject: PolicyInput) -> Finding:
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
