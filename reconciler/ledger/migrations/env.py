"""Alembic's entry: on the connection that opens a ledger, or as SQL for -x url=…."""

from __future__ import annotations

from alembic import context

from reconciler.ledger.opening import VERSION_TABLE, parsed
from reconciler.ledger.tables import METADATA

if context.is_offline_mode():
    context.configure(
        url=parsed(context.get_x_argument(as_dictionary=True)["url"]),
        target_metadata=METADATA,
        version_table=VERSION_TABLE,
        literal_binds=True,
    )
else:
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=METADATA,
        version_table=VERSION_TABLE,
    )
with context.begin_transaction():
    context.run_migrations()
