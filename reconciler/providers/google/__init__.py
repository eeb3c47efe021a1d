"""Google Workspace: Directory, License Manager and Groups Settings."""

import warnings
from importlib import metadata

with warnings.catch_warnings():
    # google-api-core 2.33, where Pulumi's protobuf holds it, warns on import a year ahead of a
    # Python's end; whoever reads a plan can do nothing about that. For the warning's words it looks
    # through every installed package, which takes a third of a second. Seen 2026-11.
    warnings.filterwarnings("ignore", "You are using a Python version", FutureWarning)
    search, metadata.packages_distributions = metadata.packages_distributions, dict
    try:
        from reconciler.providers.google.provider import GoogleProvider
    finally:
        metadata.packages_distributions = search

__all__ = ["GoogleProvider"]
