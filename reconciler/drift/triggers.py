"""What each change follows from: a file, a list, accounts, a day, a hand, a run, or the program.

Premise: a reviewer asks of every change "who wanted this?". A baseline knows what was declared at
the last complete apply, and from which entries of which files (see `declarations`).

Rule, for each change; several may hold:
1. a run began it and did not finish: that run;
2. others changed the tenant (see `cause`): a hand;
3. of what is wanted besides, person by person: who came to the list or left it, or has another role
   in it: the list; whose account came or went: accounts. For the others, and for units and groups:
   the entry's digest is another one with the same year and day: its file; the day alone moved it:
   the day or the school year; neither, and the list's digest is another one: the list;
4. nothing of that: seats for licences, else this version of the program.
A baseline of before that has no digests says so: "unrecorded"; without a baseline it is "first".

Example: `members: [{class: 5а}]` as it was, two new pupils in the list: "roster: pupils +2". The
entry says 5б now and nobody came or left: the file's line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from reconciler.desired.context import Desired
from reconciler.drift.baseline import BaselineComparison, KeyedHasher, name_of
from reconciler.drift.cause_sets import wanted_entries
from reconciler.drift.declarations import DECLARATIONS, ROSTER, declarations
from reconciler.drift.people_then import PeopleThen
from reconciler.errors import Facts, SourceLocation
from reconciler.manifest.types import Audience, SchoolManifest
from reconciler.model.baseline import Baseline
from reconciler.model.change import Action, Change, ChangeCause, ReasonCode
from reconciler.model.resources import Kind
from reconciler.model.trigger import Trigger, TriggerKind

ManifestOn = Callable[[str, int, str], SchoolManifest]
"""A school's effective manifest in the school year that ends in a year, on an ISO day."""
_SECTIONS = {
    Kind.ORG_UNIT: "orgUnits",
    Kind.PLACEMENT: "orgUnits",
    Kind.GROUP: "groups",
    Kind.MEMBERSHIP: "groups",
    Kind.LICENCE: "licences",
}
_BY_HAND = frozenset({ChangeCause.DRIFT, ChangeCause.CONFIG_AND_DRIFT})


@dataclass(frozen=True, slots=True)
class TriggerContext:
    """What is known of one school in one tenant besides its declaration."""

    baseline: Baseline | None
    pseudonym: Callable[[str], str]
    unfinished: Mapping[str, int] = field(default_factory=dict)
    """Address of what a run left unfinished → that run."""
    manifest_on: ManifestOn | None = None
    """None: days and school years are not told apart from files."""


def with_triggers(
    changes: Iterable[Change], desired: Desired, known: TriggerContext
) -> tuple[Change, ...]:
    """The changes in their order, each with what it follows from; their causes are known."""
    planned = tuple(changes)
    if not planned:
        return planned
    finder = _Finder(desired, known, planned)
    return tuple(replace(change, triggers=finder.triggers(change)) for change in planned)


