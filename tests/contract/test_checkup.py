"""What `doctor` tells of a tenant: each thing that can be taken away is named, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reconciler.cli.sandbox import Sandbox
from reconciler.errors import TenantError
from reconciler.model.checkup import Check, CheckCode, CheckNeeds, CheckState, Checkup, Fixer, Use
from reconciler.model.observation import Scope
from reconciler.model.resources import Placement
from reconciler.model.states import Result
from reconciler.model.tenant import Vendor
from reconciler.providers.base import VendorCode
from reconciler.providers.clock import ClockDeps
from reconciler.providers.google import permissions as google
from reconciler.providers.google.checkup import GoogleExaminer
from reconciler.providers.google.client import ClientDeps
from reconciler.providers.google.provider import GoogleProvider
from reconciler.providers.microsoft import client as graph
from reconciler.providers.microsoft import permissions as microsoft
from reconciler.providers.microsoft.checkup import MicrosoftExaminer
from reconciler.providers.microsoft.errors import SIGN_IN, SignInFailure
from reconciler.providers.permission import Permission
from reconciler.report.doctor import render_doctor
from reconciler.report.letter import render_letter
from reconciler.report.texts import LANGUAGES, Texts
from tests.contract.vendors import NAMES, ProviderHarness, contract_tenant
from tests.support.small import declare, declared, group, licence, membership, unit

LEAST = {
    "reader": "+".join((*microsoft.PLAN, *microsoft.DRIFT)),
    "writer": "+".join(microsoft.APPLY),
}
"""The two applications with what the table says, and no more."""
RIGHTS = [*google.PRIVILEGES, google.LICENCES_PRIVILEGE, google.REPORTS_PRIVILEGE]


@pytest.fixture
def box(simulator: Sandbox) -> Iterator[Sandbox]:
    """The simulator, with every tenant as its seed says before and after."""
    for vendor in Vendor:
        simulator.ask("POST", f"tenants/{vendor.value}/reset")
        simulator.ask("PUT", f"tenants/{vendor.value}/behaviour", {})
    # the administrator whom we act as
    promote = {
        "method": "POST",
        "path": "/admin/directory/v1/users/diana@ou-test.example/makeAdmin",
    }
    answer = simulator.ask("POST", "tenants/google/call", {**promote, "body": {"status": True}})
    assert answer["status"] < 300, answer
    yield simulator
    for vendor in Vendor:
        simulator.ask("PUT", f"tenants/{vendor.value}/behaviour", {})


def examine(
    box: Sandbox,
    vendor: Vendor,
    needs: CheckNeeds,
    ahead: float = 0,
    *,
    keyless: bool = False,
    **stack: Any,
) -> tuple[Check, ...]:
    """What the checkup of this vendor's tenant tells; keyless: Google signs for the account.

    `stack`: what the stack's file says otherwise of the tenant.
    """
    tenant = replace(contract_tenant(vendor, box, LEAST, seats={"plus": 4}), **stack)
    if keyless:
        named = {"impersonate": ACCOUNT, "subject": tenant.credentials["subject"]}
        tenant = replace(tenant, credentials=named)
    clock = ClockDeps(ours=lambda: ClockDeps().ours() + ahead, theirs=ClockDeps().theirs)
    made = (
        GoogleExaminer(tenant, ClientDeps(sleep=_no_wait), clock=clock)
        if vendor is Vendor.GOOGLE
        else MicrosoftExaminer(tenant, graph.ClientDeps(sleep=_no_wait), clock=clock)
    )
    try:
        checks = made.examine(needs)
    finally:
        made.close()
    for language in LANGUAGES:  # a line that lacks a fact would end the command
        checkup = Checkup(tenant.alias, vendor.value, tenant.domain, checks)
        assert render_doctor([checkup], Texts(language), every=True)
        assert render_letter([checkup], Texts(language))
    return checks


EVERYTHING = Scope(frozenset({"/"}), frozenset({"*"}))
ACCOUNT = "city@google.iam.gserviceaccount.com"


@pytest.fixture
def job(box: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """The ambient identity of a job, which may sign for another account."""
    key = json.loads((box.folder / "google-service-account.json").read_text("utf-8"))
    key["client_email"] = "jobs@google.iam.gserviceaccount.com"
    key["token_uri"] = f"{box.address.read_text('utf-8').strip()}/token"
    file = tmp_path / "job.json"
    file.write_text(json.dumps(key), "utf-8")
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(file))
    return box


def _no_wait(_: float) -> None:
    """Nothing is waited for."""


def needs(vendor: Vendor, *uses: Use) -> CheckNeeds:
    """One product, and a licence through a group where there is such a thing."""
    groups = vendor is Vendor.MICROSOFT
    return CheckNeeds(frozenset(uses or Use), {"plus": NAMES[vendor]}, licence_groups=groups)


def in_state(checks: tuple[Check, ...], state: CheckState) -> list[tuple[str, Any]]:
    """Code and permission of the checks in a state."""
    return [
        (one.code.value, one.facts.get("permission", "")) for one in checks if one.state is state
    ]


@pytest.mark.parametrize("vendor", Vendor)
def test_nothing_is_missing_where_the_least_is_granted(box: Sandbox, vendor: Vendor) -> None:
    """With the permissions of the table, and no others."""
    checks = examine(box, vendor, needs(vendor))
    assert in_state(checks, CheckState.MISSING) == []
    assert {one.code for one in checks if one.state is CheckState.OK} > {CheckCode.CLOCK}


@pytest.mark.parametrize(
    "scope", [one for one in google.SCOPES if one.uses], ids=lambda one: one.name
)
def test_each_google_scope_is_named_when_it_is_taken_away(box: Sandbox, scope: Permission) -> None:
    """It, and nothing else."""
    withhold(box, Vendor.GOOGLE, permissions=[scope.name])
    checks = examine(box, Vendor.GOOGLE, needs(Vendor.GOOGLE))
    assert in_state(checks, CheckState.MISSING) == [("scope", scope.name)]


def test_nothing_is_missing_without_a_key(job: Sandbox) -> None:
    """And the API that signs is told to be on."""
    checks = examine(job, Vendor.GOOGLE, needs(Vendor.GOOGLE), keyless=True)
    assert in_state(checks, CheckState.MISSING) == []
    assert ("api", google.SIGNING_API) in in_state(checks, CheckState.OK)


@pytest.mark.parametrize("keyless", [False, True])
@pytest.mark.parametrize("api", google.APIS, ids=lambda one: one.name)
def test_each_google_api_is_named_when_it_is_not_enabled(
    job: Sandbox, api: Permission, keyless: bool
) -> None:
    """It, and nothing else; the one that signs, where there is no key."""
    withhold(job, Vendor.GOOGLE, apis=[api.name])
    checks = examine(job, Vendor.GOOGLE, needs(Vendor.GOOGLE), keyless=keyless)
    needed = keyless or api.name != google.SIGNING_API
    assert in_state(checks, CheckState.MISSING) == ([("api", api.name)] if needed else [])


def test_the_role_to_sign_without_a_key_is_named(job: Sandbox) -> None:
    """With the account that it is to be given for; the school's administrator has nothing to do."""
    withhold(job, Vendor.GOOGLE, permissions=["iam.serviceAccounts.signBlob"])
    checks = examine(job, Vendor.GOOGLE, needs(Vendor.GOOGLE), keyless=True)
    (found,) = [one for one in checks if one.state is CheckState.MISSING]
    assert (found.code, found.fixer) == (CheckCode.SIGNING_ROLE, Fixer.CITY)
    assert found.facts["account"] == ACCOUNT


