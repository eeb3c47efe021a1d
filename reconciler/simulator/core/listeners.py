"""Where a running simulator is reached: plain HTTP, TLS with its own authority, and a proxy."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import cast

import trustme
from aiohttp import web

from reconciler.simulator.core.hosts import GRAPH, LOGINS, MANAGEMENT
from reconciler.simulator.core.proxy import Proxy

_BUNDLES = (
    "SSL_CERT_FILE",  # OpenSSL: Python, Go, Ruby, httpx
    "REQUESTS_CA_BUNDLE",  # requests, and so MSAL and azure-identity
    "CURL_CA_BUNDLE",
    "NODE_EXTRA_CA_CERTS",
    "HTTPLIB2_CA_CERTS",  # google-api-python-client
    "GAM_CA_FILE",  # GAM7 takes it into the gam.cfg that it writes first
)


@dataclass(frozen=True, slots=True)
class Ports:
    """What to listen on: 0 is any free port, None is off."""

    host: str
    plain: int
    tls: int | None
    proxy: int | None


@dataclass(frozen=True, slots=True)
class Listeners:
    """The addresses of a running simulator; '' for what is off."""

    base: str
    tls: str = ""
    proxy: str = ""
    ca: str = ""
    """Path of the certificate (PEM) that clients of the other two have to trust."""

    def variables(self) -> dict[str, str]:
        """The environment in which clients that cannot be pointed elsewhere come here.

        NO_PROXY is empty, since one that is inherited may name the vendors' hosts.
        """
        proxies = dict.fromkeys(("https_proxy", "HTTPS_PROXY"), self.proxy)
        trust = dict.fromkeys(_BUNDLES, self.ca)
        # From version 24 on, Node's own fetch takes the proxy from the environment, if told to.
        return proxies | trust | {"NODE_USE_ENV_PROXY": "1", "no_proxy": "", "NO_PROXY": ""}

    def write(self, path: Path) -> None:
        """Writes them down whole, for read()."""
        half = path.with_suffix(".part")
        half.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")
        half.replace(path)

    @staticmethod
    def read(path: Path) -> Listeners:
        """What write() wrote; OSError where nothing is written."""
        return Listeners(**json.loads(path.read_text(encoding="utf-8")))


def fronts_file(ready: Path) -> Path:
    """Where a simulator with this ready file writes its fronts down."""
    return ready.with_suffix(".fronts.json")


def certificate_file(ready: Path) -> Path:
    """Where it writes its authority's certificate, unless told another place."""
    return ready.with_suffix(".ca.pem")


async def open_fronts(
    runner: web.ServerRunner, ports: Ports, certificate: Path | None
) -> Listeners:
    """Starts to listen; where no certificate is to be written there is neither TLS nor proxy."""
    await web.TCPSite(runner, ports.host, ports.plain).start()
    base = f"http://{ports.host}:{runner.addresses[0][1]}"
    if certificate is None or (ports.tls is None and ports.proxy is None):
        return Listeners(base)
    authority = new_authority()
    written = _write(certificate, authority.certificate)
    tls = proxy = ""
    if ports.tls is not None:
        site = web.TCPSite(runner, ports.host, ports.tls, ssl_context=authority.context)
        await site.start()
        tls = f"https://{ports.host}:{runner.addresses[1][1]}"
    if ports.proxy is not None:
        serve = cast("Callable[[], asyncio.Protocol]", runner.server)
        server = await asyncio.get_running_loop().create_server(
            lambda: Proxy(serve, authority.context), ports.host, ports.proxy
        )
        proxy = f"http://{ports.host}:{server.sockets[0].getsockname()[1]}"
    return Listeners(base, tls, proxy, written)


def _write(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    return str(path.resolve())


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
