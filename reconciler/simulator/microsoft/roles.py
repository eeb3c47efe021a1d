"""Application roles that let a token in: any one of a set is enough. Least privileged first."""

from __future__ import annotations

DIRECTORY_READ = frozenset({"Directory.Read.All", "Directory.ReadWrite.All"})
DIRECTORY_WRITE = frozenset({"Directory.ReadWrite.All"})

USER_WRITE = frozenset({"User.ReadWrite.All"}) | DIRECTORY_WRITE
USER_READ = frozenset({"User.Read.All"}) | USER_WRITE | DIRECTORY_READ
GROUP_WRITE = frozenset({"Group.ReadWrite.All"}) | DIRECTORY_WRITE
GROUP_READ = frozenset({"Group.Read.All"}) | GROUP_WRITE | DIRECTORY_READ
MEMBER_WRITE = frozenset({"GroupMember.ReadWrite.All"}) | GROUP_WRITE
MEMBER_READ = frozenset({"GroupMember.Read.All"}) | MEMBER_WRITE | GROUP_READ
UNIT_WRITE = frozenset({"AdministrativeUnit.ReadWrite.All"}) | DIRECTORY_WRITE
UNIT_READ = frozenset({"AdministrativeUnit.Read.All"}) | UNIT_WRITE | DIRECTORY_READ
LICENCE_WRITE = frozenset({"LicenseAssignment.ReadWrite.All"}) | DIRECTORY_WRITE
USER_LICENCE_WRITE = LICENCE_WRITE | USER_WRITE
GROUP_LICENCE_WRITE = LICENCE_WRITE | GROUP_WRITE
ORGANIZATION_READ = (
    frozenset({"Organization.Read.All", "Organization.ReadWrite.All"}) | DIRECTORY_READ
)
SKU_READ = frozenset({"LicenseAssignment.Read.All"}) | LICENCE_WRITE | ORGANIZATION_READ
APP_READ = frozenset({"Application.Read.All", "Application.ReadWrite.All"}) | DIRECTORY_READ
DOMAIN_READ = frozenset({"Domain.Read.All", "Domain.ReadWrite.All"}) | DIRECTORY_READ
TENANT_READ = frozenset({"CrossTenantInformation.ReadBasic.All"}) | DIRECTORY_READ
SETTINGS_READ = frozenset({"GroupSettings.Read.All", "GroupSettings.ReadWrite.All"}) | GROUP_READ
AUDIT_READ = frozenset({"AuditLog.Read.All"})
ROLE_WRITE = frozenset({"RoleManagement.ReadWrite.Directory"})
ROLE_READ = (
    frozenset({"RoleManagement.Read.Directory", "RoleManagement.ReadWrite.Directory"})
    | DIRECTORY_READ
)
SCHEDULE_READ = frozenset({"RoleAssignmentSchedule.Read.Directory"}) | ROLE_READ - DIRECTORY_READ
ELIGIBLE_READ = frozenset({"RoleEligibilitySchedule.Read.Directory"}) | ROLE_READ - DIRECTORY_READ
