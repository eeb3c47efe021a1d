"""Groups made and changed: names that must be unique, kinds that Graph can write."""

from __future__ import annotations

import re

from reconciler.simulator.microsoft.audit_trail import done, updated
from reconciler.simulator.microsoft.bodies import Body
from reconciler.simulator.microsoft.dynamic import LONGEST_RULE, rule, test_of_rule
from reconciler.simulator.microsoft.errors import (
    GraphError,
    bad_request,
    conflict,
    invalid,
    invalid_values,
    required,
    source_missing,
    synced,
    unsupported,
)
from reconciler.simulator.microsoft.links import (
    MOST_CHANGES,
    Links,
    join,
    joining,
    members_of,
    owners_of,
    references,
    too_many_changes,
)
from reconciler.simulator.microsoft.shapes import MAILBOX, kinds_of
from reconciler.simulator.microsoft.state import Directory, Group, Member, Unit

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
        "membershipRule",
        "membershipRuleProcessingState",
        "members@odata.bind",
        "owners@odata.bind",
    }
)
CREATED = PATCHED | {"isAssignableToRole", "resourceBehaviorOptions"}
CREATED |= {"resourceProvisioningOptions"}
SOURCE_MISSING = "new-group-source-missing"
VALUES_INVALID = "new-object-values-invalid"
# ASCII without the characters that the property's page forbids.
_NICKNAME = re.compile(r"""[!-~]{1,64}""")
_FORBIDDEN = frozenset('@()\\[]";:<>,')


def create(directory: Directory, body: Body) -> Group:
    """Make the group with its first links, or refuse and make nothing."""
    body = body.known(CREATED)
    group = _drafted(directory, body)
    ready = _joining(directory, group, body)
    group.moment = directory.tick()
    group.id = directory.derived_id("group", f"#{group.moment}")
    directory.add_group(group)
    directory.veil(group.id)
    for late in (SOURCE_MISSING, VALUES_INVALID):
        directory.begin(late, group.id)
    directory.journal.note("groups", group.id)
    done(directory, "Add", group)
    for links, objects in ready:
        join(directory, links, objects)
    rule(directory, group)
    return group


def change(directory: Directory, group: Group, body: Body) -> None:
    """Change the group and add members, all of it or nothing."""
    body = body.known(CREATED | MAILBOX)
    writable(group)
    _refuse_new(directory, group, body)
    if not MAILBOX.isdisjoint(body.data):
        _set_mailbox(directory, group, body)
        return
    _refuse_fixed(group, body)
    nickname = _nickname(directory, body, group) if body.has("mailNickname") else group.nickname
    unique_name = _stamped(directory, group, body)
    edited = {**_edited(group, body), **ruling(group, body)}
    ready = _joining(directory, group, body)
    for name, value in edited.items():
        setattr(group, name, value)
    if nickname != group.nickname:
        directory.nicknames.pop(group.nickname.casefold(), None)
        group.nickname = nickname
        directory.nicknames[nickname.casefold()] = group.id
    if unique_name is not None:
        group.unique_name = unique_name
        directory.unique_names[unique_name.casefold()] = group.id
    directory.tick()
    names = tuple(name for name in body.data if "@" not in name)
    if names:
        directory.journal.note("groups", group.id, names=names)
        updated(directory, group, names)
    for links, objects in ready:
        if objects:
            join(directory, links, objects)
    if "rule" in edited or "rule_on" in edited:
        rule(directory, group)


def _set_mailbox(directory: Directory, group: Group, body: Body) -> None:
    if len(body.data) > 1 or not group.unified:
        raise invalid_values()
    if directory.actor and "@" not in directory.actor:
        # Exchange takes these from people alone: Graph's known issues, 2026-11.
        raise GraphError(
            403, "ErrorAccessDenied", "Access is denied. Check credentials and try again."
        )
    (name,) = body.data
    group.mailbox[name] = body.flag(name)
    directory.tick()
    updated(directory, group, (name,))


def _refuse_new(directory: Directory, group: Group, body: Body) -> None:
    linking = any(name.endswith("@odata.bind") for name in body.data)
    if linking and directory.is_new(SOURCE_MISSING, group.id):
        raise source_missing()
    if not linking and directory.is_new(VALUES_INVALID, group.id):
        raise invalid_values()


def writable(group: Group) -> None:
    """Refuse a distribution list, which Graph only reads, and what is mastered elsewhere."""
    if group.list_only:
        raise bad_request("Cannot Update a mail-enabled security groups and or distribution list.")
    if group.synced:
        raise synced()


