"""Quotas that all runs over one ledger keep together."""

from __future__ import annotations

import psycopg
import pytest

from reconciler.ledger.ledger import open_ledger
from reconciler.ledger.quotas import SharedQuotas
from reconciler.model.quotas import QuotaLimit
from tests.ledger.given import keyring

LICENSING = ("licensing", "project")


def shared(url: str, share: float = 0.25) -> SharedQuotas:
    """The quotas as one process sees them."""
    found = open_ledger(url, keyring()).shared_quotas(share)
    assert found is not None
    return found


def test_two_processes_share_one_quota(postgres: str) -> None:
    """What one has taken, the other waits for; another key is another quota."""
    limit = QuotaLimit(4.0, 600.0)
    one, other = shared(postgres, 0.5), shared(postgres, 0.5)
    first, second = one.window(LICENSING, limit), other.window(LICENSING, limit)
    assert (first.limit.calls, first.reserve(2, 0.0)) == (2.0, 0.0)
    waits = [second.reserve(1, 0.0), first.reserve(1, 0.0), second.reserve(1, 0.0)]
    assert waits[:2] == pytest.approx([600, 600], abs=20)
    assert waits[2] == pytest.approx(1200, abs=20)
    assert other.window(("licensing", "elsewhere"), limit).reserve(1, 0.0) == 0.0
    for quotas in (one, other):
        quotas.store.engine.dispose()


def test_a_role_that_may_only_read_takes_nothing(postgres: str) -> None:
    """Its runs keep within a share of their own."""
    open_ledger(postgres, keyring()).close()
    name = postgres.rpartition("/")[2]
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE reader_of_{name} LOGIN".encode())
        connection.execute(
            f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader_of_{name}".encode()
        )
    reading = postgres.replace("ledger@", f"reader_of_{name}@")
    with open_ledger(reading, keyring()) as ledger:
        assert ledger.on_server
        assert ledger.shared_quotas(0.25) is None
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"DROP OWNED BY reader_of_{name}".encode())
        connection.execute(f"DROP ROLE reader_of_{name}".encode())
