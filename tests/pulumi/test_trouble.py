"""What goes wrong on the way, and that the next update goes on from there."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

from tests.pulumi.engine import Engine
from tests.pulumi.stack import Front, Run, fronting
from tests.support.one_short import pupil, short
from tests.support.sandbox import GOOGLE, UNITED, copied, serving

REFUSING = {"method": "POST", "route": "groups", "times": 100_000, "do": "status", "status": 403}
INVALID = {
    "method": "POST",
    "route": "members",
    "times": 1,
    "do": "status",
    "status": 400,
    "body": {"error": {"code": 400, "errors": [{"reason": "invalid"}], "message": "Invalid Input"}},
}
SLOW = {"method": "POST", "route": ".", "times": 100_000, "do": "delay", "seconds": 0.05}


def written(front: Front) -> set[str]:
    """The tenants that were written to."""
    entries = front.sandbox.ask("GET", "requests")["requests"]
    return {one["tenant"] for one in entries if one["method"] not in ("GET", "HEAD")}


def test_a_failure_in_the_first_wave_leaves_the_second_untouched(fresh: Front) -> None:
    """The school that failed is kept as it stands; the next update finishes all of it."""
    fresh.sandbox.disturb(GOOGLE, REFUSING)
    fresh.sandbox.forget_log()
    run = fresh.up()
    assert not run.ok
    assert written(fresh) == {GOOGLE}
    assert set(fresh.schools()) == {GOOGLE}
    assert fresh.schools()[GOOGLE]["outputs"]["pending"] > 0
    fresh.sandbox.disturb(GOOGLE)
    again = fresh.up()
    assert again.ok, again.text
    assert again.steps == (("create", UNITED), ("update", GOOGLE))
    assert fresh.sandbox.changes() == []


def test_an_account_listing_one_short_is_no_update_and_no_success(front: Front) -> None:
    """What could not be compared is not "unchanged": no operation succeeds, nothing is sent."""
    front.sandbox.disturb(
        GOOGLE, short(front.sandbox, GOOGLE, "users", pupil(front.sandbox, GOOGLE))
    )
    front.sandbox.forget_log()
    for run in (front.preview(), front.up(), front.refresh()):
        assert not run.ok
        assert "the listing of accounts lacks one that is there" in run.text
    assert written(front) == set()
    front.sandbox.disturb(GOOGLE)
    assert front.up().ok


def test_a_list_that_cannot_be_used_stops_its_own_school_alone(front: Front) -> None:
    """Named by file and row and no success, while a school of a later wave is written."""
    orgs = front.sandbox.rosters / GOOGLE / "orgs.csv"
    whole = orgs.read_bytes()
    orgs.write_bytes(whole.replace(b"sourcedId", b"id", 1))
    unit = {"library": {"name": {"bg": "Библиотека", "en": "Library"}}}
    front.sandbox.edit(front.sandbox.school(UNITED), lambda data: data.update(orgUnits=unit))
    front.sandbox.forget_log()
    for run in (front.preview(), front.up()):
        assert not run.ok
        assert f"{GOOGLE}/orgs.csv:1:" in run.text
        assert run.steps == (("update", UNITED),)
    assert written(front) == {UNITED}
    assert not front.refresh().ok
    orgs.write_bytes(whole)
    assert front.up().ok
    assert front.sandbox.changes() == []


def test_a_school_without_a_usable_list_is_rolled_out_but_for_its_people(fresh: Front) -> None:
    """As by the command line: units and groups come, whom they are for is unknown."""
    orgs = fresh.sandbox.rosters / GOOGLE / "orgs.csv"
    whole = orgs.read_bytes()
    orgs.write_bytes(whole.replace(b"sourcedId", b"id", 1))
    run = fresh.up()
    assert not run.ok
    assert run.steps == (("create", UNITED), ("create", GOOGLE))
    posted = {one["route"] for one in fresh.sandbox.log(GOOGLE) if one["method"] == "POST"}
    assert "admin/directory/v1/groups" in posted
    assert not [route for route in posted if "members" in route]
    orgs.write_bytes(whole)
    again = fresh.up()
    assert again.ok, again.text
    assert again.steps == (("update", GOOGLE),)
    assert fresh.sandbox.changes() == []


def test_a_person_whom_the_vendor_refuses_is_a_warning(front: Front) -> None:
    """Neither her school nor the next wave fails; what is left counts as pending."""
    teachers = "/admin/directory/v1/groups/teachers@ou-geo-milev.plovdiv.example/members"
    (one, *_) = front.sandbox.listed(GOOGLE, teachers, "members")
    front.sandbox.call(GOOGLE, "DELETE", f"{teachers}/{one['id']}")
    unit = {"library": {"name": {"bg": "Библиотека", "en": "Library"}}}
    front.sandbox.edit(front.sandbox.school(UNITED), lambda data: data.update(orgUnits=unit))
    front.sandbox.disturb(GOOGLE, INVALID)
    run = front.up()
    assert run.ok, run.text
    assert "The vendor does not take a few people" in run.text
    assert run.outputs["pendingChanges"] == 1
    assert front.sandbox.changes() == ["update membership/teachers"]
    assert "done, but not for everybody" in front.sandbox.run("history").out
    front.sandbox.disturb(GOOGLE)
    assert front.up().ok
    assert front.sandbox.changes() == []


def test_an_update_that_is_stopped_in_the_middle_is_finished_by_the_next(
    engine: Engine, seeded: Path, tmp_path: Path
) -> None:
    """Ctrl-C, then kill -9 of the engine: the provider sends nothing more and lets its lease go.

    Each update has a process of its own, as with Pulumi's command line: its SDK keeps what an
    engine that was killed left unanswered.
    """
    home = tmp_path / "home"
    with serving(copied(seeded, tmp_path / "town")) as sandbox:
        sandbox.disturb(GOOGLE, SLOW)
        for how, writes in ((signal.SIGINT, 20), (signal.SIGKILL, 5)):
            with fronting(engine, sandbox, home) as front:
                assert not stopped(front, how, writes).ok
                quiet(front)
            assert sandbox.changes() != []
        sandbox.disturb(GOOGLE)
        with fronting(engine, sandbox, home) as front:
            front.ask("unlock")
            run = front.up()
        assert run.ok, run.text
        assert sandbox.changes() == []


def stopped(front: Front, how: signal.Signals, writes: int) -> Run:
    """An update whose engine gets a signal once so many writes are logged."""
    front.sandbox.forget_log()
    runs: list[Run] = []
    running = Thread(target=lambda: runs.append(front.up()))
    running.start()
    wait_for(lambda: len(front.sandbox.writes()) >= writes)
    for engine in children(front.process.pid):
        os.kill(engine, how)
    running.join()
    return runs[0]


def quiet(front: Front) -> None:
    """Waits until no run holds a lease, so that the provider has ended."""
    wait_for(lambda: "running" not in front.sandbox.run("history").out)


def wait_for(done: Callable[[], bool]) -> None:
    """Waits a minute at most."""
    end = time.monotonic() + 60
    while not done():
        assert time.monotonic() < end
        time.sleep(0.05)


def children(process: int) -> list[int]:
    """The processes that a process started and that are still there."""
    files = Path(f"/proc/{process}/task").glob("*/children")
    return [int(pid) for file in files for pid in file.read_text("ascii").split()]
