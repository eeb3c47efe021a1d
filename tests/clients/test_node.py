"""The vendors' own clients for Node.js."""

from __future__ import annotations

import json

from tests.clients.world import MICROSOFT_ID, PUPILS, Stand, account


def test_googleapis_finds_the_vendor_behind_the_proxy(stand: Stand) -> None:
    """Nothing is pointed anywhere: token, paging, units, groups, settings, licences, an error."""
    told = stand.node("google.cjs", ACCOUNT=json.dumps(account()))
    assert told == {
        "users": PUPILS + 1,
        "distinct": PUPILS + 1,
        "unit": "/Клуб 'Шах' 50%",
        "members": [["pupil01@north.example", "OWNER"]],
        "whoCanJoin": "INVITED_CAN_JOIN",
        "licences": ["pupil00@north.example"],
        "missing": [404, "Resource Not Found: groupKey"],
    }


def test_microsofts_client_pages_batches_and_reads_errors(stand: Stand) -> None:
    """Its page iterator follows next links, and its batch keeps the order that it asks for."""
    told = stand.node("graph.cjs", TLS=stand.fronts.tls, TENANT=MICROSOFT_ID)
    assert told == {
        "members": PUPILS,
        "distinct": PUPILS,
        "fewer": PUPILS - 1,
        "twice": [400, "Request_BadRequest"],
        "batch": {"statuses": [204, 200, 404, 424], "description": "след обяд"},
    }
