"""A stack file as tenants."""

from __future__ import annotations

from pathlib import Path

import pytest

from reconciler.errors import StackError
from reconciler.manifest import load_stack, require_shared_ledger, require_simulator
from reconciler.manifest.codes import StackCode
from reconciler.model.tenant import MarkLocation, TenantMode, Vendor
from tests.unit.manifest.conftest import DOLNO, ManifestFolder


def test_a_vendors_defaults_hold_where_a_tenant_says_nothing(folder: ManifestFolder) -> None:
    """One line a tenant is enough."""
    tenant = load_stack(folder.stack, {}).tenants[DOLNO]
    assert (tenant.vendor, tenant.domain, tenant.vendor_id) == (
        Vendor.GOOGLE,
        "ou-dolno.example",
        "C0dolno",
    )
    assert (tenant.mode, tenant.group_mark) == (TenantMode(), MarkLocation.EXTERNAL_ID)
    assert tenant.seats == {"plus-staff": 10}


def test_a_tenants_own_credentials_replace_the_defaults_whole(folder: ManifestFolder) -> None:
    """Half of one way to sign in and half of another is no way."""
    own = "customer: C0dolno, credentials: {impersonate: a@b.example, subject: c@d.example}"
    text = folder.stack.read_text("utf-8").replace("customer: C0dolno", own)
    folder.stack.write_text(text, "utf-8")
    credentials = load_stack(folder.stack, {}).tenants[DOLNO].credentials
    assert credentials == {"impersonate": "a@b.example", "subject": "c@d.example"}


def test_paths_start_at_the_stack_file_and_subjects_at_the_domain(folder: ManifestFolder) -> None:
    """Whoever runs it from wherever reads the same files."""
    stack = load_stack(folder.stack, {})
    assert stack.schools == folder.folder / "schools"
    assert stack.rosters.path == folder.folder / "rosters"
    assert stack.rosters.certified is None
    assert stack.tenants[DOLNO].credentials == {
        "serviceAccount": str(folder.folder / "stacks" / "key.json"),
        "subject": "admin@ou-dolno.example",
    }


def test_unlimited_and_documented_budgets_are_told_apart(folder: ManifestFolder) -> None:
    """Empty is unlimited, none is the documented ones, and a figure is a figure."""
    tenants = load_stack(folder.stack, {}).tenants
    assert tenants[DOLNO].budgets == {}
    assert tenants["ou-gorno"].budgets == {"graph-read": 10.0}
    text = folder.stack.read_text("utf-8").replace("      budgets: unlimited\n", "")
    folder.stack.write_text(text, "utf-8")
    assert load_stack(folder.stack, {}).tenants[DOLNO].budgets is None


def test_the_simulator_is_where_its_file_says(folder: ManifestFolder) -> None:
    """A running simulator writes its address; a real vendor has no endpoint."""
    tenants = load_stack(folder.stack, {"RECONCILER_SIMULATOR": "http://127.0.0.1:2"}).tenants
    assert tenants[DOLNO].endpoint == "http://127.0.0.1:1"
    assert tenants["ou-gorno"].endpoint is None


def test_without_its_file_the_environment_says_where_it_is(folder: ManifestFolder) -> None:
    """A simulator in another container."""
    (folder.folder / "stacks" / "simulator.address").unlink()
    stack = load_stack(folder.stack, {"RECONCILER_SIMULATOR": "http://127.0.0.1:2"})
    assert stack.tenants[DOLNO].endpoint == "http://127.0.0.1:2"
    require_simulator(stack)


def test_a_simulator_that_is_away_is_never_the_vendor(folder: ManifestFolder) -> None:
    """The stack loads, so that manifests can be checked, but it leads nowhere and says so."""
    (folder.folder / "stacks" / "simulator.address").unlink()
    stack = load_stack(folder.stack, {})
    assert stack.tenants[DOLNO].endpoint == "http://simulator.invalid"
    with pytest.raises(StackError) as caught:
        require_simulator(stack)
    assert [fault.code for fault in caught.value.faults] == [StackCode.NO_SIMULATOR]


def test_a_stack_that_is_no_file_is_a_fault(tmp_path: Path) -> None:
    """Like any other, with the name that was looked for."""
    with pytest.raises(StackError) as caught:
        load_stack(tmp_path / "stacks" / "Pulumi.none.yaml", {})
    assert str(caught.value.faults[0].place) == "stacks/Pulumi.none.yaml:1:1"


def _ledger(folder: ManifestFolder, url: str) -> None:
    text = folder.stack.read_text("utf-8")
    folder.stack.write_text(
        text.replace("config:\n", f"config:\n  reconciler:ledger: {url}\n"), "utf-8"
    )


def test_a_ledgers_file_is_found_from_the_stack_file(folder: ManifestFolder) -> None:
    """Whoever runs it from wherever writes the same ledger."""
    _ledger(folder, "sqlite:///../ledger.sqlite")
    stack = load_stack(folder.stack, {"RECONCILER_LEDGER_URL": "postgresql://other.example/x"})
    assert stack.ledger == f"sqlite:///{folder.folder / 'ledger.sqlite'}"


def test_a_ledgers_server_comes_from_the_environment(folder: ManifestFolder) -> None:
    """With its password, which is in no file."""
    url = "postgresql://writer:word@ledger.example/reconciler"
    stack = load_stack(folder.stack, {"RECONCILER_LEDGER_URL": url})
    assert stack.ledger == url
    require_shared_ledger(stack)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://writer:word@ledger.example/reconciler",
        "postgresql://ledger.example/reconciler?password=word",
        "mysql://writer:word@ledger.example/reconciler",
    ],
)
def test_a_password_in_a_stack_file_is_never_told_again(folder: ManifestFolder, url: str) -> None:
    """It is a fault, and its message holds nothing of it."""
    _ledger(folder, url)
    with pytest.raises(StackError) as caught:
        load_stack(folder.stack, {})
    assert "word@" not in str([dict(fault.facts) for fault in caught.value.faults])
    assert {f.code for f in caught.value.faults} <= {
        StackCode.LEDGER_IN_PLAIN,
        StackCode.BAD_LEDGER,
    }


def test_a_sandbox_needs_no_shared_ledger(folder: ManifestFolder) -> None:
    """Whatever runs on a simulator runs on one machine."""
    text = folder.stack.read_text("utf-8").replace(
        "provider: microsoft\n", "provider: microsoft\n      endpoint: simulator\n"
    )
    folder.stack.write_text(text, "utf-8")
    require_shared_ledger(load_stack(folder.stack, {}))


def test_real_tenants_need_a_ledger_that_all_runs_share(folder: ManifestFolder) -> None:
    """A runner's file vanishes with it, and two runs would not see each other."""
    _ledger(folder, "sqlite:///../ledger.sqlite")
    with pytest.raises(StackError) as caught:
        require_shared_ledger(load_stack(folder.stack, {}))
    fault = caught.value.faults[0]
    assert (fault.code, fault.facts["ledger"]) == (StackCode.NO_SHARED_LEDGER, "file")
