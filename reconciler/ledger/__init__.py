"""The ledger: runs, journal, baselines, findings and leases, on SQLite or PostgreSQL."""

from __future__ import annotations

from reconciler.errors import Code


class LedgerCode(Code):
    """Codes of faults (fault-…)."""

    BAD_URL = "ledger-bad-url"
    UNREACHABLE = "ledger-unreachable"
    NEWER_SCHEMA = "ledger-newer-schema"
    OTHER_MUNICIPALITY = "ledger-other-municipality"
    OTHER_KEY = "ledger-other-key"
    UNKNOWN_RUN = "ledger-unknown-run"
    SEALED_BY_ANOTHER = "ledger-sealed-by-another"
    FROZEN = "frozen"
    STACK_FROZEN = "stack-frozen"
    LEASE_HELD = "lease-held"
    LEASE_LOST = "lease-lost"
    RUN_PRUNED = "ledger-run-pruned"
    REKEY_HELD = "ledger-rekey-held"
