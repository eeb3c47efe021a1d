"""Journeys of `doctor`: what is missing is said in words, with the step and who takes it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import psycopg
import pytest
from jsonschema import Draft202012Validator

from tests.support.postgres import Server
from tests.support.sandbox import GOOGLE, MICROSOFT, SandboxProject, invoke

SCHEMA = Path(__file__).parents[2] / "reconciler" / "report" / "schema" / "doctor.json"


def withhold(sandbox: SandboxProject, tenant: str, **parts: list[str]) -> None:
    """Takes grants away."""
    answer = sandbox.ask("PUT", f"tenants/{tenant}/behaviour", {"withheld": parts})
    assert answer is None, answer


def told(sandbox: SandboxProject, *words: str) -> dict[str, Any]:
    """The checkups by tenant, held against their schema."""
    run = sandbox.run("doctor", "--format", "json", *words)
    data = json.loads(run.out)
    Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(data)
    return {one["tenant"]: one["checks"] for one in data["checkups"]}


def missing(checks: list[dict[str, Any]]) -> list[str]:
    """Codes of what is missing."""
    return [one["code"] for one in checks if one["state"] == "missing"]


def test_in_a_sound_sandbox_nothing_is_missing(still: SandboxProject) -> None:
    """Project and tenants of both vendors; only reads are sent."""
    still.forget_log()
    run = still.run("doctor", "--lang", "en")
    assert run.code == 0, run.out
    assert "MISSING" not in run.out
    assert still.writes() == []
    for tenant in (GOOGLE, MICROSOFT):
        assert f"{tenant} · " in run.out


def test_a_simulator_that_does_not_run_is_the_only_thing_missing(
    one_school: SandboxProject,
) -> None:
    """No file is wrong, and neither the vendor nor the internet has anything to do with it."""
    address = one_school.root / ".sandbox" / "simulator.address"
    runs = address.read_text("utf-8")
    try:
        address.unlink()
        stopped = one_school.run("doctor", "--lang", "en")
        address.write_text("http://127.0.0.1:9", "utf-8")
        killed = one_school.run("doctor", "--lang", "en")
    finally:
        address.write_text(runs, "utf-8")
    for run in (stopped, killed):
        assert run.code == 1
        assert run.out.count("MISSING") == 1, run.out
        assert "the files of 1 school" in run.out
        assert "reconciler simulator start" in run.out
        for word in ("correct each", "internet", "vendor"):
            assert word not in run.out


def test_what_is_missing_is_told_with_step_and_person(still: SandboxProject) -> None:
    """In both languages; planning is not possible, so the exit code is 1."""
    withhold(still, GOOGLE, permissions=["admin.directory.group.readonly"])
    try:
        english = still.run("doctor", "--lang", "en", "--tenant", GOOGLE)
        bulgarian = still.run("doctor", "--lang", "bg", "--tenant", GOOGLE)
        checks = told(still, "--tenant", GOOGLE)
    finally:
        still.ask("PUT", f"tenants/{GOOGLE}/behaviour", {})
    assert english.code == bulgarian.code == 1
    assert missing(checks[GOOGLE]) == ["scope"]
    assert MICROSOFT not in checks
    for text, words in (
        (
            english.out,
            ("MISSING", "see the groups and who is in them", "the school's administrator"),
        ),
        (bulgarian.out, ("ЛИПСВА", "вижда групите и кой е в тях", "администраторът на училището")),
    ):
        for word in (*words, "admin.google.com", "auth/admin.directory.group.readonly,"):
            assert word in text


def test_the_letter_has_the_school_s_own_steps_alone(still: SandboxProject) -> None:
    """With how to be sure of it first; neither the city's lines nor what is in order."""
    withhold(
        still,
        GOOGLE,
        permissions=["admin.directory.group"],
        privileges=["GROUPS_CREATE", "USERS_MOVE"],
        apis=["groupssettings.googleapis.com"],
    )
    try:
        english = still.run("doctor", "--letter", "--tenant", GOOGLE, "--lang", "en")
        bulgarian = still.run("doctor", "--letter", "--tenant", GOOGLE, "--lang", "bg")
    finally:
        still.ask("PUT", f"tenants/{GOOGLE}/behaviour", {})
    assert english.code == bulgarian.code == 1
    for text, sure, step in (
        (
            english.out,
            "FIRST MAKE SURE THAT IT IS THE CITY THAT IS ASKING",
            "[x] “Admin API privileges”",
        ),
        (bulgarian.out, "ПЪРВО СЕ УВЕРЕТЕ, ЧЕ ПИШЕ ОБЩИНАТА", "[x] “Admin API privileges”"),
    ):
        assert text.index(sure) < text.index("https://")
        assert "Plovdiv" in text or "Пловдив" in text
        assert "____" in text
        assert len([line for line in text.splitlines() if line.strip().startswith(step)]) == 2
        assert "gcloud" not in text
        assert "ledger" not in text
    nothing = still.run("doctor", "--letter", "--tenant", MICROSOFT, "--lang", "en")
    assert "IN THE WAY" not in nothing.out


