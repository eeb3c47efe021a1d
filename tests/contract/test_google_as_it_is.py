"""Google as the people who use it report: each behaviour switched on, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from reconciler.cli.sandbox import Sandbox
from reconciler.model.change import Action
from reconciler.model.observation import ObservedLicence
from reconciler.model.resources import Declared, Member, MemberRole, Membership, MemberType
from reconciler.model.states import Outcome, Result
from reconciler.model.tenant import MarkLocation, Vendor
from reconciler.report.texts import Texts
from tests.contract.vendors import ProviderHarness
from tests.support.small import DOMAIN, declare, declared, difference, group, licence, membership

MUM = "mum@family.example"
ALIAS = Vendor.GOOGLE.value
Switch = Callable[..., None]


@pytest.fixture
def google(simulator: Sandbox) -> Iterator[ProviderHarness]:
    """Google's tenant as its seed says."""
    made = ProviderHarness(Vendor.GOOGLE, simulator)
    yield made
    made.box.ask("PUT", f"tenants/{ALIAS}/behaviour", {})
    made.provider.close()


@pytest.fixture
def switch(google: ProviderHarness) -> Switch:
    """Switches behaviours on, with their parameters."""

    def on(**behaviours: Any) -> None:
        named = {name.replace("_", "-"): value for name, value in behaviours.items()}
        answer = google.box.ask("PUT", f"tenants/{ALIAS}/behaviour", {"behaviours": named})
        assert answer is None or "error" not in answer, answer

    return on


def call(google: ProviderHarness, method: str, path: str, body: Any = None) -> Any:
    """A call behind everybody's back."""
    asked = {"method": method, "path": f"/admin/directory/v1/{path}", "body": body}
    answer = google.box.ask("POST", f"tenants/{ALIAS}/call", asked)
    assert answer["status"] < 300, answer
    return answer["body"]


def outsiders(key: str, *addresses: str) -> Declared:
    """Members of other domains, as they compare."""
    people = frozenset(Member(MemberType.EXTERNAL, one) for one in addresses)
    return declare(key, Membership(f"{key}@{DOMAIN}", {MemberRole.MEMBER: people}))


def plus(google: ProviderHarness) -> ObservedLicence:
    """Who holds the product."""
    (found,) = [one for one in google.look().licences if one.product == "plus"]
    return found


def results(done: list[Outcome]) -> set[Result]:
    """What became of all."""
    return {one.result for one in done}


def listed(google: ProviderHarness, key: str) -> list[str]:
    """A group's members as Google lists them."""
    found = call(google, "GET", f"groups/{key}@{DOMAIN}/members").get("members", [])
    return sorted(one["email"] for one in found)


def test_a_mailbox_of_gmail_is_the_same_however_it_is_written(google: ProviderHarness) -> None:
    """Put in by hand with dots, declared without: nobody comes, nobody goes."""
    google.do(google.changes(declared(group("parents"))))
    body = {"email": "Maria.Petrova@googlemail.com"}
    call(google, "POST", f"groups/parents@{DOMAIN}/members", body)
    wanted = declared(group("parents"), outsiders("parents", "mariapetrova@gmail.com"))
    assert google.changes(wanted) == ()
    google.do(google.changes(declared(group("parents"), outsiders("parents"))))
    assert listed(google, "parents") == []


def test_an_invitation_without_an_answer_is_no_obstacle(
    google: ProviderHarness, switch: Switch
) -> None:
    """Not listed, "exists already", not found: deleted and put in."""
    google.do(google.changes(declared(group("parents"))))
    switch(pending_members={"share": 1.0})
    wanted = declared(group("parents"), outsiders("parents", MUM))
    assert results(google.do(google.changes(wanted))) == {Result.APPLIED}
    assert listed(google, "parents") == [MUM]
    assert google.changes(wanted) == ()


@pytest.mark.parametrize(
    "behaviour",
    [
        {"group_settings_late": {"tries": 2.0}},
        {"new_group_as_member_late": {"tries": 1.0}},
        {"unauthorised_in_batch": {"share": 0.3}},
        {"conflicting_requests": {"share": 0.3}},
        {"description_one_line": True},
    ],
    ids=lambda behaviour: next(iter(behaviour)),
)
def test_a_first_rollout_gets_through(
    google: ProviderHarness, switch: Switch, behaviour: dict[str, Any]
) -> None:
    """A group inside another, people in both, settings and a licence: done, and nothing is left."""
    switch(**behaviour)
    nested = Member(MemberType.GROUP, f"pupils@{DOMAIN}")
    people = frozenset(Member(MemberType.ACCOUNT, google.ids[name]) for name in ("anna", "boris"))
    wanted = declared(
        group("pupils"),
        membership("pupils", google.ids["vera"]),
        group("everyone"),
        declare(
            "everyone",
            Membership(f"everyone@{DOMAIN}", {MemberRole.MEMBER: people | {nested}}),
        ),
        licence("plus", google.ids["goran"], google.ids["anna"]),
    )
    assert results(google.do(google.changes(wanted))) == {Result.APPLIED}
    assert google.changes(wanted) == ()


