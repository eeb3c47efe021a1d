"""What a person typed is kept, whatever bytes it came as: a reason must not stop a freeze."""

from __future__ import annotations

from pathlib import Path

import pytest

from reconciler.ledger.keyring import KeyRing
from reconciler.ledger.opening import _whole, open_store
from reconciler.ledger.tables import OWNER


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("a\udcffb", "a?b"),
        ("\ud800", "?"),
        ("a\0b", "a\ufffdb"),
        ("„Роботи“", "„Роботи“"),
        (b"\xff\0", b"\xff\0"),
        (7, 7),
        (None, None),
        ({"a": "\udcff"}, {"a": "?"}),
        ([("\udcff", 1), ("b", 2)], [("?", 1), ("b", 2)]),
    ],
)
def test_a_text_that_no_database_takes_is_kept_as_what_it_takes(
    value: object, kept: object
) -> None:
    """Of one row or of several, by name or by place."""
    assert _whole(value) == kept


def test_it_is_so_in_the_database(tmp_path: Path) -> None:
    """Each statement goes through it."""
    keyring = KeyRing(b"k" * 32, "town")
    store = open_store(f"sqlite:///{tmp_path}/ledger.sqlite", keyring, None)
    with store.writing() as connection:
        connection.execute(OWNER.update().values(municipality="town\udcff\0"))
        found = connection.execute(OWNER.select()).mappings().one()
    assert found["municipality"] == "town?\ufffd"
