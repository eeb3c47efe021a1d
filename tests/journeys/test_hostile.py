"""Hostile texts through every command and every format: what others wrote is shown, and never acts.

The commands are those of the command line, the formats those of each command's options. A command
that comes later fails `test_every_command_is_here` until it says below how it is called.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click
import httpx
import pytest

from reconciler.cli.main import cli
from reconciler.codehost.publish import Publisher
from tests.journeys.test_broken_vendor import MEMBERS, fault
from tests.support.hostile import SPOKEN, TYPED, VENDOR, WORD, WRITTEN, files, shown, written
from tests.support.sandbox import GOOGLE, MICROSOFT, Run, SandboxProject, copied, rewrite, serving
from tests.unit.codehost.host import API, REPOSITORY, MemoryHost

GROUPS = "/admin/directory/v1/groups"
CALLS: dict[str, tuple[str, ...]] = {
    # how each command is called, with our texts wherever a person may write one
    "init": ("OUT/made", "--name", f"en={TYPED}", "--school", "first"),
    "school add": ("new-school", "--name", f"bg={WRITTEN}", "--name", f"en={WRITTEN}"),
    "school close": (SPOKEN,),
    "school merge": (SPOKEN, GOOGLE),
    "school rename": (SPOKEN, "other"),
    "completion": ("bash", "--print"),
    "validate": (),
    "upgrade": (),
    "doctor": (),
    "check": (),
    "owners": ("--file", "OUT/CODEOWNERS"),
    "show": (GOOGLE,),
    "plan": (),
    "report": (),
    "drift": (),
    "why": (f"{GOOGLE}/{GOOGLE}/group/teachers",),
    "people": (),
    "export": ("--replace",),
    "roster check": ("ROSTER",),
    "freeze": ("--reason", SPOKEN),
    "unfreeze": ("--reason", SPOKEN),
    "ci plan": ("--head", "HEAD"),
    "ci acknowledge": ("--guard", f"last-owner:{SPOKEN}", "--fingerprint", "f", "--reason", SPOKEN),
    "ci drift": (),
    "ci roster": (),
    "ci apply": (),
    "ci keep": ("--school", SPOKEN),
    "apply": ("--yes", "--reason", SPOKEN),
    "history": (),
    "history findings": (),
    "history freezes": (),
    "history show": ("2",),
    "ledger prune": (),
    "ledger rekey": ("--new-key", SPOKEN),
    "undo": ("1", "--yes", "--reason", SPOKEN),
    "forget": ("--yes", "--reason", SPOKEN, "--tenant", MICROSOFT),
    "docs": (SPOKEN,),
    "simulator add": (SPOKEN,),
    "simulator call": (SPOKEN, SPOKEN, SPOKEN),
    "simulator env": (),
    "simulator exec": ("true",),
    "simulator new": (),
    "simulator serve": ("--seeds", SPOKEN),
    "simulator start": ("--scenario", SPOKEN),
    "simulator stop": (),
    "simulator next-year": (),
    "simulator verify": (SPOKEN,),
}
SHOWING = frozenset(
    {
        "ci plan",
        "drift",
        "export",
        "freeze",
        "history",
        "history freezes",
        "history show",
        "init",
        "plan",
        "report",
        "school close",
        "school merge",
        "school rename",
        "show",
        "simulator add",
    }
)
"""Commands in whose output a hostile text stands, so that the others are not the only ones."""
CODES = frozenset({0, 1, 2, 3})


def leaves() -> Iterator[tuple[str, click.Command]]:
    """Every command, by its words."""

    def walk(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
        if not isinstance(command, click.Group):
            yield name, command
            return
        context = click.Context(command)
        if command.invoke_without_command:
            yield name, command
        for word in command.list_commands(context):
            inner = command.get_command(context, word)
            assert inner is not None
            yield from walk(inner, f"{name} {word}".strip())

    return walk(cli, "")


LEAVES = dict(leaves())


def formats(command: click.Command) -> tuple[str, ...]:
    """The values of --format; '' where there is no such option."""
    found = [one for one in command.params if "--format" in one.opts]
    return tuple(found[0].type.choices) if found else ("",)  # type: ignore[attr-defined]


def outputs(command: click.Command) -> tuple[str, ...]:
    """Options that name what is written."""
    names = ("--out", "--full", "--lines")
    return tuple(name for name in names if any(name in one.opts for one in command.params))


def ways(name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each format of a command, printed and written; in each language once."""
    command = LEAVES[name]
    for number, form in enumerate(formats(command)):
        asked = ("--format", form) if form else ()
        yield form or "text", (*asked, *_language(command, number))
        for option in outputs(command):
            folder = any(
                option in one.opts and getattr(one.type, "file_okay", True) is False
                for one in command.params
            )
            ending = "md" if option == "--full" else "json"
            place = "OUT" if folder else f"OUT/{form or 'x'}.{ending}"
            yield form or "text", (*asked, option, place, *_language(command, number + 1))


