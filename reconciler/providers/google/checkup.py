"""What a Google tenant grants, thing by thing, asked with what `plan` may ask.

Premise: what the administrator's role lacks shows in a refused listing, or, with one more scope, in
the role itself; an API that is not enabled in an answer of its own.

Rule: nothing that is refused hides another thing that could still be asked; what cannot be asked
for the lack of something else is unknown, and that something is named on a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from reconciler.errors import Facts, TenantError
from reconciler.model.checkup import Check, CheckCode, CheckNeeds, CheckState, Fixer, Use
from reconciler.model.tenant import Tenant
from reconciler.providers.base import VendorCode
from reconciler.providers.clock import ClockDeps, clock_check
from reconciler.providers.google import permissions
from reconciler.providers.google.calls import Call
from reconciler.providers.google.client import ClientDeps
from reconciler.providers.google.convert import skus
from reconciler.providers.google.errors import classify
from reconciler.providers.google.provider import GoogleProvider
from reconciler.providers.google.response import Response
from reconciler.providers.google.rights import TokenRights, signing_facts, subject_facts
from reconciler.providers.pacing import CallWindows
from reconciler.providers.permission import Permission, state_of

_HOUR = 3600
_APPLY = frozenset({Use.APPLY})
_HOST = "https://oauth2.googleapis.com/token"
_OFF = "accessNotConfigured"
"""Google's word for an API that its project has not enabled; 2026-11."""
_SPENT = frozenset({VendorCode.THROTTLED, VendorCode.QUOTA_SPENT})


@dataclass(frozen=True, slots=True)
class _Probe:
    """One listing, and what its refusal means."""

    call: Call
    scope: str
    api: str
    privilege: Permission


class GoogleExaminer:
    """Examines one tenant; see `Examiner`."""

    def __init__(
        self,
        tenant: Tenant,
        deps: ClientDeps | None = None,
        quotas: CallWindows | None = None,
        clock: ClockDeps | None = None,
    ) -> None:
        self._tenant = tenant
        self._provider = GoogleProvider(tenant, deps, quotas)
        self._clock = clock or ClockDeps()

    def examine(self, needs: CheckNeeds) -> tuple[Check, ...]:
        """A check for each thing that is needed."""
        since = datetime.fromtimestamp(self._clock.ours() - _HOUR, UTC)
        look = _Look(self._tenant, self._provider, needs, f"{since:%Y-%m-%dT%H:%M:%SZ}")
        endpoint = self._tenant.endpoint
        checks = [clock_check(f"{endpoint}/token" if endpoint else _HOST, self._clock)]
        return (*checks, *look.checks())

    def close(self) -> None:
        """Closes the connections."""
        self._provider.close()


