"""Google's own client for Python, pointed at a base URL; prints what it found as JSON.

Its transport takes no proxy from the environment unless PySocks is installed, so it reads the
discovery document that the simulator serves, whose addresses are the simulator's own.
"""

from __future__ import annotations

import json
import os

from google.oauth2 import service_account
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError

SCOPES = [
    "https://www.googleapis.com/auth/admin.directory.group",
    "https://www.googleapis.com/auth/admin.directory.user.readonly",
]


def main() -> None:
    """One listing over all pages, and one batch."""
    base = os.environ["BASE"]
    account = json.loads(os.environ["ACCOUNT"]) | {"token_uri": f"{base}/token"}
    credentials = service_account.Credentials.from_service_account_info(
        account, scopes=SCOPES, subject="admin@north.example"
    )
    place = f"{base}/discovery/v1/apis/{{api}}/{{apiVersion}}/rest"
    with build(
        "admin", "directory_v1", credentials=credentials, discoveryServiceUrl=place
    ) as admin:
        users = []
        request = admin.users().list(customer="my_customer", maxResults=30)
        while request is not None:
            answer = request.execute()
            users += answer["users"]
            request = admin.users().list_next(request, answer)
        told: list[str] = []

        def keep(_: str, answer: dict[str, str], error: HttpError | None) -> None:
            told.append(answer["email"] if error is None else str(error.status_code))

        batch = admin.new_batch_http_request(callback=keep)
        for user in (users[1], users[1]):
            body = {"email": user["primaryEmail"]}
            batch.add(admin.members().insert(groupKey="clubs@north.example", body=body))
        batch.execute()
    print(json.dumps({"users": len(users), "batch": told}))


if __name__ == "__main__":
    main()
