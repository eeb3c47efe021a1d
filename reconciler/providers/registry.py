"""Which vendor is served by whom: a third vendor is one folder and one line here."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from reconciler.model.limits import VendorLimits
from reconciler.model.tenant import Tenant, Vendor
from reconciler.providers.barrier import BarrierProvider
from reconciler.providers.base import Provider
from reconciler.providers.pacing import CallWindows
from reconciler.providers.permission import Examiner
from reconciler.providers.prober import Prober

FACTORIES: Mapping[Vendor, str] = {
    Vendor.GOOGLE: "reconciler.providers.google:GoogleProvider",
    Vendor.MICROSOFT: "reconciler.providers.microsoft:MicrosoftProvider",
}
"""Module and class; imported when the first tenant of a vendor is asked for, for their clients
take a second to import."""
EXAMINERS: Mapping[Vendor, str] = {
    Vendor.GOOGLE: "reconciler.providers.google.checkup:GoogleExaminer",
    Vendor.MICROSOFT: "reconciler.providers.microsoft.checkup:MicrosoftExaminer",
}
"""The same, for `doctor`."""


def examiner(tenant: Tenant, quotas: CallWindows | None = None) -> Examiner:
    """What looks at the rights in a tenant; nothing is sent before it is asked to."""
    module, _, name = EXAMINERS[tenant.vendor].partition(":")
    made: Examiner = getattr(import_module(module), name)(tenant, quotas=quotas)
    return made


PROBERS: Mapping[Vendor, str] = {
    Vendor.GOOGLE: "reconciler.providers.google.probe:GoogleProber",
    Vendor.MICROSOFT: "reconciler.providers.microsoft.probe:MicrosoftProber",
}
"""The same, for `doctor --probe`."""


def prober(tenant: Tenant, municipality: str, quotas: CallWindows | None = None) -> Prober:
    """What proves a vendor's assumptions in a tenant; nothing is sent before it is asked to."""
    module, _, name = PROBERS[tenant.vendor].partition(":")
    made: Prober = getattr(import_module(module), name)(tenant, municipality, quotas=quotas)
    return made


def limits_of(vendor: Vendor) -> VendorLimits:
    """What a vendor can express, without a tenant of it."""
    package = FACTORIES[vendor].partition(":")[0]
    limits: VendorLimits = import_module(f"{package}.limits").LIMITS
    return limits


def make(tenant: Tenant, quotas: CallWindows | None = None) -> Provider:
    """A provider for a tenant; nothing is sent before it is asked to look.

    `quotas`: what it shares with others; None: with all of this process.
    """
    module, _, name = FACTORIES[tenant.vendor].partition(":")
    provider: Provider = getattr(import_module(module), name)(tenant, quotas=quotas)
    return BarrierProvider(tenant.alias, provider)
