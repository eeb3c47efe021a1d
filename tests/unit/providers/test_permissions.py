"""The one home of permissions: what the pages and the texts say of them is what is asked for."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import hcl2
import pytest
from lark.exceptions import UnexpectedInput

from reconciler.model.checkup import CheckCode, CheckNeeds, CheckState, Checkup, Use
from reconciler.providers.google import errors as google_errors
from reconciler.providers.google import permissions as google
from reconciler.providers.google import rights as google_rights
from reconciler.providers.microsoft import errors as graph_errors
from reconciler.providers.microsoft import permissions as microsoft
from reconciler.providers.microsoft import rights as graph_rights
from reconciler.providers.permission import Permission
from reconciler.report.checks import SAME_STEP
from reconciler.report.doctor import render_doctor
from reconciler.report.texts import LANGUAGES, Language, Texts
from tests.unit.providers.google import fakes as google_fakes
from tests.unit.providers.microsoft import fakes as graph_fakes

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "permissions.md").read_text("utf-8")
TABLES = {
    "## Google: scopes of the delegation": (google.SCOPES, tuple(Use)),
    "## Google: APIs of the city's project": (google.APIS, tuple(Use)),
    "## Google: the administrator's role": (google.PRIVILEGES, tuple(Use)),
    "## Microsoft: the application that reads": (microsoft.READER, (Use.PLAN, Use.DRIFT)),
    "## Microsoft: the application that writes": (microsoft.WRITER, (Use.APPLY,)),
}
EVERY = (
    *google.SCOPES,
    *google.APIS,
    *google.PRIVILEGES,
    google.LICENCES_PRIVILEGE,
    google.REPORTS_PRIVILEGE,
    *microsoft.READER,
    *microsoft.WRITER,
)


def rows(heading: str) -> dict[str, list[str]]:
    """The table under a heading: first cell → the others."""
    part = PAGE.partition(f"{heading}\n")[2].partition("\n## ")[0]
    cells = [line.strip("|").split("|") for line in part.splitlines() if line.startswith("| `")]
    return {name.strip(" `"): [cell.strip() for cell in rest] for name, *rest in cells}


def written(table: Iterable[Permission], uses: tuple[Use, ...]) -> dict[str, list[str]]:
    """The same from the code."""
    return {one.name: ["yes" if use in one.uses else "" for use in uses] for one in table}


@pytest.mark.parametrize("heading", TABLES)
def test_the_page_has_exactly_what_is_asked_for(heading: str) -> None:
    """Nothing more, nothing less, for the same uses."""
    table, uses = TABLES[heading]
    assert rows(heading) == written(table, uses)


def test_the_page_of_operations_names_the_same() -> None:
    """An administrator who grants what that page lists has granted what we ask for."""
    text = (ROOT / "docs" / "operations.md").read_text("utf-8")
    needed = [one for one in (*google.SCOPES, *microsoft.READER, *microsoft.WRITER) if one.uses]
    assert [one.name for one in needed if f"`{one.name}`" not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_permission_has_plain_words(language: Language) -> None:
    """A school's administrator has never heard of scopes."""
    texts = Texts(language)
    short = (one.name.removeprefix(google.AUTH).replace(".", "-") for one in EVERY)
    assert [name for name in short if not texts.has(f"doctor-permission-{name}")] == []


NEVER_MISSING = {CheckCode.CLOUD_SYNC}
NEVER_UNKNOWN = {
    *(CheckCode.FILES, CheckCode.SIMULATOR, CheckCode.KEY, CheckCode.LEDGER, CheckCode.LEDGER_ROLE),
    *(CheckCode.ROSTERS, CheckCode.ROSTER, CheckCode.CREDENTIALS, CheckCode.SIGNING_ROLE),
    *(CheckCode.DELEGATION, CheckCode.SCOPE, CheckCode.SUBJECT, CheckCode.SUBJECT_ROLE),
    *(CheckCode.CUSTOMER, CheckCode.CONSENT, CheckCode.PRODUCT, CheckCode.QUOTA),
    *(CheckCode.APP_DISABLED, CheckCode.ACCESS_POLICY),
}
"""Or for the lack of something above, which the line itself need not say."""


