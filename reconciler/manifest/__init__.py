"""Load manifests: every value with its place in the file, checked, merged with layouts, typed."""

from reconciler.manifest.checks import CheckOptions, check
from reconciler.manifest.days import is_day
from reconciler.manifest.load import LoadedManifests, effective, load, load_municipality
from reconciler.manifest.show import show, show_data
from reconciler.manifest.stack import load_stack, require_shared_ledger, require_simulator

__all__ = [
    "CheckOptions",
    "LoadedManifests",
    "check",
    "effective",
    "is_day",
    "load",
    "load_municipality",
    "load_stack",
    "require_shared_ledger",
    "require_simulator",
    "show",
    "show_data",
]
