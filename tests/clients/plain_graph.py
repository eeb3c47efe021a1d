"""Microsoft's own clients for Python, as their documentation shows them; prints JSON."""

from __future__ import annotations

import asyncio
import json
import os
from typing import Any

from azure.identity.aio import ClientSecretCredential
from msal import ConfidentialClientApplication
from msgraph import GraphServiceClient

SCOPE = "https://graph.microsoft.com/.default"


async def main() -> None:
    """A token by MSAL; and by azure-identity a listing through the SDK."""
    tenant = os.environ["TENANT"]
    authority = f"https://login.microsoftonline.com/{tenant}"
    app = ConfidentialClientApplication("reader", "secret", authority=authority)
    granted: dict[str, Any] = app.acquire_token_for_client([SCOPE])
    async with ClientSecretCredential(tenant, "reader", "secret") as credential:
        client = GraphServiceClient(credential, [SCOPE])
        groups = await client.groups.get()
    names = [group.display_name for group in groups.value] if groups and groups.value else []
    print(json.dumps({"msal": granted.get("token_type"), "groups": names}))


if __name__ == "__main__":
    asyncio.run(main())
