"""Groups Settings as Atom entries, the form that this API has answered in since before JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

from reconciler.simulator.google.errors import GoogleError

MEDIA_TYPE = "application/atom+xml"
HEADERS: Mapping[str, str] = {"Content-Type": f"{MEDIA_TYPE}; charset=UTF-8"}
_ATOM = "http://www.w3.org/2005/Atom"
_APPS = "http://schemas.google.com/apps/2006"
ET.register_namespace("apps", _APPS)


def written(settings: Mapping[str, Any]) -> bytes:
    """The settings as an Atom entry."""
    # Unprefixed names, so that the entry's own namespace can be the default one, as Google has it.
    entry = ET.Element("entry", {"xmlns": _ATOM})
    ident = f"tag:googleapis.com,2010:apps:groupssettings:GROUP:{settings.get('email', '')}"
    ET.SubElement(entry, "id").text = ident
    ET.SubElement(entry, "title").text = "Groups Resource Entry"
    ET.SubElement(ET.SubElement(entry, "author"), "name").text = "Google"
    for name, value in settings.items():
        if name != "kind":
            ET.SubElement(entry, f"{{{_APPS}}}{name}").text = str(value)
    whole: bytes = ET.tostring(entry, encoding="UTF-8", xml_declaration=True)
    return whole


def read(body: bytes) -> dict[str, Any]:
    """The settings that an Atom entry names; what else is in it does not matter.

    GoogleError 400 for what is no XML.
    """
    try:
        entry = ET.fromstring(body)  # noqa: S314  # callers are on this machine; expat bounds entities
    except ET.ParseError:
        raise GoogleError(400, "parseError", "Parse Error") from None
    space = f"{{{_APPS}}}"
    found = ((one.tag, one.text or "") for one in entry.iter() if one.tag.startswith(space))
    return {tag.removeprefix(space): text for tag, text in found if tag != f"{space}id"}
