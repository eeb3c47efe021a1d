"""Both vendors with the same small school in them, behind one face, over real HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from reconciler.apply.run import coming_owners
from reconciler.cli.sandbox import Sandbox
from reconciler.diff.policy import SchoolPolicy
from reconciler.model.change import Change
from reconciler.model.observation import Observation, ObservedGroup, ObservedUnit, Scope
from reconciler.model.resources import Group, Kind, OrgUnit, ResourceSet
from reconciler.model.states import Outcome
from reconciler.model.tenant import Tenant, Vendor
from reconciler.plan.order import phases
from reconciler.providers.base import ChangeBatch, Provider
from reconciler.providers.google.client import ClientDeps
from reconciler.providers.google.provider import GoogleProvider
from reconciler.providers.microsoft import client as graph
from reconciler.providers.microsoft.provider import MicrosoftProvider
from reconciler.simulator.entry import ServeOptions, running
from tests.support.small import DOMAIN, SCHOOL, difference, with_licence
from tests.unit.providers.notes import Notebook

TRAFFIC = "traffic.jsonl"
"""Where the simulator records whole exchanges, in the sandbox's folder."""
PEOPLE = ("anna", "boris", "vera", "goran", "diana")
NAMES = {
    Vendor.GOOGLE: {"product": "101031", "sku": "1010310009"},
    Vendor.MICROSOFT: {"sku": "M365EDU_A3_FACULTY"},
}
STUDENT = {
    Vendor.GOOGLE: {"product": "101031", "sku": "1010310010"},
    Vendor.MICROSOFT: {"sku": "M365EDU_A3_STUDENT"},
}
"""Another product of the family of NAMES."""
IDS = {Vendor.GOOGLE: "C0contract", Vendor.MICROSOFT: "6f0c7e52-2c5a-5b0e-9a9b-0d6a3f2b7c11"}


def seed(vendor: Vendor) -> dict[str, Any]:
    """Five people, a unit, two groups and a licence, all made by hand."""
    users = [
        {"given": name.title(), "family": "Пробна", "orgUnit": "/old", "aliases": []}
        | {"address": f"{name}@{DOMAIN}", "personId": name, "suspended": False, "admin": False}
        for name in PEOPLE
    ]
    groups = [
        {"address": f"{name}@{DOMAIN}", "name": name.title(), "description": "", "type": "mail"}
        | {"owners": [], "managers": [], "members": [f"goran@{DOMAIN}"], "settings": {}}
        for name in ("choir", "chess")
    ]
    return {
        "alias": vendor.value,
        "vendor": vendor.value,
        "domain": DOMAIN,
        "vendorId": IDS[vendor],
        "orgUnits": [{"path": "/old", "description": "отпреди"}],
        "users": users,
        "groups": groups,
        "licences": [{**NAMES[vendor], "users": [f"goran@{DOMAIN}"], "without": []}],
        "seats": {NAMES[vendor]["sku"]: 4, STUDENT[vendor]["sku"]: 4},
    }


@contextmanager
def both(folder: Path) -> Iterator[Sandbox]:
    """A simulator with one tenant of each vendor, called 'google' and 'microsoft'."""
    box = Sandbox(folder)
    box.write_keys()
    (folder / "tenants").mkdir()
    for vendor in Vendor:
        path = folder / "tenants" / f"{vendor.value}.json"
        path.write_text(json.dumps(seed(vendor)), "utf-8")
    traffic = folder / TRAFFIC
    options = ServeOptions(port=0, seeds=folder / "tenants", ready=box.address, traffic=traffic)
    with running(options):
        yield box


def contract_tenant(
    vendor: Vendor, box: Sandbox, apps: Mapping[str, str] | None = None, **facts: Any
) -> Tenant:
    """The vendor's tenant as a stack would declare it; `apps`: Microsoft's reader and writer."""
    secret = str(box.folder / "microsoft-secret")
    return Tenant(
        alias=vendor.value,
        vendor=vendor,
        domain=DOMAIN,
        vendor_id=IDS[vendor],
        endpoint=box.address.read_text("utf-8").strip(),
        budgets={},
        credentials={
            "serviceAccount": str(box.folder / "google-service-account.json"),
            "subject": f"diana@{DOMAIN}",
            "readerSecretFile": secret,
            "writerSecretFile": secret,
            "reader": "reader",
            "writer": "writer",
            **(apps or {}),
        },
        **facts,
    )


