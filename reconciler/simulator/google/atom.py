"""Groups Settings as Atom entries, the form that this API has answered in since before JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape
from typing import Any

MEDIA_TYPE = "application/atom+xml"
HEADERS: Mapping[str, str] = {"Content-Type": f"{MEDIA_TYPE}; charset=UTF-8"}
_PROPERTY = re.compile(r"<apps:(\w+)>([^<]*)</apps:\1>")
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<entry xmlns="http://www.w3.org/2005/Atom"'
    ' xmlns:apps="http://schemas.google.com/apps/2006"'
    ' xmlns:gd="http://schemas.google.com/g/2005">\n'
    "<id>tag:googleapis.com,2010:apps:groupssettings:GROUP:{email}</id>\n"
    "<title>Groups Resource Entry</title>\n"
    "<author><name>Google</name></author>\n"
)


def written(settings: Mapping[str, Any]) -> bytes:
    """The settings as an Atom entry."""
    lines = (
        f"<apps:{name}>{escape(str(value), quote=False)}</apps:{name}>\n"
        for name, value in settings.items()
        if name != "kind"
    )
    head = _HEAD.format(email=escape(str(settings.get("email", "")), quote=False))
    return f"{head}{''.join(lines)}</entry>\n".encode()


def read(body: bytes) -> dict[str, Any]:
    """The settings that an Atom entry names; what else is in it does not matter."""
    found = _PROPERTY.findall(body.decode(errors="replace"))
    return {name: unescape(value) for name, value in found if name != "id"}