def test_letters_are_written_to_a_folder_with_their_page(
    still: SandboxProject, tmp_path: Path
) -> None:
    """One HTML and one PDF for each school that has something to do, and none for the others."""
    withhold(still, GOOGLE, permissions=["admin.directory.group"])
    tenants = ("--tenant", GOOGLE, "--tenant", MICROSOFT)
    try:
        run = still.run("doctor", "--letter", *tenants, "--lang", "en", "--out", str(tmp_path))
        shown = still.run("doctor", "--letter", "--tenant", GOOGLE, "--lang", "en")
    finally:
        still.ask("PUT", f"tenants/{GOOGLE}/behaviour", {})
    assert (run.code, run.out) == (2, "")
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        f"{GOOGLE}.en.html",
        f"{GOOGLE}.en.pdf",
    ]
    assert "one letter" in run.err
    html = (tmp_path / f"{GOOGLE}.en.html").read_text("utf-8")
    assert shown.out.splitlines()[0] in html
    assert "How to take it back" in html
    assert (tmp_path / f"{GOOGLE}.en.pdf").read_bytes().startswith(b"%PDF-")


def test_only_letters_are_written_to_a_folder(still: SandboxProject, tmp_path: Path) -> None:
    """Said before anything is asked."""
    still.forget_log()
    run = still.run("doctor", "--out", str(tmp_path / "x"), "--lang", "en")
    assert run.code == 1
    assert "--letter" in run.err
    assert not (tmp_path / "x").exists()
    assert still.ask("GET", "requests")["requests"] == []


@pytest.mark.parametrize(
    ("behaviour", "english", "bulgarian"),
    [
        ("groups-expire", "IN THE WAY groups expire", "ПРЕЧИ групите имат срок"),
        (
            "directory-synced",
            "Do not exclude or stop anything",
            "Не изключвайте и не спирайте нищо",
        ),
        (
            "sensitivity-labels",
            "CHECK      sensitivity labels",
            "ПРОВЕРЕТЕ за групите са",
        ),
    ],
)
def test_a_setting_is_told_as_the_trouble_that_it_is(
    still: SandboxProject, behaviour: str, english: str, bulgarian: str
) -> None:
    """Not as something that is missing; planning goes on all the same."""
    still.ask("PUT", f"tenants/{MICROSOFT}/behaviour", {"behaviours": {behaviour: True}})
    try:
        runs = [still.run("doctor", "--tenant", MICROSOFT, "--lang", one) for one in ("en", "bg")]
    finally:
        still.ask("PUT", f"tenants/{MICROSOFT}/behaviour", {})
    assert [run.code for run in runs] == [2, 2]
    assert english in runs[0].out
    assert bulgarian in " ".join(runs[1].out.split())


def test_what_only_apply_needs_ends_with_2(still: SandboxProject) -> None:
    """Nothing stands in the way of a plan."""
    withhold(still, MICROSOFT, permissions=["writer:Group.ReadWrite.All"])
    try:
        run = still.run("doctor", "--tenant", MICROSOFT)
    finally:
        still.ask("PUT", f"tenants/{MICROSOFT}/behaviour", {})
    assert run.code == 2, run.out


def test_a_broken_project_still_tells_of_its_tenants(sandbox: SandboxProject) -> None:
    """Faults of files, the key and a list are lines; each tenant is asked all the same."""
    (sandbox.root / ".sandbox" / "pseudonym.key").unlink()
    lists = sandbox.rosters / MICROSOFT
    (lists / "users.csv").write_text("sourcedId\n", "utf-8")
    checks = told(sandbox)
    assert missing(checks[""])[:2] == ["key", "ledger"]
    assert "roster" in missing(checks[""])
    assert missing(checks[GOOGLE]) == []
    sandbox.edit(sandbox.school(GOOGLE), lambda data: data.update(nonsense=1))
    run = sandbox.run("doctor", "--lang", "en")
    assert run.code == 1
    assert f"{GOOGLE}.yaml:" in run.out
    assert f"{MICROSOFT} · Microsoft 365" in run.out


def test_a_job_that_may_only_read_the_ledger_is_told_so(
    sandbox: SandboxProject, postgres_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Right for plan and drift: nothing else is missing, and the exit code is 2."""
    text = sandbox.stack.read_text("utf-8")
    sandbox.stack.write_text(re.sub(r"(?m)^ *reconciler:ledger:.*\n", "", text), "utf-8")
    with postgres_server.fresh() as url:
        monkeypatch.setenv("RECONCILER_LEDGER_URL", url)
        assert sandbox.run("history").code == 0  # its owner makes the tables
        role = f"reader_of_{url.rpartition('/')[2]}"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"CREATE ROLE {role} LOGIN".encode())
            connection.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}".encode())
        monkeypatch.setenv("RECONCILER_LEDGER_URL", url.replace("ledger@", f"{role}@"))
        try:
            checks = told(sandbox, "--tenant", GOOGLE)
            run = sandbox.run("doctor", "--tenant", GOOGLE, "--lang", "en")
        finally:
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(f"DROP OWNED BY {role}".encode())
                connection.execute(f"DROP ROLE {role}".encode())
    assert missing(checks[""]) == ["ledger-role"]
    assert run.code == 2
    assert "this job may only read it" in run.out


def test_without_a_project_there_is_one_clear_error(tmp_path: Path) -> None:
    """Nothing is asked."""
    run = invoke(tmp_path, ["doctor"])
    assert run.code == 1
    assert "Pulumi.yaml" in run.err


@pytest.mark.parametrize("names", [("nobody",), ("nobody", "somebody")])
def test_unknown_tenants_are_named_all_at_once(
    still: SandboxProject, names: tuple[str, ...]
) -> None:
    """Before anything is asked."""
    run = still.run("doctor", *(word for name in names for word in ("--tenant", name)))
    assert run.code == 1
    assert all(name in run.err for name in names)
