"""Az and CLI for Microsoft 365, each started as a person starts it: inside `simulator exec`."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping

from tests.clients.installed import ROOT, az, m365
from tests.clients.sessions import az_home, m365_home
from tests.clients.world import Done, Stand

SECRET = ("secret", "--tenant", "south.example")


def test_az_signs_in_and_lists(stand: Stand) -> None:
    """What it keeps between two starts is enough; what is not there ends with its own code, 3."""
    home = az_home(stand)
    login = (str(az()), "login", "--service-principal", "-u", "reader", "-p", *SECRET)
    assert _inside(stand, home, *login, "--allow-no-subscriptions").code == 0
    listed = _inside(stand, home, str(az()), "ad", "group", "list", "--query", "[].displayName")
    assert json.loads(listed.out) == ["Клубове"]
    missing = _inside(stand, home, str(az()), "ad", "user", "show", "--id", "nobody@south.example")
    assert (missing.code, "does not exist" in missing.err) == (3, True)


def test_m365_signs_in_and_lists(stand: Stand) -> None:
    """The same of CLI for Microsoft 365, whose code for every fault is 1."""
    node, package = m365()
    home, command = m365_home(stand), (node, str(package / "dist" / "index.js"))
    login = ("login", "--authType", "secret", "--appId", "reader", "--secret", *SECRET)
    assert _inside(stand, home, *command, *login).code == 0
    listed = _inside(stand, home, *command, "entra", "group", "list", "--properties", "displayName")
    assert listed.code == 0, listed.err
    assert json.loads(listed.out) == [{"displayName": "Клубове"}]
    missing = _inside(
        stand, home, *command, "entra", "user", "get", "--userName", "nobody@south.example"
    )
    assert (missing.code, "does not exist" in missing.err) == (1, True)


def _inside(stand: Stand, home: Mapping[str, str], *command: str) -> Done:
    ours = (sys.executable, "-m", "reconciler.cli", "simulator", "exec", "--", *command)
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    return stand.run(*ours, more={**home, "PYTHONPATH": path})