def _language(command: click.Command, number: int) -> tuple[str, ...]:
    speaks = any("--lang" in one.opts for one in command.params)
    return ("--lang", ("en", "bg")[number % 2]) if speaks else ()


@dataclass
class Place:
    """A town in which everything that others wrote is hostile, and where commands write."""

    sandbox: SandboxProject
    out: Path
    head: Path
    """What a pull request proposes: another name of a group, hostile as well."""
    host: MemoryHost
    showed: set[str] = field(default_factory=set)

    def run(self, name: str, form: str, words: tuple[str, ...]) -> Run:
        """Runs a command; nothing that it printed, wrote or published acts."""
        known = {one: one.read_bytes() for one in files(self.sandbox.root)}
        shutil.rmtree(self.out, ignore_errors=True)
        self.out.mkdir()
        run = self.sandbox.run(
            *name.split(), *(self._word(word) for word in (*CALLS[name], *words))
        )
        assert run.code in CODES, run.err
        assert "Traceback" not in run.out + run.err
        shown("text", run.err)
        shown(form if run.out else "text", run.out)
        texts = [run.out, run.err, *self._published()]
        for path in (*files(self.out), *files(self.sandbox.root)):
            if known.get(path) != path.read_bytes() and ".sandbox" not in path.parts:
                written(path)
                texts.append(path.read_bytes().decode("utf-8", "replace"))
        if any(WORD in text for text in texts):
            self.showed.add(name)
        return run

    def _word(self, word: str) -> str:
        for name, place in (("OUT", self.out), ("HEAD", self.head)):
            if word.split("/", maxsplit=1)[0] == name:
                return str(place) + word.removeprefix(name)
        return str(self.sandbox.rosters / GOOGLE) if word == "ROSTER" else word

    def _published(self) -> list[str]:
        """What a code host was sent: comments, issues, states."""
        bodies = [str(one["body"]) for one in (*self.host.comments, *self.host.issues)]
        for body in bodies:
            shown("md", body)
        titles = [str(one["title"]) for one in self.host.issues]
        states = [str(one["description"]) for one in self.host.statuses]
        for line in (*titles, *states):
            shown("text", line)
            assert "\n" not in line
        return bodies


def _spoil(sandbox: SandboxProject) -> None:
    """Names in files, in both tenants, in lists, and the name of a list."""

    def municipality(data: dict[str, object]) -> None:
        data["name"] = {"bg": WRITTEN, "en": WRITTEN}

    def school(data: dict[str, object]) -> None:
        data["name"] = {"bg": WRITTEN, "en": WRITTEN}
        short = f"=1<img src=x>@{WORD}"
        groups = data.setdefault("groups", {})
        groups["robots"] = {"name": {"bg": short, "en": short}, "members": [{"role": "pupil"}]}  # type: ignore[index]

    rewrite(sandbox.municipality, municipality)
    for name in (GOOGLE, MICROSOFT):
        rewrite(sandbox.school(name), school)
    by_hand = VENDOR[:60]
    sandbox.call(GOOGLE, "PUT", f"{GROUPS}/teachers@{GOOGLE}.plovdiv.example", {"name": by_hand})
    sandbox.call(GOOGLE, "POST", GROUPS, {"email": f"x@{GOOGLE}.plovdiv.example", "name": by_hand})
    sandbox.call(GOOGLE, "POST", MEMBERS.format(GOOGLE), {"email": f"{WORD}=1@post.example"})
    (found, *_) = sandbox.listed(MICROSOFT, "/v1.0/groups", "value")
    sandbox.call(MICROSOFT, "PATCH", f"/v1.0/groups/{found['id']}", {"displayName": VENDOR[:200]})
    (sandbox.rosters / GOOGLE / f"\x1b[2J\u202e{WORD}\n::error::{WORD}.csv").write_text(SPOKEN[:9])


