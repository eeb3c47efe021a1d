"""The web page at /: what the tenants hold and what was asked of them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from time import gmtime, strftime
from urllib.parse import unquote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from reconciler.simulator.core.log import RequestLog
from reconciler.simulator.core.tenants import Hosted, Tenants
from reconciler.simulator.core.views import tenant_view
from reconciler.simulator.exchange import Request, Response

MOST_REQUESTS = 50
_KIND = {"Content-Type": "text/html; charset=utf-8"}


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals |= {"number": _number, "readable": unquote, "readable_json": _json}
    return templates


def _number(count: int) -> str:
    """With a thin space between thousands."""
    return f"{count:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def page(tenants: Tenants, log: RequestLog, request: Request) -> Response:
    """All tenants, or with ?tenant=ALIAS one of them; 404 for one that is not here."""
    alias = request.query.get("tenant")
    hosted = tenants.get(alias) if alias else None
    if alias and hosted is None:
        return Response(404, f"no tenant {alias}\n".encode(), {"Content-Type": "text/plain"})
    clock = tenants.clock
    known = {
        "requests": log.newest(alias, MOST_REQUESTS),
        "now": strftime("%Y-%m-%d %H:%M:%S UTC", gmtime(clock.now())),
        "virtual": clock.virtual,
        "ahead": round(clock.ahead),
    }
    if hosted is None:
        rows = [_head(one) for one in tenants]
        text = _templates().get_template("tenants.html").render(tenants=rows, **known)
    else:
        view = tenant_view(hosted.tenant)
        text = _templates().get_template("tenant.html").render(**_head(hosted), **view, **known)
    return Response(200, text.encode(), _KIND)


def _head(hosted: Hosted) -> dict[str, object]:
    tenant = hosted.tenant
    return {
        "alias": tenant.alias,
        "vendor": hosted.vendor.name,
        "domain": tenant.domain,
        "vendor_id": tenant.vendor_id,
        "counts": {name.replace("_", " "): count for name, count in tenant.counts().items()},
        "behaviour": hosted.behaviour.settings,
        "faults": len(hosted.faults.rules),
    }
