"""Groups made and changed: names that must be unique, kinds that Graph can write."""

from __future__ import annotations

import re

from reconciler.simulator.microsoft.bodies import Body
from reconciler.simulator.microsoft.errors import (
    bad_request,
    conflict,
    invalid,
    required,
    unsupported,
)
from reconciler.simulator.microsoft.links import (
    MOST_CHANGES,
    join,
    joining,
    members_of,
    owners_of,
    references,
    too_many_changes,
)
from reconciler.simulator.microsoft.state import Directory, Group

VISIBILITIES = frozenset({"Public", "Private", "HiddenMembership"})
PATCHED = frozenset(
    {
        "displayName",
        "description",
        "mailNickname",
        "mailEnabled",
        "securityEnabled",
        "groupTypes",
        "visibility",
        "uniqueName",
        "members@odata.bind",
    }
)
CREATED = PATCHED | {"owners@odata.bind", "resourceBehaviorOptions"}
# ASCII without the characters that the property's page forbids.
_NICKNAME = re.compile(r"""[!-~]{1,64}""")
_FORBIDDEN = frozenset('@()\\[]";:<>,')


def create(directory: Directory, body: Body) -> Group:
    """Make the group with its first links, or refuse and make nothing."""
    body.only(CREATED)
    group = _drafted(directory, body)
    wanted = [
        (links, references(body.data.get(f"{links.name}@odata.bind", [])))
        for links in (owners_of(group), members_of(group))
    ]
    if sum(len(named) for _, named in wanted) > MOST_CHANGES:
        raise too_many_changes()
    ready = [(links, joining(directory, links, named)) for links, named in wanted]
    group.moment = directory.tick()
    group.id = directory.derived_id("group", f"#{group.moment}")
    directory.add_group(group)
    directory.veil(group.id)
    for links, objects in ready:
        join(directory, links, objects)
    return group


def change(directory: Directory, group: Group, body: Body) -> None:
    """Change the group and add members, all of it or nothing."""
    body.only(PATCHED)
    writable(group)
    _refuse_fixed(group, body)
    nickname = _nickname(directory, body, group) if body.has("mailNickname") else group.nickname
    edited = _edited(group, body)
    links = members_of(group)
    objects = joining(directory, links, references(body.data.get("members@odata.bind", [])))
    for name, value in edited.items():
        setattr(group, name, value)
    if nickname != group.nickname:
        directory.nicknames.pop(group.nickname.casefold(), None)
        group.nickname = nickname
        directory.nicknames[nickname.casefold()] = group.id
    join(directory, links, objects)


def remove(directory: Directory, group: Group) -> None:
    """Take the group out of the directory; refused while it gives licences."""
    if group.licences:
        raise bad_request("Remove the licenses of the group before you delete it.")
    directory.tick()
    directory.forget_group(group)


def writable(group: Group) -> None:
    """Refuse a distribution list, which Graph only reads."""
    if group.list_only:
        raise bad_request("Cannot Update a mail-enabled security groups and or distribution list.")


def _drafted(directory: Directory, body: Body) -> Group:
    name, nickname = body.text("displayName", 256), _nickname(directory, body, None)
    unified, security = _kind(body)
    mail = f"{nickname}@{directory.domain}" if unified else None
    if mail is not None and mail.casefold() in directory.addresses:
        raise conflict("proxyAddresses")
    unique_name = body.text_or_null("uniqueName", 128)
    if unique_name is not None and unique_name.casefold() in directory.unique_names:
        raise conflict("uniqueName")
    return Group(
        id="",
        display_name=name,
        nickname=nickname,
        description=body.text_or_null("description", 1024),
        mail=mail,
        security_enabled=security,
        unified=unified,
        visibility=_visibility(body) or ("Public" if unified else None),
        unique_name=unique_name,
        behaviour=body.texts("resourceBehaviorOptions"),
    )


def _kind(body: Body) -> tuple[bool, bool]:
    kinds = body.texts("groupTypes")
    if not set(kinds) <= {"Unified"}:
        raise unsupported()
    mail, security = body.flag("mailEnabled"), body.flag("securityEnabled")
    if bool(kinds) != mail or not (mail or security):
        raise bad_request(
            "The service does not currently support writes of mail-enabled groups. Please ensure "
            "that the mail-enablement property is unset and the security-enablement property is "
            "set."
        )
    return bool(kinds), security


def _nickname(directory: Directory, body: Body, group: Group | None) -> str:
    if not body.has("mailNickname"):
        raise required("mailNickname", "Group")
    text = body.data["mailNickname"]
    if not isinstance(text, str) or not _NICKNAME.fullmatch(text) or _FORBIDDEN & set(text):
        raise invalid("mailNickname", "Group")
    holder = directory.nicknames.get(text.casefold())
    if holder is not None and (group is None or holder != group.id):
        raise conflict("mailNickname")
    return text


def _visibility(body: Body) -> str | None:
    value = body.text_or_null("visibility", 64)
    if value is not None and value not in VISIBILITIES:
        raise invalid("visibility", "Group")
    return value


def _refuse_fixed(group: Group, body: Body) -> None:
    fixed = {
        "uniqueName": group.unique_name,
        "mailEnabled": group.mail is not None,
        "groupTypes": ["Unified"] if group.unified else [],
    }
    for name, value in fixed.items():
        if body.has(name) and body.data[name] != value:
            raise invalid(name, "Group")


def _edited(group: Group, body: Body) -> dict[str, object]:
    edited: dict[str, object] = {}
    if body.has("displayName"):
        edited["display_name"] = body.text("displayName", 256)
    if body.has("description"):
        edited["description"] = body.text_or_null("description", 1024)
    if body.has("securityEnabled"):
        edited["security_enabled"] = body.flag("securityEnabled")
        if not (group.unified or edited["security_enabled"]):
            raise invalid("securityEnabled", "Group")
    if body.has("visibility"):
        edited["visibility"] = _visibility(body)
    return edited
