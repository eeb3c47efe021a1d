"""The key that signs the tokens which clients look into, and how it is made known to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

from reconciler.simulator.core.tokens import claims_of, header_of, packed, unpacked, unsigned


def new_key() -> bytes:
    """A fresh private key, as PEM."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


class Signer:
    """Signs tokens with one RSA key and tells its own from others'; the key is read when needed."""

    def __init__(self, pem: Callable[[], bytes]) -> None:
        self._pem = pem
        self._private: rsa.RSAPrivateKey | None = None

    def sign(self, claims: Mapping[str, Any]) -> str:
        """A JWT by RS256."""
        ident = self.ident
        content = unsigned({"typ": "JWT", "alg": "RS256", "kid": ident, "x5t": ident}, claims)
        signature = self._key.sign(content.encode(), padding.PKCS1v15(), hashes.SHA256())
        return f"{content}.{packed(signature)}"

    def verified(self, token: str) -> dict[str, Any] | None:
        """The claims of a token of ours, expired or not; None for anybody else's."""
        header, claims = header_of(token), claims_of(token)
        if not header or not claims or header.get("kid") != self.ident:
            return None
        content, _, signature = token.rpartition(".")
        try:
            self._key.public_key().verify(
                unpacked(signature), content.encode(), padding.PKCS1v15(), hashes.SHA256()
            )
        except (InvalidSignature, ValueError):
            return None
        return claims

    @property
    def ident(self) -> str:
        """The key's id, as tokens and the key set write it."""
        return packed(sha256(self._modulus).digest()[:20])

    def key_set(self) -> dict[str, Any]:
        """The public key as a JSON Web Key Set."""
        key = {"kty": "RSA", "use": "sig", "alg": "RS256", "e": "AQAB", "n": packed(self._modulus)}
        return {"keys": [key | {"kid": self.ident, "x5t": self.ident}]}

    def certificate(self) -> str:
        """The public key in a certificate (PEM) that it signed itself."""
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "federated-signon.example")])
        start = datetime(2026, 1, 1, tzinfo=UTC)
        made = (
            x509.CertificateBuilder(name, name, self._key.public_key(), 1)
            .not_valid_before(start)
            .not_valid_after(start + timedelta(days=36_500))
            .sign(self._key, hashes.SHA256())
        )
        return made.public_bytes(serialization.Encoding.PEM).decode()

    @property
    def _modulus(self) -> bytes:
        return self._key.public_key().public_numbers().n.to_bytes(256, "big")

    @property
    def _key(self) -> rsa.RSAPrivateKey:
        if self._private is None:
            read = serialization.load_pem_private_key(self._pem(), None)
            if not isinstance(read, rsa.RSAPrivateKey):
                raise TypeError("the state file's login key is no RSA key")
            self._private = read
        return self._private
