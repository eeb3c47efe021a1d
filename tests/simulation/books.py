"""The ledger's own account, read by plain SQL: leases, journal, runs."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from tests.simulation.databases import Database

Address = tuple[str, str, str, str]


class Books:
    """Reads one ledger; nothing of the product is asked."""

    def __init__(self, database: Database) -> None:
        self.rows = database.rows
        self.text = database.text
        self.close = database.close

    def run_of(self, who: str) -> int | None:
        """The run that a process began."""
        found = self.rows("select max(number) from runs where who = ?", who)
        return found[0][0] if found else None

    def state_of(self, run: int) -> str:
        """How a run ended."""
        return str(self.rows("select state from runs where number = ?", run)[0][0])

    def unheld(self, who: str, tenant: str, now: str) -> Iterator[str]:
        """Why a process may not write to a tenant at this moment."""
        held = self.rows("select who, expires from leases where tenant = ?", tenant)
        if not held:
            yield f"nobody holds {tenant}"
        elif held[0][0] != who:
            yield f"{held[0][0]} holds {tenant}"
        elif held[0][1] <= now:
            yield f"the lease of {tenant} has run out"

    def unjournalled(self, who: str, addresses: Collection[Address]) -> Iterator[Address]:
        """What is changed and not in the journal as sent."""
        found = self.rows(
            "select journal.tenant, journal.school, journal.kind, journal.key"
            " from journal join runs on runs.number = journal.run"
            " where runs.who = ? and journal.state != 'intended'",
            who,
        )
        journal = {(tenant, school, kind, key) for tenant, school, kind, key in found}
        kinds = {(tenant, kind) for tenant, _, kind, _ in journal}
        for address in addresses:
            tenant, school, kind, key = address
            if "*" in (school, key):
                if (tenant, kind) not in kinds:
                    yield address
            elif address not in journal:
                yield address

    def entries(self, run: int) -> list[Any]:
        """tenant, school, kind, key, action, state of a run's changes."""
        return self.rows(
            "select tenant, school, kind, key, action, state, done, wanted from journal"
            " where run = ?",
            run,
        )
