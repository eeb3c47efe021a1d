"""The first tables: whose ledger it is, runs, journal, baselines, findings, leases."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """From nothing."""
    _owner()
    _runs()
    _run_schools()
    _refusals()
    _journal()
    _baselines()
    _findings()
    _leases()


def _owner() -> None:
    op.create_table(
        "owner",
        sa.Column("municipality", sa.Text, primary_key=True),
        sa.Column("key_id", sa.Text, nullable=False),
    )


def _runs() -> None:
    op.create_table(
        "runs",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("stack", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("commit", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("acknowledged", sa.Text, nullable=False),
        sa.Column("rosters", sa.Text, nullable=False),
        sa.Column("manifests", sa.Text, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("key_id", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("started", sa.Text, nullable=False),
        sa.Column("ended", sa.Text),
        sa.Column("expires", sa.Text, nullable=False),
    )
    op.create_index("ix_runs_stack", "runs", ["stack"])


def _run_schools() -> None:
    op.create_table(
        "run_schools",
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.number"), primary_key=True),
        sa.Column("school", sa.Text, primary_key=True),
        sa.Column("tenant", sa.Text, primary_key=True),
        sa.Column("wave", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("changes", sa.Integer, nullable=False),
        sa.Column("applied", sa.Integer, nullable=False),
        sa.Column("failed", sa.Integer, nullable=False),
        sa.Column("blocked", sa.Integer, nullable=False),
        sa.Column("unknown", sa.Integer, nullable=False),
    )


def _refusals() -> None:
    op.create_table(
        "refusals",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.number"), nullable=False),
        sa.Column("guard", sa.Text, nullable=False),
        sa.Column("school", sa.Text, nullable=False),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
    )
    op.create_index("ix_refusals_run", "refusals", ["run"])


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.number"), nullable=False),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("school", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("change", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("wanted", sa.Integer, nullable=False),
        sa.Column("external_id", sa.Text),
        sa.Column("faults", sa.Text, nullable=False),
        sa.Column("intended_at", sa.Text, nullable=False),
        sa.Column("sent_at", sa.Text),
        sa.Column("ended_at", sa.Text),
    )
    op.create_index("ix_journal_run", "journal", ["run"])
    op.create_index("ix_journal_address", "journal", ["tenant", "school", "kind", "key"])


def _baselines() -> None:
    op.create_table(
        "baselines",
        sa.Column("stack", sa.Text, primary_key=True),
        sa.Column("school", sa.Text, primary_key=True),
        sa.Column("tenant", sa.Text, primary_key=True),
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.number")),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("declared", sa.Text, nullable=False),
    )


def _findings() -> None:
    op.create_table(
        "findings",
        sa.Column("stack", sa.Text, primary_key=True),
        sa.Column("tenant", sa.Text, primary_key=True),
        sa.Column("school", sa.Text, primary_key=True),
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("first_seen", sa.Text, nullable=False),
        sa.Column("last_seen", sa.Text, nullable=False),
        sa.Column("gone_at", sa.Text),
    )


def _leases() -> None:
    op.create_table(
        "leases",
        sa.Column("municipality", sa.Text, primary_key=True),
        sa.Column("tenant", sa.Text, primary_key=True),
        sa.Column("token", sa.Text, nullable=False),
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.number")),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("process", sa.Text, nullable=False),
        sa.Column("since", sa.Text, nullable=False),
        sa.Column("expires", sa.Text, nullable=False),
    )