@pytest.mark.parametrize(
    "parts",
    [{"permissions": ["iam.serviceAccounts.signBlob"]}, {"apis": [google.SIGNING_API]}],
    ids=["role", "api"],
)
def test_without_the_right_to_sign_a_look_is_a_failed_sign_in(
    job: Sandbox, parts: dict[str, list[str]]
) -> None:
    """Not a vendor that was not reached: the network is not to blame."""
    tenant = contract_tenant(Vendor.GOOGLE, job)
    named = {"impersonate": ACCOUNT, "subject": tenant.credentials["subject"]}
    provider = GoogleProvider(replace(tenant, credentials=named), ClientDeps(sleep=_no_wait))
    assert provider.observe(EVERYTHING).accounts
    provider.close()
    withhold(job, Vendor.GOOGLE, **parts)
    provider = GoogleProvider(replace(tenant, credentials=named), ClientDeps(sleep=_no_wait))
    with pytest.raises(TenantError) as caught:
        provider.observe(EVERYTHING)
    provider.close()
    assert {one.code for one in caught.value.faults} == {VendorCode.UNAUTHENTICATED}


def test_without_a_key_and_an_identity_it_is_the_credentials(
    box: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The city's: nothing says who runs this."""
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(box.folder / "nothing.json"))
    checks = examine(box, Vendor.GOOGLE, needs(Vendor.GOOGLE), keyless=True)
    assert in_state(checks, CheckState.MISSING) == [("credentials", "")]


