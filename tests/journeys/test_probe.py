"""Journeys of the probe: consent by name, dated answers, and a first apply that asks for one."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from reconciler.model.probe import PROBE
from tests.support.sandbox import GOOGLE, MICROSOFT, SandboxProject

SCHEMA = Path(__file__).parents[2] / "reconciler" / "report" / "schema" / "cassette.json"
BOTH = (GOOGLE, MICROSOFT)
CONSENT = tuple(word for tenant in BOTH for word in ("--acknowledge", f"probe:{tenant}"))
NAMED = tuple(word for tenant in BOTH for word in ("--tenant", tenant))
REASON = ("--reason", "before the first apply")


def real(sandbox: SandboxProject) -> None:
    """The tenants are reached by an address of their own: nothing says that it is a simulator."""
    address = (sandbox.root / ".sandbox" / "simulator.address").read_text("utf-8").strip()

    def change(data: dict[str, Any]) -> None:
        for vendor in data["config"]["reconciler:defaults"].values():
            vendor["endpoint"] = address

    sandbox.edit(sandbox.stack, change)


def leftovers(sandbox: SandboxProject, tenant: str) -> list[str]:
    """What a probe left in a tenant."""
    lists = {
        GOOGLE: (
            ("/admin/directory/v1/customer/my_customer/orgunits?type=all", "organizationUnits"),
            ("/admin/directory/v1/groups?customer=my_customer", "groups"),
        ),
        MICROSOFT: (
            ("/v1.0/directory/administrativeUnits?$top=999", "value"),
            ("/v1.0/groups?$top=999", "value"),
            ("/v1.0/directory/deletedItems/microsoft.graph.group", "value"),
        ),
    }[tenant]
    found = [one for path, items in lists for one in sandbox.listed(tenant, path, items)]
    return [str(one) for one in found if PROBE in str(one)]


def test_a_probe_needs_each_tenant_s_name(sandbox: SandboxProject) -> None:
    """Without it the exit code is 3, nothing is written, and the words to repeat are said."""
    sandbox.forget_log()
    run = sandbox.run("doctor", "--probe", *NAMED, *CONSENT[:2], *REASON)
    assert run.code == 3
    assert f"--acknowledge probe:{MICROSOFT}" in run.err
    (line,) = [line for line in run.err.splitlines() if "reconciler doctor" in line]
    for tenant in (GOOGLE, MICROSOFT):  # what was given and what is missing, in one command
        assert f"--tenant {tenant}" in line
        assert f"--acknowledge probe:{tenant}" in line
    nobody = sandbox.run("doctor", "--probe", *CONSENT, *REASON)
    assert nobody.code == 1
    assert "--tenant" in nobody.err
    assert sandbox.run("doctor", "--probe", *NAMED, *CONSENT).code == 1, "a reason is needed"
    assert sandbox.writes() == []


@pytest.mark.parametrize("where", ["its own file", "the stack"])
@pytest.mark.parametrize("tenant", BOTH)
def test_a_tenant_that_is_only_observed_is_never_probed(
    sandbox: SandboxProject, tenant: str, where: str
) -> None:
    """Whoever says so: the school's file, the municipality's for a kind, or the stack."""
    mode: dict[str, Any] = {"mode": "observe"}
    if tenant == MICROSOFT:
        mode = {"mode": "manage", "observe": ["groups"]}
    if where == "the stack":
        entry = {"mode": mode["mode"], "observe": mode.get("observe", [])}
        sandbox.edit(
            sandbox.stack, lambda data: data["config"]["reconciler:tenants"][tenant].update(entry)
        )
    else:
        file = sandbox.school(tenant) if tenant == GOOGLE else sandbox.municipality
        sandbox.edit(file, lambda data: data.setdefault("tenants", {}).update({tenant: mode}))
    sandbox.forget_log()
    run = sandbox.run("doctor", "--probe", *NAMED, *CONSENT, *REASON)
    assert run.code == 3
    assert f"{tenant} is only observed" in run.err
    assert "manage" in run.err
    assert sandbox.writes() == []


def test_a_probe_is_a_run_that_leaves_only_its_answers(sandbox: SandboxProject) -> None:
    """In both languages; the history has it, the tenants do not."""
    run = sandbox.run("doctor", "--probe", *NAMED, *CONSENT, *REASON, "--lang", "en")
    assert run.code == 0, f"{run.out}\n{run.err}"
    assert "the listing of groups shows the mark" in run.out
    for tenant in BOTH:
        assert leftovers(sandbox, tenant) == []
    again = sandbox.run("doctor", "--probe", *NAMED, *CONSENT, *REASON, "--lang", "bg")
    assert again.code == 0
    assert "списъкът с групи показва знака" in again.out
    assert "probe" in sandbox.run("history", "--lang", "en").out
    assert "before the first apply" in sandbox.run("history", "show", "2").out
    assert sandbox.changes() == []


def test_a_probe_stops_where_all_writing_is_stopped(sandbox: SandboxProject) -> None:
    """Like any other run."""
    sandbox.run("freeze", "--reason", "exams")
    sandbox.forget_log()
    run = sandbox.run("doctor", "--probe", *NAMED, *CONSENT, *REASON)
    assert run.code == 3
    assert "exams" in run.err
    assert sandbox.writes() == []
    assert sandbox.run("doctor").code == 0, "reading goes on"


def test_the_first_apply_on_a_real_tenant_asks_for_a_probe(fresh: SandboxProject) -> None:
    """Without one it is refused by name; with one it goes on, and nothing is asked later."""
    real(fresh)
    fresh.forget_log()
    refused = fresh.run("apply", "--yes", "--school", GOOGLE, "--school", MICROSOFT)
    assert refused.code == 3
    for tenant in BOTH:
        assert f"doctor --probe --tenant {tenant}" in refused.out
    assert fresh.writes() == []
    fresh.run("doctor", "--probe", "--tenant", GOOGLE, *CONSENT[:2], *REASON)
    fresh.apply("--school", GOOGLE)
    refused = fresh.run("plan", "--school", GOOGLE, "--school", MICROSOFT)
    assert f"doctor --probe --tenant {MICROSOFT}" in refused.out
    assert f"doctor --probe --tenant {GOOGLE}" not in refused.out
    consent = ("--acknowledge", f"tenant-unprobed:{MICROSOFT}", "--reason", "tried by hand")
    fresh.apply("--school", MICROSOFT, *consent)
    assert fresh.changes("--school", GOOGLE, "--school", MICROSOFT) == []


def test_on_the_simulator_no_probe_is_asked_for(fresh: SandboxProject) -> None:
    """Nothing that happens there happens to a school."""
    fresh.apply("--school", GOOGLE)


def test_a_probe_that_found_something_wrong_is_no_consent(fresh: SandboxProject) -> None:
    """The refusal names what does not hold, and the day of the probe."""
    real(fresh)
    behaviour = {"behaviours": {"group-settings-late": True}}
    fresh.ask("PUT", f"tenants/{GOOGLE}/behaviour", behaviour)
    run = fresh.run("doctor", "--probe", "--tenant", GOOGLE, *CONSENT[:2], *REASON)
    assert run.code == 2, run.out
    assert "the settings of a new group can be read at once" in run.out
    refused = fresh.run("apply", "--yes", "--school", GOOGLE)
    assert refused.code == 3
    assert "settings-at-once" in refused.out


def all_secrets(sandbox: SandboxProject) -> set[str]:
    """Those of every tenant, everybody in the lists, and every key of the sandbox."""
    box = sandbox.root / ".sandbox"
    found = {
        one for seed in (box / "tenants").glob("*.json") for one in secrets_of(sandbox, seed.stem)
    }
    account = json.loads((box / "google-service-account.json").read_text("utf-8"))
    keys = [*account["private_key"].split("\n"), account["client_email"], "pseudonym.key"]
    keys[-1] = (box / keys[-1]).read_text("utf-8").strip()
    for file in sandbox.rosters.rglob("users.csv"):
        for row in csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))):
            keys += [row[name] for name in ("sourcedId", "givenName", "familyName", "email")]
    return found | {one.casefold() for one in keys if len(one) > 3}


def secrets_of(sandbox: SandboxProject, tenant: str) -> set[str]:
    """Every name, id, address and domain of a tenant, and what programs sign in with."""
    found: set[str] = set()

    def gather(value: Any) -> None:
        if isinstance(value, dict):
            for name, inner in value.items():
                if name in IDENTIFYING and isinstance(inner, str):
                    found.add(inner)
                gather(inner)
        elif isinstance(value, list):
            for inner in value:
                gather(inner)

    vendor = MICROSOFT if tenant == MICROSOFT else GOOGLE
    for path, items in EVERYTHING[vendor]:
        gather(sandbox.listed(tenant, path, items))
    box = sandbox.root / ".sandbox"
    seed = json.loads((box / "tenants" / f"{tenant}.json").read_text("utf-8"))
    found |= {seed["domain"], seed["vendorId"], tenant}
    found |= {user[name] for user in seed["users"] for name in ("given", "family", "address")}
    found |= {str(user["personId"]) for user in seed["users"] if user["personId"]}
    found.add((box / "microsoft-secret").read_text("utf-8").strip())
    found.add((box / "simulator.address").read_text("utf-8").strip())
    parts = {part for one in found for part in one.replace("@", " ").split()}
    return {one.casefold() for one in found | parts if len(one) > 3}


IDENTIFYING = {
    *("id", "primaryEmail", "email", "fullName", "givenName", "familyName", "orgUnitPath"),
    *("userPrincipalName", "displayName", "mail", "mailNickname", "employeeId", "orgUnitId"),
    *("customerId", "surname", "etag"),
}
EVERYTHING = {
    GOOGLE: (
        ("/admin/directory/v1/customer/my_customer/orgunits?type=all", "organizationUnits"),
        ("/admin/directory/v1/groups?customer=my_customer", "groups"),
        ("/admin/directory/v1/users?customer=my_customer", "users"),
    ),
    MICROSOFT: (
        ("/v1.0/directory/administrativeUnits?$top=999", "value"),
        ("/v1.0/groups?$top=999", "value"),
        ("/v1.0/users?$top=999", "value"),
    ),
}


@pytest.mark.parametrize("tenant", BOTH)
def test_a_cassette_holds_nothing_of_the_tenant(sandbox: SandboxProject, tenant: str) -> None:
    """Searched for everything that the sandbox has; and the simulator answers as it did."""
    consent = ("--tenant", tenant, "--acknowledge", f"probe:{tenant}", *REASON)
    run = sandbox.run("doctor", "--probe", *consent, "--save", "probe.json")
    assert run.code == 0, run.err
    text = (sandbox.root / "probe.json").read_text("utf-8")
    Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(json.loads(text))
    secrets = all_secrets(sandbox)
    assert len(secrets) > 1_000
    words = set(re.split(r"\W+", text.casefold()))
    # a plain word, such as a first name, would also be found inside of longer ones
    seen = [one for one in secrets if one in (words if one.isalpha() else text.casefold())]
    assert seen == []
    same = sandbox.run("simulator", "verify", "probe.json", "--lang", "en")
    assert same.code == 0, same.out
    assert "The simulator answers as" in same.out


def test_verify_names_what_the_simulator_answers_otherwise(
    still: SandboxProject, tmp_path: Path
) -> None:
    """By assumption and by request; a file that is no cassette is one clear error."""
    file = tmp_path / "probe.json"
    answer = {"assumption": "nested", "holds": False, "seconds": -1, "words": "memberKey"}
    request = {"assumption": "nested", "method": "POST", "route": "directory.members.insert"}
    data: dict[str, Any] = {"format_version": 1, "vendor": "google", "day": "2026-11-30"}
    data |= {"answers": [answer], "exchanges": [{**request, "status": 404, "word": "notFound"}]}
    file.write_text(json.dumps(data), "utf-8")
    run = still.run("simulator", "verify", str(file), "--lang", "en")
    assert run.code == 2, run.err
    assert "nested: the vendor answered no memberKey, the simulator yes" in run.out
    told = "nested, POST directory.members.insert: the vendor answered 404 notFound"
    assert told in run.out
    bulgarian = still.run("simulator", "verify", str(file), "--lang", "bg")
    assert "доставчикът отговори no memberKey" in bulgarian.out
    for broken in ("{", "[]", json.dumps({**data, "who": "x"}), "[" * 100_000):
        file.write_text(broken, "utf-8")
        refused = still.run("simulator", "verify", str(file), "--lang", "en")
        assert refused.code == 1
        assert "is no answers of a probe" in refused.err
