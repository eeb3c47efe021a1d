"""The vendors' own clients for Python, used plainly."""

from __future__ import annotations

import json
import sys

from tests.clients.installed import HERE
from tests.clients.world import MICROSOFT_ID, PUPILS, Stand, account


def test_googles_client_lists_and_batches(stand: Stand) -> None:
    """From a base URL alone its batch, too, finds the simulator; the second insertion is late."""
    variables = {"ACCOUNT": json.dumps(account()), "BASE": stand.fronts.base}
    done = stand.run(sys.executable, str(HERE / "plain_google.py"), more=variables)
    assert done.code == 0, done.err
    assert json.loads(done.out) == {
        "users": PUPILS + 1,
        "batch": ["pupil00@north.example", "409"],
    }


def test_microsofts_clients_get_tokens_and_list(stand: Stand) -> None:
    """Nothing is pointed anywhere: MSAL, azure-identity and the SDK go to the vendor's hosts."""
    variables = {"TENANT": MICROSOFT_ID}
    done = stand.run(sys.executable, str(HERE / "plain_graph.py"), more=variables)
    assert done.code == 0, done.err
    assert json.loads(done.out) == {"msal": "Bearer", "groups": ["Клубове"]}
