"""Groups Settings: every field of the document, the rules across them, JSON and Atom."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import pytest

from reconciler.simulator.google import GoogleTenant
from tests.simulator.google.checks import document, refusal, run
from tests.simulator.google.local import BASE, LocalHttp
from tests.simulator.google.worlds import Clients

TEACHERS = "teachers@small.example"
PATH = f"{BASE}/groups/v1/groups/{TEACHERS}"
APPS = "{http://schemas.google.com/apps/2006}"
# Empty in a new group, so that an answer leaves them out.
UNSET = {
    *("customFooterText", "customReplyTo", "defaultMessageDenyNotificationText"),
    "primaryLanguage",
}


def get(local: Clients) -> dict[str, Any]:
    shown: dict[str, Any] = run(local.settings.groups().get(groupUniqueId=TEACHERS))
    return shown


def patch(local: Clients, **body: Any) -> Any:
    return local.settings.groups().patch(groupUniqueId=TEACHERS, body=body)


def test_every_property_of_the_document_is_shown(local: Clients) -> None:
    """All but the texts that a new group does not have."""
    known = set(document("groupssettings.v1")["schemas"]["Groups"]["properties"])
    assert known - set(get(local)) == UNSET


def test_every_property_of_the_document_can_be_written(local: Clients) -> None:
    """A group takes back what it shows, and nothing changes."""
    before = get(local)
    run(local.settings.groups().update(groupUniqueId=TEACHERS, body=before))
    assert get(local) == before


TEXTS = [
    *(("customFooterText", 1_000), ("defaultMessageDenyNotificationText", 10_000)),
    ("primaryLanguage", 16),
]


@pytest.mark.parametrize(("name", "longest"), TEXTS)
def test_a_text_has_a_longest_length(local: Clients, name: str, longest: int) -> None:
    """One letter more is refused."""
    assert run(patch(local, **{name: "я" * longest}))[name] == "я" * longest
    assert refusal(patch(local, **{name: "я" * (longest + 1)}))[:2] == (400, "invalidArgument")


def test_the_archive_closes_and_opens_posting(local: Clients) -> None:
    """True sets NONE_CAN_POST; back to false sets ALL_MANAGERS_CAN_POST."""
    assert run(patch(local, archiveOnly="true"))["whoCanPostMessage"] == "NONE_CAN_POST"
    opened = run(patch(local, archiveOnly="false"))
    assert opened["whoCanPostMessage"] == "ALL_MANAGERS_CAN_POST"
    assert refusal(patch(local, whoCanPostMessage="NONE_CAN_POST"))[:2] == (400, "invalidArgument")


def test_membership_is_not_seen_more_widely_than_the_group(local: Clients) -> None:
    """The vendor's own word in the message."""
    call = patch(
        local,
        whoCanViewMembership="ALL_IN_DOMAIN_CAN_VIEW",
        whoCanViewGroup="ALL_MANAGERS_CAN_VIEW",
    )
    wrong = "WHO_CAN_VIEW_MEMBERSHIP_CANNOT_BE_BROADER_THAN_WHO_CAN_SEE_GROUP"
    assert wrong in refusal(call)[2]


def test_a_custom_reply_needs_its_address(local: Clients) -> None:
    """400 without customReplyTo."""
    assert refusal(patch(local, replyTo="REPLY_TO_CUSTOM"))[:2] == (400, "invalidArgument")
    run(patch(local, replyTo="REPLY_TO_CUSTOM", customReplyTo="desk@small.example"))


def test_a_boolean_is_a_string(local: Clients) -> None:
    """True is refused where "true" is meant."""
    assert refusal(patch(local, isArchived=True))[0] == 400
    assert run(patch(local, isArchived="true"))["isArchived"] == "true"


