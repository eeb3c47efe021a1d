"""`simulator verify`: holds the simulator against what a vendor answered to a probe."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from reconciler.cli.exits import Exit
from reconciler.cli.options import new_session, with_json, with_language
from reconciler.cli.sandbox import Sandbox
from reconciler.model.document import document
from reconciler.model.probe import ProbeResult
from reconciler.model.tenant import Tenant, Vendor
from reconciler.project.writing import write_file
from reconciler.providers.registry import prober
from reconciler.report.cassette import Cassette, differences, read_cassette
from reconciler.report.texts import Language
from reconciler.simulator.entry import ServeOptions, running

_DOMAIN = "verify.example"
_ADMIN = f"admin@{_DOMAIN}"
_IDS = {Vendor.GOOGLE: "C0verify", Vendor.MICROSOFT: "3a1d5b0e-0000-4000-8000-00000000c0de"}


@click.command()
@with_json
@with_language
@click.argument("cassette", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify(language: Language, cassette: Path) -> int:
    """Probe the simulator, and tell where it answers otherwise than the vendor did in CASSETTE.

    CASSETTE is a file of `reconciler doctor --probe --save`.

    Exit code: 0 it answers the same, 1 the file is no cassette, 2 it differs.
    """
    session = new_session(language)
    recorded = read_cassette(cassette.read_text("utf-8", "replace"), str(cassette))
    found = Cassette(recorded.vendor, recorded.day, _probed(recorded.vendor))
    told = list(differences(recorded, found))
    facts = {"vendor": recorded.vendor.value, "day": recorded.day}
    if session.json:
        rows = [one._asdict() for one in told]
        session.answer(document("verify", 1, {**facts, "differences": rows}))
        return Exit.PENDING if told else Exit.DONE
    for one in told:
        about = "whole" if one.about == "" else "request"
        session.write(session.texts.format(f"verify-{about}", **one._asdict()))
    session.write(
        session.texts.format("verify-differs" if told else "verify-same", **facts, count=len(told))
    )
    return Exit.PENDING if told else Exit.DONE


def _probed(vendor: Vendor) -> ProbeResult:
    """What the simulator answers, in a tenant that is made for it."""
    with TemporaryDirectory() as room:
        box = Sandbox(Path(room))
        box.write_keys()
        (box.folder / "tenants").mkdir()
        seed = json.dumps(_seed(vendor))
        write_file(box.folder / "tenants" / f"{vendor.value}.json", seed)
        options = ServeOptions(port=0, seeds=box.folder / "tenants", ready=box.address)
        with running(options):
            made = prober(_tenant(vendor, box), "verify")
            try:
                return made.probe(_nobody)
            finally:
                made.close()


def _tenant(vendor: Vendor, box: Sandbox) -> Tenant:
    secret = str(box.folder / "microsoft-secret")
    return Tenant(
        alias=vendor.value,
        vendor=vendor,
        domain=_DOMAIN,
        vendor_id=_IDS[vendor],
        endpoint=box.address.read_text("utf-8").strip(),
        simulated=True,
        budgets={},
        credentials={
            "serviceAccount": str(box.folder / "google-service-account.json"),
            "subject": _ADMIN,
            "reader": "reader",
            "readerSecretFile": secret,
            "writer": "writer",
            "writerSecretFile": secret,
        },
    )


def _seed(vendor: Vendor) -> dict[str, Any]:
    """One administrator, and nothing else."""
    admin = {
        "given": "Admin",
        "family": "Admin",
        "orgUnit": "/",
        "aliases": [],
        "address": _ADMIN,
        "personId": "1",
        "suspended": False,
        "admin": True,
    }
    return {
        "alias": vendor.value,
        "vendor": vendor.value,
        "domain": _DOMAIN,
        "vendorId": _IDS[vendor],
        "orgUnits": [],
        "users": [admin],
        "groups": [],
        "licences": [],
        "seats": {},
    }


def _nobody() -> None:
    """Nobody holds a lease on a simulator."""
