#!/bin/sh
# One project and two service accounts for a whole city, without a key; one line for each school.
# Use: PROJECT=my-city RUNNER=principalSet://… sh google.sh
#   RUNNER: who runs the jobs (workload identity, or user:… for a first try)
set -eu

gcloud services enable --project "$PROJECT" \
  admin.googleapis.com \
  groupssettings.googleapis.com \
  licensing.googleapis.com \
  iamcredentials.googleapis.com

# the one that reads is for pull requests, the one that writes for the protected branch
for account in reconciler-reader reconciler; do
  gcloud iam service-accounts create "$account" --project "$PROJECT"
  gcloud iam service-accounts add-iam-policy-binding \
    "$account@$PROJECT.iam.gserviceaccount.com" --project "$PROJECT" \
    --member "$RUNNER" --role roles/iam.serviceAccountTokenCreator
done

number() {
  gcloud iam service-accounts describe "$1@$PROJECT.iam.gserviceaccount.com" \
    --project "$PROJECT" --format 'value(uniqueId)'
}

AUTH=https://www.googleapis.com/auth
BOTH="$AUTH/apps.licensing,$AUTH/apps.groups.settings"
READ="$AUTH/admin.directory.orgunit.readonly,$AUTH/admin.directory.user.readonly,$AUTH/admin.directory.group.readonly"
WRITE="$AUTH/admin.directory.orgunit,$AUTH/admin.directory.user,$AUTH/admin.directory.group"
DRIFT="$AUTH/admin.reports.audit.readonly"

cat <<LINES
Send this to each school's administrator (admin.google.com, Security, Access and data control,
API controls, Manage domain-wide delegation, Add new). It is the same for all schools.
The permission is not limited to the account that the program acts as: whoever can sign in as the
program could act as any account of the school within these scopes. The city guards that access.

Client ID:    $(number reconciler-reader)
OAuth scopes: $READ,$BOTH,$DRIFT

Client ID:    $(number reconciler)
OAuth scopes: $READ,$WRITE,$BOTH,$DRIFT
LINES
