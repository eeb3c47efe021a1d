"""What a token may be had for: the delegation of the service account, scope by scope.

Premise: Google refuses a token for several scopes when one of them is not delegated, and says not
which. So all are asked for together, and one by one only where that fails. A token is asked for and
dropped; nothing is called with those for writing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reconciler.errors import Facts
from reconciler.model.checkup import Check, CheckCode, CheckNeeds, CheckState, Fixer, Use
from reconciler.model.tenant import Tenant
from reconciler.providers.google import permissions
from reconciler.providers.google.credentials import account_of, client_number
from reconciler.providers.google.errors import SignInFailure
from reconciler.providers.google.provider import GoogleProvider
from reconciler.providers.permission import state_of

_APPLY = frozenset({Use.APPLY})
_CONSOLE = "https://admin.google.com/ac/owl/domainwidedelegation"
_BROKEN: Mapping[SignInFailure, tuple[CheckCode, Fixer]] = {
    SignInFailure.CLOCK: (CheckCode.CLOCK, Fixer.CITY),
    SignInFailure.BAD_KEY: (CheckCode.CREDENTIALS, Fixer.CITY),
    SignInFailure.API_OFF: (CheckCode.API, Fixer.CITY),
    SignInFailure.NO_ROLE: (CheckCode.SIGNING_ROLE, Fixer.CITY),
    SignInFailure.NO_SUBJECT: (CheckCode.SUBJECT, Fixer.ADMINISTRATOR),
    SignInFailure.UNREACHABLE: (CheckCode.REACHED, Fixer.CITY),
    SignInFailure.UNKNOWN: (CheckCode.REACHED, Fixer.VENDOR),
}
"""Failures that no scope is to blame for."""


@dataclass(slots=True)
class TokenRights:
    """The scopes that one tenant delegates."""

    tenant: Tenant
    provider: GoogleProvider
    needs: CheckNeeds
    granted: set[str] = field(default_factory=set)
    """Scopes that a token was given for."""

    def checks(self) -> Iterator[Check]:
        """The checks of tokens; where `granted` is empty after them, nothing more can be asked."""
        needed = [one for one in permissions.SCOPES if self.needs.wants(one.uses)]
        names = tuple(one.name for one in needed)
        failure = self._token(names)
        if failure is None:
            self.granted.update(names)
        elif failure is SignInFailure.NOT_DELEGATED:
            self.granted.update(name for name in names if self._token((name,)) is None)
        else:
            code, fixer = _BROKEN[failure]
            broken: Facts = {**subject_facts(self.tenant), **signing_facts(self.tenant)}
            broken = {**broken, "why": failure.value, "number": "none", "seconds": "none"}
            broken |= {"customer": self.tenant.vendor_id, "client": account_of(self.tenant) or "-"}
            yield Check(code, CheckState.MISSING, fixer, broken)
            return
        if self._token((permissions.ROLES,)) is None:
            self.granted.add(permissions.ROLES)
        state = state_of(bool(self.granted))
        yield Check(CheckCode.DELEGATION, state, Fixer.ADMINISTRATOR, self._line())
        for one in needed if self.granted else ():
            facts: Facts = {
                **self._line(),
                "permission": one.name,
                "short": one.name.removeprefix(permissions.AUTH),
            }
            state = state_of(one.name in self.granted)
            yield Check(CheckCode.SCOPE, state, Fixer.ADMINISTRATOR, facts, one.uses)

    def _token(self, scopes: Sequence[str]) -> SignInFailure | None:
        return self.provider.client(tuple(scopes)).sign_in()

    def _line(self) -> Facts:
        """The line that the school's administrator enters: all that is needed, and what is there.

        The Admin console opens it filled in at this address (GAM's own advice, 2026-11).
        """
        wanted = [one.name for one in permissions.SCOPES if self.needs.wants(one.uses)]
        line = [*wanted, *sorted(self.granted.difference(wanted))]
        scopes = ",".join(line)
        client = client_number(self.tenant)
        filled = f"clientScopeToAdd={scopes}&clientIdToAdd={client}&overwriteClientId=true"
        return {
            "scopes": scopes,
            "count": len(line),
            "writes": "yes"
            if any(one.uses == _APPLY and one.name in line for one in permissions.SCOPES)
            else "no",
            "account": account_of(self.tenant) or "-",
            "client": client or "none",
            "link": f"{_CONSOLE}?{filled}" if client else _CONSOLE,
            **subject_facts(self.tenant),
        }


def subject_facts(tenant: Tenant) -> Facts:
    """The administrator whom we act as."""
    return {"subject": tenant.credentials.get("subject", "-")}


def signing_facts(tenant: Tenant) -> Facts:
    """The service account, its project, and the API that signs for it."""
    account = account_of(tenant)
    project = account.partition("@")[2].partition(".")[0] or "-"
    return {"account": account, "project": project, "permission": permissions.SIGNING_API}
