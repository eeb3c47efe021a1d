"""A resource type on the wire: its properties, those unasked, those of $select."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from reconciler.simulator.microsoft.errors import unsupported

Thing = TypeVar("Thing")
Getter = Callable[[Thing], Any]


@dataclass(frozen=True, slots=True)
class Shape(Generic[Thing]):
    """One resource type: its set in $metadata, its OData type, its properties, the default ones."""

    name: str
    collection: str
    getters: Mapping[str, Getter[Thing]]
    default: tuple[str, ...]
    filtered: frozenset[str] = frozenset()
    """Properties that $filter takes."""
    sorted: frozenset[str] = frozenset()
    """Properties that $orderby takes."""
    searched: frozenset[str] = frozenset()
    """Properties that $search takes."""
    spelled: Mapping[str, str] = field(init=False, repr=False)
    """Properties in small letters → as Graph spells them."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "spelled", {name.casefold(): name for name in self.getters})

    @property
    def odata_type(self) -> str:
        """The type as `@odata.type` spells it."""
        return f"#microsoft.graph.{self.name}"

    def known(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the names that are properties here, in any letter case, as Graph spells them."""
        found = (self.spelled.get(name.casefold()) for name in names)
        return tuple(name for name in found if name is not None)

    def chosen(self, names: tuple[str, ...] | None) -> tuple[str, ...]:
        """The properties to show; 501 for a property that is not modelled."""
        if names is None:
            return self.default
        found = self.known(names)
        if len(found) < len(names):
            raise unsupported()
        return found

    def render(self, thing: Thing, names: tuple[str, ...]) -> dict[str, Any]:
        """The thing with these properties."""
        getters = self.getters
        return {name: getters[name](thing) for name in names}


def selection(text: str | None) -> tuple[str, ...] | None:
    """The names that a $select value lists; None without one."""
    if text is None:
        return None
    return tuple(name.strip() for name in text.split(",") if name.strip())


def always(value: object) -> Callable[[object], Any]:
    """A property that has one value for all: what is not modelled, or never differs."""
    return lambda _: value
