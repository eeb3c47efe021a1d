"""A client that runs one command after another: its start is paid once, by its driver."""

from __future__ import annotations

import json
import os
import select
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass

from tests.clients.installed import HERE, az, gam, m365
from tests.clients.world import Done, Stand

START_SECONDS = 120
"""How long a client may take to start and run its first command, on a machine that is busy."""
SECONDS = 60
"""How long each other command may take: a client that hangs is a failure."""


@dataclass(slots=True)
class Session:
    """A running driver."""

    process: subprocess.Popen[str]
    patience: float = START_SECONDS

    def run(self, *words: str) -> Done:
        """One command; fails where it takes too long, or takes the driver with it."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()
        ready, _, _ = select.select([self.process.stdout], [], [], self.patience)
        assert ready, f"{words}: no answer in {self.patience} s"
        self.patience = SECONDS
        line = self.process.stdout.readline()
        assert line, f"{words}: the client is gone"
        answer = json.loads(line)
        return Done(answer["code"], answer["out"], answer["err"])

    def close(self) -> None:
        """Ends the driver, which has nothing more to read."""
        self.process.communicate()


def session(stand: Stand, client: str) -> Session:
    """Starts the client's driver inside the simulator's variables, signed in to nothing yet."""
    command, variables = _STARTS[client](stand)
    environment = {**os.environ, **stand.fronts.variables(), **variables}
    with (stand.root / f"{client}.errors").open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            command,
            cwd=stand.root,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    return Session(process)


def _gam(stand: Stand) -> tuple[list[str], Mapping[str, str]]:
    python = gam().with_name("python")
    return [str(python), str(HERE / "drivers/drive_gam.py")], {"GAMCFGDIR": str(stand.root / "gam")}


def _az(stand: Stand) -> tuple[list[str], Mapping[str, str]]:
    return [str(az().with_name("python")), str(HERE / "drivers/drive_az.py")], az_home(stand)


def _m365(stand: Stand) -> tuple[list[str], Mapping[str, str]]:
    node, package = m365()
    return [node, str(HERE / "drivers/drive_m365.mjs")], {
        **m365_home(stand),
        "M365": str(package),
    }


def az_home(stand: Stand) -> dict[str, str]:
    """Where az keeps what it knows, and that it tells nobody."""
    home = {"AZURE_CONFIG_DIR": str(stand.root / "az")}
    return home | {"AZURE_CORE_COLLECT_TELEMETRY": "0", "AZURE_CORE_NO_COLOR": "1"}


def m365_home(stand: Stand) -> dict[str, str]:
    """Where CLI for Microsoft 365 keeps what it knows, and that it does not look for news."""
    home = stand.root / "m365"
    home.mkdir(exist_ok=True)
    return {"HOME": str(home), "CLIMICROSOFT365_NOUPDATE": "1"}


_STARTS = {"gam": _gam, "az": _az, "m365": _m365}
