"""The faults: each a text of one file, what takes its place, and what has to notice it.

They are of the kinds that lose or leak: two arguments swapped, what is skipped counted as gone, a
listing taken for complete, a guard forgotten, sent before it is journalled, a lost lease renewed.
"""

from __future__ import annotations

from typing import NamedTuple

DIFF = (("tests/unit/diff",), ("tests/cases/test_plans.py",))
GUARDS = (("tests/cases/test_refusals.py",), ("tests/unit/plan",))
LEDGER = (("tests/ledger", "-k", "not postgres"),)
PROVIDERS = (("tests/unit/providers",),)


class Mutant(NamedTuple):
    """One fault."""

    name: str
    file: str
    find: str
    put: str
    killers: tuple[tuple[str, ...], ...]
    """Tests of pytest, or arguments of the simulation, tried in this order."""


MUTANTS = (
    Mutant(
        "ignored-counts-as-gone",
        "reconciler/diff/objects.py",
        "            self._kept |= {item.address.key, *item.earlier}\n"
        "            self._compare(item)",
        "            if not self.policy.ignores(self.index.kind, self.name(item.resource)):\n"
        "                self._kept |= {item.address.key, *item.earlier}\n"
        "            self._compare(item)",
        DIFF,
    ),
    Mutant(
        "ignored-is-indexed",
        "reconciler/diff/match.py",
        "                ignored[name] = found\n                continue",
        "                ignored[name] = found",
        DIFF,
    ),
    Mutant(
        "ignore-sees-the-planned-name-alone",
        "reconciler/diff/match.py",
        "    means = [*marked, *unmarked]",
        "    means = unmarked",
        DIFF,
    ),
    Mutant(
        "waiting-counts-as-gone",
        "reconciler/diff/objects.py",
        "self._kept = set(policy.waiting(index.kind))",
        "self._kept = set[str]()",
        DIFF,
    ),
    Mutant(
        "earlier-keys-count-as-gone",
        "reconciler/diff/objects.py",
        "            self._kept |= {item.address.key, *item.earlier}\n",
        "            self._kept |= {item.address.key}\n",
        DIFF,
    ),
    Mutant(
        "two-with-one-mark-are-one",
        "reconciler/diff/match.py",
        "        return len(self.ours.get(key, ())) > 1",
        "        return len(self.ours.get(key, ())) > 2",
        DIFF,
    ),
    Mutant(
        "named-before-marked",
        "reconciler/diff/match.py",
        "        if named is not None and named.id != found.id:",
        "        if named is not None and named.id == found.id and not owned:",
        DIFF,
    ),
    Mutant(
        "anybodys-mark-is-ours",
        "reconciler/diff/policy.py",
        "            and mark.municipality == self.municipality\n            and mark.school in"
        " (self.school, *self.earlier)\n            and mark.kind is kind",
        "            and mark.school in (self.school, *self.earlier)\n"
        "            and mark.kind is kind",
        DIFF,
    ),
    Mutant(
        "prune-is-always-allowed",
        "reconciler/diff/policy.py",
        "            return kind in self.prune\n",
        "            return True\n",
        DIFF,
    ),
    Mutant(
        "groups-pruned-unread",
        "reconciler/diff/groups.py",
        "        unread = _unread(group, observation) if prune else None",
        "        unread = None",
        DIFF,
    ),
    Mutant(
        "full-units-are-empty",
        "reconciler/diff/units.py",
        "    return not children and not people",
        "    return not children",
        DIFF,
    ),
    Mutant(
        "units-with-units-are-empty",
        "reconciler/diff/units.py",
        "    return not children and not people",
        "    return not people",
        DIFF,
    ),
    Mutant(
        "adoption-removes",
        "reconciler/diff/members.py",
        "    if choice is ExtraMembers.REMOVE or (choice is None and not adopted):",
        "    if choice is not ExtraMembers.KEEP:",
        DIFF,
    ),
    Mutant(
        "suspended-lose-memberships",
        "reconciler/diff/members.py",
        "    staying = projected.suspended | policy.uncertain",
        "    staying = policy.uncertain",
        DIFF,
    ),
    Mutant(
        "uncertain-lose-memberships",
        "reconciler/diff/members.py",
        "    staying = projected.suspended | policy.uncertain",
        "    staying = projected.suspended",
        DIFF,
    ),
    Mutant(
        "roles-not-named-are-compared",
        "reconciler/diff/members.py",
        "        if entry.role in wanted and entry.member not in named",
        "        if entry.member not in named",
        DIFF,
    ),
    Mutant(
        "unread-members-are-none",
        "reconciler/diff/members.py",
        "        elif found.observed.members is None:",
        "        elif found.observed.members is None and not item.resource.roles:",
        DIFF,
    ),
    Mutant(
        "held-rows-hold-nobody",
        "reconciler/diff/members.py",
        "    return replace(sides, extra=frozenset(), change=sides.change - weaker)",
        "    return replace(sides, change=sides.change - weaker)",
        DIFF,
    ),
    Mutant(
        "ignored-units-lose-people",
        "reconciler/diff/placements.py",
        "held = [move for move in moves if policy.units_nest and move.account in"
        " projected.ignored]",
        "held: list[PlacementMove] = []",
        DIFF,
    ),
    Mutant(
        "moves-without-accounts-listed",
        "reconciler/diff/placements.py",
        "    for listing in (Listing.ACCOUNTS, Listing.UNITS):",
        "    for listing in (Listing.UNITS,):",
        DIFF,
    ),
    Mutant(
        "licence-taken-before-the-next",
        "reconciler/diff/families.py",
        "    return hold_unreplaced(going, lambda holder: {(request.family, holder.member.ref)},"
        " missing)",
        "    return hold_unreplaced(going, lambda holder: set(), missing)",
        DIFF,
    ),
    Mutant(
        "licence-of-a-doubtful-audience",
        "reconciler/diff/families.py",
        "    missing = set(_missing(requests)) | set(unknown_slots(policy))",
        "    missing = set(_missing(requests))",
        DIFF,
    ),
    Mutant(
        "licences-of-strangers-are-taken",
        "reconciler/diff/families.py",
        "    return policy.rostered if policy.allows(Kind.LICENCE, Action.DELETE) else frozenset()",
        "    return policy.rostered",
        DIFF,
    ),
    Mutant(
        "swap-takes-only",
        "reconciler/providers/microsoft/accounts.py",
        '            "addLicenses": add if self.stays else [],',
        '            "addLicenses": add if self.stays and self.old is None else [],',
        (("tests/unit/providers/microsoft",), ("--from", "1", "--seeds", "120", "--whole")),
    ),
    Mutant(
        "contradicted-listings-stand",
        "reconciler/observed/contradictions.py",
        "        complete=observation.complete - contradicted,",
        "        complete=observation.complete,",
        (("tests/unit/observed",),),
    ),
    Mutant(
        "unclear-answers-are-gone",
        "reconciler/observed/contradictions.py",
        "    unclear = [one for one in here if answers.get(one) is Presence.UNKNOWN]",
        "    unclear: list[Reference] = []",
        (("tests/unit/observed",),),
    ),
    Mutant(
        "nobody-vouches-for-the-administrator",
        "reconciler/observed/contradictions.py",
        "    certain = [one for one in unasked if one.source == ADMINISTRATOR]",
        "    certain: list[Reference] = []",
        (("tests/unit/observed",),),
    ),
    Mutant(
        "guards-forget",
        "reconciler/plan/guards/members.py",
        "            recent=observed.recent.of_resource(PER_GROUP, Kind.MEMBERSHIP,"
        " change.address.key),\n",
        "",
        (("tests/unit/plan/test_guards_recent.py",), *GUARDS),
    ),
    Mutant(
        "who-is-back-counts-still",
        "reconciler/plan/guards/recent.py",
        "                gone = removal.refs - self.present.get(removal.address, frozenset())",
        "                gone = removal.refs",
        (("tests/unit/plan/test_guards_recent.py",),),
    ),
    Mutant(
        "last-owner-may-go",
        "reconciler/plan/guards/members.py",
        "    return bool(owners) and owners <= delta.no_longer_owners()",
        "    return bool(owners) and owners < delta.no_longer_owners()",
        GUARDS,
    ),
    Mutant(
        "administrators-may-be-moved",
        "reconciler/plan/guards/administrators.py",
        "        return any(move.account in observed.admins.accounts"
        " for move in change.delta.moves)",
        "        return False",
        GUARDS,
    ),
    Mutant(
        "a-tenants-refusal-is-one-schools",
        "reconciler/plan/approve.py",
        'refusal.school in ("", school.school) and refusal.tenant in ("", school.tenant)',
        "refusal.school == school.school and refusal.tenant == school.tenant",
        GUARDS,
    ),
    Mutant(
        "consent-is-not-looked-at",
        "reconciler/plan/approve.py",
        "    if school.changes and not consent.covers(school):",
        "    if not school.changes and not consent.covers(school):",
        (("tests/unit/plan/test_consent.py",), *GUARDS),
    ),
    Mutant(
        "sent-before-journalled",
        "reconciler/providers/batching.py",
        "    report()\n    answers = iter(",
        "    answers = iter(",
        (("tests/unit/providers/test_rounds.py",), ("--from", "1", "--seeds", "30", "--whole")),
    ),
    Mutant(
        "a-resent-batch-asks-no-lease",
        "reconciler/providers/google/client.py",
        "                before_resending()\n",
        "",
        (("tests/unit/providers/google",),),
    ),
    Mutant(
        "a-resent-graph-batch-asks-no-lease",
        "reconciler/providers/microsoft/client.py",
        "                before_resending()\n",
        "",
        (("tests/unit/providers/microsoft",),),
    ),
    Mutant(
        "reads-are-writes",
        "reconciler/providers/batching.py",
        "for slot in batch if not slot.call.reads))",
        "for slot in batch if slot.call.reads))",
        (("tests/unit/providers",), ("--from", "1", "--seeds", "30", "--whole")),
    ),
    Mutant(
        "lost-leases-are-renewed",
        "reconciler/ledger/leases.py",
        "                .where(*_own_lease(self._store, self._token), LEASES.c.expires >"
        " self._store.now())",
        "                .where(*_own_lease(self._store, self._token))",
        LEDGER,
    ),
    Mutant(
        "sending-asks-no-lease",
        "reconciler/ledger/leases.py",
        "        .where(*_of(store, (tenant,)), LEASES.c.run == run, LEASES.c.expires >"
        " store.now())",
        "        .where(*_of(store, (tenant,)), LEASES.c.expires > store.now())",
        LEDGER,
    ),
    Mutant(
        "held-leases-are-taken",
        "reconciler/ledger/leases.py",
        "        if len(dead) < len(held):",
        "        if not held and dead:",
        LEDGER,
    ),
    Mutant(
        "lost-writes-are-repeated",
        "reconciler/providers/google/retry.py",
        "    if answer.status == 0:\n        return call.reads",
        "    if answer.status == 0:\n        return True",
        (("tests/unit/providers/google",),),
    ),
    Mutant(
        "graph-writes-are-repeated",
        "reconciler/providers/microsoft/retry.py",
        "    if answer.call_status is CallStatus.LOST:\n        return call.reads",
        "    if answer.call_status is CallStatus.LOST:\n        return True",
        (("tests/unit/providers/microsoft",),),
    ),
    Mutant(
        "placed-outside-of-the-order",
        "reconciler/plan/order.py",
        "_REMOVE_RANK = {Kind.GROUP: 5, Kind.ORG_UNIT: 6}",
        "_REMOVE_RANK = {Kind.GROUP: 5, Kind.ORG_UNIT: 0}",
        (("tests/unit/plan", "tests/unit/apply", "tests/cases/test_plans.py"),),
    ),
    Mutant(
        "sharers-share-an-account",
        "reconciler/desired/matching.py",
        "    return {person: account for person, account in found.items() if uses[account] > 1}",
        "    return {person: account for person, account in found.items() if uses[account] > 2}",
        (("tests/unit/desired", "tests/cases/test_plans.py"),),
    ),
    Mutant(
        "an-account-of-another-will-do",
        "reconciler/desired/matching.py",
        'if owner and owner != person.sourced_id and "sourcedId" in match_by:',
        'if owner and owner == person.sourced_id and "sourcedId" in match_by:',
        (("tests/unit/desired", "tests/cases/test_plans.py"),),
    ),
    Mutant(
        "late-members-are-invitations",
        "reconciler/providers/google/members.py",
        "LOOKS = 2\n",
        "LOOKS = 0\n",
        (("tests/unit/providers/google",),),
    ),
    Mutant(
        "whom-nobody-moves-is-of-no-unit",
        "reconciler/desired/placements.py",
        "for one, unit in self.unit_of.items()}, **self.staying}",
        "for one, unit in self.unit_of.items()}}",
        (("tests/unit/desired", "tests/cases/test_plans.py"),),
    ),
    Mutant(
        "names-typed-in-a-tenant-are-shown",
        "reconciler/plan/shield.py",
        'object.__setattr__(self, "_pattern", pattern)',
        'object.__setattr__(self, "_pattern", None)',
        (("tests/unit/plan",), ("--from", "90000", "--seeds", "40")),
    ),
)
