"""A municipality of two schools, Dolno on Google and Gorno on Microsoft, that tests may change."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from reconciler.manifest import LoadedManifests, effective, load
from reconciler.manifest.types import GroupSpec, SchoolManifest

WHOLE = Path(__file__).parents[2] / "cases" / "manifests" / "whole"
YEAR = 2027
DOLNO = "ou-dolno"


@dataclass(frozen=True, slots=True)
class ManifestFolder:
    """Its folder."""

    folder: Path

    @property
    def school(self) -> Path:
        """Dolno's file, which declares no group of its own."""
        return self.folder / "schools" / f"{DOLNO}.yaml"

    @property
    def stack(self) -> Path:
        """Its only stack."""
        return self.folder / "stacks" / "Pulumi.test.yaml"

    def write(self, text: str) -> None:
        """Adds to Dolno's file."""
        self.school.write_text(self.school.read_text("utf-8") + text, "utf-8")

    def loaded(self) -> LoadedManifests:
        """Everything, as it stands now."""
        return load(self.folder / "schools")

    def dolno(self, year: int = YEAR) -> SchoolManifest:
        """Dolno's effective manifest."""
        return effective(self.loaded(), DOLNO, year)


@pytest.fixture
def folder(tmp_path: Path) -> ManifestFolder:
    """A copy without faults."""
    return ManifestFolder(Path(shutil.copytree(WHOLE, tmp_path / "town")))


@pytest.fixture
def group(folder: ManifestFolder) -> Callable[[str], GroupSpec]:
    """One of Dolno's groups by key, as it stands now."""
    return lambda key: {one.key: one for one in folder.dolno().groups}[key]
