"""The ledger: runs, journal, baselines, findings and leases, on SQLite or PostgreSQL."""