@pytest.mark.parametrize("right", RIGHTS, ids=lambda one: one.name)
def test_each_right_of_the_administrator_is_named_when_the_role_lacks_it(
    box: Sandbox, right: Permission
) -> None:
    """With the optional scope, by the role; what only a call shows, by that call."""
    withhold(box, Vendor.GOOGLE, privileges=[right.name])
    checks = examine(box, Vendor.GOOGLE, needs(Vendor.GOOGLE))
    assert in_state(checks, CheckState.MISSING) == [("privilege", right.name)]


def test_without_the_optional_scope_rights_for_writing_are_unknown(box: Sandbox) -> None:
    """And the line names the scope that would tell."""
    withhold(box, Vendor.GOOGLE, permissions=[google.ROLES], privileges=["GROUPS_CREATE"])
    checks = examine(box, Vendor.GOOGLE, needs(Vendor.GOOGLE))
    assert in_state(checks, CheckState.MISSING) == []
    unknown = [
        one for one in checks if one.code is CheckCode.PRIVILEGE and one.state is CheckState.UNKNOWN
    ]
    assert {one.facts["permission"] for one in unknown} == {
        one.name for one in google.PRIVILEGES if Use.PLAN not in one.uses
    }
    assert {one.facts["optional"] for one in unknown} == {"admin.directory.rolemanagement.readonly"}


def acting_as(box: Sandbox, name: str) -> dict[str, Any]:
    """The credentials of somebody else of the tenant."""
    credentials = contract_tenant(Vendor.GOOGLE, box).credentials
    return {"credentials": {**credentials, "subject": f"{name}@ou-test.example"}}


@pytest.mark.parametrize("name", ["nobody", "diana"])
def test_the_account_whom_we_act_as_is_named_when_it_is_not_there(box: Sandbox, name: str) -> None:
    """It was never made, or it is suspended."""
    if name == "diana":
        path = f"/admin/directory/v1/users/{name}@ou-test.example"
        body = {"method": "PUT", "path": path, "body": {"suspended": True}}
        answer = box.ask("POST", "tenants/google/call", body)
        assert answer["status"] < 300, answer
    checks = examine(box, Vendor.GOOGLE, needs(Vendor.GOOGLE), **acting_as(box, name))
    (found,) = [one for one in checks if one.state is CheckState.MISSING]
    assert (found.code, found.fixer) == (CheckCode.SUBJECT, Fixer.ADMINISTRATOR)
    assert found.facts["subject"] == f"{name}@ou-test.example"


def test_an_account_without_any_role_is_named_for_it(box: Sandbox) -> None:
    """The rights that the role will need stand beside it, and are ticked in the same visit."""
    checks = examine(box, Vendor.GOOGLE, needs(Vendor.GOOGLE), **acting_as(box, "boris"))
    missing = [one for one in checks if one.state is CheckState.MISSING]
    assert missing[0].code is CheckCode.SUBJECT_ROLE
    assert {one.code for one in missing} <= {CheckCode.SUBJECT_ROLE, CheckCode.PRIVILEGE}
    letter = render_letter([Checkup("t", "google", "x.example", checks)], Texts("en"))
    assert letter.count("[x]") == len(missing) - 1
    assert letter.count("── 1 of") == 1


@pytest.mark.parametrize("vendor", Vendor)
def test_another_id_of_the_domain_is_named(box: Sandbox, vendor: Vendor) -> None:
    """The city corrects its own file; the school has nothing to do."""
    other = {Vendor.GOOGLE: "C0other00", Vendor.MICROSOFT: "99999999-0000-4000-8000-000000000009"}
    checks = examine(box, vendor, needs(vendor), vendor_id=other[vendor])
    found = [one for one in checks if one.state is CheckState.MISSING]
    assert ("customer", Fixer.CITY) in [(one.code.value, one.fixer) for one in found]


def test_a_domain_that_is_not_the_main_one_is_named(box: Sandbox) -> None:
    """Groups would get addresses in another."""
    checks = examine(box, Vendor.MICROSOFT, needs(Vendor.MICROSOFT), domain="other.example")
    assert in_state(checks, CheckState.MISSING) == [("domain", "")]


APPS = [("reader", one) for one in microsoft.READER] + [("writer", one) for one in microsoft.WRITER]