@dataclass(slots=True)
class ProviderHarness:
    """One vendor's tenant, fresh from its seed, and a provider for it."""

    vendor: Vendor
    box: Sandbox
    provider: Provider = field(init=False)
    ids: dict[str, str] = field(init=False)
    """Accounts by first name."""
    names: dict[str, str] = field(init=False)
    """What the vendor calls the product."""
    tenant_facts: dict[str, Any] = field(default_factory=dict)
    """What the stack says of the tenant besides."""
    reader: str = "reader"
    """The application that reads at Microsoft."""
    writer: str = "writer"
    """The application that writes there."""

    def __post_init__(self) -> None:
        self.names = NAMES[self.vendor]
        self.box.ask("POST", f"tenants/{self.vendor.value}/reset")
        self.box.ask("POST", f"tenants/{self.vendor.value}/faults", {"rules": []})
        self.provider = self._made()
        accounts = self.look().accounts
        self.ids = {account.address.partition("@")[0]: account.id for account in accounts}
        self.provider.close()
        self.box.ask("DELETE", "requests")
        self.provider = self._made()
        self.look()

    def renew(self) -> None:
        """Another provider, after the stack's file was changed."""
        self.provider.close()
        self.provider = self._made()

    def _made(self) -> Provider:
        tenant = contract_tenant(
            self.vendor,
            self.box,
            {"reader": self.reader, "writer": self.writer},
            **self.tenant_facts,
        )
        if self.vendor is Vendor.GOOGLE:
            return GoogleProvider(tenant, ClientDeps(sleep=_no_wait))
        return MicrosoftProvider(tenant, graph.ClientDeps(sleep=_no_wait))

    @property
    def products(self) -> dict[str, dict[str, str]]:
        """Two products of one family, as the vendor calls them."""
        return {"plus": self.names, "student": STUDENT[self.vendor]}

    @property
    def policy(self) -> SchoolPolicy:
        """May do everything, as far as the vendor's limits let it."""
        limits = self.provider.limits
        return replace(
            with_licence("plus"),
            licences={
                product: replace(with_licence("plus").licences["plus"], family="office")
                for product in self.products
            },
            prune=frozenset(Kind),
            one_role_each=limits.one_role_each,
            units_nest=limits.units_nest,
            at_creation=limits.at_creation,
            rostered=frozenset(self.ids.values()),
        )

    def look(self) -> Observation:
        """The whole tenant."""
        keys = ("teachers", "lecturers", "choir")
        named = frozenset(f"{key}@{DOMAIN}" for key in keys)
        marks = frozenset((SCHOOL, key) for key in keys)
        products = self.products
        everything = (frozenset({"/"}), frozenset({"*"}))
        return self.provider.observe(Scope(*everything, products, named, marks))

    def changes(
        self, wanted: ResourceSet, policy: SchoolPolicy | None = None
    ) -> tuple[Change, ...]:
        """What comparing the wish with a fresh look plans."""
        compared = difference(wanted, self.look(), policy or self.policy)
        assert compared.difference.unknown == []
        return tuple(compared.difference.changes)

    def do(self, changes: Iterable[Change], notes: Notebook | None = None) -> list[Outcome]:
        """Carries changes out, phase by phase, with the ids that come to be on the way."""
        notes, changes = notes or Notebook(), tuple(changes)
        seen = self.look()
        work = ChangeBatch(
            changes=(),
            municipality="plovdiv",
            files={SCHOOL: f"schools/{SCHOOL}.yaml"},
            accounts={account.id: account for account in seen.accounts},
            group_ids={group.address: group.id for group in seen.groups},
            owners=coming_owners(changes),
            outsider_ids={group.id: group.outsiders for group in seen.groups},
            unit_ids={unit.path: unit.id for unit in seen.units},
            products=self.products,
        )
        outcomes: list[Outcome] = []
        for phase in phases(changes):
            done = self.provider.execute(replace(work, changes=phase), notes)
            outcomes += done
            for change, outcome in zip(phase, done, strict=True):
                work = _learnt(work, change, outcome)
        assert sorted(notes.outcomes, key=_by_address) == sorted(outcomes, key=_by_address)
        return outcomes

    def group(self, key: str) -> ObservedGroup:
        """A group as it is, by the local part of its address."""
        (found,) = [g for g in self.look().groups if g.address == f"{key}@{DOMAIN}"]
        return found

    def unit(self, path: str) -> ObservedUnit:
        """A unit as it is, by its path."""
        (found,) = [unit for unit in self.look().units if unit.path == path]
        return found

    def disturb(self, *rules: dict[str, Any]) -> None:
        """The tenant's faults."""
        path = f"tenants/{self.vendor.value}/faults"
        assert self.box.ask("POST", path, {"rules": rules}) is None

    def log(self) -> list[dict[str, Any]]:
        """What was called since the provider was made."""
        path = f"requests?tenant={self.vendor.value}"
        entries: list[dict[str, Any]] = self.box.ask("GET", path)["requests"]
        return entries


def _no_wait(_: float) -> None:
    """Retries follow each other at once."""


def _by_address(outcome: Outcome) -> str:
    return str(outcome.address)


def _learnt(work: ChangeBatch, change: Change, outcome: Outcome) -> ChangeBatch:
    made = outcome.external_id or (change.target.id if change.target else None)
    if made is not None and isinstance(change.after, Group):
        return replace(work, group_ids={**work.group_ids, change.after.address: made})
    if made is not None and isinstance(change.after, OrgUnit):
        return replace(work, unit_ids={**work.unit_ids, change.after.path: made})
    return work
