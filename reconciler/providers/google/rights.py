"""What a token may be had for: the delegation of the service account, scope by scope.

Premise: Google refuses a token for several scopes when one of them is not delegated, and says not
which. So all are asked for together, and one by one only where that fails. A token is asked for and
dropped; nothing is called with those for writing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reconciler.errors import Facts
from reconciler.model.checkup import Check, CheckCode, CheckNeeds, CheckState, Fixer
from reconciler.model.tenant import Tenant
from reconciler.providers.google import permissions
from reconciler.providers.google.credentials import account_of, client_number
from reconciler.providers.google.errors import SignInFailure
from reconciler.providers.google.provider import GoogleProvider
from reconciler.providers.permission import Permission

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
            facts = {**subject_facts(self.tenant), **signing_facts(self.tenant)}
            yield Check(code, CheckState.MISSING, fixer, facts)
            return
        yield self._delegation(names)
        if not self.granted:
            return
        for one in needed:
            state = CheckState.OK if one.name in self.granted else CheckState.MISSING
            yield self._scope(one, state)
        if self._token((permissions.ROLES,)) is None:
            self.granted.add(permissions.ROLES)

    def _token(self, scopes: Sequence[str]) -> SignInFailure | None:
        return self.provider.client(tuple(scopes)).sign_in()

    def _delegation(self, names: Iterable[str]) -> Check:
        facts: Facts = {
            "scopes": ",".join(names),
            "account": account_of(self.tenant) or "-",
            "client": client_number(self.tenant) or "none",
        }
        state = CheckState.OK if self.granted else CheckState.MISSING
        return Check(CheckCode.DELEGATION, state, Fixer.ADMINISTRATOR, facts)

    def _scope(self, permission: Permission, state: CheckState) -> Check:
        needed = [one.name for one in permissions.SCOPES if self.needs.wants(one.uses)]
        facts: Facts = {
            "permission": permission.name,
            "short": permission.name.removeprefix(permissions.AUTH),
            "scopes": ",".join(needed),
            "account": account_of(self.tenant) or "-",
            "client": client_number(self.tenant) or "none",
        }
        return Check(CheckCode.SCOPE, state, Fixer.ADMINISTRATOR, facts, permission.uses)


def subject_facts(tenant: Tenant) -> Facts:
    """The administrator whom we act as."""
    return {"subject": tenant.credentials.get("subject", "-")}


def signing_facts(tenant: Tenant) -> Facts:
    """The service account, its project, and the API that signs for it."""
    account = account_of(tenant)
    project = account.partition("@")[2].partition(".")[0] or "-"
    return {"account": account, "project": project, "permission": permissions.SIGNING_API}