@pytest.fixture(scope="module")
def place(settled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The town, its simulator, and a code host in memory."""
    folder = tmp_path_factory.mktemp("hostile")
    with serving(copied(settled, folder / "town")) as sandbox:
        _spoil(sandbox)
        head = _proposed(sandbox, folder / "head")
        yield Place(sandbox, folder / "out", head, MemoryHost(trouble=_merged))


def _proposed(sandbox: SandboxProject, head: Path) -> Path:
    short = f"=2<img src=x>@{WORD}"
    shutil.copytree(sandbox.root, head, ignore=shutil.ignore_patterns(".sandbox"))
    rewrite(
        head / "schools" / f"{GOOGLE}.yaml",
        lambda data: data["groups"]["robots"].update(name={"bg": short, "en": short}),
    )
    return head


def _merged(request: httpx.Request) -> httpx.Response | None:
    """The commit came by pull request 7, of a hostile title and branch."""
    if request.url.path.endswith("/git/ref/heads/main"):
        return httpx.Response(200, json={"object": {"sha": "c0ffee"}})
    if not request.url.path.endswith("/pulls"):
        return None
    head = {"ref": SPOKEN, "sha": "feed", "repo": {"full_name": REPOSITORY}}
    pull = {"number": 7, "title": SPOKEN, "state": "closed", "merged_at": "x", "merged": True}
    base = {"ref": "main", "sha": "base"}
    user = {"login": SPOKEN}
    more = {"head": head, "base": base, "user": user, "merge_commit_sha": "c0ffee"}
    found = [{**pull, **more, "html_url": "https://host.example/7"}]
    return httpx.Response(200, text=json.dumps(found))


@pytest.fixture
def _hostile_job(place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    event = tmp_path / "event.json"
    head = {"sha": "feed", "repo": {"full_name": REPOSITORY}, "ref": SPOKEN}
    event.write_text(json.dumps({"pull_request": {"number": 7, "head": head, "title": SPOKEN}}))
    for name, value in {
        "GITHUB_ACTIONS": "true",
        "GITHUB_API_URL": API,
        "GITHUB_SERVER_URL": "https://host.example",
        "GITHUB_REPOSITORY": REPOSITORY,
        "GITHUB_EVENT_NAME": "pull_request",
        "GITHUB_EVENT_PATH": str(event),
        "GITHUB_SHA": f"{WORD}\x1b[8m\u202e",
        "GITHUB_RUN_ID": "99",
        "GITHUB_TOKEN": "of-the-job",
        "GITHUB_ACTOR": SPOKEN,
        "GITHUB_HEAD_REF": SPOKEN,
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("reconciler.cli.ci_job.connect", lambda *_: publisher(place))


def publisher(place: Place) -> Publisher:
    """The code host of the job."""
    return place.host.publisher()


def test_every_command_is_here() -> None:
    """A new one, and a format or file of a new kind, needs its line above or its check."""
    assert set(CALLS) == set(LEAVES)


@pytest.mark.usefixtures("_hostile_job")
@pytest.mark.parametrize("name", CALLS)
def test_what_others_wrote_never_acts(place: Place, name: str) -> None:
    """Each format, printed and written, in one language or the other."""
    for form, words in ways(name):
        place.run(name, form, words)


ERROR = {"error": {"code": VENDOR, "message": VENDOR, "errors": [{"reason": VENDOR}]}}


@pytest.mark.usefixtures("_hostile_job")
@pytest.mark.parametrize("name", [one for one in CALLS if not one.startswith("simulator")])
def test_what_a_vendor_says_of_itself_never_acts(place: Place, name: str) -> None:
    """Its errors are hostile, of one tenant in reading and of the other in writing."""
    place.sandbox.disturb(GOOGLE, fault("GET", "users$", status=400, body=ERROR))
    place.sandbox.disturb(
        MICROSOFT, *(fault(m, ".", status=400, body=ERROR) for m in ("PATCH", "POST"))
    )
    try:
        form, words = next(ways(name))
        place.run(name, form, words)
    finally:
        place.sandbox.disturb(GOOGLE)
        place.sandbox.disturb(MICROSOFT)


def test_the_texts_were_shown(place: Place) -> None:
    """Otherwise nothing was tried."""
    assert SHOWING - place.showed == set()
