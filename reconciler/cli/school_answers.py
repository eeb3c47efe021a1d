"""What `school add` has to know: from options, else from the project, else from a person."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import click

from reconciler.cli.options import Session
from reconciler.errors import Code, Facts, Fault, StackError
from reconciler.manifest import LoadedManifests
from reconciler.manifest.checks.references import grades_of
from reconciler.model.near import near_facts
from reconciler.model.tenant import Vendor
from reconciler.project.kit import class_letters
from reconciler.project.open import require_names
from reconciler.project.schools.add import NewSchool
from reconciler.project.schools.codes import SchoolCode
from reconciler.project.schools.edits import ProjectEdits

_ALL_GRADES = range(1, 13)
_CLASS = re.compile(r"(1[0-2]|[1-9])[:=]?([^\W\d_]+)")


@dataclass(slots=True)
class SchoolAnswers:
    """Gathers the answers; every one that is missing or wrong is told at once."""

    session: Session
    edits: ProjectEdits
    loaded: LoadedManifests
    given: Mapping[str, Any]
    faults: list[Fault] = field(default_factory=list)

    def school(self, ident: str, org: str) -> NewSchool:
        """The whole of them; StackError with all faults."""
        municipality = self.loaded.municipality
        names = self._pairs("names", "LANGUAGE=NAME")
        facts = self._pairs("facts", "FACT=TEXT")
        layout = self._layout()
        tenant = self._tenant(ident)
        wave = self.given.get("wave") or list(municipality.waves)[-1]
        require_names("wave", [wave], municipality.waves)
        made = NewSchool(
            id=ident,
            names={one: self._name(one, names) for one in municipality.languages},
            wave=wave,
            layout=layout,
            tenant=tenant,
            vendor=self._vendor(tenant),
            facts={**facts, **dict(self._required(facts))},
            classes=self._classes(layout),
            org=org,
        )
        if self.faults:
            raise StackError(self.faults)
        if not self.given.get("classes"):
            self.session.error(self.session.texts.format("cli-school-classes"))
        return made

    def _pairs(self, what: str, form: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for text in self.given.get(what) or ():
            key, equals, value = text.partition("=")
            if not equals or not key.strip() or not value.strip():
                self._fault(SchoolCode.BAD_PAIR, text=text, form=form)
            found[key.strip()] = value.strip()
        return found

    def _name(self, language: str, names: Mapping[str, str]) -> str:
        if language in names:
            return names[language]
        return self._asked("name", SchoolCode.NO_NAME, language=language)

    def _required(self, stated: Mapping[str, str]) -> Iterable[tuple[str, str]]:
        written = self.loaded.root.items.get("facts")
        for key, node in (written.items if written else {}).items():
            required = node.items.get("required")
            if required is not None and required.value is True and key not in stated:
                title = self.loaded.municipality.facts[key].title
                facts = {"fact": key, "title": title.text}
                yield key, self._asked("fact", SchoolCode.NO_FACT, **facts)

    def _layout(self) -> str:
        """The one that was named, or the only one there is."""
        known = [key for key, tree in self.loaded.layouts.items() if "grades" in tree.items]
        named = self.given.get("layout")
        if named:
            if named not in known:
                near = near_facts(str(named), known)["near"]
                self._fault(SchoolCode.NO_LAYOUT, layouts=", ".join(known), near=near)
            return str(named)
        if len(known) == 1:
            return known[0]
        return self._asked("layout", SchoolCode.NO_LAYOUT, known, layouts=", ".join(known))

    def _tenant(self, ident: str) -> str:
        """The one that was named; the only one where all schools share it; else its own."""
        tenants = self.edits.stack.tenants
        shared = [alias for alias, tenant in tenants.items() if tenant.schools]
        only = len(shared) == len(tenants) == 1
        return str(self.given.get("tenant") or (shared[0] if only else ident))

    def _vendor(self, tenant: str) -> Vendor:
        """The tenant's; of a new one, what was named, or what every tenant has."""
        tenants = self.edits.stack.tenants
        if tenant in tenants:
            return tenants[tenant].vendor
        vendors = sorted({one.vendor.value for one in tenants.values()})
        named = self.given.get("vendor") or (vendors[0] if len(vendors) == 1 else None)
        known = [one.value for one in Vendor]
        return Vendor(named or self._asked("vendor", SchoolCode.NO_VENDOR, known) or known[0])

    def _classes(self, layout: str) -> dict[int, str]:
        """Those that were named; else the first letter in each grade of the layout."""
        text = str(self.given.get("classes") or "")
        letters = class_letters(self.loaded.municipality.languages)
        found = {int(grade): named for grade, named in _CLASS.findall(text)}
        if text and (_CLASS.sub("", text).strip(" ,;{}") or not found):
            self._fault(SchoolCode.BAD_PAIR, text=text, form=f"5:{letters}")
        if found:
            return found
        tree = self.loaded.layouts.get(layout)
        grades = grades_of(tree) if tree and "grades" in tree.items else _ALL_GRADES
        return dict.fromkeys(grades, letters[0])

    def _asked(
        self, what: str, missing: Code, known: Iterable[str] | None = None, **facts: str
    ) -> str:
        """A person's answer; without a terminal '' and a fault."""
        if not sys.stdin.isatty():
            self._fault(missing, **facts)
            return ""
        question = self.session.texts.format(f"cli-school-ask-{what}", **facts)
        choice = click.Choice(list(known)) if known is not None else None
        return str(click.prompt(question, type=choice, err=True))

    def _fault(self, code: Code, **facts: str) -> None:
        details: Facts = facts
        self.faults.append(Fault(code, None, details))
