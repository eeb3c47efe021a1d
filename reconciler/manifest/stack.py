"""A stack file: Pulumi's own, with our keys under `config`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from reconciler.errors import Fault, StackError
from reconciler.manifest import schema
from reconciler.manifest.codes import StackCode
from reconciler.manifest.merge import over
from reconciler.manifest.nodes import Node, read
from reconciler.manifest.types import RosterSource, Stack
from reconciler.model.tenant import MarkHome, Mode, Tenant, Vendor

SIMULATOR_VARIABLE = "RECONCILER_SIMULATOR"
FILES = frozenset({"serviceAccount", "readerSecretFile", "writerSecretFile"})
"""Credential entries that are paths, relative to the stack file."""
CREDENTIALS: Mapping[Vendor, tuple[frozenset[str], ...]] = {
    Vendor.GOOGLE: (
        frozenset({"serviceAccount", "subject"}),
        frozenset({"impersonate", "subject"}),
    ),
    Vendor.MICROSOFT: (
        frozenset({"reader", "readerSecretFile", "writer", "writerSecretFile"}),
        frozenset({"chain", "readerClientId", "writerClientId"}),
    ),
}
"""The sets of entries with which one can sign in at each vendor."""


def load_stack(path: Path, environment: Mapping[str, str], *, offline: bool = False) -> Stack:
    """Reads a stack file; StackError with all of its faults.

    Offline, an endpoint `simulator` stays that word, which no client can reach: for what asks no
    tenant, such as validating. Otherwise the simulator's address has to be known.
    """
    shown = f"{path.parent.name}/{path.name}"
    tree, faults = read(path, shown)
    if tree is not None and not faults:
        faults = schema.check(tree, "stack")
    if tree is None or faults:
        raise StackError(faults)
    loader = _Loader(path, tree.items["config"].items, environment, offline=offline)
    tenants = {alias: loader.tenant(alias, node) for alias, node in loader.tenants.items()}
    if loader.faults:
        raise StackError(loader.faults)
    rosters = loader.config["reconciler:rosters"].items
    certified = rosters.get("certified")
    key = loader.config.get("reconciler:pseudonymKey")
    return Stack(
        name=path.name.removeprefix("Pulumi.").removesuffix(".yaml"),
        file=shown,
        schools=loader.path(loader.config["reconciler:schools"]),
        rosters=RosterSource(
            format=str(rosters["format"].value),
            path=loader.path(rosters["path"]),
            certified=loader.path(certified) if certified else None,
        ),
        tenants=tenants,
        pseudonym_key=loader.path(key) if key else None,
    )


class _Loader:
    """Reads one stack's tenants; gathers faults."""

    def __init__(
        self,
        file: Path,
        config: Mapping[str, Node],
        environment: Mapping[str, str],
        *,
        offline: bool,
    ) -> None:
        self.file = file
        self.config = config
        self.environment = environment
        self.faults: list[Fault] = []
        schools = config["reconciler:schools"]
        if not self.path(schools).is_dir():
            facts = {"folder": str(schools.value)}
            self.faults.append(Fault(StackCode.NO_FOLDER, schools.place, facts))
        self.simulator = "simulator" if offline else self._simulator()

    @property
    def tenants(self) -> Mapping[str, Node]:
        """Tenant nodes by alias, with the vendor's defaults below them."""
        defaults = self.config.get("reconciler:defaults")
        below = defaults.items if defaults else {}
        return {
            alias: over(below[vendor], node)
            if (vendor := str(node.items["provider"].value)) in below
            else node
            for alias, node in self.config["reconciler:tenants"].items.items()
        }

    def path(self, node: Node) -> Path:
        """A path as written, relative to the stack file."""
        return (self.file.parent / str(node.value)).resolve()

    def tenant(self, alias: str, node: Node) -> Tenant:
        """One tenant."""
        items: Mapping[str, Any] = {key: one.plain() for key, one in node.items.items()}
        vendor = Vendor(items["provider"])
        domain = str(items["domain"])
        return Tenant(
            alias=alias,
            vendor=vendor,
            domain=domain,
            vendor_id=str(items["customer" if vendor is Vendor.GOOGLE else "tenantId"]),
            mode=Mode(items.get("mode", "manage")),
            endpoint=self._endpoint(items, node),
            seats=items.get("seats", {}),
            automatic=frozenset(items.get("automatic", [])),
            budgets=_budgets(items.get("budgets")),
            credentials=self._credentials(vendor, node, domain),
            group_mark=MarkHome(items.get("groupMark", MarkHome.EXTERNAL_ID)),
        )

    def _endpoint(self, items: Mapping[str, Any], node: Node) -> str | None:
        endpoint = items.get("endpoint")
        if endpoint != "simulator":
            return str(endpoint) if endpoint else None
        if self.simulator is None:
            place = node.items["endpoint"].place
            facts = {"variable": SIMULATOR_VARIABLE}
            if not any(fault.code is StackCode.NO_SIMULATOR for fault in self.faults):
                self.faults.append(Fault(StackCode.NO_SIMULATOR, place, facts))
        return self.simulator

    def _simulator(self) -> str | None:
        """The simulator's address: from the environment, else from the file that it writes."""
        if self.environment.get(SIMULATOR_VARIABLE):
            return self.environment[SIMULATOR_VARIABLE]
        node = self.config.get("reconciler:simulator")
        file = self.path(node) if node else None
        return file.read_text("utf-8").strip() if file and file.is_file() else None

    def _credentials(self, vendor: Vendor, node: Node, domain: str) -> Mapping[str, str]:
        written = node.items.get("credentials")
        entries = written.items if written else {}
        if not any(entries.keys() == known for known in CREDENTIALS[vendor]):
            ways = " | ".join(", ".join(sorted(known)) for known in CREDENTIALS[vendor])
            place = written.place if written else node.place
            self.faults.append(Fault(StackCode.WRONG_CREDENTIALS, place, {"known": ways}))
        return dict(self._entries(entries, domain))

    def _entries(self, entries: Mapping[str, Node], domain: str) -> Iterator[tuple[str, str]]:
        for name, node in entries.items():
            if name in FILES:
                yield name, str(self.path(node))
            else:
                yield name, str(node.value).replace("{domain}", domain)


def _budgets(written: Any) -> Mapping[str, float] | None:
    if written is None:
        return None
    return {} if written == "unlimited" else {api: float(value) for api, value in written.items()}
