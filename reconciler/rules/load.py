"""Load the project's policies folder: rule modules, levels and waivers; all faults at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from reconciler.compliance.fenced import RULE_SECONDS, FencedError, fenced
from reconciler.compliance.rule import Rule, Rulebook, Waiver
from reconciler.errors import Code, Facts, Fault, ManifestError, SourceLocation
from reconciler.manifest import is_day, schema
from reconciler.manifest.codes import ManifestCode
from reconciler.manifest.nodes import Node, read
from reconciler.model.near import near_facts
from reconciler.model.plan import Level


class RulebookCode(Code):
    """Codes of faults in policies/ (fault-…)."""

    NO_RULES = "no-rules"
    RULE_TWICE = "rule-twice"
    RULE_BROKEN = "rule-broken"
    """A module that cannot be run; problem: an Offence, or the exception's name."""
    NO_LEVEL = "no-level"
    UNKNOWN_RULE = "unknown-rule"
    WAIVER_TWICE = "waiver-twice"


def load_rulebook(folder: Path, schools: Collection[str] | None = None) -> Rulebook:
    """Every rule of a folder; none where there is no such folder. ManifestError with all faults.

    `schools` are the ids that a waiver may name; None: they are not known here.
    """
    if not folder.is_dir():
        return Rulebook()
    reader = _Reader(folder)
    rules = reader.rules()
    known = {rule.id.value for rule in rules}
    rulebook = Rulebook(rules, reader.levels(known), tuple(reader.waivers(known, schools)))
    if reader.faults:
        raise ManifestError(reader.faults)
    return rulebook


def declared_rulebook(folder: Path, base: Rulebook, schools: Collection[str]) -> Rulebook:
    """A base's rules with the levels and waivers that another folder declares; runs nothing there.

    What is declared of a rule that the base does not have is left out: it comes with its code.
    ManifestError with all faults.
    """
    if not folder.is_dir():
        return Rulebook(base.rules)
    reader = _Reader(folder)
    levels = reader.written_levels()
    known = {*levels, *(rule.id.value for rule in base.rules)}
    waivers = tuple(reader.waivers(known, schools))
    if reader.faults:
        raise ManifestError(reader.faults)
    ours = {rule.id.value for rule in base.rules}
    return Rulebook(
        base.rules,
        {rule: level for rule, level in levels.items() if rule in ours},
        tuple(waiver for waiver in waivers if waiver.rule in ours),
    )


@dataclass(slots=True)
class _Reader:
    """Reads one folder and collects its faults."""

    folder: Path
    faults: list[Fault] = field(default_factory=list)

    def rules(self) -> tuple[Rule, ...]:
        """Every module's rules, by id; a module whose name begins with '_' holds none."""
        found: dict[str, Rule] = {}
        for path in sorted(self.folder.glob("[!_]*.py")):
            where = SourceLocation(f"{self.folder.name}/{path.name}", 1, 1)
            try:
                rules = tuple(fenced(partial(_rules_of, path)))
            except FencedError as error:
                facts: Facts = {"problem": error.problem, "seconds": RULE_SECONDS}
                self._fault(RulebookCode.RULE_BROKEN, where, facts)
                continue
            if not rules:
                self._fault(RulebookCode.NO_RULES, where, {})
            for rule in rules:
                if rule.id in found:
                    self._fault(RulebookCode.RULE_TWICE, where, {"rule": rule.id.value})
                found[rule.id] = rule
        return tuple(found[name] for name in sorted(found))

    def levels(self, rules: Collection[str]) -> Mapping[str, Level]:
        """Each rule's level; a rule without one, or a level without a rule, is a fault."""
        tree = self._tree("levels")
        if tree is None:
            return {}
        node = tree.items["levels"]
        for name in sorted(set(node.items) - set(rules)):
            self._unknown_rule(name, node.key_place(name), rules)
        for name in sorted(set(rules) - set(node.items)):
            self._fault(RulebookCode.NO_LEVEL, tree.key_place("levels"), {"rule": name})
        return _levels(node)

    def written_levels(self) -> Mapping[str, Level]:
        """Each level that is written, of whatever rule."""
        tree = self._tree("levels")
        return {} if tree is None else _levels(tree.items["levels"])

    def waivers(self, rules: Collection[str], schools: Collection[str] | None) -> Iterator[Waiver]:
        """Every waiver; no file: none."""
        tree = self._tree("waivers") if (self.folder / "waivers.yaml").exists() else None
        lines: dict[tuple[str, str], int] = {}
        for node in () if tree is None else tree.items["waivers"].members:
            text = {key: str(value.value) for key, value in node.items.items()}
            waiver = Waiver(**text, place=node.place)
            if waiver.rule not in rules:
                self._unknown_rule(waiver.rule, node.items["rule"].place, rules)
            if schools is not None and waiver.school not in schools:
                facts: Facts = {"school": waiver.school, **near_facts(waiver.school, schools)}
                self._fault(ManifestCode.UNKNOWN_SCHOOL, node.items["school"].place, facts)
            if not is_day(waiver.until):
                facts = {"key": "until", "value": waiver.until}
                self._fault(ManifestCode.BAD_FORM, node.items["until"].place, facts)
            key = (waiver.rule, waiver.school)
            if key in lines:
                facts = {"rule": waiver.rule, "school": waiver.school, "line": lines[key]}
                self._fault(RulebookCode.WAIVER_TWICE, node.place, facts)
            lines.setdefault(key, node.place.line)
            yield waiver

    def _tree(self, name: str) -> Node | None:
        """A file's tree; None, with its faults added, where it is not sound."""
        file = f"{name}.yaml"
        tree, wrong = read(self.folder / file, f"{self.folder.name}/{file}")
        if tree is not None and not wrong:
            wrong = schema.check(tree, name)
        self.faults += wrong
        return None if wrong else tree

    def _unknown_rule(self, name: str, place: SourceLocation, rules: Collection[str]) -> None:
        facts = {"rule": name, **near_facts(name, sorted(rules)), "known": ", ".join(sorted(rules))}
        self._fault(RulebookCode.UNKNOWN_RULE, place, facts)

    def _fault(self, code: Code, place: SourceLocation, facts: Facts) -> None:
        self.faults.append(Fault(code, place, facts))


def _levels(node: Node) -> Mapping[str, Level]:
    return {name: Level(str(level.value)) for name, level in node.items.items()}


def _rules_of(path: Path) -> tuple[Rule, ...]:
    """A module's RULES. Its code is executed: it is part of the project that the city reviews."""
    spec = spec_from_file_location(f"{path.parent.name}.{path.stem}", path)
    if spec is None or spec.loader is None:
        return ()
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    rules = tuple(getattr(module, "RULES", ()))
    if not all(isinstance(rule, Rule) for rule in rules):
        raise TypeError("RULES")
    return rules