@pytest.mark.parametrize(
    ("app", "permission"),
    [(app, one) for app, one in APPS if one.uses],
    ids=lambda one: one if isinstance(one, str) else one.name,
)
def test_each_graph_permission_is_named_when_it_is_taken_away(
    box: Sandbox, app: str, permission: Permission
) -> None:
    """Of the one application, with what does in its place; and nothing else."""
    short = [permission.name, *permission.instead]
    withhold(box, Vendor.MICROSOFT, permissions=[f"{LEAST[app]}:{one}" for one in short])
    checks = examine(box, Vendor.MICROSOFT, needs(Vendor.MICROSOFT))
    missing = [one for one in checks if one.state is CheckState.MISSING]
    assert (app, permission.name) in [
        (one.facts["app"], one.facts["permission"]) for one in missing
    ]
    assert all(one.facts["app"] == app for one in missing)
    gone = {name for name in short if name in LEAST[app].split("+")}
    assert {one.facts["permission"] for one in missing} <= gone


@pytest.mark.parametrize("app", ["reader", "writer"])
def test_an_application_without_consent_is_named_with_its_link(box: Sandbox, app: str) -> None:
    """The line holds what the school's administrator opens."""
    withhold(box, Vendor.MICROSOFT, permissions=[f"{LEAST[app]}:*"])
    checks = examine(box, Vendor.MICROSOFT, needs(Vendor.MICROSOFT))
    (found,) = [one for one in checks if one.state is CheckState.MISSING]
    assert found.code is CheckCode.CONSENT
    assert found.facts["app"] == app
    assert "adminconsent?client_id=" in str(found.facts["link"])


CODES = {
    SignInFailure.NO_CONSENT: (CheckCode.CONSENT, Fixer.ADMINISTRATOR),
    SignInFailure.NO_TENANT: (CheckCode.CUSTOMER, Fixer.CITY),
    SignInFailure.CLOCK: (CheckCode.CLOCK, Fixer.CITY),
    SignInFailure.BAD_KEY: (CheckCode.CREDENTIALS, Fixer.CITY),
    SignInFailure.EXPIRED_KEY: (CheckCode.CREDENTIALS, Fixer.CITY),
    SignInFailure.NO_FEDERATION: (CheckCode.CREDENTIALS, Fixer.CITY),
    SignInFailure.DISABLED: (CheckCode.APP_DISABLED, Fixer.ADMINISTRATOR),
    SignInFailure.POLICY: (CheckCode.ACCESS_POLICY, Fixer.ADMINISTRATOR),
    SignInFailure.UNREACHABLE: (CheckCode.REACHED, Fixer.CITY),
    SignInFailure.UNKNOWN: (CheckCode.REACHED, Fixer.VENDOR),
}


@pytest.mark.parametrize("app", ["reader", "writer"])
@pytest.mark.parametrize("number", [*SIGN_IN, "9999999"])
def test_each_refusal_of_the_login_service_is_one_line_by_its_number(
    box: Sandbox, app: str, number: str
) -> None:
    """With the step that mends it, in both languages; a number that nobody knows is told."""
    withhold(box, Vendor.MICROSOFT, refusals=[f"{LEAST[app]}:{number}"])
    checks = examine(box, Vendor.MICROSOFT, needs(Vendor.MICROSOFT))
    (found,) = [one for one in checks if one.state is CheckState.MISSING]
    assert (found.code, found.fixer) == CODES[SIGN_IN.get(number, SignInFailure.UNKNOWN)]
    assert (found.facts["app"], found.facts["number"]) == (app, number)
    checkup = Checkup("t", "microsoft", "x.example", (found,))
    for language in LANGUAGES:
        told = render_doctor([Checkup("", "", "", ()), checkup], Texts(language), every=False)
        assert "→" in told
        letter = render_letter([checkup], Texts(language))
        mine = found.fixer is Fixer.ADMINISTRATOR
        assert (Texts(language).format("doctor-letter-nothing") not in letter) == mine
        assert found.code is not CheckCode.REACHED or number in told


def test_a_service_account_that_is_not_delegated_is_one_line(box: Sandbox) -> None:
    """Not a line for each scope."""
    withhold(box, Vendor.GOOGLE, permissions=["*"])
    checks = examine(box, Vendor.GOOGLE, needs(Vendor.GOOGLE))
    assert in_state(checks, CheckState.MISSING) == [("delegation", "")]


@pytest.mark.parametrize("vendor", Vendor)
def test_a_tenant_that_is_only_observed_needs_no_right_to_write(
    box: Sandbox, vendor: Vendor
) -> None:
    """What apply alone needs is in no line."""
    checks = examine(box, vendor, needs(vendor, Use.PLAN, Use.DRIFT))
    assert all(one.uses != {Use.APPLY} or one.code is not CheckCode.PERMISSION for one in checks)
    assert not [one for one in checks if one.code is CheckCode.SCOPE and one.uses == {Use.APPLY}]


