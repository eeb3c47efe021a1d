"""Probes and their answers, on both databases."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reconciler.errors import LedgerError
from reconciler.ledger.ledger import Ledger
from reconciler.ledger.runs import RunLog
from reconciler.model.probe import Assumption, ProbeAnswer, StoredProbe
from tests.ledger.given import TENANT, Clock

OLD = (ProbeAnswer(Assumption.MARK_LISTED, None),)
NEW = (
    ProbeAnswer(Assumption.MARK_LISTED, True, 4),
    ProbeAnswer(Assumption.NESTED, False, words="memberKey"),
)


def test_the_newest_probe_of_a_tenant_is_kept_with_its_day(
    ledger: Ledger, begin: Callable[[], RunLog], clock: Clock
) -> None:
    """Answers come back as they were given."""
    begin().probe(TENANT, OLD)
    clock.pass_by(60)
    log = begin()
    log.probe(TENANT, NEW)
    log.probe("another", OLD)
    assert ledger.probes() == {
        TENANT: StoredProbe(TENANT, "2026-11-24T08:01:00.000Z", log.number, NEW),
        "another": StoredProbe("another", "2026-11-24T08:01:00.000Z", log.number, OLD),
    }


def test_a_probe_writes_only_while_it_holds_the_tenant(begin: Callable[[], RunLog]) -> None:
    """Another run took the lease: its next request is not sent."""
    first = begin()
    first.sending(TENANT, ())
    begin()
    with pytest.raises(LedgerError):
        first.sending(TENANT, ())
