"""Plan files that no plan is like: each is one fault with its place, soon, in both languages."""

from __future__ import annotations

import json
from pathlib import Path
from time import monotonic
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.errors import PlanError
from reconciler.model.bounds import DEEPEST, DIGITS
from reconciler.planfile import read
from reconciler.planfile.read import PlanFileCode, read_plan
from reconciler.report.texts import LANGUAGES, Texts

SEAL = SimpleNamespace(key_id="k", digest=lambda text: str(len(text)))
SOON = 20


def refused(path: Path) -> Any:
    """The one fault of a file; it can be told in each language."""
    began = monotonic()
    with pytest.raises(PlanError) as caught:
        read_plan(path, "test", SEAL)
    assert monotonic() - began < SOON
    (fault,) = caught.value.faults
    for language in LANGUAGES:
        assert str(path) in Texts(language).fault(fault)
    return fault


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[" * 100_000, "deep"),
        ('{"a":' * 100_000, "deep"),
        ("[" * 500 + "]" * 500, "deep"),
        ("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), "deep"),
        ('{"pins": {"day": "2026", "day": "2027"}}', "twice"),
        ('{"year": NaN}', "number"),
        ('{"year": -Infinity}', "number"),
        ('{"year": 1e999}', "number"),
        ('{"year": ' + "9" * (DIGITS + 1) + "}", "long"),
        ('{"year": ' + "9" * 5_000 + "}", "long"),
    ],
)
def test_what_no_plan_has_is_one_fault_with_its_file(
    text: str, problem: str, tmp_path: Path
) -> None:
    """Neither a traceback nor a value that means two things."""
    path = tmp_path / "plan.json"
    path.write_text(text, "utf-8")
    fault = refused(path)
    assert (fault.code, fault.facts["problem"]) == (PlanFileCode.ODD_PLAN, problem)
    assert fault.place.file == str(path)


@pytest.mark.parametrize("name", ["/dev/zero", "plan.json"])
def test_a_file_that_is_too_long_is_not_read_to_its_end(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A device has no end."""
    monkeypatch.setattr(read, "LARGEST_PLAN", 1)
    path = tmp_path / name
    if not path.exists():
        path.write_text("[" + "1," * 600_000 + "1]", "utf-8")
    assert refused(path).facts == {"file": str(path), "problem": "large", "limit": 1, "name": "-"}


@pytest.mark.parametrize("raw", [b"\xff\xfe{\x00}\x00", b"", b"\x00", "{„}".encode("cp1251")])
def test_bytes_that_are_no_json_are_one_fault(raw: bytes, tmp_path: Path) -> None:
    """As is a folder, and a file that is not there."""
    path = tmp_path / "plan.json"
    path.write_bytes(raw)
    for one in (path, tmp_path, tmp_path / "nowhere.json"):
        assert refused(one).code is PlanFileCode.UNREADABLE_PLAN


documents = st.recursive(
    st.none() | st.booleans() | st.integers(0, 9) | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@given(documents)
def test_any_json_is_a_plan_or_one_fault(tmp_path_factory: Any, document: object) -> None:
    """Whatever its types are."""
    path = tmp_path_factory.mktemp("any") / "plan.json"
    path.write_text(json.dumps(document), "utf-8")
    assert refused(path).code in set(PlanFileCode)


@given(data=st.data())
def test_a_value_of_another_type_is_one_fault(tmp_path_factory: Any, data: st.DataObject) -> None:
    """Wherever it stands in a plan that was one."""
    plan = {
        "format_version": 2,
        "stack": "test",
        "municipality": "m",
        "fingerprint": "f",
        "year": 2027,
        "pins": {"day": "2026-11-30", "manifests": "d", "rosters": {}, "key_id": "other"},
        "waves": [],
        "schools": [],
        "refusals": [],
        "failures": [],
        "seats": [],
        "cost": {},
        "requests": [],
    }
    name = data.draw(st.sampled_from(sorted(plan)))
    plan[name] = data.draw(documents.filter(lambda one: type(one) is not type(plan[name])))
    path = tmp_path_factory.mktemp("odd") / "plan.json"
    path.write_text(json.dumps(plan), "utf-8")
    assert refused(path).code is PlanFileCode.NOT_A_PLAN
