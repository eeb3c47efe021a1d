"""Keyed pseudonyms, digests and encryption: what may be kept of people, from one key."""

from __future__ import annotations

import base64
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from reconciler.errors import Fault, LedgerError
from reconciler.ledger import LedgerCode

_NONCE = 12
"""Bytes; the size that AES-GCM is defined for (NIST SP 800-38D)."""


class KeyRing:
    """One municipality's pseudonym key at work; each purpose has a key of its own, by HKDF."""

    __slots__ = ("_cipher", "_digests", "_pseudonyms", "key_id", "municipality")

    def __init__(self, key: bytes, municipality: str) -> None:
        def derived(purpose: str) -> bytes:
            salt, info = municipality.encode(), f"reconciler/{purpose}/1".encode()
            return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(key)

        self.municipality = municipality
        self.key_id = derived("key-id").hex()[:8]
        self._pseudonyms = derived("pseudonym")
        self._digests = derived("digest")
        self._cipher = AESGCM(derived("encryption"))

    def pseudonym(self, text: str) -> str:
        """Sixteen hexadecimal digits, always the same for the same text and key."""
        return hmac.digest(self._pseudonyms, text.encode(), "sha256").hex()[:16]

    def digest(self, text: str) -> str:
        """Thirty-two hexadecimal digits; says whether two texts are equal, and nothing else."""
        return hmac.digest(self._digests, text.encode(), "sha256").hex()[:32]

    def encrypt(self, text: str) -> str:
        """Text that only the same key reads; another one each time."""
        nonce = os.urandom(_NONCE)
        sealed = self._cipher.encrypt(nonce, text.encode(), None)
        return base64.urlsafe_b64encode(nonce + sealed).decode()

    def decrypt(self, text: str) -> str:
        """What was encrypted; LedgerError where another key did it, or it was tampered with."""
        try:
            raw = base64.urlsafe_b64decode(text)
            return self._cipher.decrypt(raw[:_NONCE], raw[_NONCE:], None).decode()
        except (InvalidTag, ValueError) as error:
            facts = {"key": self.key_id}
            raise LedgerError([Fault(LedgerCode.SEALED_BY_ANOTHER, None, facts)]) from error
