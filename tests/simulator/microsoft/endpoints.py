"""Which of the endpoints that Microsoft's client knows the simulator has: asked by calling each.

`python -m tests.simulator.microsoft.endpoints` writes the table anew.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgraph

from reconciler.simulator import microsoft
from reconciler.simulator.exchange import Request
from reconciler.simulator.microsoft.handler import router
from tests.simulator.microsoft.conftest import SEED

TABLE = Path(microsoft.__file__).parent / "endpoints.md"
FAMILIES = (
    "users",
    "groups",
    "directory",
    "directory_objects",
    "directory_roles",
    "directory_role_templates",
    "subscribed_skus",
    "organization",
    "audit_logs",
    "applications",
    "service_principals",
    "domains",
    "role_management",
    "tenant_relationships",
    "group_settings",
    "group_lifecycle_policies",
)
DEEP = re.compile(
    r"(users|groups)/\{id\}/(members|owners|memberOf|transitiveMemberOf|transitiveMembers"
    r"|ownedObjects|licenseDetails)(/|$)|directory/(administrativeUnits|deletedItems)(/|$)"
    r"|directoryRoles/\{id\}/members(/|$)"
)
HEAD = """# Microsoft Graph: what is modelled

Every endpoint of these families that Microsoft's own client knows, down to the third segment, and
deeper where memberships and licences are, or where something is modelled. What is modelled answers
as Graph does; every other call, and every query option or property that is not modelled, answers
501 `NotImplemented`. /beta answers the same. A test calls each.

## Guesses

No document that we could read gives these:

- nobody joins or leaves a dynamic group by hand: 403 `Authorization_RequestDenied`, which is known
  for a creation that names members;
- a delta token that is too old: 410 `syncStateNotFound` with `Location`; tokens expire after seven
  days, after 100,000 changes, and with a restart;
- `$count` inside a `$batch` answers its number in Base64, as other bodies that are no JSON;
- a restored user has its groups, units and those direct licences for which seats are free;
- Office on the web needs a SharePoint plan of the same SKU (`DependencyViolation`);
- dynamic membership is worked out at once; `-match`, `-any`, `-all` and rules over lists are 501;
- the sizes of delta pages: 200 objects, 500 members;
- which objects a row of the audit log names, and that it has no id of an app; `$filter` on
  `initiatedBy` is 501.

## Endpoints

| endpoint | modelled | answers 501 |
|---|---|---|
"""


def known() -> set[tuple[str, str]]:
    """Paths and methods: those of the client, and those of the router that it lacks."""
    root = Path(msgraph.__file__).parent / "generated"
    files = (path for name in FAMILIES for path in (root / name).rglob("*_request_builder.py"))
    found = {pair for path in files for pair in _endpoints(path.read_text(encoding="utf-8"))}
    spelled = {(canonical(path), method) for path, method in found}
    own = {
        (shown, method) for shown, method in routed() if (canonical(shown), method) not in spelled
    }
    modelled = {(canonical(shown), method) for shown, method in routed()}
    return own | {
        (path, method)
        for path, method in found
        if _wanted(path) or (canonical(path), method) in modelled
    }


def routed() -> set[tuple[str, str]]:
    """Paths and methods of the router, its keys as `{id}`."""
    return {
        (_keyed(route.template).replace("microsoft.graph.", "graph."), route.method)
        for route in router().routes
    }


def canonical(path: str) -> str:
    """The path in one spelling, to compare by."""
    return path.casefold().replace("()", "")


def answers(path: str, method: str) -> int:
    """The status of a call at the path; its keys name nothing that is there."""
    tenant = microsoft.MicrosoftTenant.from_seed(SEED)
    body = b"{}" if method in ("POST", "PATCH", "PUT") else b""
    url = f"/v1.0/{path.replace('{id}', '00000000-0000-0000-0000-000000000000')}"
    return microsoft.handle(tenant, Request(method, url, {}, {}, body, None, "http://x")).status


def table() -> str:
    """The table as the simulator answers now."""
    rows: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for path, method in sorted(known()):
        rows[path][answers(path, method) == 501].append(method)
    lines = [
        f"| {path} | {', '.join(has)} | {', '.join(lacks)} |" for path, (has, lacks) in rows.items()
    ]
    return HEAD + "\n".join(lines) + "\n"


def _endpoints(text: str) -> Iterator[tuple[str, str]]:
    match = re.search(r'"\{\+baseurl\}/([^"]*)"', text)
    if match is not None:
        path = _keyed(re.sub(r"\{[?&][^}]*\}", "", match[1]))
        for method in re.findall(r"    async def (get|post|patch|put|delete)\(", text):
            yield path, method.upper()


def _keyed(path: str) -> str:
    return re.sub(r"\{[^}]*\}", "{id}", path)


def _wanted(path: str) -> bool:
    return path.count("/") < 3 or DEEP.match(path) is not None


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
