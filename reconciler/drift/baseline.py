"""A school's declaration as keyed digests and pseudonyms, and its comparison with a later one.

Premise: a difference between declaration and tenant has two possible sources, and only a record of
the last successful apply distinguishes them. The ledger may be read by people who must not see who
is in which school, so nothing in it can be read back: values are keyed digests, people pseudonyms.

Rule: `baseline_of` is called at the end of a run that left nothing open. A resource's scalar fields
go into `fields`, the entries of a membership, placement or licence into `sets`. What the school's
file allows, prunes and ignores is kept too: where that changed, nothing of the kind is drift.

Example: group 5a {name: "Клас 5а", members p1, p2} is kept as
fields["group/5a"] = {"name": digest("name='Клас 5а'"), …}
sets["membership/5a"] = {"member:" + digest("account:p1"), "member:" + digest("account:p2")}.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from reconciler.desired.context import Desired
from reconciler.drift.declarations import DECLARATIONS, declarations
from reconciler.manifest.types import SchoolManifest
from reconciler.model.baseline import Baseline
from reconciler.model.people import Role, Roster
from reconciler.model.resources import (
    Address,
    Declared,
    Group,
    Holder,
    Kind,
    LicenceAssignment,
    Member,
    Membership,
    MemberType,
    OrgUnit,
    Placement,
    ResourceSet,
    RoleMember,
)

RULES = "rules"
"""An entry of Baseline.fields beside the resources: kind → digest of allow, prune, ignore."""
ACCOUNTS = "accounts"
"""An entry of Baseline.sets beside the resources: the accounts of the school's people."""
EXTRA = "extraMembers"
"""A membership's field beside its managed roles: what to do with undeclared members."""
Value = str | bool | None


@dataclass(frozen=True, slots=True)
class KeyedHasher:
    """Hashes declared values with a key; calls the hash once for each text."""

    pseudonym: Callable[[str], str]

    @classmethod
    def by(cls, pseudonym: Callable[[str], str]) -> KeyedHasher:
        """A hasher over a keyed hash such as `KeyRing.pseudonym`."""
        return cls(cache(pseudonym))

    def value(self, name: str, value: Value) -> str:
        """A field's value; 'True' and True differ."""
        return self.pseudonym(f"{name}={value!r}")

    def member(self, member: Member) -> str:
        """An account, group or outsider."""
        return self.pseudonym(f"{member.type.value}:{member.ref}")

    def account(self, account: str) -> str:
        """An account by its vendor id, the same as when it is a member."""
        return self.member(Member(MemberType.ACCOUNT, account))

    def entry(self, entry: RoleMember) -> str:
        """A member in a role."""
        return f"{entry.role.value}:{self.member(entry.member)}"

    def holder(self, holder: Holder) -> str:
        """Who holds a licence, and the service plans that are switched off."""
        return ":".join((self.member(holder.member), *holder.without))


def baseline_of(desired: Desired, run: int, at: str, pseudonym: Callable[[str], str]) -> Baseline:
    """A school's declaration as the baseline of a run; `at` is an ISO time in UTC.

    Call it with what `had.without_missing` leaves, where the tenant was observed after
    the run.
    """
    keyed = KeyedHasher.by(pseudonym)
    context, roster = desired.context, desired.context.roster
    return Baseline(
        school=context.manifest.id,
        tenant=context.tenant.alias,
        run=run,
        at=at,
        fields={
            **_fields(desired.resources, keyed),
            RULES: rules(context.manifest, keyed),
            DECLARATIONS: declarations(context.manifest, roster, pseudonym),
        },
        sets={**_sets(desired.resources, keyed), ACCOUNTS: _accounts(desired.rostered, keyed)},
        people={} if roster is None else roles_of_people(roster, keyed),
        classes=frozenset() if roster is None else roster.classes,
        year=0 if roster is None else roster.year,
        dated="" if roster is None else roster.dated,
    )


def of_kinds(made: Baseline, before: Baseline | None, kinds: Collection[Kind]) -> Baseline:
    """The baseline after a run of some kinds: these as declared now, the others as before."""
    old = before or replace(made, fields={}, sets={})
    rules_now = made.fields.get(RULES, {})
    said = _said(made, old, kinds)
    new_rules = {kind: digest for kind, digest in rules_now.items() if Kind(kind) in kinds}
    fields = {name: value for name, value in old.fields.items() if not _is_of(name, kinds)}
    fields |= {name: value for name, value in made.fields.items() if _is_of(name, kinds)}
    sets = {name: value for name, value in old.sets.items() if not _is_of(name, kinds)}
    sets |= {name: value for name, value in made.sets.items() if _is_of(name, kinds)}
    return replace(
        made,
        run=before.run if before else 0,
        fields={**fields, **said, RULES: {**old.fields.get(RULES, {}), **new_rules}},
        sets={**sets, ACCOUNTS: made.sets.get(ACCOUNTS, frozenset())},
    )


def _said(
    made: Baseline, old: Baseline, kinds: Collection[Kind]
) -> Mapping[str, Mapping[str, str]]:
    """What the files say of these kinds now, of the others before; none where none was kept."""
    now, before = (one.fields.get(DECLARATIONS, {}) for one in (made, old))
    kept = {name: digest for name, digest in before.items() if not _is_of(name, kinds)}
    of_these = {name: digest for name, digest in now.items() if _is_of(name, kinds)}
    return {DECLARATIONS: {**kept, **of_these}} if now or before else {}