def test_an_old_setting_follows_the_one_that_took_it_over(local: Clients) -> None:
    """Until it is written itself; the newer one overtakes it again."""
    shown = run(patch(local, whoCanModerateMembers="OWNERS_ONLY"))
    assert (shown["whoCanAdd"], shown["whoCanBanUsers"]) == ("ALL_OWNERS_CAN_ADD", "OWNERS_ONLY")
    shown = run(patch(local, whoCanAdd="NONE_CAN_ADD"))
    assert (shown["whoCanAdd"], shown["whoCanBanUsers"]) == ("NONE_CAN_ADD", "OWNERS_ONLY")
    shown = run(patch(local, whoCanModerateMembers="ALL_MEMBERS"))
    assert shown["whoCanAdd"] == "ALL_MEMBERS_CAN_ADD"
    assert run(patch(local, whoCanDiscoverGroup="ALL_MEMBERS_CAN_DISCOVER"))[
        "showInGroupDirectory"
    ] == ("false")


def test_read_only_properties_are_passed_over(local: Clients) -> None:
    """Neither refused nor changed."""
    before = get(local)
    body = {"email": "x@small.example", "customRolesEnabledForSettingsToBeMerged": "true"}
    run(patch(local, **body))
    assert get(local) == before


def test_atom_says_the_same_as_json(tenant: GoogleTenant, local: Clients) -> None:
    """Every property is an element, in well-formed XML, when alt or Accept ask for it."""
    run(patch(local, customFooterText="Учители & ученици <8 клас>"))
    http = LocalHttp(tenant)
    for uri, headers in ((PATH + "?alt=atom", {}), (PATH, {"Accept": "application/atom+xml"})):
        head, content = http.request(uri, headers=headers)
        assert head["content-type"] == "application/atom+xml; charset=UTF-8"
        entry = ET.fromstring(content)
        told = {one.tag.removeprefix(APPS): one.text or "" for one in entry if APPS in one.tag}
        shown = {name: str(value) for name, value in get(local).items() if name != "kind"}
        assert told == shown


def test_atom_can_be_written(tenant: GoogleTenant, local: Clients) -> None:
    """An entry with a few elements merges like a JSON body."""
    body = (
        '<entry xmlns="http://www.w3.org/2005/Atom" xmlns:apps="http://schemas.google.com/apps/2006">'
        "<apps:whoCanJoin>INVITED_CAN_JOIN</apps:whoCanJoin>"
        "<apps:customFooterText>a &amp; b</apps:customFooterText></entry>"
    )
    headers = {"Content-Type": "application/atom+xml"}
    head, _ = LocalHttp(tenant).request(PATH + "?alt=atom", "PUT", body, headers)
    assert head.status == 200
    shown = get(local)
    assert (shown["whoCanJoin"], shown["customFooterText"]) == ("INVITED_CAN_JOIN", "a & b")
    unknown = body.replace("whoCanJoin", "colour")
    assert LocalHttp(tenant).request(PATH, "PUT", unknown, headers)[0].status == 400


def test_atom_is_read_as_xml(tenant: GoogleTenant, local: Clients) -> None:
    """Any prefix, CDATA and comments mean what they mean in XML; half an entry is 400."""
    body = (
        '<e:entry xmlns:e="http://www.w3.org/2005/Atom" xmlns:a="http://schemas.google.com/apps/2006">'
        "<!-- <a:whoCanJoin>ALL_IN_DOMAIN_CAN_JOIN</a:whoCanJoin> -->"
        "<a:customFooterText><![CDATA[a < b]]></a:customFooterText></e:entry>"
    )
    headers = {"Content-Type": "application/atom+xml"}
    before = get(local)
    assert LocalHttp(tenant).request(PATH, "PUT", body, headers)[0].status == 200
    assert get(local) == {**before, "customFooterText": "a < b"}
    assert LocalHttp(tenant).request(PATH, "PUT", body[:-9], headers)[0].status == 400


def test_without_alt_the_answer_is_json(tenant: GoogleTenant) -> None:
    """The clients that send none read JSON."""
    _, content = LocalHttp(tenant).request(PATH)
    assert content.startswith(b"{")
