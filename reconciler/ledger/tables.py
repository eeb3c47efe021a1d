"""The tables, in step with migrations/versions; times are UTC ISO texts, lists are JSON."""

from __future__ import annotations

from sqlalchemy import Column, Double, ForeignKey, Index, Integer, MetaData, Table, Text

METADATA = MetaData()

OWNER = Table(
    "owner",
    METADATA,
    Column("municipality", Text, primary_key=True),
    Column("key_id", Text, nullable=False),
)
"""One row: whose ledger this is; also the row that leases and numbering lock."""

RUNS = Table(
    "runs",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("stack", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("commit", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("acknowledged", Text, nullable=False),
    Column("rosters", Text, nullable=False),
    Column("manifests", Text, nullable=False),
    Column("host", Text, nullable=False),
    Column("key_id", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("started", Text, nullable=False),
    Column("ended", Text),
    Column("expires", Text, nullable=False),
)
"""`expires` is the newest end of its leases: a running run past it was interrupted."""

RUN_SCHOOLS = Table(
    "run_schools",
    METADATA,
    Column("run", Integer, ForeignKey("runs.number"), primary_key=True),
    Column("school", Text, primary_key=True),
    Column("tenant", Text, primary_key=True),
    Column("wave", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("changes", Integer, nullable=False),
    Column("applied", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("blocked", Integer, nullable=False),
    Column("unknown", Integer, nullable=False),
    Column("held", Integer, nullable=False, server_default="0"),
)

REFUSALS = Table(
    "refusals",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("run", Integer, ForeignKey("runs.number"), nullable=False, index=True),
    Column("guard", Text, nullable=False),
    Column("school", Text, nullable=False),
    Column("tenant", Text, nullable=False),
    Column("facts", Text, nullable=False),
)

JOURNAL = Table(
    "journal",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("run", Integer, ForeignKey("runs.number"), nullable=False, index=True),
    Column("tenant", Text, nullable=False),
    Column("school", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("change", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("done", Integer, nullable=False),
    Column("wanted", Integer, nullable=False),
    Column("external_id", Text),
    Column("faults", Text, nullable=False),
    Column("intended_at", Text, nullable=False),
    Column("sent_at", Text),
    Column("ended_at", Text),
    Index("ix_journal_address", "tenant", "school", "kind", "key"),
)
"""One row per change that a run meant to carry out."""

BASELINES = Table(
    "baselines",
    METADATA,
    Column("stack", Text, primary_key=True),
    Column("school", Text, primary_key=True),
    Column("tenant", Text, primary_key=True),
    Column("run", Integer, ForeignKey("runs.number")),
    Column("at", Text, nullable=False),
    Column("declared", Text, nullable=False),
)

FINDINGS = Table(
    "findings",
    METADATA,
    Column("stack", Text, primary_key=True),
    Column("tenant", Text, primary_key=True),
    Column("school", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("level", Text, nullable=False),
    Column("first_seen", Text, nullable=False),
    Column("last_seen", Text, nullable=False),
    Column("gone_at", Text),
)

REPORTS = Table(
    "reports",
    METADATA,
    Column("stack", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("data", Text, nullable=False),
)
"""The last compliance report of each day, as report.json."""
FREEZES = Table(
    "freezes",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("municipality", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("host", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("until", Text),
    Column("since", Text, nullable=False),
    Column("lifted_at", Text),
    Column("lifted_by", Text),
    Column("lifted_reason", Text),
)
"""One row for each stop of all writing; no row is ever deleted."""

LEASES = Table(
    "leases",
    METADATA,
    Column("municipality", Text, primary_key=True),
    Column("tenant", Text, primary_key=True),
    Column("token", Text, nullable=False),
    Column("run", Integer, ForeignKey("runs.number")),
    Column("who", Text, nullable=False),
    Column("host", Text, nullable=False),
    Column("process", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("expires", Text, nullable=False),
)

VENDOR_REFUSALS = Table(
    "vendor_refusals",
    METADATA,
    Column("stack", Text, primary_key=True),
    Column("tenant", Text, primary_key=True),
    Column("school", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("inputs", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("times", Integer, nullable=False),
    Column("first", Text, nullable=False),
    Column("last", Text, nullable=False),
)
"""Items of changes that a vendor refused for good, as keyed digests; `first`, `last`: ISO days."""

PROBES = Table(
    "probes",
    METADATA,
    Column("run", Integer, ForeignKey("runs.number"), primary_key=True),
    Column("tenant", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("answers", Text, nullable=False),
)
"""What a probe found in a tenant: [assumption, holds, seconds, words], a list of them."""

QUOTA_CALLS = Table(
    "quota_calls",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("quota", Text, nullable=False, index=True),
    Column("calls", Double, nullable=False),
    Column("starts", Double, nullable=False),
    Column("ends", Double, nullable=False),
)
"""Calls that count towards a vendor's quota until `ends`; times are seconds since 1970."""
