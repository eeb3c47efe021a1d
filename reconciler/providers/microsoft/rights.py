"""What a token may be had for: the permissions that each application was granted.

Premise: an application's token names the permissions that the tenant's administrator agreed to, so
a permission is looked up and not tried. The token of the application that writes is looked at and
never used. Graph calls a token opaque: where it cannot be read, its permissions are unknown.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from reconciler.errors import Facts, TenantError
from reconciler.model.checkup import Check, CheckCode, CheckNeeds, CheckState, Fixer, Use
from reconciler.model.tenant import Tenant
from reconciler.providers.microsoft import permissions
from reconciler.providers.microsoft.client import READER, WRITER
from reconciler.providers.microsoft.errors import SignInFailure, SignInRefusal
from reconciler.providers.microsoft.provider import MicrosoftProvider
from reconciler.providers.permission import Permission, state_of
from reconciler.providers.shapes import MalformedError, Record, a_list, parsed, text

_CONSENT = "https://login.microsoftonline.com/{tenant}/adminconsent?client_id={app}"
_BROKEN: Mapping[SignInFailure, tuple[CheckCode, Fixer]] = {
    SignInFailure.CLOCK: (CheckCode.CLOCK, Fixer.CITY),
    SignInFailure.BAD_KEY: (CheckCode.CREDENTIALS, Fixer.CITY),
    SignInFailure.EXPIRED_KEY: (CheckCode.CREDENTIALS, Fixer.CITY),
    SignInFailure.NO_FEDERATION: (CheckCode.CREDENTIALS, Fixer.CITY),
    SignInFailure.DISABLED: (CheckCode.APP_DISABLED, Fixer.ADMINISTRATOR),
    SignInFailure.POLICY: (CheckCode.ACCESS_POLICY, Fixer.ADMINISTRATOR),
    SignInFailure.NO_TENANT: (CheckCode.CUSTOMER, Fixer.CITY),
    SignInFailure.NO_CONSENT: (CheckCode.CONSENT, Fixer.ADMINISTRATOR),
    SignInFailure.UNREACHABLE: (CheckCode.REACHED, Fixer.CITY),
    SignInFailure.UNKNOWN: (CheckCode.REACHED, Fixer.VENDOR),
}
_CLAIMS = Record(may={"roles": a_list(text)})


@dataclass(slots=True)
class TokenRights:
    """What the two applications were granted in one tenant."""

    tenant: Tenant
    provider: MicrosoftProvider
    needs: CheckNeeds
    signed_in: set[str] = field(default_factory=set)
    """The applications that got a token."""

    def checks(self) -> Iterator[Check]:
        """The checks of both; of the one that writes where anything is to be written."""
        yield from self._application(READER, permissions.READER)
        if Use.APPLY in self.needs.uses:
            yield from self._application(WRITER, permissions.WRITER)

    def _application(self, duty: str, table: Iterable[Permission]) -> Iterator[Check]:
        wanted = [one for one in table if self.needs.wants(one.uses)]
        facts = self._app_facts(duty, wanted)
        use = frozenset({Use.APPLY} if duty == WRITER else ())
        try:
            token = self.provider.graph.token(duty)
        except TenantError:
            unread: Facts = {**facts, "why": "unread"}
            yield Check(CheckCode.CREDENTIALS, CheckState.MISSING, Fixer.CITY, unread, use)
            return
        if isinstance(token, SignInRefusal):
            code, fixer = _BROKEN[token.failure]
            told: Facts = {**facts, "why": token.failure.value, "number": token.number or "none"}
            told = {**told, "seconds": "none"}
            yield Check(code, CheckState.MISSING, fixer, told, use)
            return
        self.signed_in.add(duty)
        yield Check(CheckCode.CONSENT, CheckState.OK, Fixer.ADMINISTRATOR, facts, use)
        granted = _roles(token)
        for one in wanted:
            state = CheckState.UNKNOWN if granted is None else state_of(one.held(granted))
            named: Facts = {**facts, "permission": one.name, "short": one.name}
            named = {**named, "sentence": one.sentence}
            yield Check(CheckCode.PERMISSION, state, Fixer.ADMINISTRATOR, named, one.uses)

    def _app_facts(self, duty: str, wanted: Iterable[Permission]) -> Facts:
        """The application, its link, and what the screen behind that link has to ask for."""
        named = self.tenant.credentials
        app = named.get(f"{duty}ClientId") or named.get(duty, "-")
        link = _CONSENT.format(tenant=self.tenant.vendor_id, app=app)
        asked = {
            "asks": ";".join(one.name for one in wanted),
            "sentences": ";".join(one.sentence for one in wanted),
        }
        whose = {"app": duty, "client": app, "link": link, "customer": self.tenant.vendor_id}
        return {**whose, **asked}


def _roles(token: str) -> frozenset[str] | None:
    """The permissions that a token names; None where it cannot be read."""
    part = token.split(".")[1] if token.count(".") == 2 else ""
    try:
        claims = parsed(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, MalformedError):
        return None
    # an application without any permission has no `roles`
    return frozenset(claims.get("roles") or ()) if _CLAIMS(claims) else None