def ruling(owner: Group | Unit, body: Body) -> dict[str, object]:
    """What the body says of the membership rule; 400 for one that is none."""
    edited: dict[str, object] = {}
    if body.has("membershipRule"):
        text = body.text_or_null("membershipRule", LONGEST_RULE)
        if text is not None:
            test_of_rule(text)
        edited["rule"] = text
    if body.has("membershipRuleProcessingState"):
        state = body.text_or_null("membershipRuleProcessingState", 64)
        if state not in ("On", "Paused", None):
            raise invalid("membershipRuleProcessingState", body.resource)
        edited["rule_on"] = state != "Paused"
    if "rule_on" in edited and edited.get("rule", owner.rule) is None:
        raise invalid("membershipRuleProcessingState", body.resource)
    return edited


def _joining(
    directory: Directory, group: Group, body: Body
) -> list[tuple[Links, tuple[Member, ...]]]:
    wanted = [
        (links, references(body.data.get(f"{links.name}@odata.bind", [])))
        for links in (owners_of(group), members_of(group))
    ]
    if sum(len(named) for _, named in wanted) > MOST_CHANGES:
        raise too_many_changes()
    return [(links, joining(directory, links, named)) for links, named in wanted]


def _drafted(directory: Directory, body: Body) -> Group:
    name, nickname = body.text("displayName", 256), _nickname(directory, body, None)
    unified, security = _kind(body)
    mail = f"{nickname}@{directory.domain}" if unified else None
    if mail is not None and mail.casefold() in directory.addresses:
        raise conflict("proxyAddresses")
    kinds = body.texts("groupTypes")
    if ("DynamicMembership" in kinds) != (body.data.get("membershipRule") is not None):
        raise invalid("membershipRule", "Group")
    group = Group(
        id="",
        display_name=name,
        nickname=nickname,
        description=body.text_or_null("description", 1024),
        mail=mail,
        security_enabled=security,
        unified=unified,
        visibility=_visibility(body) or ("Public" if unified else None),
        unique_name=_free_name(directory, body),
        behaviour=body.texts("resourceBehaviorOptions"),
        role_assignable=_role_assignable(body),
    )
    if body.texts("resourceProvisioningOptions"):
        raise unsupported()
    if group.role_assignable and not (security and "DynamicMembership" not in kinds):
        raise invalid("isAssignableToRole", "Group")
    for attribute, value in ruling(group, body).items():
        setattr(group, attribute, value)
    if group.description is None and directory.switches.on("empty-description-filled"):
        group.description = group.display_name
    return group


def _free_name(directory: Directory, body: Body) -> str | None:
    """The uniqueName that the body wants; 400 when another group holds it, or a deleted one."""
    name = body.text_or_null("uniqueName", 128)
    if name is not None and name.casefold() in directory.unique_names:
        raise conflict("uniqueName")
    return name


def _stamped(directory: Directory, group: Group, body: Body) -> str | None:
    """The uniqueName that a group gets which has none; None for no change."""
    if group.unique_name is not None or not body.has("uniqueName"):
        return None
    return _free_name(directory, body)


def _role_assignable(body: Body) -> bool:
    return body.has("isAssignableToRole") and body.flag("isAssignableToRole")


def _kind(body: Body) -> tuple[bool, bool]:
    kinds = body.texts("groupTypes")
    if not set(kinds) <= {"Unified", "DynamicMembership"}:
        raise unsupported()
    unified = "Unified" in kinds
    mail, security = body.flag("mailEnabled"), body.flag("securityEnabled")
    if unified != mail or not (mail or security):
        raise bad_request(
            "The service does not currently support writes of mail-enabled groups. Please ensure "
            "that the mail-enablement property is unset and the security-enablement property is "
            "set."
        )
    return unified, security


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
    stamped = group.unique_name is None and not group.role_assignable
    fixed = {
        **({} if stamped else {"uniqueName": group.unique_name}),
        "mailEnabled": group.mail is not None,
    }
    if body.has("groupTypes") and sorted(body.texts("groupTypes")) != sorted(kinds_of(group)):
        # Between assigned and dynamic Graph can change a group; that is not modelled.
        dynamic = "DynamicMembership" in {*body.texts("groupTypes"), *kinds_of(group)}
        raise unsupported() if dynamic else invalid("groupTypes", "Group")
    if body.has("membershipRule") and (group.rule is None) != (body.data["membershipRule"] is None):
        raise invalid("membershipRule", "Group")
    for name in ("isAssignableToRole", "resourceBehaviorOptions", "resourceProvisioningOptions"):
        if body.has(name):
            raise invalid(name, "Group")
    if body.has("visibility") and _visibility(body) != group.visibility:
        hidden = "HiddenMembership" in (_visibility(body), group.visibility)
        if hidden:
            raise invalid("visibility", "Group")
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
