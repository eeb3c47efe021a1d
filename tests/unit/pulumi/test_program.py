"""Claims about the program, the schema, and the manifests that a school is let go with."""

from __future__ import annotations

import ast
import json

from reconciler.compliance import PolicyInput
from reconciler.compliance.found import TenantSummary
from reconciler.manifest import effective, load
from reconciler.model.tenant import Mode, Vendor
from reconciler.pulumi.names import SCHOOL, schema
from reconciler.pulumi.operation import undeclared
from reconciler.pulumi.program import waves
from tests.support.sandbox import GOOGLE, REPOSITORY, UNITED

LOADED = load(REPOSITORY / "schools")


def test_a_school_that_is_let_go_declares_nothing_and_the_others_all_they_did() -> None:
    """Its scope, tenants and classes stay, so that what it owns is found."""
    bare = undeclared(LOADED, GOOGLE)
    school = effective(bare, GOOGLE, 2027)
    assert (school.units, school.groups, school.licences) == ((), (), ())
    assert school.prune == frozenset()
    assert school.tenants == effective(LOADED, GOOGLE, 2027).tenants
    assert effective(bare, UNITED, 2027) == effective(LOADED, UNITED, 2027)


def test_every_school_is_in_its_wave_and_waves_are_in_order() -> None:
    """The program's resources follow the rollout."""
    found = waves(LOADED)
    assert list(found) == [w for w in LOADED.municipality.waves if w in found]
    assert sorted(key.school for keys in found.values() for key in keys) == list(LOADED.schools)


def test_the_stacks_program_knows_the_public_face_alone() -> None:
    """A few lines that nobody has to touch when the inside moves."""
    tree = ast.parse((REPOSITORY / "stacks" / "__main__.py").read_text("utf-8"))
    imports = [one for one in ast.walk(tree) if isinstance(one, ast.Import | ast.ImportFrom)]
    assert [ast.unparse(one) for one in imports] == ["from reconciler.pulumi import Municipality"]
    assert len(tree.body) < 5


def test_the_published_schema_has_every_property_that_a_school_has() -> None:
    """What the provider answers and what it publishes are the same names."""
    school = json.loads(schema())["resources"][SCHOOL]["properties"]
    told = PolicyInput(
        "s",
        "t",
        Vendor.GOOGLE,
        "n",
        Mode.MANAGE,
        "w",
        {"district": "d"},
        "f",
        {},
        seen=TenantSummary({}, ()),
        closing=True,
    )
    assert {*told.to_inputs(), "pending", "drift", "held"} == set(school)
