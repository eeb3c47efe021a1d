"""What a simulator recorded of its exchanges, held against the vendors' own descriptions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.simulator.google import traffic as google
from tests.simulator.microsoft import traffic as microsoft


@dataclass(slots=True)
class Recording:
    """The file of ServeOptions.traffic, read on from where it was left."""

    path: Path
    place: int = 0
    calls: int = 0
    """How many calls were looked at so far, those inside batches one by one."""

    def skip(self) -> None:
        """Leaves out what is there now."""
        self.place = self.path.stat().st_size if self.path.exists() else 0

    def faults(self) -> list[str]:
        """What no description allows in the exchanges since the last time, requests and answers."""
        return [fault for found in self._judged() for fault in found]

    def _judged(self) -> Iterator[list[str]]:
        with self.path.open(encoding="utf-8") as file:
            file.seek(self.place)
            lines = file.readlines()
            self.place = file.tell()
        for line in map(json.loads, lines):
            vendor = google if line["vendor"] == "google" else microsoft
            for exchange in vendor.opened(line):
                self.calls += 1
                yield vendor.faults(exchange)
