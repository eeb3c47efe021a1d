"""The applications that every tenant knows: ours for programs that sign in, and Graph itself.

They are there in each tenant, with the service principal that stands for them, and nothing changes
them: of applications only reading is modelled.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID, uuid5

_SPACE = UUID("6f7c1a52-0000-4000-8000-000000000001")
_READS = (
    *("User.Read.All", "Group.Read.All", "AdministrativeUnit.Read.All"),
    *("Organization.Read.All", "LicenseAssignment.Read.All", "RoleManagement.Read.Directory"),
    *("AuditLog.Read.All", "Directory.Read.All"),
)
_WRITES = (
    *("User.Read.All", "Group.ReadWrite.All", "AdministrativeUnit.ReadWrite.All"),
    *("Organization.Read.All", "LicenseAssignment.ReadWrite.All"),
    "RoleManagement.Read.Directory",
)
_ADMINS = (
    *(*_WRITES, "Directory.ReadWrite.All", "RoleManagement.ReadWrite.Directory"),
    "AuditLog.Read.All",
)


@dataclass(frozen=True, slots=True)
class App:
    """A registered application: its name, its id, the application roles that it was granted."""

    name: str
    app_id: str
    roles: tuple[str, ...] = ()


APPS = (
    App("reader", "0d5c8a10-0000-4000-8000-000000000001", _READS),
    App("writer", "0d5c8a10-0000-4000-8000-000000000002", _WRITES),
    App("admin", "0d5c8a10-0000-4000-8000-000000000003", _ADMINS),
)
"""What programs sign in as, by name or by id."""
ADMIN = APPS[2]
GRAPH = App("Microsoft Graph", "00000003-0000-0000-c000-000000000000")
MICROSOFT_TENANT = "f8cdef31-a31e-4b4a-93e4-5f571e91255a"
"""Where Microsoft's own applications are registered."""


@dataclass(frozen=True, slots=True)
class Application:
    """An application in the directory that it is registered in."""

    id: str
    app: App
    domain: str


@dataclass(frozen=True, slots=True)
class ServicePrincipal:
    """What stands for an application in a tenant, and can own a group."""

    id: str
    app: App
    home: str
    """The id of the tenant in which the application is registered."""

    @property
    def display_name(self) -> str:
        """The application's name."""
        return self.app.name


def app_of(key: str) -> App | None:
    """The application of this name or id, in any letter case.

    A name that joins roles by `+` is an application that was granted these alone, so that anybody
    can try what a set of permissions suffices for.
    """
    wanted = key.casefold()
    if "+" in key:
        return App(key, str(uuid5(_SPACE, key)), tuple(key.split("+")))
    return next((app for app in APPS if wanted in (app.name, app.app_id)), None)


def name_of(key: str) -> str:
    """The name under which logs show who signed in as `key`."""
    app = app_of(key)
    return key if app is None else app.name


def principal_id(tenant_id: str, app: App) -> str:
    """The object id of the application's service principal in a tenant."""
    return str(uuid5(_SPACE, f"{tenant_id}/{app.name}"))


@lru_cache(maxsize=1024)
def applications(tenant_id: str, domain: str) -> dict[str, Application]:
    """The applications that are registered in a tenant, by object id."""
    found = ((str(uuid5(_SPACE, f"{tenant_id}/{app.name}/application")), app) for app in APPS)
    return {object_id: Application(object_id, app, domain) for object_id, app in found}


@lru_cache(maxsize=1024)
def principals(tenant_id: str) -> dict[str, ServicePrincipal]:
    """The service principals of a tenant, by object id."""
    homes = [(app, tenant_id) for app in APPS] + [(GRAPH, MICROSOFT_TENANT)]
    found = ((principal_id(tenant_id, app), app, home) for app, home in homes)
    return {object_id: ServicePrincipal(object_id, app, home) for object_id, app, home in found}
