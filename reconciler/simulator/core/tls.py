"""A certificate authority that lives as long as its process, and the vendors' names by it."""

from __future__ import annotations

import ssl
from dataclasses import dataclass

import trustme

from reconciler.simulator.core.hosts import GRAPH, LOGINS, MANAGEMENT

NAMES = ("127.0.0.1", "localhost", "*.googleapis.com", GRAPH, MANAGEMENT, *LOGINS)


@dataclass(frozen=True, slots=True)
class Authority:
    """What serves TLS under NAMES, and the certificate (PEM) that clients have to trust for it."""

    context: ssl.SSLContext
    certificate: bytes


def new_authority() -> Authority:
    """A fresh authority; its key is never written down, so nothing else can be signed by it."""
    authority = trustme.CA(organization_name="Simulator", organization_unit_name="throw-away")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*NAMES).configure_cert(context)
    return Authority(context, authority.cert_pem.bytes())
