"""The ledger's schema, step by step; run by Alembic when a ledger is opened."""
