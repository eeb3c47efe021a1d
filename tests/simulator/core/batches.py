"""Batches of both vendors, as their clients send them."""

from __future__ import annotations

import json
from typing import Any

from tests.simulator.core.world import Site

Step = tuple[str, str, Any]
"""Method, path and body of an inner call."""


def send_google(site: Site, steps: list[Step], bearer: dict[str, str]) -> str:
    """The text of the answer to a multipart batch."""
    parts = [
        f"--b\nContent-Type: application/http\nContent-ID: <x + {n}>\n\n{method} {path} HTTP/1.1\n"
        f"Content-Type: application/json\n\n{json.dumps(body)}\n"
        for n, (method, path, body) in enumerate(steps)
    ]
    kind = {"Content-Type": "multipart/mixed; boundary=b"}
    return site.raw("POST", "/batch", "".join(parts) + "--b--", bearer | kind)[1]


def send_graph(site: Site, steps: list[Step], bearer: dict[str, str]) -> list[dict[str, Any]]:
    """The responses of a $batch, in the order of the steps."""
    requests = [
        {"id": str(n), "method": method, "url": path, "headers": {"Content-Type": "text/json"}}
        | ({} if body is None else {"body": body})
        for n, (method, path, body) in enumerate(steps)
    ]
    kind = {"Content-Type": "application/json"}
    answer = site.call("POST", "/v1.0/$batch", {"requests": requests}, bearer | kind)[1]
    responses: list[dict[str, Any]] = answer["responses"]
    return sorted(responses, key=lambda response: int(response["id"]))
