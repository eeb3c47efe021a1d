"""Google Workspace: Directory, License Manager and Groups Settings."""

import warnings

with warnings.catch_warnings():
    # google-api-core 2.33, where Pulumi's protobuf holds it, warns on import a year ahead of a
    # Python's end; whoever reads a plan can do nothing about that. Seen 2026-11.
    warnings.filterwarnings("ignore", "You are using a Python version", FutureWarning)
    from reconciler.providers.google.provider import GoogleProvider

__all__ = ["GoogleProvider"]