def _is_of(name: str, kinds: Collection[Kind]) -> bool:
    kind, slash, _ = name.partition("/")
    return bool(slash) and Kind(kind) in kinds


def name_of(kind: Kind, key: str) -> str:
    """'membership/teachers': how a baseline names a resource."""
    return f"{kind.value}/{key}"


def values_of(item: Declared) -> Iterator[tuple[str, Value]]:
    """What is declared of a resource, field by field; of a membership which roles are managed."""
    resource = item.resource
    if isinstance(resource, OrgUnit):
        yield from (("path", resource.path), ("label", resource.label))
    elif isinstance(resource, Group):
        yield from (("address", resource.address), ("name", resource.name))
        yield ("type", resource.type.value)
        yield from ((f"settings.{name}", value) for name, value in resource.settings.items())
    elif isinstance(resource, Membership):
        yield from ((role.value, True) for role in resource.roles)
        yield (EXTRA, item.extra_members)


def rules(manifest: SchoolManifest, keyed: KeyedHasher) -> Mapping[str, str]:
    """Kind → digest of what the school's file allows, prunes and ignores."""
    allowed = {kind: sorted(manifest.allow.get(kind, ())) for kind in Kind}
    ignored = ",".join(sorted(manifest.ignore))
    return {
        kind.value: keyed.value(
            RULES, f"{','.join(allowed[kind])} {kind in manifest.prune} {ignored}"
        )
        for kind in Kind
    }


def _fields(resources: ResourceSet, keyed: KeyedHasher) -> dict[str, Mapping[str, str]]:
    all_fields = {
        name_of(address.kind, address.key): {
            name: keyed.value(name, value) for name, value in values_of(item)
        }
        for address, item in resources.items.items()
    }
    return {name: fields for name, fields in all_fields.items() if fields}


def _sets(resources: ResourceSet, keyed: KeyedHasher) -> dict[str, frozenset[str]]:
    return {
        name_of(address.kind, address.key): frozenset(_entries(item, keyed))
        for address, item in resources.items.items()
        if isinstance(item.resource, Membership | Placement | LicenceAssignment)
    }


def _entries(item: Declared, keyed: KeyedHasher) -> Iterator[str]:
    resource = item.resource
    if isinstance(resource, Membership):
        for role, members in resource.roles.items():
            yield from (f"{role.value}:{keyed.member(member)}" for member in members)
    elif isinstance(resource, Placement):
        yield from map(keyed.account, resource.accounts)
    elif isinstance(resource, LicenceAssignment):
        yield from map(keyed.holder, resource.holders)


def _accounts(accounts: Iterable[str], keyed: KeyedHasher) -> frozenset[str]:
    return frozenset(map(keyed.account, accounts))


def roles_of_people(roster: Roster, keyed: KeyedHasher) -> Mapping[str, str]:
    """Pseudonym of a person in the roster → the strongest role."""
    return {
        keyed.pseudonym(person.sourced_id): next(r.value for r in Role if r in person.roles)
        for person in roster.people
    }


_OWNER = {Kind.MEMBERSHIP: Kind.GROUP, Kind.PLACEMENT: Kind.ORG_UNIT}


@dataclass(frozen=True, slots=True)
class BaselineComparison:
    """What a declaration and its baseline say of a resource; digests are compared, not values."""

    desired: Desired
    baseline: Baseline
    keyed: KeyedHasher
    comparable: frozenset[Kind]
    """Kinds whose allow, prune and ignore are the same as at the baseline."""

    @classmethod
    def of(cls, desired: Desired, baseline: Baseline, keyed: KeyedHasher) -> BaselineComparison:
        """Compares a school's declaration with its baseline."""
        then = baseline.fields.get(RULES, {})
        now = rules(desired.context.manifest, keyed)
        same = frozenset(kind for kind in Kind if then.get(kind.value) == now[kind.value])
        return cls(desired, baseline, keyed, same)

    def known(self, address: Address) -> str | None:
        """The baseline's name of a resource, perhaps with an earlier key; None: it has none."""
        names = (name_of(address.kind, key) for key in (address.key, *self._earlier(address)))
        recorded = self.baseline.fields.keys() | self.baseline.sets.keys()
        return next((name for name in names if name in recorded), None)

    def then(self, name: str) -> Mapping[str, str]:
        """A resource's declared fields at the baseline, as digests."""
        return self.baseline.fields.get(name, {})

    def now(self, address: Address) -> Mapping[str, str]:
        """A resource's declared fields now, as digests; empty where nothing is declared."""
        item = self.desired.resources.items.get(address)
        if item is None:
            return {}
        return {name: self.keyed.value(name, value) for name, value in values_of(item)}

    def _earlier(self, address: Address) -> tuple[str, ...]:
        """A resource's earlier keys; a set has those of its unit or group."""
        owner = address._replace(kind=_OWNER.get(address.kind, address.kind))
        item = self.desired.resources.items.get(owner)
        return () if item is None else item.earlier
