"""The seal of a plan file: a keyed digest over all of it. What a reviewer reads is what runs.

The digest is made over the file's data with sorted keys and without the seal itself. Formatting may
change (an editor re-indents the file), a value may not.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Protocol

from reconciler.model.inert import json_text
from reconciler.model.json_data import read_json

_SEAL = "seal"


class PlanSeal(Protocol):
    """The pseudonym key at work, as far as files need it."""

    @property
    def key_id(self) -> str:
        """Names the key."""

    def digest(self, text: str) -> str:
        """A keyed digest."""


def seal_plan(text: str, seal: PlanSeal) -> str:
    """A plan's JSON with the seal added."""
    data = read_json(text)
    return json_text({**data, _SEAL: _digest(data, seal)})


def is_sealed(data: Mapping[str, Any], seal: PlanSeal) -> bool:
    """Whether the data is as it was when this key sealed it."""
    return data.get(_SEAL) == _digest(data, seal)


def _digest(data: Mapping[str, Any], seal: PlanSeal) -> str:
    # sorted and without the seal itself, so that re-indenting a file does not break it
    content = {name: value for name, value in data.items() if name != _SEAL}
    return seal.digest(json.dumps(content, ensure_ascii=False, sort_keys=True))
