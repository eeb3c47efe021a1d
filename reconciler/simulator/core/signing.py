"""The key that signs the tokens which clients look into, and how it is made known to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from jwt.algorithms import RSAAlgorithm
from jwt.utils import base64url_decode, base64url_encode

from reconciler.simulator.core.tokens import verified

_ALGORITHM = "RS256"


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
        return jwt.encode(dict(claims), self._key, _ALGORITHM, headers={"kid": ident, "x5t": ident})

    def verified(self, token: str) -> dict[str, Any] | None:
        """The claims of a token of ours, expired or not; None for anybody else's."""
        return verified(token, self._key.public_key(), _ALGORITHM)

    @property
    def ident(self) -> str:
        """The key's id, as tokens and the key set write it."""
        modulus = base64url_decode(self._numbers["n"])
        return base64url_encode(sha256(modulus).digest()[:20]).decode()

    def key_set(self) -> dict[str, Any]:
        """The public key as a JSON Web Key Set."""
        key = {"kty": "RSA", "use": "sig", "alg": _ALGORITHM}
        numbers = {name: self._numbers[name] for name in ("e", "n")}
        return {"keys": [key | numbers | {"kid": self.ident, "x5t": self.ident}]}

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
    def _numbers(self) -> dict[str, Any]:
        """The public key as a JSON Web Key."""
        return RSAAlgorithm.to_jwk(self._key.public_key(), as_dict=True)

    @property
    def _key(self) -> rsa.RSAPrivateKey:
        if self._private is None:
            read = serialization.load_pem_private_key(self._pem(), None)
            if not isinstance(read, rsa.RSAPrivateKey):
                raise TypeError("the state file's login key is no RSA key")
            self._private = read
        return self._private