class _Finder:
    """Looks at one school's changes."""

    def __init__(
        self, desired: Desired, known: TriggerContext, planned: tuple[Change, ...]
    ) -> None:
        self._desired, self._known = desired, known
        self._past = known.baseline or Baseline("", "", 0, "")
        self._keyed = KeyedHasher.by(known.pseudonym)
        self._renamed = {
            str(one.after): str(one.before)
            for change in planned
            for one in change.fields
            if one.name == "address"
        }

    def triggers(self, change: Change) -> tuple[Trigger, ...]:
        found = list(self._of_runs_and_hands(change))
        if change.reason.code in (ReasonCode.UNDONE, ReasonCode.LEFT):
            return tuple(found)
        if change.origin is not ChangeCause.DRIFT:
            if not self._past.fields:
                found.append(Trigger(TriggerKind.FIRST, change.place))
            else:
                found += self._wanted(change)
        return tuple(one for _, one in sorted({one.sort_key(): one for one in found}.items()))

    def _of_runs_and_hands(self, change: Change) -> Iterator[Trigger]:
        run = self._known.unfinished.get(str(change.address))
        if change.origin is ChangeCause.UNFINISHED or run is not None:
            yield Trigger(TriggerKind.UNFINISHED, facts={"run": run or 0})
        if change.origin in _BY_HAND:
            yield Trigger(TriggerKind.HAND, facts=_by_hand(change))

    def _file(self, change: Change) -> Trigger:
        return Trigger(TriggerKind.FILE, self._line(change))

    def _line(self, change: Change) -> SourceLocation | None:
        """The line that names the people of a set; else that of the entry, or of the school."""
        for items in self._audiences(change):
            if items:
                return items[0].place
        return change.place or self._desired.context.manifest.place

    def _audiences(self, change: Change) -> Iterator[tuple[Audience, ...] | None]:
        manifest, key = self._desired.context.manifest, change.address.key
        if change.address.kind is Kind.MEMBERSHIP:
            for group in manifest.groups:
                if group.key == key:
                    yield from (group.members, group.owners, group.managers)
        elif change.address.kind is Kind.PLACEMENT:
            yield from (unit.holds for unit in manifest.units if unit.key == key)
        elif change.address.kind is Kind.LICENCE:
            yield from (one.audience for one in manifest.licences if one.product == key)

    def _wanted(self, change: Change) -> Iterator[Trigger]:
        """What the wanted part of a change follows from; there is a baseline."""
        if change.reason.code is ReasonCode.ENDED:
            day = change.reason.facts.get("day", "")
            yield Trigger(TriggerKind.DAY, change.place, {"day": day})
            return
        if change.delta is None:
            yield self._of_entry(change, TriggerKind.PROGRAM)
            return
        rest = Counter[str]()
        came = dict[tuple[TriggerKind, str], Counter[str]]()
        written = 0
        for sign, member in wanted_entries(change, self._comparison, self._renamed):
            kind, role = self._people.why(member, sign)
            if kind is None:
                rest[sign] += 1
                written += sign == "+" and self._people.person(member) is None
            else:
                came.setdefault((kind, role), Counter())[sign] += 1
        for (kind, role), signs in came.items():
            yield Trigger(kind, facts={**_counted(role, signs), **self._class_of(change)})
        if rest or not came:
            yield self._of_set(change, rest, written)

    def _class_of(self, change: Change) -> Facts:
        """The class, where the entry names one and no other."""
        items = [one for some in self._audiences(change) for one in some or ()]
        classes = {one.klass for one in items}
        (klass,) = classes if len(classes) == 1 else {None}
        return {} if klass is None else {"class": klass}

    def _of_set(self, change: Change, rest: Counter[str], written: int) -> Trigger:
        """What moved those of whom nothing is new; `written`: by address or key, and to come in."""
        licence = change.address.kind is Kind.LICENCE
        found = self._of_entry(change, TriggerKind.SEATS if licence else TriggerKind.PROGRAM)
        then = self._then
        if found.kind in (TriggerKind.PROGRAM, TriggerKind.SEATS) and (
            then.get(ROSTER) != self._now.get(ROSTER)
        ):
            facts = {**_counted("", rest), **self._class_of(change)}
            return Trigger(TriggerKind.ROSTER, facts=facts)
        if found.kind is TriggerKind.PROGRAM and written and written == rest.total():
            # the file names it as it did: what it names was not in the tenant then
            return Trigger(TriggerKind.ACCOUNTS, facts=_counted("", rest))
        return found

    def _of_entry(self, change: Change, otherwise: TriggerKind) -> Trigger:
        """What an entry's digests say: file, day, school year; else what is given."""
        if not self._then:
            return Trigger(TriggerKind.UNRECORDED, change.place)
        name = name_of(change.address.kind, change.address.key)
        known = self._comparison.known(change.address) or name
        was, now = self._then.get(known), self._now.get(name)
        same_file = self._as_at_baseline.get(name)
        if was != same_file:
            return self._file(change)
        if same_file != now:
            return self._turned(change, name, now)
        return Trigger(otherwise)

    def _turned(self, change: Change, name: str, now: str | None) -> Trigger:
        """A day or a school year: the files say the same of both."""
        if self._past.year != self._year and self._in_this_year.get(name) == now:
            return Trigger(TriggerKind.YEAR, facts={"year": self._year})
        return Trigger(TriggerKind.DAY, change.place, {"day": self._first_day(change)})

    def _first_day(self, change: Change) -> str:
        """The day on which an entry begins; 'unknown' where it is not the entry that begins."""
        path = f"{_SECTIONS[change.address.kind]}/{change.address.key}"
        absent = self._manifest_then.absent.get(path) if self._manifest_then else None
        return (absent.days.first if absent else None) or "unknown"

    @cached_property
    def _people(self) -> PeopleThen:
        return PeopleThen(self._desired, self._comparison)

    @cached_property
    def _comparison(self) -> BaselineComparison:
        return BaselineComparison.of(self._desired, self._past, self._keyed)

    @cached_property
    def _then(self) -> Mapping[str, str]:
        return self._past.fields.get(DECLARATIONS, {})

    @cached_property
    def _now(self) -> Mapping[str, str]:
        context = self._desired.context
        return declarations(context.manifest, context.roster, self._keyed.pseudonym)

    @cached_property
    def _manifest_then(self) -> SchoolManifest | None:
        """Today's files in the baseline's school year and on its day."""
        return self._manifest(self._past.year) if self._past.year else None

    @cached_property
    def _as_at_baseline(self) -> Mapping[str, str]:
        if self._manifest_then is None:
            return self._now
        return declarations(self._manifest_then, None, self._keyed.pseudonym)

    @property
    def _year(self) -> int:
        roster = self._desired.context.roster
        return 0 if roster is None else roster.year

    @cached_property
    def _in_this_year(self) -> Mapping[str, str]:
        """Today's files in the roster's school year on the baseline's day."""
        manifest = self._manifest(self._year)
        if manifest is None:
            return {}
        return declarations(manifest, None, self._keyed.pseudonym)

    def _manifest(self, year: int) -> SchoolManifest | None:
        """Today's files in a school year on the baseline's day; None: they cannot be asked."""
        if self._known.manifest_on is None:
            return None
        school, day = self._desired.context.manifest.id, self._past.at[: len("YYYY-MM-DD")]
        return self._known.manifest_on(school, year, day)


def _counted(role: str, signs: Counter[str]) -> Facts:
    return {"role": role, "added": signs["+"] + signs["~"], "removed": signs["−"]}


def _by_hand(change: Change) -> Facts:
    if change.action is Action.CREATE:
        return {"how": "gone", "what": ""}
    if change.action is Action.ADOPT:
        return {"how": "unmarked", "what": ""}
    if change.action.is_removal:
        return {"how": "appeared", "what": ""}
    separator = ", " if change.delta is None else " "
    return {"how": "changed", "what": separator.join(change.drifted)}
