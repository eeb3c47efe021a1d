"""Claims about property paths, and about values on their way to the engine and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconciler.model.school import SchoolRef
from reconciler.pulumi.names import stack_of
from reconciler.pulumi.values import DiffKind, differences, from_protocol, joined, to_protocol

WORD = st.text(max_size=6)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | WORD,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORD, inner, max_size=3),
    max_leaves=8,  # without a bound one draw may be of thousands of values, and takes a minute
)


def test_only_what_differs_is_told_and_a_whole_group_is_one_path() -> None:
    """The path leads as deep as both sides go."""
    before = {"groups": {"a": {"name": "x", "members": {"count": 1}}, "b": {}}, "units": {}}
    after = {"groups": {"a": {"name": "x", "members": {"count": 2}}, "c-1": {}}, "units": {}}
    assert differences(before, after) == {
        "groups.a.members.count": DiffKind.UPDATE,
        "groups.b": DiffKind.DELETE,
        'groups["c-1"]': DiffKind.ADD,
    }


@given(st.dictionaries(WORD, PLAIN, max_size=4))
def test_a_thing_does_not_differ_from_itself_and_survives_the_journey(
    data: dict[str, object],
) -> None:
    """Numbers travel as floats and come back whole."""
    assert differences(data, data) == {}
    assert from_protocol(to_protocol(data)) == data


@pytest.mark.parametrize(
    ("name", "path"),
    [("teachers", "a.teachers"), ("class-2033a", 'a["class-2033a"]'), ('q"t', 'a["q\\"t"]')],
)
def test_names_that_are_no_words_are_quoted(name: str, path: str) -> None:
    """As the engine's own paths have them."""
    assert joined("a", name) == path


def test_a_school_is_called_by_its_id_and_its_tenant_where_that_is_another() -> None:
    """And an id that is none is not taken for one."""
    assert SchoolRef(school="ou-a", tenant="ou-a").name == "ou-a"
    assert SchoolRef(school="ou-a", tenant="national").name == "ou-a.national"
    assert SchoolRef.of_id(SchoolRef(school="ou-a", tenant="national").id) == SchoolRef(
        school="ou-a", tenant="national"
    )
    assert [SchoolRef.of_id(text) for text in ("", "ou-a", "ou-a/", "/t")] == [None] * 4
    assert stack_of("urn:pulumi:sandbox::reconciler::reconciler:index:School::ou-a") == "sandbox"
