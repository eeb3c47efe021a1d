"""Google's host names, and which paths are at home under each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# www. is the address of earlier years, under which old clients and batches still call.
HOSTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "admin.googleapis.com": ("/admin/", "/batch", "/$discovery/rest"),
        "licensing.googleapis.com": ("/apps/licensing/", "/batch", "/$discovery/rest"),
        "groupssettings.googleapis.com": ("/groups/v1/", "/batch", "/$discovery/rest"),
        "www.googleapis.com": (
            *("/admin/", "/apps/licensing/", "/groups/v1/", "/batch/"),
            *("/discovery/v1/apis", "/oauth2/v4/token", "/oauth2/v1/certs"),
        ),
        "oauth2.googleapis.com": ("/token",),
        "iamcredentials.googleapis.com": ("/v1/projects/",),
    }
)


def is_at_home(base: str, path: str) -> bool:
    """Whether the path is one of the host in `base`; on this server's own address, every one."""
    host = base.rpartition("/")[2].partition(":")[0].casefold()
    return path.startswith(HOSTS.get(host, "/"))
