"""A rule that does something else than answer: one fault that names it, and nothing happened."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
import threading
from pathlib import Path
from time import monotonic
from types import SimpleNamespace
from typing import Any

import pytest

from reconciler.compliance import fenced as fence
from reconciler.compliance import rule as compliance
from reconciler.compliance.fenced import FencedError, fenced
from reconciler.compliance.rule import Rulebook, RuleFaultCode, Violation, evaluate
from reconciler.errors import ManifestError
from reconciler.model.plan import Level
from reconciler.pulumi.policy import PolicyEvaluator
from reconciler.report.texts import LANGUAGES, Texts
from reconciler.rules.load import RulebookCode, load_rulebook

BODIES = {
    "print('x')": "print",
    "import sys; sys.stderr.write('x')": "print",
    "import sys; sys.stdout.buffer.write(b'x')": "print",
    "raise SystemExit(0)": "exit",
    "import sys; sys.exit()": "exit",
    "import os; os._exit(0)": "exit",
    "import os; os.fork()": "process",
    "import os; os.system('true')": "process",
    "import os; os.execv('/bin/true', ['true'])": "process",
    "import subprocess; subprocess.run(['true'])": "process",
    "import os; os.kill(os.getpid(), 2)": "process",
    "import _socket; s = _socket.socket()\ntry: s.connect(('127.0.0.1', 1))\nfinally: s.close()": (
        "process"
    ),
    "import threading; threading.Thread(target=print, args=('x',)).start()": "process",
    "import threading, sys; threading.Timer(0, sys.exit).start()": "process",
    "import _thread; _thread.start_new_thread(print, ('x',))": "process",
    "from concurrent.futures import ThreadPoolExecutor as P\nP(1).submit(print, 'x').result()": (
        "process"
    ),
    "import asyncio; asyncio.run(asyncio.to_thread(print, 'x'))": "process",
    "import threading\ntry: threading.Thread(target=print, args=('x',)).start()\nfinally: pass": (
        "process"
    ),
    "while True: pass": "time",
    "import time; time.sleep(3)": "time",
    "try:\n  print('x')\nexcept BaseException: pass": "print",
    "1/0": "ZeroDivisionError",
    "def f(): f()\nf()": "RecursionError",
    "raise KeyboardInterrupt": "KeyboardInterrupt",
    "raise ValueError('anna.petrova')": "ValueError",
    "import nothing_like_it": "ModuleNotFoundError",
}


def rule(check: Any) -> Any:
    """One that the rulebook takes."""
    return SimpleNamespace(id=SimpleNamespace(value="P-01"), check=check)


def failed(check: Any) -> str:
    """Its problem, which each language can tell; both front ends refuse."""
    rulebook = Rulebook((rule(check),))
    with pytest.raises(ManifestError) as caught:
        evaluate(rulebook, [None], "2026-11-30")  # type: ignore[list-item]
    (fault,) = caught.value.faults
    assert fault.code is RuleFaultCode.RULE_FAILED
    for language in LANGUAGES:
        said = Texts(language).fault(fault)
        assert "P-01" in said
        assert "anna" not in said
    return str(fault.facts["problem"])


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    def soon(call: Any, seconds: float = 2) -> Any:
        return fenced(call, seconds)

    for module in ("reconciler.compliance.rule", "reconciler.rules.load"):
        monkeypatch.setattr(f"{module}.fenced", soon)


@pytest.mark.parametrize(("body", "problem"), BODIES.items())
def test_a_rule_that_does_more_than_answer_is_named(
    body: str, problem: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """Soon, and nothing of it reached this process or anybody else."""
    began, pid, threads = monotonic(), os.getpid(), threading.active_count()
    assert failed(lambda _: exec(body, {})) == problem
    assert os.getpid() == pid
    assert monotonic() - began < 10
    assert capfd.readouterr() == ("", "")
    if "sleep" not in body:
        assert threading.active_count() <= threads + 1


@pytest.mark.parametrize(("body", "problem"), BODIES.items())
def test_a_module_of_rules_that_does_so_is_named(body: str, problem: str, tmp_path: Path) -> None:
    """Already when it is loaded; a module that is no Python too."""
    folder = tmp_path / "policies"
    folder.mkdir()
    (folder / "mine.py").write_text(body, "utf-8")
    (folder / "other.py").write_text("(", "utf-8")
    (folder / "third.py").write_text("RULES = 'abc'", "utf-8")
    with pytest.raises(ManifestError) as caught:
        load_rulebook(folder)
    broken = [one for one in caught.value.faults if one.code is RulebookCode.RULE_BROKEN]
    assert [one.facts["problem"] for one in broken] == [problem, "SyntaxError", "TypeError"]
    assert [one.place and one.place.file for one in broken] == [
        f"policies/{name}.py" for name in ("mine", "other", "third")
    ]
    for language in LANGUAGES:
        assert all(Texts(language).fault(one) for one in broken)


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (None, "TypeError"),
        (["group/teachers"], "kind"),
        ((Violation() for _ in iter(int, 1)), "many"),
        ([object()], "kind"),
    ],
)
def test_an_answer_that_is_no_violations_is_a_fault(answer: Any, problem: str) -> None:
    """And one without an end, too."""
    assert failed(lambda _: answer) == problem


def test_the_limits_are_the_ones_that_are_told() -> None:
    """In the fault's facts."""
    with pytest.raises(ManifestError) as caught:
        evaluate(Rulebook((rule(lambda _: 1),)), [None], "2026-11-30")  # type: ignore[list-item]
    facts = caught.value.faults[0].facts
    assert (facts["seconds"], facts["most"]) == (fence.RULE_SECONDS, compliance.MOST_VIOLATIONS)


