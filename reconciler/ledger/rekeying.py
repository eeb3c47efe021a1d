"""Changes a ledger's pseudonym key, in one transaction.

- what is encrypted (addresses of outsiders in the journal) is read with the old key and written
  with the new one;
- people of the last applies, known by pseudonyms, get new ones as far as today's lists have them;
  who is in no list any more becomes a token that counts and matches nobody, so that a list that
  shrank is still noticed;
- keyed digests of declared values and members cannot be turned round. They are dropped: until the
  next complete apply of a school, drift there cannot be told from a change of its files;
- what vendors refused for good is forgotten, and asked for once more.

Fingerprints are keyed, so every open approval is void.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from sqlalchemy import Connection, bindparam, delete, func, or_, select, update

from reconciler.errors import Fault, LedgerError
from reconciler.ledger import LedgerCode
from reconciler.ledger.codec import EXACT, decode_change, encode_change
from reconciler.ledger.keyring import KeyRing
from reconciler.ledger.store import Store
from reconciler.ledger.tables import BASELINES, JOURNAL, LEASES, OWNER, RUNS, VENDOR_REFUSALS
from reconciler.model.json_data import read_json

_BATCH = 500
_ENCRYPTED = ('%"external"%', f'%"{EXACT}":%')
"""A change that has an outsider in it, or what is not shown, as `codec` writes it."""


def rekey(store: Store, connection: Connection, new: KeyRing, people: Mapping[str, str]) -> int:
    """Rewrites everything; how many changes were sealed anew. `people`: pseudonym → its new one.

    LedgerError while a run holds a tenant: it would go on writing with the old key.
    """
    store.exclusive(connection)
    held = connection.scalar(select(func.count()).where(LEASES.c.expires > store.now()))
    if held:
        raise LedgerError([Fault(LedgerCode.REKEY_HELD, None, {"count": held})])
    sealed = _seal_journal(connection, store.keyring, new)
    _rename_people(connection, people, new)
    connection.execute(delete(VENDOR_REFUSALS))
    connection.execute(update(RUNS).values(key_id=new.key_id))
    connection.execute(update(OWNER).values(key_id=new.key_id))
    return sealed


def _seal_journal(connection: Connection, old: KeyRing, new: KeyRing) -> int:
    """Only what has an outsider in it: the rest is not keyed."""
    c = JOURNAL.c
    rows = connection.execute(
        select(c.number, c.change).where(or_(*map(c.change.like, _ENCRYPTED))).order_by(c.number)
    ).all()
    statement = update(JOURNAL).where(c.number == bindparam("row")).values(change=bindparam("new"))
    for at in range(0, len(rows), _BATCH):
        connection.execute(
            statement,
            [
                {"row": number, "new": encode_change(decode_change(text, old), new)}
                for number, text in rows[at : at + _BATCH]
            ],
        )
    return len(rows)


def _rename_people(connection: Connection, people: Mapping[str, str], new: KeyRing) -> None:
    c = BASELINES.c
    key = ("stack", "school", "tenant")
    for row in connection.execute(select(BASELINES)).mappings().all():
        data = read_json(row["declared"])
        data["people"] = _renamed(data["people"], people, new.pseudonym)
        data["fields"], data["sets"] = {}, {}
        text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        where = [c[name] == row[name] for name in key]
        connection.execute(update(BASELINES).where(*where).values(declared=text))


def _renamed(
    roles: Mapping[str, str], people: Mapping[str, str], token: Callable[[str], str]
) -> dict[str, str]:
    return {
        people.get(old) or token(f"no longer listed: {old}"): role for old, role in roles.items()
    }
