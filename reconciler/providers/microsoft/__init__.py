"""Microsoft 365 and Entra, over Microsoft Graph."""

from reconciler.providers.microsoft.provider import MicrosoftProvider

__all__ = ["MicrosoftProvider"]
