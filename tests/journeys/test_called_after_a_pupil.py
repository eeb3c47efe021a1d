"""Somebody calls units and groups of a tenant after a pupil: no output and no ledger tells whom."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from reconciler.model.names import transliterate
from tests.support.sandbox import GOOGLE, MICROSOFT, Run, SandboxProject

DIRECTORY = "/admin/directory/v1"
GRAPH = "/v1.0"
SHOWN = re.compile(r"person-[0-9a-f]{8}")
SEEN = (
    ("plan",),
    ("plan", "--lang", "bg"),
    ("plan", "--format", "json"),
    ("plan", "--format", "md"),
    ("drift",),
    ("drift", "--format", "json"),
    ("drift", "--as-manifest"),
    ("report", "--format", "md"),
    ("report", "--format", "json"),
    ("report", "--format", "sarif"),
    ("report", "--format", "csv"),
)
KEPT = (
    ("history",),
    ("history", "show", "1"),
    ("history", "show", "2"),
    ("history", "show", "3"),
    ("history", "findings"),
)


@dataclass(frozen=True)
class Pupil:
    """A pupil as the tenant has them."""

    id: str
    given: str
    family: str
    address: str

    @property
    def name(self) -> str:
        """As people write it."""
        return f"{self.given} {self.family}"

    @property
    def local(self) -> str:
        """As an address is made of it."""
        return transliterate(f"{self.given}.{self.family}").lower()

    def words(self) -> frozenset[str]:
        """What must be told nowhere, in small letters."""
        words = {self.given.lower(), self.family.lower(), self.address.partition("@")[0]}
        return frozenset(words | {transliterate(word) for word in words})


def google_pupils(sandbox: SandboxProject) -> list[Pupil]:
    """Those in units of pupils."""
    users = sandbox.listed(GOOGLE, f"{DIRECTORY}/users?customer=my_customer", "users")
    return [
        Pupil(one["id"], one["name"]["givenName"], one["name"]["familyName"], one["primaryEmail"])
        for one in users
        if one["orgUnitPath"].startswith("/pupils/")
    ]


def microsoft_pupils(sandbox: SandboxProject) -> list[Pupil]:
    """Those of one class."""
    group = next(one for one in graph_groups(sandbox) if one["mailNickname"] == "class-2034a")
    members = sandbox.listed(MICROSOFT, f"{GRAPH}/groups/{group['id']}/members", "value")
    names = {one["id"]: one for one in graph_users(sandbox)}
    found = [names[one["id"]] for one in members if one["id"] in names]
    return [
        Pupil(one["id"], one["givenName"], one["surname"], one["userPrincipalName"])
        for one in found
    ]


def graph_users(sandbox: SandboxProject) -> list[dict[str, str]]:
    """All of the tenant's."""
    fields = "id,userPrincipalName,givenName,surname"
    return sandbox.listed(MICROSOFT, f"{GRAPH}/users?$top=999&$select={fields}", "value")


def graph_groups(sandbox: SandboxProject) -> list[dict[str, str]]:
    """All of the tenant's."""
    return sandbox.listed(MICROSOFT, f"{GRAPH}/groups?$top=999", "value")


def on_google(sandbox: SandboxProject, pupil: Pupil) -> Callable[[], str]:
    """Renames a unit and a group, makes both, puts one into a group of ours; tells a name again."""
    domain = f"{GOOGLE}.plovdiv.example"
    groups, units = f"{DIRECTORY}/groups", f"{DIRECTORY}/customer/my_customer/orgunits"
    teachers = sandbox.call(GOOGLE, "GET", f"{groups}/teachers@{domain}")["id"]
    sandbox.call(GOOGLE, "PATCH", f"{groups}/{teachers}", {"name": pupil.name})
    sandbox.call(
        GOOGLE, "PATCH", f"{groups}/staff@{domain}", {"email": f"na-{pupil.local}@{domain}"}
    )
    sandbox.call(GOOGLE, "PATCH", f"{units}/staff/teachers", {"name": pupil.name})
    made = {"email": f"za-{pupil.local}@{domain}", "name": f"Подкрепа за {pupil.name}"}
    sandbox.call(GOOGLE, "POST", groups, made)
    sandbox.call(GOOGLE, "POST", f"{groups}/class-2036a@{domain}/members", {"email": made["email"]})
    unit = {"name": pupil.name, "parentOrgUnitPath": "/pupils"}
    sandbox.call(GOOGLE, "POST", units, unit)
    place = {"orgUnitPath": f"/pupils/{pupil.name}"}
    sandbox.call(GOOGLE, "PUT", f"{DIRECTORY}/users/{pupil.id}", place)
    return lambda: str(sandbox.call(GOOGLE, "GET", f"{groups}/{teachers}")["name"])


