"""Listings explain each other: one that another contradicts is not complete.

Premise: a vendor can answer 200 and leave somebody out (reads lag behind writes, or a page is
short). Nothing in that one answer shows it. The other listings do: whoever is a member, an owner,
holds a licence or sits in a unit is somebody.

Rule: who or what is the tenant's own and stands in a listing, but not in the listing of its kind,
is asked for by id.

- found: the listing of its kind is not complete, so nothing is taken from anybody because of it;
- gone: the reference is stale. The listing is kept, and the schools that it concerns get a finding;
- no clear answer, or more than the tenant's `lookUps` to ask for: the listing is not complete.

Two references need no such question. The account that we act as must be listed, since the vendor
has just let it in. Of what the ledger knows that we own one object is enough: a listing with none
of them is asked about, and stands only if everything asked for is gone.

Example: the accounts of a tenant lack Maria (id 7), and the group of teachers lists 7 as a USER of
the own domain. `GET users/7` answers 200: accounts are not complete, so memberships, placements
and licences become unknown, and the run ends with 1. Had it answered 404, 7 would be a member who
was deleted: a finding, and the plan goes on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from reconciler.errors import Code, Fault
from reconciler.model.observation import (
    ADMINISTRATOR,
    LEDGER,
    Listing,
    Observation,
    Presence,
    Reference,
)
from reconciler.model.tenant import LOOK_UPS
from reconciler.observed.owned import OwnedObject, unlisted
from reconciler.providers.base import Provider


class ObservedCode(Code):
    """Codes of faults (fault-…). Facts: tenant, listing, count, source; what else stands beside."""

    CONTRADICTED = "contradicted"
    """So many were asked for and are there."""
    TOO_MANY_MISSING = "too-many-missing"
    """More than may be asked for (limit)."""
    CANNOT_ASK = "cannot-ask"
    """The vendor's answer for so many did not tell."""


Answers = Mapping[Reference, Presence]


def without_contradicted(
    observation: Observation, provider: Provider, owned: Iterable[OwnedObject], most: int = LOOK_UPS
) -> Observation:
    """The observation, in which only those listings are complete that no other contradicts.

    `most` references are asked for at most: more of them are no accident to be explained.
    Asks the vendor only where something is missing: a tenant whose listings agree costs nothing.
    """
    named = [one for one in observation.references if one.listing in observation.complete]
    named += unlisted(observation, owned)
    if not named:
        return observation
    answers = _answers(named, provider, most)
    contradicted_faults = [
        fault
        for listing in sorted({one.listing for one in named})
        for fault in _contradictions(observation.tenant, listing, named, answers)
    ]
    contradicted_faults = [_with_limit(fault, most) for fault in contradicted_faults]
    contradicted = {Listing(str(fault.facts["listing"])) for fault in contradicted_faults}
    return replace(
        observation,
        complete=observation.complete - contradicted,
        faults=(*observation.faults, *contradicted_faults),
        stale=tuple(one for one in named if answers.get(one) is Presence.GONE),
    )


def _answers(named: Sequence[Reference], provider: Provider, most: int) -> Answers:
    """What the vendor says of each that is asked for; nobody is asked for twice.

    Where there are too many, only the ledger's are asked for: it is enough to know some of them.
    """
    ours = [one for one in named if one.source == LEDGER][:most]
    others = [one for one in named if one.source not in (LEDGER, ADMINISTRATOR)]
    by_id: dict[tuple[Listing, str], list[Reference]] = defaultdict(list)
    for one in others:
        by_id[one.listing, one.id].append(one)
    asked = [*ours, *(same[0] for same in by_id.values() if len(by_id) <= most)]
    if not asked:
        return {}
    said = provider.look_up(asked)
    answers = dict(said)
    for same in by_id.values():
        answers |= {one: said[same[0]] for one in same if same[0] in said}
    return answers


def _contradictions(
    tenant: str, listing: Listing, named: Sequence[Reference], answers: Answers
) -> Iterator[Fault]:
    """Why a listing is not complete: one fault a reason, with numbers and without anybody's id."""
    here = [one for one in named if one.listing is listing]
    unasked = [one for one in here if one not in answers]
    certain = [one for one in unasked if one.source == ADMINISTRATOR]
    certain += [one for one in here if answers.get(one) is Presence.FOUND]
    unclear = [one for one in here if answers.get(one) is Presence.UNKNOWN]
    many = [one for one in unasked if one.source not in (ADMINISTRATOR, LEDGER)]
    for code, found in (
        (ObservedCode.CONTRADICTED, certain),
        (ObservedCode.TOO_MANY_MISSING, many),
        (ObservedCode.CANNOT_ASK, unclear),
    ):
        if found:
            facts: dict[str, str | int] = {
                "tenant": tenant,
                "listing": listing.value,
                "count": len({one.id for one in found}),
                "source": min(one.source for one in found),
            }
            yield Fault(code, None, facts)


def _with_limit(fault: Fault, most: int) -> Fault:
    """How many would have been asked for, where there are more."""
    if fault.code is not ObservedCode.TOO_MANY_MISSING:
        return fault
    return replace(fault, facts={**fault.facts, "limit": most})
