"""What a Microsoft tenant grants, thing by thing, asked with what `plan` may ask.

Rule: settings that only a further permission shows are asked for all the same; a 403 makes them
unknown, and the permission that would do is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from reconciler.errors import Facts
from reconciler.model.checkup import Check, CheckCode, CheckNeeds, CheckState, Fixer, Use
from reconciler.model.tenant import Tenant
from reconciler.providers.base import VendorCode
from reconciler.providers.clock import ClockDeps, clock_check
from reconciler.providers.microsoft import api, permissions
from reconciler.providers.microsoft.api import listing
from reconciler.providers.microsoft.client import READER, ClientDeps
from reconciler.providers.microsoft.errors import classify
from reconciler.providers.microsoft.provider import MicrosoftProvider
from reconciler.providers.microsoft.response import Response
from reconciler.providers.microsoft.rights import TokenRights
from reconciler.providers.pacing import CallWindows
from reconciler.providers.permission import state_of

_HOST = "https://login.microsoftonline.com/common/oauth2/v2.0/token"
_P1 = frozenset({"AAD_PREMIUM", "AAD_PREMIUM_P2"})
"""Service plans with which a group may give licences (Entra's page on group licensing, 2026-11)."""
_APPLY = frozenset({Use.APPLY})
_ORGANIZATION = "Organization.Read.All"
_SETTINGS = "GroupSettings.Read.All"
_DIRECTORY = "Directory.Read.All"
_INSTEAD = {one.name: one.instead for one in permissions.READER}


class MicrosoftExaminer:
    """Examines one tenant; see `Examiner`."""

    def __init__(
        self,
        tenant: Tenant,
        deps: ClientDeps | None = None,
        quotas: CallWindows | None = None,
        clock: ClockDeps | None = None,
    ) -> None:
        self._tenant = tenant
        self._provider = MicrosoftProvider(tenant, deps, quotas)
        self._clock = clock or ClockDeps()

    def examine(self, needs: CheckNeeds) -> tuple[Check, ...]:
        """A check for each thing that is needed."""
        endpoint = self._tenant.endpoint
        clock = clock_check(f"{endpoint}/token" if endpoint else _HOST, self._clock)
        return (clock, *_Look(self._tenant, self._provider, needs).checks())

    def close(self) -> None:
        """Lets connections go."""
        self._provider.close()


@dataclass(slots=True)
class _Look:
    """One examination of one tenant."""

    tenant: Tenant
    provider: MicrosoftProvider
    needs: CheckNeeds
    answers: list[Response] = field(default_factory=list)
    asked: frozenset[str] = frozenset()
    """Permissions that are missing, so that the school is asked for them."""

    def checks(self) -> Iterator[Check]:
        """Every check, in the order in which things are to be mended."""
        rights = TokenRights(self.tenant, self.provider, self.needs)
        granted = list(rights.checks())
        yield from granted
        missing = (one for one in granted if one.state is CheckState.MISSING)
        self.asked = frozenset(str(one.facts.get("permission", "")) for one in missing)
        if READER not in rights.signed_in:
            return
        yield from self._licences()
        yield from self._organization()
        yield from self._settings()
        yield self._expiration()
        spent = any(classify(one) is VendorCode.THROTTLED for one in self.answers)
        yield Check(CheckCode.QUOTA, state_of(not spent), Fixer.VENDOR)

    # What was bought.

    def _licences(self) -> Iterator[Check]:
        wanted = {name: names for name, names in self.needs.products.items() if "sku" in names}
        if not wanted and not self.needs.licence_groups:
            return
        rows = self._rows(api.SKUS, "skuId,skuPartNumber,consumedUnits,prepaidUnits,servicePlans")
        by_name = {str(row["skuPartNumber"]): row for row in rows or ()}
        for product, names in sorted(wanted.items()):
            yield self._seats(product, names["sku"], None if rows is None else by_name)
        if self.needs.licence_groups:
            plans = {plan["servicePlanName"] for row in rows or () for plan in row["servicePlans"]}
            state = CheckState.UNKNOWN if rows is None else state_of(not _P1.isdisjoint(plans))
            yield Check(CheckCode.P1, state, Fixer.CITY, {}, _APPLY)

    def _seats(self, product: str, sku: str, rows: Mapping[str, Any] | None) -> Check:
        facts: dict[str, str | int] = {"product": product, "sku": sku}
        if rows is None:
            return Check(CheckCode.SEATS, CheckState.UNKNOWN, Fixer.CITY, facts)
        row = rows.get(sku)
        if row is None:
            return Check(CheckCode.PRODUCT, CheckState.MISSING, Fixer.CITY, facts)
        bought = int((row.get("prepaidUnits") or {}).get("enabled") or 0)
        said = self.tenant.seats.get(product)
        facts |= {"bought": bought, "said": "unsaid" if said is None else said}
        return Check(
            CheckCode.SEATS,
            state_of(said is not None and said <= bought),
            Fixer.CITY,
            facts,
            _APPLY,
        )

    # What the tenant's administrators have set.

    def _organization(self) -> Iterator[Check]:
        select = "id,onPremisesSyncEnabled,verifiedDomains,directorySizeQuota"
        rows = self._rows(api.ORGANIZATION, select)
        if not rows:
            facts: Facts = {"domain": self.tenant.domain, "used": 0, "total": 0}
            for code in (CheckCode.DOMAIN, CheckCode.DIRECTORY_SYNC, CheckCode.OBJECTS):
                yield self._unknown(code, _ORGANIZATION, facts)
            return
        (row, *_) = rows
        default = [one["name"] for one in row.get("verifiedDomains") or () if one.get("isDefault")]
        own = [name.lower() for name in default] == [self.tenant.domain]
        facts = {"domain": self.tenant.domain, "optional": _ORGANIZATION}
        yield Check(CheckCode.DOMAIN, state_of(own), Fixer.ADMINISTRATOR, facts, _APPLY)
        synced = bool(row.get("onPremisesSyncEnabled"))
        yield Check(CheckCode.DIRECTORY_SYNC, state_of(not synced), Fixer.ADMINISTRATOR, {}, _APPLY)
        quota = row.get("directorySizeQuota") or {}
        used, total = quota.get("used", 0), quota.get("total", 0)
        room: Facts = {"used": used, "total": total}
        state = state_of(used * 10 < total * 9) if total else CheckState.UNKNOWN
        more: Facts = {**room, "optional": _ORGANIZATION, "why": "optional"}
        yield Check(CheckCode.OBJECTS, state, Fixer.VENDOR, more, _APPLY)

    def _settings(self) -> Iterator[Check]:
        """Entra's group settings; a tenant that has never set one has none of them."""
        rows = self._rows(api.GROUP_SETTINGS, top=False)
        codes = (CheckCode.NAMING_POLICY, CheckCode.GROUP_CREATION, CheckCode.LABELS)
        if rows is None:
            for code in codes:
                yield self._unknown(code, _SETTINGS)
            return
        values = {one["name"]: one.get("value") or "" for row in rows for one in row["values"]}
        naming = values.get("PrefixSuffixNamingRequirement") or values.get("CustomBlockedWordsList")
        limited = values.get("EnableGroupCreation", "true").lower() == "false"
        labels = values.get("EnableMIPLabels", "false").lower() == "true"
        for code, good in zip(codes, (not naming, not limited, not labels), strict=True):
            # whether it is in the way, the city's probe tells
            fixer = Fixer.CITY if code is CheckCode.GROUP_CREATION else Fixer.ADMINISTRATOR
            yield Check(code, state_of(good), fixer, {}, _APPLY)

    def _expiration(self) -> Check:
        rows = self._rows(api.EXPIRATIONS, top=False)
        if rows is None:
            return self._unknown(CheckCode.EXPIRATION, _DIRECTORY)
        some = any(row.get("managedGroupTypes") not in (None, "None") for row in rows)
        return Check(CheckCode.EXPIRATION, state_of(not some), Fixer.ADMINISTRATOR, {}, _APPLY)

    def _rows(
        self, route: str, select: str = "", *, top: bool = False
    ) -> list[Mapping[str, Any]] | None:
        """A listing's first page with the reader's rights; None where it was not given."""
        (answer,) = self.provider.graph.send(READER, [listing(route, select, top=top)])
        self.answers.append(answer)
        if classify(answer) is not None:
            return None
        found: list[Mapping[str, Any]] = answer.body["value"]
        return found

    def _unknown(self, code: CheckCode, permission: str, facts: Facts | None = None) -> Check:
        """Of something that nobody grants; what is asked for anyway will tell it."""
        enough = {permission, *_INSTEAD.get(permission, ())}
        waits = not enough.isdisjoint(self.asked)
        why = "above" if waits else "optional"
        told: Facts = {**(facts or {}), "optional": permission, "why": why}
        # only Microsoft gives more room, so nobody in the school has to look
        looks = Fixer.VENDOR if code is CheckCode.OBJECTS else Fixer.ADMINISTRATOR
        return Check(code, CheckState.UNKNOWN, Fixer.CITY if waits else looks, told, _APPLY)
