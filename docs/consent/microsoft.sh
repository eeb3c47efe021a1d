#!/bin/sh
# Two applications for a whole city, known in every school's tenant; one link for each school.
# Use: ISSUER=https://… SUBJECT=… sh microsoft.sh TENANT-ID…
#   ISSUER and SUBJECT: the job's own identity (docs/operations.md, Microsoft)
set -eu

GRAPH=00000003-0000-0000-c000-000000000000
READER="User.Read.All GroupMember.Read.All AdministrativeUnit.Read.All LicenseAssignment.Read.All \
RoleManagement.Read.Directory AuditLog.Read.All Directory.Read.All"
WRITER="User.Read.All Group.ReadWrite.All AdministrativeUnit.ReadWrite.All \
LicenseAssignment.ReadWrite.All"

access() {
  roles=""
  for name in $1; do
    id=$(az ad sp show --id "$GRAPH" --query "appRoles[?value=='$name'].id" --output tsv)
    roles="$roles${roles:+,}{\"id\":\"$id\",\"type\":\"Role\"}"
  done
  printf '[{"resourceAppId":"%s","resourceAccess":[%s]}]' "$GRAPH" "$roles"
}

application() {
  app=$(az ad app create --display-name "$1" --sign-in-audience AzureADMultipleOrgs \
    --web-redirect-uris https://portal.azure.com \
    --required-resource-accesses "$(access "$2")" --query appId --output tsv)
  az ad app federated-credential create --id "$app" --output none --parameters \
    "{\"name\":\"job\",\"issuer\":\"$ISSUER\",\"subject\":\"$SUBJECT\",\"audiences\":[\"api://AzureADTokenExchange\"]}"
  echo "$app"
}

reader=$(application reconciler-reader "$READER")
writer=$(application reconciler-writer "$WRITER")
echo "readerClientId: $reader"
echo "writerClientId: $writer"

echo "The second program's permission for groups also allows reading and changing what is in them,"
echo "and deleting any; no narrower one covers renaming and deleting. The city guards that access."
for tenant in "$@"; do
  echo "Send these two to the administrator of $tenant:"
  for app in "$reader" "$writer"; do
    echo "https://login.microsoftonline.com/$tenant/adminconsent?client_id=$app"
  done
done
