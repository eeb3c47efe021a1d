"""GAM7, which many schools run, on organizational units and the people in them."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from tests.clients.installed import ROOT, gam
from tests.clients.world import CLASS, PUPILS, Stand, gam_settings, write_account, write_consent


def test_gam_runs_inside_simulator_exec(stand: Stand, tmp_path: Path) -> None:
    """The command of ours alone is enough, and it ends as GAM does: 50 is GAM's own failure.

    GAM starts without a configuration, and takes the authority into the one that it writes.
    """
    write_account(tmp_path)
    settings = [word for pair in gam_settings(tmp_path).items() for word in pair]
    ours = (sys.executable, "-m", "reconciler.cli", "simulator", "exec", "--", str(gam()))
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    variables = {"GAMCFGDIR": str(tmp_path), "PYTHONPATH": path}
    asked = ("save", "info", "group", "nobody@north.example")
    strange = stand.run(*ours, "config", *settings, *asked, more=variables)
    assert (strange.code, "Does not exist" in strange.err) == (50, True), strange.err


def test_gam_refreshes_an_administrators_consent(stand: Stand, tmp_path: Path) -> None:
    """It checks the new identity token's signature, and keeps who it was that consented."""
    write_consent(tmp_path, stand.fronts.ca)
    done = stand.run(str(gam()), "print", "ous", more={"GAMCFGDIR": str(tmp_path)})
    assert done.code == 0, done.err
    assert len(done.rows()) >= 2
    kept = json.loads((tmp_path / "oauth2.txt").read_text("utf-8"))
    assert kept["decoded_id_token"]["email"] == "admin@north.example"
    assert kept["token"].startswith("ya29.")


def test_gam_creates_renames_and_deletes_units(stand: Stand) -> None:
    """What it prints is what was done, letters and spaces of the name kept."""
    stand.gam("create", "ou", "/Клуб по шах", "description", "вторник")
    stand.gam("update", "ou", "/Клуб по шах", "name", "Клуб 'Шах' 50%", "description", "сряда")
    rows = stand.gam("print", "ous", "fields", "orgunitpath,description").rows()
    assert {"orgUnitPath": "/Клуб 'Шах' 50%", "description": "сряда"} in rows
    assert "/Клуб по шах" not in [row["orgUnitPath"] for row in rows]
    stand.gam("delete", "ou", "/Клуб 'Шах' 50%")
    rows = stand.gam("print", "ous", "fields", "orgunitpath").rows()
    assert [row["orgUnitPath"] for row in rows] == ["/Ученици", CLASS]


def test_gam_moves_a_class_by_batches(stand: Stand) -> None:
    """All 70 pupils stand in the new unit; the old one, now empty, can go, the new one cannot."""
    stand.gam("create", "ou", "/Ученици/6А")
    stand.gam("update", "ou", "/Ученици/6А", "move", "ou", CLASS)
    rows = stand.gam("print", "users", "fields", "primaryemail,ou").rows()
    places = [row["orgUnitPath"] for row in rows]
    assert (places.count("/Ученици/6А"), places.count(CLASS)) == (PUPILS, 0)
    refused = stand.gam("delete", "ou", "/Ученици/6А", code=50)
    assert "not empty" in refused.err
    stand.gam("delete", "ou", CLASS)
