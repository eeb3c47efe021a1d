"""Microsoft Graph over one Entra tenant's state: v1.0, and /beta where it is the same."""

from reconciler.simulator.microsoft.handler import handle, is_write, route_of
from reconciler.simulator.microsoft.tenant import MicrosoftTenant

__all__ = ["MicrosoftTenant", "handle", "is_write", "route_of"]
