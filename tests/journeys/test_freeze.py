"""Journeys of the emergency stop: one word, and nothing is written any more."""

from __future__ import annotations

import json
from typing import Any

import pytest

from reconciler.apply.reporting import JournalReporter
from tests.support.sandbox import GOOGLE, MICROSOFT, SandboxProject, invoke

WHY = "pupils lost their mail"


def _club(data: dict[str, Any]) -> None:
    data.setdefault("groups", {})["club"] = {"name": "Клуб"}


def _two_clubs(sandbox: SandboxProject) -> None:
    for school in (GOOGLE, MICROSOFT):
        sandbox.edit(sandbox.school(school), _club)
    sandbox.forget_log()


def test_after_freeze_apply_and_undo_refuse_before_they_ask_a_tenant(
    sandbox: SandboxProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both vendors; who, since when and why is said; plan, report and drift go on and say so."""
    _two_clubs(sandbox)
    monkeypatch.setenv("RECONCILER_OPERATOR", "mayor")
    assert sandbox.run("freeze").code == 1, "no reason"
    done = sandbox.run("freeze", "--reason", WHY)
    assert done.code == 0
    sandbox.forget_log()
    for words in (("apply", "--yes"), ("undo", "1", "--yes"), ("apply", "--expect", "aaaa-bbbb")):
        refused = sandbox.run(*words)
        assert refused.code == 3, refused.err
        assert "mayor has stopped all writing since" in refused.err
        assert WHY in refused.err
    for tenant in (GOOGLE, MICROSOFT):
        assert sandbox.log(tenant) == [], "no tenant was asked anything"
    for line in ("plan", "plan --format md", "report"):
        told = sandbox.run(*line.split())
        assert told.code == 2
        assert "mayor" in told.out, line
        assert WHY in told.out, line
    assert sandbox.plan()["frozen"][0]["reason"] == WHY
    assert sandbox.run("drift").code == 0
    assert sandbox.writes() == []


def test_the_history_tells_who_stopped_and_who_let_go_on(
    sandbox: SandboxProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it holds above the runs; afterwards on its own list; and then apply goes on."""
    _two_clubs(sandbox)
    monkeypatch.setenv("RECONCILER_OPERATOR", "mayor")
    done = sandbox.run("freeze", "--reason", WHY, "--until", "2099-12-31")
    assert done.code == 0, done.err
    told = sandbox.run("history")
    assert "by mayor since" in told.out
    assert "up to and including 2099-12-31" in told.out
    assert json.loads(sandbox.run("history", "--format", "json").out)["frozen"][0]["who"] == "mayor"
    assert "holds" in sandbox.run("history", "freezes").out
    monkeypatch.setenv("RECONCILER_OPERATOR", "it-desk")
    assert sandbox.run("unfreeze", "--reason", "the list was corrected").code == 0
    told = sandbox.run("history", "freezes")
    assert "by it-desk: the list was corrected" in told.out
    assert WHY in told.out
    assert json.loads(sandbox.run("history", "--format", "json").out)["frozen"] == []
    sandbox.apply()
    assert sandbox.changes() == []


def test_a_run_that_goes_on_stops_before_its_next_request(
    sandbox: SandboxProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ends as stopped with exit code 3, its history says by whom; the same command goes on."""
    _two_clubs(sandbox)
    send = JournalReporter.sending
    sent: list[Any] = []

    def freezing(self: JournalReporter, addresses: Any) -> None:
        sent.append(addresses)
        if len(sent) == 2:
            frozen = invoke(sandbox.root, ("freeze", "--reason", WHY))
            assert frozen.code == 0, frozen.err
            assert "goes on: it sends no further write" in frozen.out
        send(self, addresses)

    monkeypatch.setattr(JournalReporter, "sending", freezing)
    stopped = sandbox.run("apply", "--yes")
    assert stopped.code == 3
    assert WHY in stopped.err
    assert len(sandbox.writes()) <= 1
    monkeypatch.setattr(JournalReporter, "sending", send)
    run = json.loads(sandbox.run("history", "--limit", "1", "--format", "json").out)["runs"][0]
    assert run["state"] == "stopped"
    shown = sandbox.run("history", "show", str(run["run"]))
    assert "stopped by" in shown.out
    assert WHY in shown.out
    assert sandbox.run("apply", "--yes").code == 3
    sandbox.run("unfreeze", "--reason", "checked")
    sandbox.apply()
    assert sandbox.changes() == []


def _frozen(until: str | None) -> Any:
    order: dict[str, Any] = {"reason": "exams"} | ({"until": until} if until else {})
    return lambda data: data["config"].update({"reconciler:frozen": order})


def test_the_stacks_file_stops_all_writing_up_to_its_day(sandbox: SandboxProject) -> None:
    """With the place of the line; a day that is over stops nothing; one that is none is a fault."""
    _two_clubs(sandbox)
    for until in (None, "2099-06-30"):
        sandbox.edit(sandbox.stack, _frozen(until))
        refused = sandbox.run("apply", "--yes")
        assert refused.code == 3
        assert "stacks/Pulumi.sandbox.yaml:" in refused.err
        assert "exams" in refused.err
        assert sandbox.run("unfreeze", "--reason", "checked").code == 3
        assert "exams" in sandbox.run("plan").out
        assert "спира всяко записване" in sandbox.run("apply", "--yes", "--lang", "bg").err
    assert sandbox.writes() == []
    sandbox.edit(sandbox.stack, _frozen("2026-13-01"))
    assert sandbox.run("apply", "--yes").code == 1
    assert sandbox.writes() == []
    sandbox.edit(sandbox.stack, _frozen("2020-06-30"))
    sandbox.apply()
    assert sandbox.changes() == []


def test_a_broken_file_keeps_nobody_from_stopping(
    sandbox: SandboxProject,
) -> None:
    """Whoever needs the stop has no time to mend files first."""
    sandbox.school(GOOGLE).write_text("id: [", "utf-8")
    assert sandbox.run("freeze", "--reason", WHY).code == 0
    assert WHY in sandbox.run("history").out


@pytest.mark.parametrize(("language", "said"), [("en", "before today"), ("bg", "преди днес")])
def test_a_stop_that_would_be_over_at_once_is_refused(
    sandbox: SandboxProject, language: str, said: str
) -> None:
    """A mistyped day must not read as though all writing were stopped."""
    run = sandbox.run(
        "freeze", "--until", "2020-01-01", "--reason", "lost mail", "--lang", language
    )
    assert (run.code, said in run.err) == (1, True), run.err
    assert json.loads(sandbox.run("history", "--format", "json").out)["frozen"] == []
