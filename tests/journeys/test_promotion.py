"""A school year later: the rosters move on, and the tenants follow without moving everybody."""

from __future__ import annotations

from typing import Any

from tests.journeys.books import Accounts, Book, google_accounts, graph_accounts, read
from tests.support.sandbox import GOOGLE, MICROSOFT, UNITED, SandboxProject

SCHOOLS = (GOOGLE, UNITED, MICROSOFT)
Delta = dict[str, int]


def accounts_of(sandbox: SandboxProject, school: str) -> Accounts:
    """The accounts of a school's tenant."""
    return (
        graph_accounts(sandbox, school) if school == MICROSOFT else google_accounts(sandbox, school)
    )


def by_key(plan: dict[str, Any], school: str, kind: str) -> dict[str, dict[str, Any]]:
    """A school's changes of one kind, by key."""
    (found,) = [one for one in plan["schools"] if one["school"] == school]
    parts = [(change["address"].split("/", 3), change) for change in found["changes"]]
    return {key: change for (_, _, one, key), change in parts if one == kind}


def class_deltas(before: Book, after: Book, accounts: Accounts, prefix: str) -> dict[str, Delta]:
    """What the two rosters alone say that class groups gain and lose."""
    found: dict[str, Delta] = {}
    for cohort in sorted(after.pupils):
        was, now = (people_of(rulebook, cohort, accounts, prefix) for rulebook in (before, after))
        gone = {entry for entry in was - now if entry[1] not in accounts.suspended}
        if now - was or gone:
            found[f"{prefix}-{cohort}"] = {"add": len(now - was), "remove": len(gone), "change": 0}
    return found


def people_of(rulebook: Book, cohort: str, accounts: Accounts, prefix: str) -> set[tuple[str, str]]:
    """The owners and members of a class's or its parents' group, those without account left out."""
    owners = accounts.of(rulebook, rulebook.teachers.get(cohort, ()))
    parents = prefix == "parents"
    pupils = rulebook.pupils.get(cohort, ())
    members = rulebook.parents(cohort) if parents else accounts.of(rulebook, pupils)
    if accounts.owners_join:
        members = frozenset((*members, *owners))
    return {*(("owner", one) for one in owners), *(("member", one) for one in members)}


def movers(before: Book, after: Book, accounts: Accounts) -> frozenset[str]:
    """The accounts of pupils who are in another year of graduation than before, or new."""
    was, now = before.cohort_of(), after.cohort_of()
    return accounts.of(after, (one for one, cohort in now.items() if was.get(one) != cohort))


def test_promotion_renames_classes_and_moves_only_those_who_really_moved(
    sandbox: SandboxProject,
) -> None:
    """Names, memberships and places are those that the two rosters, compared by hand, ask for."""
    before = {school: read(sandbox.rosters / school) for school in SCHOOLS}
    accounts = {school: accounts_of(sandbox, school) for school in SCHOOLS}
    sandbox.next_year()
    plan = sandbox.plan()
    assert plan["year"] == 2028
    for school in SCHOOLS:
        after, there = read(sandbox.rosters / school), accounts[school]
        prefixes = ("class",) if school == MICROSOFT else ("class", "parents")
        members = by_key(plan, school, "membership")
        for prefix in prefixes:
            told = {k: c["delta"] for k, c in members.items() if k.startswith(f"{prefix}-")}
            assert told == class_deltas(before[school], after, there, prefix)
        moved = by_key(plan, school, "placement").values()
        assert sum(change["delta"]["add"] for change in moved) <= len(
            movers(before[school], after, there)
        )
        assert_names(plan, school, before[school], after)


def assert_names(plan: dict[str, Any], school: str, before: Book, after: Book) -> None:
    """Classes that go on are renamed, new ones made, those that left let go: no other group."""
    groups = by_key(plan, school, "group")
    for prefix, word in (("class", "Клас"), ("parents", "Родители")):
        for cohort in before.pupils.keys() & after.pupils.keys():
            (name,) = groups[f"{prefix}-{cohort}"]["fields"]
            grade = 2027 + 12 - int(cohort[:4])
            assert name["before"].startswith(f"{word} {grade}")
            assert name["after"].startswith(f"{word} {grade + 1}")
    actions = {key: change["action"] for key, change in groups.items()}
    pairs = [
        (f"{prefix}-{cohort}", cohort)
        for prefix in ("class", "parents")
        for cohort in before.pupils.keys() | after.pupils.keys()
    ]
    assert actions == {key: _action(cohort, before, after) for key, cohort in pairs}


def _action(cohort: str, before: Book, after: Book) -> str:
    if cohort not in before.pupils:
        return "create"
    return "update" if cohort in after.pupils else "forget"


def test_a_promotion_is_guarded_and_converges_once_acknowledged(sandbox: SandboxProject) -> None:
    """One school goes by itself; the two that lose many members go when a person says so."""
    domain = f"{GOOGLE}.plovdiv.example"
    group = f"/admin/directory/v1/groups/class-2035a@{domain}"
    id_before = sandbox.call(GOOGLE, "GET", group)["id"]
    sandbox.next_year()
    refused = {
        school["school"]: {refusal["guard"] for refusal in school["refusals"]}
        for school in sandbox.plan()["schools"]
    }
    assert refused == {
        GOOGLE: set(),
        UNITED: {"members-removed-per-group"},
        MICROSOFT: {"members-removed-per-school", "licences-removed-per-school"},
    }
    names = ("members-removed-per-group", *(f"{one}:{MICROSOFT}" for one in refused[MICROSOFT]))
    meant = [word for one in names for word in ("--acknowledge", one)]
    sandbox.apply(*meant, "--reason", "a new year")
    assert sandbox.changes() == []
    after = sandbox.call(GOOGLE, "GET", group)
    assert (after["id"], after["name"]) == (id_before, "Клас 5а")
    left = sandbox.call(GOOGLE, "GET", f"/admin/directory/v1/groups/class-2032a@{domain}")
    assert (left["name"], left.get("externalIds", [])) == ("Клас 7а", [])
