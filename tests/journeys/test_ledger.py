"""Journeys of what the ledger keeps of a run."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.journeys.books import halve
from tests.support.sandbox import GOOGLE, MICROSOFT, UNITED, SandboxProject

SCHOOLS = {GOOGLE, UNITED, MICROSOFT}


def newest(sandbox: SandboxProject) -> dict[str, Any]:
    """The last run, whole."""
    told = json.loads(sandbox.run("history", "--limit", "1", "--format", "json").out)
    number = str(told["runs"][0]["run"])
    run: dict[str, Any] = json.loads(sandbox.run("history", "show", number, "--format", "json").out)
    return run


def test_a_run_is_kept_with_who_from_which_commit_and_what_became_of_each_school(
    fresh: SandboxProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An auditor reads it a year later."""
    monkeypatch.setenv("RECONCILER_OPERATOR", "it-desk")
    monkeypatch.setenv("CI_COMMIT_SHA", "0123456789abcdef0123")
    fresh.apply("--reason", "first rollout")
    run = newest(fresh)
    assert (run["who"], run["commit"], run["reason"]) == (
        "it-desk",
        "0123456789ab",
        "first rollout",
    )
    assert (run["state"], run["kind"]) == ("done", "apply")
    assert {one["school"] for one in run["schools"]} == SCHOOLS
    assert {one["state"] for one in run["schools"]} == {"converged"}
    assert all(one["applied"] == one["changes"] > 0 for one in run["schools"])


def test_a_refused_run_is_kept_with_the_guards_numbers(sandbox: SandboxProject) -> None:
    """And the next one, acknowledged, with whose word that was and why."""
    sandbox.edit(
        sandbox.school(GOOGLE), lambda data: data.update(groups={"teachers": {"members": []}})
    )
    refused = sandbox.run("apply", "--yes")
    assert refused.code == 3
    run = newest(sandbox)
    assert run["state"] == "refused"
    guards = sorted({one["guard"] for one in run["refusals"]})
    assert "members-removed-per-group" in guards
    words = [word for guard in guards for word in ("--acknowledge", guard)]
    assert sandbox.run("apply", "--yes", *words).code == 1, "no reason was given"
    sandbox.apply(*words, "--reason", "the school asked for it")
    run = newest(sandbox)
    assert (run["state"], run["reason"]) == ("done", "the school asked for it")
    assert set(run["acknowledged"]) == set(guards)


def test_a_school_that_vanishes_from_the_manifests_stops_all_until_it_is_acknowledged(
    sandbox: SandboxProject,
) -> None:
    """A deleted file is no wish; once acknowledged it is not asked about again."""
    sandbox.school(MICROSOFT).unlink()
    sandbox.edit(sandbox.municipality, lambda data: data["scopes"].pop(MICROSOFT))
    sandbox.edit(sandbox.stack, lambda data: data["config"]["reconciler:tenants"].pop(MICROSOFT))
    run = sandbox.run("apply", "--yes", "--lang", "en")
    assert run.code == 3, run.err
    assert MICROSOFT in run.out
    assert "school-vanished" in run.out
    assert newest(sandbox)["state"] == "refused"
    sandbox.apply("--acknowledge", "school-vanished", "--reason", "it joined another school")
    assert sandbox.changes() == []
    sandbox.apply()


def test_findings_are_known_since_a_run_and_until_a_run(fresh: SandboxProject) -> None:
    """Who reads the report wants to know how long it has been so."""
    fresh.apply()
    told = fresh.run("history", "findings", "--school", UNITED, "--lang", "en")
    assert told.code == 0
    rows = told.out.splitlines()
    assert rows[0].split() == ["school", "finding", "about", "since", "resolved"]
    assert all(row.startswith(UNITED) for row in rows[1:])
    assert len(rows) > 1
    bulgarian = fresh.run("history", "findings", "--lang", "bg")
    assert bulgarian.out.startswith("училище")


def test_the_ledger_is_told_apart_where_the_key_is_another(sandbox: SandboxProject) -> None:
    """Its pseudonyms would mean nothing."""
    key = sandbox.root / ".sandbox" / "pseudonym.key"
    key.chmod(0o600)
    key.write_text("f" * 64, "utf-8")
    run = sandbox.run("plan", "--lang", "en")
    assert run.code == 1
    assert "the ledger was made with the pseudonym key" in run.err


def test_the_key_is_changed_and_everything_goes_on(one_school: SandboxProject) -> None:
    """Nothing is planned, nobody counts as gone, and what runs did can still be undone."""
    key = one_school.root / ".sandbox" / "pseudonym.key"
    fresh = one_school.root / "new.key"
    fresh.write_text("f" * 64, "utf-8")
    same = one_school.run("ledger", "rekey", "--new-key", str(key))
    assert (same.code, same.out) == (1, "")
    run = one_school.run("ledger", "rekey", "--new-key", str(fresh))
    assert run.code == 0, run.err
    assert one_school.run("plan").code == 1
    key.write_text(fresh.read_text("utf-8"), "utf-8")
    assert one_school.run("plan").code == 0
    assert one_school.run("history", "show", "1").code == 0
    halve(one_school.rosters / GOOGLE)
    refused = one_school.run("plan")
    assert refused.code == 3
    assert "roster-shrunk" in refused.out


def test_what_is_old_is_taken_out_and_the_next_plan_is_the_same(
    one_school: SandboxProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First the counts, then --yes; a pruned run is told when somebody wants it undone."""
    one_school.edit(one_school.municipality, lambda data: data.pop("ledger"))
    assert one_school.run("ledger", "prune").code == 1
    keep = {"keep": {"journal": "400 days", "findings": "3 years", "reports": "3 years"}}
    one_school.edit(one_school.municipality, lambda data: data.update(ledger=keep))
    assert one_school.run("ledger", "prune").code == 0
    monkeypatch.setattr("reconciler.cli.ledger.today", lambda: "2099-01-01")
    shown = one_school.run("ledger", "prune")
    assert shown.code == 2
    assert one_school.run("history", "show", "1").code == 0
    done = one_school.run("ledger", "prune", "--yes")
    assert done.code == 0, done.err
    assert one_school.run("plan").code == 0
    undone = one_school.run("undo", "1", "--yes")
    assert undone.code == 1
    assert "pruned" in undone.err
    assert one_school.run("history", "show", "1").code == 0
