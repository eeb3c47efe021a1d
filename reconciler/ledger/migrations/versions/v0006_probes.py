"""Probes of tenants, with their answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """A table of its own; nothing else changes."""
    op.create_table(
        "probes",
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.number"), primary_key=True),
        sa.Column("tenant", sa.Text, primary_key=True),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
    )
