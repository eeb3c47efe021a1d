"""What an export of a large tenant asks the vendor and takes of memory: as much as a plan."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.adoption.hand_made import make_by_hand
from tests.adoption.town import bare, only_marks
from tests.support.sandbox import GOOGLE, SandboxProject, build, serving

ACCOUNTS, GROUPS = 5000, 600


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxProject]:
    """A school whose tenant has 5,000 accounts and 600 groups."""
    root = tmp_path_factory.mktemp("large") / "town"
    build(root, (GOOGLE,))
    bare(root, (GOOGLE,))
    make_by_hand(root / ".sandbox")
    path = root / ".sandbox" / "tenants" / f"{GOOGLE}.json"
    seed = json.loads(path.read_text("utf-8"))
    grow(seed)
    path.write_text(json.dumps(seed, ensure_ascii=False), "utf-8")
    with serving(root) as sandbox:
        yield sandbox


def grow(seed: dict[str, object]) -> None:
    """People of other years and their clubs."""
    users, groups = seed["users"], seed["groups"]
    assert isinstance(users, list)
    assert isinstance(groups, list)
    domain = seed["domain"]
    model = {**users[-1], "personId": None, "admin": False, "aliases": [], "orgUnit": "/"}
    users += [
        {**model, "address": f"x{number}@{domain}"} for number in range(ACCOUNTS - len(users))
    ]
    plain = {**groups[0], "owners": [], "managers": [], "settings": {}}
    groups += [
        {
            **plain,
            "address": f"club{number}@{domain}",
            "members": [f"x{(7 * number + n) % 4000}@{domain}" for n in range(20)],
        }
        for number in range(GROUPS - len(groups))
    ]


def calls(sandbox: SandboxProject) -> Counter[str]:
    """Clients' calls by route, and the requests that carried them."""
    log = sandbox.log(GOOGLE)
    found = Counter(entry["route"] for entry in log)
    found["requests"] = len({entry["batch"] for entry in log})
    return found


def peak(sandbox: SandboxProject, *words: str) -> int:
    """Megabytes that a command took at most, in a process of its own."""
    program = [sys.executable, "-m", "reconciler.cli", *words]
    room = sandbox.root.parent / "out.txt"
    with room.open("w") as out:
        child = os.posix_spawn(
            sys.executable,
            program,
            {**os.environ, "RECONCILER_LANG": "en"},
            file_actions=[
                (os.POSIX_SPAWN_DUP2, out.fileno(), 1),
                (os.POSIX_SPAWN_DUP2, out.fileno(), 2),
            ],
        )
        _, status, used = os.wait4(child, 0)
    assert os.waitstatus_to_exitcode(status) in (0, 2), room.read_text("utf-8")[-2000:]
    return used.ru_maxrss // 1024


def test_an_export_asks_what_a_plan_of_it_asks(large: SandboxProject) -> None:
    """Call by call, in as many requests; all that it reads is what the plan would read again."""
    shutil.copy(large.school(GOOGLE), large.root / "before.yaml")
    large.forget_log()
    run = large.run("export")
    assert run.code == 0, run.err
    exported = calls(large)
    large.forget_log()
    plan = large.plan()
    planned = calls(large)
    assert only_marks(plan)
    (school,) = plan["schools"]
    assert len(school["changes"]) > GROUPS - 10
    # a group that stays unmanaged is asked for its settings, for an export has to see it first
    settings = "groups/v1/groups/{groupUniqueId}"
    assert 0 <= exported[settings] - planned[settings] <= 10
    # a plan asks for no product that the file does not name
    licences = "apps/licensing/v1/product/{productId}/sku/{skuId}/users"
    for route in {*exported, *planned} - {settings, licences, "requests"}:
        assert exported[route] == planned[route], route
    assert exported["requests"] <= planned["requests"] + 2


def test_an_export_takes_not_much_more_memory_than_a_plan(large: SandboxProject) -> None:
    """One observation, and one file of one school."""
    project = ("--project", str(large.root))
    planning = peak(large, "plan", *project)
    exporting = peak(large, "export", "--out", str(large.root / "out"), *project)
    assert exporting < planning * 1.3 + 20, (exporting, planning)
