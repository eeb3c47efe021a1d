"""A new project from a starter kit: every file as text, from a few answers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha1
from importlib.resources import files
from typing import Any
from uuid import NAMESPACE_DNS, uuid5

from jinja2 import Environment, StrictUndefined

from reconciler import __version__
from reconciler.model.language import LANGUAGES
from reconciler.report.markdown import plain

_COMMON = files("reconciler") / "kits" / "common"
_CI = files("reconciler") / "kits" / "ci"


class Kit(StrEnum):
    """What a kit starts from: languages, facts and the school year."""

    BULGARIA = "bulgaria-municipality"
    GENERIC = "generic-district"


class Clouds(StrEnum):
    """The vendors whose tenants the schools have."""

    GOOGLE = "google"
    MICROSOFT = "microsoft"
    BOTH = "both"


class ListFormat(StrEnum):
    """Where the lists of people come from."""

    ONEROSTER = "oneroster"
    SDS = "sds"
    TABLE = "table"
    LATER = "later"


class CodeHost(StrEnum):
    """Where proposed changes are reviewed."""

    GITHUB = "github"
    GITLAB = "gitlab"
    GITEA = "gitea"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class NewProject:
    """The answers."""

    id: str
    kit: Kit
    names: Mapping[str, str]
    """Language → the municipality's name, in the order of its languages."""
    clouds: Clouds
    shared: bool
    """One tenant that several schools share; else one for each."""
    rosters: ListFormat
    host: CodeHost
    school: str = "first-school"

    def files(self) -> Mapping[str, str]:
        """Path from the project's folder → text."""
        found = dict(_Writer(self).files())
        if foreign := ", ".join(self.foreign()):
            for name in self.names_files():
                found[name] = f"# To translate: names in {foreign} are in English.\n{found[name]}"
        return found

    def foreign(self) -> tuple[str, ...]:
        """The languages that the kit has no texts in, so that its names are in English there."""
        return tuple(one for one in self.names if one not in LANGUAGES)

    def names_files(self) -> tuple[str, ...]:
        """The files that have names in every language."""
        schools = (f"schools/{one['id']}.yaml" for one in _Writer(self).schools())
        return ("schools/municipality.yaml", "schools/layouts/school.yaml", *schools)


_PRODUCTS = {"google": "plus-staff", "microsoft": "a3-staff"}
_ROSTERS = {
    ListFormat.ONEROSTER: "OneRoster 1.1 or 1.2",
    ListFormat.SDS: "Microsoft SDS v2.1",
    ListFormat.TABLE: "a table for each school, with roster.yaml beside them",
    ListFormat.LATER: "OneRoster, SDS or a table",
}
_YEARS = {Kit.BULGARIA: ("09-15", "09-01"), Kit.GENERIC: ("09-01", "08-15")}
_CI_FILES = {
    CodeHost.GITHUB: {
        ".github/workflows/schools.yml": "schools.yml",
        ".github/actions/reconciler/action.yml": "action.yml",
    },
    CodeHost.GITLAB: {".gitlab-ci.yml": "gitlab-ci.yml"},
    CodeHost.GITEA: {
        ".gitea/workflows/schools.yml": "schools.yml",
        ".gitea/actions/reconciler/action.yml": "action.yml",
    },
}
_OWNERS = {CodeHost.GITHUB: ".github/CODEOWNERS"}
SHARED = "schools"
"""The alias of a tenant that schools share."""


