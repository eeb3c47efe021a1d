"""A class that was typed with a Latin letter."""

from __future__ import annotations

import shutil
from pathlib import Path

from reconciler.manifest import check, load
from reconciler.manifest.codes import ManifestCode

WHOLE = Path(__file__).parents[2] / "cases" / "manifests" / "whole" / "schools"


def test_a_latin_letter_in_an_audience_is_named_and_not_called_unknown(tmp_path: Path) -> None:
    """The two letters look alike, so a list of known classes would help nobody."""
    schools = tmp_path / "schools"
    shutil.copytree(WHOLE, schools)
    path = min(file for file in schools.glob("*.yaml") if file.stem != "municipality")
    club = 'zz-club:\n    name: {bg: Клуб}\n    members: [{class: "5a"}]\n'
    text = path.read_text("utf-8")
    added = text.replace("groups:\n", f"groups:\n  {club}", 1)
    path.write_text(added if added != text else f"{text}\ngroups:\n  {club}", "utf-8")
    codes = [fault.code for fault in check(load(schools), None, 2027)]
    assert codes == [ManifestCode.LATIN_CLASS_LETTER]