def on_microsoft(sandbox: SandboxProject, pupil: Pupil) -> Callable[[], str]:
    """Renames a unit and a group, makes a group and puts it into none."""
    teachers = next(one for one in graph_groups(sandbox) if one["mailNickname"] == "teachers")["id"]
    groups = f"{GRAPH}/groups"
    sandbox.call(MICROSOFT, "PATCH", f"{groups}/{teachers}", {"displayName": pupil.name})
    units = f"{GRAPH}/directory/administrativeUnits"
    unit = sandbox.listed(MICROSOFT, units, "value")[0]["id"]
    sandbox.call(MICROSOFT, "PATCH", f"{units}/{unit}", {"displayName": pupil.name})
    made = {
        "displayName": f"Подкрепа за {pupil.name}",
        "mailNickname": f"za-{pupil.local}",
        "mailEnabled": True,
        "securityEnabled": False,
        "groupTypes": ["Unified"],
    }
    sandbox.call(MICROSOFT, "POST", groups, made)
    return lambda: str(sandbox.call(MICROSOFT, "GET", f"{groups}/{teachers}")["displayName"])


def told(runs: Iterable[Run], *files: Path) -> str:
    """Everything that was printed, and what files hold, in small letters."""
    texts = [f"{run.out}\n{run.err}" for run in runs]
    texts += [path.read_bytes().decode("utf-8", "replace") for path in files if path.is_file()]
    return "\n".join(texts).lower()


def has(text: str, words: Iterable[str]) -> list[str]:
    """Which of them stand in it as words."""
    return [word for word in words if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)]


ACTS = {
    GOOGLE: (google_pupils, on_google),
    MICROSOFT: (microsoft_pupils, on_microsoft),
}


@pytest.mark.parametrize("school", [GOOGLE, MICROSOFT])
def test_no_output_and_no_ledger_tells_after_whom_something_is_called(
    sandbox: SandboxProject, school: str
) -> None:
    """Found by a stranger: whatever somebody typed in a tenant stood in each output."""
    pupils, act = ACTS[school]
    ledger = sandbox.root / ".sandbox"
    before = told([sandbox.run(*words) for words in (*SEEN, *KEPT)])
    pupil = next(one for one in pupils(sandbox) if not has(before, one.words()))
    present = act(sandbox, pupil)

    seen = {words: sandbox.run(*words) for words in SEEN}
    assert all(run.code in (0, 2, 3) for run in seen.values()), seen
    folder = sandbox.root / "pages"
    pages = sandbox.run("report", "--format", "html", "--out", str(folder))
    applied = sandbox.run(
        *("apply", "--yes", "--acknowledge", "unmanaged-units-left", "--reason", "tidy")
    )
    assert applied.code == 0, applied
    assert sandbox.plan()["schools"]
    assert present() == "Учители"
    runs = [*seen.values(), pages, applied, *(sandbox.run(*words) for words in KEPT)]
    kept = [*folder.rglob("*"), *ledger.glob("*.db*"), *ledger.glob("ledger*")]
    assert kept
    assert not has(told(runs, *kept), pupil.words())
    assert SHOWN.search(seen[("plan",)].out)

    undone = sandbox.run("undo", "2", "--yes")
    assert undone.code == 0, undone
    assert present() == pupil.name
    after = [undone, *(sandbox.run(*words) for words in (*SEEN, *KEPT))]
    for run in after:
        assert not has(told([run]), pupil.words()), run
    assert not has(told([], *kept), pupil.words())


def test_the_finding_explains_the_pseudonym_and_a_terminal_shows_the_name(
    one_school: SandboxProject,
) -> None:
    """In both languages; a name on one's own terminal only."""
    pupil = google_pupils(one_school)[0]
    on_google(one_school, pupil)
    assert "persons', and stand here as person-…" in one_school.run("plan").out
    assert "на хора и тук стоят като person-…" in one_school.run("plan", "--lang", "bg").out
    revealed = one_school.run("plan", "--reveal").out
    assert pupil.name in revealed
    assert not SHOWN.search(revealed)


def test_a_file_never_gets_a_persons_name(one_school: SandboxProject) -> None:
    """`drift --as-manifest --write` leaves it, and says why; what else was changed is kept."""
    domain = f"{GOOGLE}.plovdiv.example"
    pupil = google_pupils(one_school)[0]
    group = f"{DIRECTORY}/groups/teachers@{domain}"
    one_school.call(GOOGLE, "PATCH", group, {"name": pupil.name})
    other = f"{DIRECTORY}/groups/staff@{domain}"
    one_school.call(GOOGLE, "PATCH", other, {"name": "Целият екип"})
    run = one_school.run("drift", "--as-manifest", "--write")
    assert run.code == 2, run
    text = one_school.school(GOOGLE).read_text("utf-8")
    assert "Целият екип" in text
    assert not has(text.lower(), pupil.words())
    assert "person-" not in text
    assert "is a person's name now" in run.err
