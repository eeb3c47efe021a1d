"""Google Workspace: Directory, License Manager and Groups Settings."""

from reconciler.providers.google.provider import GoogleProvider

__all__ = ["GoogleProvider"]