@dataclass(slots=True)
class _Look:
    """One examination of one tenant."""

    tenant: Tenant
    provider: GoogleProvider
    needs: CheckNeeds
    since: str
    """ISO time from which the log is asked for a page."""
    granted: set[str] = field(default_factory=set)
    """Scopes that a token was given for."""
    answers: list[Response] = field(default_factory=list)
    is_super: bool = False
    """Whether the administrator may do everything."""

    def checks(self) -> Iterator[Check]:
        try:
            yield from self._checks()
        except TenantError:
            facts: Facts = {"why": "unread", "client": "-"}
            yield Check(CheckCode.CREDENTIALS, CheckState.MISSING, Fixer.CITY, facts)

    def _checks(self) -> Iterator[Check]:
        rights = TokenRights(self.tenant, self.provider, self.needs)
        yield from rights.checks()
        self.granted = rights.granted
        if not self.granted:
            return
        yield from self._administrator()
        yield from self._listings()
        yield from self._role()
        yield from self._seats()
        yield self._quota()
        yield Check(CheckCode.CLOUD_SYNC, CheckState.UNKNOWN, Fixer.ADMINISTRATOR)

    def _ask(self, call: Call, scope: str) -> Response | None:
        """The answer with the scopes of plan (or this one alone); None where it is not granted."""
        if scope not in self.granted:
            return None
        alone = scope not in permissions.READ
        mine = (scope,) if alone else tuple(s for s in permissions.READ if s in self.granted)
        (answer,) = self.provider.client(mine).send([call])
        self.answers.append(answer)
        return answer

    # The administrator whom we act as.

    def _administrator(self) -> Iterator[Check]:
        routes, subject = self.provider.routes(), self.tenant.credentials["subject"]
        user_scope = permissions.READ[1]
        answer = self._ask(routes.administrator.call(user=subject), user_scope)
        facts = subject_facts(self.tenant)
        if answer is None or (not answer.good and classify(answer) is not VendorCode.MISSING):
            facts = {**facts, "customer": self.tenant.vendor_id}
            for code in (CheckCode.SUBJECT, CheckCode.SUBJECT_ROLE, CheckCode.CUSTOMER):
                yield Check(code, CheckState.UNKNOWN, Fixer.ADMINISTRATOR, facts)
            return
        if not answer.good or answer.data().get("suspended"):
            yield Check(CheckCode.SUBJECT, CheckState.MISSING, Fixer.ADMINISTRATOR, facts)
            return
        yield Check(CheckCode.SUBJECT, CheckState.OK, Fixer.ADMINISTRATOR, facts)
        data = answer.data()
        some_role = bool(data.get("isAdmin") or data.get("isDelegatedAdmin"))
        yield Check(CheckCode.SUBJECT_ROLE, state_of(some_role), Fixer.ADMINISTRATOR, facts)
        self.is_super = bool(data.get("isAdmin"))
        ours = data["customerId"] == self.tenant.vendor_id
        found: Facts = {"customer": self.tenant.vendor_id, "domain": self.tenant.domain}
        yield Check(CheckCode.CUSTOMER, state_of(ours), Fixer.CITY, found)
        own = str(data["primaryEmail"]).rpartition("@")[2].lower() == self.tenant.domain
        yield Check(CheckCode.DOMAIN, state_of(own), Fixer.CITY, found, _APPLY)

    # What is listed.

    def _listings(self) -> Iterator[Check]:
        apis: dict[str, CheckState] = {}
        rights: dict[str, CheckState] = {}
        for probe in self._probes():
            answer = self._ask(probe.call, probe.scope)
            api, right = _states(answer)
            apis[probe.api] = _worst(apis.get(probe.api), api)
            rights[probe.privilege.name] = _worst(rights.get(probe.privilege.name), right)
            yield from self._unsold(probe, answer)
        if "impersonate" in self.tenant.credentials:
            apis[permissions.SIGNING_API] = CheckState.OK
        for one in permissions.APIS:
            if self.needs.wants(one.uses) and one.name in apis:
                facts: Facts = {**signing_facts(self.tenant), "permission": one.name}
                yield Check(CheckCode.API, apis[one.name], Fixer.CITY, facts, one.uses)
        for probe in self._probes():
            state = rights.pop(probe.privilege.name, None)
            if state is not None:
                yield self._privilege(probe.privilege, state)

    def _probes(self) -> Iterator[_Probe]:
        routes, customer = self.provider.routes(), self.tenant.vendor_id
        units, users, groups = permissions.PRIVILEGES[:3]
        unit_scope, user_scope, group_scope = permissions.READ[:3]
        admin = permissions.ADMIN_API
        yield _Probe(routes.units.call(customer=customer), unit_scope, admin, units)
        yield _Probe(routes.users.call(customer=customer), user_scope, admin, users)
        yield _Probe(routes.groups.call(customer=customer), group_scope, admin, groups)
        nobody = routes.settings.call(group=f"reconciler-no-such-group@{self.tenant.domain}")
        settings = f"{permissions.AUTH}apps.groups.settings"
        yield _Probe(nobody, settings, permissions.SETTINGS_API, groups)
        for names in self.needs.products.values():
            for sku in skus(names) if "product" in names else ():
                asked = routes.licences.call(customer=customer, product=names["product"], sku=sku)
                licences = permissions.LICENCES_PRIVILEGE
                scope = f"{permissions.AUTH}apps.licensing"
                yield _Probe(asked, scope, permissions.LICENSING_API, licences)
        if Use.DRIFT in self.needs.uses:
            log = routes.activities.call(since=self.since)
            yield _Probe(log, permissions.AUDIT[0], admin, permissions.REPORTS_PRIVILEGE)

    def _unsold(self, probe: _Probe, answer: Response | None) -> Iterator[Check]:
        """A licence listing that Google answers with 'not found' or 'invalid': no such product."""
        if probe.api != permissions.LICENSING_API or answer is None:
            return
        if classify(answer) in (VendorCode.MISSING, VendorCode.INVALID):
            facts: Facts = {"product": probe.call.uri.partition("/product/")[2].partition("?")[0]}
            yield Check(CheckCode.PRODUCT, CheckState.MISSING, Fixer.CITY, facts)

    def _privilege(self, permission: Permission, state: CheckState, why: str = "above") -> Check:
        facts: Facts = {
            "why": why,
            "permission": permission.name,
            "optional": permissions.ROLES.removeprefix(permissions.AUTH),
            **subject_facts(self.tenant),
        }
        blocked = state is CheckState.UNKNOWN and why == "above"
        fixer = Fixer.CITY if blocked else Fixer.ADMINISTRATOR
        return Check(CheckCode.PRIVILEGE, state, fixer, facts, permission.uses)

    # The role itself, where it may be read.

    def _role(self) -> Iterator[Check]:
        held = self._held()
        for one in permissions.PRIVILEGES[3:]:
            if not self.needs.wants(one.uses):
                continue
            state = CheckState.UNKNOWN if held is None else state_of(one.held(held))
            yield self._privilege(one, state, "optional")

    def _held(self) -> frozenset[str] | None:
        """The privileges of every role that the administrator has; None: not known."""
        every = {name for one in permissions.PRIVILEGES for name in (one.name, *one.instead)}
        if self.is_super:
            return frozenset(every)
        routes, customer = self.provider.routes(), self.tenant.vendor_id
        subject = self.tenant.credentials["subject"]
        listed = self._ask(
            routes.role_assignments.call(customer=customer, user=subject), permissions.ROLES
        )
        if listed is None or not listed.good:
            return None
        held: set[str] = set()
        for item in listed.data().get("items", ()):
            call = routes.role.call(customer=customer, role=item["roleId"])
            role = self._ask(call, permissions.ROLES)
            if role is None or not role.good:
                return None
            data = role.data()
            named = {one["privilegeName"] for one in data.get("rolePrivileges", ())}
            held |= every if data.get("isSuperAdminRole") else named
        return frozenset(held)

    def _seats(self) -> Iterator[Check]:
        """Google shows no purchased seats: the stack has to say how many there are."""
        for product, names in sorted(self.needs.products.items()):
            if "product" in names and product not in self.tenant.automatic:
                said = self.tenant.seats.get(product)
                facts: Facts = {"product": product, "said": "none" if said is None else said}
                yield Check(
                    CheckCode.SEATS,
                    state_of(said is not None),
                    Fixer.CITY,
                    {**facts, "bought": -1},
                    _APPLY,
                )

    def _quota(self) -> Check:
        spent = any(classify(answer) in _SPENT for answer in self.answers)
        return Check(CheckCode.QUOTA, state_of(not spent), Fixer.VENDOR)


def _states(answer: Response | None) -> tuple[CheckState, CheckState]:
    """What one answer says of the API and of the administrator's right."""
    if answer is None:
        return CheckState.UNKNOWN, CheckState.UNKNOWN
    code = classify(answer)
    if answer.reason == _OFF:
        return CheckState.MISSING, CheckState.UNKNOWN
    if code is VendorCode.FORBIDDEN:
        return CheckState.OK, CheckState.MISSING
    # "no such group" is an answer of the API, too
    known = code is None or code in (VendorCode.MISSING, VendorCode.INVALID)
    return (CheckState.OK, CheckState.OK) if known else (CheckState.UNKNOWN, CheckState.UNKNOWN)


def _worst(before: CheckState | None, now: CheckState) -> CheckState:
    order = (CheckState.MISSING, CheckState.OK, CheckState.UNKNOWN)
    found = {state for state in (before, now) if state is not None}
    return next(state for state in order if state in found)
