"""One Pulumi stack file: which directories there are, where they are reached and how to sign in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from reconciler.errors import Facts, Fault, StackError
from reconciler.manifest import schema
from reconciler.manifest.city import RosterPaths, Stack
from reconciler.manifest.codes import ManifestCode, StackCode
from reconciler.manifest.days import is_day
from reconciler.manifest.modes import kinds_of
from reconciler.manifest.nodes import Node, read
from reconciler.manifest.sections import strings
from reconciler.model.freeze import Freeze
from reconciler.model.tenant import MarkLocation, Mode, Tenant, TenantMode, Vendor

PREFIX = "reconciler:"
SIMULATOR = "simulator"
SIMULATOR_VARIABLE = "RECONCILER_SIMULATOR"
AWAY = "http://simulator.invalid"
"""Stands in for a simulator that does not run yet; the name is reserved and leads nowhere."""

LEDGER_VARIABLE = "RECONCILER_LEDGER_URL"
_SQLITE = "sqlite:///"
_LEDGER = re.compile(r"sqlite:///[^:?]+|postgresql://.+")

_FILES = frozenset({"serviceAccount", "readerSecretFile", "writerSecretFile"})
_SIGN_IN: Mapping[Vendor, tuple[frozenset[str], ...]] = {
    Vendor.GOOGLE: (
        frozenset({"serviceAccount", "subject"}),
        frozenset({"impersonate", "subject"}),
        frozenset({"impersonate", "subject", "clientId"}),
    ),
    Vendor.MICROSOFT: (
        frozenset({"reader", "readerSecretFile", "writer", "writerSecretFile"}),
        frozenset({"chain", "readerClientId", "writerClientId"}),
    ),
}


def load_stack(path: Path, environment: Mapping[str, str], folder: Path | None = None) -> Stack:
    """A stack file with every path made absolute; StackError with all faults.

    Paths count from the stack's own folder, or from the one that is given.

    It loads while its simulator is not running, so that manifests can be checked anywhere;
    `require_simulator` says so before the first request.
    """
    tree, faults = read(path, f"{path.parent.name}/{path.name}")
    if tree is not None and not faults:
        faults = schema.check(tree, "stack")
    if tree is None or faults:
        raise StackError(faults)
    reader = _Reader(path, environment, tree.items["config"], folder or path.parent)
    stack = reader.stack()
    if reader.faults:
        raise StackError(reader.faults)
    return stack


def require_simulator(stack: Stack) -> None:
    """StackError where a tenant is on the simulator and nothing says where that is."""
    away = [alias for alias, tenant in stack.tenants.items() if tenant.endpoint == AWAY]
    if away:
        facts: Facts = {"count": len(away), "stack": stack.name, "variable": SIMULATOR_VARIABLE}
        raise StackError([Fault(StackCode.NO_SIMULATOR, None, facts)])


def require_shared_ledger(stack: Stack) -> None:
    """StackError where a vendor's own directories would be run without a ledger for all runs.

    A runner's file vanishes with the runner, and two runs would not see each other in it.
    """
    real = [alias for alias, tenant in stack.tenants.items() if tenant.endpoint is None]
    if real and (stack.ledger is None or stack.ledger.startswith("sqlite")):
        ledger = "file" if stack.ledger else "none"
        facts: Facts = {"stack": stack.name, "count": len(real), "ledger": ledger}
        details = {**facts, "variable": LEDGER_VARIABLE}
        raise StackError([Fault(StackCode.NO_SHARED_LEDGER, None, details)])


@dataclass(slots=True)
class _Reader:
    """Reads one file; gathers faults."""

    path: Path
    environment: Mapping[str, str]
    config: Node
    folder: Path
    faults: list[Fault] = field(default_factory=list)
    files: set[Path] = field(default_factory=set)

    def stack(self) -> Stack:
        """The stack, with the paths that were met while it was read."""
        stack = self._stack()
        return replace(stack, inputs=frozenset(self.files - {stack.schools}))

    def _stack(self) -> Stack:
        rosters = self.config.items[f"{PREFIX}rosters"].items
        name = self.path.name.removeprefix("Pulumi.").removesuffix(".yaml")
        return Stack(
            name=name,
            file=self.config.place.file,
            schools=self._schools(),
            rosters=RosterPaths(
                path=self._file(rosters["path"]),
                certified=self._file(rosters["certified"]) if "certified" in rosters else None,
                not_homeroom=tuple(strings(rosters.get("notHomeroom"))),
            ),
            tenants=dict(sorted(self._tenants(self.config.items[f"{PREFIX}tenants"]))),
            pseudonym_key=self._file(key) if (key := self._config("pseudonymKey")) else None,
            ledger=self._ledger(),
            **self._read_share(),
            frozen=self._frozen(),
        )

    def _config(self, name: str) -> Node | None:
        return self.config.items.get(f"{PREFIX}{name}")

    def _file(self, node: Node) -> Path:
        return self._met(self.folder / str(node.value))

    def _met(self, path: Path) -> Path:
        self.files.add(path.resolve())
        return path.resolve()

    def _ledger(self) -> str | None:
        node = self._config("ledger")
        if node is not None:
            # its text is in no message: it may hold a password
            if not _LEDGER.fullmatch(str(node.value)):
                self.faults.append(Fault(StackCode.BAD_LEDGER, node.place))
            elif _has_password(str(node.value)):
                facts: Facts = {"variable": LEDGER_VARIABLE}
                self.faults.append(Fault(StackCode.LEDGER_IN_PLAIN, node.place, facts))
        url = str(node.value) if node else self.environment.get(LEDGER_VARIABLE) or None
        if url is None or not url.startswith(_SQLITE):
            return url
        return f"{_SQLITE}{self._met(self.folder / url.removeprefix(_SQLITE))}"

    def _frozen(self) -> Freeze | None:
        node = self._config("frozen")
        if node is None:
            return None
        until = node.items.get("until")
        if until is not None and not is_day(str(until.value)):
            facts: Facts = {"value": str(until.value), "form": "day"}
            self.faults.append(Fault(ManifestCode.BAD_DAY, until.place, facts))
        reason = str(node.items["reason"].value)
        return Freeze(reason, str(until.value) if until else None, place=node.place)

    def _read_share(self) -> dict[str, Any]:
        node = self._config("readShare")
        return {} if node is None else {"read_share": float(str(node.value))}

    def _schools(self) -> Path:
        node = self.config.items[f"{PREFIX}schools"]
        folder = self._file(node)
        if not folder.is_dir():
            self.faults.append(Fault(StackCode.NO_FOLDER, node.place, {"folder": str(node.value)}))
        return folder

    def _tenants(self, tree: Node) -> Iterator[tuple[str, Tenant]]:
        lines: dict[str, int] = {}
        endpoint = self._simulator()
        for alias, own in tree.items.items():
            domain = str(own.items["domain"].value)
            if domain in lines:
                facts: Facts = {"domain": domain, "line": lines[domain]}
                place = own.items["domain"].place
                self.faults.append(Fault(StackCode.DUPLICATE_DOMAIN, place, facts))
            lines.setdefault(domain, own.place.line)
            yield alias, self._tenant(alias, own, endpoint)

    def _tenant(self, alias: str, own: Node, simulator: str) -> Tenant:
        vendor = Vendor(str(own.items["provider"].value))
        items = {**self._defaults(vendor), **own.items}
        endpoint = str(items["endpoint"].value) if "endpoint" in items else None
        seats = items["seats"].items if "seats" in items else {}
        return Tenant(
            alias=alias,
            vendor=vendor,
            domain=str(items["domain"].value),
            vendor_id=str(items["customer" if vendor is Vendor.GOOGLE else "tenantId"].value),
            mode=_mode(items),
            endpoint=simulator if endpoint == SIMULATOR else endpoint,
            simulated=endpoint == SIMULATOR,
            schools=frozenset(strings(items.get("schools"))),
            seats={product: int(str(node.value)) for product, node in seats.items()},
            automatic=frozenset(strings(items.get("automatic"))),
            budgets=_budgets(items.get("budgets")),
            credentials=self._credentials(vendor, own, items),
            group_mark=MarkLocation(str(items["groupMark"].value))
            if "groupMark" in items
            else MarkLocation.EXTERNAL_ID,
            **({"look_ups": int(str(items["lookUps"].value))} if "lookUps" in items else {}),
        )

    def _defaults(self, vendor: Vendor) -> Mapping[str, Node]:
        defaults = self._config("defaults")
        shared = defaults.items.get(vendor.value) if defaults else None
        return shared.items if shared else {}

    def _simulator(self) -> str:
        """The running simulator's base URL, else a name that leads nowhere."""
        node = self._config("simulator")
        file = self._file(node) if node else None
        if file is not None and file.is_file():
            return file.read_text("utf-8").strip()
        return self.environment.get(SIMULATOR_VARIABLE) or AWAY

    def _credentials(
        self, vendor: Vendor, own: Node, items: Mapping[str, Node]
    ) -> Mapping[str, str]:
        node = items.get("credentials")
        named = node.items if node else {}
        if frozenset(named) not in _SIGN_IN[vendor]:
            ways = [", ".join(sorted(way)) for way in _SIGN_IN[vendor]]
            facts = {"vendor": vendor.value, "one": ways[0], "other": ways[1]}
            place = node.place if node else own.place
            self.faults.append(Fault(StackCode.WRONG_CREDENTIALS, place, facts))
        domain = str(items["domain"].value)
        return {
            name: str(self._file(one))
            if name in _FILES
            else str(one.value).replace("{domain}", domain)
            for name, one in named.items()
        }


def _has_password(url: str) -> bool:
    parts = urlsplit(url)
    return bool(parts.password) or "password" in parse_qs(parts.query)


def _mode(items: Mapping[str, Node]) -> TenantMode:
    mode = Mode(str(items["mode"].value)) if "mode" in items else Mode.MANAGE
    return TenantMode(mode, kinds_of(items.get("observe"))).stricter()


def _budgets(node: Node | None) -> Mapping[str, float] | None:
    """None: the documented ones; empty: unlimited."""
    if node is None:
        return None
    return {api: float(str(one.value)) for api, one in node.items.items()}
