"""Office365-REST-Python-Client on Graph, as its documentation shows it."""

import json
import os

from office365.graph_client import GraphClient
from office365.runtime.client_request_exception import ClientRequestException

client = GraphClient(tenant=os.environ["TENANT"]).with_client_secret("admin", "secret")
users = client.users.get_all(page_size=30).execute_query()
found = client.users.filter("startswith(userPrincipalName,'pupil0')").get().execute_query()
pupil = client.users.get_by_principal_name("pupil00@south.example").get().execute_query()
group = client.groups.create_security("teachers").execute_query()
group.members.add(pupil).execute_query()
members = group.members.get().execute_query()
owners = group.owners.get().execute_query()
clubs = client.groups.filter("mailNickname eq 'clubs'").get().execute_query()[0]
pages = clubs.members.get_all(page_size=25).execute_query()
unit = client.directory.administrative_units.add(displayName="5А").execute_query()
unit.members.add(pupil).execute_query()
inside = unit.members.get().execute_query()
skus = client.subscribed_skus.get().execute_query()
pupil.assign_license([skus[0].sku_id], []).execute_query()
held = pupil.license_details.get().execute_query()
refused = ""
try:
    client.users.get_by_principal_name("nobody@south.example").get().execute_query()
except ClientRequestException as error:
    refused = str(error)
group.delete_object().execute_query()
left = client.groups.get().execute_query()
print(
    json.dumps(
        {
            "users": len(users),
            "found": len(found),
            "members": [one.id == pupil.id for one in members],
            "owners": len(owners),
            "pages": len(pages),
            "inside": [one.id == pupil.id for one in inside],
            "held": [one.properties["skuPartNumber"] for one in held],
            "refused": "does not exist" in refused,
            "left": [one.properties["displayName"] for one in left],
        }
    )
)
