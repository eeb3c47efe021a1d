"""The mark that an owned object carries at the vendor: which school and key it belongs to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reconciler.model.resources import Kind

_TEXT = re.compile(
    r"(?P<adopted>adopted )?(?P<municipality>[a-z0-9-]+)/(?P<school>[a-z0-9-]+)"
    r"/(?P<kind>orgunit|group)/(?P<key>\S+)"
)


FormerKeys = Mapping[tuple[Kind, str], frozenset[str]]
"""Kind and vendor id of a unit or group → the keys that its mark had before it was renamed."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Municipality, school, kind and key of the declaration; and whether the object was adopted."""

    municipality: str
    school: str
    kind: Kind
    key: str
    adopted: bool = False

    def __str__(self) -> str:
        adopted = "adopted " if self.adopted else ""
        return f"{adopted}{self.municipality}/{self.school}/{self.kind}/{self.key}"

    @classmethod
    def parse(cls, text: str) -> Mark | None:
        """Inverse of str(); None for any other text."""
        match = _TEXT.fullmatch(text.strip())
        if match is None:
            return None
        return cls(
            municipality=match["municipality"],
            school=match["school"],
            kind=Kind(match["kind"]),
            key=match["key"],
            adopted=match["adopted"] is not None,
        )
