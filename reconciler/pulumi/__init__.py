"""Pulumi's front end: one resource per school and tenant, which asks the pipeline.

A program needs `Municipality` alone; the engine runs `pulumi-resource-reconciler` beside it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reconciler.pulumi.program import MunicipalityComponent as Municipality

__all__ = ["Municipality"]


def __getattr__(name: str) -> Any:
    """The component, imported when a program asks for it: the provider starts without it."""
    if name not in __all__:
        raise AttributeError(name)
    return import_module("reconciler.pulumi.program").MunicipalityComponent
