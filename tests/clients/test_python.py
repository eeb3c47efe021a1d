"""Clients for Python, used plainly: the vendors' own, and one of others."""

from __future__ import annotations

import json
import sys

from tests.clients.installed import HERE, office365
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


def test_office365_reads_and_writes(stand: Stand) -> None:
    """Users, groups, members, units and licences through Office365-REST-Python-Client."""
    stand.reset()
    variables = {"TENANT": MICROSOFT_ID}
    done = stand.run(str(office365()), str(HERE / "plain_office365.py"), more=variables)
    assert done.code == 0, done.err
    assert json.loads(done.out) == {
        "users": PUPILS + 1,
        "found": 10,
        "members": [True],
        "owners": 0,
        "pages": PUPILS,
        "inside": [True],
        "held": ["STANDARDWOFFPACK_STUDENT"],
        "refused": True,
        "left": ["Клубове"],
    }