def test_a_key_is_renamed_although_external_ids_are_not_replaced(
    google: ProviderHarness, switch: Switch
) -> None:
    """First the new mark is added, then the old one is removed."""
    google.do(google.changes(declared(group("teachers"))))
    switch(external_ids_not_replaced=True)
    wanted = declared(group("lecturers", previously=("teachers",)))
    assert results(google.do(google.changes(wanted))) == {Result.APPLIED}
    marks = call(google, "GET", f"groups/lecturers@{DOMAIN}")["externalIds"]
    assert [one["id"].rpartition("/")[2] for one in marks] == ["lecturers"]


def test_licence_listings_are_whole_although_long_pages_are_cut(
    google: ProviderHarness, switch: Switch
) -> None:
    """Asked for a hundred, Google cuts nothing."""
    switch(licence_pages_short={"after": 0.0})
    assert len(plus(google).holders) == 1


def test_a_day_that_is_spent_is_told_once_and_hurts_nothing_else(
    google: ProviderHarness, switch: Switch
) -> None:
    """No licence goes, no retry does; the group does."""
    wanted = declared(group("teachers"), licence("plus", google.ids["goran"], google.ids["anna"]))
    changes = google.changes(wanted)
    switch(licence_day_spent={"calls": 0.0})
    done = {one.address.kind.value: one for one in google.do(changes)}
    assert done["group"].result is Result.APPLIED
    assert [fault.code for fault in done["licence"].faults] == ["quota-spent"]


@pytest.fixture(
    params=[
        (MarkLocation.EXTERNAL_ID, None),
        (MarkLocation.DESCRIPTION, 1.0),
        (MarkLocation.DESCRIPTION, 0.0),
    ],
    ids=["external-id", "description", "description-not-listed"],
)
def home(
    request: pytest.FixtureRequest, google: ProviderHarness, switch: Switch
) -> ProviderHarness:
    """Each home of the mark; in the last the listing does not carry the description."""
    kept, listed_copy = request.param
    google.tenant_facts = {"group_mark": kept}
    google.renew()
    behaviours: dict[str, Any] = {"description_one_line": True, "description_of_300": True}
    if listed_copy is not None:
        behaviours["description_two_copies"] = {"listed": listed_copy}
    switch(**behaviours)
    return google


def test_a_rename_by_hand_makes_no_second_group(home: ProviderHarness) -> None:
    """Whatever its address is now: the mark tells whose it is, in each of its homes."""
    wanted = declared(group("teachers"), membership("teachers", home.ids["anna"]))
    home.do(home.changes(wanted))
    assert home.changes(wanted) == ()
    body = {"email": f"by-hand@{DOMAIN}", "name": "By hand"}
    call(home, "PATCH", f"groups/teachers@{DOMAIN}", body)
    (change,) = home.changes(wanted)
    assert change.action is Action.UPDATE
    home.do([change])
    assert home.changes(wanted) == ()


def test_marks_that_no_listing_shows_cost_calls_and_the_plan_says_so(
    home: ProviderHarness,
) -> None:
    """Once our own group is there: only where its mark is not listed are the others asked."""
    call(home, "POST", "groups", {"email": f"by-hand@{DOMAIN}", "name": "By hand"})
    wanted = declared(group("teachers"))
    home.do(home.changes(wanted))
    home.box.ask("DELETE", "requests")
    seen = home.look()
    asked = {entry["path"] for entry in home.log() if "groups/v1" in entry["route"]}
    findings = difference(wanted, seen, home.policy).difference.findings
    told = [one for one in findings if one.code == "marks-asked"]
    hidden = any("by-hand" in path for path in asked)
    assert bool(told) is (seen.marks_asked > 0) is hidden
    for one in told:
        assert "read one by one" in Texts("en").finding(one)
        assert "прочита" in Texts("bg").finding(one)


def test_adopting_keeps_what_a_person_wrote(home: ProviderHarness) -> None:
    """The mark comes and goes; the rest of the description stays."""
    call(home, "PATCH", f"groups/choir@{DOMAIN}", {"description": "Хор, вторник"})
    (adopt,) = home.changes(declared(group("choir")))
    assert adopt.action is Action.ADOPT
    assert results(home.do([adopt])) == {Result.APPLIED}
    assert home.group("choir").mark is not None
    assert home.group("choir").label == "Хор, вторник"
    (forget,) = home.changes(declared(), replace(home.policy, prune=frozenset()))
    assert results(home.do([forget])) == {Result.APPLIED}
    assert home.group("choir").mark is None
    assert home.group("choir").label == "Хор, вторник"


def test_a_seat_of_another_sku_counts_and_is_taken_back(google: ProviderHarness) -> None:
    """Google gave an Extra Student seat in the place of the product: nobody is given a second."""
    extra = "1010310008"
    google.names = {**google.names, "countsToo": extra}
    google.box.ask("PUT", f"tenants/{ALIAS}/behaviour", {"seats": {extra: 2}})
    path = f"/apps/licensing/v1/product/101031/sku/{extra}/user"
    asked = {"method": "POST", "path": path, "body": {"userId": f"anna@{DOMAIN}"}}
    assert google.box.ask("POST", f"tenants/{ALIAS}/call", asked)["status"] == 200
    both = (google.ids["goran"], google.ids["anna"])
    assert len(plus(google).holders) == 2
    assert google.changes(declared(licence("plus", *both))) == ()
    none = google.changes(declared(licence("plus")))
    assert results(google.do(none)) == {Result.APPLIED}
    assert plus(google).holders == frozenset()