SETTINGS = {
    "group-naming-policy": "naming-policy",
    "group-creation-limited": "group-creation",
    "sensitivity-labels": "labels",
    "groups-expire": "expiration",
    "directory-synced": "directory-sync",
    "directory-full": "objects",
}


@pytest.mark.parametrize("behaviour", SETTINGS)
def test_each_setting_that_breaks_us_is_named(box: Sandbox, behaviour: str) -> None:
    """It, and nothing else."""
    box.ask("PUT", "tenants/microsoft/behaviour", {"behaviours": {behaviour: True}})
    checks = examine(box, Vendor.MICROSOFT, needs(Vendor.MICROSOFT))
    assert in_state(checks, CheckState.MISSING) == [(SETTINGS[behaviour], "")]


def test_with_the_permissions_of_plan_alone_settings_are_unknown(box: Sandbox) -> None:
    """Each names the one permission that would tell."""
    withhold(
        box, Vendor.MICROSOFT, permissions=[f"{LEAST['reader']}:{one}" for one in microsoft.DRIFT]
    )
    checks = examine(box, Vendor.MICROSOFT, needs(Vendor.MICROSOFT, Use.PLAN, Use.APPLY))
    unknown = {
        one.code.value: one.facts["optional"] for one in checks if one.state is CheckState.UNKNOWN
    }
    assert unknown == {
        **dict.fromkeys(("domain", "directory-sync", "objects"), "Organization.Read.All"),
        **dict.fromkeys(("naming-policy", "group-creation", "labels"), "GroupSettings.Read.All"),
        "expiration": "Directory.Read.All",
    }
    assert in_state(checks, CheckState.MISSING) == []


def test_what_the_school_is_asked_for_anyway_is_not_looked_for_by_hand(box: Sandbox) -> None:
    """With Directory.Read.All, which drift needs, the program sees the settings by itself."""
    every = ("Directory.Read.All", "Organization.Read.All", "GroupSettings.Read.All")
    withhold(box, Vendor.MICROSOFT, permissions=[f"{LEAST['reader']}:{one}" for one in every])
    checks = examine(box, Vendor.MICROSOFT, needs(Vendor.MICROSOFT))
    assert in_state(checks, CheckState.MISSING) == [("permission", "Directory.Read.All")]
    unknown = [one for one in checks if one.state is CheckState.UNKNOWN]
    assert {one.code.value for one in unknown} == {
        *("domain", "directory-sync", "objects"),
        *("naming-policy", "group-creation", "labels", "expiration"),
    }
    assert {(one.facts["why"], one.fixer) for one in unknown} == {("above", Fixer.CITY)}
    letter = render_letter([Checkup("t", "microsoft", "x.example", checks)], Texts("en"))
    assert letter.count("── ") == 1


@pytest.mark.parametrize("vendor", Vendor)
def test_a_clock_that_is_off_is_named(box: Sandbox, vendor: Vendor) -> None:
    """By more than what both vendors bear."""
    checks = examine(box, vendor, needs(vendor), ahead=600)
    assert ("clock", "") in in_state(checks, CheckState.MISSING)


@pytest.mark.parametrize("vendor", Vendor)
def test_only_reads_are_sent(box: Sandbox, vendor: Vendor) -> None:
    """Whatever it may be allowed to do."""
    box.ask("DELETE", "requests")
    examine(box, vendor, needs(vendor))
    sent = box.ask("GET", f"requests?tenant={vendor.value}")["requests"]
    assert sent
    assert {one["method"] for one in sent} == {"GET"}


def withhold(box: Sandbox, vendor: Vendor, **parts: list[str]) -> None:
    """Takes grants away."""
    answer = box.ask("PUT", f"tenants/{vendor.value}/behaviour", {"withheld": parts})
    assert answer is None, answer


@pytest.mark.parametrize("vendor", Vendor)
def test_the_least_suffices_to_read_and_write(simulator: Sandbox, vendor: Vendor) -> None:
    """A school is made with what the table says, and no more."""
    reader = "+".join(microsoft.PLAN)
    harness = ProviderHarness(vendor, simulator, reader=reader, writer=LEAST["writer"])
    ids = [harness.ids[name] for name in ("anna", "boris")]
    wanted = declared(
        unit("staff"),
        group("teachers"),
        membership("teachers", *ids),
        declare("staff", Placement("/staff", frozenset(ids))),
        licence("plus", *ids),
    )
    outcomes = harness.do(harness.changes(wanted))
    harness.provider.close()
    assert {one.result for one in outcomes} == {Result.APPLIED}
