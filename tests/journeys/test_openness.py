"""No group with somebody in it is at any moment more open than its file says."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from reconciler.simulator import entry
from reconciler.simulator.core.tenants import Hosted, Tenants
from reconciler.simulator.entry import ServeOptions
from reconciler.simulator.exchange import Request, Response
from reconciler.simulator.google.settings_rules import effective
from tests.support.sandbox import GOOGLE, MICROSOFT, SandboxProject, build

CIRCLES = (
    *("NONE", "ALL_OWNERS", "ALL_MANAGERS", "INVITED", "ALL_MEMBERS", "CAN_REQUEST"),
    *("ALL_IN_DOMAIN", "ANYONE"),
)
"""From the narrowest circle to the widest; values begin with one of them."""
OF_CIRCLES = (
    *("whoCanJoin", "whoCanPostMessage", "whoCanViewGroup", "whoCanViewMembership"),
    *("whoCanDiscoverGroup", "whoCanContactOwner"),
)
VISIBILITIES = ("HiddenMembership", "Private", "Public")


@dataclass
class Watched:
    """How open each new group with somebody in it was after each write."""

    seen: dict[str, list[Mapping[str, int]]] = field(default_factory=dict)
    old: set[str] = field(default_factory=set)

    def look(self, hosted: Hosted) -> None:
        """Notes the groups of a tenant that have members."""
        for group in groups(hosted):
            if group.members and group.id not in self.old:
                history = self.seen.setdefault(group.id, [])
                how = openness(hosted.vendor.name, group)
                if not history or history[-1] != how:
                    history.append(how)

    def too_open(self) -> list[str]:
        """Settings that were wider than they are in the end."""
        return [
            f"{ident} {name}: {step[name]} and then {history[-1][name]}"
            for ident, history in self.seen.items()
            for step in history
            for name in step
            if step[name] > history[-1][name]
        ]


def groups(hosted: Hosted) -> Iterable[Any]:
    """The groups of a tenant of either vendor."""
    found: Any = hosted.tenant.groups  # type: ignore[attr-defined]  # of either vendor
    return tuple(found.values() if isinstance(found, Mapping) else found)


def openness(vendor: str, group: Any) -> Mapping[str, int]:
    """Setting → how wide it is."""
    if vendor == "microsoft":
        return {"visibility": VISIBILITIES.index(group.visibility or "Private")}
    settings = effective(group.settings)
    wide = {name: circle(settings[name]) for name in OF_CIRCLES}
    return {**wide, "outsiders": int(settings["allowExternalMembers"] == "true")}


def circle(value: str) -> int:
    """How wide a value of Groups Settings is."""
    (width,) = {place for place, one in enumerate(CIRCLES) if value.startswith(one)}
    return width


@contextmanager
def watching(
    root: Path, behaviour: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Watched]:
    """The town's simulator in this process, looked into after each write."""
    watched, stop = Watched(), asyncio.Event()

    class Seen(Tenants):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments)
            for hosted in self:
                watched.old |= {group.id for group in groups(hosted)}
                watch(hosted, watched)

    monkeypatch.setattr(entry, "Tenants", Seen)
    monkeypatch.setattr(entry, "_stop_signal", lambda: stop)
    box = root / ".sandbox"
    address = box / "simulator.address"
    options = ServeOptions(port=0, seeds=box / "tenants", ready=address, behaviour=behaviour)
    loops: list[asyncio.AbstractEventLoop] = []

    async def serve() -> None:
        loops.append(asyncio.get_running_loop())
        await entry._serve(options)  # `serve` wants the main thread's signals

    thread = Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    try:
        while not address.exists() and thread.is_alive():
            time.sleep(0.02)
        yield watched
    finally:
        if thread.is_alive():
            loops[0].call_soon_threadsafe(stop.set)
        thread.join()


def watch(hosted: Hosted, watched: Watched) -> None:
    """Looks at a tenant after each of its requests."""
    real, is_write = hosted.vendor.handle, hosted.vendor.is_write

    def handle(tenant: Any, request: Request) -> Response:
        answer = real(tenant, request)
        if is_write(request):
            watched.look(hosted)
        return answer

    hosted.vendor = replace(hosted.vendor, handle=handle)


@pytest.mark.parametrize("behaviour", [(), ("all",)], ids=["usual", "all"])
def test_no_new_group_is_ever_more_open_than_its_file_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, behaviour: tuple[str, ...]
) -> None:
    """Closed at creation or before the first member, on both vendors, in any weather."""
    root = tmp_path / "town"
    build(root, (GOOGLE, MICROSOFT))
    with watching(root, behaviour, monkeypatch) as watched:
        town = SandboxProject(root)
        for _ in behaviour:
            town.run("plan")
        assert town.run("apply", "--yes").code == 0
        assert town.changes() == []
    assert len(watched.seen) > 40
    assert watched.too_open() == []
