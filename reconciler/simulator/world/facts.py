"""What is known before chance begins: schools, their sizes and their tenants, read from YAML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from reconciler.simulator.world.options import WorldError, WorldOptions
from reconciler.simulator.world.words import Words, words_of

PUPILS_A_CLASS = 25
PUPILS_A_TEACHER = 8.3
SIZES = Path("sandbox") / "sizes.yaml"
"""Beside the schools' files: how large invented schools are, and how their tenants grew."""

# libyaml's loader gives the same values ten times faster; PyYAML's wheels carry it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Tenant:
    """The tenant that a school manages; seats and products by the vendor's names."""

    alias: str
    vendor: str
    """'google' or 'microsoft'."""
    domain: str
    vendor_id: str
    products: Mapping[str, str]
    """SKU → Google's product id; '' at Microsoft."""
    seats: Mapping[str, int]
    """SKU → purchased seats."""
    sharing: int = 1
    """How many schools live in it."""
    rank: int = 0
    """Which of them this is, by id."""


@dataclass(frozen=True, slots=True)
class District:
    """The municipality that the school belongs to, and the first language of its names."""

    id: str
    name: str
    language: str

    @property
    def words(self) -> Words:
        """What things are called in its language."""
        return words_of(self.language)


@dataclass(frozen=True, slots=True)
class School:
    """A school as its manifest has it, with its size."""

    id: str
    org: str
    """The identifier of its organization in the rosters."""
    name: str
    district: District
    pilot: bool
    classes: Mapping[int, str]
    """Grade → letters."""
    pupils: Mapping[int, int]
    """Grade → pupils in an ordinary year."""
    teachers: int
    tenant: Tenant
    by_hand: bool = False
    """Whether somebody put its tenant in order with units of their own."""


def read_schools(options: WorldOptions) -> tuple[School, ...]:
    """All schools of the folder in the order of their ids, whatever `only` says."""
    root = _load(options.schools / "municipality.yaml")
    tenants = _load(options.stack)["config"]["reconciler:tenants"]
    written = _load(options.schools / SIZES) if (options.schools / SIZES).is_file() else {}
    sizes: Mapping[str, Any] = written.get("schools", {})
    by_hand = options.by_hand or bool(written.get("unitsByHand"))
    paths = sorted(options.schools.glob("*.yaml"))
    manifests = [_load(path) for path in paths if path.name != "municipality.yaml"]
    homes = _homes(manifests, tenants, root.get("products", {}))
    schools = tuple(
        replace(
            _school(manifest, sizes.get(manifest["id"]), homes[manifest["id"]], root),
            by_hand=by_hand,
        )
        for manifest in manifests
    )
    unknown = sorted(set(options.only) - {school.id for school in schools})
    if unknown:
        raise WorldError(f"{options.schools} has no school {', '.join(unknown)}")
    return schools


def _load(path: Path) -> Any:
    return yaml.load(path.read_bytes(), Loader=_LOADER)  # noqa: S506 a safe loader, either way


def _district(root: Any) -> District:
    language = str((root.get("languages") or ["bg"])[0])
    ident = str(root.get("id", "district"))
    return District(ident, _text(root.get("name", ident), language), language)


def _text(name: Any, language: str) -> str:
    return str(name.get(language, next(iter(name.values())))) if isinstance(name, dict) else name


def _school(manifest: Any, size: Any, tenant: Tenant, root: Any) -> School:
    district = _district(root)
    first, *others = root.get("waves") or ["-"]
    classes = {int(grade): str(letters) for grade, letters in manifest["classes"].items()}
    pupils = {grade: _pupils(size, grade, letters) for grade, letters in classes.items()}
    estimate = max(1, round(sum(pupils.values()) / PUPILS_A_TEACHER))
    return School(
        id=manifest["id"],
        org=_org(manifest),
        name=_text(manifest["name"], district.language),
        district=district,
        pilot=bool(others) and manifest["wave"] == first,
        classes=classes,
        pupils=pupils,
        teachers=size["teachers"] if size else estimate,
        tenant=tenant,
    )


def _org(manifest: Any) -> str:
    """As the manifest joins it to its roster."""
    written = manifest.get("roster", {}).get("org") or manifest.get("facts", {}).get("neispuo")
    return str(written or manifest["id"])


def _pupils(size: Any, grade: int, letters: str) -> int:
    """Pupils of a grade by its band; a school or band without figures has full classes."""
    for band, pupils in (size["pupils"] if size else {}).items():
        first, last = map(int, band.split("-"))
        if first <= grade <= last:
            return int(pupils)
    return PUPILS_A_CLASS * len(letters)


def _homes(manifests: Iterable[Any], tenants: Any, products: Any) -> Mapping[str, Tenant]:
    """School → its tenant, which others may share."""
    homes = {manifest["id"]: _tenant(manifest, tenants, products) for manifest in manifests}
    living = {
        alias: sorted(school for school, one in homes.items() if one.alias == alias)
        for alias in {one.alias for one in homes.values()}
    }
    return {
        school: replace(one, sharing=len(living[one.alias]), rank=living[one.alias].index(school))
        for school, one in homes.items()
    }


def _lives(mode: Any) -> bool:
    """Whether a school manages a tenant: by the word, or by a map that observes single kinds."""
    return mode == "manage" or (isinstance(mode, dict) and mode.get("mode", "manage") == "manage")


def _tenant(manifest: Any, tenants: Any, products: Any) -> Tenant:
    living = [alias for alias, mode in manifest["tenants"].items() if _lives(mode)]
    watched = [alias for alias, mode in manifest["tenants"].items() if mode == "observe"]
    homes = living or watched
    if len(homes) != 1:
        raise WorldError(f"{manifest['id']} lives in {len(homes)} tenants; a world needs one")
    alias = homes[0]
    if alias not in tenants:
        raise WorldError(f"{manifest['id']} lives in tenant {alias}, which the stack has not")
    facts = tenants[alias]
    vendor = facts["provider"]
    bought = [(products[name][vendor], seats) for name, seats in facts.get("seats", {}).items()]
    return Tenant(
        alias=alias,
        vendor=vendor,
        domain=facts["domain"],
        vendor_id=facts["customer"] if vendor == "google" else facts["tenantId"],
        seats={sku["sku"]: int(seats) for sku, seats in bought},
        products={sku["sku"]: sku.get("product", "") for sku, _ in bought},
    )
