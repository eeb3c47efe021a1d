"""Which vendor is served by whom: a third vendor is one folder and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reconciler.model.tenant import Tenant, Vendor
from reconciler.providers.base import Provider
from reconciler.providers.google import GoogleProvider
from reconciler.providers.microsoft import MicrosoftProvider

Factory = Callable[[Tenant], Provider]

FACTORIES: Mapping[Vendor, Factory] = {
    Vendor.GOOGLE: GoogleProvider,
    Vendor.MICROSOFT: MicrosoftProvider,
}


def make(tenant: Tenant) -> Provider:
    """A provider for a tenant; nothing is sent before it is asked to look."""
    return FACTORIES[tenant.vendor](tenant)
