"""What vendors refused for good, and how many changes of a school were held."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """From the first tables; nothing that is there changes."""
    _vendor_refusals()
    held = sa.Column("held", sa.Integer, nullable=False, server_default="0")
    op.add_column("run_schools", held)


def _vendor_refusals() -> None:
    op.create_table(
        "vendor_refusals",
        sa.Column("stack", sa.Text, primary_key=True),
        sa.Column("tenant", sa.Text, primary_key=True),
        sa.Column("school", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("inputs", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("first", sa.Text, nullable=False),
        sa.Column("last", sa.Text, nullable=False),
    )
