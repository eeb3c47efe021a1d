"""JobStep Graph by id for what one of its listings names and another lacks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from reconciler.errors import TenantError
from reconciler.model.observation import LEDGER, Listing, Presence, Reference
from reconciler.providers.base import VendorCode
from reconciler.providers.microsoft import api
from reconciler.providers.microsoft.calls import Call
from reconciler.providers.microsoft.client import READER, Client
from reconciler.providers.microsoft.convert import GROUP_TYPE, USER_TYPE, type_of
from reconciler.providers.microsoft.errors import classify
from reconciler.providers.microsoft.pages import rows_of
from reconciler.providers.microsoft.response import Response

_LISTS = {Listing.ACCOUNTS: api.USERS, Listing.GROUPS: api.GROUPS}


def unlisted(
    links: Mapping[tuple[str, str], Collection[str]],
    types: Mapping[str, str],
    rows: Mapping[str, Collection[str]],
    source: Callable[[str, str], str],
) -> tuple[Reference, ...]:
    """What a list names and the listing of its type lacks, sorted.

    `links` are ids by a list's route and subject, of which `source` makes its name in findings;
    `rows` are the ids of each listing.
    """
    found = set()
    for (route, subject), ids in links.items():
        for one in ids:
            listing = missing_from(types[one])
            if listing is not None and one not in rows.get(_LISTS[listing], ()):
                found.add(Reference(listing, one, source(route, subject)))
    return tuple(sorted(found))


def look_up(graph: Client, references: Sequence[Reference]) -> Mapping[Reference, Presence]:
    """What Graph answers for each."""
    calls = [_calls(one) for one in references]
    try:
        answers = iter(graph.send(READER, [call for some in calls for call in some]))
    except TenantError:
        return dict.fromkeys(references, Presence.UNKNOWN)
    return {
        one: _presence(one, [next(answers) for _ in some])
        for one, some in zip(references, calls, strict=True)
    }


def _calls(reference: Reference) -> tuple[Call, ...]:
    if reference.source == LEDGER and reference.listing is Listing.GROUPS:
        # The ledger knows addresses; a group's nickname is the local part of ours.
        return (api.named(api.GROUPS, "mailNickname", reference.id.partition("@")[0]),)
    if reference.source == LEDGER:
        return (api.named(api.UNITS, "displayName", reference.id.removeprefix("/")),)
    if reference.listing is Listing.GROUPS:
        return (api.one(api.GROUP, reference.id, "id"),)
    # Both: /users may lag behind, and only /directoryObjects tells a device from nobody.
    return (
        api.one(api.USER, reference.id, "id"),
        api.one(api.OBJECT, reference.id, "id"),
    )


def _presence(reference: Reference, answers: Sequence[Response]) -> Presence:
    if reference.source == LEDGER:
        return _of_list(answers[0])
    codes = {classify(answer) for answer in answers}
    if reference.listing is Listing.ACCOUNTS:
        user, anything = answers
        if classify(user) is None:
            return Presence.FOUND
        if classify(anything) is None:
            other = type_of(anything.body) not in (USER_TYPE, "")
            return Presence.GONE if other else Presence.FOUND
    elif None in codes:
        return Presence.FOUND
    return Presence.GONE if codes == {VendorCode.MISSING} else Presence.UNKNOWN


def _of_list(answer: Response) -> Presence:
    rows = rows_of(answer)
    if classify(answer) is not None or rows is None:
        return Presence.UNKNOWN
    return Presence.FOUND if rows else Presence.GONE


def missing_from(kind: str) -> Listing | None:
    """The listing that ought to have an entry of this type; None for what we do not list.

    Service principals, contacts and devices are members of groups and units, too.
    """
    # An entry without a type may be anybody, so it is asked for like a user.
    return {USER_TYPE: Listing.ACCOUNTS, "": Listing.ACCOUNTS, GROUP_TYPE: Listing.GROUPS}.get(kind)
