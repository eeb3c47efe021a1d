"""What people wrote: loaded with a place for every value, checked, merged, typed."""

from reconciler.manifest.checks import check
from reconciler.manifest.load import Loaded, effective, load
from reconciler.manifest.show import show
from reconciler.manifest.stack import load_stack, require_simulator

__all__ = ["Loaded", "check", "effective", "load", "load_stack", "require_simulator", "show"]
