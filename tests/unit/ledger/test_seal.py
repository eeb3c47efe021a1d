"""What may be kept of people."""

from __future__ import annotations

import pytest

from reconciler.errors import LedgerError
from reconciler.ledger import LedgerCode
from reconciler.ledger.keyring import KeyRing

KEY, OTHER = b"0" * 32, b"1" * 32
PERSON = "pupil-17"


def test_a_pseudonym_is_always_the_same_for_the_same_key() -> None:
    """So that a person can be followed without being named."""
    assert KeyRing(KEY, "plovdiv").pseudonym(PERSON) == KeyRing(KEY, "plovdiv").pseudonym(PERSON)
    assert len(KeyRing(KEY, "plovdiv").pseudonym(PERSON)) == 16


@pytest.mark.parametrize("other", [KeyRing(OTHER, "plovdiv"), KeyRing(KEY, "varna")])
def test_another_key_or_municipality_gives_other_pseudonyms(other: KeyRing) -> None:
    """Two ledgers cannot be laid side by side."""
    ours = KeyRing(KEY, "plovdiv")
    assert ours.pseudonym(PERSON) != other.pseudonym(PERSON)
    assert ours.digest(PERSON) != other.digest(PERSON)
    assert ours.key_id != other.key_id


def test_each_purpose_has_its_own_key() -> None:
    """A digest tells nothing of a pseudonym, and the key's id nothing of either."""
    ours = KeyRing(KEY, "plovdiv")
    assert not ours.digest(PERSON).startswith(ours.pseudonym(PERSON))
    assert ours.key_id not in (KEY.hex()[:8], ours.pseudonym("")[:8], ours.digest("")[:8])


def test_what_was_encrypted_is_read_with_the_same_key() -> None:
    """And looks different each time, so that equal addresses are not seen to be equal."""
    ours = KeyRing(KEY, "plovdiv")
    first, second = ours.encrypt("родител@mail.example"), ours.encrypt("родител@mail.example")
    assert first != second
    assert KeyRing(KEY, "plovdiv").decrypt(first) == "родител@mail.example"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(KeyRing(OTHER, "plovdiv").encrypt(PERSON), id="sealed"),
        "",
        "no base64!",
        "AAAA",
    ],
)
def test_what_another_key_encrypted_is_refused(text: str) -> None:
    """Never read as something else."""
    with pytest.raises(LedgerError) as caught:
        KeyRing(KEY, "plovdiv").decrypt(text)
    assert caught.value.faults[0].code is LedgerCode.SEALED_BY_ANOTHER
