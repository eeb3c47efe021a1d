"""Calls that count towards a vendor's quota, for all runs over one ledger."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """From 0004."""
    op.create_table(
        "quota_calls",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("quota", sa.Text, nullable=False),
        sa.Column("calls", sa.Double, nullable=False),
        sa.Column("starts", sa.Double, nullable=False),
        sa.Column("ends", sa.Double, nullable=False),
    )
    op.create_index("ix_quota_calls_quota", "quota_calls", ["quota"])
