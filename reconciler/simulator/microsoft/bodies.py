"""Property values in request bodies, checked as the directory checks them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from reconciler.simulator.microsoft.errors import invalid, required, unsupported


@dataclass(frozen=True, slots=True)
class Body:
    """A body about a resource (`User`, `Group` or `AdministrativeUnit`), read by property."""

    data: Mapping[str, Any]
    resource: str

    def known(self, names: frozenset[str]) -> Body:
        """The body with its properties as Graph spells them; 501 for one that is not modelled.

        Any letter case will do: CLI for Microsoft 365 sends mailNickName for mailNickname.
        """
        spelled = {name.casefold(): name for name in names}
        if not {name.casefold() for name in self.data} <= spelled.keys():
            raise unsupported()
        return replace(
            self, data={spelled[name.casefold()]: value for name, value in self.data.items()}
        )

    def has(self, name: str) -> bool:
        """Whether the property is there, null included."""
        return name in self.data

    def text(self, name: str, most: int) -> str:
        """A text of 1 to `most` characters; 400 when it is missing or anything else."""
        if name not in self.data:
            raise required(name, self.resource)
        value = self.data[name]
        if not isinstance(value, str) or not 0 < len(value) <= most:
            raise invalid(name, self.resource)
        return value

    def text_or_null(self, name: str, most: int) -> str | None:
        """The same, where null unsets; None also when it is missing."""
        return None if self.data.get(name) is None else self.text(name, most)

    def flag(self, name: str) -> bool:
        """A boolean; 400 when it is missing or anything else."""
        if name not in self.data:
            raise required(name, self.resource)
        value = self.data[name]
        if not isinstance(value, bool):
            raise invalid(name, self.resource)
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; empty when it is missing."""
        value = self.data.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise invalid(name, self.resource)
        return tuple(value)