def test_other_threads_print_and_the_streams_are_put_back(
    capfd: pytest.CaptureFixture[str],
) -> None:
    """A progress bar goes on while a rule works."""
    before = (sys.stdout, sys.stderr, os._exit)
    go, done = threading.Event(), threading.Event()

    def beside() -> None:
        go.wait(5)
        print("a bar", flush=True)
        done.set()

    other = threading.Thread(target=beside)
    other.start()

    def wait() -> bool:
        go.set()
        return done.wait(5)

    assert fenced(wait) is True
    other.join()
    assert capfd.readouterr().out == "a bar\n"
    assert (sys.stdout, sys.stderr, os._exit) == before
    with pytest.raises(FencedError):
        fenced(lambda: print("x"))
    assert (sys.stdout, sys.stderr, os._exit) == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_policy_pack_refuses_what_a_rule_did_not_judge(
    language: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the pack's mandatory policy, once; Pulumi tells it as a violation."""
    monkeypatch.setattr("reconciler.pulumi.policy.PolicyInput.from_inputs", lambda _: None)
    pack = PolicyEvaluator(Rulebook((rule(lambda _: print("x")),)), Texts(language), "2026-11-30")
    (told,) = pack.messages({}, Level.MANDATORY)
    assert "P-01" in told
    assert list(pack.messages({}, Level.ADVISORY)) == []


def test_a_process_of_its_own_ends_with_what_we_say() -> None:
    """Not with what a rule says: neither with 0, nor twice, nor with its text in our JSON."""
    code = textwrap.dedent(
        """
        import json, os, sys
        from reconciler.compliance.fenced import FencedError, fenced
        told = []
        for body in json.loads(sys.argv[1]):
            try:
                fenced(lambda: exec(body, {}), 2)
            except FencedError as error:
                told.append(error.problem)
        print(json.dumps([os.getpid(), told]))
        os._exit(7) if "x" in sys.argv else sys.exit(7)
        """
    )
    bodies = [one for one, problem in BODIES.items() if problem in ("print", "exit", "process")]
    process = subprocess.Popen(
        [sys.executable, "-c", code, json.dumps(bodies)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    )
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 7
    assert json.loads(out) == [process.pid, [BODIES[one] for one in bodies]]
