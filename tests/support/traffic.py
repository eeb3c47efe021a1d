"""What a simulator recorded of its exchanges, held against the vendors' own descriptions."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.simulator.google import traffic as google
from tests.simulator.microsoft import traffic as microsoft

_OFTEN = 4


@dataclass(slots=True)
class Recording:
    """The file of ServeOptions.traffic, read on from where it was left."""

    path: Path
    place: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    """How often each refused call was made in what was looked at, those in batches one by one."""

    def skip(self) -> None:
        """Leaves out what is there now."""
        self.place = self.path.stat().st_size if self.path.exists() else 0

    def faults(self) -> list[str]:
        """What no description allows in the exchanges since the last time, requests and answers."""
        return [fault for found in self._judged() for fault in found]

    def insisted(self) -> list[str]:
        """Refused calls that were made over and over: somebody takes the refusal for passing."""
        return [call for call, times in self.refused.items() if times >= _OFTEN]

    def _judged(self) -> Iterator[list[str]]:
        with self.path.open(encoding="utf-8") as file:
            file.seek(self.place)
            lines = file.readlines()
            self.place = file.tell()
        for line in map(json.loads, lines):
            vendor = google if line["vendor"] == "google" else microsoft
            for exchange in vendor.opened(line):
                if exchange.status >= 400:
                    self.refused[str(exchange)] += 1
                yield vendor.faults(exchange)