@dataclass(frozen=True, slots=True)
class _Writer:
    project: NewProject

    def files(self) -> Iterator[tuple[str, str]]:
        facts = self._facts()
        yield "Pulumi.yaml", filled("Pulumi.yaml", facts)
        yield "schools/municipality.yaml", filled("municipality.yaml", facts)
        yield "schools/layouts/school.yaml", filled("layout.yaml", facts)
        for school in self.schools():
            yield (
                f"schools/{school['id']}.yaml",
                filled("school.yaml", {**facts, "school": school}),
            )
        for stack in ("sandbox", "production"):
            yield f"stacks/Pulumi.{stack}.yaml", filled(f"Pulumi.{stack}.yaml", facts)
        yield "stacks/__main__.py", filled("program.py", facts)
        yield from _policies()
        yield ".gitignore", filled("gitignore", facts)
        yield "README.md", filled("README.md", facts)
        yield ".pre-commit-config.yaml", filled("pre-commit.yaml", facts)
        if self.project.host in _CI_FILES:
            yield from ci_files(self.project.host)
            owners = _OWNERS.get(self.project.host, "CODEOWNERS")
            yield owners, filled("CODEOWNERS", facts)

    def _facts(self) -> dict[str, Any]:
        project = self.project
        languages = tuple(project.names)
        starts, rollover = _YEARS[project.kit]
        letters = class_letters(languages)
        return {
            "id": project.id,
            "name": text_of(project.names),
            "plain_name": plain(next(iter(project.names.values()))),
            "described": _described(project),
            "languages": f"[{', '.join(languages)}]",
            "text": lambda bg, en: text_of({x: bg if x == "bg" else en for x in languages}),
            "bulgarian": project.kit is Kit.BULGARIA,
            "wave": "pilot",
            "layout": "school",
            "classes": f"{{1: {letters}, 5: {letters[0]}}}",
            "schema": "",
            "facts": "",
            "org": "",
            "product": _PRODUCTS[self._vendors()[0]],
            "google": project.clouds is not Clouds.MICROSOFT,
            "microsoft": project.clouds is not Clouds.GOOGLE,
            "shared": project.shared,
            "p": "{school}-" if project.shared else "",
            "products": f"[{', '.join(_PRODUCTS[vendor] for vendor in self._vendors())}]",
            "year_starts": starts,
            "rollover_from": rollover,
            "rosters_text": _ROSTERS[project.rosters],
            "tenants": [self._tenant(school) for school in self.schools()],
        }

    def _vendors(self) -> tuple[str, ...]:
        both = self.project.clouds is Clouds.BOTH
        return ("google", "microsoft") if both else (self.project.clouds.value,)

    def schools(self) -> Iterator[dict[str, str]]:
        """The first school; with both vendors a second one, at the other."""
        names = tuple(self.project.names)
        for number, vendor in enumerate(self._vendors()):
            school = "second-school" if number else self.project.school
            tenant = school if number or not self.project.shared else SHARED
            name = (
                ("Второ училище", "Second school") if number else ("Първо училище", "First school")
            )
            text = text_of({one: name[one != "bg"] for one in names})
            product = _PRODUCTS[vendor]
            yield {
                "id": school,
                "name": text,
                "tenant": tenant,
                "vendor": vendor,
                "product": product,
            }

    def _tenant(self, school: dict[str, str]) -> dict[str, Any]:
        return tenant_entry(self.project.id, school["tenant"], school["vendor"]) | {
            "alias": school["tenant"],
            "shared": school["tenant"] != school["id"],
            "schools": f"[{school['id']}]",
            "product": school["product"],
        }


def ci_files(host: CodeHost) -> Iterator[tuple[str, str]]:
    """The jobs of a code host, with this version of the program."""
    for path, name in _CI_FILES[host].items():
        source = (_CI / host / f"{name}.j2").read_text("utf-8")
        yield path, _ENVIRONMENT.from_string(source).render(version=__version__)


def class_letters(languages: Iterable[str]) -> str:
    """The first two letters of classes: Cyrillic ones where Bulgarian is spoken."""
    return "аб" if "bg" in languages else "ab"


def tenant_entry(municipality: str, alias: str, vendor: str) -> dict[str, str]:
    """Vendor, a reserved domain and an invented id, for a tenant that does not exist yet."""
    domain = f"{alias}.{municipality}.example"
    ident = f"customer: C0{sha1(domain.encode(), usedforsecurity=False).hexdigest()[:7]}"
    if vendor == "microsoft":
        ident = f"tenantId: {uuid5(NAMESPACE_DNS, domain)}"
    return {"vendor": vendor, "domain": domain, "ident": ident}


def _policies() -> Iterator[tuple[str, str]]:
    """The rules as they are delivered, whose levels and waivers become the municipality's own."""
    folder = _COMMON / "policies"
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        lines = entry.read_text("utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith("# yaml-language-server")]
        yield f"policies/{entry.name.removesuffix('.txt')}", "".join(kept)


def _described(project: NewProject) -> str:
    return text_of({"en": f"The cloud tenants of {next(iter(project.names.values()))}"})


def text_of(texts: Mapping[str, str]) -> str:
    """A name in YAML: one text, or a map of languages."""
    quoted = {language: json.dumps(text, ensure_ascii=False) for language, text in texts.items()}
    if len(quoted) == 1:
        return next(iter(quoted.values()))
    return f"{{{', '.join(f'{language}: {text}' for language, text in quoted.items())}}}"


_ENVIRONMENT = Environment(
    # manifests are full of braces
    variable_start_string="<<",
    variable_end_string=">>",
    block_start_string="<%",
    block_end_string="%>",
    comment_start_string="<#",
    comment_end_string="#>",
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    undefined=StrictUndefined,
    autoescape=False,  # noqa: S701  YAML, not HTML
)


def filled(name: str, facts: Mapping[str, Any]) -> str:
    """A file of a kit with everything put in."""
    source = (_COMMON / f"{name}.j2").read_text("utf-8")
    return _ENVIRONMENT.from_string(source).render(facts)
