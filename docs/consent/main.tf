# The same as google.sh and microsoft.sh, for Terraform. Outputs: what each school is sent.

terraform {
  required_providers {
    google  = { source = "hashicorp/google" }
    azuread = { source = "hashicorp/azuread" }
  }
}

variable "project" { type = string }
variable "runner" { type = string } # principalSet://… of the jobs
variable "issuer" { type = string } # of the job's own token
variable "subject" { type = string }
variable "tenant_ids" { type = set(string) } # the schools' Entra tenants

locals {
  auth = "https://www.googleapis.com/auth"
  apis = [
    "admin.googleapis.com",
    "groupssettings.googleapis.com",
    "licensing.googleapis.com",
    "iamcredentials.googleapis.com",
  ]
  read = [
    "admin.directory.orgunit.readonly",
    "admin.directory.user.readonly",
    "admin.directory.group.readonly",
    "apps.licensing",
    "apps.groups.settings",
    "admin.reports.audit.readonly",
  ]
  write = [
    "admin.directory.orgunit",
    "admin.directory.user",
    "admin.directory.group",
  ]
  scopes = {
    "reconciler-reader" = local.read
    "reconciler"        = concat(local.read, local.write)
  }
  permissions = {
    "reconciler-reader" = [
      "User.Read.All",
      "GroupMember.Read.All",
      "AdministrativeUnit.Read.All",
      "LicenseAssignment.Read.All",
      "RoleManagement.Read.Directory",
      "AuditLog.Read.All",
      "Directory.Read.All",
    ]
    "reconciler-writer" = [
      "User.Read.All",
      "Group.ReadWrite.All",
      "AdministrativeUnit.ReadWrite.All",
      "LicenseAssignment.ReadWrite.All",
    ]
  }
}

resource "google_project_service" "api" {
  for_each = toset(local.apis)
  project  = var.project
  service  = each.value
}

resource "google_service_account" "account" {
  for_each   = local.scopes
  project    = var.project
  account_id = each.key
}

resource "google_service_account_iam_member" "runner" {
  for_each           = local.scopes
  service_account_id = google_service_account.account[each.key].name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = var.runner
}

data "azuread_service_principal" "graph" {
  client_id = "00000003-0000-0000-c000-000000000000"
}

resource "azuread_application" "app" {
  for_each         = local.permissions
  display_name     = each.key
  sign_in_audience = "AzureADMultipleOrgs"

  web {
    redirect_uris = ["https://portal.azure.com/"]
  }

  required_resource_access {
    resource_app_id = data.azuread_service_principal.graph.client_id

    dynamic "resource_access" {
      for_each = each.value
      content {
        id   = data.azuread_service_principal.graph.app_role_ids[resource_access.value]
        type = "Role"
      }
    }
  }
}

resource "azuread_application_federated_identity_credential" "job" {
  for_each       = local.permissions
  application_id = azuread_application.app[each.key].id
  display_name   = "job"
  issuer         = var.issuer
  subject        = var.subject
  audiences      = ["api://AzureADTokenExchange"]
}

output "delegation_lines" {
  description = "One line for each account, the same in every school's Admin console. It lets whoever can sign as that account act as any account of the school within these scopes."
  value = {
    for name, scopes in local.scopes :
    google_service_account.account[name].unique_id => join(",", [for s in scopes : "${local.auth}/${s}"])
  }
}

output "consent_links" {
  description = "Two links for each school, to be opened by its administrator. The writer's permission for groups also allows reading and changing what is in them, and deleting any."
  value = {
    for tenant in var.tenant_ids :
    tenant => [for app in azuread_application.app : "https://login.microsoftonline.com/${tenant}/adminconsent?client_id=${app.client_id}"]
  }
}