@pytest.mark.parametrize("code", CheckCode)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_says_what_is_wrong_and_the_step(language: Language, code: CheckCode) -> None:
    """Missing: what and how to mend it. Unknown: why."""
    texts, name = Texts(language), f"doctor-{code}"
    if code not in NEVER_MISSING:
        assert texts.has(name, CheckState.MISSING)
        assert texts.has(f"doctor-{SAME_STEP.get(code, code)}", "step")
    if code not in NEVER_UNKNOWN:
        assert texts.has(name, CheckState.UNKNOWN)


class Refusing:
    """A provider of either vendor that gets no token, for one reason."""

    def __init__(self, failure: Any) -> None:
        self.failure = failure
        self.graph = self

    def client(self, _: object) -> Refusing:
        """Google's."""
        return self

    def sign_in(self) -> Any:
        """Google's."""
        return self.failure

    def token(self, _: str) -> Any:
        """Microsoft's."""
        return graph_errors.SignInRefusal(self.failure)


RIGHTS: list[Any] = [
    *((google_rights, google_fakes.TENANT, one) for one in google_errors.SignInFailure),
    *((graph_rights, graph_fakes.TENANT, one) for one in graph_errors.SignInFailure),
]


@pytest.mark.parametrize(("rights", "tenant", "failure"), RIGHTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_whyever_nobody_is_let_in_it_is_said_with_its_step(
    rights: Any, tenant: Any, failure: Any, language: Language
) -> None:
    """Of both vendors, all of them: a line that lacks a fact would end the command."""
    checks = tuple(rights.TokenRights(tenant, Refusing(failure), CheckNeeds()).checks())
    assert checks
    assert {one.state for one in checks} == {CheckState.MISSING}
    told = render_doctor([Checkup("t", "x", "y", checks)], Texts(language), every=True)
    assert told.count("→") >= 1


def test_no_permission_stands_twice_for_one_identity() -> None:
    """Each line of a table is its own."""
    for table in (
        google.SCOPES,
        google.APIS,
        google.PRIVILEGES,
        microsoft.READER,
        microsoft.WRITER,
    ):
        names = [one.name for one in table]
        assert len(names) == len(set(names))


SNIPPETS = ROOT / "docs" / "consent"
_GRAPH = re.compile(r"\b[A-Z]\w+\.(?:Read|ReadWrite)\.(?:All|Directory)\b")
_SCOPE = re.compile(r"\b(?:admin\.(?:directory|reports)|apps)\.[a-z.]*[a-z]\b")
_API = re.compile(r"\b[a-z]+\.googleapis\.com\b")


def needed(table: Iterable[Permission]) -> set[str]:
    """Short names of what some use needs."""
    return {one.name.removeprefix(google.AUTH) for one in table if one.uses}


def found(pattern: re.Pattern[str], name: str, start: str = "", end: str = "\n\n") -> set[str]:
    """The names in a snippet, or in the part of it that begins so."""
    text = (SNIPPETS / name).read_text("utf-8")
    part = text[text.index(start) :].partition(end)[0] if start else text
    return set(pattern.findall(part)) - {"www.googleapis.com"}


@pytest.mark.parametrize("name", ["google.sh", "main.tf"])
def test_the_snippets_ask_for_exactly_google_s_table(name: str) -> None:
    """Every scope and every API that some use needs, and nothing else."""
    assert found(_SCOPE, name) == needed(google.SCOPES)
    assert found(_API, name) == needed(google.APIS)


@pytest.mark.parametrize(
    ("name", "reader", "writer", "end"),
    [
        ("microsoft.sh", 'READER="', 'WRITER="', '"\n'),
        ("main.tf", '"reconciler-reader" = [', '"reconciler-writer" = [', "]"),
    ],
)
def test_the_snippets_ask_for_exactly_microsoft_s_tables(
    name: str, reader: str, writer: str, end: str
) -> None:
    """Each application its own table, and nothing else."""
    assert found(_GRAPH, name, reader, end) == needed(microsoft.READER)
    assert found(_GRAPH, name, writer, end) == needed(microsoft.WRITER)
    assert found(_GRAPH, name) == needed((*microsoft.READER, *microsoft.WRITER))


def test_the_reader_s_line_for_google_has_no_right_to_write_the_directory() -> None:
    """What a pull request's job signs in with."""
    text = (SNIPPETS / "google.sh").read_text("utf-8")
    (line,) = [one for one in text.splitlines() if one.startswith("OAuth scopes: $READ,$BOTH")]
    assert "WRITE" not in line


# Arguments as the providers' own schemas have them, out of the packages that are generated from
# these (pulumi-gcp 10.2.0 and pulumi-azuread 6.11.1, 2026-11); * for those that must be there.
TERRAFORM = {
    "google_project_service": "*service project",
    "google_service_account": "*account_id project display_name description",
    "google_service_account_iam_member": "*service_account_id *role *member condition",
    "azuread_service_principal": "client_id display_name object_id",
    "azuread_application": "*display_name sign_in_audience web required_resource_access owners",
    "azuread_application_federated_identity_credential": (
        "*application_id *display_name *issuer *subject *audiences description"
    ),
    "web": "homepage_url implicit_grant logout_url redirect_uris",
    "required_resource_access": "*resource_app_id *resource_access",
    "resource_access": "*id *type",
}
ATTRIBUTES = {"unique_id", "name", "client_id", "id", "app_role_ids"}
"""What is read of a resource; the same source."""
_READ = re.compile(r"\b(?:google|azuread)_\w+\.\w+(?:\[[\w.]+\])?\.(\w+)")


def blocks(node: Any, name: str = "") -> Iterator[tuple[str, set[str]]]:
    """Each block of resources with the names that it gives, nested ones included."""
    if isinstance(node, list):
        for one in node:
            yield from blocks(one, name)
    elif isinstance(node, dict):
        if name:
            yield name, node.keys() - {"__is_block__", "dynamic", "for_each"} | dynamic(node).keys()
        for key, inner in {**node, **dynamic(node)}.items():
            yield from blocks(inner, key if key in TERRAFORM else "")


def dynamic(node: dict[str, Any]) -> dict[str, Any]:
    """The blocks that `dynamic` makes, by the name that they have."""
    made = [one for each in node.get("dynamic", []) for one in each.items()]
    return {label.strip('"'): block["content"] for label, block in made}


def resources(text: str) -> Iterator[tuple[str, Any]]:
    """(type, body) of what a file declares or looks up; hcl2's error where it is not sound."""
    read = hcl2.loads(text)
    for one in (*read["resource"], *read["data"]):
        for kind, named in one.items():
            yield from ((kind.strip('"'), body) for body in named.values())


def test_the_terraform_snippet_gives_what_its_providers_take() -> None:
    """Every argument is known, none that is needed is left out, and only attributes are read."""
    text = (SNIPPETS / "main.tf").read_text("utf-8")
    found = [one for name, body in resources(text) for one in blocks(body, name)]
    assert {name for name, _ in found} == set(TERRAFORM)
    for name, given in found:
        known = TERRAFORM[name].split()
        assert given <= {one.lstrip("*") for one in known}, name
        assert given >= {one[1:] for one in known if one[0] == "*"}, name
    assert set(_READ.findall(text)) <= ATTRIBUTES


def test_the_terraform_snippet_names_only_what_it_declares() -> None:
    """Variables, locals, and resources by type and name."""
    text = (SNIPPETS / "main.tf").read_text("utf-8")
    read = hcl2.loads(text)
    declared = {f"var.{name.strip(chr(34))}" for one in read["variable"] for name in one}
    declared |= {f"local.{name}" for one in read["locals"] for name in one}
    for one in (*read["resource"], *read["data"]):
        for kind, named in one.items():
            declared |= {f"{kind}.{name}".replace('"', "") for name in named}
    named = set(re.findall(r"\b(?:var|local|google_\w+|azuread_\w+)\.\w+", text))
    assert named
    assert named <= declared


def test_a_terraform_file_that_is_not_sound_is_noticed() -> None:
    """A parser that takes everything would prove nothing."""
    text = (SNIPPETS / "main.tf").read_text("utf-8")
    for broken in (text.replace("}", "", 1), text.replace('"reconciler" ', '"reconciler', 1)):
        with pytest.raises(UnexpectedInput):
            list(resources(broken))


@pytest.mark.parametrize("name", ["google.sh", "microsoft.sh"])
def test_the_snippets_are_sound_shell(name: str) -> None:
    """They are parsed, not run."""
    shell = shutil.which("sh")
    assert shell is not None
    done = subprocess.run([shell, "-n", str(SNIPPETS / name)], capture_output=True, check=False)
    assert done.stderr == b""


_PRETENDED = """#!/bin/sh
printf '%s\\n' "$*" >> "$CALLS"
case "$*" in
  *uniqueId*) echo "number-of-$4" ;;
  *"sp show"*) echo "id-of-$7" ;;
  *"app create"*) echo "app-of-$5" ;;
esac
"""


def ran(folder: Path, name: str, *words: str) -> tuple[str, str]:
    """What a snippet prints, and what it asked of a pretended gcloud or az, a line each call."""
    for program in ("gcloud", "az"):
        (folder / program).write_text(_PRETENDED)
        (folder / program).chmod(0o755)
    calls = folder / "calls"
    given = {"PROJECT": "city", "RUNNER": "user:x", "ISSUER": "https://i.example", "SUBJECT": "s"}
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", str(SNIPPETS / name), *words],
        env={"PATH": path, "CALLS": str(calls), **given},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout, calls.read_text("utf-8")


def test_google_s_snippet_prints_one_whole_line_for_each_account(tmp_path: Path) -> None:
    """What plan and drift need for the one that reads, and all of it for the other."""
    told, calls = ran(tmp_path, "google.sh")
    lines = re.findall(r"Client ID: +(\S+)\nOAuth scopes: (\S+)", told)
    accounts = [number.partition("@")[0] for number, _ in lines]
    assert accounts == ["number-of-reconciler-reader", "number-of-reconciler"]
    granted = [{one.removeprefix(google.AUTH) for one in scopes.split(",")} for _, scopes in lines]
    read = needed(one for one in google.SCOPES if one.uses & {Use.PLAN, Use.DRIFT})
    assert granted == [read, needed(google.SCOPES)]
    assert calls.count("add-iam-policy-binding") == 2


def test_microsoft_s_snippet_asks_for_its_tables_and_prints_each_school_s_links(
    tmp_path: Path,
) -> None:
    """Each application with its roles by id; two links for each tenant."""
    told, calls = ran(tmp_path, "microsoft.sh", "tenant-a", "tenant-b")
    made = [line for line in calls.splitlines() if line.startswith("ad app create")]
    for line, table in zip(made, (microsoft.READER, microsoft.WRITER), strict=True):
        (asked,) = json.loads(line.partition("--required-resource-accesses ")[2].split(" --")[0])
        ids = {one["id"] for one in asked["resourceAccess"]}
        assert ids == {f"id-of-appRoles[?value=='{name}'].id" for name in needed(table)}
    links = re.findall(r"https://login\S+", told)
    assert links == [
        f"https://login.microsoftonline.com/{tenant}/adminconsent?client_id=app-of-{app}"
        for tenant in ("tenant-a", "tenant-b")
        for app in ("reconciler-reader", "reconciler-writer")
    ]
